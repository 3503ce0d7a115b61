import assert from "node:assert/strict";
import { test as it } from "node:test";
import { fill, inWords } from "../src/words.js";

it("each hole of a sentence is filled, as often as it stands there, with a nought too", () => {
  assert.equal(fill("{done} of {total}, {done} done", { done: 0, total: 8 }), "0 of 8, 0 done");
});

it("a hole without a value stays to be seen, and a value is not read for holes", () => {
  assert.equal(fill("{a} {b}", { a: "{b}" }), "{b} {b}");
});

it("a number reads as its language writes it, with no digits that nobody typed", () => {
  assert.equal(inWords(1234.567, "en"), "1,234.57");
  assert.equal(inWords(0.5, "de"), "0,5");
  assert.equal(inWords(70, ""), "70");
});
