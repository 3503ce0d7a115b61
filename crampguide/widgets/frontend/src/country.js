// Whose emergency number the texts name. It is no answer, and the tab of the browser keeps it as it keeps answers.
import { make } from "./dom.js";
import { keepCountry, keptCountry } from "./kept.js";
import { fill } from "./words.js";

/**
 * @import { AnyModel } from "@anywidget/types"
 * @import { FormTraits, Labels } from "./types.js"
 */

const AROUND = ".site-emergency, .site-relief, .site-footer"; // what the page says before any kernel runs

/**
 * Build the choice: `element` to place, `forget()` when the form goes.
 * @param {AnyModel<FormTraits>} model
 * @param {Labels} labels
 * @param {() => void} send Sends it, with the answers.
 */
export function countryChoice(model, labels, send) {
  const countries = new Map(model.get("countries").map((country) => [country.id, country]));
  let told = countries.get(model.get("country"));
  const options = [...countries.values()].map(({ id, name, emergency }) =>
    make("option", { value: id }, `${name}: ${emergency}`),
  );
  const choose = () => {
    model.set("country", select.value);
    send();
    if (model.get("keeps")) keepCountry(select.value);
  };
  const select = make("select", { onchange: choose }, ...options);
  const call = make("a", {});
  const show = () => {
    const now = countries.get(model.get("country"));
    if (!now) return;
    select.value = now.id;
    call.hidden = !now.tel;
    call.href = `tel:${now.tel}`;
    call.textContent = fill(labels.call, { number: now.emergency });
    if (told) renumber(told.emergency, now.emergency);
    told = now;
  };
  const before = model.get("keeps") ? keptCountry() : null;
  if (before !== null && before !== model.get("country") && countries.has(before)) {
    select.value = before;
    choose();
  }
  show();
  model.on("change:country", show);
  const element = make("div", { class: "cg-country" }, make("label", {}, labels.country, select), call);
  return { element, forget: () => model.off("change:country", show) };
}

/**
 * Put another number into the texts that stand around the guide.
 * @param {string} before
 * @param {string} after
 */
function renumber(before, after) {
  if (before === after) return;
  for (const part of document.querySelectorAll(AROUND)) {
    const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = /** @type {Text} */ (texts.currentNode);
      text.data = text.data.replaceAll(before, after);
    }
  }
}
