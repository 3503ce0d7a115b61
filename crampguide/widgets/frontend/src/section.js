// The parts that the questions stand in, and the example people.
import { freshId, make } from "./dom.js";
import { fill } from "./words.js";

/** @import { Example, Labels, Section } from "./types.js" */

/**
 * A section that is always open, or a step that folds; both with a heading, "3 of 8 answered" and a place for fields.
 * @param {Section} section
 */
export function buildSection(section) {
  const headingId = freshId();
  const heading = make("h2", { id: headingId }, section.title);
  const progress = make("span", { class: "cg-progress" });
  const fields = make("div", {});
  const body = [make("p", { class: "cg-intro" }, section.intro), fields];
  const step = section.always_open ? undefined : make("details", {}, make("summary", {}, heading, progress), ...body);
  const element = make(
    "section",
    { class: `cg-section cg-section-${section.id}`, "data-section": section.id, "aria-labelledby": headingId },
    ...(step ? [step] : [heading, ...body]),
  );
  return { element, section, step, progress, fields };
}

/**
 * Let each step lead to the next, and open the first.
 * @param {ReturnType<typeof buildSection>[]} sections
 * @param {Labels} labels
 */
export function linkSteps(sections, labels) {
  const steps = sections.flatMap(({ step, section }) => (step ? [{ step, title: section.title }] : []));
  if (steps.length) steps[0].step.open = true;
  steps.slice(1).forEach(({ step, title }, place) => {
    const open = () => {
      step.open = true;
      const summary = step.querySelector("summary");
      summary?.focus({ preventScroll: true });
      summary?.scrollIntoView();
    };
    const words = fill(labels.next, { title });
    steps[place].step.append(make("button", { type: "button", class: "cg-next", onclick: open }, words));
  });
}

/**
 * Invented people to try the guide with, folded away.
 * @param {Example[]} people
 * @param {Labels} labels
 * @param {(person: Example) => void} show
 */
export function examplesFold(people, labels, show) {
  if (!people.length) return "";
  const buttons = people.map((one) => make("button", { type: "button", onclick: () => show(one) }, one.text));
  const summary = make("summary", {}, labels.example_title);
  return make("details", { class: "cg-examples" }, summary, make("p", {}, labels.example_intro), ...buttons);
}
