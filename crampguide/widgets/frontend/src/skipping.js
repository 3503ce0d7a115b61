// Which questions do not apply, because of another answer.

/** @import { Answers, SkipReason } from "./types.js" */

/**
 * Whether one of the reasons not to ask holds.
 * @param {SkipReason[]} reasons
 * @param {Answers} answers
 */
export function isSkipped(reasons, answers) {
  return reasons.some(({ question, options }) => {
    const answer = answers[question];
    return typeof answer === "string" && options.includes(answer);
  });
}

/**
 * @param {string} id
 * @param {Answers} answers
 */
export function without(id, { [id]: _withdrawn, ...others }) {
  return others;
}
