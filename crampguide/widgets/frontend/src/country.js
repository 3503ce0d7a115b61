// Whose emergency number the texts name. It is no answer, and the tab of the browser keeps it as it keeps answers.
import { fill, make } from "./dom.js";

const KEPT = "crampguide-country";
const AROUND = ".site-emergency, .site-relief, .site-footer"; // what the page says before any kernel runs

/** Build the choice: `element` to place, `forget()` when the form goes. */
export function countryChoice(model, labels, keeps) {
  const countries = new Map(model.get("countries").map((one) => [one.id, one]));
  let told = countries.get(model.get("country"));
  const options = [...countries.values()].map(({ id, name, emergency }) => make("option", { value: id }, `${name}: ${emergency}`));
  const choose = () => {
    model.set("country", select.value);
    model.save_changes();
    if (keeps) keep(select.value);
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
  const before = keeps ? kept() : undefined;
  if (before !== model.get("country") && countries.has(before)) {
    select.value = before;
    choose();
  }
  show();
  model.on("change:country", show);
  const element = make("div", { class: "cg-country" }, make("label", {}, labels.country, select), call);
  return { element, forget: () => model.off("change:country", show) };
}

/** Put another number into the texts that stand around the guide. */
function renumber(before, after) {
  if (before === after) return;
  for (const part of document.querySelectorAll(AROUND)) {
    const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replaceAll(before, after);
  }
}

function keep(country) {
  try {
    sessionStorage.setItem(KEPT, country);
  } catch {
    // a browser may forbid it: then nothing is kept
  }
}

function kept() {
  try {
    return sessionStorage.getItem(KEPT) ?? undefined;
  } catch {
    return undefined;
  }
}
