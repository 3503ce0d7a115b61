// Answers in the tab of the browser only, and gone with it. A served page gives them back after a reload: in a notebook
// a new form is a new person.

/** @import { Answers } from "./types.js" */

const KEPT = "crampguide-answers";

export const isServed = () => document.body.dataset.siteState !== undefined;

/** @param {Answers} answers */
export function keep(answers) {
  if (!isServed()) return;
  try {
    if (Object.keys(answers).length) sessionStorage.setItem(KEPT, JSON.stringify(answers));
    else sessionStorage.removeItem(KEPT);
  } catch {
    // a browser may forbid it: then nothing is kept
  }
}

/** @returns {Answers | null} */
export function kept() {
  try {
    return isServed() ? JSON.parse(sessionStorage.getItem(KEPT) ?? "null") : null;
  } catch {
    return null;
  }
}
