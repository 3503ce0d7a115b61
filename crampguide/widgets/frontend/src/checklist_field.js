// Boxes of which any number may be ticked; beside each, once asked for, one for "not sure about this".
import { ANSWER, NOT_SURE, NOTHING_ELSE, PREFER_NOT } from "./agreed.js";
import { answerOf, RIVAL, statesOf } from "./checklist.js";
import { drawing, make } from "./dom.js";
import { searchBox } from "./search_box.js";
import { tick } from "./ticks.js";
import { buildTile } from "./tiles.js";

/**
 * @import { Context, Field, Tick } from "./ticks.js"
 * @import { Answer, Labels, ListQuestion, Option } from "./types.js"
 */

const LONG_LIST = 20; // boxes from which a list can be searched

/**
 * @param {Context<ListQuestion>} context
 * @returns {Field}
 */
export function checklistField({ question, labels, report, name, askNames }) {
  /** @type {Map<string, Tick>} */
  const boxes = new Map(); // box id to its tick
  /** @type {Map<string, Tick>} */
  const doubts = new Map(); // option id to its box "not sure", once asked for
  /** @type {string[]} */
  let denied = []; // a file of answers may say "no" to a box, for which there is no control

  /** @param {Map<string, Tick>} ticks */
  const ticked = (ticks) => [...ticks].filter(([, { input }]) => input.checked).map(([id]) => id);
  const collect = () => report(answerOf(denied, ticked(boxes), ticked(doubts)));
  /**
   * @param {string | undefined} id
   * @param {Map<string, Tick>} ticks
   */
  const untick = (id, ticks) => {
    const box = ticks.get(id ?? "");
    if (box) box.input.checked = false;
  };
  /**
   * @param {string} id
   * @param {string} text
   * @param {string} [note]
   */
  const add = (id, text, note) => {
    const box = tick("checkbox", { name, value: id, text, note }, () => {
      if (box.input.checked) {
        untick(RIVAL.get(id), boxes);
        untick(id, doubts);
      }
      collect();
    });
    boxes.set(id, box);
    return box;
  };

  const groups = groupsOf(question, labels, (option) => {
    const box = add(option.id, option.text, option.note);
    box.row.id = `${ANSWER}${question.id}-${option.id}`; // a result leads back to it
    box.row.append(drawing(option.picture));
    if (option.alert) addAlert(box, option.alert);
    return box.row;
  });
  const askDoubts = () => {
    for (const { id, text } of question.options) {
      const box = boxes.get(id);
      if (!box || doubts.has(id)) continue;
      const doubt = tick("checkbox", { name, value: `${id}-${NOT_SURE}`, text: labels.doubt }, () => {
        if (doubt.input.checked) box.input.checked = false;
        collect();
      });
      doubt.input.setAttribute("aria-label", `${labels.doubt}: ${text}`);
      box.row.querySelector(".cg-tick")?.after(...doubt.row.children);
      box.row.classList.add("cg-doubted");
      doubts.set(id, doubt);
    }
    doubtsWanted.hidden = true;
  };
  const onDoubtsWanted = () => {
    askDoubts();
    const inSight = [...doubts.values()].find(({ input }) => input.offsetParent); // a search may hide the first
    inSight?.input.focus();
  };
  const doubtsWanted = make("button", { type: "button", class: "cg-doubts", onclick: onDoubtsWanted }, labels.doubts);

  const rest = add(NOTHING_ELSE, labels.none_of_these, labels.rest_note);
  const unsure = add(NOT_SURE, labels.not_sure);
  const silentWords = { name, value: PREFER_NOT, text: labels[PREFER_NOT] };
  const silent = question.private
    ? tick("checkbox", silentWords, () => report(silent?.input.checked ? PREFER_NOT : undefined))
    : undefined;
  // where "none of these" stands above a long list, whoever has read to its end needs it there too
  const againWords = { name, value: `${NOTHING_ELSE}-again`, text: "", note: labels.rest_note };
  const restAgain = tick("checkbox", againWords, () => rest.input.click());

  const isSearched = question.options.length > LONG_LIST && !question.options.some(({ alert }) => alert);
  const finder = isSearched ? searchBox(question, labels, boxes, askNames) : undefined;

  /** @param {Answer | undefined} answer */
  const show = (answer) => {
    const states = statesOf(answer);
    if (question.options.some(({ id }) => states[id] === NOT_SURE)) askDoubts();
    denied = Object.keys(states).filter((id) => states[id] === "no");
    for (const [id, { input, warn }] of boxes) {
      input.checked = states[id] === "yes";
      warn?.();
    }
    for (const [id, { input }] of doubts) input.checked = states[id] === NOT_SURE;
    unsure.input.checked ||= answer === NOT_SURE;
    if (silent) silent.input.checked = answer === PREFER_NOT;
    const isBegun = question.options.some(({ id }) => id in states);
    rest.words.textContent = isBegun ? labels.nothing_else : labels.none_of_these;
    unsure.words.textContent = isBegun ? labels.not_sure_rest : labels.not_sure;
    restAgain.words.textContent = rest.words.textContent;
    restAgain.input.checked = rest.input.checked;
    for (const { settle } of groups) settle?.();
    finder?.look();
  };
  const lists = groups.map(({ element }) => element);
  return {
    parts: finder ? [finder.element, doubtsWanted, ...lists, restAgain.row] : [doubtsWanted, ...lists],
    open: silent ? [rest, unsure, silent] : [rest, unsure],
    openFirst: isSearched, // below a long list nobody would find "none of these"
    show,
    first: [...boxes.values()][0].input,
  };
}

/**
 * Lay the rows of all options behind the tiles of the question, or below the headings of their groups.
 * @param {ListQuestion} question
 * @param {Labels} labels
 * @param {(option: Option) => HTMLElement} makeRow
 */
function groupsOf(question, labels, makeRow) {
  /** @type {Map<string, HTMLElement[]>} */
  const groups = new Map();
  for (const option of question.options) {
    groups.set(option.group, [...(groups.get(option.group) ?? []), makeRow(option)]);
  }
  return [...groups].map(([group, rows], place) => {
    if (question.tiles.length > 0) return buildTile(question.tiles[place], rows, labels);
    const list = make("div", { class: "cg-ticks" }, ...rows);
    const element = group ? make("fieldset", { class: "cg-group" }, make("legend", {}, group), list) : list;
    return { element, settle: undefined };
  });
}

/**
 * Show what a ticked warning sign calls for, under its box and at once: no answer from the kernel is needed.
 * @param {Tick} box
 * @param {NonNullable<Option["alert"]>} alert
 */
function addAlert(box, alert) {
  const place = make("div", { role: "alert" });
  box.row.append(place);
  box.warn = () => {
    const text = box.input.checked ? alert.text : "";
    if (place.textContent === text) return;
    place.replaceChildren(...(text ? [make("p", { class: `cg-alert cg-level-${alert.level}` }, text)] : []));
  };
}
