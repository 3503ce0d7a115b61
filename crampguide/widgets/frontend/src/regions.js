// Regions of HTML on their way from Python.

/** @import { Region, SentRegion } from "./types.js" */

/**
 * Python sends a whole list at first, and then only what changed: null stands for HTML that is here already.
 * @param {SentRegion[]} sent
 * @param {Region[]} here
 * @returns {Region[]}
 */
export function filled(sent, here) {
  const known = new Map(here);
  return sent.map(([id, html]) => [id, html ?? known.get(id) ?? ""]);
}
