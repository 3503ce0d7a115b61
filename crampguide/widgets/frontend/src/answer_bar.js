// On a narrow page the answer takes the place of the interview. This bar leads back, on, and to the page for the doctor.
import { TAKE_AWAY } from "./agreed.js";
import { goTo, make, partOf } from "./dom.js";
import { fill } from "./words.js";

/** @import { Labels } from "./types.js" */

const MOST = 3; // questions offered at a time to sharpen an answer

/**
 * @param {HTMLElement} form
 * @param {Labels} labels
 * @param {{ sharpen: () => void, goBack: () => void }} ways
 */
export function answerBar(form, labels, { sharpen, goBack }) {
  const page = () => form.closest(".cg-page");
  /** @param {() => void} way */
  const leave = (way) => () => {
    hide();
    way();
  };
  const more = make("button", { type: "button", onclick: leave(sharpen) });
  const element = make(
    "div",
    { class: "cg-answer-bar cg-widget" },
    make("button", { type: "button", class: "cg-back", onclick: leave(goBack) }, labels.back_to_questions),
    more,
    make("button", { type: "button", class: "cg-next-step", onclick: () => toPage() }, labels.to_page),
  );
  const toPage = () => {
    const goal = partOf(page(), TAKE_AWAY);
    if (goal) goTo(goal);
  };
  const hide = () => {
    delete form.dataset.view;
    element.remove();
  };
  return {
    hide,
    /** @param {number} [left] Questions that could sharpen the answer. */
    show(left = MOST) {
      const result = page()?.querySelector(".cg-result");
      if (!result) return false;
      more.hidden = left === 0;
      more.textContent = fill(labels.sharpen, { count: Math.min(left, MOST) });
      form.dataset.view = "answer";
      result.append(element);
      scrollTo({ top: 0, behavior: "instant" });
      const heading = /** @type {HTMLElement | null} */ (result.querySelector("h2"));
      heading?.setAttribute("tabindex", "-1");
      heading?.focus({ preventScroll: true });
      return true;
    },
  };
}
