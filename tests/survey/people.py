"""The people of the survey wave, each as the answers they would give to the guide."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from crampguide import Profile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from crampguide.assessing.fitting import Raw

SURVEY: Final = Path(__file__).parents[3] / "shared" / "survey" / "nhanes_2005_2006_leg_cramps.csv"

ADULT: Final = 20  # [years] from this age on the survey asked about illnesses

CONDITIONS: Final = {
    "anaemia": ("anemia_treated",),
    "arthritis": ("arthritis",),
    "asthma": ("asthma",),
    "cancer": ("cancer",),
    "diabetes": ("diabetes",),
    "heart_disease": ("coronary_heart_disease", "angina", "heart_attack"),
    "heart_failure": ("heart_failure",),
    "high_blood_pressure": ("hypertension",),
    "liver_disease": ("liver_condition_now",),
    "lung_disease": ("emphysema", "chronic_bronchitis"),
    "restless_legs": ("told_restless_legs",),
    "stroke": ("stroke",),
    "underactive_thyroid": ("thyroid_problem_now",),  # the survey does not say under- or overactive; under- is usual
}
"""Boxes of ``conditions``, each with the survey's columns that tick it."""

MEDICINES: Final = {
    "insulin": ("insulin",),
    "statin": ("cholesterol_medicine",),  # the survey does not name it; most of them were statins
}
"""Boxes of ``medicines``; this file names no class of water tablet."""

STATES: Final = {"1": "yes", "yes": "yes", "0": "no", "no": "no", "borderline": "no"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One adult of the survey.

    ``weight`` and ``exam_weight`` are how many people of the country they stand for, among those interviewed and those
    examined; ``stratum`` and ``psu`` say where they were drawn.
    """

    profile: Profile
    age: int
    sex: str
    any_cramp: bool
    frequent: bool
    weight: float
    exam_weight: float
    stratum: int
    psu: int


def read_people(youngest: int = ADULT) -> list[Person]:
    """Return the survey's people from an age on [years]."""
    with SURVEY.open(encoding="utf-8", newline="") as file:
        return [_person(row) for row in csv.DictReader(file) if int(row["age"]) >= youngest]


def _person(row: dict[str, str]) -> Person:
    how_often = int(row["cramp_freq"])  # 0 never, 1 once, 2 two to four, 3 five to fifteen, 4 more nights a month
    return Person(
        profile=Profile(**answers(row)),
        age=int(row["age"]),
        sex=row["sex"],
        any_cramp=how_often > 0,
        frequent=how_often >= 3,
        weight=float(row["weight_interview"]),
        exam_weight=float(row["weight_exam"]),
        stratum=int(row["strata"]),
        psu=int(row["psu"]),
    )


def answers(row: dict[str, str]) -> dict[str, Raw]:
    """Return what one person told the survey, as answers to the guide; what was not asked stays unanswered.

    How often the cramps come is left out: it is the outcome.
    """
    given: dict[str, Raw] = {
        "when": ["night"],
        "age": float(row["age"]),
        "sex": row["sex"],
        "conditions": _ticks(row, CONDITIONS),
        "medicines": _ticks(row, MEDICINES),
        "activity": _activity(row),
    }
    if row["pregnant"]:
        given["pregnancy"] = "unknown_weeks" if row["pregnant"] == "1" else "no"
    numbers: dict[str, tuple[str, Callable[[float], float]]] = {
        "bmi": ("bmi", lambda value: min(max(value, 12.0), 60.0)),
        "alcohol_drinks": ("alcohol_drinks_per_week", lambda value: min(value, 80.0)),
    }
    return given | {
        question: within(float(row[column])) for question, (column, within) in numbers.items() if row[column]
    }


def _ticks(row: dict[str, str], boxes: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return yes, no or nothing for each box: yes if any column says so, no if all do."""
    ticks = {}
    for box, columns in boxes.items():
        said = [STATES.get(row[column]) for column in columns]
        if "yes" in said:
            ticks[box] = "yes"
        elif None not in said:
            ticks[box] = "no"
    return ticks


def _activity(row: dict[str, str]) -> str:
    if row["leisure_vigorous"] == "1" or row["work_heavy"] == "1":
        return "yes"
    return "some" if row["leisure_moderate"] == "1" else "no"
