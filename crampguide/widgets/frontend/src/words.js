// Sentences and numbers as a person reads them.

const DECIMALS = 2;
const HOLES = /\{(?<name>\w+)\}/gu;

/**
 * Fill "{done} of {total}" from {done: 3, total: 8}; a hole that has no value stays.
 * @param {string} pattern
 * @param {Record<string, string | number>} values
 */
export function fill(pattern, values) {
  return pattern.replace(HOLES, (whole, name) => String(values[name] ?? whole));
}

/**
 * Write a number as people of a language do; without one, as those of the browser's language.
 * @param {number} number
 * @param {string} [language]
 */
export function inWords(number, language) {
  return number.toLocaleString(language || undefined, { maximumFractionDigits: DECIMALS });
}
