import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { it } from "node:test";

import { calledJust, named, namesOf } from "../src/names.js";

/**
 * What Python finds too: tests/test_medicines.py.
 * @type {{ substances: import("../src/types.js").Substance[], searches: { typed: string, found: string[], why: string }[] }}
 */
const { substances, searches } = JSON.parse(
  await readFile(new URL("../../../../tests/name_searches.json", import.meta.url), "utf8"),
);
const NAMES = namesOf(substances);

for (const { typed, found, why } of searches) {
  it(`"${typed}" finds what Python finds: ${why}`, () => {
    const fitting = named(NAMES, typed).map(({ name }) => name);
    assert.deepEqual(fitting, found);
  });
}

it("a brand leads to the boxes of its parts, and a medicine without a box is known all the same", () => {
  assert.deepEqual(named(NAMES, "moduretic")[0].boxes, ["thiazide", "potassium_sparing"]);
  assert.deepEqual(named(NAMES, "neurontin"), [{ name: "Neurontin", label: "gabapentin", boxes: [], isNear: false }]);
});

it("whoever reads what was found can be told that it only comes near", () => {
  assert.equal(named(NAMES, "furosamide")[0].isNear, true);
  assert.equal(named(NAMES, "furosem")[0].isNear, false);
});

it("a chip knows a name that is just right, and takes no other for it", () => {
  assert.equal(calledJust(NAMES, "LASIX 40 mg")[0].label, "furosemide");
  assert.equal(calledJust(NAMES, "aspirin 75")[0].label, "aspirin low dose");
  assert.deepEqual(calledJust(NAMES, "furosamide"), []);
  assert.deepEqual(calledJust(NAMES, ""), []);
});
