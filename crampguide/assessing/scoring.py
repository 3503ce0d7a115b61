"""The one equation: how a person's contributors share their cramps, with intervals.

For each contributor c and answers x::

    p_c      how likely c applies: 1 if stated, 0 if denied, its prevalence if the person is not sure;
             for an illness nobody has found, the posterior from its prior and the clues that are present
    e_c      excess relative risk: risk ratio - 1, never below 0
    w_c      p_c * e_c
    share_c  w_c / (1 + sum of w)

What is left, ``1 / (1 + sum of w)``, has no cause found. An illness without a single clue is not considered: the
usual share of unfound illness is in the comparator already. Nothing here rounds or speaks.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from crampguide.assessing.effect_sizes import (
    DRAWS,
    as_risk_ratio,
    inverse_logit,
    log_draws,
    logit,
    percentile_interval,
    uniforms,
)

if TYPE_CHECKING:
    from crampguide.assessing.profile import Profile
    from crampguide.knowledge.dangers import Basis
    from crampguide.knowledge.records import Certainty, Clue, Contributor, Effect, Group, Knowledge

FREQUENT_NIGHTS: Final = 5
"""Nights a month from which the survey counts cramps as frequent (grandner2017)."""

MAX_POSTERIOR: Final = 0.95
"""Clues overlap, so no set of clues is ever taken as proof."""

EXERCISE_TIMES: Final = ("exercise", "after_exercise")
REST_TIMES: Final = ("night", "rest", "after_exercise", "walking", "standing", "dialysis")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """One contributor's part in a person's cramps.

    ``share``, ``low`` and ``high`` [0-1] are the share and its 95 % interval; ``first`` [0-1] is how often it leads
    among the draws; ``probability`` [0-1] and ``excess`` [-] are p and e of the equation; ``units`` is how often the
    effect counts [multiples of its dose, 1 where there is none]. ``support`` holds the
    (question, option) pairs that speak for it, ``clues`` the clues used.
    """

    id: str
    group: Group
    share: float
    low: float
    high: float
    first: float
    probability: float
    excess: float
    units: float
    effect: Effect
    certainty: Certainty
    basis: Basis
    support: tuple[tuple[str, str | None], ...]
    clues: tuple[Clue, ...] = ()
    is_unsure: bool = False
    is_background: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """All contributions and what has no cause found; every share is in [0-1], together 1.

    Causes come first, the largest share ahead, then age and sex as background.
    """

    contributions: tuple[Contribution, ...]
    unexplained: float
    unexplained_low: float
    unexplained_high: float
    relative_risk: float


@dataclass(frozen=True, slots=True)
class _Presence:
    """How far a contributor applies: p, dose units, the answers behind it.

    For an unfound illness also the clues present and ``base``, its log odds before them.
    """

    probability: float
    units: float
    support: tuple[tuple[str, str | None], ...]
    clues: tuple[Clue, ...] = ()
    base: float = 0.0
    is_unsure: bool = False


@dataclass(frozen=True, slots=True)
class Weighed:
    """A contributor with what the equation takes of it: p in ``presence``, e in ``excess`` [-]."""

    contributor: Contributor
    effect: Effect
    presence: _Presence
    excess: float

    @property
    def weight(self) -> float:
        """The product of p and e [-]."""
        return self.presence.probability * self.excess


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
    >>> result = score(load_knowledge(), Profile(when=["night"], pregnancy="third"))
    >>> result.contributions[0].id, round(result.contributions[0].share, 2)
    ('pregnancy', 0.77)
    """
    weighed = weigh(knowledge, profile)
    draws = [_weight_draws(one) for one in weighed]
    total = 1.0 + sum(one.weight for one in weighed)
    totals = [1 + sum(column) for column in zip(*draws, strict=True)] or [1.0] * DRAWS
    leaders = _leaders(weighed, draws)
    contributions = [
        _contribution(one, total, own_draws, totals, leader / DRAWS)
        for one, own_draws, leader in zip(weighed, draws, leaders, strict=True)
    ]
    low, high = percentile_interval([1 / drawn for drawn in totals])
    return Score(
        contributions=tuple(sorted(contributions, key=lambda c: (c.is_background, -c.share, c.id))),
        unexplained=1 / total,
        unexplained_low=min(low, 1 / total),
        unexplained_high=max(high, 1 / total),
        relative_risk=total,
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


def weigh(knowledge: Knowledge, profile: Profile, among: tuple[Contributor, ...] | None = None) -> list[Weighed]:
    """Return the weight of every contributor that the answers speak for, without its uncertainty.

    Parameters
    ----------
    knowledge : Knowledge
    profile : Profile
        Answers that have been checked.
    among : tuple of Contributor, optional
        Contributors to look at; all by default.

    Returns
    -------
    list of Weighed
        In file order; every weight is above 0.
    """
    weighed = []
    fitting = (*settings(profile), "both")
    for contributor in knowledge.contributors if among is None else among:
        presence = _presence(knowledge, contributor, profile)
        effect = _applicable_effect(knowledge, contributor, profile, fitting) if presence else None
        if effect and presence:
            excess = _excess(effect, presence.units * math.log(effect.value))
            if excess > 0 and presence.probability > 0:
                weighed.append(Weighed(contributor, effect, presence, excess))
    return weighed


def present(knowledge: Knowledge, profile: Profile) -> tuple[Contributor, ...]:
    """Return the contributors that the answers speak for, whether an estimate fits these cramps or not."""
    return tuple(one for one in knowledge.contributors if _presence(knowledge, one, profile))


def settings(profile: Profile) -> tuple[str, ...]:
    """Return which kinds of evidence fit the time of the cramps: ``rest``, ``exercise`` or both, best first."""
    times = {
        "rest": any(profile.state("when", time) == "yes" for time in REST_TIMES),
        "exercise": any(profile.state("when", time) == "yes" for time in EXERCISE_TIMES),
    }
    if profile.state("when", "any_time") == "yes" or not any(times.values()):
        return ("rest", "exercise")
    return tuple(name for name, is_named in times.items() if is_named)


def _applicable_effect(
    knowledge: Knowledge, contributor: Contributor, profile: Profile, fitting: tuple[str, ...]
) -> Effect | None:
    """Pick the estimate that fits the kind and frequency of the cramps; night and exercise are never mixed."""
    nights = profile.number("nights_a_month")
    frequency = "frequent" if nights is not None and nights >= FREQUENT_NIGHTS else "any"
    candidates = [
        effect
        for effect in knowledge.effects_by_contributor[contributor.id]
        if effect.setting in fitting and (effect.when is None or effect.when.holds(profile) is True)
    ]
    candidates.sort(
        key=lambda effect: (
            -(effect.when.narrowness if effect.when else 0),
            fitting.index(effect.setting),
            effect.frequency != frequency,
        )
    )
    return candidates[0] if candidates else None


def _presence(knowledge: Knowledge, contributor: Contributor, profile: Profile) -> _Presence | None:
    gate = contributor.only_if
    if gate:
        opens = gate.holds(profile)
        # an answer the person is not sure of leaves the gate open: it is not "no"
        if not (opens or (opens is None and gate.unsure(profile))):
            return None
    if contributor.unless and contributor.unless.holds(profile) is True:
        return None
    if contributor.prior is not None:
        return _unfound(contributor, knowledge.clues_by_contributor[contributor.id], profile)
    if contributor.dose is not None:
        return _dosed(contributor, profile)
    return _stated(contributor, profile)


def _stated(contributor: Contributor, profile: Profile) -> _Presence | None:
    rule = contributor.when
    if rule is None:
        return None
    holds = rule.holds(profile)
    if holds is True:
        return _Presence(1.0, 1.0, rule.support(profile))
    if holds is None and (unsure := rule.unsure(profile)):
        return _unsure(contributor, 1.0, unsure)
    return None


def _dosed(contributor: Contributor, profile: Profile) -> _Presence | None:
    dose = contributor.dose
    if dose is None:
        return None
    answer = profile.number(dose.question)
    if answer is not None:
        return _Presence(1.0, dose.units(answer), ((dose.question, None),))
    if profile.is_not_sure(dose.question):
        return _unsure(contributor, dose.units(dose.typical), ((dose.question, None),))
    return None


def _unsure(contributor: Contributor, units: float, support: tuple[tuple[str, str | None], ...]) -> _Presence:
    """Give a person who is not sure the prevalence of others."""
    return _Presence(contributor.prevalence or 0.0, units, support, is_unsure=True)


def _unfound(contributor: Contributor, clues: tuple[Clue, ...], profile: Profile) -> _Presence | None:
    """Raise the prior by the clues that are present; without any, the illness is not considered."""
    states = [(clue, clue.when.holds(profile)) for clue in clues]
    present = tuple(clue for clue, holds in states if holds is True)
    if not present or contributor.prior is None:
        return None
    base = logit(contributor.prior) + sum(math.log(clue.ratio_absent) for clue, holds in states if holds is False)
    return _Presence(
        _posterior(base + sum(math.log(clue.ratio) for clue in present)),
        1.0,
        tuple(dict.fromkeys(pair for clue in present for pair in clue.when.support(profile))),
        clues=present,
        base=base,
    )


def _posterior(log_odds: float) -> float:
    return min(inverse_logit(log_odds), MAX_POSTERIOR)


def _contribution(one: Weighed, total: float, draws: list[float], totals: list[float], first: float) -> Contribution:
    contributor, effect, presence = one.contributor, one.effect, one.presence
    share = one.weight / total
    low, high = percentile_interval([drawn / all_drawn for drawn, all_drawn in zip(draws, totals, strict=True)])
    is_judged = contributor.prior is not None
    return Contribution(
        id=contributor.id,
        group=contributor.group,
        share=share,
        low=min(low, share),
        high=max(high, share),
        first=first,
        probability=presence.probability,
        excess=one.excess,
        units=presence.units,
        effect=effect,
        certainty="very_low" if is_judged else effect.certainty,
        basis="judgement" if is_judged else effect.basis,
        support=presence.support,
        clues=presence.clues,
        is_unsure=presence.is_unsure,
        is_background=contributor.background,
    )


def _excess(effect: Effect, log_ratio: float) -> float:
    return max(0.0, as_risk_ratio(math.exp(log_ratio), effect.comparator_risk) - 1)


def _weight_draws(one: Weighed) -> list[float]:
    """Draw the weight: the effect from its interval, and p from its clues, or had or not where a person is not sure."""
    effect, presence = one.effect, one.presence
    excesses = (
        _excess_draws(effect)
        if presence.units == 1.0
        else [_excess(effect, presence.units * drawn) for drawn in _effect_draws(effect)]
    )
    if presence.is_unsure:
        drawn_or_not = zip(uniforms(one.contributor.id), excesses, strict=True)
        return [excess if uniform < presence.probability else 0.0 for uniform, excess in drawn_or_not]
    if presence.clues:
        clues = zip(*(_clue_draws(clue) for clue in presence.clues), strict=True)
        return [_posterior(presence.base + sum(column)) * e for column, e in zip(clues, excesses, strict=True)]
    return list(excesses)


@cache
def _effect_draws(effect: Effect) -> tuple[float, ...]:
    return log_draws(effect.value, effect.low, effect.high, effect.id)


@cache
def _excess_draws(effect: Effect) -> tuple[float, ...]:
    return tuple(_excess(effect, drawn) for drawn in _effect_draws(effect))


@cache
def _clue_draws(clue: Clue) -> tuple[float, ...]:
    return log_draws(clue.ratio, clue.low, clue.high, clue.id)
