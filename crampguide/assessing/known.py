"""What a person states: exposures and doses, with the published number that fits the time of their cramps.

For each contributor c and answers x::

    p_c    how likely c applies: 1 if stated, 0 if denied, its prevalence if the person is not sure
    e_c    excess relative risk: risk ratio - 1, never below 0; part of it for a medicine that was not the new one
    w_c    p_c * e_c
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from crampguide.assessing.effect_sizes import as_risk_ratio
from crampguide.assessing.profile import InWords
from crampguide.knowledge.presentations import CHANGE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crampguide.assessing.profile import Profile
    from crampguide.knowledge.records import Contributor, Effect, Knowledge

FREQUENT_NIGHTS: Final = 5
"""Nights a month from which the survey counts cramps as frequent (grandner2017)."""

NOT_NEW: Final = 0.5
"""Part of its excess [0-1] that a medicine keeps when its name is told not to be the new one, and no study of long use
gives a number. Judgement: an event whose time makes a link improbable is "unlikely" to come from it (who_umc), and what
a statin added in blinded trials came in the first year (ctt2022). Half is a cautious reading of that."""

STOPPED: Final = 0.1
"""Part of its excess [0-1] that a medicine keeps which was stopped more than a few days ago. Judgement: a cause that is
gone can act for a while, but cramps that go on without it seldom come from it."""

EXERCISE_TIMES: Final = ("exercise", "after_exercise")
REST_TIMES: Final = ("night", "rest", "walking", "standing", "dialysis")


@dataclass(frozen=True, slots=True)
class Presence:
    """How far a contributor applies: p [0-1], dose units, and the answers behind it.

    ``spread`` is between how many units an amount told in words lies, or None.
    """

    probability: float
    units: float
    support: tuple[tuple[str, str | None], ...]
    is_unsure: bool = False
    spread: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A contributor that the person states, and e [-] of the estimate that fits their cramps, if any does.

    ``part`` [0-1] of it counts: all, but for a medicine that was taken long before they began.
    """

    contributor: Contributor
    presence: Presence
    effect: Effect | None
    excess: float
    part: float = 1.0

    @property
    def weight(self) -> float:
        """The product of p and e [-]."""
        return self.presence.probability * self.excess


def known_exposures(
    knowledge: Knowledge, profile: Profile, among: Iterable[Contributor] | None = None
) -> dict[str, Known]:
    """Return what a person states, by contributor id, without its uncertainty.

    Parameters
    ----------
    knowledge : Knowledge
    profile : Profile
        Answers that have been checked.
    among : iterable of Contributor, optional
        Contributors to look at; all by default.

    Returns
    -------
    dict
        In the order of the contributors; with a weight of 0 where no estimate fits these cramps.
    """
    fitting = (*settings(profile), "both")
    found = {}
    for contributor in knowledge.statable if among is None else among:
        told = as_told_of(knowledge, contributor, profile)
        presence = _presence(contributor, told)
        if presence is None or presence.probability == 0:
            continue
        effect = _applicable_effect(knowledge, contributor, told, fitting)
        part = _part(knowledge, contributor, told)
        excess = part * excess_of(effect, presence.units * math.log(effect.value)) if effect else 0.0
        found[contributor.id] = Known(contributor, presence, effect, excess, part)
    return found


def as_told_of(knowledge: Knowledge, contributor: Contributor, profile: Profile) -> Profile:
    """Return the answers as they tell of one medicine: of several, the person may have said which is the new one."""
    if not profile.heard:
        return profile
    if contributor.when is not None and CHANGE in contributor.when.questions:
        return profile.of_new_medicines()
    return profile.about(knowledge.medicines_of[contributor.id])


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
    if any(effect.taken != "any" for effect in candidates):
        other = "new" if _heard_of(knowledge, contributor, profile) in {"no", "stopped"} else "long"
        candidates = [effect for effect in candidates if effect.taken != other]
    # that of people who take it as long, the narrowest, then that of the same frequency; then the larger one, as of one
    # for night and one for sport
    candidates.sort(
        key=lambda effect: (
            effect.taken == "any",
            -(effect.when.narrowness if effect.when else 0),
            effect.frequency != frequency,
            -effect.value,
        )
    )
    return candidates[0] if candidates else None


def _part(knowledge: Knowledge, contributor: Contributor, profile: Profile) -> float:
    """Return what part of its number counts of a medicine that is told not to be new, or that is no longer taken."""
    heard = _heard_of(knowledge, contributor, profile)
    if contributor.builds_up or heard in {None, "yes"}:
        return 1.0
    if heard == "stopped":
        return STOPPED
    return NOT_NEW if contributor.id in knowledge.fading else 1.0


def _heard_of(knowledge: Knowledge, contributor: Contributor, profile: Profile) -> str | None:
    """Return what the person told by name of the medicines of a contributor; a box ticked says nothing of it."""
    return profile.heard_of(knowledge.medicines_of[contributor.id]) if profile.heard else None


def _presence(contributor: Contributor, profile: Profile) -> Presence | None:
    presence = _dosed(contributor, profile) if contributor.dose else _stated(contributor, profile)
    return presence if presence and not is_covered(contributor, profile) else None


def is_covered(contributor: Contributor, profile: Profile) -> bool:
    """Return whether something else that the person states counts for a contributor already."""
    return contributor.unless is not None and contributor.unless.holds(profile) is True


def _stated(contributor: Contributor, profile: Profile) -> Presence | None:
    rule = contributor.when
    if rule is None:
        return None
    holds = rule.holds(profile)
    if holds is True:
        return Presence(1.0, 1.0, rule.support(profile))
    if holds is None and (unsure := rule.unsure(profile)):
        return _unsure(contributor, 1.0, unsure)
    return None


def _dosed(contributor: Contributor, profile: Profile) -> Presence | None:
    dose = contributor.dose
    if dose is None:
        return None
    answer = profile.number(dose.question)
    if answer is not None:
        units, spread = dose.units(answer), None
        if isinstance(answer, InWords):
            low, high = sorted(map(dose.units, (answer.amount.low, answer.amount.high)))
            spread = (low, high)
        return Presence(1.0, units, ((dose.question, None),), spread=spread) if units else None
    if profile.is_not_sure(dose.question):
        return _unsure(contributor, dose.units(dose.typical), ((dose.question, None),))
    return None


def _unsure(contributor: Contributor, units: float, support: tuple[tuple[str, str | None], ...]) -> Presence:
    """Give a person who is not sure the prevalence of others."""
    return Presence(contributor.prevalence or 0.0, units, support, is_unsure=True)


def excess_of(effect: Effect, log_ratio: float) -> float:
    """Return the excess relative risk of a log ratio [0 or more]."""
    return max(0.0, as_risk_ratio(math.exp(log_ratio), effect.comparator_risk) - 1)
