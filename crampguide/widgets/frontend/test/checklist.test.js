import assert from "node:assert/strict";
import { test as it } from "node:test";
import { answerOf, RIVAL, statesOf } from "../src/checklist.js";

it("empty boxes are no answer, and never a “no”", () => {
  assert.equal(answerOf([], [], []), undefined);
});

it("each box says what its person ticked, and a “no” out of a file stays", () => {
  assert.deepEqual(answerOf(["thiazide"], ["statin"], ["laba"]), { thiazide: "no", statin: "yes", laba: "not_sure" });
});

it("a box ticked since then is no longer a “no”", () => {
  assert.deepEqual(answerOf(["statin"], ["statin"], []), { statin: "yes" });
});

it("“not sure” about the whole question, or a number, ticks no box", () => {
  for (const answer of [undefined, "not_sure", "prefer_not_to_say", 70]) assert.deepEqual(statesOf(answer), {});
  assert.deepEqual(statesOf({ statin: "yes" }), { statin: "yes" });
});

it("“nothing else” and “not sure” rule each other out, and nothing more", () => {
  assert.equal(RIVAL.get("nothing_else"), "not_sure");
  assert.equal(RIVAL.get("not_sure"), "nothing_else");
  assert.equal(RIVAL.size, 2);
});
