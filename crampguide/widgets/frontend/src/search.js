// Finding medicines and the like in a long list, by any word of a name, a brand or a heading.
import { distance } from "fastest-levenshtein";

const NEAR_LETTERS = 4; // letters of a word for each that may be wrong
const BETWEEN_WORDS = /[^\p{L}\d]+/u;
const SPACE = /\s+/u;

/**
 * Find the texts that hold every word asked for; where there are none, those with words that are spelt nearly so.
 * @param {Map<string, string>} texts Id to text.
 * @param {string} asked Nothing finds all.
 */
export function search(texts, asked) {
  const exact = withWords(texts, asked);
  const isExact = exact.size > 0;
  return { found: isExact ? exact : within(texts, asked, isNear), isExact, isAsked: wordsOf(asked).length > 0 };
}

/**
 * Find the texts that hold every word asked for.
 * @param {Map<string, string>} texts Id to text.
 * @param {string} asked Nothing finds all.
 */
function withWords(texts, asked) {
  return within(texts, asked, (text, word) => text.includes(word));
}

/**
 * @param {Map<string, string>} texts
 * @param {string} asked
 * @param {(text: string, word: string) => boolean} fits
 */
function within(texts, asked, fits) {
  const words = wordsOf(asked);
  const found = [...texts].filter(([, text]) => words.every((word) => fits(text.toLowerCase(), word)));
  return new Set(found.map(([id]) => id));
}

/** @param {string} asked */
function wordsOf(asked) {
  return asked.toLowerCase().split(SPACE).filter(Boolean);
}

/**
 * Whether a text holds a word that differs from this one in a few letters.
 * @param {string} text
 * @param {string} word
 */
function isNear(text, word) {
  const most = Math.floor(word.length / NEAR_LETTERS);
  return text.split(BETWEEN_WORDS).some((other) => distance(other, word) <= most);
}
