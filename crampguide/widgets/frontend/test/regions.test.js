import assert from "node:assert/strict";
import { test as it } from "node:test";
import { filled } from "../src/regions.js";

it("a region that did not change keeps its HTML, in the new order and without what has gone", () => {
  const sent = /** @type {import("../src/types.js").SentRegion[]} */ ([
    ["new", "<p>new</p>"],
    ["level", null],
  ]);
  const here = /** @type {import("../src/types.js").Region[]} */ ([
    ["level", "<p>old</p>"],
    ["gone", "<p>gone</p>"],
  ]);
  assert.deepEqual(filled(sent, here), [
    ["new", "<p>new</p>"],
    ["level", "<p>old</p>"],
  ]);
});

it("a region that is empty now does not get its old HTML back", () => {
  assert.deepEqual(filled([["level", ""]], [["level", "<p>old</p>"]]), [["level", ""]]);
});
