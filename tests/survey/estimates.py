"""Weighted figures of a survey with two sampled places (PSU) in each stratum, and their design-based intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

T_15: Final = 2.131
"""Quantile of Student's t for a two-sided 95 % interval: 15 strata of two places have 15 degrees of freedom."""


class Estimate(NamedTuple):
    """A figure with its standard error, both in the figure's own unit."""

    value: float
    error: float

    @property
    def low(self) -> float:
        """Lower bound of the 95 % interval."""
        return self.value - T_15 * self.error

    @property
    def high(self) -> float:
        """Upper bound of the 95 % interval."""
        return self.value + T_15 * self.error


def mean(values: Floats, weight: Floats) -> float:
    """Return the weighted mean."""
    return float(values @ weight / weight.sum())


def auc(score: Floats, outcome: Floats, weight: Floats) -> float:
    """Return how often a person with the outcome scores above one without [0-1]; a tie counts half."""
    _, place = np.unique(score, return_inverse=True)
    cases = np.bincount(place, weight * outcome)
    others = np.bincount(place, weight * (1 - outcome))
    below = np.cumsum(others) - others
    return float(cases @ (below + others / 2) / (cases.sum() * others.sum()))


def half_samples(stratum: Whole, psu: Whole) -> Floats:
    """Return balanced factors, a row for each half sample: of each stratum one place counts twice, the other never.

    Rows and columns of a Hadamard matrix balance the halves, so no random number is needed.
    """
    strata = np.unique(stratum)
    size = 1 << len(strata).bit_length()
    halves = np.array([[(row & column).bit_count() % 2 for column in range(1, len(strata) + 1)] for row in range(size)])
    return np.where(halves[:, np.searchsorted(strata, stratum)] + 1 == psu, 2.0, 0.0)


def estimate(figure: Callable[[Floats], float], weight: Floats, factors: Floats) -> Estimate:
    """Return a weighted figure with its standard error by balanced repeated replication."""
    value = figure(weight)
    return Estimate(value, float(np.sqrt(np.mean([(figure(weight * row) - value) ** 2 for row in factors]))))


def of_100(outcome: Floats, inside: Floats, weight: Floats, factors: Floats) -> Estimate:
    """Return how many of 100 people inside a group have the outcome."""
    return estimate(lambda w: 100 * mean(outcome, w * inside), weight, factors)


def tenths(score: Floats, weight: Floats) -> Whole:
    """Return each person's tenth by score, 0 to 9, of equal weight as far as ties allow."""
    _, place = np.unique(score, return_inverse=True)
    mass = np.bincount(place, weight)
    middle = (np.cumsum(mass) - mass / 2) / mass.sum()
    tenth: Whole = np.minimum(middle * 10, 9).astype(np.int64)
    return tenth[place]


def rank_correlation(left: Floats, right: Floats) -> float:
    """Return Spearman's rank correlation [-1 to 1] of two lists without ties."""
    first, second = (np.argsort(np.argsort(values)).astype(np.float64) for values in (left, right))
    return float(np.corrcoef(first, second)[0, 1])
