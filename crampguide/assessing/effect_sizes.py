"""Arithmetic of effect estimates on plain numbers: intervals, odds and risks, draws. It knows no record and no text."""

from __future__ import annotations

import math
from functools import cache
from random import Random
from typing import Final

DRAWS: Final = 300
"""How many times each uncertain number is drawn; the same draws every time."""

Z_95: Final = 1.959964
"""Standard normal quantile of a two-sided 95 % interval."""


def standard_error(low: float, high: float) -> float:
    """Return the standard error of a log ratio from its 95 % interval.

    Parameters
    ----------
    low, high : float > 0
        Bounds of the interval [-]; ``high`` is at least ``low``.

    Returns
    -------
    float
        Standard error [log ratio].

    Notes
    -----
    ``(ln high - ln low) / (2 * 1.96)``: the log ratio is taken as normal.

    Examples
    --------
    The standard error of 1.47 (1.33 to 1.63), any diuretic, garrison2012:

    >>> round(standard_error(1.33, 1.63), 3)
    0.052
    """
    return (math.log(high) - math.log(low)) / (2 * Z_95)


def risk_ratio_from_odds_ratio(odds_ratio: float, comparator_risk: float) -> float:
    """Return the risk ratio that an odds ratio stands for when the outcome is common.

    Parameters
    ----------
    odds_ratio : float > 0
        Odds ratio [-].
    comparator_risk : float, 0 to 1
        How common the outcome is without the exposure [proportion].

    Returns
    -------
    float
        Risk ratio [-]; nearer to 1 than the odds ratio.

    Notes
    -----
    Zhang and Yu: ``OR / (1 - p0 + p0 * OR)``.

    Examples
    --------
    Calf cramps in the third trimester, odds ratio 8.02 against 11.6 of 100 in the first (duan2018); the paper's own
    counts, 50.2 against 11.6 of 100, give 4.33:

    >>> round(risk_ratio_from_odds_ratio(8.02, 0.116), 2)
    4.42
    """
    return odds_ratio / (1 - comparator_risk + comparator_risk * odds_ratio)


def as_risk_ratio(ratio: float, comparator_risk: float | None) -> float:
    """Return a published ratio as a risk ratio [-].

    Only an odds ratio comes with the comparator's risk; sequence, rate and prevalence ratios are used as they are.

    Examples
    --------
    >>> as_risk_ratio(2.42, None), round(as_risk_ratio(8.02, 0.116), 2)
    (2.42, 4.42)
    """
    return ratio if comparator_risk is None else risk_ratio_from_odds_ratio(ratio, comparator_risk)


def standard_normals(seed: str, count: int = DRAWS) -> tuple[float, ...]:
    """Return standard normal draws that are the same for the same seed, on every machine.

    Examples
    --------
    >>> standard_normals("statin", 2) == standard_normals("statin", 2)
    True
    """
    random = Random(seed)  # noqa: S311 - repeatable draws for an interval, no secret
    return tuple(random.gauss(0.0, 1.0) for _ in range(count))


@cache
def uniforms(seed: str, count: int = DRAWS) -> tuple[float, ...]:
    """Return uniform draws in [0, 1) that are the same for the same seed, on every machine."""
    random = Random(seed)  # noqa: S311 - repeatable draws for an interval, no secret
    return tuple(random.random() for _ in range(count))


def log_draws(value: float, low: float, high: float, seed: str) -> tuple[float, ...]:
    """Return draws of a log ratio from its value and 95 % interval."""
    centre, error = math.log(value), standard_error(low, high)
    return tuple(centre + error * normal for normal in standard_normals(seed))


def logit(probability: float) -> float:
    """Return the log odds of a probability."""
    return math.log(probability / (1 - probability))


def inverse_logit(log_odds: float) -> float:
    """Return the probability of log odds."""
    return 1 / (1 + math.exp(-log_odds))


def percentile_interval(values: list[float]) -> tuple[float, float]:
    """Return the middle 95 % of drawn values.

    Examples
    --------
    >>> percentile_interval([float(n) for n in range(1, 101)])
    (3.0, 98.0)
    """
    ordered = sorted(values)
    cut = int(0.025 * len(ordered))
    return ordered[cut], ordered[-1 - cut]
