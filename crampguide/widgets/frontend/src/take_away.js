// Buttons that print or save the page for the doctor, keep the answers in a file, and load them again.
import { LARGEST, TAKE_AWAY } from "./agreed.js";
import { claim, make } from "./dom.js";

/**
 * @import { RenderProps } from "@anywidget/types"
 * @import { TakeAwayTraits } from "./types.js"
 */

const PATIENCE_MS = 5_000;
const SAVED_AFTER_MS = 10_000; // a slow machine may still be reading a file before that

/** @param {RenderProps<TakeAwayTraits>} props */
function render({ model, el }) {
  claim(el, "cg-take-away");
  const labels = model.get("labels");
  const said = make("p", { role: "status", class: "cg-said" });
  let wanted = print; // what to do with the next page that arrives: print or save
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {{ kind: string, text?: string, more?: boolean }} content */
  const ask = (content) => {
    said.textContent = "";
    clearTimeout(timer);
    timer = setTimeout(() => {
      said.textContent = labels.failed;
    }, PATIENCE_MS);
    model.send(content);
  };
  const pick = make("input", {
    type: "file",
    accept: ".json,.toml,application/json",
    hidden: true,
    onchange: async () => {
      const file = pick.files?.[0];
      pick.value = "";
      if (!file) return;
      if (file.size > LARGEST) said.textContent = labels.too_long;
      else ask({ kind: "load", text: await file.text() });
    },
  });
  const more = make("input", { type: "checkbox" });
  /**
   * @param {string} text
   * @param {() => void} onclick
   */
  const button = (text, onclick) => make("button", { type: "button", onclick }, text);
  /** @param {(html: string) => void} action */
  const handout = (action) => () => {
    wanted = action;
    ask({ kind: "handout", more: more.checked });
  };
  el.append(
    make("h2", { id: TAKE_AWAY, tabindex: "-1" }, labels.title),
    make("p", {}, labels.intro),
    said, // above the buttons, where it is seen whichever was pressed
    make("p", {}, make("label", {}, more, ` ${labels.more}`)),
    make(
      "div",
      { class: "cg-buttons" },
      button(labels.print, handout(print)),
      button(
        labels.save,
        handout((text) => save(text, "cramps-for-my-doctor.html", "text/html")),
      ),
      button(labels.keep, () => ask({ kind: "answers" })),
      button(labels.load, () => pick.click()),
      button(labels.back, () => backToQuestions(el)),
    ),
    pick,
  );

  /** @param {{ kind: string, text: string }} message */
  const receive = ({ kind, text }) => {
    clearTimeout(timer);
    if (kind === "handout") {
      said.textContent = wanted === print ? "" : labels.saved;
      wanted(text);
    } else if (kind === "answers") {
      save(text, "cramp-answers.json", "application/json");
      said.textContent = labels.kept;
    } else if (kind === "load") said.textContent = labels.loaded;
    else said.textContent = text;
  };
  model.on("msg:custom", receive);
  return () => {
    clearTimeout(timer);
    model.off("msg:custom", receive);
  };
}

/**
 * Print a page of its own, without the page around it.
 * @param {string} html
 */
function print(html) {
  const frame = make("iframe", { srcdoc: html, hidden: true, title: "" });
  frame.addEventListener("load", () => {
    frame.contentWindow?.addEventListener("afterprint", () => frame.remove());
    frame.contentWindow?.print();
  });
  document.body.append(frame);
}

/**
 * @param {string} text
 * @param {string} name
 * @param {string} type
 */
function save(text, name, type) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), SAVED_AFTER_MS);
}

/** @param {HTMLElement} el */
function backToQuestions(el) {
  const form = el.closest(".cg-page")?.querySelector(".cg-form");
  form?.scrollIntoView();
  const first = /** @type {HTMLElement | null | undefined} */ (form?.querySelector("summary, input"));
  first?.focus({ preventScroll: true });
}

export default { render };
