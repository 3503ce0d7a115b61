// Shows HTML that Python made, region by region, and touches only what changed: an opened <details> stays open, and
// focus and scroll position outside the changed region stay where they are.
import { claim, goTo } from "./dom.js";

const ANNOUNCE_AFTER_MS = 700; // a screen reader should hear the result of a movement, not each step of it

/** Python sends a whole list at first, and then only what changed: null stands for HTML that is here already. */
function initialize({ model }) {
  model.on("msg:custom", ({ kind, regions }) => {
    if (kind !== "regions") return;
    const here = new Map(model.get("regions"));
    model.set(
      "regions",
      regions.map(([id, html]) => [id, html ?? here.get(id)]),
    );
  });
}

function render({ model, el }) {
  claim(el, "cg-html");
  const shown = new Map(); // region id to {place, html}
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
  const follow = (event) => {
    const link = event.target.closest('a[href^="#"]');
    const goal = link && (el.closest(".cg-page") ?? el).querySelector(`#${CSS.escape(link.hash.slice(1))}`);
    if (!goal) return;
    event.preventDefault();
    goTo(goal);
  };

  patch();
  el.addEventListener("click", follow);
  model.on("change:regions", patch);
  return () => {
    el.removeEventListener("click", follow);
    clearTimeout(announcing);
    model.off("change:regions", patch);
  };
}

function urgency(place) {
  return place.querySelector(".cg-level")?.className;
}

function makePlace(id) {
  const place = document.createElement("div");
  place.id = id;
  place.className = `cg-region cg-region-${id}`;
  if (id === "announce") place.setAttribute("role", "status");
  return place;
}

/** Put new HTML in, but leave each <details> as the person left it, and focus where it was. */
function replaceInside({ place, folds }, html) {
  const moved = new Map(); // only what a person opened or closed; all else follows the new HTML
  for (const [name, { fold, open }] of folds) if (fold.open !== open) moved.set(name, fold.open);
  const focused = place.contains(document.activeElement) ? nameOf(document.activeElement) : "";

  place.innerHTML = html;
  folds.clear();
  for (const fold of place.querySelectorAll("details")) {
    const name = nameOf(fold);
    folds.set(name, { fold, open: fold.open });
    if (moved.has(name)) fold.open = moved.get(name);
  }
  if (!focused) return;
  const again = [...place.querySelectorAll("summary, a, button, [tabindex]")].find((part) => nameOf(part) === focused);
  again?.focus({ preventScroll: true });
}

/** What stays the same about a part when its region is made again: its id, or else its words and those of its fold. */
function nameOf(part) {
  if (part.id) return part.id;
  const around = part.parentElement.closest(".cg-region details");
  const words = (part.tagName === "DETAILS" ? part.firstElementChild : part).textContent;
  return around ? `${nameOf(around)} / ${words}` : words;
}

export default { initialize, render };
