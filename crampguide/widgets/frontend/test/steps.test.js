import assert from "node:assert/strict";
import { test as it } from "node:test";
import { nextListed, nextOpening, nothingElse, progress } from "../src/steps.js";

/** @type {import("../src/types.js").Screen[]} */
const SCREENS = [
  { id: "danger", title: "", questions: ["signs"], opening: true },
  { id: "you", title: "", questions: ["age"], opening: true },
  { id: "days", title: "", questions: ["food"], opening: false },
];

it("opening screens come in their order, and need no kernel", () => {
  assert.equal(nextOpening(SCREENS, [])?.id, "danger");
  assert.equal(nextOpening(SCREENS, ["danger"])?.id, "you");
  assert.equal(nextOpening(SCREENS, ["danger", "you"]), undefined);
});

it("a silent kernel does not end the interview: the next listed screen comes", () => {
  assert.equal(nextListed(SCREENS, ["danger", "you"])?.id, "days");
  assert.equal(nextListed(SCREENS, ["danger", "you", "days"]), undefined);
});

it("a person is never at a screen past the last", () => {
  assert.deepEqual(progress(0, undefined), { at: 1, about: 7 });
  assert.deepEqual(progress(3, 4), { at: 4, about: 7 });
  assert.deepEqual(progress(9, undefined), { at: 10, about: 10 });
  assert.deepEqual(progress(5, 0), { at: 6, about: 6 });
});

it("none of these says so of each list of a screen, and keeps what is ticked", () => {
  const lists = /** @type {import("../src/types.js").Question[]} */ ([
    { id: "muscles", kind: "checklist" },
    { id: "age", kind: "number" },
    { id: "body", kind: "checklist" },
  ]);
  assert.deepEqual(nothingElse(lists, { body: { thirst: "yes" } }), [
    ["muscles", { nothing_else: "yes" }],
    ["body", { thirst: "yes", nothing_else: "yes" }],
  ]);
});
