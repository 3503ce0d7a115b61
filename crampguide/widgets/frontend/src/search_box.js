// A box to search a long list in.
import { make } from "./dom.js";
import { named } from "./names.js";
import { search } from "./search.js";
import { fill } from "./words.js";

/**
 * @import { Tick } from "./ticks.js"
 * @import { Labels, ListQuestion, Named, Substance } from "./types.js"
 */

/**
 * Ticked boxes stay in sight, and one that is taken back stays until the next word.
 * @param {ListQuestion} question
 * @param {Labels} labels
 * @param {Map<string, Tick>} boxes
 * @param {() => Promise<Substance[]>} askNames Brings the names of medicines, once they are searched.
 */
export function searchBox(question, labels, boxes, askNames) {
  const count = make("p", { class: "cg-note", role: "status" });
  const list = make("ul", { class: "cg-note cg-named" });
  /** @type {Substance[]} */
  let substances = [];
  const texts = new Map(question.options.map(({ id, text, note, group }) => [id, `${text} ${note} ${group}`]));
  const listed = [...boxes].filter(([id]) => texts.has(id));
  const groups = new Set(listed.flatMap(([, { row }]) => row.closest(".cg-group") ?? []));

  const look = (isTyping = false) => {
    const names = named(substances, box.value);
    const { found, isExact, isAsked } = withNames(search(texts, box.value), names);
    list.replaceChildren(...names.map((name) => make("li", {}, wordsOf(name))));
    for (const [id, { row }] of listed) {
      const stays = row.querySelector(":checked") || !(isTyping || row.hidden);
      row.hidden = !(found.has(id) || stays);
    }
    for (const group of groups) {
      const isEmpty = !group.querySelector(".cg-tick-row:not([hidden])");
      /** @type {HTMLElement} */ (group).hidden = isEmpty;
    }
    const said = isAsked ? sentence(isExact, found.size, names.length) : "";
    count.textContent = fill(said, { count: found.size, total: texts.size });
  };
  /**
   * @param {boolean} isExact
   * @param {number} rows
   * @param {number} names
   */
  const sentence = (isExact, rows, names) => {
    if (isExact) return labels.found;
    if (rows > 0) return labels.found_near;
    if (names > 0) return labels.named_known;
    return substances.length > 0 ? labels.named_unknown : labels.found_none;
  };
  /** @param {Named} fitting */
  const wordsOf = (fitting) => {
    const where = fitting.boxes.map((id) => question.options.find((option) => option.id === id)?.text ?? "");
    const text = where.length > 0 ? labels.named_box : labels.named_none;
    const { name, label: generic } = fitting;
    const called = name === generic ? name : `${name} (${generic})`;
    return fill(text, { name: called, boxes: where.join("; ") });
  };
  const onFocus = async () => {
    if (!question.named || substances.length) return;
    substances = await askNames();
    look(true);
  };
  const box = make("input", {
    type: "search",
    autocomplete: "off",
    spellcheck: "false",
    oninput: () => look(true),
    onfocus: onFocus,
  });
  const label = make("label", { class: "cg-search" }, labels.search, box);
  return { element: make("div", {}, label, count, list), look };
}

/**
 * Add the boxes that names lead to; a name that fits is as good as the words of a box.
 * @param {ReturnType<typeof search>} inTexts
 * @param {Named[]} names
 */
function withNames({ found, isExact, isAsked }, names) {
  const byName = names.flatMap(({ boxes }) => boxes);
  if (byName.length === 0) return { found: names.length && !isExact ? new Set() : found, isExact, isAsked };
  return { found: new Set([...(isExact ? found : []), ...byName]), isExact: true, isAsked };
}
