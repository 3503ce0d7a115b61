"""Published cases with an established cause, run through the guide: what it says beside what was found.

The cases are answers a person could give before any test. They measure the guide; no rule is made from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from crampguide.assessment import assess_profile
from crampguide.knowledge import LEVELS
from crampguide.loading import data_root, read_toml
from crampguide.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from crampguide.assessment import Assessment
    from crampguide.knowledge import Knowledge, Level

NO_CAUSE: Final = "idiopathic"
"""Established group of a case in which a thorough search found no cause."""

RANKS: Final = 3
KEYS: Final = {"id", "source", "url", "group", "secondary", "levels", "certainty", "summary", "answers"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One published case. ``levels`` are those that a careful reader accepts, ``secondary`` other groups at work."""

    id: str
    source: str
    url: str
    summary: str
    group: str
    secondary: tuple[str, ...]
    levels: tuple[Level, ...]
    certainty: str
    profile: Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """What the guide says of a case: its level, its first groups, and how they compare."""

    case: Case
    level: Level
    groups: tuple[str, ...]
    is_first: bool
    is_among_first: bool

    @property
    def is_accepted(self) -> bool:
        """Whether the level is one that a careful reader accepts."""
        return self.level in self.case.levels

    @property
    def is_under(self) -> bool:
        """Whether the level is less urgent than any that a careful reader accepts."""
        return LEVELS.index(self.level) < min(LEVELS.index(level) for level in self.case.levels)


def load_cases(root: Path | None = None) -> tuple[Case, ...]:
    """Read the published cases.

    Parameters
    ----------
    root : Path, optional
        Folder that holds ``cases.toml``; the project's own by default.

    Returns
    -------
    tuple of Case

    Raises
    ------
    KnowledgeError
        If the file is missing or is not TOML.

    Examples
    --------
    >>> len(load_cases())
    41
    """
    rows = read_toml((root or data_root()) / "cases.toml")["case"]
    return tuple(_case(row) for row in rows)


def _case(row: dict[str, Any]) -> Case:
    return Case(
        profile=Profile(**row["answers"]),
        secondary=tuple(row["secondary"]),
        levels=tuple(row["levels"]),
        **{key: row[key] for key in ("id", "source", "url", "summary", "group", "certainty")},
    )


def run_case(knowledge: Knowledge, case: Case) -> CaseResult:
    """Assess one case and compare.

    Notes
    -----
    "No specific cause" takes no rank, unless that is what was established: then it must lead.
    """
    assessment = assess_profile(knowledge, case.profile)
    groups = tuple(dict.fromkeys(c.group for c in assessment.score.contributions))[:RANKS]
    if case.group == NO_CAUSE:
        leads = _no_cause_leads(assessment)
        return CaseResult(case=case, level=assessment.level, groups=groups, is_first=leads, is_among_first=leads)
    return CaseResult(
        case=case,
        level=assessment.level,
        groups=groups,
        is_first=groups[:1] == (case.group,),
        is_among_first=case.group in groups,
    )


def _no_cause_leads(assessment: Assessment) -> bool:
    return all(assessment.score.unexplained > c.share for c in assessment.score.contributions)


def scoreboard(knowledge: Knowledge, cases: Iterable[Case]) -> str:
    """Return the results of all cases as a plain table with totals.

    Parameters
    ----------
    knowledge : Knowledge
    cases : iterable of Case

    Returns
    -------
    str
        A line a case, then the totals.
    """
    results = [run_case(knowledge, case) for case in cases]
    lines = [f"{'case':6}{'established':18}{'guide, first three groups':52}{'level':12}{'accepted levels'}"]
    for result in results:
        mark = "first" if result.is_first else "among" if result.is_among_first else "miss"
        fit = "" if result.is_accepted else " (under)" if result.is_under else " (over)"
        lines.append(
            f"{result.case.id:6}{result.case.group:18}{', '.join(result.groups) or '-':46}{mark:6}"
            f"{result.level:12}{', '.join(result.case.levels)}{fit}"
        )
    total = len(results)
    counts = {
        "established group first": sum(r.is_first for r in results),
        "established group among the first three": sum(r.is_among_first for r in results),
        "level accepted": sum(r.is_accepted for r in results),
        "level under": sum(r.is_under for r in results),
    }
    return "\n".join([*lines, "", *(f"{name}: {count} of {total}" for name, count in counts.items())])
