import assert from "node:assert/strict";
import { test as it } from "node:test";
import { isSkipped, without } from "../src/skipping.js";

it("a question is asked until one of the reasons against it holds", () => {
  /** @type {import("../src/types.js").SkipReason[]} */
  const reasons = [
    { question: "sex", options: ["male"], verb: "is", bound: 0 },
    { question: "age", options: ["old", "very_old"], verb: "is", bound: 0 },
  ];
  assert.equal(isSkipped(reasons, {}), false);
  assert.equal(isSkipped(reasons, { sex: "female" }), false);
  assert.equal(isSkipped(reasons, { sex: "male" }), true);
  assert.equal(isSkipped(reasons, { age: "very_old" }), true);
  assert.equal(isSkipped([], { sex: "male" }), false);
});

it("a number or a list of boxes is no reason not to ask", () => {
  /** @type {import("../src/types.js").SkipReason[]} */
  const reasons = [{ question: "age", options: ["70", "yes"], verb: "is", bound: 0 }];
  assert.equal(isSkipped(reasons, { age: 70 }), false);
  assert.equal(isSkipped(reasons, { age: { yes: "yes" } }), false);
});

it("taking one answer out leaves the others, and the answers before, as they were", () => {
  const answers = { age: 70, sex: "male" };
  assert.deepEqual(without("age", answers), { sex: "male" });
  assert.deepEqual(answers, { age: 70, sex: "male" });
});

it("a number past its bound is a reason not to ask", () => {
  /** @type {import("../src/types.js").SkipReason[]} */
  const old = [{ question: "age", options: [], verb: ">", bound: 55 }];
  assert.ok(isSkipped(old, { age: 56 }));
  assert.ok(!isSkipped(old, { age: 55 }));
  assert.ok(!isSkipped(old, { age: "not_sure" }));
  assert.ok(!isSkipped(old, {}));
});
