// The drawing library on its own, because it is a thousand times larger than the rest: see library.js.
export { default } from "plotly.js-basic-dist-min";
