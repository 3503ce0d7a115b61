"""The records that ``data/`` is read into. They hold facts and text; they read no file and decide nothing.

Each class is one kind of record and each field one key of its TOML table, so the field list below *is* the file
format. A field with a default may be left out; everything else must be written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from crampguide.knowledge.asked import Amount, Clash, Question, Section  # noqa: TC001

# the strict reader looks up the types of fields at run time
from crampguide.knowledge.beside import INTERNATIONAL, Country, Example, MedicalTerm, Picture
from crampguide.knowledge.dangers import Act, Basis, Danger  # noqa: TC001
from crampguide.knowledge.presentations import NO_CAUSE, OF_PRIORS, Finding, Presentation, Signs, lay_out, places_of
from crampguide.knowledge.release import Release  # noqa: TC001
from crampguide.knowledge.rules import Rule  # noqa: TC001

Certainty = Literal["high", "moderate", "low", "very_low"]
Setting = Literal["rest", "exercise", "both"]
Frequency = Literal["any", "frequent"]
Measure = Literal["risk_ratio", "odds_ratio", "rate_ratio", "prevalence_ratio", "sequence_ratio"]
Group = Literal[
    "dehydration",
    "electrolytes",
    "overuse_fatigue",
    "posture_standing",
    "nutrition",
    "diabetes",
    "neuropathy",
    "thyroid",
    "kidney",
    "liver",
    "pregnancy",
    "neuromuscular",
    "spine",
    "vascular",
    "medication",
    "alcohol",
    "endocrine_other",
    "age_and_body",
    "other",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One publication. Its id is the citation key that every number names.

    ``doi`` and ``pmid`` lead to it; ``url`` is used where there is neither.
    """

    id: str
    title: str
    kind: Literal["article", "review", "guideline", "public_page", "label", "dataset", "conference", "judgement"]
    authors: str = ""
    year: int = 0
    journal: str = ""
    doi: str = ""
    pmid: str = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """How much of an exposure: ``(answer - reference) / per`` units, counted in one direction only.

    ``reference``, ``per``, ``limit`` and ``typical`` are in the unit of the question. Beyond ``limit`` more counts
    no further. ``typical`` stands in for the answer when a person is not sure.
    """

    question: str
    reference: float
    per: float
    limit: float
    typical: float
    direction: Literal["above", "below"] = "above"

    def units(self, answer: float) -> float:
        """Return the dose of an answer [multiples of ``per``, at least 0]."""
        sign = 1.0 if self.direction == "above" else -1.0
        reach = (min(answer, self.limit) if sign > 0 else max(answer, self.limit)) - self.reference
        return max(0.0, sign * reach / self.per)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """Something that may cause cramps: a stated exposure, a dose, or an illness that nobody has found yet.

    ``when`` says when it is stated, ``dose`` by what degrees; with neither, only presentations can bring it up.
    ``prevalence`` [0-1] stands in for a person who is not sure. ``unless`` says what counts for it already. ``ask``
    names what a clinician would consider. ``background`` marks age and sex: they make cramps more common, but nobody
    would call them the cause, so they stand after the causes. ``danger`` marks what must be ruled out at once: the
    summary names it without a number. ``change`` says whether a habit, a review of medicines or care for an illness
    could change it.
    """

    id: str
    group: Group
    name: str
    plain: str
    references: tuple[str, ...]
    when: Rule | None = None
    dose: Dose | None = None
    prevalence: float | None = None
    prevalence_reference: str = ""
    ask: str = ""
    change: Literal["habit", "review", "care", "none"] = "none"
    unless: Rule | None = None
    background: bool = False
    danger: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One published number: how much more common cramps are with a contributor than without.

    ``value``, ``low`` and ``high`` are a ratio and its 95 % interval; ``comparator_risk`` [0-1] is how common cramps
    are without the contributor and turns an odds ratio into a risk ratio. ``when`` narrows it (a trimester, say).
    For a contributor with a dose, the ratio is for one unit of dose. ``setting``: ``rest`` is cramps at night or at
    rest, ``exercise`` in sport. ``frequency``: ``any`` cramps, or ``frequent`` ones, five or more nights a month.
    """

    id: str
    contributor: str
    setting: Setting
    frequency: Frequency
    measure: Measure
    value: float
    low: float
    high: float
    certainty: Certainty
    basis: Basis
    reference: str
    locator: str
    population: str
    finding: str
    comparator_risk: float | None = None
    when: Rule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """People out of 100 with the same outcome in two groups of a trial."""

    outcome: str
    without: int
    with_it: int
    low: int
    high: int
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """Whom advice does not fit, and what they should do."""

    when: Rule
    text: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Something to try or to ask for. ``when`` narrows whom it is for; a caution that applies replaces it.

    ``unless`` names people it is not shown to. ``acts`` says what it asks a person to do: a danger that forbids one of
    them replaces it, too.
    """

    id: str
    moment: Literal["during", "tonight", "this_week", "with_clinician", "avoid"]
    name: str
    text: str
    evidence: str
    harms: str
    certainty: Certainty
    references: tuple[str, ...]
    when: Rule | None = None
    unless: Rule | None = None
    counts: Counts | None = None
    picture: str = ""
    cautions: tuple[Caution, ...] = ()
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAlike:
    """What feels like a cramp, and how it differs. ``when`` lifts it up, unless a cause it is ``same_as`` is named."""

    id: str
    name: str
    differs: tuple[str, ...]
    action: str
    references: tuple[str, ...]
    when: Rule | None = None
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A common claim about cramps and what studies found. ``when`` says for whom it matters."""

    id: str
    claim: str
    verdict: Literal["supported", "partly", "weak", "contradicted"]
    why: str
    references: tuple[str, ...]
    when: Rule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """How common night leg cramps are among people of one sex and age, in the past month.

    ``value`` [0-1] with its 95 % interval is a weighted proportion of ``people`` asked, aged ``age_low`` to
    ``age_high`` [completed years]; ``frequent`` means five nights or more.
    """

    id: str
    frequency: Frequency
    sex: Literal["female", "male"]
    age_low: int
    age_high: int
    value: float
    low: float
    high: float
    people: int
    reference: str
    locator: str


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """Everything in ``data/``, in file order, told for one ``country``. Look-ups by id are made once, on first use."""

    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    clashes: tuple[Clash, ...]
    references: tuple[Reference, ...]
    contributors: tuple[Contributor, ...]
    effects: tuple[Effect, ...]
    findings: tuple[Finding, ...]
    presentations: tuple[Presentation, ...]
    dangers: tuple[Danger, ...]
    advice: tuple[Advice, ...]
    look_alikes: tuple[LookAlike, ...]
    claims: tuple[Claim, ...]
    baselines: tuple[Baseline, ...]
    examples: tuple[Example, ...]
    terms: tuple[MedicalTerm, ...]
    pictures: tuple[Picture, ...]
    countries: tuple[Country, ...]
    release: Release
    country: str = INTERNATIONAL
    wording: dict[str, str] = field(default_factory=dict)

    @cached_property
    def question_by_id(self) -> dict[str, Question]:
        """Questions by id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def amounts_by_question(self) -> dict[str, dict[str, Amount]]:
        """Words that stand for a number, by id, for each question that has some."""
        told = (question for question in self.questions if question.amounts)
        return {question.id: {one.id: one for one in question.amounts} for question in told}

    @cached_property
    def reference_by_id(self) -> dict[str, Reference]:
        """References by citation key."""
        return {reference.id: reference for reference in self.references}

    @cached_property
    def contributor_by_id(self) -> dict[str, Contributor]:
        """Contributors by id."""
        return {contributor.id: contributor for contributor in self.contributors}

    @cached_property
    def effects_by_contributor(self) -> dict[str, tuple[Effect, ...]]:
        """Effects of each contributor, in file order."""
        return {c.id: tuple(e for e in self.effects if e.contributor == c.id) for c in self.contributors}

    @cached_property
    def presentations_by_contributor(self) -> dict[str, tuple[Presentation, ...]]:
        """Presentations of each contributor, in file order."""
        return {c.id: tuple(one for one in self.presentations if c.id in one.of) for c in self.contributors}

    @cached_property
    def how_common(self) -> dict[str, float]:
        """How many people have each contributor [0-1]: its prevalence, else in how many who ask it is the cause."""
        priors = {key: sum(one.prior for one in some) for key, some in self.presentations_by_contributor.items()}
        return {one.id: one.prevalence or priors[one.id] / OF_PRIORS for one in self.contributors}

    @cached_property
    def statable(self) -> tuple[Contributor, ...]:
        """Contributors that a person can state, in file order."""
        return tuple(one for one in self.contributors if one.when or one.dose)

    @cached_property
    def numbered(self) -> frozenset[str]:
        """Contributors that a study has a number for."""
        return frozenset(effect.contributor for effect in self.effects if effect.basis != "judgement")

    @cached_property
    def speakers(self) -> tuple[tuple[Contributor, ...], ...]:
        """The contributors that each presentation speaks for, what is stated first; none for plain cramps."""
        return tuple(
            tuple(self.contributor_by_id[contributor] for contributor in one.of if contributor != NO_CAUSE)
            for one in self.presentations
        )

    @cached_property
    def spoken_for(self) -> dict[str, tuple[int, ...]]:
        """The places of the presentations that can speak for each contributor."""
        return places_of([[contributor.id for contributor in some] for some in self.speakers])

    @cached_property
    def signs(self) -> Signs:
        """Presentations laid out for weighing a person's findings."""
        return lay_out(self.findings, self.presentations)

    @cached_property
    def dangers_by_answer(self) -> dict[tuple[str, str | None], tuple[Danger, ...]]:
        """Dangers that an answer speaks for, by question and option; the option is None for a number."""
        asked: dict[tuple[str, str | None], list[Danger]] = {}
        for danger in self.dangers:
            for answer in danger.answers:
                asked.setdefault(answer, []).append(danger)
        return {answer: tuple(some) for answer, some in asked.items()}

    @cached_property
    def contributors_by_answer(self) -> dict[tuple[str, str | None], tuple[Contributor, ...]]:
        """Contributors that an answer states, covers or resizes, by question and box (None: one answer)."""
        rules = [
            (one.when, one.unless, *(effect.when for effect in self.effects_by_contributor[one.id]))
            for one in self.contributors
        ]
        places = places_of([[answer for rule in some if rule for answer in rule.answers] for some in rules])
        return {answer: tuple(self.contributors[place] for place in some) for answer, some in places.items()}
