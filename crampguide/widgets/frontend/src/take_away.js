// Buttons that print or save the page for the doctor, keep the answers in a file, and load them again.
import { claim, make } from "./dom.js";

const PATIENCE_MS = 5_000;
const LONGEST = 100_000; // letters in a file of answers

function render({ model, el }) {
  claim(el, "cg-take-away");
  const labels = model.get("labels");
  const said = make("p", { role: "status", class: "cg-said" });
  let wanted; // what to do with the next page that arrives: print or save
  let timer;

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
      const [file] = pick.files;
      pick.value = "";
      if (!file) return;
      if (file.size > LONGEST) said.textContent = labels.too_long;
      else ask({ kind: "load", text: await file.text() });
    },
  });
  const button = (text, onclick) => make("button", { type: "button", onclick }, text);
  const handout = (action) => () => {
    wanted = action;
    ask({ kind: "handout" });
  };
  el.append(
    make("h2", { id: "cg-take-away", tabindex: "-1" }, labels.title),
    make("p", {}, labels.intro),
    said, // above the buttons, where it is seen whichever was pressed
    make(
      "div",
      { class: "cg-buttons" },
      button(labels.print, handout(print)),
      button(labels.save, handout((text) => save(text, "cramps-for-my-doctor.html", "text/html"))),
      button(labels.keep, () => ask({ kind: "answers" })),
      button(labels.load, () => pick.click()),
      button(labels.back, () => backToQuestions(el)),
    ),
    pick,
  );

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

/** Print a page of its own, without the page around it. */
function print(html) {
  const frame = make("iframe", { srcdoc: html, hidden: true, title: "" });
  frame.addEventListener("load", () => {
    frame.contentWindow.addEventListener("afterprint", () => frame.remove());
    frame.contentWindow.print();
  });
  document.body.append(frame);
}

function save(text, name, type) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000); // a slow machine may still be reading it
}

function backToQuestions(el) {
  const form = el.closest(".cg-page")?.querySelector(".cg-form");
  form?.scrollIntoView();
  form?.querySelector("summary, input")?.focus({ preventScroll: true });
}

export default { render };
