// What a page shows while the kernel is silent: a sentence, and no old result. The form stays, and so do its warnings.
import { make } from "./dom.js";

/** Told to the page around a form at each try that found no answer, and when one came after all. */
const SILENT = "cg-silent";

/**
 * Return what shows, or ends, a silence around a form.
 * @param {HTMLElement} form
 * @param {string} sentence
 */
export function silenceAround(form, sentence) {
  const notice = make("p", { class: "cg-widget cg-silent", role: "alert" }, sentence);
  /** @param {boolean} isSilent */
  return (isSilent) => {
    const page = form.closest(".cg-page") ?? form;
    if (isSilent && !notice.isConnected)
      page.prepend(notice); // not before: Lumino counts the children of its boxes
    else if (!isSilent) notice.remove();
    page.toggleAttribute("data-silent", isSilent);
    form.dispatchEvent(new CustomEvent(SILENT, { bubbles: true, detail: isSilent }));
  };
}
