// Draws one Plotly figure as wide as its place, in the colours of the page, and again whenever it changes.
import { WHY } from "./agreed.js";
import { claim, goTo, make, partOf } from "./dom.js";
import { contributorAt, inPageColours, still } from "./figure.js";
import { plotly } from "./library.js";

/**
 * @import { RenderProps } from "@anywidget/types"
 * @import { ChartTraits, Plotly } from "./types.js"
 */

const CONFIG = { displayModeBar: false, displaylogo: false, doubleClick: false, scrollZoom: false, showTips: false };
const DEFAULT_HEIGHT_PX = 320;
const AFTER_TAP_MS = 50;
const USUAL_LETTERS_PX = 16;
const ROOM = "(min-width: 60rem)"; // as in page.css
const NARROWEST_PX = 290; // a chart drawn on less would cut its words

/** @param {RenderProps<ChartTraits>} props */
function render({ model, el }) {
  const place = document.createElement("div");
  place.className = "cg-chart";
  place.setAttribute("role", "img");
  const sheet = document.createElement("div"); // drawn in points of its own, then made as large as the page's letters
  place.append(sheet);
  const note = make("p", { class: "cg-quiet" }, model.get("note"));
  const summary = make("summary", {}, model.get("title"));
  // where there is little room, what the chart says stands above it already
  const fold = make("details", { class: "cg-chart-fold", open: matchMedia(ROOM).matches }, summary, place, note);
  if (model.get("title")) claim(el, "cg-charted");
  el.append(model.get("title") ? fold : place);

  /** @type {Plotly | undefined} */
  let library; // undefined until it has arrived
  let drawnWidth = 0;
  let drawnScale = 1;
  let closed = false;
  let failed = false;

  const describe = () => {
    place.setAttribute("aria-label", model.get("label"));
    if (failed) place.textContent = model.get("label");
  };
  const draw = () => {
    const { data = [], layout = {} } = model.get("figure");
    place.hidden = data.length === 0; // a picture of nothing has no words for a screen reader
    fold.hidden = place.hidden;
    if (place.hidden) {
      library?.purge(sheet);
      return;
    }
    const height = layout.height ?? DEFAULT_HEIGHT_PX;
    const scale = scaleOf(place);
    drawnScale = scale;
    sheet.style.zoom = String(scale);
    place.style.minHeight = `${height * scale}px`; // before the first draw, so that nothing below it moves later
    // a hidden or not yet attached chart has no width; the observer draws it once it has one
    const wide = place.clientWidth;
    if (!library || closed || wide === 0) return;
    drawnWidth = wide;
    const width = Math.floor(wide / scale);
    library.react(
      sheet,
      data,
      { ...still(layout), ...inPageColours(layout, getComputedStyle(place)), width, height },
      CONFIG,
    );
  };
  const observer = new ResizeObserver(() => {
    if (place.clientWidth !== drawnWidth || scaleOf(place) !== drawnScale) draw();
  });

  // the table has the same links, for who can not tap
  /** @param {MouseEvent} event */
  const follow = ({ clientY }) => {
    const depth = (clientY - place.getBoundingClientRect().top) / drawnScale;
    const id = contributorAt(model.get("figure"), depth);
    const goal = id && partOf(place.closest(".cg-page"), `${WHY}${id}`);
    if (!goal) return;
    if (goal instanceof HTMLDetailsElement) goal.open = true;
    // once the tap is over: a page that moves under it would hand the rest of it to what comes to lie there
    setTimeout(() => goTo(goal), AFTER_TAP_MS);
  };

  describe();
  draw();
  place.addEventListener("click", follow);
  observer.observe(place);
  model.on("change:figure", draw);
  model.on("change:label", describe);
  const forgetTheme = onThemeChange(draw);
  plotly(model).then(
    (arrived) => {
      library = arrived;
      draw();
    },
    (fault) => {
      console.error(fault);
      failed = true;
      describe();
    },
  );

  return () => {
    closed = true;
    observer.disconnect();
    forgetTheme();
    model.off("change:figure", draw);
    model.off("change:label", describe);
    library?.purge(sheet);
  };
}

/** @param {() => void} redraw */
function onThemeChange(redraw) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const jupyter = new MutationObserver(redraw);
  system.addEventListener("change", redraw);
  jupyter.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  return () => {
    system.removeEventListener("change", redraw);
    jupyter.disconnect();
  };
}

/**
 * How much larger than usual the page's letters are, as far as the chart's words still fit.
 * @param {HTMLElement} place
 */
function scaleOf(place) {
  const wanted = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL_LETTERS_PX;
  return Math.max(1, Math.min(wanted, place.clientWidth / NARROWEST_PX));
}

export default { render };
