// Finding medicines by what stands on the box: generic name, brand, old name, or one that is spelt nearly so.
import { distance } from "fastest-levenshtein";

/** @import { Named, Substance } from "./types.js" */

const FEWEST_LETTERS = 3; // from which the beginning of a name finds it
const NEAR_LETTERS = 4; // letters of a name for each that may be wrong
const MOST = 6; // medicines that one word finds

/**
 * @param {Substance[]} substances
 * @param {string} typed
 * @returns {Named[]} The name that fits best first.
 */
export function named(substances, typed) {
  const asked = typed.trim().toLowerCase();
  if (asked.length < FEWEST_LETTERS) return [];
  const begin = each(substances, (name) => (name.startsWith(asked) ? name.length : undefined));
  const most = Math.floor(asked.length / NEAR_LETTERS);
  const found = begin.length > 0 ? begin : each(substances, (name) => within(most, name, asked));
  return found
    .sort((one, other) => one.far - other.far)
    .slice(0, MOST)
    .map(({ name, label, boxes }) => ({ name, label, boxes }));
}

/**
 * Take of each substance the name that is nearest, if one is near.
 * @param {Substance[]} substances
 * @param {(name: string) => number | undefined} farOf
 */
function each(substances, farOf) {
  return substances.flatMap(([label, boxes, names]) => {
    let best;
    for (const name of [label, ...names]) {
      const far = farOf(name.toLowerCase());
      if (far !== undefined && far < (best?.far ?? Number.POSITIVE_INFINITY)) best = { name, label, boxes, far };
    }
    return best ?? [];
  });
}

/**
 * @param {number} most
 * @param {string} name
 * @param {string} asked
 */
function within(most, name, asked) {
  if (Math.abs(name.length - asked.length) > most) return undefined;
  const far = distance(name, asked);
  return far <= most ? far : undefined;
}
