// What the boxes of a checklist say together.
import { NOT_SURE, NOTHING_ELSE } from "./agreed.js";

/** @import { Answer, State } from "./types.js" */

// "nothing else" speaks about all boxes left empty, so it and "not sure" rule each other out
export const RIVAL = new Map([
  [NOTHING_ELSE, NOT_SURE],
  [NOT_SURE, NOTHING_ELSE],
]);

/**
 * Return the state of each box that an answer tells about; an answer to the whole question tells of none.
 * @param {Answer | undefined} answer
 * @returns {Record<string, State>}
 */
export function statesOf(answer) {
  return typeof answer === "object" ? /** @type {Record<string, State>} */ (answer) : {};
}

/**
 * Return the answer that these boxes make; none when all are empty.
 * @param {Iterable<string>} denied A file of answers may say "no" to a box, for which there is no control.
 * @param {Iterable<string>} ticked
 * @param {Iterable<string>} doubted
 * @returns {Answer | undefined}
 */
export function answerOf(denied, ticked, doubted) {
  /** @type {Record<string, State>} */
  const states = {};
  for (const id of denied) states[id] = "no";
  for (const id of ticked) states[id] = "yes";
  for (const id of doubted) states[id] = NOT_SURE;
  return Object.keys(states).length ? states : undefined;
}
