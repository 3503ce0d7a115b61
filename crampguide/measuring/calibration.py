"""Whether the shares that the guide tells come true in the published cases: what was told beside how often it was so.

All cases count, those too whose level is so urgent that a person is shown no share.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from crampguide.measuring.cases import NO_CAUSE, Rate, rate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crampguide.measuring.cases import CaseResult

BANDS: Final = 5
"""Into how many bands of equal width the shares told are put."""

FEW: Final = 10
"""Entries below which a band says nothing about the guide."""


class Told(NamedTuple):
    """A share that was told [0-1], and whether that was the cause, or the cause or at work beside it."""

    share: float
    is_cause: bool
    is_cause_or_secondary: bool


def told_groups(results: Iterable[CaseResult]) -> list[Told]:
    """Return the share of each group of causes that is told of a case."""
    return [
        Told(share, group == result.case.group, group in {result.case.group, *result.case.secondary})
        for result in results
        for group, share in result.shares
    ]


def told_no_cause(results: Iterable[CaseResult]) -> list[Told]:
    """Return the share that is told of each case to have no cause found."""
    return [
        Told(result.unexplained, result.case.group == NO_CAUSE, NO_CAUSE in {result.case.group, *result.case.secondary})
        for result in results
    ]


def unnamed(results: Iterable[CaseResult]) -> list[CaseResult]:
    """Return the cases whose established group has no share at all."""
    return [r for r in results if r.case.group != NO_CAUSE and r.case.group not in dict(r.shares)]


class Band(NamedTuple):
    """Shares told between two bounds, their mean [all 0-1], and how many were the cause, or at work beside it too."""

    low: float
    high: float
    told: float
    cause: Rate
    either: Rate

    @property
    def seen(self) -> float:
        """In how many it was the cause [0-1]."""
        return self.cause.hits / self.cause.of

    @property
    def gap(self) -> float:
        """How much more often it was the cause than was told [-1 to 1]."""
        return self.seen - self.told


def calibrate(told: Iterable[Told]) -> tuple[Band, ...]:
    """Put shares into bands of equal width, and compare each with what was found; a band without any is left out.

    Parameters
    ----------
    told : iterable of Told

    Returns
    -------
    tuple of Band
        The lowest first.

    Examples
    --------
    Of two told 0.1 and 0.3, the second was the cause:

    >>> bands = calibrate([Told(0.1, False, False), Told(0.3, True, True)])
    >>> [(band.low, band.high, band.told, band.seen) for band in bands]
    [(0.0, 0.2, 0.1, 0.0), (0.2, 0.4, 0.3, 1.0)]
    """
    by: dict[int, list[Told]] = {}
    for one in told:
        by.setdefault(min(BANDS - 1, int(one.share * BANDS)), []).append(one)
    return tuple(
        Band(
            place / BANDS,
            (place + 1) / BANDS,
            sum(one.share for one in own) / len(own),
            rate("cause", [one.is_cause for one in own]),
            rate("either", [one.is_cause_or_secondary for one in own]),
        )
        for place, own in sorted(by.items())
    )


def widest(bands: Iterable[Band]) -> Band:
    """Return the band that is furthest off, of those with more than a few entries.

    Raises
    ------
    ValueError
        If each band has few.
    """
    return max((band for band in bands if band.cause.of >= FEW), key=lambda band: abs(band.gap))
