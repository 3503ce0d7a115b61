// Questions that the page puts to the kernel.

/**
 * @import { AnyModel } from "@anywidget/types"
 * @import { FormTraits } from "./types.js"
 */

/**
 * Return what asks the kernel for one kind of thing, and gives what the next message of that kind holds.
 * @template Answer
 * @param {AnyModel<FormTraits>} model
 * @param {string} kind
 * @returns {(content?: object) => Promise<Answer>}
 */
export function asked(model, kind) {
  return (content = {}) =>
    new Promise((resolve) => {
      /** @param {{ kind: string, [kind: string]: unknown }} message */
      const receive = (message) => {
        if (message.kind !== kind) return;
        model.off("msg:custom", receive);
        resolve(/** @type {Answer} */ (message[kind]));
      };
      model.on("msg:custom", receive);
      model.send({ kind, ...content });
    });
}
