// The questions a screen at a time. It knows where a person is; which screen comes next, the kernel says.
import { drawing, freshId, make } from "./dom.js";
import { keepPlace, keptPlace } from "./kept.js";
import { nextListed, nextOpening, nothingElse, progress } from "./steps.js";
import { fill } from "./words.js";

/** @import { Answer, Answers, Field, Labels, Question, Screen, Status, Step } from "./types.js" */

const PATIENCE_MS = 4_000;

/**
 * @typedef {object} Inside
 * @property {Screen[]} screens
 * @property {Map<string, Field>} fields
 * @property {Labels} labels
 * @property {(id: string) => Question} question
 * @property {(question: Question) => boolean} isAsked
 * @property {() => Answers} answers
 * @property {() => Status} status
 * @property {(id: string, answer: Answer) => void} report
 * @property {(done: string[]) => Promise<Step>} askStep
 * @property {() => void} onShow
 * @property {HTMLElement} toResult Says what stands first so far, and leads there.
 * @property {(left: number) => void} finish Shows the answer; `left` questions could still sharpen it.
 */

/**
 * Build the interview: `element` to place, `enter()` and `leave()` for the fields, which a list of all may have too.
 * @param {Inside} inside
 */
export function buildInterview(inside) {
  const { screens, fields, labels, question, isAsked, answers, report, toResult } = inside;
  const place = keptPlace() ?? { done: [], current: screens[0].id };
  /** @type {number | undefined} */
  let left;
  let isSharpening = false;
  let isBusy = false;

  const back = make("button", { type: "button", class: "cg-back", onclick: () => goBack() }, labels.back);
  const count = make("span", { class: "cg-count" });
  const bar = make("progress", { "aria-hidden": "true" });
  const said = make("p", { class: "cg-said", role: "status" });
  const none = make("button", { type: "button", class: "cg-none", onclick: () => onNone() }, labels.none_of_these);
  const next = make("button", { type: "button", class: "cg-next-step", onclick: () => advance() }, labels.next_step);
  const foot = make("div", { class: "cg-step-foot" }, toResult, make("div", { class: "cg-step-ways" }, none, next));
  const parts = new Map(screens.map((screen) => [screen.id, buildScreen(screen)]));
  const element = make(
    "div",
    { class: "cg-interview" },
    make("div", { class: "cg-step-head" }, back, count, bar),
    said,
    ...[...parts.values()].map((part) => part.element),
    foot,
  );

  const screenNow = () => screens.find(({ id }) => id === place.current) ?? screens[0];
  const questionsNow = () => screenNow().questions.map(question).filter(isAsked);

  const settle = () => {
    const now = screenNow();
    for (const [id, part] of parts) part.element.hidden = id !== now.id;
    const { at, about } = progress(place.done.length, left);
    count.textContent = fill(labels.step, { at, about });
    bar.max = about;
    bar.value = at - 1;
    back.style.visibility = place.done.length ? "visible" : "hidden";
    const asked = questionsNow();
    const given = answers();
    const isAnswered = asked.some(({ id }) => id in given);
    const isList = asked.every(({ kind }) => kind === "checklist");
    none.hidden = !isList || asked.every(({ id }) => id in given);
    next.textContent = isAnswered ? labels.next_step : labels.skip_step;
    next.classList.toggle("cg-quiet-button", !(none.hidden || isAnswered));
  };
  /**
   * @param {string} id
   * @param {boolean} [isMoved]
   */
  const show = (id, isMoved = true) => {
    place.current = id;
    keepPlace(place);
    settle();
    inside.onShow();
    if (!isMoved) return;
    element.scrollIntoView({ block: "start" });
    parts.get(id)?.heading.focus({ preventScroll: true });
  };
  const goBack = () => {
    const before = place.done.pop();
    if (before) show(before);
    said.textContent = "";
  };
  const onNone = () => {
    for (const [id, answer] of nothingElse(questionsNow(), answers())) report(id, answer);
    advance();
  };
  /**
   * @param {string[]} done
   * @returns {Promise<Step>}
   */
  const stepAfter = (done) => {
    const opening = isSharpening ? undefined : nextOpening(screens, done);
    if (opening) return Promise.resolve({ screen: opening.id, left: undefined, said: "" });
    const silent = () => ({ screen: nextListed(screens, done)?.id ?? "", left: undefined, said: "" });
    return inTime(inside.askStep(done), silent);
  };
  const advance = async () => {
    if (isBusy) return;
    isBusy = true;
    const done = [...new Set([...place.done, place.current])];
    const step = await stepAfter(done);
    isBusy = false;
    place.done = done;
    left = step.left;
    said.textContent = isSharpening ? step.said : "";
    const isEnough = !step.screen || inside.status().is_urgent || (step.left === 0 && !isSharpening);
    if (step.screen) show(step.screen, !isEnough);
    if (isEnough) inside.finish(screens.length - done.length);
  };

  /** @param {Screen} screen */
  function buildScreen(screen) {
    const headingId = freshId();
    const heading = make("h2", { id: headingId, tabindex: "-1" }, screen.title);
    const lists = screen.questions.filter((id) => question(id).kind === "checklist");
    const saysItTwice = question(screen.questions[0]).text === screen.title;
    const part = make("section", {
      class: `cg-screen${lists.length > 1 ? " cg-screen-lists" : ""}${saysItTwice ? " cg-screen-titled" : ""}`,
      "data-screen": screen.id,
      "aria-labelledby": headingId,
      hidden: true,
    });
    // the title says what the drawing shows
    part.append(make("div", { class: "cg-screen-head" }, heading, drawing(screen.picture, { "aria-hidden": "true" })));
    return { element: part, heading };
  }

  return {
    element,
    settle,
    isPastStart: () => place.done.length > 0,
    /** Take the fields to their screens, and show where the person is. */
    enter() {
      for (const screen of screens) {
        parts.get(screen.id)?.element.append(...screen.questions.flatMap((id) => fields.get(id)?.element ?? []));
      }
      foot.prepend(toResult);
      show(place.current, false);
    },
    /** Go on after the answer, with what could sharpen it. */
    sharpen() {
      isSharpening = true;
      show(place.done.includes(place.current) ? (nextListed(screens, place.done)?.id ?? place.current) : place.current);
    },
    /** Begin anew. */
    restart() {
      place.done = [];
      left = undefined;
      isSharpening = false;
      show(screens[0].id);
    },
    /**
     * Show the screen that a question stands on.
     * @param {string} id
     */
    reveal(id) {
      const screen = screens.find(({ questions }) => questions.includes(id));
      if (screen) show(screen.id, false);
    },
  };
}

/**
 * Return what is promised, or another value where it does not come in time.
 * @template Value
 * @param {Promise<Value>} promised
 * @param {() => Value} otherwise
 * @returns {Promise<Value>}
 */
function inTime(promised, otherwise) {
  return Promise.race([promised, new Promise((resolve) => setTimeout(() => resolve(otherwise()), PATIENCE_MS))]);
}
