// All questions as native controls behind one synced dict of answers. The controls are built once and updated.
import { claim, fill, freshId, make } from "./dom.js";
import { countryChoice } from "./country.js";
import { buildField } from "./fields.js";

const SEND_EVERY_MS = 100;
const KEPT = "crampguide-answers"; // in the tab of the browser only, and gone with it
const URGENT = new Set(["emergency", "same_day", "days"]);

function render({ model, el }) {
  claim(el, "cg-questions");
  const labels = model.get("labels");
  let answers = { ...model.get("answers") };
  const send = throttled(() => {
    model.set("answers", answers);
    model.save_changes();
  });

  const fields = new Map(); // question id to its field
  const report = (id, answer) => {
    const { [id]: _previous, ...others } = answers;
    answers = answer === undefined ? others : { ...others, [id]: answer };
    fields.get(id).show(answer);
    settle();
    send();
  };
  const settle = () => {
    skipQuestions();
    showProgress();
    if (model.get("keeps")) keep(answers);
  };
  // what no longer applies is not asked; an answer already given stays in sight, and whether it can be is said by `problem`
  const skipQuestions = () => {
    for (const { id, skip_if: reasons } of questions) {
      const applies = !reasons.some(({ question, options }) => options.includes(answers[question]));
      fields.get(id).element.hidden = !applies && !(id in answers);
    }
  };

  const problem = make("div", { class: "cg-problem", role: "alert" });
  const note = make("p", { class: "cg-said", role: "status" });
  const showExample = ({ id, text }) => {
    if (Object.keys(answers).length && !confirm(labels.example_sure)) return;
    model.send({ kind: "example", id });
    note.textContent = fill(labels.example_shown, { text });
  };
  const sections = model.get("sections").map((section) => {
    const inside = section.questions.map((question) => {
      const field = buildField(question, labels, (answer) => report(question.id, answer));
      fields.set(question.id, field);
      return field.element;
    });
    return buildSection(section, inside);
  });
  const questions = model.get("sections").flatMap((section) => section.questions);
  const steps = sections.filter(({ step }) => step);
  if (steps.length) steps[0].step.open = true;
  steps.forEach(({ step }, place) => {
    if (place + 1 < steps.length) step.append(nextButton(steps[place + 1], labels));
  });
  const clearAll = () => {
    if (!confirm(labels.start_again_sure)) return;
    note.textContent = "";
    replace({});
    el.scrollIntoView();
    el.querySelector("input").focus({ preventScroll: true });
  };
  const startAgain = make("button", { type: "button", class: "cg-start-again", onclick: clearAll }, labels.start_again);
  const toResult = resultButton(el, labels);
  const [danger, ...others] = sections.map(({ element }) => element);
  const people = examples(model.get("examples"), labels, showExample);
  const country = countryChoice(model, labels, isServed() && model.get("keeps"));
  el.append(problem, note, danger, country.element, people, ...others, startAgain, toResult.element);

  const showProgress = () => {
    for (const { progress, section } of sections) {
      const asked = section.questions.filter(({ id }) => !fields.get(id).element.hidden);
      const done = asked.filter(({ id }) => id in answers).length;
      progress.textContent = fill(labels.progress, { done, total: asked.length });
    }
  };
  const showAll = () => {
    for (const [id, field] of fields) field.show(answers[id]);
    settle();
  };
  const replace = (all) => {
    answers = all;
    showAll();
    send();
  };
  const receive = () => {
    if (model.get("answers") === answers) return; // our own
    send.cancel();
    answers = { ...model.get("answers") };
    showAll();
  };
  const showProblem = () => {
    const text = model.get("problem");
    (fields.get(model.get("problem_at"))?.element ?? note).before(problem);
    problem.textContent = text;
    if (text && problem.closest("details")) problem.closest("details").open = true;
  };

  const showStatus = () => {
    const { level, title } = model.get("status");
    toResult.say(URGENT.has(level) ? fill(labels.see_why, { level: title }) : labels.to_result, level ?? "none");
    if (isServed()) document.body.dataset.siteLevel = level ?? "none"; // what the page says above must not gainsay it
  };

  const before = Object.keys(answers).length || !model.get("keeps") ? undefined : kept();
  if (before) {
    replace(before);
    note.textContent = labels.restored;
  } else showAll();
  showProblem();
  showStatus();
  // another country's number in the alerts, which need no kernel to show
  const retell = () => {
    for (const [id, options] of model.get("sections").flatMap(({ questions }) => questions.map((one) => [one.id, one.options]))) {
      const shown = questions.find((one) => one.id === id)?.options ?? [];
      options.forEach(({ alert }, place) => Object.assign(shown[place]?.alert ?? {}, alert));
    }
    showAll();
  };
  model.on("change:sections", retell);
  model.on("change:status", showStatus);
  model.on("change:answers", receive);
  model.on("change:problem", showProblem);
  return () => {
    send.flush();
    country.forget();
    model.off("change:sections", retell);
    model.off("change:answers", receive);
    model.off("change:problem", showProblem);
    model.off("change:status", showStatus);
  };
}

/** Only a served page gives answers back after a reload: in a notebook a new form is a new person. */
const isServed = () => document.body.dataset.siteState !== undefined;

function keep(answers) {
  if (!isServed()) return;
  try {
    if (Object.keys(answers).length) sessionStorage.setItem(KEPT, JSON.stringify(answers));
    else sessionStorage.removeItem(KEPT);
  } catch {
    // a browser may forbid it: then nothing is kept
  }
}

function kept() {
  try {
    return isServed() ? (JSON.parse(sessionStorage.getItem(KEPT)) ?? undefined) : undefined;
  } catch {
    return undefined;
  }
}

/** Invented people to try the guide with, folded away. */
function examples(people, labels, show) {
  if (!people.length) return "";
  const buttons = people.map((one) => make("button", { type: "button", onclick: () => show(one) }, one.text));
  const summary = make("summary", {}, labels.example_title);
  return make("details", { class: "cg-examples" }, summary, make("p", {}, labels.example_intro), ...buttons);
}

/** Call `action` at once, then at most every SEND_EVERY_MS, and always once more after the last request. */
function throttled(action) {
  let timer;
  let waiting = false;
  const run = () => {
    timer = undefined;
    if (!waiting) return;
    waiting = false;
    timer = setTimeout(run, SEND_EVERY_MS);
    action();
  };
  const request = () => {
    waiting = true;
    if (timer === undefined) run();
  };
  request.cancel = () => {
    waiting = false;
  };
  request.flush = () => {
    clearTimeout(timer);
    run();
  };
  return request;
}

/** A section that is always open, or a step that folds; both with a heading and "3 of 8 answered". */
function buildSection(section, fields) {
  const headingId = freshId();
  const heading = make("h2", { id: headingId }, section.title);
  const progress = make("span", { class: "cg-progress" });
  const body = [make("p", { class: "cg-intro" }, section.intro), ...fields];
  const step = section.always_open
    ? undefined
    : make("details", {}, make("summary", {}, heading, progress), ...body);
  const inside = step ? [step] : [heading, ...body];
  const element = make(
    "section",
    { class: `cg-section cg-section-${section.id}`, "data-section": section.id, "aria-labelledby": headingId },
    ...inside,
  );
  return { element, section, step, progress };
}

function nextButton({ step, section }, labels) {
  const open = () => {
    step.open = true;
    const summary = step.querySelector("summary");
    summary.focus({ preventScroll: true });
    summary.scrollIntoView();
  };
  return make("button", { type: "button", class: "cg-next", onclick: open }, fill(labels.next, { title: section.title }));
}

/** On a narrow page the result stands below all questions; this button stays in sight, says how urgent, and leads there. */
function resultButton(el, labels) {
  const button = make("button", { type: "button" });
  const element = make("div", { class: "cg-to-result" }, button);
  button.addEventListener("click", () => {
    const result = el.closest(".cg-page")?.querySelector(".cg-result");
    if (!result) return;
    result.querySelector(".cg-way-back")?.remove();
    result.prepend(wayBack(labels, scrollY));
    result.scrollIntoView();
  });
  // whoever answers again is back, by this way or another; a window that comes to the front only finds its focus again
  el.addEventListener("focusin", ({ target }) => {
    if (target !== button) el.closest(".cg-page")?.querySelector(".cg-way-back")?.remove();
  });
  const say = (text, level) => {
    button.textContent = text;
    button.className = `cg-level-${level}`;
  };
  return { element, say };
}

/** A button above the result that leads back to the question a person came from. */
function wayBack(labels, before) {
  return make("button", { type: "button", class: "cg-way-back", onclick: () => scrollTo({ top: before }) }, labels.way_back);
}

export default { render };
