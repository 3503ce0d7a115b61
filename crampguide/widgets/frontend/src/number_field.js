// A number: a slider beside a box to type in, which show the same answer.
import { bodyMassIndexFold } from "./body_mass_index_fold.js";
import { freshId, make } from "./dom.js";
import { openTicks } from "./ticks.js";
import { fill, inWords } from "./words.js";

/**
 * @import { Context, Field } from "./ticks.js"
 * @import { Answer, NumberQuestion } from "./types.js"
 */

/**
 * @param {Context<NumberQuestion>} context
 * @returns {Field}
 */
export function numberField(context) {
  const { question, labels, report, legendId } = context;
  const { low, high, step, start, unit, unit_one: unitOfOne, amounts } = question;
  const unitId = freshId();
  const limits = { min: low, max: high, step, "aria-labelledby": legendId };
  const settle = () => {
    report(Number(range.value));
  };
  /** @type {Answer | undefined} */
  let now; // the answer shown
  /** @type {Answer | undefined} */
  let beforeTouch;
  const range = make("input", {
    type: "range",
    ...limits,
    oninput: settle,
    // a person may mean just the value that the handle stands at
    onclick: settle,
    // a finger that turns out to scroll the page has answered nothing
    onpointerdown: () => {
      beforeTouch = now;
    },
    onpointercancel: () => report(beforeTouch),
    onkeydown: (event) => {
      if (event.key === "Enter") settle();
    },
  });
  const typed = make("input", {
    type: "number",
    ...limits,
    inputmode: "decimal",
    onfocus: () => {
      typed.select(); // a new number takes the place of the old one
    },
    "aria-labelledby": `${legendId} ${unitId}`,
    oninput: () => {
      const value = typed.valueAsNumber;
      if (value >= low && value <= high) report(value);
    },
    onchange: () => {
      const value = typed.valueAsNumber;
      if (value >= low && value <= high) return;
      const asTyped = typed.value;
      report(undefined);
      typed.value = asTyped; // to be mended, not to be typed again
      if (!Number.isNaN(value)) words.textContent = fill(labels.bounds, { low: said(low), high: said(high) });
    },
  });
  const words = make("p", { class: "cg-value", role: "status" });
  const open = openTicks(context, "checkbox");

  const tiles = amounts.map((amount) => ({
    amount,
    tile: make("button", { type: "button", class: "cg-amount", onclick: () => report(amount.id) }, amount.text),
  }));
  /** @param {Answer | undefined} answer */
  const toldBy = (answer) => amounts.find(({ id }) => id === answer);

  /** @param {Answer | undefined} answer */
  const inSentence = (answer) => {
    if (typeof answer === "number") {
      return fill(labels.value, { value: said(answer), unit: answer === 1 ? unitOfOne : unit });
    }
    return toldBy(answer)?.text ?? labels[String(answer)] ?? labels.not_answered;
  };
  /** @param {Answer | undefined} answer */
  const show = (answer) => {
    const given = typeof answer === "number";
    const told = toldBy(answer);
    now = answer;
    range.value = String(given ? answer : (told?.typical ?? start));
    if (document.activeElement !== typed || typed.valueAsNumber !== answer) typed.value = given ? String(answer) : "";
    for (const { input, answer: own } of open) input.checked = answer === own;
    words.textContent = inSentence(answer);
    range.setAttribute("aria-valuetext", words.textContent);
    range.classList.toggle("cg-unset", !(given || told));
    for (const { amount, tile } of tiles) tile.setAttribute("aria-pressed", String(amount === told));
  };
  const scale = make("div", { class: "cg-scale", "aria-hidden": "true" }, said(low), make("span", {}, said(high)));
  const slider = make("div", { class: "cg-slider" }, range, scale);
  const box = make("div", { class: "cg-typed" }, typed, make("span", { id: unitId }, unit));
  /** @type {HTMLElement[]} */
  const parts = [words];
  if (tiles.length > 0) {
    const group = { class: "cg-amounts", role: "group", "aria-labelledby": legendId };
    parts.push(make("div", group, ...tiles.map(({ tile }) => tile)));
  }
  parts.push(make("div", { class: "cg-number-row" }, slider, box));
  if (question.helper) parts.push(bodyMassIndexFold(labels, question, report));
  return { parts, open, show, first: range };
}

/** @param {number} number */
function said(number) {
  return inWords(number, document.documentElement.lang);
}
