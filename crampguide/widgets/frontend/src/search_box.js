// A box to search a long list in. Medicines have their own, which knows their names: names_field.js.
import { make } from "./dom.js";
import { search } from "./search.js";
import { fill } from "./words.js";

/**
 * @import { Tick } from "./ticks.js"
 * @import { Labels, ListQuestion, Substance } from "./types.js"
 */

/**
 * Ticked boxes stay in sight, and one that is taken back stays until the next word.
 * @param {ListQuestion} question
 * @param {Labels} labels
 * @param {Map<string, Tick>} boxes
 * @param {() => Promise<Substance[]>} [_askNames] No list is searched by names.
 */
export function searchBox(question, labels, boxes, _askNames) {
  if (question.named) return { element: make("div", {}), look: () => undefined };
  const count = make("p", { class: "cg-note", role: "status" });
  const texts = new Map(question.options.map(({ id, text, note, group }) => [id, `${text} ${note} ${group}`]));
  const listed = [...boxes].filter(([id]) => texts.has(id));
  const groups = new Set(listed.flatMap(([, { row }]) => row.closest(".cg-group") ?? []));

  const look = (isTyping = false) => {
    const { found, isExact, isAsked } = search(texts, box.value);
    for (const [id, { row }] of listed) {
      const stays = row.querySelector(":checked") || !(isTyping || row.hidden);
      row.hidden = !(found.has(id) || stays);
    }
    for (const group of groups) {
      const isEmpty = !group.querySelector(".cg-tick-row:not([hidden])");
      /** @type {HTMLElement} */ (group).hidden = isEmpty;
      // behind a tile that stays closed nobody would see what was found
      if (isTyping && group instanceof HTMLDetailsElement)
        group.open = isAsked || Boolean(group.querySelector(":checked"));
    }
    const said = isAsked ? sentence(isExact, found.size) : "";
    count.textContent = fill(said, { count: found.size, total: texts.size });
  };
  /**
   * @param {boolean} isExact
   * @param {number} rows
   */
  const sentence = (isExact, rows) => {
    if (isExact) return labels.found;
    return rows > 0 ? labels.found_near : labels.found_none;
  };
  const box = make("input", {
    type: "search",
    autocomplete: "off",
    spellcheck: "false",
    oninput: () => look(true),
  });
  const label = make("label", { class: "cg-search" }, labels.search, box);
  return { element: make("div", {}, label, count), look };
}
