// The form as it stands before any kernel runs. It keeps what it is told in the tab, from where the real form takes it.
import { make } from "./dom.js";

/**
 * @import { RenderProps } from "@anywidget/types"
 * @import { FormTraits } from "./types.js"
 */

/**
 * Build the form where a served page has left a place for it; a second script of the same finds that place taken.
 * @param {(props: RenderProps<FormTraits> & { isFirst: boolean }) => unknown} render
 */
export function standBefore(render) {
  const data = document.querySelector("#site-form")?.textContent;
  const place = document.querySelector("#site-first > .cg-form");
  if (!(data && place) || place.hasChildNodes()) return;
  /** @type {FormTraits} */
  const traits = { ...JSON.parse(data), answers: {}, problem: "", problem_at: "", status: {}, keeps: true };
  traits.examples = []; // only a kernel knows their answers
  const el = make("div", {});
  // nobody listens yet: what is asked stays without an answer, and the form goes on by itself
  const silent = () => undefined;
  const model = {
    /** @param {keyof FormTraits} name */
    get: (name) => traits[name],
    /**
     * @param {keyof FormTraits} name
     * @param {unknown} value
     */
    set: (name, value) => Object.assign(traits, { [name]: value }),
    on: silent,
    off: silent,
    send: silent,
  };
  place.append(el);
  const props = /** @type {RenderProps<FormTraits>} */ (/** @type {unknown} */ ({ model, el }));
  render({ ...props, isFirst: true });
}
