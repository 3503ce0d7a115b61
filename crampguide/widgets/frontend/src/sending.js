// The form's answers on their way to the kernel, and what the page does when no result of them comes.
import { inTurn } from "./in_turn.js";
import { silenceAround } from "./silence.js";
import { throttled } from "./throttle.js";

/**
 * @import { RenderProps } from "@anywidget/types"
 * @import { Answers, FormTraits } from "./types.js"
 */

const SEND_EVERY_MS = 100;

/**
 * Return what sends answers: soon after they were given, and again until the kernel has drawn what follows from them.
 * @param {Pick<RenderProps<FormTraits>, "model" | "el"> & { isFirst: boolean }} props
 * @param {() => Answers} answers
 * @param {() => void} onSilence Told when a silence begins, goes on or ends.
 */
export function sending({ model, el, isFirst }, answers, onSilence) {
  const labels = model.get("labels");
  const tell = silenceAround(el, labels.silent);
  const turns = inTurn(
    (number, isAgain) => {
      const again = isAgain || undefined;
      model.send({ kind: "answered", number, again, answers: answers(), country: model.get("country") });
    },
    (isSilent) => {
      tell(isSilent);
      onSilence();
    },
  );
  const send = throttled(() => {
    model.set("answers", answers());
    if (!isFirst) turns.request(); // before a kernel runs, nobody would hear it
  }, SEND_EVERY_MS);
  /** @param {{ kind: string, number: number }} message */
  const hear = ({ kind, number }) => {
    if (kind === "answered") turns.receive(number);
  };
  model.on("msg:custom", hear);
  return Object.assign(send, {
    isWaiting: turns.isWaiting,
    isSilent: turns.isSilent,
    /** Send what waits for its turn, and then nothing more. */
    end() {
      send.flush();
      turns.stop();
      model.off("msg:custom", hear);
    },
  });
}
