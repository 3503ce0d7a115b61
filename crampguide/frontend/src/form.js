// All questions as native controls behind one synced dict of answers. The controls are built once and updated.
import { claim, fill, freshId, make } from "./dom.js";
import { buildField } from "./fields.js";

const SEND_EVERY_MS = 100;
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
    showProgress();
    send();
  };

  const problem = make("div", { class: "cg-problem", role: "alert" });
  const sections = model.get("sections").map((section) => {
    const inside = section.questions.map((question) => {
      const field = buildField(question, labels, (answer) => report(question.id, answer));
      fields.set(question.id, field);
      return field.element;
    });
    return buildSection(section, inside);
  });
  const steps = sections.filter(({ step }) => step);
  if (steps.length) steps[0].step.open = true;
  steps.forEach(({ step }, place) => {
    if (place + 1 < steps.length) step.append(nextButton(steps[place + 1], labels));
  });
  const clearAll = () => {
    if (!confirm(labels.start_again_sure)) return;
    replace({});
    el.scrollIntoView();
    el.querySelector("input").focus({ preventScroll: true });
  };
  const startAgain = make("button", { type: "button", class: "cg-start-again", onclick: clearAll }, labels.start_again);
  const toResult = resultButton(el);
  el.append(problem, ...sections.map(({ element }) => element), startAgain, toResult);

  const showProgress = () => {
    for (const { progress, section } of sections) {
      const done = section.questions.filter(({ id }) => id in answers).length;
      progress.textContent = fill(labels.progress, { done, total: section.questions.length });
    }
  };
  const showAll = () => {
    for (const [id, field] of fields) field.show(answers[id]);
    showProgress();
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
    problem.textContent = model.get("problem");
  };

  const showStatus = () => {
    const { level, title } = model.get("status");
    toResult.className = `cg-to-result cg-level-${level ?? "none"}`;
    toResult.textContent = URGENT.has(level) ? fill(labels.see_why, { level: title }) : labels.to_result;
  };

  showAll();
  showProblem();
  showStatus();
  model.on("change:status", showStatus);
  model.on("change:answers", receive);
  model.on("change:problem", showProblem);
  return () => {
    send.flush();
    model.off("change:answers", receive);
    model.off("change:problem", showProblem);
    model.off("change:status", showStatus);
  };
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
function resultButton(el) {
  const go = () => el.closest(".cg-page")?.querySelector(".cg-result")?.scrollIntoView();
  return make("button", { type: "button", onclick: go });
}

export default { render };
