"""Each row of the articles that the guide grew from does something: by night, on walks, and in sport."""

from __future__ import annotations

from typing import Any, Final

import pytest

from crampguide import Profile, assess

ROWS: Final[dict[str, dict[str, Any]]] = {
    "too little to drink": {"fluid_l": "little"},
    "plenty to drink": {"fluid_l": "a_lot"},
    "sweat": {"heat_hours": "most_days"},
    "a salt known to be low": {"conditions": ["low_salts"]},
    "low potassium": {"conditions": ["low_potassium"]},
    "low magnesium": {"conditions": ["low_magnesium"]},
    "low calcium": {"conditions": ["low_calcium"]},
    "low sodium": {"conditions": ["low_sodium"]},
    "potassium lost by laxatives": {"medicines": ["laxative"]},
    "potassium lost by liquorice": {"diet": ["liquorice"]},
    "potassium lost by an inhaler": {"medicines": ["reliever_heavy"]},
    "magnesium lost by an acid blocker": {"medicines": ["ppi"]},
    "magnesium lost by chemo": {"medicines": ["cisplatin"]},
    "magnesium lost in the gut": {"conditions": ["gut_disease"]},
    "calcium lost after neck surgery": {"recent": ["neck_surgery"]},
    "calcium lost by a bone shot": {"medicines": ["bone_injection"]},
    "sodium lost by a mood tablet": {"medicines": ["ssri"]},
    "sodium thinned by water": {"diet": ["plain_water"]},
    "sodium lost in sweat": {"diet": ["salt_marks"]},
    "menopause": {"body": ["menopause"]},
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
    "body weight in words": {"bmi": "obese"},
    "alcohol": {"alcohol_drinks": "a_lot"},
    "smoking": {"smoking": "current"},
    "vomiting": {"body": ["vomiting"]},
    "loose stools": {"body": ["diarrhoea"]},
    "thigh": {"where": ["thigh"]},
}
"""What the articles name, as somebody would answer it."""


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
    assert moved(when, **ROWS[row]) != moved(when, **nights)


def test_where_it_cramps_tells_causes_apart() -> None:
    """Calf, foot and thigh lead to other causes where something else points to one."""
    told: dict[str, Any] = {"when": ["walking"], "age": 70, "muscles": ["gone_with_rest"]}
    firsts = [
        tuple((one.id, one.share) for one in assess(Profile(**told, where=[where])).contributors) for where in WHERE
    ]
    assert len(set(firsts)) == len(WHERE)


WHERE: Final = ("calf", "foot", "thigh")


def test_what_to_drink_follows_what_one_drinks() -> None:
    """The same text stood for half a litre and for ten: little, enough and a lot are three things."""
    told = {drink: advised(fluid_l=drink) for drink in ("little", "usual", "a_lot")}
    assert "drink_more" in told["little"]
    assert "drink_enough" in told["a_lot"]
    assert not {"drink_more", "drink_enough"} & told["usual"]
    assert "drink_more" not in advised(fluid_l="little", conditions=["heart_failure"])
    assert "drink_more" not in advised(fluid_l="little", diet=["plain_water"])


def test_the_menopause_is_told_as_what_nobody_knows() -> None:
    """It had no place to be said; no study was found, so it gets advice and an honest verdict, and no number."""
    asked = assess(Profile(when=["night"], sex="female", age=52, body=["menopause"]))
    assert next(claim for claim in asked.assessment.claims if claim.id == "menopause").verdict == "weak"
    assert "menopause" in advised(sex="female", body=["menopause"])
    without = assess(Profile(when=["night"], sex="female", age=52))
    assert [one.share for one in asked.contributors] == [one.share for one in without.contributors]


@pytest.mark.parametrize("salt", ["potassium", "magnesium", "calcium", "sodium"])
def test_a_salt_known_to_be_low_keeps_its_cause(salt: str) -> None:
    """One box stood for four salts: it matters which, and a diagnosis never lowers its cause."""
    known = {one.id: one.share for one in assess(Profile(when=["night"], conditions=[f"low_{salt}"])).contributors}
    assert f"{salt}_known" in known
    assert "low_salts" not in known
    signs: dict[str, Any] = {"when": ["night"], "muscles": ["weakness"], "medicines": ["thiazide", "ppi"]}
    before, after = (
        sum(one.share for one in assess(Profile(**signs, **more)).contributors if one.id.startswith(salt))
        for more in ({}, {"conditions": [f"low_{salt}"]})
    )
    assert after >= before


def advised(**answers: Any) -> set[str]:  # noqa: ANN401 - whatever Profile takes
    """Return the advice for a person with night cramps."""
    return {one.advice.id for one in assess(Profile(when=["night"], **answers)).assessment.advice}
