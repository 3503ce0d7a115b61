"""Published cases with an established cause, run through the guide: what it says beside what was found.

The cases are answers a person could give before any test. They measure the guide; no rule is made from them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from crampguide.assessing.assessment import assess_profile
from crampguide.assessing.effect_sizes import Z_95
from crampguide.assessing.profile import AnswerError, Profile, check_answers
from crampguide.knowledge.dangers import LEVELS, Level
from crampguide.knowledge.loading import data_root, read_records, read_toml, refuse_unknown
from crampguide.knowledge.records import Group  # noqa: TC001 - the strict reader looks up the types of fields at run time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from crampguide.assessing.assessment import Assessment
    from crampguide.assessing.scoring import Contribution
    from crampguide.knowledge.records import Knowledge

NO_CAUSE: Final = "idiopathic"
"""Established group of a case in which a thorough search found no cause."""

FILE: Final = "cases.toml"
RANKS: Final = 3

NOTES: Final = ("cases_fitted", "cases_picked", "cases_blind")
"""The sentences of ``data/wording.toml`` that say what the cases were used for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One published case, a table of ``cases.toml``.

    ``levels`` are those that a careful reader accepts, ``secondary`` other groups at work, ``answers`` what the person
    knew, as `crampguide.Profile` takes it.
    """

    id: str
    source: str
    url: str
    summary: str
    group: Literal[Group, "idiopathic"]
    secondary: tuple[Literal[Group, "idiopathic"], ...]
    levels: tuple[Level, ...]
    certainty: Literal[
        "confirmed",
        "diagnosis_told_by_patient",
        "group_level",
        "intended_answer",
        "opinion",
        "possible",
        "probable",
        "stated",
        "stated_by_clinician",
        "stated_by_patient",
        "stated_with_reasons",
    ]
    answers: dict[str, Any]

    @property
    def profile(self) -> Profile:
        """The answers of the person."""
        return Profile(**self.answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """What the guide says of a case: its level, its first groups, and how they compare.

    ``shares`` holds each group of causes that is told with its share [0-1]; ``unexplained`` [0-1] has no cause found.
    """

    case: Case
    level: Level
    groups: tuple[str, ...]
    shares: tuple[tuple[str, float], ...]
    unexplained: float
    is_first: bool
    is_among_first: bool
    is_first_or_secondary: bool
    is_among_first_or_secondary: bool

    @property
    def is_accepted(self) -> bool:
        """Whether the level is one that a careful reader accepts."""
        return self.level in self.case.levels

    @property
    def is_over(self) -> bool:
        """Whether the level is more urgent than any that a careful reader accepts."""
        return LEVELS.index(self.level) > max(LEVELS.index(level) for level in self.case.levels)

    @property
    def is_under(self) -> bool:
        """Whether the level is less urgent than any that a careful reader accepts."""
        return LEVELS.index(self.level) < min(LEVELS.index(level) for level in self.case.levels)


@cache
def load_cases(root: Path | None = None) -> tuple[Case, ...]:
    """Read the published cases.

    Parameters
    ----------
    root : Path, optional
        Folder that holds ``cases.toml``; the project's own by default.

    Returns
    -------
    tuple of Case
        Read once for each folder and shared.

    Raises
    ------
    KnowledgeError
        If the file is missing or is not TOML, or a case has an unknown or missing key, a wrong type, a value outside
        its list, or an id that another case has.

    Examples
    --------
    >>> len(load_cases())
    110
    """
    content = read_toml((root or data_root()) / FILE)
    refuse_unknown(content, {"case"}, FILE)
    return read_records(content.get("case", []), Case, f"{FILE} [[case]]")


def check_cases(knowledge: Knowledge, cases: Iterable[Case]) -> Iterator[str]:
    """Yield what is wrong with cases: answers that no person could give, and a case that accepts no level.

    Parameters
    ----------
    knowledge : Knowledge
    cases : iterable of Case
    """
    for case in cases:
        if not case.levels:
            yield f"case {case.id}: it accepts no level"
        try:
            check_answers(knowledge, case.profile)
        except AnswerError as fault:
            yield f"case {case.id}: {fault}"


def run_case(knowledge: Knowledge, case: Case) -> CaseResult:
    """Assess one case and compare.

    Notes
    -----
    "No specific cause" takes no rank, unless that is what was established: then it must lead.
    """
    assessment = assess_profile(knowledge, case.profile)
    shares = _group_shares(assessment.score.contributions)
    groups = tuple(shares)[:RANKS]
    accepted = {case.group, *case.secondary}
    first = {case.group} & set(groups[:1])
    first_or_secondary, among_or_secondary = accepted & set(groups[:1]), accepted & set(groups)
    no_cause = case.group == NO_CAUSE and _no_cause_leads(assessment)
    return CaseResult(
        case=case,
        level=assessment.level,
        groups=groups,
        shares=tuple(shares.items()),
        unexplained=assessment.score.unexplained,
        is_first=no_cause or bool(first),
        is_among_first=no_cause or case.group in groups,
        is_first_or_secondary=no_cause or bool(first_or_secondary),
        is_among_first_or_secondary=no_cause or bool(among_or_secondary),
    )


def _group_shares(contributions: Iterable[Contribution]) -> dict[str, float]:
    """Add up the shares of each group, in the order in which the groups are told."""
    shares: dict[str, float] = {}
    for one in contributions:
        shares[one.group] = shares.get(one.group, 0.0) + one.share
    return shares


def _no_cause_leads(assessment: Assessment) -> bool:
    return all(assessment.score.unexplained > c.share for c in assessment.score.contributions)


def wilson_interval(count: int, total: int) -> tuple[float, float]:
    """Return the 95 % interval of a proportion of few cases.

    Parameters
    ----------
    count, total : int
        Successes and tries [count]; ``total`` above 0.

    Returns
    -------
    tuple of float
        Lower and upper bound [0-1] after Wilson.

    Examples
    --------
    33 of 41:

    >>> [round(bound, 2) for bound in wilson_interval(33, 41)]
    [0.66, 0.9]
    """
    share, square = count / total, Z_95**2
    centre = (share + square / (2 * total)) / (1 + square / total)
    reach = Z_95 * math.sqrt(share * (1 - share) / total + square / (4 * total**2)) / (1 + square / total)
    return max(0.0, centre - reach), min(1.0, centre + reach)


def run_cases(knowledge: Knowledge, cases: Iterable[Case]) -> list[CaseResult]:
    """Assess all cases and compare, in their order."""
    return [run_case(knowledge, case) for case in cases]


class Rate(NamedTuple):
    """How many of some people met one test, with the Wilson interval of their proportion [0-1]."""

    id: str
    hits: int
    of: int
    low: float
    high: float


def rate(name: str, hits: list[bool]) -> Rate:
    """Count who met a test."""
    return Rate(name, sum(hits), len(hits), *wilson_interval(sum(hits), len(hits)))


class Count(NamedTuple):
    """How some of the cases did: those of one established group, or those whose cause is equally certain [count]."""

    id: str
    cases: int
    first: Rate
    among_first: Rate
    accepted: int
    under: int


def counts_by(results: list[CaseResult], what: Literal["group", "certainty"]) -> list[Count]:
    """Count by established group, or by how certain the cause is; most cases first."""
    by: dict[str, list[CaseResult]] = {}
    for result in results:
        by.setdefault(getattr(result.case, what), []).append(result)
    found = [
        Count(
            name,
            len(own),
            rate("first", [result.is_first for result in own]),
            rate("among", [result.is_among_first for result in own]),
            sum(result.is_accepted for result in own),
            sum(result.is_under for result in own),
        )
        for name, own in by.items()
    ]
    return sorted(found, key=lambda one: (-one.cases, one.id))


TOTALS: Final = {
    "first": "established group first",
    "among": "established group among the first three",
    "first_or": "established or secondary group first",
    "among_or": "established or secondary group among the first three",
    "exact": "level accepted",
    "under": "level under",
    "under_urgent": "level under, where same day or emergency is the least accepted",
    "over": "level over",
    "mild": "no visit or a normal one, where self-care is accepted",
}
"""The tests, as the command names them."""


def totals(results: list[CaseResult]) -> list[Rate]:
    """Count over all cases, in the order of `TOTALS`."""
    urgent = [r for r in results if min(map(LEVELS.index, r.case.levels)) >= LEVELS.index("same_day")]
    mild = [r for r in results if "self_care" in r.case.levels]
    hits = {
        "first": [r.is_first for r in results],
        "among": [r.is_among_first for r in results],
        "first_or": [r.is_first_or_secondary for r in results],
        "among_or": [r.is_among_first_or_secondary for r in results],
        "exact": [r.is_accepted for r in results],
        "under": [r.is_under for r in results],
        "under_urgent": [r.is_under for r in urgent],
        "over": [r.is_over for r in results],
        "mild": [r.is_accepted for r in mild],
    }
    return [rate(name, hits[name]) for name in TOTALS]


def misses(results: list[CaseResult]) -> list[CaseResult]:
    """Return the cases whose group is not among the first three, or whose level is not accepted."""
    return [result for result in results if not result.is_among_first or not result.is_accepted]
