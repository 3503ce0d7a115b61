// Small helpers that the widgets are built with.

/**
 * @typedef {{ [Name in keyof HTMLElementEventMap as `on${Name}`]?: (event: HTMLElementEventMap[Name]) => unknown }} Listeners
 * @typedef {Listeners & Record<string, string | number | boolean | Function | undefined>} Attributes
 */

/** Told to what stands around a part of the page before that is shown. */
export const GO = "cg-go";

/**
 * Make an element: attributes by name, `on…` functions as listeners, undefined and false left out.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} attributes
 * @param {(Node | string | undefined)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flatMap((child) => child || []));
  return element;
}

/**
 * A line drawing that Python made, in a place of its own; nothing for none.
 * @param {string | undefined} html
 * @param {Attributes} [attributes]
 */
export function drawing(html, attributes = {}) {
  if (!html) return "";
  const place = make("div", { class: "cg-drawing", ...attributes });
  place.innerHTML = html;
  return place;
}

/**
 * Name a widget's element for the style sheet, and keep plain keys from JupyterLab, where an arrow moves to a cell.
 * @param {HTMLElement} element
 * @param {string} name
 */
export function claim(element, name) {
  element.classList.add("cg-widget", name);
  element.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey || event.altKey)) event.stopPropagation();
  });
}

// each widget has this module to itself, so a counter alone would give two forms of a notebook the same ids
const own = Math.random().toString(36).slice(2, 8);
let made = 0;

/** Return an id that no other form on the page has: JupyterLab may show the same form twice. */
export function freshId() {
  made += 1;
  return `cg-${own}-${made}`;
}

/**
 * Show a part of the page and put focus there, with all folds around it opened.
 * @param {HTMLElement} goal
 */
export function goTo(goal) {
  goal.dispatchEvent(new CustomEvent(GO, { bubbles: true })); // an interview may have to show the screen it stands on
  for (let fold = goal.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null)
    fold.open = true;
  const isHead = goal.matches("h2") || goal.offsetHeight > innerHeight / 2; // what follows must show, and the heading
  goal.scrollIntoView({ block: isHead ? "start" : "nearest" });
  const inside = /** @type {HTMLElement | null} */ (goal.querySelector("summary, input"));
  (inside ?? goal).focus({ preventScroll: true });
}

/**
 * Find a part of a page by its id. A notebook may show a page twice, so the document is not asked.
 * @param {Element | null} page
 * @param {string} id
 */
export function partOf(page, id) {
  return /** @type {HTMLElement | null} */ (page?.querySelector(`#${CSS.escape(id)}`) ?? null);
}
