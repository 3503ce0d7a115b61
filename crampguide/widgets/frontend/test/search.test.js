import assert from "node:assert/strict";
import { test as it } from "node:test";
import { search } from "../src/search.js";

const MEDICINES = new Map([
  ["statin", "A statin atorvastatin (Lipitor), simvastatin (Zocor) For cholesterol"],
  ["thiazide", "A thiazide water pill hydrochlorothiazide (Microzide) For blood pressure"],
  ["laba", "A long-acting inhaler salmeterol (Serevent) For breathing"],
  ["loop", "A loop water pill furosemide (Lasix) For blood pressure"],
]);

/** @param {string} asked */
const found = (asked) => [...search(MEDICINES, asked).found];

it("a person finds a medicine by a part of any of its names, in capitals or not", () => {
  assert.deepEqual(found("STATIN"), ["statin"]);
  assert.deepEqual(found("lipit"), ["statin"]);
  assert.deepEqual(found("blood"), ["thiazide", "loop"]);
});

it("more words mean fewer medicines, in any order", () => {
  assert.deepEqual(found("pill water"), ["thiazide", "loop"]);
  assert.deepEqual(found("  lasix   water "), ["loop"]);
});

it("a name that is spelt nearly right is found, and the page can say that it only comes near", () => {
  for (const misspelt of ["furozemide", "furosimide", "salmetrol", "simvastatine"]) {
    const { found: near, isExact } = search(MEDICINES, misspelt);
    assert.equal(near.size, 1, misspelt);
    assert.equal(isExact, false, misspelt);
  }
});

it("what fits to the letter is never mixed with what only comes near", () => {
  const names = new Map([
    ["a", "lasix"],
    ["b", "lasik"],
  ]);
  assert.deepEqual(search(names, "lasix"), { found: new Set(["a"]), isExact: true, isAsked: true });
});

it("a short word must be spelt right: with a letter changed it could be any other", () => {
  assert.deepEqual(found("lop"), []);
  assert.deepEqual(found("aspirin"), []);
});

it("an empty box hides nothing and asks nothing", () => {
  for (const empty of ["", "   "]) {
    assert.equal(search(MEDICINES, empty).found.size, MEDICINES.size);
    assert.equal(search(MEDICINES, empty).isAsked, false);
  }
});

it("letters with accents belong to a word", () => {
  assert.deepEqual([...search(new Map([["a", "Ménière, Crohn"]]), "ménièrre").found], ["a"]);
});
