"""How illnesses and circumstances show: findings in bands of frequency, and how common each finding is anyway.

A presentation says which findings people have whose cramps come from one cause, as knowledge bases of rare disease do.
With how common a finding is in all who ask, it becomes a likelihood ratio, for a finding that is there and for one that
the person said no to.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from crampguide.knowledge.dangers import Basis  # noqa: TC001 - the strict reader looks up the types of fields
from crampguide.knowledge.rules import Rule, parse_rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NO_CAUSE: Final = "no_cause"
"""What the presentations of plain cramps speak for; every other one is compared with them."""

OF_100: Final = {
    "always": 98.0,
    "very_frequent": 88.0,
    "frequent": 55.0,
    "occasional": 15.0,
    "rare": 3.0,
    "excluded": 0.3,
}
"""How many of 100 people with the cause have a finding of each band: the middle of the band."""

RARE: Final = OF_100["rare"]

OF_PRIORS: Final = 1000
"""The people who ask that a prior counts in."""

EVOKING: Final = math.log(2)
"""Log ratio from which one finding brings a presentation to mind; without any, it is not considered."""

MEDICINES: Final = "medicines"
"""The list of medicines."""

CHANGE: Final = "medicine_change"
"""The question whether cramps began soon after a new medicine."""

RISKS: Final = frozenset(
    {
        *("age", "sex", "bmi", "smoking", "conditions", MEDICINES, CHANGE, "family", "activity"),
        *("stretching", "nights_a_month", "pain", "started", "course", "pregnancy", "alcohol_drinks"),
    }
)
"""Questions of which no answer brings an illness to mind: they make one likelier that something else points to."""

Key = TypeVar("Key")
Signing = Callable[[int, float], "Sign"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something a person may tell, and how many of 100 people who ask tell it, whatever the cause.

    The id is the finding itself, in the language of rules, such as ``"body has thirst"``. Findings with the same
    ``together`` go together and count once, at their strongest; so do those of one choice or number. A harmless cause
    brings what is marked ``alarming`` as rarely as anything else does.
    """

    id: str
    of_100: float
    reference: str
    together: str = ""
    alarming: bool = False

    @cached_property
    def when(self) -> Rule:
        """The finding as a rule."""
        return parse_rule([self.id])

    @cached_property
    def question(self) -> str:
        """The question that it asks."""
        return next(self.when.terms()).question

    @cached_property
    def is_box(self) -> bool:
        """Whether it is a box to tick."""
        return next(self.when.terms()).verb == "has"

    @cached_property
    def boxes(self) -> tuple[str, ...]:
        """The findings of its boxes one by one, such as "medicines has statin"; none for a choice or a number."""
        terms = self.when.terms() if self.is_box else ()
        return tuple(f"{term.question} has {option}" for term in terms for option in term.options)

    @cached_property
    def box(self) -> str:
        """The box it is, or nothing where it joins several."""
        return self.id if self.boxes == (self.id,) else ""

    @cached_property
    def option(self) -> str:
        """The option of the box it is."""
        return next(self.when.terms()).options[0] if self.box else ""

    @cached_property
    def group(self) -> str:
        """What it counts together with."""
        return self.together or (self.id if self.is_box else self.question)


@dataclass(frozen=True, slots=True, kw_only=True)
class Presentation:
    """How one illness or circumstance shows in people whose cramps come from it.

    ``of`` names its contributors: what a person states (a known illness) first, what nobody has found yet last.
    ``prior`` is in how many of 1,000 people who ask about severe cramps it is the cause, whoever they are; where there
    are ``needs``, it is not considered without one of them. ``after`` names contributors of which it is a consequence.
    Findings stand in six bands, of 100 people with the cause: ``always`` 95 or more, ``very_frequent`` 80-94,
    ``frequent`` 30-79, ``occasional`` 5-29, ``rare`` 1-4, ``excluded`` practically never. ``basis`` says whether the
    source counts them.
    """

    id: str
    of: tuple[str, ...]
    prior: float
    references: tuple[str, ...]
    basis: Basis
    note: str = ""
    harmless: bool = False
    needs: Rule | None = None
    after: tuple[str, ...] = ()
    always: tuple[str, ...] = ()
    very_frequent: tuple[str, ...] = ()
    frequent: tuple[str, ...] = ()
    occasional: tuple[str, ...] = ()
    rare: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    def bands(self) -> Iterator[tuple[str, float]]:
        """Yield each finding with how many of 100 people with the cause have it."""
        for band, of_100 in OF_100.items():
            yield from ((finding, of_100) for finding in getattr(self, band))


class Sign(NamedTuple):
    """What a finding says for a presentation: its log likelihood ratio when it is there, and when it is not.

    ``evokes`` says whether its being there brings the presentation to mind.
    """

    finding: int
    present: float
    absent: float
    evokes: bool


class Told(NamedTuple):
    """What a group of findings says: whether a box of it is ticked, and to whom what.

    ``presentations`` holds place, log ratio, whether it names what is there, and whether that brings it to mind.
    """

    is_there: bool
    presentations: tuple[tuple[int, float, bool, bool], ...]


@dataclass(frozen=True, kw_only=True)
class Signs:
    """Presentations laid out by group of findings, so that an answer leads straight to what it changes.

    All numbers are places in lists. For each group of findings: ``members``; ``boxes``, those of them that are one
    box to tick; ``naming``, the presentations that name it with their signs; ``heard``, what it said before, by its
    state. For each presentation: ``own``, its signs by group, and ``circumstances``, what of its needs brings it to
    mind. For each answer: ``by_answer``, the findings that it decides, and ``needing``, the presentations that need it.
    """

    findings: tuple[Finding, ...]
    presentations: tuple[Presentation, ...]
    group_of: tuple[int, ...]
    members: tuple[tuple[int, ...], ...]
    boxes: tuple[tuple[int, ...], ...]
    naming: tuple[tuple[tuple[int, tuple[Sign, ...]], ...], ...]
    own: tuple[tuple[tuple[Sign, ...], ...], ...]
    by_question: dict[str, tuple[int, ...]]
    by_answer: dict[tuple[str, str | None], tuple[int, ...]]
    needing: dict[tuple[str, str | None], tuple[int, ...]]
    circumstances: tuple[Rule | None, ...]
    medicines: tuple[tuple[str, ...], ...]
    heard: dict[tuple[int, tuple[float | None, ...]], Told] = field(default_factory=dict)

    @cached_property
    def plain(self) -> tuple[int, ...]:
        """The places of the presentations that all others are compared with."""
        return tuple(place for place, one in enumerate(self.presentations) if NO_CAUSE in one.of)

    @cached_property
    def changes(self) -> tuple[int, ...]:
        """The places of the findings on a new medicine."""
        return self.by_question.get(CHANGE, ())


def lay_out(findings: tuple[Finding, ...], presentations: tuple[Presentation, ...]) -> Signs:
    """Return presentations laid out by group; a finding that nobody said how common it is, is left to the checks."""
    names = {name: place for place, name in enumerate(dict.fromkeys(finding.group for finding in findings))}
    group_of = tuple(names[finding.group] for finding in findings)
    members: list[list[int]] = [[] for _ in names]
    for place, group in enumerate(group_of):
        members[group].append(place)
    naming: list[list[tuple[int, tuple[Sign, ...]]]] = [[] for _ in names]
    sign = _signs(findings)
    own = [_by_group(one, findings, group_of, sign) for one in presentations]
    for number, groups in enumerate(own):
        for group, signs in groups.items():
            naming[group].append((number, signs))
    return Signs(
        findings=findings,
        presentations=presentations,
        group_of=group_of,
        members=tuple(map(tuple, members)),
        boxes=tuple(tuple(place for place in own if findings[place].box) for own in members),
        naming=tuple(map(tuple, naming)),
        own=tuple(tuple(groups.values()) for groups in own),
        by_question=places_of([(finding.question,) for finding in findings]),
        by_answer=places_of([finding.when.answers for finding in findings]),
        circumstances=tuple(_circumstance(one) for one in presentations),
        medicines=tuple(boxes_of(one.needs) for one in presentations),
        needing=places_of([one.needs.answers if one.needs else () for one in presentations]),
    )


def _by_group(
    one: Presentation, findings: tuple[Finding, ...], group_of: tuple[int, ...], sign: Signing
) -> dict[int, tuple[Sign, ...]]:
    of_100 = {finding.id: RARE for finding in findings if finding.alarming and one.harmless} | dict(one.bands())
    # a box in a line that joins several is named, too, though it says nothing more on its own
    joined = {box for finding in findings if finding.id in of_100 for box in finding.boxes}
    found: dict[int, list[Sign]] = {}
    for place, finding in enumerate(findings):
        if finding.id in of_100:
            found.setdefault(group_of[place], []).append(sign(place, of_100[finding.id]))
        elif finding.id in joined:
            found.setdefault(group_of[place], []).append(Sign(place, 0.0, 0.0, evokes=False))
    return {group: tuple(signs) for group, signs in found.items()}


def _signs(findings: tuple[Finding, ...]) -> Signing:
    """Return what gives the sign of a finding for a presentation; the same sign of many is kept once."""

    @cache
    def sign(place: int, with_cause: float) -> Sign:
        finding = findings[place]
        present = math.log(with_cause / finding.of_100)
        absent = math.log((100 - with_cause) / (100 - finding.of_100))
        return Sign(place, present, absent, evokes=present >= EVOKING and finding.question not in RISKS)

    return sign


def _circumstance(one: Presentation) -> Rule | None:
    """Return what of its needs brings it to mind: heat, or two tablets that do not go together; one is a risk only."""
    terms = one.needs.alternatives if one.needs else ()
    kept = tuple(some for some in terms if len(some) > 1 or some[0].question not in RISKS)
    return Rule(kept, frozenset(term.question for some in kept for term in some)) if kept else None


def boxes_of(rule: Rule | None) -> tuple[str, ...]:
    """Return the boxes of medicines that a rule asks for."""
    terms = rule.terms() if rule else ()
    return tuple(dict.fromkeys(box for term in terms if term.question == MEDICINES for box in term.options))


def places_of(keys: Iterable[Iterable[Key]]) -> dict[Key, tuple[int, ...]]:
    """Return the places at which each key stands."""
    found: dict[Key, dict[int, None]] = {}
    for place, own in enumerate(keys):
        for key in own:
            found.setdefault(key, {})[place] = None
    return {key: tuple(places) for key, places in found.items()}
