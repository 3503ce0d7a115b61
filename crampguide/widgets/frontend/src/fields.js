// One question of each kind. A field reports an answer when the person gives one, and shows an answer when told to;
// `undefined` means not answered, in both directions. Answers have the form that crampguide.assessing.profile.Profile takes.
import { distance } from "fastest-levenshtein";
import { bodyMassIndexFold } from "./body_mass_index.js";
import { fill, freshId, make, tick } from "./dom.js";

const NOT_SURE = "not_sure";
const PREFER_NOT = "prefer_not_to_say";
const NOTHING_ELSE = "nothing_else";
const LONG_LIST = 20; // boxes from which a list can be searched
const NEAR_LETTERS = 4; // letters of a word for each that may be wrong

/** Build the field of one question: `element` to place, `show(answer)` to update. */
export function buildField(question, labels, report) {
  const legendId = freshId();
  const build = { number: numberField, choice: choiceField, checklist: checklistField }[question.kind];
  const name = freshId();
  const { parts, open, openFirst, show, first } = build({ question, labels, report, legendId, name });

  const clearId = freshId();
  const clear = make(
    "button",
    {
      type: "button",
      id: clearId,
      class: "cg-clear",
      "aria-labelledby": `${clearId} ${legendId}`,
      onclick: () => {
        first.focus({ preventScroll: true }); // the button goes away, so focus must not be on it
        report(undefined);
      },
    },
    labels.clear,
  );
  const whyId = freshId();
  // the button has its place from the start: nothing may move under a finger when the first answer is given
  const foot = make("div", { class: "cg-foot" }, make("div", { class: "cg-ticks cg-open" }, ...open.map(({ row }) => row)), clear);
  const element = make(
    "fieldset",
    { class: `cg-question cg-${question.kind}`, id: `cg-question-${question.id}`, "data-question": question.id, "aria-describedby": whyId },
    make("legend", { id: legendId }, question.text),
    make("p", { class: "cg-why", id: whyId }, fill(labels.why, { why: question.why })),
    ...(openFirst ? [foot, ...parts] : [...parts, foot]),
  );
  return {
    element,
    show(answer) {
      show(answer);
      clear.style.visibility = answer === undefined ? "hidden" : "visible";
    },
  };
}

/** The answers that say "I do not tell", as ticks of the given type. */
function openTicks({ question, labels, name, report }, type) {
  const kinds = question.private ? [NOT_SURE, PREFER_NOT] : [NOT_SURE];
  return kinds.map((answer) => {
    const box = tick(type, name, answer, labels[answer], "", () => report(box.input.checked ? answer : undefined));
    return { ...box, answer };
  });
}

function numberField(context) {
  const { question, labels, report, legendId } = context;
  const { low, high, step, start, unit, unit_one } = question;
  const unitId = freshId();
  const limits = { min: low, max: high, step, "aria-labelledby": legendId };
  const settle = () => report(Number(range.value));
  let now; // the answer shown
  let beforeTouch;
  const range = make("input", {
    type: "range",
    ...limits,
    oninput: settle,
    // a person may mean just the value that the handle stands at
    onclick: settle,
    // a finger that turns out to scroll the page has answered nothing
    onpointerdown: () => {
      beforeTouch = now;
    },
    onpointercancel: () => report(beforeTouch),
    onkeydown: (event) => {
      if (event.key === "Enter") settle();
    },
  });
  const typed = make("input", {
    type: "number",
    ...limits,
    inputmode: "decimal",
    onfocus: () => typed.select(), // a new number takes the place of the old one
    "aria-labelledby": `${legendId} ${unitId}`,
    oninput: () => {
      const value = typed.valueAsNumber;
      if (value >= low && value <= high) report(value);
    },
    onchange: () => {
      const value = typed.valueAsNumber;
      if (value >= low && value <= high) return;
      const asTyped = typed.value;
      report(undefined);
      typed.value = asTyped; // to be mended, not to be typed again
      if (!Number.isNaN(value)) words.textContent = fill(labels.bounds, { low: inWords(low), high: inWords(high) });
    },
  });
  const words = make("p", { class: "cg-value", role: "status" });
  const open = openTicks(context, "checkbox");

  const show = (answer) => {
    const given = typeof answer === "number";
    now = answer;
    range.value = given ? answer : start;
    if (document.activeElement !== typed || typed.valueAsNumber !== answer) typed.value = given ? answer : "";
    for (const { input, answer: own } of open) input.checked = answer === own;
    const text = given ? fill(labels.value, { value: inWords(answer), unit: answer === 1 ? unit_one : unit }) : (labels[answer] ?? labels.not_answered);
    words.textContent = text;
    range.setAttribute("aria-valuetext", text);
    range.classList.toggle("cg-unset", !given);
  };
  const scale = make("div", { class: "cg-scale", "aria-hidden": "true" }, inWords(low), make("span", {}, inWords(high)));
  const slider = make("div", { class: "cg-slider" }, range, scale);
  const box = make("div", { class: "cg-typed" }, typed, make("span", { id: unitId }, unit));
  const parts = [
    words,
    make("div", { class: "cg-number-row" }, slider, box),
    ...(question.helper ? [bodyMassIndexFold(labels, question, report)] : []),
  ];
  return { parts, open, show, first: range };
}

function inWords(number) {
  return number.toLocaleString(document.documentElement.lang || undefined, { maximumFractionDigits: 2 });
}

function choiceField(context) {
  const { question, report, name } = context;
  const ticks = question.options.map(({ id, text, note }) => ({ answer: id, ...tick("radio", name, id, text, note, () => report(id)) }));
  const open = openTicks(context, "radio");
  const show = (answer) => {
    for (const { input, answer: own } of [...ticks, ...open]) input.checked = answer === own;
  };
  const parts = [make("div", { class: "cg-ticks" }, ...ticks.map(({ row }) => row))];
  return { parts, open, show, first: ticks[0].input };
}

function checklistField(context) {
  const { question, labels, report, name } = context;
  const boxes = new Map(); // box id to its tick
  const doubts = new Map(); // option id to its box "not sure", once asked for
  let denied = []; // a file of answers may say "no" to a box, for which there is no control

  const collect = () => {
    const ticked = (ticks, state) => [...ticks].filter(([, { input }]) => input.checked).map(([id]) => [id, state]);
    const given = [...denied, ...ticked(boxes, "yes"), ...ticked(doubts, NOT_SURE)];
    report(given.length ? Object.fromEntries(given) : undefined);
  };
  const add = (id, text, note, rivals = []) => {
    const box = tick("checkbox", name, id, text, note, () => {
      if (box.input.checked) {
        for (const rival of rivals) boxes.get(rival).input.checked = false;
        if (doubts.has(id)) doubts.get(id).input.checked = false;
      }
      collect();
    });
    boxes.set(id, box);
    return box;
  };
  const askDoubts = () => {
    for (const { id, text } of question.options) {
      if (doubts.has(id)) continue;
      const box = boxes.get(id);
      const doubt = tick("checkbox", name, `${id}-${NOT_SURE}`, labels.doubt, "", () => {
        if (doubt.input.checked) box.input.checked = false;
        collect();
      });
      doubt.input.setAttribute("aria-label", `${labels.doubt}: ${text}`);
      box.row.querySelector(".cg-tick").after(...doubt.row.children);
      box.row.classList.add("cg-doubted");
      doubts.set(id, doubt);
    }
    doubtsWanted.hidden = true;
  };
  const doubtsWanted = make(
    "button",
    {
      type: "button",
      class: "cg-doubts",
      onclick: () => {
        askDoubts();
        const inSight = [...doubts.values()].find(({ input }) => input.offsetParent); // a search may hide the first
        inSight?.input.focus();
      },
    },
    labels.doubts,
  );

  const groups = new Map();
  for (const { id, text, note, group, alert } of question.options) {
    const box = add(id, text, note);
    box.row.id = `cg-answer-${question.id}-${id}`; // a result leads back to it
    if (alert) addAlert(box, alert);
    groups.set(group, [...(groups.get(group) ?? []), box.row]);
  }
  const lists = [...groups].map(([group, rows]) => {
    const list = make("div", { class: "cg-ticks" }, ...rows);
    return group ? make("fieldset", { class: "cg-group" }, make("legend", {}, group), list) : list;
  });
  // "nothing else" speaks about all boxes left empty, so it and "not sure" rule each other out
  const rest = add(NOTHING_ELSE, labels.none_of_these, labels.rest_note, [NOT_SURE]);
  const unsure = add(NOT_SURE, labels.not_sure, "", [NOTHING_ELSE]);
  const silent = question.private
    ? tick("checkbox", name, PREFER_NOT, labels[PREFER_NOT], "", () => report(silent.input.checked ? PREFER_NOT : undefined))
    : undefined;
  const open = silent ? [rest, unsure, silent] : [rest, unsure];
  // where "none of these" stands above a long list, whoever has read to its end needs it there too
  const restAgain = tick("checkbox", name, `${NOTHING_ELSE}-again`, "", labels.rest_note, () => rest.input.click());

  const finder = question.options.length > LONG_LIST && !question.options.some(({ alert }) => alert)
    ? searchBox(question, labels, boxes)
    : undefined;

  const show = (answer) => {
    const states = typeof answer === "object" ? answer : {};
    if (question.options.some(({ id }) => states[id] === NOT_SURE)) askDoubts();
    denied = Object.entries(states).filter(([, state]) => state === "no");
    for (const [id, { input, warn }] of boxes) {
      input.checked = states[id] === "yes";
      warn?.();
    }
    for (const [id, { input }] of doubts) input.checked = states[id] === NOT_SURE;
    unsure.input.checked ||= answer === NOT_SURE;
    if (silent) silent.input.checked = answer === PREFER_NOT;
    const some = question.options.some(({ id }) => id in states);
    rest.words.textContent = some ? labels.nothing_else : labels.none_of_these;
    unsure.words.textContent = some ? labels.not_sure_rest : labels.not_sure;
    restAgain.words.textContent = rest.words.textContent;
    restAgain.input.checked = rest.input.checked;
    finder?.look();
  };
  const parts = finder ? [finder.element, doubtsWanted, ...lists, restAgain.row] : [doubtsWanted, ...lists];
  // below a long list nobody would find "none of these"
  return { parts, open, openFirst: finder !== undefined, show, first: boxes.values().next().value.input };
}

/**
 * A box to search a long list in, by any word of a name, a brand or a heading; a word may be misspelt where nothing fits.
 * Ticked boxes stay in sight, and one that is taken back stays until the next word.
 */
function searchBox(question, labels, boxes) {
  const count = make("p", { class: "cg-note", role: "status" });
  const texts = new Map(question.options.map(({ id, text, note, group }) => [id, `${text} ${note} ${group}`.toLowerCase()]));
  const look = (event) => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    const within = (fits) => new Set([...texts].filter(([, text]) => words.every((word) => fits(text, word))).map(([id]) => id));
    const exact = within((text, word) => text.includes(word));
    const found = exact.size ? exact : within(isNear);
    for (const [id, { row }] of boxes) {
      if (!texts.has(id)) continue;
      const stays = row.querySelector(":checked") || (!event && !row.hidden);
      row.hidden = !found.has(id) && !stays;
    }
    const shown = found.size;
    for (const group of new Set([...boxes.values()].map(({ row }) => row.closest(".cg-group")))) {
      if (group) group.hidden = ![...group.querySelectorAll(".cg-tick-row")].some((row) => !row.hidden);
    }
    const said = exact.size ? labels.found : shown ? labels.found_near : labels.found_none;
    count.textContent = words.length ? fill(said, { count: shown, total: question.options.length }) : "";
  };
  const box = make("input", { type: "search", autocomplete: "off", spellcheck: "false", oninput: look });
  const label = make("label", { class: "cg-search" }, labels.search, box);
  return { element: make("div", {}, label, count), look };
}

/** Whether a text holds a word that differs from this one in a few letters. */
function isNear(text, word) {
  const most = Math.floor(word.length / NEAR_LETTERS);
  return text.split(/[^\p{L}\d]+/u).some((other) => distance(other, word) <= most);
}

/** Show what a ticked warning sign calls for, under its box and at once: no answer from the kernel is needed. */
function addAlert(box, alert) {
  const place = make("div", { role: "alert" });
  box.row.append(place);
  box.warn = () => {
    const text = box.input.checked ? alert.text : "";
    if (place.textContent === text) return;
    place.replaceChildren(...(text ? [make("p", { class: `cg-alert cg-level-${alert.level}` }, text)] : []));
  };
}
