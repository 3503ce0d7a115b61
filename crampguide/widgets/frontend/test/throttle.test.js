import assert from "node:assert/strict";
import { beforeEach, test as it, mock } from "node:test";
import { throttled } from "../src/throttle.js";

const EVERY = 100;
mock.timers.enable({ apis: ["setTimeout"] });

let done = 0;
/** @type {ReturnType<typeof throttled>} */
let request;
beforeEach(() => {
  done = 0;
  request = throttled(() => {
    done += 1;
  }, EVERY);
});

it("a first answer leaves at once", () => {
  request();
  assert.equal(done, 1);
});

it("a moved slider is sent once in a while, and its last place always", () => {
  for (let step = 0; step < 10; step += 1) request();
  assert.equal(done, 1);
  mock.timers.tick(EVERY);
  assert.equal(done, 2);
  mock.timers.tick(10 * EVERY);
  assert.equal(done, 2);
});

it("after a rest the next answer leaves at once again", () => {
  request();
  mock.timers.tick(2 * EVERY);
  request();
  assert.equal(done, 2);
});

it("answers that were replaced from outside are not sent over the new ones", () => {
  request();
  request();
  request.cancel();
  mock.timers.tick(2 * EVERY);
  assert.equal(done, 1);
});

it("a page that closes sends what waits, and nothing twice", () => {
  request();
  request();
  request.flush();
  assert.equal(done, 2);
  request.flush();
  assert.equal(done, 2);
});
