import assert from "node:assert/strict";
import { test as it } from "node:test";
import { isSkipped, without, withoutSkipped } from "../src/skipping.js";

const QUESTIONS = [
  { id: "sex", skip_if: [] },
  { id: "pregnancy", skip_if: [{ question: "sex", options: ["male"] }] },
  { id: "month", skip_if: [{ question: "pregnancy", options: ["no", "not_sure"] }] },
];

it("a question is asked until one of the reasons against it holds", () => {
  const reasons = [
    { question: "sex", options: ["male"] },
    { question: "age", options: ["old", "very_old"] },
  ];
  assert.equal(isSkipped(reasons, {}), false);
  assert.equal(isSkipped(reasons, { sex: "female" }), false);
  assert.equal(isSkipped(reasons, { sex: "male" }), true);
  assert.equal(isSkipped(reasons, { age: "very_old" }), true);
  assert.equal(isSkipped([], { sex: "male" }), false);
});

it("a number or a list of boxes is no reason not to ask", () => {
  const reasons = [{ question: "age", options: ["70", "yes"] }];
  assert.equal(isSkipped(reasons, { age: 70 }), false);
  assert.equal(isSkipped(reasons, { age: { yes: "yes" } }), false);
});

it("an answer to what is no longer asked does not stay behind unseen", () => {
  assert.deepEqual(withoutSkipped(QUESTIONS, { sex: "male", pregnancy: "third" }), { sex: "male" });
  assert.deepEqual(withoutSkipped(QUESTIONS, { sex: "male", month: "may" }), { sex: "male", month: "may" });
});

it("a withdrawn answer is no reason against a later question", () => {
  const answers = { sex: "male", pregnancy: "no", month: "may" };
  assert.deepEqual(withoutSkipped(QUESTIONS, answers), { sex: "male", month: "may" });
});

it("answers of which none is skipped are the very same, so that nothing is sent twice", () => {
  const answers = { sex: "female", pregnancy: "third" };
  assert.equal(withoutSkipped(QUESTIONS, answers), answers);
});

it("taking one answer out leaves the others, and the answers before, as they were", () => {
  const answers = { age: 70, sex: "male" };
  assert.deepEqual(without("age", answers), { sex: "male" });
  assert.deepEqual(answers, { age: 70, sex: "male" });
});
