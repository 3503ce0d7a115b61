declare module "plotly.js-basic-dist-min" {
  const plotly: import("./types").Plotly;
  export default plotly;
}
