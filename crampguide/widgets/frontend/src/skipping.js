// Which questions do not apply, because of another answer.

/** @import { Answers, SkipReason } from "./types.js" */

/** @type {Record<string, (number: number, bound: number) => boolean>} */
const HOLDS = {
  ">=": (number, bound) => number >= bound,
  "<=": (number, bound) => number <= bound,
  ">": (number, bound) => number > bound,
  "<": (number, bound) => number < bound,
};

/**
 * Whether one of the reasons not to ask holds.
 * @param {SkipReason[]} reasons
 * @param {Answers} answers
 */
export function isSkipped(reasons, answers) {
  return reasons.some(({ question, options, verb, bound }) => {
    const answer = answers[question];
    if (verb === "is") return typeof answer === "string" && options.includes(answer);
    return typeof answer === "number" && HOLDS[verb](answer, bound);
  });
}

/**
 * @param {string} id
 * @param {Answers} answers
 */
export function without(id, { [id]: _withdrawn, ...others }) {
  return others;
}
