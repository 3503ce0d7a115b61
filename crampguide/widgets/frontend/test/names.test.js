import assert from "node:assert/strict";
import { it } from "node:test";

import { named } from "../src/names.js";

/** @type {import("../src/types.js").Substance[]} */
const SUBSTANCES = [
  ["furosemide", ["loop_diuretic"], ["Lasix", "frusemide"]],
  ["gabapentin", [], ["Neurontin"]],
  ["amiloride hydrochlorothiazide", ["thiazide", "potassium_sparing"], ["Moduretic"]],
];

it("a brand leads to the boxes of its parts", () => {
  assert.deepEqual(named(SUBSTANCES, " moduretic ")[0].boxes, ["thiazide", "potassium_sparing"]);
});

it("three letters of a name find it, and two do not", () => {
  assert.equal(named(SUBSTANCES, "las")[0].label, "furosemide");
  assert.deepEqual(named(SUBSTANCES, "la"), []);
});

it("a name that is spelt nearly so is found, and one far off is not", () => {
  assert.equal(named(SUBSTANCES, "furosamide")[0].label, "furosemide");
  assert.deepEqual(named(SUBSTANCES, "aspirin"), []);
});

it("a medicine without a box is known all the same", () => {
  assert.deepEqual(named(SUBSTANCES, "neurontin"), [{ name: "Neurontin", label: "gabapentin", boxes: [] }]);
});
