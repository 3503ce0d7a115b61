// What the tab of the browser keeps of a person, and loses with them. A served page gives it back after a reload: in a
// notebook a new form is a new person.

/** @import { Answers } from "./types.js" */

const ANSWERS = "crampguide-answers";
const COUNTRY = "crampguide-country";

export const isServed = () => document.body.dataset.siteState !== undefined;

/** @param {Answers} answers */
export const keep = (answers) => store(ANSWERS, Object.keys(answers).length ? answers : null);

/** @returns {Answers | null} */
export const kept = () => stored(ANSWERS);

/** @param {string} country */
export const keepCountry = (country) => store(COUNTRY, country);

/** @returns {string | null} */
export const keptCountry = () => stored(COUNTRY);

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
