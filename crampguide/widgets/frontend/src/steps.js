// The order of an interview, as far as the browser knows it without asking the kernel.
import { NOTHING_ELSE, USUAL } from "./agreed.js";
import { statesOf } from "./checklist.js";

/** @import { Answer, Answers, Question, Screen } from "./types.js" */

/**
 * Return the next screen that opens an interview, or undefined once all of those have been seen.
 * @param {Screen[]} screens
 * @param {string[]} done
 */
export function nextOpening(screens, done) {
  return screens.find(({ id, opening }) => opening && !done.includes(id));
}

/**
 * Return the next screen in the order of the file: what there is to go by while the kernel is silent.
 * @param {Screen[]} screens
 * @param {string[]} done
 */
export function nextListed(screens, done) {
  return screens.find(({ id }) => !done.includes(id));
}

/**
 * Return at which screen a person is, and about how many there will be.
 * @param {number} done
 * @param {number | undefined} left Screens still worth asking, this one with them, where the kernel has said so.
 */
export function progress(done, left) {
  return { at: done + 1, about: Math.max(done + 1, left === undefined ? USUAL : done + left) };
}

/**
 * Return the answers to a screen for a person who has none, or nothing else, of what its lists name.
 * @param {Question[]} questions
 * @param {Answers} answers
 * @returns {[id: string, answer: Answer][]}
 */
export function nothingElse(questions, answers) {
  return questions
    .filter(({ kind }) => kind === "checklist")
    .map(({ id }) => [id, { ...statesOf(answers[id]), [NOTHING_ELSE]: "yes" }]);
}
