// The two ways to be asked: a screen at a time, or all questions on one page. Both show the same fields.
import { make } from "./dom.js";
import { isServed, keepLayout, keptLayout } from "./kept.js";

/** @import { Labels } from "./types.js" */

const ROOM_FOR_RESULT = "(min-width: 60rem)"; // as in page.css: here the result stands beside the questions

/**
 * @typedef {object} Layout
 * @property {HTMLElement} element
 * @property {() => void} enter Takes the fields over.
 */

/**
 * Build the two and what leads from one to the other. On a served page without room for a result beside the questions
 * the interview comes first; a notebook shows the list, where a person scrolls anyway.
 * @param {{ interview: Layout, list: Layout }} layouts
 * @param {Labels} labels
 */
export function buildLayouts(layouts, labels) {
  const first = isServed() && !matchMedia(ROOM_FOR_RESULT).matches ? "interview" : "list";
  /** @type {"interview" | "list"} */
  let now = keptLayout() ?? first;
  const other = () => (now === "list" ? "interview" : "list");
  const choose = () => {
    now = other();
    keepLayout(now);
    show();
    layouts[now].element.querySelector("h2")?.scrollIntoView();
  };
  const change = make("button", { type: "button", class: "cg-layout", onclick: choose });
  const show = () => {
    layouts[other()].element.hidden = true;
    layouts[now].element.hidden = false;
    layouts[now].enter();
    change.textContent = now === "list" ? labels.one_at_a_time : labels.all_at_once;
  };
  return { change, show, isInterview: () => now === "interview" };
}
