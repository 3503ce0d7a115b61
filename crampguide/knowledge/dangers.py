"""The record of a danger: what speaks for it with how many points, and what to do at which sum.

Points are never negative and rules hold no "not", so no answer can lower a level. The names of the fields are the keys
of ``data/dangers.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from crampguide.knowledge.rules import Rule  # noqa: TC001 - the strict reader looks up the types of fields at run time

if TYPE_CHECKING:
    from collections.abc import Iterable

Level = Literal["self_care", "routine", "days", "same_day", "emergency"]
Basis = Literal["published", "computed", "judgement"]
Act = Literal["stretch", "rub", "heat", "cold", "drink", "water", "salt", "exercise", "pain_tablet"]
"""What advice may ask a person to do, and a danger may forbid."""

LEVELS: Final[tuple[Level, ...]] = ("self_care", "routine", "days", "same_day", "emergency")
"""From the least urgent to the most urgent."""

FALLING: Final = LEVELS[:0:-1]
"""Those that a sum can reach, the most urgent first."""


def most_urgent(levels: Iterable[Level]) -> Level:
    """Return the most urgent of some levels; self-care where there is none."""
    return max(levels, key=LEVELS.index, default=LEVELS[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An answer, or some together, that speak for a danger with ``points`` [above 0].

    Findings with the same ``group`` count once, at the strongest that holds.
    """

    when: Rule
    points: float
    reference: str
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What to do at one level; of those that fit a person the first in the record counts."""

    level: Level
    text: str
    when: Rule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """The sum of points from which each level holds; a level left out is never reached."""

    routine: float | None = None
    days: float | None = None
    same_day: float | None = None
    emergency: float | None = None

    def level(self, points: float) -> Level:
        """Return the most urgent level that a sum reaches.

        Examples
        --------
        >>> Sums(days=3.0, emergency=10.0).level(5.0)
        'days'
        """
        for level in FALLING:
            at = self.at(level)
            if at is not None and points >= at:
                return level
        return LEVELS[0]

    def at(self, level: Level) -> float | None:
        """Return the sum from which a level holds, or None."""
        at: float | None = getattr(self, level, None)
        return at


@dataclass(frozen=True, kw_only=True)
class Danger:
    """Something that calls for care, as a sum of points.

    ``name`` is a noun phrase in a sentence, ``why`` says what the danger does and nothing about the person. ``needs``
    are rules that must all hold before the sum counts at all. ``forbids`` names acts to leave alone until the danger
    is ruled out. ``causes`` are contributors that must be ruled out: they are named only where this calls for care.
    """

    id: str
    name: str
    why: str
    basis: Basis
    references: tuple[str, ...]
    sums: Sums
    actions: tuple[Action, ...]
    findings: tuple[Finding, ...]
    needs: tuple[Rule, ...] = ()
    forbids: tuple[Act, ...] = ()
    causes: tuple[str, ...] = ()
    disagreement: str = ""

    @cached_property
    def grouped(self) -> tuple[tuple[Finding, ...], ...]:
        """Findings by group, in file order; one without a group stands alone."""
        groups: dict[str, list[Finding]] = {}
        for place, finding in enumerate(self.findings):
            groups.setdefault(finding.group or str(place), []).append(finding)
        return tuple(tuple(sorted(group, key=lambda one: -one.points)) for group in groups.values())

    @cached_property
    def by_answer(self) -> dict[tuple[str, str | None], tuple[tuple[int, Finding], ...]]:
        """Findings that ask for a box or choice, each with the place of its group, by question and option."""
        asking: dict[tuple[str, str | None], list[tuple[int, Finding]]] = {answer: [] for answer in self.answers}
        for place, group in enumerate(self.grouped):
            for finding in group:
                for answer in {(term.question, option) for term in finding.when.terms() for option in term.options}:
                    asking[answer].append((place, finding))
        return {answer: tuple(some) for answer, some in asking.items()}

    @cached_property
    def alone(self) -> dict[tuple[str, str | None], Level]:
        """The level that a box or choice raises by itself, whatever else is said, by question and option."""
        levels: dict[tuple[str, str | None], Level] = {}
        for answer in self.answers:
            met = [[one.points for one in group if one.when.is_met_by(*answer)] for group in self.grouped]
            enough = all(need.is_met_by(*answer) for need in self.needs)
            levels[answer] = self.sums.level(sum(max(points, default=0.0) for points in met)) if enough else LEVELS[0]
        return levels

    def bars(self, acts: tuple[Act, ...]) -> bool:
        """Return whether advice that asks for these acts must wait until the danger is ruled out."""
        return not set(self.forbids).isdisjoint(acts)

    @cached_property
    def questions(self) -> frozenset[str]:
        """Ids of the questions that its findings ask."""
        return frozenset().union(*(finding.when.questions for finding in self.findings))

    @cached_property
    def answers(self) -> frozenset[tuple[str, str | None]]:
        """The answers that its findings and needs ask for: question and option, None for a number."""
        rules = [*self.needs, *(finding.when for finding in self.findings)]
        return frozenset(
            (term.question, option) for rule in rules for term in rule.terms() for option in term.options or (None,)
        )
