import assert from "node:assert/strict";
import { test as it } from "node:test";
import { metricIndex, usIndex } from "../src/body_mass_index.js";

it("a person gets the index that a table of the index shows", () => {
  assert.equal(metricIndex(180, 81), 25);
  assert.equal(metricIndex(165, 60), 22);
  assert.equal(metricIndex(170, 70), 24.2);
});

it("feet, inches and pounds give the same index as centimetres and kilos", () => {
  assert.equal(usIndex(5, 11, 180), metricIndex(180.34, 81.6466266));
  assert.equal(usIndex(6, 0, 200), 27.1);
});

it("whoever leaves the inches empty has none", () => {
  assert.equal(usIndex(5, Number.NaN, 130), usIndex(5, 0, 130));
});

it("nobody gets an index before both numbers are there, or from a nought or less", () => {
  for (const missing of [Number.NaN, 0, -170]) {
    assert.ok(Number.isNaN(metricIndex(missing, 70)));
    assert.ok(Number.isNaN(metricIndex(170, missing)));
    assert.ok(Number.isNaN(usIndex(5, 8, missing)));
  }
  assert.ok(Number.isNaN(usIndex(Number.NaN, 8, 150)));
});
