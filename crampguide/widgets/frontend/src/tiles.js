// Tiles that boxes stand behind: whoever has none of a kind passes it by with one look.
import { make } from "./dom.js";
import { fill } from "./words.js";

/** @import { Labels, Tile } from "./types.js" */

/**
 * A tile with its boxes; `settle` counts the ticked ones and keeps it open while there are some.
 * @param {Tile} tile
 * @param {HTMLElement[]} rows
 * @param {Labels} labels
 */
export function buildTile({ name, hint }, rows, labels) {
  const count = make("span", { class: "cg-tile-count" });
  const words = make("span", { class: "cg-tile-words" }, make("b", {}, name), make("span", { class: "cg-note" }, hint));
  const element = make(
    "details",
    { class: "cg-group cg-tile" },
    make("summary", {}, words, count),
    make("div", { class: "cg-ticks", role: "group", "aria-label": name }, ...rows),
  );
  const settle = () => {
    const ticked = element.querySelectorAll("input:checked").length;
    count.textContent = ticked ? fill(labels.ticked, { count: ticked }) : "";
    element.classList.toggle("cg-tile-ticked", ticked > 0);
    if (ticked) element.open = true;
  };
  return { element, settle };
}
