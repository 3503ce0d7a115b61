// On a narrow page the result stands below all questions; this button stays in sight, says how urgent, and leads there.
import { make } from "./dom.js";
import { fill } from "./words.js";

/** @import { Labels, Status } from "./types.js" */

/**
 * @param {HTMLElement} form
 * @param {Labels} labels
 * @param {() => boolean} show Shows the answer in the place of the questions, where it can, and says so.
 */
export function resultButton(form, labels, show) {
  const onPage = (/** @type {string} */ part) => form.closest(".cg-page")?.querySelector(part);
  const button = make("button", {
    type: "button",
    onclick: () => {
      if (show()) return;
      const result = onPage(".cg-result");
      if (!result) return;
      onPage(".cg-way-back")?.remove();
      result.prepend(wayBack(labels, scrollY));
      result.scrollIntoView();
    },
  });
  // whoever answers again is back, by this way or another; a window that comes to the front only finds its focus again
  form.addEventListener("focusin", ({ target }) => {
    if (target !== button) onPage(".cg-way-back")?.remove();
  });
  return {
    element: make("div", { class: "cg-to-result" }, button),
    /** @param {Status} status */
    say({ level, title, lead }) {
      button.textContent = title ? fill(labels.see_why, { level: title }) : lead || labels.to_result;
      const lively = lead ? "cg-has-lead" : "";
      button.className = title ? `cg-level-${level}` : lively;
    },
  };
}

/**
 * A button above the result that leads back to the question a person came from.
 * @param {Labels} labels
 * @param {number} top
 */
function wayBack(labels, top) {
  return make("button", { type: "button", class: "cg-way-back", onclick: () => scrollTo({ top }) }, labels.way_back);
}
