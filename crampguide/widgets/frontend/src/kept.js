// What the tab of the browser keeps of a person, and loses with them. A served page gives it back after a reload: in a
// notebook a new form is a new person.

/** @import { Answers, Place } from "./types.js" */

const ANSWERS = "crampguide-answers";
const COUNTRY = "crampguide-country";
const PLACE = "crampguide-place";
const LAYOUT = "crampguide-layout";

export const isServed = () => document.body.dataset.siteState !== undefined;

/** Note that the form which stands before the kernel runs has found answers that the tab kept. */
export const noteBack = () => document.body.toggleAttribute("data-site-back", true);

/** Whether answers that the tab kept are back from before, and not given to that form just now. */
export const areBack = () => document.body.hasAttribute("data-site-back") || !document.querySelector("#site-first");

/** @param {Answers} answers */
export const keep = (answers) => store(ANSWERS, Object.keys(answers).length ? answers : null);

/** @returns {Answers | null} */
export const kept = () => stored(ANSWERS);

/** @param {string} country */
export const keepCountry = (country) => store(COUNTRY, country);

/** @returns {string | null} */
export const keptCountry = () => stored(COUNTRY);

/** @param {Place} place Where in the interview. */
export const keepPlace = (place) => store(PLACE, place);

/** @returns {Place | null} */
export const keptPlace = () => stored(PLACE);

/** @param {string} layout */
export const keepLayout = (layout) => store(LAYOUT, layout);

/** @returns {"interview" | "list" | null} */
export const keptLayout = () => stored(LAYOUT);

/**
 * @param {string} name
 * @param {unknown} value Null takes it away.
 */
function store(name, value) {
  if (!isServed()) return;
  try {
    if (value === null) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // a browser may forbid it: then nothing is kept
  }
}

/** @param {string} name */
function stored(name) {
  try {
    return isServed() ? JSON.parse(sessionStorage.getItem(name) ?? "null") : null;
  } catch {
    return null;
  }
}
