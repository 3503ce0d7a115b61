"""How a result comes about, step by step, and how far it hangs on one number: for readers who want to check the sum.

Pure functions of records and numbers; the words are in `crampguide.telling.methods`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crampguide.assessing.assessment import assess_profile
from crampguide.assessing.frames import Rows
from crampguide.assessing.likeness import UNNAMED
from crampguide.assessing.profile import check_answers
from crampguide.assessing.triage import raised_dangers
from crampguide.assessing.weighing import join, take_apart

if TYPE_CHECKING:
    from crampguide.assessing.assessment import Assessment
    from crampguide.assessing.likeness import Likeness, Speaks
    from crampguide.assessing.profile import Profile
    from crampguide.assessing.scoring import Contribution
    from crampguide.assessing.weighing import Weighed
    from crampguide.knowledge.presentations import Presentation
    from crampguide.knowledge.records import Effect, Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """How the weight of one presentation comes about.

    ``product`` [ratio] is that of the ratios of the findings in ``speaks``; ``unnamed`` counts the groups of findings
    that are ticked and fit nothing in it, which together give ``leak`` [ratio]. ``weight`` [odds] is prior times
    ``fit``, over the same of plain cramps. ``contributor`` is empty for plain cramps; ``known`` [-] is what the person
    states gives that contributor, and ``counts`` whether the signs count, and not the number from a study.
    """

    contributor: str
    presentation: Presentation
    speaks: tuple[Speaks, ...]
    product: float
    unnamed: int
    leak: float
    fit: float
    weight: float
    known: float = 0.0
    counts: bool = True


def work_through(knowledge: Knowledge, profile: Profile) -> tuple[Worked, ...]:
    """Return how each weight that is found from signs comes about, and that of plain cramps.

    Parameters
    ----------
    knowledge : Knowledge
    profile : Profile
        Answers that have been checked.

    Returns
    -------
    tuple of Worked
        The contributor with the largest weight first, each with its presentations, then those of plain cramps, whose
        weights add up to 1.

    Examples
    --------
    >>> from crampguide import Profile
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> worked = work_through(load_knowledge(), Profile(body=["thirst", "much_urine"]))
    >>> worked[0].contributor, [said.finding.id for said in worked[0].speaks]
    ('high_sugar_unfound', ['body has much_urine'])
    >>> round(sum(one.weight for one in worked if not one.contributor), 9)
    1.0
    """
    told = check_answers(knowledge, profile)
    parts = take_apart(knowledge, told, raised_dangers(knowledge, told))
    likeness = parts.likeness
    weighed = sorted(join(knowledge, parts), key=lambda one: -one.found_weight)
    found = [_worked(likeness, found.place, one) for one in weighed for found in one.found]
    plain = (_worked(likeness, place) for place in likeness.signs.plain if likeness.is_open(place))
    return (*found, *sorted(plain, key=lambda one: -one.weight))


def _worked(likeness: Likeness, place: int, of: Weighed | None = None) -> Worked:
    speaks, tally = likeness.speaking(place), likeness.tally
    unnamed = tally.there - tally.named[place]
    return Worked(
        contributor=of.contributor.id if of else "",
        presentation=likeness.signs.presentations[place],
        speaks=speaks,
        product=math.exp(sum(said.log_ratio for said in speaks)),
        unnamed=unnamed,
        leak=math.exp(UNNAMED * unnamed),
        fit=likeness.fit(place),
        weight=likeness.weight(place),
        known=of.known_weight if of else 0.0,
        counts=of is None or of.is_found,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """What one effect's own interval does to the result when all other numbers stay.

    ``low_share`` and ``high_share`` [0-1] are its contributor's share with the effect at the lower and at the upper
    bound; ``low_first`` and ``high_first`` are the contributors that lead then, empty where none is left.
    """

    effect: Effect
    low_share: float
    high_share: float
    low_first: str
    high_first: str


class Sensitivity(Rows[Swing]):
    """How far a result hangs on each published number behind it, the one that moves most first.

    Parameters
    ----------
    swings : iterable of Swing
    """

    def cells(self) -> list[dict[str, Any]]:
        """Return each number with its interval, and what its ends do to the share and to what leads."""
        return [
            {
                "effect": one.effect.id,
                "cause": one.effect.contributor,
                "value": one.effect.value,
                "low": one.effect.low,
                "high": one.effect.high,
                "low_share": one.low_share,
                "high_share": one.high_share,
                "low_first": one.low_first,
                "high_first": one.high_first,
            }
            for one in self
        ]


def swings(knowledge: Knowledge, profile: Profile) -> Sensitivity:
    """Put each effect that counts for a person to the ends of its interval, one at a time.

    What is found from signs has no effect, so nothing is moved there.

    Parameters
    ----------
    knowledge : Knowledge
    profile : Profile

    Returns
    -------
    Sensitivity
        The largest swing first.

    Examples
    --------
    >>> from crampguide import Profile
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> one, = swings(load_knowledge(), Profile(medicines=["laba"]))
    >>> round(one.low_share, 2), round(one.high_share, 2)
    (0.5, 0.65)
    """
    found = []
    for contribution in assess_profile(knowledge, profile).score.contributions:
        effect = contribution.effect
        if effect is None:
            continue
        ends = [_with_bound(knowledge, profile, effect, bound) for bound in (effect.low, effect.high)]
        (low_share, low_first), (high_share, high_first) = (_told(end, contribution) for end in ends)
        found.append(
            Swing(effect=effect, low_share=low_share, high_share=high_share, low_first=low_first, high_first=high_first)
        )
    return Sensitivity(sorted(found, key=lambda swing: swing.low_share - swing.high_share))


def _with_bound(knowledge: Knowledge, profile: Profile, effect: Effect, bound: float) -> Assessment:
    return assess_profile(knowledge.with_effect(effect.id, bound), profile)


def _told(assessment: Assessment, contribution: Contribution) -> tuple[float, str]:
    """Return a contributor's share, and which cause leads."""
    contributions = assessment.score.contributions
    share = next((one.share for one in contributions if one.id == contribution.id), 0.0)
    return share, next((one.id for one in contributions if not one.is_background), "")
