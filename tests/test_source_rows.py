"""Each row of the articles that the guide grew from does something: by night, on walks, and in sport."""

from __future__ import annotations

from typing import Any, Final

import pytest

from crampguide import Profile, assess

ROWS: Final[dict[str, dict[str, Any]]] = {
    "too little to drink": {"fluid_l": "little"},
    "sweat": {"heat_hours": "most_days"},
    "salts known to be low": {"conditions": ["low_salts"]},
    "few minerals in food": {"rarely_eats": ["vegetables"]},
    "little milk": {"rarely_eats": ["dairy"]},
    "water tablet": {"medicines": ["thiazide"]},
    "strong water tablet": {"medicines": ["loop_diuretic"]},
    "statin": {"medicines": ["statin"]},
    "inhaler": {"medicines": ["laba"]},
    "blood pressure tablet": {"medicines": ["nifedipine"]},
    "the pill": {"medicines": ["contraceptive_pill"]},
    "hormones": {"medicines": ["oestrogen"]},
    "raloxifene": {"medicines": ["raloxifene"]},
    "bone shots": {"medicines": ["teriparatide"]},
    "painkiller": {"medicines": ["naproxen"]},
    "kidney disease": {"conditions": ["kidney_disease"]},
    "dialysis": {"conditions": ["dialysis"]},
    "diabetes": {"conditions": ["diabetes"]},
    "slow thyroid": {"conditions": ["underactive_thyroid"]},
    "fast thyroid": {"conditions": ["overactive_thyroid"]},
    "glands of the neck": {"conditions": ["parathyroid"]},
    "liver": {"conditions": ["cirrhosis"]},
    "nerve damage": {"conditions": ["neuropathy"]},
    "numb feet": {"nerves": ["numb_feet"]},
    "multiple sclerosis": {"conditions": ["multiple_sclerosis"]},
    "muscle disease": {"conditions": ["muscle_disease"]},
    "Parkinson": {"conditions": ["parkinson"]},
    "narrow spine": {"conditions": ["spinal_stenosis"]},
    "narrow arteries": {"conditions": ["leg_arteries"]},
    "veins": {"conditions": ["varicose_veins"]},
    "low vitamin D": {"conditions": ["low_vitamin_d"]},
    "low vitamin B12": {"conditions": ["low_b12"]},
    "low iron": {"conditions": ["anaemia"]},
    "late pregnancy": {"pregnancy": "third", "sex": "female"},
    "age": {"age": 75},
    "hours of sport": {"exercise_hours": "most_days"},
    "unusual effort": {"effort_change": "yes"},
    "no warm-up": {"sets_off": ["no_warm_up"]},
    "no stretching": {"stretching": "never"},
    "long standing": {"standing_hours": "most"},
    "long sitting": {"sitting_hours": "most"},
    "awkward posture": {"sets_off": ["cramped_position"]},
    "pointed toes": {"sets_off": ["pointed_toes"]},
    "shoes": {"sets_off": ["shoes"]},
    "hardly moving": {"activity": "no", "nights_a_month": 8},
    "body weight": {"bmi": 34},
    "alcohol": {"alcohol_drinks": "a_lot"},
    "smoking": {"smoking": "current"},
    "vomiting": {"body": ["vomiting"]},
    "loose stools": {"body": ["diarrhoea"]},
    "thigh": {"where": ["thigh"]},
}
"""What the articles name, as somebody would answer it."""

NOTHING_TO_SAY: Final = {("low vitamin D", "walking"), ("low vitamin B12", "walking")}
"""Rows that move nothing in one kind of cramp: neither lack has a sign on walks."""


def moved(when: str, **answers: Any) -> tuple[object, ...]:  # noqa: ANN401 - whatever Profile takes
    """Return all that an answer can move: level, shares, advice, and what was studied for other cramps only."""
    report = assess(Profile(when=[when], **answers))
    shares = tuple((one.id, round(one.share, 3)) for one in report.contributors)
    advice = tuple((one.advice.id, bool(one.cautions)) for one in report.assessment.advice)
    return report.level, shares, advice, report.explanation.unstudied


@pytest.mark.parametrize("when", ["night", "walking", "exercise"])
@pytest.mark.parametrize("row", ROWS)
def test_a_row_of_the_articles_moves_something(row: str, when: str) -> None:
    """Diabetes, a slow thyroid and a warm-up moved nothing in one kind of cramp or another."""
    nights = {"nights_a_month": ROWS[row]["nights_a_month"]} if "nights_a_month" in ROWS[row] else {}
    does = moved(when, **ROWS[row]) != moved(when, **nights)
    assert does is ((row, when) not in NOTHING_TO_SAY)


def test_where_it_cramps_tells_causes_apart() -> None:
    """Calf, foot and thigh lead to other causes where something else points to one."""
    told: dict[str, Any] = {"when": ["walking"], "age": 70, "muscles": ["gone_with_rest"]}
    firsts = [
        tuple((one.id, one.share) for one in assess(Profile(**told, where=[where])).contributors) for where in WHERE
    ]
    assert len(set(firsts)) == len(WHERE)


WHERE: Final = ("calf", "foot", "thigh")
