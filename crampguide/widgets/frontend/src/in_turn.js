// Answers on their way to the kernel: one set at a time, each with a number, which comes back once all has been drawn
// that follows from it. Until then nothing on the page is the result of these answers.

const PATIENCE_MS = 5_000;

/**
 * Return what sends sets of answers in turn. A set that waits is sent as it is when its turn comes; one without an echo
 * is sent again, by another number, so that only what came of the last try counts.
 * @param {(number: number, isAgain: boolean) => void} send
 * @param {(isSilent: boolean) => void} tell Told at each try that found no answer, and once when one came after all.
 */
export function inTurn(send, tell) {
  let asked = 0; // number of the last set that somebody wants to be sent
  let sent = 0; // number of the last one that left
  let isSilent = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const leave = (isAgain = false) => {
    sent = asked;
    timer = setTimeout(tryAgain, PATIENCE_MS);
    send(sent, isAgain);
  };
  const tryAgain = () => {
    asked += 1;
    isSilent = true;
    tell(true);
    leave(true);
  };
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    request() {
      asked += 1;
      if (timer === undefined) leave();
    },
    /**
     * Take the number of a set whose result has been drawn.
     * @param {number} number
     */
    receive(number) {
      if (timer === undefined || number !== sent) return; // newer answers wait for theirs
      stop();
      if (sent < asked) leave();
      else if (isSilent) {
        isSilent = false;
        tell(false);
      }
    },
    isWaiting: () => timer !== undefined,
    isSilent: () => isSilent,
    stop,
  };
}
