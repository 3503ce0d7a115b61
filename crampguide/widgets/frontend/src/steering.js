// The bar with which a facilitator leads a session. Keys work wherever focus is, but where a control needs them itself.
import { MOST_HANDS } from "./agreed.js";
import { claim, make } from "./dom.js";

/**
 * @import { RenderProps } from "@anywidget/types"
 * @import { Attributes } from "./dom.js"
 * @import { Action, Hands, SteeringState, SteeringTraits } from "./types.js"
 */

const BEAT_MS = 1_000;
/** @type {Map<string, "forward" | "back">} */
const MOVES = new Map([
  ["ArrowRight", "forward"],
  ["PageDown", "forward"],
  ["ArrowLeft", "back"],
  ["PageUp", "back"],
]);
const ADDRESS_KEY = "a"; // phones may be on another network than the one whose address stands on the wall
const OWN_KEYS = "input:not([type=checkbox]), select, textarea"; // they use these keys themselves
const OF_GUIDE = ".cg-form, .cg-result"; // here arrows move sliders and choices, and only the page keys lead on
const BREATH_MS = 600; // a second press within this is a slip, and would show counts before anyone has voted

/** @param {RenderProps<SteeringTraits>} props */
function render({ model, el }) {
  claim(el, "cg-steering");
  const labels = model.get("labels");
  /** @param {{ kind: string } & Record<string, unknown>} content */
  const ask = (content) => model.send(content);
  /**
   * @param {string} text
   * @param {() => void} onclick
   * @param {Attributes} [attributes]
   */
  const button = (text, onclick, attributes = {}) => make("button", { type: "button", onclick, ...attributes }, text);
  /**
   * @param {string} question
   * @param {{ kind: string }} content
   */
  const sure = (question, content) => () => globalThis.confirm(question) && ask(content);

  let breathing = 0;
  /** @param {"back" | "forward"} kind */
  const step = (kind) => () => {
    if (Date.now() < breathing) return;
    breathing = Date.now() + BREATH_MS;
    more.open = false; // it would lie over what comes next
    ask({ kind });
  };
  const back = button(labels.back, step("back"));
  const forward = button("", step("forward"), { class: "cg-main-button" });
  const said = make("p", { role: "status", class: "cg-said" });
  const actions = make("div", { class: "cg-buttons" });
  const length = make("div", { class: "cg-length" });
  const hands = make("div", { class: "cg-hands" });
  const links = make("p", { class: "cg-links" });
  const ending = make("div", { class: "cg-ending" });
  const more = make(
    "details",
    {},
    make("summary", {}, labels.more),
    actions,
    length,
    hands,
    links,
    make("p", { class: "cg-quiet" }, labels.keys),
    ending,
  );
  const bar = make("div", { class: "cg-buttons" }, back, forward);
  el.append(make("nav", { "aria-label": labels.steer }, bar, said, more));

  /** @type {Record<Action, () => HTMLElement>} */
  const doing = {
    open: () => button(labels.open_vote, () => ask({ kind: "open" })),
    close: () => button(labels.close_vote, () => ask({ kind: "close" })),
    reset: () => button(labels.reset, sure(labels.reset_sure, { kind: "reset" })),
    fill: () => button(labels.fill, () => ask({ kind: "fill" })),
    address: () => button(labels.address, () => ask({ kind: "address" })),
    count_phones_anew: () => button(labels.anew, sure(labels.anew_sure, { kind: "count_phones_anew" })),
    end: () => button(labels.end_session, sure(labels.end_sure, { kind: "end" })),
  };

  let counting = ""; // the question whose hands are being counted: its fold stays open when the numbers come back
  /** @type {Record<string, string>} */
  const shown = {}; // each part is drawn again only when it is another: a number being typed must stay
  /**
   * @template Value
   * @param {string} name
   * @param {HTMLElement} place
   * @param {Value} value
   * @param {(value: Value) => HTMLElement[]} children
   */
  const draw = (name, place, value, children) => {
    const key = JSON.stringify(value);
    if (shown[name] === key) return;
    shown[name] = key;
    place.replaceChildren(...children(value));
  };
  const show = () => {
    const state = model.get("state");
    back.disabled = !state.can.includes("back");
    forward.textContent = state.forward;
    forward.disabled = !state.forward;
    draw("can", actions, state.can, (can) =>
      can.flatMap((name) => (name === "back" || name === "end" ? [] : doing[name]())),
    );
    draw("end", ending, state.can.includes("end"), (canEnd) => (canEnd ? [doing.end()] : []));
    draw("length", length, state.length, lengthChoice);
    draw("hands", hands, state.hands, (questions) => questions.map(handCount));
    draw("links", links, state.links, linkList);
  };

  /** @param {SteeringState["length"]} choice */
  const lengthChoice = (choice) => {
    if (!choice) return [];
    const buttons = choice.lengths.map((minutes) =>
      button(`${minutes} min`, () => ask({ kind: "length", length: minutes }), {
        "aria-pressed": String(minutes === choice.length),
      }),
    );
    return [make("p", {}, labels.length), make("div", { class: "cg-buttons" }, ...buttons)];
  };

  /** @param {Hands} hands */
  const handCount = ({ id, text, options, numbers }) => {
    const boxes = options.map((option, place) => {
      const box = make("input", {
        type: "number",
        min: 0,
        max: MOST_HANDS,
        value: numbers[place],
        "aria-label": option,
        onfocus: () => {
          box.select();
        },
        onkeydown: (event) => {
          if (event.key === "Enter") save();
        },
      });
      return box;
    });
    const rows = options.map((option, place) => make("label", {}, boxes[place], " ", option));
    /** @returns {void} */
    const save = () => ask({ kind: "hands", question: id, numbers: boxes.map((box) => Math.trunc(box.valueAsNumber)) });
    const fold = make(
      "details",
      {
        open: counting === id,
        ontoggle: () => {
          if (fold.open) counting = id;
          else if (counting === id) counting = "";
        },
      },
      make("summary", {}, `${labels.hands}: ${text}`),
      ...rows,
      button(labels.hands_save, save),
    );
    return fold;
  };

  /** @param {SteeringState["links"]} pages */
  const linkList = (pages) => {
    const names = {
      notes: labels.notes_open,
      report: labels.report_open,
      totals: labels.totals_save,
      sheets: labels.sheets,
    };
    const wanted = /** @type {(keyof typeof names)[]} */ (Object.keys(pages));
    return wanted.map((name) => make("a", { href: pages[name], target: "_blank" }, names[name]));
  };

  const say = () => {
    said.textContent = model.get("said");
  };
  /** @param {KeyboardEvent} event */
  const press = (event) => {
    const place = event.target instanceof Element ? event.target : document.body;
    if (event.ctrlKey || event.metaKey || event.altKey || place.closest(OWN_KEYS)) return;
    if (event.key.startsWith("Arrow") && place.closest(OF_GUIDE)) return;
    if (event.key.toLowerCase() === ADDRESS_KEY && model.get("state").can.includes("address")) ask({ kind: "address" });
    const move = MOVES.get(event.key);
    const target = move && { forward, back }[move];
    if (!target || target.disabled) return;
    event.preventDefault();
    event.stopPropagation();
    target.click();
  };
  // a served page is ours alone; in JupyterLab keys count only inside the widget
  const listening = document.body.classList.contains("site-page") ? document.documentElement : el;
  listening.addEventListener("keydown", press, true); // before a widget keeps its keys to itself
  const timer = setInterval(() => document.hidden || ask({ kind: "beat" }), BEAT_MS);
  const sleepless = stayAwake();
  show();
  say();
  model.on("change:state", show);
  model.on("change:said", say);
  return () => {
    clearInterval(timer);
    sleepless.end();
    listening.removeEventListener("keydown", press, true);
    model.off("change:state", show);
    model.off("change:said", say);
  };
}

/**
 * Keep the screen on while a session is shown. A browser lets go of it when the page is hidden, so it is asked again;
 * one that can not, or may not, leaves the screen as it is.
 */
function stayAwake() {
  /** @type {Promise<WakeLockSentinel | undefined> | undefined} */
  let held;
  const hold = () => {
    if (!document.hidden) held = navigator.wakeLock?.request("screen").catch(() => undefined);
  };
  document.addEventListener("visibilitychange", hold);
  hold();
  return {
    end: () => {
      document.removeEventListener("visibilitychange", hold);
      held?.then((lock) => lock?.release());
    },
  };
}

export default { render };
