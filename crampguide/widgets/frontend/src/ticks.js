// Radio buttons and checkboxes, large enough for a finger.
import { NOT_SURE, PREFER_NOT } from "./agreed.js";
import { freshId, make } from "./dom.js";

/** @import { Answer, Labels, Question, Substance } from "./types.js" */

/**
 * What it takes to build a field: the question, its words, where answers go, the id of its legend and its inputs' name.
 * @template [Asked=Question]
 * @typedef {object} Context
 * @property {Asked} question
 * @property {Labels} labels
 * @property {(answer: Answer | undefined) => void} report
 * @property {string} legendId
 * @property {string} name
 * @property {() => Promise<Substance[]>} askNames
 */

/**
 * @typedef {object} Tick
 * @property {HTMLElement} row
 * @property {HTMLInputElement} input
 * @property {HTMLElement} words
 * @property {() => void} [warn] Shows or takes away what a ticked danger sign calls for.
 */

/**
 * What a field is made of: its parts, the answers that tell nothing, and what shows an answer.
 * @typedef {object} Field
 * @property {HTMLElement[]} parts
 * @property {Tick[]} open
 * @property {boolean} [openFirst]
 * @property {(answer: Answer | undefined) => void} show
 * @property {HTMLElement} first
 */

/**
 * A radio button or checkbox inside its label, with a note in small print.
 * @param {"radio" | "checkbox"} type
 * @param {{ name: string, value: string, text: string, note?: string }} words
 * @param {() => void} onchange
 * @returns {Tick}
 */
export function tick(type, { name, value, text, note }, onchange) {
  const input = make("input", { type, name, value, onchange });
  const words = make("span", {}, text);
  const small = note ? make("span", { class: "cg-note", id: freshId() }, note) : undefined;
  // the note is part of the target: people tap the name they know
  const label = make("label", { class: "cg-tick" }, input, make("span", {}, words, small));
  return { row: make("div", { class: "cg-tick-row" }, label), input, words };
}

/**
 * The answers that say "I do not tell".
 * @param {Context} context
 * @param {"radio" | "checkbox"} type
 */
export function openTicks({ question, labels, name, report }, type) {
  const answers = question.private ? [NOT_SURE, PREFER_NOT] : [NOT_SURE];
  return answers.map((answer) => {
    const box = tick(type, { name, value: answer, text: labels[answer] }, () =>
      report(box.input.checked ? answer : undefined),
    );
    return { ...box, answer };
  });
}
