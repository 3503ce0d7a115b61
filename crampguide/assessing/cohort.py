"""Many people at once, for researchers: level, relative risk and shares of each, without intervals and without text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crampguide.assessing.assessment import is_danger_checked
from crampguide.assessing.profile import AnswerError, check_answers
from crampguide.assessing.triage import level_of, raised_dangers
from crampguide.assessing.weighing import weigh
from crampguide.knowledge.loading import load_knowledge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crampguide.assessing.profile import Profile
    from crampguide.knowledge.dangers import Level
    from crampguide.knowledge.records import Knowledge


class CohortRow(NamedTuple):
    """One person of a table.

    ``danger_checked`` says whether the danger signs were looked through. ``relative_risk`` [-] is 1 + the sum of
    weights; ``unexplained`` and the ``shares`` by contributor are proportions [0-1] that add up to 1.
    """

    level: Level
    danger_checked: bool
    relative_risk: float
    unexplained: float
    shares: dict[str, float]


def assess_cohort(profiles: Iterable[Profile], *, knowledge: Knowledge | None = None) -> list[CohortRow]:
    """Assess a table of people: the same numbers as `crampguide.assess`, without intervals, several times faster.

    Parameters
    ----------
    profiles : iterable of Profile
        One for each person.
    knowledge : Knowledge, optional
        Another set of data; the guide's own by default.

    Returns
    -------
    list of CohortRow
        In the order of the people.

    Raises
    ------
    AnswerError
        If an answer does not fit its question; every such answer is named with the place of its person.

    Examples
    --------
    >>> import crampguide
    >>> people = [crampguide.Profile(medicines=["laba"]), crampguide.Profile(warning_signs=["chest_pain"])]
    >>> [(row.level, round(row.relative_risk, 2)) for row in crampguide.assess_cohort(people)]
    [('self_care', 2.42), ('emergency', 1.81)]
    """
    known = knowledge or load_knowledge()
    people, problems = [], []
    for place, profile in enumerate(profiles, start=1):
        try:
            people.append(check_answers(known, profile))
        except AnswerError as fault:
            problems += [f"person {place}: {problem}" for problem in fault.problems]
    if problems:
        raise AnswerError(problems)
    return [_row(known, profile) for profile in people]


def _row(knowledge: Knowledge, profile: Profile) -> CohortRow:
    level = level_of(raised_dangers(knowledge, profile))
    weighed = weigh(knowledge, profile, level)
    total = 1.0 + sum(one.weight for one in weighed)
    shares = {one.contributor.id: one.weight / total for one in weighed}
    return CohortRow(level, is_danger_checked(knowledge, profile), total, 1 / total, shares)
