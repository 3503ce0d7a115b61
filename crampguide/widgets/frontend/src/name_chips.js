// A chip for each medicine that was named: what it is, what was done with it and when, and a cross to take it away.
import { make } from "./dom.js";
import { fill } from "./words.js";

/** @import { Labels, NamesQuestion, Option } from "./types.js" */

/**
 * @typedef {object} Chip
 * @property {HTMLElement} element
 * @property {(state: string) => void} show
 */

/**
 * Build the list of chips: `element` to place, `show(chosen)` to bring it up to date; what has focus keeps it.
 * @param {NamesQuestion} question
 * @param {Labels} labels
 * @param {{ about: (name: string) => string, change: (name: string, state: string) => void, remove: (name: string) => void }} page
 */
export function nameChips(question, labels, page) {
  /** @type {Map<string, Chip>} */
  const chips = new Map();
  const element = make("ul", { class: "cg-chips", "aria-label": labels.names_chosen });
  const [unchanged, ...others] = question.options;
  const long = joined(unchanged.id, question.times.at(-1)?.id ?? "");
  const changes = [unchanged, { id: long, text: labels.name_years }, ...others];

  /**
   * @param {string} name
   * @returns {Chip}
   */
  const build = (name) => {
    const tell = () => page.change(name, change.value === long ? long : joined(change.value, when.value));
    const change = select(changes, fill(labels.name_change, { name }), tell);
    const when = select(
      [{ id: "", text: labels.name_when }, ...question.times],
      fill(labels.name_time, { name }),
      tell,
    );
    const note = make("span", { class: "cg-note" });
    const away = { type: "button", "aria-label": fill(labels.name_away, { name }), onclick: () => page.remove(name) };
    const choices = make("div", { class: "cg-chip-choices" }, change, when);
    return {
      element: make("li", {}, make("div", {}, make("b", {}, name), note), choices, make("button", away, "×")),
      show: (state) => {
        const [changed, time = ""] = state.split("_");
        change.value = state === long ? long : changed;
        when.value = state === long ? "" : time;
        when.hidden = changed === unchanged.id && !when.value; // who changed nothing need not say when
        note.textContent = page.about(name);
      },
    };
  };
  /** @param {Record<string, string>} chosen */
  const show = (chosen) => {
    for (const [name, chip] of chips) {
      if (Object.hasOwn(chosen, name)) continue;
      chip.element.remove();
      chips.delete(name);
    }
    for (const [name, state] of Object.entries(chosen)) {
      const chip = chips.get(name) ?? build(name);
      if (!chips.has(name)) element.append(chip.element);
      chips.set(name, chip);
      chip.show(state);
    }
    element.hidden = chips.size === 0;
  };
  return { element, show };
}

/**
 * @param {string} change
 * @param {string} time
 */
function joined(change, time) {
  return time ? `${change}_${time}` : change;
}

/**
 * @param {Pick<Option, "id" | "text">[]} options
 * @param {string} label
 * @param {() => void} onchange
 */
function select(options, label, onchange) {
  const choices = options.map(({ id, text }) => make("option", { value: id }, text));
  return make("select", { "aria-label": label, onchange }, ...choices);
}
