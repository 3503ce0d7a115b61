// The field of a question. It reports an answer when the person gives one, and shows an answer when told to;
// `undefined` means not answered, in both directions.
import { QUESTION } from "./agreed.js";
import { checklistField } from "./checklist_field.js";
import { freshId, make } from "./dom.js";
import { namesField } from "./names_field.js";
import { numberField } from "./number_field.js";
import { openTicks, tick } from "./ticks.js";
import { fill } from "./words.js";

/**
 * @import { Context, Field } from "./ticks.js"
 * @import { Answer, Labels, ListQuestion, Question, Substance } from "./types.js"
 */

/**
 * Build the field of one question: `element` to place, `show(answer)` to update.
 * @param {Question} question
 * @param {Labels} labels
 * @param {(answer: Answer | undefined) => void} report
 * @param {() => Promise<Substance[]>} askNames
 */
export function buildField(question, labels, report, askNames) {
  const legendId = freshId();
  const words = { labels, report, legendId, name: freshId(), askNames };
  const { parts, open, openFirst, show, first } = inside(question, words);

  const clearId = freshId();
  const clear = make(
    "button",
    {
      type: "button",
      id: clearId,
      class: "cg-clear",
      "aria-labelledby": `${clearId} ${legendId}`,
      onclick: () => {
        first.focus({ preventScroll: true }); // the button goes away, so focus must not be on it
        report(undefined);
      },
    },
    labels.clear,
  );
  const whyId = freshId();
  // the button has its place from the start: nothing may move under a finger when the first answer is given
  const openRows = make("div", { class: "cg-ticks cg-open" }, ...open.map(({ row }) => row));
  const foot = make("div", { class: "cg-foot" }, openRows, clear);
  const element = make(
    "fieldset",
    {
      class: `cg-question cg-${question.kind}`,
      id: `${QUESTION}${question.id}`,
      "data-question": question.id,
      "aria-describedby": whyId,
    },
    make("legend", { id: legendId, class: "cg-legend" }, question.text),
    make("p", { class: "cg-why", id: whyId }, fill(labels.why, { why: question.why })),
    ...inOrder(question, parts, foot, openFirst),
  );
  return {
    element,
    /** @param {Answer | undefined} answer */
    show(answer) {
      show(answer);
      clear.style.visibility = answer === undefined ? "hidden" : "visible";
    },
  };
}

/**
 * @param {Question} question
 * @param {HTMLElement[]} parts
 * @param {HTMLElement} foot
 * @param {boolean} [openFirst]
 */
function inOrder(question, parts, foot, openFirst) {
  if (question.kind === "names") return parts; // each chip has a cross of its own
  return openFirst ? [foot, ...parts] : [...parts, foot];
}

/**
 * @param {Question} question
 * @param {Omit<Context, "question">} others
 */
function inside(question, others) {
  if (question.kind === "number") return numberField({ question, ...others });
  if (question.kind === "names") return namesField({ question, ...others });
  return (question.kind === "choice" ? choiceField : checklistField)({ question, ...others });
}

/**
 * @param {Context<ListQuestion>} context
 * @returns {Field}
 */
function choiceField(context) {
  const { question, report, name } = context;
  const ticks = question.options.map(({ id, text, note }) => ({
    answer: id,
    ...tick("radio", { name, value: id, text, note }, () => report(id)),
  }));
  const open = openTicks(context, "radio");
  /** @param {Answer | undefined} answer */
  const show = (answer) => {
    for (const { input, answer: own } of [...ticks, ...open]) input.checked = answer === own;
  };
  const parts = [make("div", { class: "cg-ticks" }, ...ticks.map(({ row }) => row))];
  return { parts, open, show, first: ticks[0].input };
}
