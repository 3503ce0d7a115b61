"""Survey-weighted logistic regression on the guide's own inputs, to see what any fitted model could reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from .people import CONDITIONS, MEDICINES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crampguide import Profile

    from .estimates import Floats, Whole

NUMBERS: Final = ("age", "bmi", "alcohol_drinks")
CHOICES: Final = {"sex": ("female",), "pregnancy": ("unknown_weeks",), "activity": ("yes", "no")}
CHECKLISTS: Final = {"conditions": tuple(CONDITIONS), "medicines": tuple(MEDICINES)}


def inputs(profiles: Sequence[Profile]) -> Floats:
    """Return one row a person: 1, each number with a mark where it is missing, each choice and each ticked box."""
    columns = [np.ones(len(profiles))]
    for question in NUMBERS:
        given = np.array([profile.number(question) for profile in profiles], dtype=np.float64)  # None becomes NaN
        missing = np.isnan(given)
        columns.append(np.where(missing, 0.0, (given - np.nanmean(given)) / np.nanstd(given)))
        if missing.any():
            columns.append(missing.astype(np.float64))
    for question, options in CHOICES.items():
        columns += [np.array([float(p.choice(question) == option) for p in profiles]) for option in options]
    for question, boxes in CHECKLISTS.items():
        columns += [np.array([float(p.state(question, box) == "yes") for p in profiles]) for box in boxes]
    return np.column_stack(columns)


def fit(given: Floats, outcome: Floats, weight: Floats) -> Floats:
    """Return the coefficients by Newton steps; a ridge of one person keeps those of rare answers finite."""
    weight = weight / weight.mean()
    ridge = np.eye(given.shape[1])
    ridge[0, 0] = 0.0  # the intercept is free
    coefficients = np.zeros(given.shape[1])
    for _ in range(12):
        risk = 1 / (1 + np.exp(-given @ coefficients))
        slope = given.T @ (weight * (outcome - risk)) - ridge @ coefficients
        curve = (given * (weight * risk * (1 - risk))[:, None]).T @ given + ridge
        coefficients += np.linalg.solve(curve, slope)
    return coefficients


def unseen_log_odds(given: Floats, outcome: Floats, weight: Floats, fold: Whole) -> Floats:
    """Return each person's log odds from a fit that did not see the places of their fold."""
    log_odds = np.zeros(len(outcome))
    for held_out in np.unique(fold):
        seen = fold != held_out
        log_odds[~seen] = given[~seen] @ fit(given[seen], outcome[seen], weight[seen])
    return log_odds
