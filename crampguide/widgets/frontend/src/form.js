// All questions as native controls behind one synced dict of answers. The controls are built once and updated.
import { countryChoice } from "./country.js";
import { claim, make } from "./dom.js";
import { buildField } from "./fields.js";
import { isServed, keep, kept } from "./kept.js";
import { resultButton } from "./result_button.js";
import { buildSection, examplesFold, linkSteps } from "./section.js";
import { isSkipped, without } from "./skipping.js";
import { throttled } from "./throttle.js";
import { fill } from "./words.js";

/**
 * @import { RenderProps } from "@anywidget/types"
 * @import { Answer, Answers, Example, FormTraits, Question, Substance } from "./types.js"
 */

const SEND_EVERY_MS = 100;

/** @param {RenderProps<FormTraits>} props */
function render({ model, el }) {
  claim(el, "cg-questions");
  const labels = model.get("labels");
  let answers = { ...model.get("answers") };
  const send = throttled(() => {
    model.set("answers", answers);
    model.save_changes();
  }, SEND_EVERY_MS);

  /** @type {Map<string, ReturnType<typeof buildField>>} */
  const fields = new Map(); // question id to its field
  /**
   * @param {string} id
   * @param {Answer | undefined} answer
   */
  const report = (id, answer) => {
    const others = without(id, answers);
    answers = answer === undefined ? others : { ...others, [id]: answer };
    fields.get(id)?.show(answer);
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
    for (const question of questions) {
      const field = fields.get(question.id);
      if (field) field.element.hidden = !(isAsked(question) || isAnswered(question));
    }
  };

  const askNames = namesOf(model);
  const problem = make("div", { class: "cg-problem", role: "alert" });
  const note = make("p", { class: "cg-said", role: "status" });
  /** @param {Example} person */
  const showExample = ({ id, text }) => {
    if (Object.keys(answers).length && !confirm(labels.example_sure)) return;
    model.send({ kind: "example", id });
    note.textContent = fill(labels.example_shown, { text });
  };
  const questions = model.get("sections").flatMap((section) => section.questions);
  for (const question of questions) {
    fields.set(
      question.id,
      buildField(question, labels, (answer) => report(question.id, answer), askNames),
    );
  }
  const sections = model.get("sections").map((section) =>
    buildSection(
      section,
      section.questions.flatMap(({ id }) => fields.get(id)?.element ?? []),
    ),
  );
  linkSteps(sections, labels);
  const clearAll = () => {
    if (!confirm(labels.start_again_sure)) return;
    note.textContent = "";
    replace({});
    el.scrollIntoView();
    el.querySelector("input")?.focus({ preventScroll: true });
  };
  const startAgain = make("button", { type: "button", class: "cg-start-again", onclick: clearAll }, labels.start_again);
  const toResult = resultButton(el, labels);
  const [danger, ...others] = sections.map(({ element }) => element);
  const people = examplesFold(model.get("examples"), labels, showExample);
  const country = countryChoice(model, labels);
  el.append(problem, note, danger, country.element, people, ...others, startAgain, toResult.element);

  /** @param {Question} question */
  const isAsked = (question) => !isSkipped(question.skip_if, answers);
  /** @param {Question} question */
  const isAnswered = ({ id }) => id in answers;
  const showProgress = () => {
    for (const { progress, section } of sections) {
      const asked = section.questions.filter(isAsked);
      const done = asked.filter(isAnswered).length;
      progress.textContent = fill(labels.progress, { done, total: asked.length });
    }
  };
  const showAll = () => {
    for (const [id, field] of fields) field.show(answers[id]);
    settle();
  };
  /** @param {Answers} all */
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
    const fold = problem.closest("details");
    if (text && fold) fold.open = true;
  };
  const showStatus = () => {
    const status = model.get("status");
    toResult.say(status);
    // what a served page says above must not gainsay it
    if (isServed()) document.body.toggleAttribute("data-site-urgent", status.is_urgent ?? false);
  };

  const before = Object.keys(answers).length || !model.get("keeps") ? null : kept();
  if (before) {
    replace(before);
    note.textContent = labels.restored;
  } else showAll();
  showProblem();
  showStatus();
  // another country's number in the alerts, which need no kernel to show
  const retell = () => {
    const retold = new Map(
      model.get("sections").flatMap((section) => section.questions.map((told) => [told.id, told])),
    );
    for (const question of questions) {
      for (const [place, option] of question.options.entries()) {
        if (option.alert) Object.assign(option.alert, retold.get(question.id)?.options[place]?.alert);
      }
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

/**
 * Return what brings the names of medicines from the kernel: once, and not before somebody searches for one.
 * @param {RenderProps<FormTraits>["model"]} model
 * @returns {() => Promise<Substance[]>}
 */
function namesOf(model) {
  /** @type {Promise<Substance[]> | undefined} */
  let names;
  return () => {
    names ??= new Promise((resolve) => {
      /** @param {{ kind: string, names: Substance[] }} message */
      const receive = (message) => {
        if (message.kind !== "names") return;
        model.off("msg:custom", receive);
        resolve(message.names);
      };
      model.on("msg:custom", receive);
      model.send({ kind: "names" });
    });
    return names;
  };
}

export default { render };
