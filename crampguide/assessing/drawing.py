"""The uncertainty of a score: each weight is drawn many times, and shares are taken of the draws.

Nothing is left to chance: the same answers give the same draws on every machine.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from crampguide.assessing.effect_sizes import DRAWS, Z_95, log_draws, percentile_interval, standard_normals, uniforms
from crampguide.assessing.known import excess_of
from crampguide.assessing.likeness import DAMPING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crampguide.assessing.known import Known
    from crampguide.assessing.likeness import Likeness
    from crampguide.assessing.weighing import Weighed
    from crampguide.knowledge.records import Effect

PRIOR_ERROR: Final = math.log(3) / Z_95
"""Standard error of a prior [log]: 95 of 100 lie within three times more or less. Judgement."""

BAND_ERROR: Final = 0.25
"""Standard error of a log ratio from the width of its band [log]: "frequent" is 30 to 79 of 100."""


class Drawn(NamedTuple):
    """A share with its 95 % interval, and how often it is the largest of the causes [each 0-1]."""

    share: float
    low: float
    high: float
    first: float


def draw_shares(weighed: list[Weighed], likeness: Likeness) -> tuple[list[Drawn], Drawn]:
    """Return the share of each contributor, in their order, and of what has no cause found.

    Parameters
    ----------
    weighed : list of Weighed
    likeness : Likeness
        It tells how many findings a presentation rests on.
    """
    draws = [_draws(one, likeness) for one in weighed]
    total = 1.0 + sum(one.weight for one in weighed)
    totals = [1 + sum(column) for column in zip(*draws, strict=True)] or [1.0] * DRAWS
    firsts = (leader / DRAWS for leader in _leaders(weighed, draws))
    shares = [
        _drawn(one.weight / total, [drawn / of for drawn, of in zip(own, totals, strict=True)], first)
        for one, own, first in zip(weighed, draws, firsts, strict=True)
    ]
    return shares, _drawn(1 / total, [1 / drawn for drawn in totals])


def plain_shares(weighed: list[Weighed]) -> list[Drawn]:
    """Return the share of each contributor, in their order, where nobody asks how far it could be off."""
    total = 1.0 + sum(one.weight for one in weighed)
    return [Drawn(share := one.weight / total, share, share, 0.0) for one in weighed]


def _drawn(share: float, draws: list[float], first: float = 0.0) -> Drawn:
    low, high = percentile_interval(draws)
    return Drawn(share, min(low, share), max(high, share), first)


def _leaders(weighed: list[Weighed], draws: list[list[float]]) -> list[int]:
    """Count in how many draws each contributor is the largest cause; background leads none."""
    causes = [place for place, one in enumerate(weighed) if not one.contributor.background]
    leaders = [0] * len(weighed)
    for column in zip(*draws, strict=True):
        largest = max(causes, key=column.__getitem__, default=None)
        if largest is not None and column[largest] > 0:
            leaders[largest] += 1
    return leaders


def _draws(one: Weighed, likeness: Likeness) -> list[float]:
    """Draw a weight: of what is known from its effect, of what is found from its presentation."""
    if one.is_found:
        place = one.found[0].place
        error = math.hypot(PRIOR_ERROR, DAMPING * BAND_ERROR * math.sqrt(likeness.counted(place)))
        normals = _normals(likeness.signs.presentations[place].id)
        return [one.weight * math.exp(error * normal) for normal in normals]
    known = one.known
    return [0.0] * DRAWS if known is None or known.effect is None else _known_draws(known, known.effect)


def _known_draws(known: Known, effect: Effect) -> list[float]:
    """Draw a weight from the interval of an effect, had or not where a person is not sure, by units told in words."""
    presence = known.presence
    excesses: Sequence[float]
    if presence.spread:
        low, high = presence.spread
        units = (low + (high - low) * part for part in uniforms(f"{known.contributor.id} units"))
        excesses = [excess_of(effect, unit * drawn) for unit, drawn in zip(units, _effect_draws(effect), strict=True)]
    elif presence.units == 1.0:
        excesses = _excess_draws(effect)
    else:
        excesses = [excess_of(effect, presence.units * drawn) for drawn in _effect_draws(effect)]
    if known.part != 1.0:
        excesses = [known.part * excess for excess in excesses]
    if presence.is_unsure:
        drawn_or_not = zip(uniforms(known.contributor.id), excesses, strict=True)
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
