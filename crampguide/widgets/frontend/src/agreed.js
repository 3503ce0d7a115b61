// What Python has under the same name. tests/test_frontend.py holds each of these to be the same there.

/** Answers that are no answer to the question itself: crampguide/knowledge/rules.py. */
export const NOT_SURE = "not_sure";
export const PREFER_NOT = "prefer_not_to_say";
export const NOTHING_ELSE = "nothing_else";

/** How ids on the page begin, or are, that one part of it has and another leads to: crampguide/telling. */
export const WHY = "cg-why-";
export const QUESTION = "cg-question-";
export const ANSWER = "cg-answer-";
export const TAKE_AWAY = "cg-take-away";

/** A file of answers is never this long [bytes]: crampguide/assessing/answers_file.py. */
export const LARGEST = 100_000;

/** When a name is found, how many are shown, and how many letters may be wrong: crampguide/knowledge/names.py. */
export const FEWEST_LETTERS = 3;
export const WRONG_LETTERS = 2;
export const OF_LETTERS = 7;
export const MOST_FOUND = 6;

/** Names that a person may give, and letters of one: crampguide/assessing/named.py. */
export const MOST_NAMES = 30;
export const LONGEST_NAME = 60;

/** Screens that most people see, promised before the kernel has counted: crampguide/assessing/interview.py. */
export const USUAL = 7;

/** Hands that can be typed in for one option: crampguide/workshop/room.py. */
export const MOST_HANDS = 200;

/** Where a phone's key travels: crampguide/serving/room.py. */
export const KEY_HEADER = "X-Room-Key";
