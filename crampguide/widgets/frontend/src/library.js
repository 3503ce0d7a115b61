// Brings Plotly to the page once, however many charts there are.
//
// A page that has a server may start the download early, beside the kernel, and leave the promise here:
//     globalThis.crampguidePlotly = import("…/plotly.js").then((module) => module.default)
// Otherwise the first chart asks the kernel for it, and every other chart waits for the same promise.

/**
 * @import { AnyModel } from "@anywidget/types"
 * @import { Plotly } from "./types.js"
 */

const PATIENCE_MS = 60_000;

/**
 * Return a promise of the Plotly library: the page's, or, where there is none or it failed, the kernel's.
 * @param {AnyModel} model
 */
export function plotly(model) {
  const promised = globalThis.crampguidePlotly ?? Promise.reject(new Error("not on this page"));
  globalThis.crampguidePlotly = promised.catch(() => fromKernel(model));
  return globalThis.crampguidePlotly;
}

/**
 * @param {AnyModel} model
 * @returns {Promise<Plotly>}
 */
async function fromKernel(model) {
  const address = URL.createObjectURL(new Blob([await ask(model)], { type: "text/javascript" }));
  try {
    return (await import(address)).default;
  } finally {
    URL.revokeObjectURL(address);
  }
}

/**
 * @param {AnyModel} model
 * @returns {Promise<DataView<ArrayBuffer>>}
 */
function ask(model) {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      model.off("msg:custom", receive);
    };
    /**
     * @param {{ kind: string }} content
     * @param {DataView<ArrayBuffer>[]} buffers
     */
    const receive = (content, buffers) => {
      if (content.kind !== "plotly") return;
      stop();
      resolve(buffers[0]);
    };
    const timer = setTimeout(() => {
      stop();
      reject(new Error("crampguide: the kernel did not send the drawing library"));
    }, PATIENCE_MS);
    model.on("msg:custom", receive);
    model.send({ kind: "plotly" });
  });
}
