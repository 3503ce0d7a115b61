// Medicines by the name on the box: a box to search in, what was found, and a chip for each that was chosen. A name ticks
// its boxes in the list of medicines, and a box that is unticked there takes the names away that stand for it.
import { ANSWER, LONGEST_NAME, MOST_NAMES } from "./agreed.js";
import { make, partOf } from "./dom.js";
import { nameChips } from "./name_chips.js";
import { calledJust, keyOf, named, namesOf } from "./names.js";
import { search } from "./search.js";
import { fill } from "./words.js";

/**
 * @import { Context, Field } from "./ticks.js"
 * @import { Answer, Name, Named, NamesQuestion } from "./types.js"
 */

const FEWEST_TYPED = 2; // letters from which a name can be kept
const SIGNS = /[<>\p{C}\u2028\u2029]/u; // that no name has: crampguide/assessing/named.py refuses them
const LETTER = /\p{L}/u;

/**
 * @param {Context<NamesQuestion>} context
 * @returns {Field}
 */
export function namesField({ question, labels, report, askNames }) {
  /** @type {Name[]} */
  let names = [];
  /** @type {Record<string, string>} */
  let chosen = {}; // name to what was done with the medicine
  /** @type {HTMLElement | null} */
  let form = null;
  const [unchanged] = question.options;
  const kinds = new Map(question.kinds.map((kind) => [kind.id, kind]));
  const texts = new Map(question.kinds.map(({ id, text, note, group }) => [id, `${text} ${note} ${group}`]));
  const prefix = `${ANSWER}${question.list}-`;

  /**
   * Return what a name is: a kind of the list or a medicine; none if we do not know it.
   * @param {string} name
   */
  const whatIs = (name) => {
    const kind = question.kinds.find(({ text }) => keyOf(text) === keyOf(name));
    return kind ? [ofKind(kind.id, kind.text)] : calledJust(names, name);
  };
  /** @param {string} name */
  const boxesOf = (name) => whatIs(name).flatMap(({ boxes }) => boxes);
  /** @param {string[]} boxes */
  const kindWords = (boxes) => boxes.map((id) => kinds.get(id)?.text ?? "").join("; ");
  /** @param {Named | undefined} one */
  const knownAs = (one) => {
    if (!one) return labels.name_unknown;
    const own = new Set(one.boxes.map((id) => kinds.get(id)?.known_as));
    if (own.has("adds")) return labels.name_adds;
    return own.has("danger") ? labels.name_danger : labels.name_known;
  };
  /**
   * Return what stands beside a name: what it is, and what we know of it.
   * @param {string} name
   * @param {Named | undefined} one
   */
  const about = (name, one) => {
    if (!(one || names.length)) return "";
    const words = one ? [one.label, kindWords(one.boxes)] : [];
    const what = words.filter((word) => word && keyOf(word) !== keyOf(name)).join(", ");
    return fill(what ? labels.name_about : labels.name_plain, { what, known: knownAs(one) });
  };

  /** @param {string} box */
  const boxAt = (box) =>
    /** @type {HTMLInputElement | null} */ (partOf(form, prefix + box)?.querySelector("input") ?? null);
  /** @param {Record<string, string>} next */
  const tell = (next) => {
    chosen = next;
    report(Object.keys(next).length ? next : undefined);
  };
  /** @param {Named} one */
  const add = ({ name, boxes }) => {
    const isThere = Object.keys(chosen).some((other) => keyOf(other) === keyOf(name));
    const isFull = Object.keys(chosen).length >= MOST_NAMES;
    input.value = "";
    suggest();
    input.focus();
    if (isThere || isFull) {
      said.textContent = fill(isThere ? labels.name_there : labels.name_full, { name, most: MOST_NAMES });
      return;
    }
    tell({ ...chosen, [name]: unchanged.id });
    for (const box of boxes) if (!boxAt(box)?.checked) boxAt(box)?.click();
    said.textContent = fill(boxes.length ? labels.name_ticked : labels.name_added, { name, boxes: kindWords(boxes) });
  };
  /**
   * @param {string} name
   * @param {string} [kept] A box that the person has unticked already.
   */
  const remove = (name, kept) => {
    const { [name]: _gone, ...others } = chosen;
    const held = new Set(Object.keys(others).flatMap(boxesOf));
    tell(others);
    for (const box of boxesOf(name)) if (!(held.has(box) || kept) && boxAt(box)?.checked) boxAt(box)?.click();
    said.textContent = fill(labels.name_removed, { name });
  };
  /** @param {Event} event */
  const onListChange = ({ target }) => {
    const box = target instanceof HTMLInputElement && !target.checked ? target.value : "";
    if (!(box && partOf(form, prefix + box)?.contains(/** @type {Node} */ (target)))) return;
    for (const name of Object.keys(chosen)) if (boxesOf(name).includes(box)) remove(name, box);
  };

  const load = async () => {
    if (names.length) return;
    names = namesOf(await askNames());
    suggest();
    chips.show(chosen);
  };
  const chips = nameChips(question, labels, {
    about: (name) => about(name, whatIs(name)[0]),
    change: (name, state) => tell({ ...chosen, [name]: state }),
    remove: (name) => {
      remove(name);
      input.focus();
    },
  });

  /** @type {Named[]} */
  let rows = [];
  const suggest = () => {
    const typed = input.value.trim();
    const isTyped = typed.length >= FEWEST_TYPED;
    const found = isTyped ? fitting(named(names, typed), search(texts, typed)) : [];
    const isKept =
      isTyped && names.length > 0 && isName(typed) && !found.some(({ name }) => keyOf(name) === keyOf(typed));
    rows = isKept ? [...found, { name: typed, label: "", boxes: [], isNear: false, isKept }] : found;
    list.replaceChildren(...rows.map(row));
    said.textContent = isTyped && names.length ? fill(sentence(found), { count: found.length }) : "";
  };
  /**
   * Names first, then kinds that a word fits and no name leads to; where a word fits, nothing that only comes near.
   * @param {Named[]} byName
   * @param {ReturnType<typeof search>} byWord
   */
  const fitting = (byName, byWord) => {
    const hasName = byName.some(({ isNear }) => !isNear);
    const fits = byWord.isExact ? byName.filter(({ isNear }) => !isNear) : byName;
    const led = new Set(fits.flatMap(({ boxes }) => boxes));
    const words = byWord.isExact || !hasName ? [...byWord.found].filter((id) => !led.has(id)) : [];
    const near = !byWord.isExact;
    return [...fits, ...words.map((id) => ({ ...ofKind(id, kinds.get(id)?.text ?? ""), isNear: near }))];
  };
  /** @param {Named[]} found */
  const sentence = (found) => {
    if (!found.length) return labels.names_none;
    return found.every(({ isNear }) => isNear) ? labels.names_near : labels.names_found;
  };
  /** @param {Named} one */
  const row = (one) => {
    const words = one.isKept ? fill(labels.name_keep, { name: one.name }) : one.name;
    const note = one.isKept ? labels.name_unknown : about(one.name, one);
    return make(
      "li",
      {},
      make("button", { type: "button", onclick: () => add(one) }, words, make("span", { class: "cg-note" }, note)),
    );
  };
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    if (event.key !== "Enter" || !rows.length) return;
    event.preventDefault();
    const [first] = rows;
    if (keyOf(first.name) === keyOf(input.value)) add(first);
    else list.querySelector("button")?.focus();
  };
  const input = make("input", {
    type: "search",
    autocomplete: "off",
    spellcheck: "false",
    maxlength: LONGEST_NAME,
    oninput: suggest,
    onfocus: load,
    onkeydown: onKey,
  });
  const said = make("p", { class: "cg-note", role: "status" });
  const list = make("ul", { class: "cg-suggestions" });

  /** @param {Answer | undefined} answer */
  const show = (answer) => {
    if (!form) {
      form = input.closest(".cg-questions");
      form?.addEventListener("change", onListChange);
    }
    chosen = typeof answer === "object" ? answer : {};
    if (Object.keys(chosen).length) load();
    chips.show(chosen);
  };
  const label = make("label", { class: "cg-search" }, labels.names_search, input);
  return { parts: [label, said, list, chips.element], open: [], show, first: input };
}

/**
 * @param {string} id
 * @param {string} text
 * @returns {Named}
 */
function ofKind(id, text) {
  return { name: text, label: "", boxes: [id], isNear: false };
}

/** @param {string} text */
function isName(text) {
  return LETTER.test(text) && !SIGNS.test(text);
}
