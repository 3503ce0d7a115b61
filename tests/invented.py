"""Invents the people of ``notebooks/people.csv``: as they could stand in a survey, with gaps and three slips.

``python -m tests.invented`` writes the file again. Nobody in it lives. Cramps are drawn from the relative risk that the
guide gives, made stronger, so that there is something to find: the sum ranks people well, and is too cautious.
"""

from __future__ import annotations

import csv
import random
from io import StringIO
from pathlib import Path
from typing import Any, Final

from crampguide import assess_cohort

FILE: Final = Path(__file__).parent.parent / "notebooks" / "people.csv"
PEOPLE: Final = 500
SEED: Final = 20_261_127
MEDICINES: Final = {"statin": 0.25, "thiazide": 0.12, "laba": 0.07, "ssri": 0.1, "ppi": 0.12, "metformin": 0.08}
ILLNESSES: Final = {"diabetes": 0.12, "arthritis": 0.3, "kidney_disease": 0.05, "high_blood_pressure": 0.35}
GAP: Final = 0.05
"""How many cells of a column nobody filled in [0-1]."""

LEAST: Final = 0.1
KEENER: Final = 1.5
"""Cramps are drawn from LEAST times the relative risk to the power of KEENER [0-1]."""
SLIPS: Final[dict[int, dict[str, Any]]] = {
    41: {"age": 720},
    166: {"smoking": "sometimes"},
    303: {"sex": "male", "pregnancy": "third"},
}
"""What went wrong when the table was typed, by row."""


def people() -> list[dict[str, Any]]:
    """Return the table, a row a person."""
    dice = random.Random(SEED)  # noqa: S311 - a table to learn with
    table = [_person(dice, number) for number in range(1, PEOPLE + 1)]
    for row, found in zip(table, assess_cohort(table, keep=["person"]), strict=True):
        row["has_cramps"] = int(dice.random() < min(0.95, LEAST * found.relative_risk**KEENER))
    for number, slip in SLIPS.items():
        table[number - 1] |= slip
    return table


def _person(dice: random.Random, number: int) -> dict[str, Any]:
    age, sex = dice.randint(20, 89), dice.choice(["female", "male"])
    older = 0.4 if age < 50 else 1.3
    taken = [name for name, share in MEDICINES.items() if dice.random() < share * older]
    pregnant = sex == "female" and age < 45 and dice.random() < 0.08
    row: dict[str, Any] = {
        "person": number,
        "age": age,
        "sex": sex,
        "pregnancy": dice.choice(["first", "second", "third"]) if pregnant else "",
        "bmi": round(dice.gauss(27, 4.5), 1),
        "smoking": dice.choices(["never", "former", "current"], [5, 3, 2])[0],
        "medicines": "; ".join(taken or ["nothing_else"]),
    }
    row |= {
        f"conditions.{name}": dice.choices(["yes", "no"], [share * older, 1 - share * older])[0]
        for name, share in ILLNESSES.items()
    }
    for column in ("age", "bmi", "smoking", "conditions.diabetes"):
        if dice.random() < GAP:
            row[column] = ""
    return row


def as_csv(table: list[dict[str, Any]]) -> str:
    """Return a table as it stands in the file."""
    text = StringIO()
    writer = csv.DictWriter(text, list(table[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    return text.getvalue()


if __name__ == "__main__":
    FILE.write_text(as_csv(people()), encoding="utf-8")
