// What Python sends and takes, in the shapes that crampguide/widgets/*.py describe, and what has no types of its own.

/** Sentences by the name under which Python's `words_of` sends them; tests/test_views.py holds that each is there. */
export type Labels = Record<string, string>;

export type Level = "self_care" | "routine" | "days" | "same_day" | "emergency";

/** What one box of a checklist was told. */
export type State = "yes" | "no" | "not_sure";

/** An answer to one question, in the form that crampguide.Profile takes. */
export type Answer = number | string | Record<string, string>;

/** Question id to answer. What is not answered is not in it. */
export type Answers = Record<string, Answer>;

export interface Option {
  id: string;
  text: string;
  note: string;
  group: string;
  picture?: string;
  alert?: { level: Level; text: string };
}

/** One reason not to ask: another question has one of these answers, or its number is that far from a bound. */
export interface SkipReason {
  question: string;
  options: string[];
  verb: "is" | ">=" | "<=" | ">" | "<";
  bound: number;
}

/** What boxes of one group stand behind; a list without groups has one for all. */
export interface Tile {
  name: string;
  hint: string;
}

/** A step of the interview, with the ids of its questions. */
export interface Screen {
  id: string;
  title: string;
  questions: string[];
  opening: boolean;
  picture?: string;
}

/** What the kernel says comes next; no screen once all have been seen. */
export interface Step {
  screen: string;
  left: number | undefined;
  said: string;
}

/** Where a person is in the interview. */
export interface Place {
  done: string[];
  current: string;
}

/** The field of a question. */
export interface Field {
  element: HTMLElement;
  show: (answer: Answer | undefined) => void;
}

interface AnyQuestion {
  id: string;
  text: string;
  why: string;
  private: boolean;
  skip_if: SkipReason[];
  options: Option[];
}

export interface NumberQuestion extends AnyQuestion {
  kind: "number";
  low: number;
  high: number;
  step: number;
  start: number;
  unit: string;
  unit_one: string;
  helper: string;
  amounts: Amount[];
}

/** Words that stand for a number. */
export interface Amount {
  id: string;
  text: string;
  typical: number;
}

export interface ListQuestion extends AnyQuestion {
  kind: "choice" | "checklist";
  named: boolean;
  tiles: Tile[];
}

/** A question that takes names of medicines; `list` is the question whose boxes they tick, `kinds` are these boxes. */
export interface NamesQuestion extends AnyQuestion {
  kind: "names";
  times: Pick<Option, "id" | "text">[];
  list: string;
  kinds: (Option & { known_as: "adds" | "danger" | "known" })[];
}

/** What a medicine is called, the boxes it belongs to, and everything else it is called. */
export type Substance = [label: string, boxes: string[], names: string[]];

/** A name as it is written and as it is compared, and whose it is. */
export interface Name {
  name: string;
  key: string;
  place: number;
  substance: Substance;
}

/** A name that fits what was typed or only comes near, whose it is, and whether it is kept although we do not know it. */
export interface Named {
  name: string;
  label: string;
  boxes: string[];
  isNear: boolean;
  isKept?: boolean;
}

export type Question = NumberQuestion | ListQuestion | NamesQuestion;

export interface Section {
  id: string;
  title: string;
  intro: string;
  always_open: boolean;
  questions: Question[];
}

export interface Example {
  id: string;
  text: string;
}

/** What the button to the result says: nothing of its own without a title. */
export interface Status {
  level?: Level | "unchecked";
  title?: string;
  is_urgent?: boolean;
  lead?: string;
}

/** A region's id and its HTML. */
export type Region = [id: string, html: string];

/** The same on the way from Python, where null stands for HTML that is here already. */
export type SentRegion = [id: string, html: string | null];

export interface Layout {
  height?: number;
  legend?: object;
  font?: object;
  paper_bgcolor?: string;
  plot_bgcolor?: string;
  meta?: { rows?: ChartRow[] };
  [axisOrOther: string]: unknown;
}

/** Where a row of a chart ends [px from its top], and the contributor that it shows. */
export type ChartRow = [bottom: number, contributor: string];

export interface Figure {
  data?: object[];
  layout?: Layout;
}

/** The two functions of Plotly that a chart calls. */
export interface Plotly {
  react: (place: HTMLElement, data: object[], layout: object, config: object) => Promise<unknown>;
  purge: (place: HTMLElement) => void;
}

export type Action = "open" | "close" | "reset" | "fill" | "end" | "count_phones_anew" | "address";

/** A question whose hands can be counted. */
export interface Hands {
  id: string;
  text: string;
  options: string[];
  numbers: number[];
}

export interface SteeringState {
  forward: string;
  can: (Action | "back")[];
  hands: Hands[];
  length: { lengths: number[]; length: number } | null;
  links: Partial<Record<"notes" | "report" | "totals" | "sheets", string>>;
}

export interface ChartTraits {
  figure: Figure;
  label: string;
  title: string;
  note: string;
}

/** Whom to call in one country; `tel` is empty where no one number fits all. */
export interface Country {
  id: string;
  name: string;
  emergency: string;
  tel: string;
}

export interface FormTraits {
  sections: Section[];
  screens: Screen[];
  labels: Labels;
  answers: Answers;
  problem: string;
  problem_at: string;
  status: Status;
  countries: Country[];
  country: string;
  examples: Example[];
  keeps: boolean;
}

export interface HtmlTraits {
  regions: Region[];
}

export interface SteeringTraits {
  labels: Labels;
  state: SteeringState;
  said: string;
}

export interface TakeAwayTraits {
  labels: Labels;
}

declare global {
  // biome-ignore lint/style/useVarsOnTop: only `var` declares a name of globalThis
  var crampguidePlotly: Promise<Plotly> | undefined;
}
