"""What the survey says of the guide's equation: discrimination and calibration."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from crampguide import Profile, assess_cohort
from crampguide.assessing.known import FREQUENT_NIGHTS

from .estimates import Estimate, auc, estimate, half_samples, mean, tenths
from .logistic import fit, inputs, unseen_log_odds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crampguide.knowledge.counted import Baseline

    from .estimates import Floats, Whole
    from .people import Person

COMMAND: Final = "python -m tests.survey.write"
FOLDS: Final = 5  # of six sampled places each
OUTCOMES: Final = ("any", "frequent")
SAME_FOR_ALL: Final = float(FREQUENT_NIGHTS)
"""Nights a month told for everybody, to ask for the estimates of frequent cramps; it separates nobody."""


class Discrimination(NamedTuple):
    """AUC [0-1] for one outcome by the guide's estimates for it, and of logistic regression on the same inputs."""

    outcome: str
    guide: Estimate
    logistic_unseen: Estimate
    logistic_seen: float


class Tenth(NamedTuple):
    """One tenth of the people by relative risk: its mean [-] and how many of 100 have the outcome."""

    number: int
    relative_risk: float
    observed: float


@dataclass(frozen=True, repr=False)
class Wave:
    """The survey's adults, scored by the guide."""

    people: tuple[Person, ...]

    @cached_property
    def outcomes(self) -> dict[str, Floats]:
        """1 for each person who has cramps at all, or frequent ones, else 0."""
        return {
            "any": np.array([float(person.any_cramp) for person in self.people]),
            "frequent": np.array([float(person.frequent) for person in self.people]),
        }

    @cached_property
    def scores(self) -> dict[str, Floats]:
        """The guide's relative risk [-] of each person, by the estimates for any and for frequent cramps."""
        profiles = [person.profile for person in self.people]
        return {estimates: _relative_risks(profiles, estimates) for estimates in OUTCOMES}

    @cached_property
    def weight(self) -> Floats:
        """How many people of the country each interviewed person stands for."""
        return np.array([person.weight for person in self.people])

    @cached_property
    def exam_weight(self) -> Floats:
        """The same for those examined, as BMI and pregnancy come from the examination."""
        return np.array([person.exam_weight for person in self.people])

    @cached_property
    def factors(self) -> Floats:
        """Balanced half samples."""
        return half_samples(*self._design)

    @cached_property
    def fold(self) -> Whole:
        """A fold for each person; a sampled place is never split."""
        stratum, psu = self._design
        return (2 * stratum + psu) % FOLDS

    @property
    def _design(self) -> tuple[Whole, Whole]:
        return np.array([person.stratum for person in self.people]), np.array([person.psu for person in self.people])

    def discrimination(self, outcome: str) -> Discrimination:
        """Return how well the relative risk separates, beside logistic regression."""
        had, weight = self.outcomes[outcome], self.exam_weight
        given = inputs([person.profile for person in self.people])
        unseen = unseen_log_odds(given, had, weight, self.fold)
        return Discrimination(
            outcome,
            estimate(lambda w: auc(self.scores[outcome], had, w), weight, self.factors),
            estimate(lambda w: auc(unseen, had, w), weight, self.factors),
            auc(given @ fit(given, had, weight), had, weight),
        )

    def calibration(self, outcome: str) -> list[Tenth]:
        """Return the outcome by tenths of the relative risk."""
        scores, weight = self.scores[outcome], self.exam_weight
        group = tenths(scores, weight)
        return [
            Tenth(
                number + 1,
                mean(scores, weight * (group == number)),
                100 * mean(self.outcomes[outcome], weight * (group == number)),
            )
            for number in range(10)
        ]

    def implied(self, baseline: Baseline) -> float:
        """Return the outcome [0-1] that the relative risk gives a group of one sex and age, one constant for all."""
        scores, had, weight = self.scores[baseline.frequency], self.outcomes[baseline.frequency], self.exam_weight
        inside = [p.sex == baseline.sex and baseline.age_low <= p.age <= baseline.age_high for p in self.people]
        return mean(scores, weight * np.array(inside)) * mean(had, weight) / mean(scores, weight)


def _relative_risks(profiles: list[Profile], estimates: str) -> Floats:
    if estimates == "frequent":
        profiles = [profile.with_answer("nights_a_month", SAME_FOR_ALL) for profile in profiles]
    return np.array([row.relative_risk for row in assess_cohort(profiles)])


def figures_toml(wave: Wave, baselines: Iterable[Baseline]) -> str:
    """Return all figures as the text of ``data/survey.toml``."""
    lines = ["# How the equation did on the survey's people. Measured, never written by hand:", f"# {COMMAND}"]
    for outcome in OUTCOMES:
        row = wave.discrimination(outcome)
        lines += ["", "[[discrimination]]", f'id = "{outcome}"', f"people = {len(wave.people)}"]
        lines += [f"guide = {row.guide.value:.3f}", f"low = {row.guide.low:.3f}", f"high = {row.guide.high:.3f}"]
        lines += [f"fitted = {row.logistic_seen:.3f}"]
    for outcome in OUTCOMES:
        for tenth in wave.calibration(outcome):
            lines += ["", "[[tenth]]", f'id = "{outcome}_{tenth.number}"', f'frequency = "{outcome}"']
            lines += [f"number = {tenth.number}", f"relative_risk = {tenth.relative_risk:.3f}"]
            lines += [f"observed = {tenth.observed / 100:.4f}"]
    for baseline in baselines:
        lines += ["", "[[implied]]", f'id = "{baseline.id}"', f"value = {wave.implied(baseline):.4f}"]
    return "\n".join([*lines, ""])


def discrimination_text(rows: list[Discrimination]) -> str:
    """Return the rows as a table for a terminal."""
    lines = ["survey, AUC (95 %): cramps | guide | logistic, places not seen | logistic, all seen"]
    for row in rows:
        guide, unseen = (f"{e.value:.3f} ({e.low:.3f}-{e.high:.3f})" for e in (row.guide, row.logistic_unseen))
        lines.append(f"  {row.outcome:8} | {guide} | {unseen} | {row.logistic_seen:.3f}")
    return "\n".join(lines)


def calibration_text(outcome: str, rows: list[Tenth]) -> str:
    """Return the rows as a table for a terminal."""
    lines = [f"survey, {outcome} cramps by tenth of the relative risk: mean relative risk, of 100 people"]
    lines += [f"  {row.number:2}  {row.relative_risk:5.2f}  {row.observed:5.1f}" for row in rows]
    return "\n".join(lines)
