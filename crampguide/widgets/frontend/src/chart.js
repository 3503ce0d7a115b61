// Draws one Plotly figure as wide as its place, in the colours of the page, and again whenever it changes.
import { goTo } from "./dom.js";
import { plotly } from "./library.js";

const CONFIG = { displayModeBar: false, displaylogo: false, doubleClick: false, scrollZoom: false, showTips: false };
const DEFAULT_HEIGHT_PX = 320;
const AFTER_TAP_MS = 50;
const NARROWEST_PX = 290; // a chart drawn on less would cut its words

function render({ model, el }) {
  const place = document.createElement("div");
  place.className = "cg-chart";
  place.setAttribute("role", "img");
  const sheet = document.createElement("div"); // drawn in points of its own, then made as large as the page's letters
  place.append(sheet);
  el.append(place);

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
    if (data.length === 0) {
      library?.purge(sheet);
      place.style.minHeight = "0";
      return;
    }
    const height = layout.height ?? DEFAULT_HEIGHT_PX;
    const scale = scaleOf(place);
    drawnScale = scale;
    sheet.style.zoom = scale;
    place.style.minHeight = `${height * scale}px`; // before the first draw, so that nothing below it moves later
    // a hidden or not yet attached chart has no width; the observer draws it once it has one
    const wide = place.clientWidth;
    if (!library || closed || wide === 0) return;
    drawnWidth = wide;
    const width = Math.floor(wide / scale);
    library.react(sheet, data, { ...still(layout), ...inPageColours(layout, place), width, height }, CONFIG);
  };
  const observer = new ResizeObserver(() => {
    if (place.clientWidth !== drawnWidth || scaleOf(place) !== drawnScale) draw();
  });

  // the table has the same links, for who can not tap
  const follow = ({ clientY }) => {
    const depth = (clientY - place.getBoundingClientRect().top) / drawnScale;
    const [, id] = model.get("figure").layout?.meta?.rows?.find(([bottom]) => depth < bottom) ?? [];
    const goal = id && place.closest(".cg-page")?.querySelector(`#cg-why-${CSS.escape(id)}`);
    if (!goal) return;
    if (goal.matches("details")) goal.open = true;
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

/** Take away what a finger could change by accident while it scrolls the page. */
function still(layout) {
  const fixed = Object.fromEntries(axes(layout).map((key) => [key, { ...layout[key], fixedrange: true }]));
  const legend = { ...layout.legend, itemclick: false, itemdoubleclick: false };
  return { ...layout, ...fixed, legend, dragmode: false };
}

function axes(layout) {
  return [...new Set(["xaxis", "yaxis", ...Object.keys(layout).filter((key) => /^[xy]axis\d+$/.test(key))])];
}

/** Fill in the text and paper colours that the figure leaves open, so that it fits a light and a dark page. */
function inPageColours(layout, place) {
  const { color, fontFamily } = getComputedStyle(place);
  const clear = "rgba(0,0,0,0)";
  return {
    font: { color, family: fontFamily, ...layout.font },
    paper_bgcolor: layout.paper_bgcolor ?? clear,
    plot_bgcolor: layout.plot_bgcolor ?? clear,
  };
}

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

/** How much larger than usual the page's letters are, as far as the chart's words still fit. */
function scaleOf(place) {
  const wanted = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  return Math.max(1, Math.min(wanted, place.clientWidth / NARROWEST_PX));
}

export default { render };
