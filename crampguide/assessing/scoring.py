"""The one sum: how a person's contributors share their cramps, with intervals.

For each contributor c::

    known    p_c * e_c of what the person states: see `crampguide.assessing.known`
    found    sum over the presentations of c of prior * fit, over the same of plain cramps:
             see `crampguide.assessing.likeness`
    w_c      known, unless found outweighs it: an illness that is known keeps its cause
    share_c  w_c / (1 + sum of w)

What is left, ``1 / (1 + sum of w)``, has no cause found. Nothing here rounds or speaks.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

from crampguide.assessing.effect_sizes import DRAWS, Z_95, log_draws, percentile_interval, standard_normals, uniforms
from crampguide.assessing.known import excess_of, is_covered, known_exposures
from crampguide.assessing.likeness import DAMPING, Likeness

if TYPE_CHECKING:
    from collections.abc import Container

    from crampguide.assessing.known import Known
    from crampguide.assessing.likeness import Speaks
    from crampguide.assessing.profile import Profile
    from crampguide.knowledge.dangers import Basis
    from crampguide.knowledge.presentations import Presentation
    from crampguide.knowledge.records import Certainty, Contributor, Effect, Group, Knowledge

NEGLIGIBLE: Final = 0.001
"""Part of all weight [0-1] below which a contributor is left out."""

OUTWEIGHS: Final = 2.0
"""How many times a published number must be outweighed by signs to give way to them."""

PRIOR_ERROR: Final = math.log(3) / Z_95
"""Standard error of a prior [log]: 95 of 100 lie within three times more or less. Judgement."""

BAND_ERROR: Final = 0.25
"""Standard error of a log ratio from the width of its band [log]: "frequent" is 30 to 79 of 100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """One contributor's part in a person's cramps.

    ``share``, ``low`` and ``high`` [0-1] are the share and its 95 % interval; ``first`` [0-1] is how often it leads
    among the draws; ``weight`` [-] is w of the sum. What is known has an ``effect`` with ``probability`` [0-1],
    ``excess`` [-] and ``units`` [multiples of its dose, 1 where there is none]; what is found from signs has the
    ``presentation`` that fits best, with its ``fit`` [ratio] and the findings that speak for and against it.
    ``support`` holds the (question, option) pairs that speak for it. ``after`` is the contributor, there too, of which
    it is a consequence, or an empty string.
    """

    id: str
    group: Group
    share: float
    low: float
    high: float
    first: float
    weight: float
    certainty: Certainty
    basis: Basis
    support: tuple[tuple[str, str | None], ...]
    effect: Effect | None = None
    probability: float = 1.0
    excess: float = 0.0
    units: float = 1.0
    presentation: Presentation | None = None
    fit: float = 1.0
    speaks: tuple[Speaks, ...] = ()
    after: str = ""
    is_unsure: bool = False
    is_background: bool = False

    @property
    def references(self) -> tuple[str, ...]:
        """Citation keys of the number behind it."""
        if self.presentation:
            return self.presentation.references
        return (self.effect.reference,) if self.effect else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """All contributions and what has no cause found; every share is in [0-1], together 1.

    Causes come first, the largest share ahead, what follows from another beside it; then background such as age.
    """

    contributions: tuple[Contribution, ...]
    unexplained: float
    unexplained_low: float
    unexplained_high: float
    relative_risk: float


@dataclass(frozen=True, slots=True)
class Found:
    """A presentation that a person's cramps look like: its place, and its weight over plain cramps [odds]."""

    place: int
    weight: float


@dataclass(frozen=True)
class Weighed:
    """A contributor with its weight [-], from what the person states and from presentations, the likeliest first."""

    contributor: Contributor
    known: Known | None
    found: tuple[Found, ...] = ()

    @cached_property
    def weight(self) -> float:
        """What counts of known and found [-]."""
        return what_counts(self.known_weight, self.found_weight)

    @cached_property
    def known_weight(self) -> float:
        """What the person states gives [-]."""
        return self.known.weight if self.known else 0.0

    @cached_property
    def found_weight(self) -> float:
        """The sum of what its presentations give [-]."""
        return sum(one.weight for one in self.found)

    @cached_property
    def is_found(self) -> bool:
        """Whether signs outweigh what is known."""
        return self.found_weight > OUTWEIGHS * self.known_weight


def what_counts(known: float, found: float) -> float:
    """Return the weight of a contributor [-]: that of what is known stands, unless signs outweigh it."""
    return found if found > OUTWEIGHS * known else known


def score(knowledge: Knowledge, profile: Profile) -> Score:
    """Share a person's cramps among the contributors their answers speak for.

    Parameters
    ----------
    knowledge : Knowledge
    profile : Profile
        Answers that have been checked.

    Returns
    -------
    Score

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> from crampguide.assessing.profile import Profile
    >>> result = score(load_knowledge(), Profile(medicines=["laba"]))
    >>> result.contributions[0].id, round(result.contributions[0].share, 2)
    ('laba', 0.59)
    """
    likeness = Likeness(knowledge.signs, profile)
    weighed = weigh(knowledge, profile, likeness)
    draws = [_draws(one, likeness) for one in weighed]
    total = 1.0 + sum(one.weight for one in weighed)
    totals = [1 + sum(column) for column in zip(*draws, strict=True)] or [1.0] * DRAWS
    leaders = _leaders(weighed, draws)
    there = {one.contributor.id for one in weighed}
    contributions = [
        _contribution(one, likeness, total, own_draws, totals, leader / DRAWS, there)
        for one, own_draws, leader in zip(weighed, draws, leaders, strict=True)
    ]
    low, high = percentile_interval([1 / drawn for drawn in totals])
    return Score(
        contributions=_in_order(contributions),
        unexplained=1 / total,
        unexplained_low=min(low, 1 / total),
        unexplained_high=max(high, 1 / total),
        relative_risk=total,
    )


def _in_order(contributions: list[Contribution]) -> tuple[Contribution, ...]:
    """Order by share; a consequence stands right behind what can be checked or changed, the two by their sum."""
    chained: dict[str, float] = {one.id: one.share for one in contributions}
    for one in contributions:
        if one.after:
            chained[one.after] += one.share
    for one in contributions:
        if one.after:
            chained[one.id] = chained[one.after]
    return tuple(
        sorted(contributions, key=lambda c: (c.is_background, -chained[c.id], c.after or c.id, bool(c.after), -c.share, c.id))
    )


def _leaders(weighed: list[Weighed], draws: list[list[float]]) -> list[int]:
    """Count in how many draws each contributor is the largest cause; background leads none."""
    causes = [place for place, one in enumerate(weighed) if not one.contributor.background]
    leaders = [0] * len(weighed)
    for column in zip(*draws, strict=True):
        largest = max(causes, key=column.__getitem__, default=None)
        if largest is not None and column[largest] > 0:
            leaders[largest] += 1
    return leaders


def weigh(knowledge: Knowledge, profile: Profile, likeness: Likeness | None = None) -> list[Weighed]:
    """Return the weight of every contributor that the answers speak for, without its uncertainty.

    Parameters
    ----------
    knowledge : Knowledge
    profile : Profile
        Answers that have been checked.
    likeness : Likeness, optional
        How much these cramps look like each presentation, where that is known already.

    Returns
    -------
    list of Weighed
        In file order; every weight is above 0 and not negligible.
    """
    known = known_exposures(knowledge, profile)
    found = find(knowledge, profile, likeness or Likeness(knowledge.signs, profile), stated(known))
    return join(knowledge, known, found)


def stated(known: dict[str, Known]) -> set[str]:
    """Return what the person is sure of."""
    return {identifier for identifier, one in known.items() if not one.presence.is_unsure}


def join(knowledge: Knowledge, known: dict[str, Known], found: dict[str, list[Found]]) -> list[Weighed]:
    """Join what is known with what is found from signs, and drop what is negligible."""
    joined = [
        Weighed(one, known.get(one.id), tuple(sorted(found.get(one.id, ()), key=lambda found: -found.weight)))
        for one in knowledge.contributors
        if one.id in known or one.id in found
    ]
    least = NEGLIGIBLE * (1 + sum(one.weight for one in joined))
    return [one for one in joined if one.weight > least]


def find(knowledge: Knowledge, profile: Profile, likeness: Likeness, sure: Container[str]) -> dict[str, list[Found]]:
    """Return what presentations give each contributor, where they give anything.

    Parameters
    ----------
    knowledge : Knowledge
    profile : Profile
    likeness : Likeness
    sure : container of str
        Contributors that the person states.
    """
    spoken = (knowledge.contributor_by_id[identifier] for identifier in knowledge.spoken_for)
    found = ((one.id, find_for(knowledge, one, profile, likeness, sure)) for one in spoken)
    return {identifier: given for identifier, given in found if given}


def find_for(
    knowledge: Knowledge, contributor: Contributor, profile: Profile, likeness: Likeness, sure: Container[str]
) -> list[Found]:
    """Return what its presentations give one contributor.

    A presentation speaks for the first of its contributors that the person states, else for what nobody has found yet.
    Without a finding that brings it to mind it is not considered, unless what it needs or speaks for is stated.
    """
    found = []
    is_sure = contributor.id in sure
    for place in knowledge.spoken_for.get(contributor.id, ()):
        if not (is_sure or (contributor.when is None and likeness.is_considered(place))):
            continue
        speakers = knowledge.speakers[place]
        speaker = next((one for one in speakers if one.id in sure), speakers[-1])
        if speaker is contributor and not is_covered(contributor, profile):
            found.append(Found(place, likeness.weight(place)))
    return found


def _contribution(
    one: Weighed,
    likeness: Likeness,
    total: float,
    draws: list[float],
    totals: list[float],
    first: float,
    there: set[str],
) -> Contribution:
    contributor, known = one.contributor, one.known
    share = one.weight / total
    low, high = percentile_interval([drawn / all_drawn for drawn, all_drawn in zip(draws, totals, strict=True)])
    told = {
        "id": contributor.id,
        "group": contributor.group,
        "share": share,
        "low": min(low, share),
        "high": max(high, share),
        "first": first,
        "weight": one.weight,
        "is_background": contributor.background,
    }
    if one.is_found or known is None or known.effect is None:
        place = one.found[0].place
        presentation, speaks = likeness.signs.presentations[place], likeness.speaking(place)
        support = dict.fromkeys(known.presence.support) if known else {}
        support |= dict.fromkeys(pair for said in speaks if said.log_ratio > 0 for pair in likeness.told(said.finding))
        return Contribution(
            **told,
            certainty="very_low",
            basis=presentation.basis,
            support=tuple(support),
            presentation=presentation,
            fit=likeness.fit(place),
            speaks=speaks,
            after=next((cause for cause in presentation.after if cause in there), ""),
        )
    effect, presence = known.effect, known.presence
    return Contribution(
        **told,
        certainty=effect.certainty,
        basis=effect.basis,
        support=presence.support,
        effect=effect,
        probability=presence.probability,
        excess=known.excess,
        units=presence.units,
        is_unsure=presence.is_unsure,
    )


def _draws(one: Weighed, likeness: Likeness) -> list[float]:
    """Draw a weight: an effect from its interval, had or not where a person is not sure, or a presentation."""
    if one.is_found:
        place = one.found[0].place
        error = math.hypot(PRIOR_ERROR, DAMPING * BAND_ERROR * math.sqrt(likeness.counted(place)))
        normals = _normals(likeness.signs.presentations[place].id)
        return [one.weight * math.exp(error * normal) for normal in normals]
    known = one.known
    if known is None or known.effect is None:
        return [0.0] * DRAWS
    effect, presence = known.effect, known.presence
    excesses = (
        _excess_draws(effect)
        if presence.units == 1.0
        else [excess_of(effect, presence.units * drawn) for drawn in _effect_draws(effect)]
    )
    if presence.is_unsure:
        drawn_or_not = zip(uniforms(one.contributor.id), excesses, strict=True)
        return [excess if uniform < presence.probability else 0.0 for uniform, excess in drawn_or_not]
    return list(excesses)


@cache
def _effect_draws(effect: Effect) -> tuple[float, ...]:
    return log_draws(effect.value, effect.low, effect.high, effect.id)


@cache
def _excess_draws(effect: Effect) -> tuple[float, ...]:
    return tuple(excess_of(effect, drawn) for drawn in _effect_draws(effect))


@cache
def _normals(seed: str) -> tuple[float, ...]:
    return standard_normals(seed)
