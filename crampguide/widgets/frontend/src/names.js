// Finding a medicine by a name: its beginning, the beginning of a word of it, or a spelling that comes near. The same rule
// as crampguide/knowledge/names.py; tests/name_searches.json holds what both must find.
import { distance } from "fastest-levenshtein";
import { FEWEST_LETTERS, MOST_FOUND, OF_LETTERS, WRONG_LETTERS } from "./agreed.js";

/** @import { Name, Named, Substance } from "./types.js" */

const MARKS = /\p{M}/gu;
const SPACE = /\s+/u;
const DIGIT = /^\p{Nd}/u;

/**
 * Return a name as it is compared: small letters, no accents, one space between words.
 * @param {string} text
 */
export function keyOf(text) {
  return text.toLowerCase().normalize("NFD").replace(MARKS, "").trim().split(SPACE).join(" ");
}

/**
 * Return what stands before the strength on a box.
 * @param {string} key
 */
export function withoutStrength(key) {
  const [first, ...others] = key.split(" ");
  const strength = others.findIndex((word) => DIGIT.test(word));
  return [first, ...(strength < 0 ? others : others.slice(0, strength))].join(" ");
}

/**
 * Return every name, the generic one of each medicine first, as names are searched.
 * @param {Substance[]} substances
 * @returns {Name[]}
 */
export function namesOf(substances) {
  return substances.flatMap((substance, place) =>
    [substance[0], ...substance[2]].map((name) => ({ name, key: keyOf(name), place, substance })),
  );
}

/**
 * Find medicines by what stands on the box, the name that fits best first.
 * @param {Name[]} names
 * @param {string} typed
 * @returns {Named[]}
 */
export function named(names, typed) {
  for (const [far, isNear] of waysTo(keyOf(typed))) {
    const found = nearest(names, far);
    if (found.length) return found.map(({ name, substance }) => told(name, substance, isNear));
  }
  return [];
}

/**
 * Return the medicine of just this name, with or without a strength behind it; none if there is none.
 * @param {Name[]} names
 * @param {string} typed
 */
export function calledJust(names, typed) {
  const asked = keyOf(typed);
  const found = [asked, withoutStrength(asked)].flatMap((one) => names.find(({ key }) => key === one) ?? []);
  return found.slice(0, 1).map(({ name, substance }) => told(name, substance, false));
}

/**
 * @param {string} name
 * @param {Substance} substance
 * @param {boolean} isNear
 * @returns {Named}
 */
function told(name, [label, boxes], isNear) {
  return { name, label, boxes, isNear };
}

/**
 * A name without its strength may be spelt nearly so; a strength may not.
 * @param {string} asked
 * @returns {[(key: string) => number | undefined, boolean][]} How far a name is, if it fits, and whether it only comes near.
 */
function waysTo(asked) {
  const plain = withoutStrength(asked);
  const most = Math.floor((WRONG_LETTERS * plain.length) / OF_LETTERS);
  /** @type {[string, (key: string) => number | undefined, boolean][]} */
  const ways = [...new Set([asked, plain])].flatMap((one) => [
    [one, (key) => (key.startsWith(one) ? key.length : undefined), false],
    [one, (key) => (key.includes(` ${one}`) ? key.length : undefined), false],
  ]);
  ways.push([plain, (key) => within(most, key, plain), true]);
  return ways.flatMap(([one, far, isNear]) => (one.length < FEWEST_LETTERS ? [] : [[far, isNear]]));
}

/**
 * @param {number} most
 * @param {string} key
 * @param {string} asked
 */
function within(most, key, asked) {
  if (Math.abs(key.length - asked.length) > most) return;
  const far = distance(key, asked);
  return far <= most ? far : undefined;
}

/**
 * Take of each medicine the name that is nearest, if one is near: the nearest medicines, in their order.
 * @param {Name[]} names
 * @param {(key: string) => number | undefined} farOf
 */
function nearest(names, farOf) {
  /** @type {Map<number, Name & { far: number }>} */
  const best = new Map();
  for (const name of names) {
    const far = farOf(name.key);
    if (far !== undefined && far < (best.get(name.place)?.far ?? Number.POSITIVE_INFINITY)) {
      best.set(name.place, { ...name, far });
    }
  }
  return [...best.values()].sort((one, other) => one.far - other.far).slice(0, MOST_FOUND);
}
