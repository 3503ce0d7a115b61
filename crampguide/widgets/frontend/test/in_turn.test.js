import assert from "node:assert/strict";
import { beforeEach, test as it, mock } from "node:test";
import { inTurn } from "../src/in_turn.js";

const PATIENCE = 5_000;

/** @type {[number: number, isAgain: boolean][]} */
let sent = [];
/** @type {boolean[]} */
let told = [];
/** @type {ReturnType<typeof inTurn>} */
let turns;
beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  sent = [];
  told = [];
  turns = inTurn(
    (number, isAgain) => sent.push([number, isAgain]),
    (isSilent) => told.push(isSilent),
  );
});

it("an echo in time is never heard of", () => {
  turns.request();
  assert.ok(turns.isWaiting());
  mock.timers.tick(PATIENCE - 1);
  turns.receive(1);
  mock.timers.tick(10 * PATIENCE);
  assert.deepEqual([sent, told, turns.isWaiting()], [[[1, false]], [], false]);
});

it("one set is under way at a time, and what was answered meanwhile leaves with its echo, by its own number", () => {
  for (let step = 0; step < 3; step += 1) turns.request();
  assert.deepEqual(sent, [[1, false]]);
  turns.receive(1);
  assert.deepEqual(sent, [
    [1, false],
    [3, false],
  ]);
  assert.ok(turns.isWaiting());
});

it("five seconds without an echo are a silence, which lasts through every try until an echo comes", () => {
  turns.request();
  mock.timers.tick(PATIENCE);
  assert.deepEqual([told, turns.isSilent()], [[true], true]);
  mock.timers.tick(PATIENCE);
  assert.deepEqual(told, [true, true]);
  assert.deepEqual(sent, [
    [1, false],
    [2, true],
    [3, true],
  ]);
  turns.receive(3);
  assert.deepEqual([told, turns.isSilent()], [[true, true, false], false]);
  mock.timers.tick(10 * PATIENCE);
  assert.equal(sent.length, 3);
});

it("an old number that comes late ends nothing: newer answers wait for theirs", () => {
  turns.request();
  mock.timers.tick(PATIENCE);
  turns.receive(1); // what the first try led to may have been lost in part
  assert.deepEqual([told, turns.isWaiting()], [[true], true]);
  turns.request();
  turns.receive(2);
  assert.deepEqual([told, turns.isSilent(), sent.at(-1)], [[true], true, [3, false]]);
  turns.receive(2);
  assert.ok(turns.isSilent());
  turns.receive(3);
  assert.deepEqual(told, [true, false]);
});

it("a number that nobody waits for changes nothing", () => {
  turns.receive(0);
  turns.receive(7);
  assert.deepEqual([sent, told, turns.isWaiting()], [[], [], false]);
});

it("a form that goes tries nothing any more", () => {
  turns.request();
  turns.stop();
  mock.timers.tick(10 * PATIENCE);
  assert.deepEqual([sent, told], [[[1, false]], []]);
});
