// Doing something often asked for less often.

/**
 * Return a request that is met at once, then at most once in this time [ms], and always once more after the last one.
 * @param {() => void} action
 * @param {number} every
 */
export function throttled(action, every) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let waiting = false;
  const run = () => {
    timer = undefined;
    if (!waiting) return;
    waiting = false;
    timer = setTimeout(run, every);
    action();
  };
  const request = () => {
    waiting = true;
    if (timer === undefined) run();
  };
  /** Forget what was asked for and not done yet. */
  request.cancel = () => {
    waiting = false;
  };
  /** Do now what was asked for and not done yet. */
  request.flush = () => {
    clearTimeout(timer);
    run();
  };
  return request;
}
