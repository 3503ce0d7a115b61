// The drawing library on its own, because it is a thousand times larger than the rest: see library.js.
// biome-ignore lint/performance/noBarrelFile: the bundle is the whole library
export { default } from "plotly.js-basic-dist-min";
