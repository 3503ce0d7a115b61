// Small helpers that the widgets are built with.

/** Make an element: attributes by name, `on…` functions as listeners, undefined and false left out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== ""));
  return element;
}

/** Name a widget's element for the style sheet, and keep plain keys from JupyterLab, where an arrow moves to a cell. */
export function claim(element, name) {
  element.classList.add("cg-widget", name);
  element.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
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

/** Fill "{done} of {total}" from {done: 3, total: 8}. */
export function fill(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** A radio button or checkbox inside its label, large enough for a finger, with a note in small print. */
export function tick(type, name, value, text, note, onchange) {
  const noteId = note ? freshId() : undefined;
  const input = make("input", { type, name, value, onchange });
  const words = make("span", {}, text);
  const small = note ? make("span", { class: "cg-note", id: noteId }, note) : "";
  // the note is part of the target: people tap the name they know
  const label = make("label", { class: "cg-tick" }, input, make("span", {}, words, small));
  return { row: make("div", { class: "cg-tick-row" }, label), input, words };
}

/** Show a part of the page and put focus there, with all folds around it opened. */
export function goTo(goal) {
  for (let fold = goal.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  const isHead = goal.matches("h2") || goal.offsetHeight > innerHeight / 2; // what follows must show, and the heading
  goal.scrollIntoView({ block: isHead ? "start" : "nearest" });
  (goal.querySelector("summary, input") ?? goal).focus({ preventScroll: true });
}
