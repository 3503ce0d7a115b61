// Works out the body mass index for a person who does not know it.
import { metricIndex, usIndex } from "./body_mass_index.js";
import { make } from "./dom.js";
import { fill } from "./words.js";

/** @import { Labels, NumberQuestion } from "./types.js" */

/**
 * A fold with height and weight that reports the index once both are given.
 * @param {Labels} labels
 * @param {NumberQuestion} question
 * @param {(index: number | undefined) => void} report
 */
export function bodyMassIndexFold(labels, { low, high }, report) {
  /**
   * @param {string} label
   * @param {number} max
   */
  const typed = (label, max) => {
    const input = make("input", { type: "number", min: 0, max, inputmode: "decimal", oninput: () => settle() });
    return { input, row: make("label", {}, label, input) };
  };
  const rows = {
    metric: [typed(labels.sum_cm, 250), typed(labels.sum_kg, 400)],
    us: [typed(labels.sum_ft, 8), typed(labels.sum_in, 11), typed(labels.sum_lb, 900)],
  };
  const settle = () => {
    const [cm, kg] = rows.metric.map(({ input }) => input.valueAsNumber);
    const [ft, inch, lb] = rows.us.map(({ input }) => input.valueAsNumber);
    const index = units.value === "us" ? usIndex(ft, inch, lb) : metricIndex(cm, kg);
    const fits = index >= low && index <= high;
    note.textContent = Number.isNaN(index) || fits ? "" : fill(labels.bounds, { low, high });
    report(fits ? index : undefined);
  };
  const choose = () => {
    for (const [name, some] of Object.entries(rows)) for (const { row } of some) row.hidden = name !== units.value;
  };
  const metric = make("option", { value: "metric" }, labels.sum_metric);
  const units = make("select", { onchange: choose }, metric, make("option", { value: "us" }, labels.sum_us));
  if (navigator.language === "en-US") units.value = "us";
  const note = make("p", { class: "cg-note", role: "status" });
  choose();
  return make(
    "details",
    { class: "cg-sum-fold" },
    make("summary", {}, labels.sum_title),
    make("label", {}, labels.sum_units, units),
    ...Object.values(rows).flatMap((some) => some.map(({ row }) => row)),
    note,
  );
}
