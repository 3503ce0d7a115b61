// All questions as native controls behind one synced dict of answers. The controls are built once and updated.

import { QUESTION } from "./agreed.js";
import { answerBar } from "./answer_bar.js";
import { countryChoice } from "./country.js";
import { claim, GO, make } from "./dom.js";
import { buildField } from "./fields.js";
import { standBefore } from "./first.js";
import { buildInterview } from "./interview.js";
import { areBack, isServed, keep, kept, noteBack } from "./kept.js";
import { asked } from "./kernel.js";
import { buildLayouts } from "./layouts.js";
import { resultButton } from "./result_button.js";
import { buildSection, examplesFold, linkSteps } from "./section.js";
import { sending } from "./sending.js";
import { isSkipped, without } from "./skipping.js";
import { fill } from "./words.js";

/**
 * @import { RenderProps } from "@anywidget/types"
 * @import { Answer, Answers, Example, FormTraits, Question } from "./types.js"
 */

/** @param {RenderProps<FormTraits> & { isFirst?: boolean }} props */
function render({ model, el, isFirst = false }) {
  claim(el, "cg-questions");
  const labels = model.get("labels");
  let answers = { ...model.get("answers") };
  const send = sending(
    { model, el, isFirst },
    () => answers,
    () => showStatus(),
  );

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
    interview.settle();
    tellPage();
    if (model.get("keeps")) keep(answers);
  };
  // past the first screen, what a served page says above the questions would only be in the way
  const tellPage = () => {
    if (!isServed()) return;
    document.body.toggleAttribute("data-site-past", layouts.isInterview() && interview.isPastStart());
  };
  // what no longer applies is not asked; an answer already given stays in sight, and whether it can be is said by `problem`
  const skipQuestions = () => {
    for (const question of questions) {
      const field = fields.get(question.id);
      if (field) field.element.hidden = !(isAsked(question) || isAnswered(question));
    }
  };

  const problem = make("div", { class: "cg-problem", role: "alert" });
  const note = make("p", { class: "cg-said", role: "status" });
  /** @param {Example} person */
  const showExample = ({ id, text }) => {
    if (Object.keys(answers).length && !confirm(labels.example_sure)) return;
    model.send({ kind: "example", id });
    note.textContent = fill(labels.example_shown, { text });
  };
  const questions = model.get("sections").flatMap((section) => section.questions);
  const byId = new Map(questions.map((question) => [question.id, question]));
  const askNames = asked(model, "names");
  for (const question of questions) {
    fields.set(
      question.id,
      buildField(question, labels, (answer) => report(question.id, answer), askNames),
    );
  }
  const sections = model.get("sections").map(buildSection);
  linkSteps(sections, labels);
  const clearAll = () => {
    if (!confirm(labels.start_again_sure)) return;
    note.textContent = "";
    replace({});
    interview.restart();
    bar.hide();
    el.scrollIntoView();
    if (!layouts.isInterview()) el.querySelector("input")?.focus({ preventScroll: true });
  };
  const startAgain = make("button", { type: "button", class: "cg-start-again", onclick: clearAll }, labels.start_again);
  const toResult = resultButton(el, labels, () => layouts.isInterview() && bar.show());
  const [danger, ...others] = sections.map(({ element }) => element);
  const people = examplesFold(model.get("examples"), labels, showExample);
  const country = countryChoice(model, labels, send);

  /** @param {Question} question */
  const isAsked = (question) => !isSkipped(question.skip_if, answers);
  /** @param {Question} question */
  const isAnswered = ({ id }) => id in answers;
  const interview = buildInterview({
    screens: model.get("screens"),
    fields,
    labels,
    question: (id) => /** @type {Question} */ (byId.get(id)),
    isAsked,
    answers: () => answers,
    status: () => model.get("status"),
    report,
    askStep: (done) => {
      send.flush();
      return asked(model, "step")({ done });
    },
    toResult: toResult.element,
    onShow: () => tellPage(),
    finish: (left) => bar.show(left),
  });
  const list = {
    element: make("div", { class: "cg-list" }, danger, ...others),
    enter: () => {
      for (const { section, fields: place } of sections) {
        place.append(...section.questions.flatMap(({ id }) => fields.get(id)?.element ?? []));
      }
      for (const tile of danger.querySelectorAll("details")) tile.open = true; // there is room for all signs
      list.element.after(toResult.element);
    },
  };
  const layouts = buildLayouts({ interview, list }, labels);
  const bar = answerBar(el, labels, {
    sharpen: () => interview.sharpen(),
    goBack: () => interview.settle(),
  });
  const beside = make("div", { class: "cg-beside" }, layouts.change, country.element, people, startAgain);
  el.append(problem, note, interview.element, list.element, beside);

  const showProgress = () => {
    for (const { progress, section } of sections) {
      const open = section.questions.filter(isAsked);
      const done = open.filter(isAnswered).length;
      progress.textContent = fill(labels.progress, { done, total: open.length });
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
    // our own, or older than those on their way
    if (model.get("answers") === answers || send.isWaiting()) return;
    send.cancel();
    answers = { ...model.get("answers") };
    showAll();
  };
  const showProblem = () => {
    const text = model.get("problem");
    const at = model.get("problem_at");
    (fields.get(at)?.element ?? note).before(problem);
    problem.textContent = text;
    if (text && at) reveal(at);
    const fold = problem.closest("details");
    if (text && fold) fold.open = true;
  };
  const showStatus = () => {
    const status = model.get("status");
    toResult.say(send.isSilent() ? {} : status); // it says what stands first
    // what a served page says above must not gainsay it
    if (isServed()) document.body.toggleAttribute("data-site-urgent", status.is_urgent ?? false);
  };
  /** @param {string} id */
  const reveal = (id) => {
    bar.hide();
    if (layouts.isInterview()) interview.reveal(id);
  };
  el.addEventListener(GO, ({ target }) => {
    const field = target instanceof Element ? target.closest(`[id^="${QUESTION}"]`) : null;
    if (field instanceof HTMLElement) reveal(field.dataset.question ?? "");
  });

  const before = Object.keys(answers).length || !model.get("keeps") ? null : kept();
  layouts.show();
  if (before) {
    replace(before);
    if (isFirst) noteBack();
    if (areBack()) note.textContent = labels.restored;
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
    send.end();
    country.forget();
    model.off("change:sections", retell);
    model.off("change:answers", receive);
    model.off("change:problem", showProblem);
    model.off("change:status", showStatus);
  };
}

standBefore(render);

export default { render };
