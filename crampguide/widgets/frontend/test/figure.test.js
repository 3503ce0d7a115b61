import assert from "node:assert/strict";
import { test as it } from "node:test";
import { contributorAt, inPageColours, still } from "../src/figure.js";

const PAGE = { color: "rgb(1, 2, 3)", fontFamily: "serif" };

it("no axis, legend or drag of a chart moves under a finger that scrolls the page", () => {
  const layout = still({ xaxis: { title: "Share" }, yaxis2: {}, legend: { x: 1 }, dragmode: "zoom" });
  assert.deepEqual(layout, {
    xaxis: { title: "Share", fixedrange: true },
    yaxis: { fixedrange: true },
    yaxis2: { fixedrange: true },
    legend: { x: 1, itemclick: false, itemdoubleclick: false },
    dragmode: false,
  });
});

it("a chart has the page's colours where it names none", () => {
  const bare = inPageColours({}, PAGE);
  assert.deepEqual(bare.font, { color: PAGE.color, family: PAGE.fontFamily });
  assert.equal(bare.paper_bgcolor, "rgba(0,0,0,0)");
});

it("a chart keeps the colours that it names", () => {
  const named = inPageColours({ font: { color: "red" }, paper_bgcolor: "white", plot_bgcolor: "blue" }, PAGE);
  assert.deepEqual(named, {
    font: { color: "red", family: PAGE.fontFamily },
    paper_bgcolor: "white",
    plot_bgcolor: "blue",
  });
});

it("a tap leads to the row under the finger, and below all rows to none", () => {
  /** @type {import("../src/types.js").Figure} */
  const figure = {
    layout: {
      meta: {
        rows: [
          [40, "age"],
          [80, "statin"],
        ],
      },
    },
  };
  assert.deepEqual(
    [0, 39, 40, 79, 80].map((depth) => contributorAt(figure, depth)),
    ["age", "age", "statin", "statin", undefined],
  );
  assert.equal(contributorAt({}, 10), undefined);
});
