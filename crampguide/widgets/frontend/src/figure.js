// What a Plotly figure needs to look at home on a page.

/** @import { Figure, Layout } from "./types.js" */

const AXIS = /^[xy]axis\d*$/u;
const CLEAR = "rgba(0,0,0,0)";

/**
 * Take away what a finger could change by accident while it scrolls the page.
 * @param {Layout} layout
 * @returns {Layout}
 */
export function still(layout) {
  const axes = new Set(["xaxis", "yaxis", ...Object.keys(layout).filter((key) => AXIS.test(key))]);
  const fixed = Object.fromEntries(
    [...axes].map((key) => [key, { .../** @type {object} */ (layout[key]), fixedrange: true }]),
  );
  const legend = { ...layout.legend, itemclick: false, itemdoubleclick: false };
  return { ...layout, ...fixed, legend, dragmode: false };
}

/**
 * Fill in the text and paper colours that a figure leaves open, so that it fits a light and a dark page.
 * @param {Layout} layout
 * @param {{ color: string, fontFamily: string }} page
 */
export function inPageColours(layout, { color, fontFamily }) {
  return {
    font: { color, family: fontFamily, ...layout.font },
    paper_bgcolor: layout.paper_bgcolor ?? CLEAR,
    plot_bgcolor: layout.plot_bgcolor ?? CLEAR,
  };
}

/**
 * Return the contributor whose row lies at this depth [px from the chart's top]; none in the margins of most charts.
 * @param {Figure} figure
 * @param {number} depth
 */
export function contributorAt(figure, depth) {
  return figure.layout?.meta?.rows?.find(([bottom]) => depth < bottom)?.[1];
}
