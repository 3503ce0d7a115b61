"""The records that ``data/`` is read into. They hold facts and text; they read no file and decide nothing.

Each class is one kind of record and each field one key of its table, so the fields *are* the file format. A field
with a default may be left out; all else must be written.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, Literal

from crampguide.knowledge.asked import Amount, Clash, Question, Screen, Section  # noqa: TC001
from crampguide.knowledge.beside import INTERNATIONAL, Caution, Claim, Country, Example, LookAlike, MedicalTerm, Picture

# the strict reader looks up the types of fields at run time
from crampguide.knowledge.counted import Baseline, Counts, Frequency  # noqa: TC001
from crampguide.knowledge.dangers import Act, Basis, Danger  # noqa: TC001
from crampguide.knowledge.names import key_of
from crampguide.knowledge.presentations import (
    NO_CAUSE,
    OF_PRIORS,
    Finding,
    Presentation,
    Signs,
    boxes_of,
    lay_out,
    places_of,
)
from crampguide.knowledge.release import Release  # noqa: TC001
from crampguide.knowledge.rules import Rule  # noqa: TC001
from crampguide.knowledge.treatments import Treatment  # noqa: TC001

Certainty = Literal["high", "moderate", "low", "very_low"]
Setting = Literal["rest", "exercise", "both"]
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


SourceKind = Literal[
    "article",
    "review",
    "guideline",
    "label",
    "dataset",
    "conference",
    "official",
    "reference_work",
    "organisation",
    "judgement",
]
"""What a source is: ``official`` is a health service, an agency or a hospital in its own words, ``reference_work`` a
manual or textbook, ``organisation`` a charity or society."""

PRIMARY: Final = frozenset({"article", "review", "guideline", "label", "dataset", "conference", "official"})
"""Kinds that are the study, guidance or advice itself and no account of it by others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One publication. Its id is the citation key that every number names.

    ``doi`` and ``pmid`` lead to it; ``url`` is used where there is neither. ``note`` says what was read of it.
    Newspapers and sellers are no kind: what hangs on one is replaced, or named our judgement.
    """

    id: str
    title: str
    kind: SourceKind
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
    would call them the cause, so they stand after the causes. ``change`` says whether a habit, a review of medicines or
    care for an illness could change it. ``builds_up`` marks a medicine whose harm grows with time: that it is not new
    does not clear it.
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
    builds_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One published number: how much more common cramps are with a contributor than without.

    ``value``, ``low`` and ``high`` are a ratio and its 95 % interval; ``comparator_risk`` [0-1] is how common cramps
    are without the contributor and turns an odds ratio into a risk ratio. ``when`` narrows it (a trimester, say).
    For a contributor with a dose, the ratio is for one unit of dose. ``setting``: ``rest`` is cramps at night or at
    rest, ``exercise`` in sport. ``frequency``: ``any`` cramps, or ``frequent`` ones, five or more nights a month.
    ``taken`` says of a medicine in whom it was counted: ``new`` in its first year, ``long`` in those who take it long.
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
    taken: Literal["any", "new", "long"] = "any"


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


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """Everything in ``data/``, in file order, told for one ``country``. Look-ups by id are made once, on first use.

    Examples
    --------
    >>> from crampguide import load_knowledge
    >>> load_knowledge().contributor_by_id["statin"].name
    'Statin'
    """

    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    clashes: tuple[Clash, ...]
    screens: tuple[Screen, ...]
    references: tuple[Reference, ...]
    contributors: tuple[Contributor, ...]
    effects: tuple[Effect, ...]
    findings: tuple[Finding, ...]
    presentations: tuple[Presentation, ...]
    dangers: tuple[Danger, ...]
    advice: tuple[Advice, ...]
    treatments: tuple[Treatment, ...]
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

    def with_effect(self, effect: str, value: float) -> Knowledge:
        """Return other knowledge, in which one published number is another, to see what hangs on it.

        Parameters
        ----------
        effect : str
            Its id; `crampguide.effects` lists them.
        value : float > 0
            The new ratio, in its own measure [-]; 1: no effect. Its interval moves along, as wide on the log scale.

        Returns
        -------
        Knowledge
            A new one; this one stays as it is.

        Raises
        ------
        ValueError
            If the ratio is not above 0, or no effect has the id.

        Examples
        --------
        >>> from crampguide import load_knowledge
        >>> changed = load_knowledge().with_effect("garrison_laba", 1.21)
        >>> [(e.value, round(e.low, 2), round(e.high, 2)) for e in changed.effects_by_contributor["laba"]]
        [(1.21, 1.01, 1.45)]
        """
        if not value > 0 or not math.isfinite(value):
            message = f"a ratio is a number above 0, not {value}"
            raise ValueError(message)
        if effect not in {one.id for one in self.effects}:
            message = f"no effect has the id {effect!r}"
            raise ValueError(message)
        moved = tuple(
            replace(one, value=value, low=one.low * value / one.value, high=one.high * value / one.value)
            if one.id == effect
            else one
            for one in self.effects
        )
        return replace(self, effects=moved)

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
    def treatments_by_advice(self) -> dict[str, tuple[Treatment, ...]]:
        """What was found about each piece of advice, in file order."""
        return {one.id: tuple(t for t in self.treatments if t.of == one.id) for one in self.advice}

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
    def chances(self) -> dict[tuple[str, str], float]:
        """In how many of those who ask [0-1] a box is ticked or a choice is made, where it is known."""
        told = ((next(one.when.terms()), one) for one in self.findings if len(one.when.alternatives) == 1)
        return {(term.question, term.options[0]): one.of_100 / 100 for term, one in told if len(term.options) == 1}

    @cached_property
    def statable(self) -> tuple[Contributor, ...]:
        """Contributors that a person can state, in file order."""
        return tuple(one for one in self.contributors if one.when or one.dose)

    @cached_property
    def medicines_of(self) -> dict[str, tuple[str, ...]]:
        """The boxes of medicines by which each contributor is stated."""
        return {one.id: boxes_of(one.when) for one in self.contributors}

    @cached_property
    def kinds_of_medicine(self) -> dict[str, str]:
        """The boxes of the lists that names lead to, by their words as names are compared."""
        named = (question for question in self.questions if question.named)
        return {key_of(option.text): option.id for question in named for option in question.options}

    @cached_property
    def fading(self) -> frozenset[str]:
        """Medicines that weigh less when they are not new, and no study of long use says by how much."""
        counted = {effect.contributor for effect in self.effects if effect.taken == "long"}
        stated = (one for one in self.contributors if self.medicines_of[one.id] and not one.builds_up)
        return frozenset(one.id for one in stated if one.id not in counted)

    @cached_property
    def ruled_out(self) -> frozenset[str]:
        """Contributors that must be ruled out at once: the summary names them without a number."""
        return frozenset(cause for danger in self.dangers for cause in danger.causes)

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
