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
  const words = asked.toLowerCase().split(SPACE).filter(Boolean);
  /** @param {(text: string, word: string) => boolean} fits */
  const within = (fits) => {
    const found = [...texts].filter(([, text]) => words.every((word) => fits(text.toLowerCase(), word)));
    return new Set(found.map(([id]) => id));
  };
  const exact = within((text, word) => text.includes(word));
  const isExact = exact.size > 0;
  return { found: isExact ? exact : within(isNear), isExact, isAsked: words.length > 0 };
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
