"""What has been tried against cramps: one record for each trial or review, with what it counted and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from crampguide.knowledge.dangers import Basis  # noqa: TC001 - the strict reader looks up the types of fields

Whom = Literal["night", "exercise", "pregnancy", "dialysis", "liver", "nerves", "children"]
Verdict = Literal["may_help", "little", "risk", "unknown"]
Grade = Literal["high", "moderate", "low", "very_low"]

ALL: Final = 100.0
"""The one denominator of the guide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """The same count without a treatment and with it: people out of 100, or cramps that are left of 100.

    ``of`` says what is counted: ``people`` who had ``outcome`` (a good one), or ``cramps``, where ``without`` is 100.
    ``low`` and ``high`` are the 95 % interval of ``with_it``; both are left out where what was read gives none.
    """

    of: Literal["people", "cramps"]
    outcome: str
    without: float
    with_it: float
    basis: Basis
    low: float | None = None
    high: float | None = None

    @property
    def better(self) -> tuple[float, float | None, float | None]:
        """How many of 100 are better off with it, and its interval; below 0 they are worse off."""
        if self.low is None or self.high is None:
            return self._gained(self.with_it), None, None
        ends = sorted((self._gained(self.low), self._gained(self.high)))
        return self._gained(self.with_it), ends[0], ends[1]

    def _gained(self, with_it: float) -> float:
        return with_it - self.without if self.of == "people" else self.without - with_it


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """What one trial or review found about something tried against cramps.

    ``name`` is what was tried, ``of`` the piece of advice it stands beside (empty: none), ``whom`` what kind of
    cramps, ``people`` who took part and how many, ``compared`` with what. ``finding`` is told in people or cramps.
    ``certainty`` is ours by GRADE, and ``reason`` says why it is not higher. ``gain`` is there where both groups were
    counted.
    """

    id: str
    name: str
    whom: Whom
    people: str
    compared: str
    finding: str
    verdict: Verdict
    certainty: Grade
    reason: str
    reference: str
    locator: str
    of: str = ""
    gain: Gain | None = None
