// Works out the body mass index from height and weight, in the units a person thinks in.
import { fill, make } from "./dom.js";

const CM_PER_INCH = 2.54;
const KG_PER_POUND = 0.45359237;
const INCHES_PER_FOOT = 12;
const CM_PER_M = 100;

/** Return weight [kg] over height [m] squared, to one decimal; NaN while one is missing. */
export function bodyMassIndex(height, weight) {
  return height > 0 && weight > 0 ? Math.round((weight / height ** 2) * 10) / 10 : NaN;
}

/** A fold with height and weight that reports the index once both are given. */
export function bodyMassIndexFold(labels, { low, high }, report) {
  const typed = (label, max) => {
    const input = make("input", { type: "number", min: 0, max, inputmode: "decimal", oninput: () => settle() });
    return { input, row: make("label", {}, label, input) };
  };
  const cm = typed(labels.sum_cm, 250);
  const kg = typed(labels.sum_kg, 400);
  const ft = typed(labels.sum_ft, 8);
  const inch = typed(labels.sum_in, 11);
  const lb = typed(labels.sum_lb, 900);
  const rows = { metric: [cm, kg], us: [ft, inch, lb] };

  const settle = () => {
    const value = (one) => one.input.valueAsNumber;
    const inches = value(ft) * INCHES_PER_FOOT + (value(inch) || 0);
    const index =
      units.value === "us"
        ? bodyMassIndex((inches * CM_PER_INCH) / CM_PER_M, value(lb) * KG_PER_POUND)
        : bodyMassIndex(value(cm) / CM_PER_M, value(kg));
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
