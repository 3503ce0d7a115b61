// Shows HTML that Python made, region by region, and touches only what changed: an opened <details> stays open, and
// focus and scroll position outside the changed region stay where they are.
import { claim } from "./dom.js";

const ANNOUNCE_AFTER_MS = 700; // a screen reader should hear the result of a movement, not each step of it

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
      const region = shown.get(id) ?? { place: makePlace(id), html: undefined };
      shown.set(id, region);
      if (el.children[order] !== region.place) el.insertBefore(region.place, el.children[order] ?? null);
      if (region.html === html) return;
      region.html = html;
      if (id !== "announce") {
        replaceInside(region.place, html);
        return;
      }
      clearTimeout(announcing);
      announcing = setTimeout(() => replaceInside(region.place, html), ANNOUNCE_AFTER_MS);
    });
  };

  patch();
  model.on("change:regions", patch);
  return () => {
    clearTimeout(announcing);
    model.off("change:regions", patch);
  };
}

function makePlace(id) {
  const place = document.createElement("div");
  place.id = id;
  place.className = `cg-region cg-region-${id}`;
  if (id === "announce") place.setAttribute("role", "status");
  return place;
}

/** Put new HTML in, but keep open what was open and focused what was focused, as far as it has an id. */
function replaceInside(place, html) {
  const open = [...place.querySelectorAll("details[id]")].map(({ id, open }) => ({ id, open }));
  const focused = place.contains(document.activeElement) ? document.activeElement.id : "";
  place.innerHTML = html;
  for (const { id, open: wasOpen } of open) {
    const again = place.querySelector(`details[id="${CSS.escape(id)}"]`);
    if (again) again.open = wasOpen;
  }
  if (focused) place.querySelector(`[id="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

export default { render };
