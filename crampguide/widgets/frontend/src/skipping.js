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
 * Return the answers without those to questions that do not apply: what is not asked is not kept.
 * @param {{ id: string, skip_if: SkipReason[] }[]} questions In the order of the form: one that is withdrawn skips none.
 * @param {Answers} answers
 */
export function withoutSkipped(questions, answers) {
  return questions.reduce(
    (kept, { id, skip_if: reasons }) => (id in kept && isSkipped(reasons, kept) ? without(id, kept) : kept),
    answers,
  );
}

/**
 * @param {string} id
 * @param {Answers} answers
 */
export function without(id, { [id]: _withdrawn, ...others }) {
  return others;
}
