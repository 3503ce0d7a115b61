"""Counts of people: how common cramps are among those of one sex and age, and what two groups of a trial came to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Frequency = Literal["any", "frequent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """People out of 100 with the same outcome in two groups of a trial."""

    outcome: str
    without: int
    with_it: int
    low: int
    high: int
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """How common night leg cramps are among people of one sex and age, in the past month.

    ``value`` [0-1] with its 95 % interval is a weighted proportion of ``people`` asked, aged ``age_low`` to
    ``age_high`` [completed years]; ``frequent`` means five nights or more.
    """

    id: str
    frequency: Frequency
    sex: Literal["female", "male"]
    age_low: int
    age_high: int
    value: float
    low: float
    high: float
    people: int
    reference: str
    locator: str
