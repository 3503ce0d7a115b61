// Shows HTML that Python made, region by region, and touches only what changed: an opened <details> stays open, and
// focus and scroll position outside the changed region stay where they are.
import { claim, goTo, partOf } from "./dom.js";
import { filled } from "./regions.js";

/**
 * @import { InitializeProps, RenderProps } from "@anywidget/types"
 * @import { HtmlTraits } from "./types.js"
 */

/**
 * @typedef {object} Shown
 * @property {HTMLElement} place
 * @property {string | undefined} html
 * @property {Map<string, { fold: HTMLDetailsElement, open: boolean }>} folds Each as it was made.
 */

const ANNOUNCE_AFTER_MS = 700; // a screen reader should hear the result of a movement, not each step of it

/** @param {InitializeProps<HtmlTraits>} props */
function initialize({ model }) {
  model.on("msg:custom", ({ kind, regions }) => {
    if (kind === "regions") model.set("regions", filled(regions, model.get("regions")));
  });
}

/** @param {RenderProps<HtmlTraits>} props */
function render({ model, el }) {
  claim(el, "cg-html");
  /** @type {Map<string, Shown>} */
  const shown = new Map(); // region id to what is there
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let announcing;

  const patch = () => {
    const regions = model.get("regions");
    const wanted = new Set(regions.map(([id]) => id));
    for (const [id, { place }] of shown) {
      if (wanted.has(id)) continue;
      place.remove();
      shown.delete(id);
    }
    regions.forEach(([id, html], order) => {
      const region = shown.get(id) ?? { place: makePlace(id), html: undefined, folds: new Map() };
      shown.set(id, region);
      if (el.children[order] !== region.place) el.insertBefore(region.place, el.children[order] ?? null);
      if (region.html === html) return;
      region.html = html;
      if (id !== "announce") {
        const level = urgency(region.place);
        replaceInside(region, html);
        // on a wide page the result scrolls by itself: a new level must not stay above its edge
        if (urgency(region.place) !== level) el.closest(".cg-result")?.scrollTo({ top: 0 });
        return;
      }
      clearTimeout(announcing);
      announcing = setTimeout(() => replaceInside(region, html), ANNOUNCE_AFTER_MS);
    });
  };

  // a number leads to what stands behind it; inside JupyterLab a plain link would only change the address
  /** @param {MouseEvent} event */
  const follow = (event) => {
    const place = event.target instanceof Element ? event.target : undefined;
    const link = /** @type {HTMLAnchorElement | null | undefined} */ (place?.closest('a[href^="#"]'));
    const goal = link && partOf(el.closest(".cg-page") ?? el, link.hash.slice(1));
    if (!goal) return;
    event.preventDefault();
    goTo(goal);
  };

  // paper cannot be tapped: all folds are open on it, and as they were behind it
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  const unfold = () => {
    opened = [...el.querySelectorAll("details")].filter((fold) => !fold.open);
    for (const fold of opened) fold.open = true;
  };
  const refold = () => {
    for (const fold of opened) fold.open = false;
    opened = [];
  };

  patch();
  addEventListener("beforeprint", unfold);
  addEventListener("afterprint", refold);
  el.addEventListener("click", follow);
  el.addEventListener("click", copy);
  model.on("change:regions", patch);
  return () => {
    removeEventListener("beforeprint", unfold);
    removeEventListener("afterprint", refold);
    el.removeEventListener("click", follow);
    el.removeEventListener("click", copy);
    clearTimeout(announcing);
    model.off("change:regions", patch);
  };
}

/**
 * Copy what a button holds, and say so on the button itself.
 * @param {MouseEvent} event
 */
async function copy(event) {
  const place = event.target instanceof Element ? event.target : undefined;
  const button = /** @type {HTMLButtonElement | null | undefined} */ (place?.closest("button[data-copy]"));
  if (!button) return;
  const { copy: text = "", copied = "", failed = "" } = button.dataset;
  const isDone = await navigator.clipboard?.writeText(text).then(
    () => true,
    () => false, // no permission, or a page without encryption
  );
  button.textContent = isDone ? copied : failed;
  button.setAttribute("aria-live", "polite");
  if (!isDone) button.after(Object.assign(document.createElement("span"), { textContent: ` ${text}` }));
}

/** @param {HTMLElement} place */
function urgency(place) {
  return place.querySelector(".cg-level")?.className;
}

/** @param {string} id */
function makePlace(id) {
  const place = document.createElement("div");
  place.id = id;
  place.className = `cg-region cg-region-${id}`;
  if (id === "announce") place.setAttribute("role", "status");
  return place;
}

/**
 * Put new HTML in, but leave each <details> as the person left it, and focus where it was.
 * @param {Shown} region
 * @param {string} html
 */
function replaceInside({ place, folds }, html) {
  /** @type {Map<string, boolean>} */
  const moved = new Map(); // only what a person opened or closed; all else follows the new HTML
  for (const [name, { fold, open }] of folds) if (fold.open !== open) moved.set(name, fold.open);
  const active = document.activeElement;
  const focused = active && place.contains(active) ? nameOf(active) : "";

  place.innerHTML = html;
  folds.clear();
  for (const fold of place.querySelectorAll("details")) {
    const name = nameOf(fold);
    folds.set(name, { fold, open: fold.open });
    fold.open = moved.get(name) ?? fold.open;
  }
  if (!focused) return;
  const parts = /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("summary, a, button, [tabindex]"));
  [...parts].find((part) => nameOf(part) === focused)?.focus({ preventScroll: true });
}

/**
 * What stays the same about a part when its region is made again: its id, or else its words and those of its fold.
 * @param {Element} part
 * @returns {string}
 */
function nameOf(part) {
  if (part.id) return part.id;
  const around = part.parentElement?.closest(".cg-region details");
  const words = (part.tagName === "DETAILS" ? part.firstElementChild : part)?.textContent ?? "";
  return around ? `${nameOf(around)} / ${words}` : words;
}

export default { initialize, render };
