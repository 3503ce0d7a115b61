"""Pictures that a clinician and testers found judged too low or too high, each with the level they asked for."""

from __future__ import annotations

from typing import Any

import pytest

from crampguide import Profile, assess
from crampguide.knowledge.dangers import LEVELS

NOTHING = ["nothing_else"]

TOO_LOW_BEFORE: list[tuple[str, dict[str, Any], str]] = [
    ("chemo_and_fever", {"medicines": ["chemotherapy"], "recent": ["fever_illness"], "started": "days"}, "same_day"),
    ("lung_clot_after_surgery", {"recent": ["surgery"], "body": ["breathless", "palpitations"]}, "emergency"),
    (
        "lung_clot_past_clot",
        {"side": "one", "started": "months", "conditions": ["past_clot"], "body": ["breathless"]},
        "emergency",
    ),
    (
        "lung_clot_on_the_pill",
        {"age": 22, "sex": "female", "medicines": ["contraceptive_pill"], "body": ["breathless", "palpitations"]},
        "emergency",
    ),
    (
        "clot_after_birth",
        {"pregnancy": "after_birth", "where": ["calf"], "started": "hours", "pain": 8, "spoils": ["walking"]},
        "same_day",
    ),
    ("clot_again", {"conditions": ["past_clot"], "where": ["calf"], "started": "days"}, "same_day"),
    (
        "blocked_artery_by_its_signs",
        {"conditions": ["atrial_fibrillation"], "side": "one", "started": "hours", "nerves": ["numb_feet"], "pain": 9},
        "emergency",
    ),
    (
        "compartment_in_a_cast",
        {
            "recent": ["cast_or_injury"],
            "started": "hours",
            "pain": 10,
            "nerves": ["numb_feet"],
            "stretch_helps": "no",
            "minutes": 60,
            "side": "one",
        },
        "emergency",
    ),
    ("quinine_in_pregnancy", {"pregnancy": "first", "medicines": ["quinine"], "when": ["night"]}, "same_day"),
    ("lithium_and_two_more", {"medicines": ["lithium", "naproxen", "thiazide"], "when": ["night"]}, "days"),
    (
        "naproxen_and_weak_kidneys",
        {"conditions": ["kidney_disease"], "medicines": ["naproxen", "ace_arb", "thiazide"]},
        "days",
    ),
    ("insulin_and_vomiting", {"conditions": ["diabetes"], "medicines": ["insulin"], "body": ["vomiting"]}, "same_day"),
    ("steroid_and_vomiting", {"medicines": ["steroid"], "body": ["vomiting"], "started": "years"}, "same_day"),
    (
        "dying_tissue",
        {
            "conditions": ["diabetes"],
            "warning_signs": ["hot_skin"],
            "pain": 10,
            "started": "hours",
            "course": "worse",
        },
        "emergency",
    ),
    (
        "spasms_all_over",
        {"where": ["all_over"], "muscles": ["jumpy", "spreading", "stiffness"], "started": "hours", "pain": 9},
        "emergency",
    ),
    (
        "pale_child_with_bone_pain",
        {"age": 8, "side": "both", "body": ["pale", "bone_pain", "tired", "weight_loss", "night_sweats"]},
        "same_day",
    ),
    (
        "bone_pain_at_17",
        {"age": 17, "side": "one", "body": ["bone_pain"], "course": "worse", "started": "months", "when": ["night"]},
        "same_day",
    ),
    (
        "too_much_water_in_a_race",
        {
            "when": ["after_exercise"],
            "effort_change": "yes",
            "diet": ["plain_water"],
            "fluid_l": 7,
            "body": ["vomiting"],
            "warning_signs": ["heat_illness"],
        },
        "emergency",
    ),
    ("liquorice_and_heart", {"diet": ["liquorice"], "body": ["palpitations"]}, "same_day"),
    (
        "weak_and_tingling_for_days",
        {"muscles": ["weakness"], "nerves": ["tingling", "back_pain"], "started": "days"},
        "emergency",
    ),
    (
        "aneurysm",
        {"age": 75, "nerves": ["back_pain"], "started": "hours", "body": ["dizzy_standing", "pale"], "pain": 10},
        "emergency",
    ),
    (
        "calcium_and_cancer",
        {"conditions": ["cancer"], "body": ["thirst", "much_urine", "constipation", "tired", "low_mood"]},
        "same_day",
    ),
    (
        "sodium_and_two_tablets",
        {
            "age": 82,
            "medicines": ["thiazide", "ssri"],
            "body": ["low_mood", "tired", "dizzy_standing"],
            "started": "weeks",
        },
        "same_day",
    ),
    (
        "potassium_kept_twice",
        {"medicines": ["ace_arb", "potassium_sparing"], "conditions": ["kidney_disease"]},
        "days",
    ),
    ("statin_and_transplant", {"medicines": ["statin", "immune_drug"]}, "days"),
    (
        "vomiting_on_insulin",
        {
            "age": 45,
            "warning_signs": NOTHING,
            "body": ["vomiting", "thirst"],
            "conditions": ["diabetes"],
            "medicines": ["insulin"],
            "started": "days",
            "where": ["calf"],
        },
        "emergency",
    ),
    (
        "fast_paralysis",
        {
            "age": 26,
            "sex": "male",
            "warning_signs": ["unable_to_stand"],
            "where": ["thigh", "arm"],
            "side": "both",
            "started": "hours",
            "course": "worse",
            "muscles": ["weakness"],
        },
        "emergency",
    ),
    (
        "muscle_breakdown_after_effort",
        {
            "age": 21,
            "warning_signs": NOTHING,
            "effort_change": "yes",
            "when": ["after_exercise"],
            "started": "days",
            "course": "worse",
            "muscles": ["pain_between", "stiffness"],
            "where": ["thigh"],
            "pain": 9,
            "spoils": ["walking"],
        },
        "same_day",
    ),
    ("statin_and_fibrate", {"medicines": ["statin", "fibrate"]}, "days"),
    ("statin_and_colchicine", {"medicines": ["statin", "colchicine"]}, "days"),
    (
        "thiazide_antidepressant_dizzy",
        {"age": 80, "medicines": ["thiazide", "ssri"], "body": ["dizzy_standing", "tired"]},
        "same_day",
    ),
    (
        "cauda_equina_not_sure",
        {
            "warning_signs": {"numb_saddle": "not_sure", "bladder_bowel": "not_sure"},
            "when": ["walking", "standing"],
            "where": ["calf", "buttock"],
            "started": "weeks",
            "course": "worse",
            "nerves": ["back_pain", "numb_feet"],
            "muscles": ["weakness", "twisted_foot"],
            "conditions": ["slipped_disc"],
        },
        "emergency",
    ),
]
"""Name, answers, and the level that a clinician asked for at least."""

TOO_HIGH_BEFORE: list[tuple[str, dict[str, Any], str]] = [
    (
        "first_night_cramp",
        {
            "age": 60,
            "when": ["night"],
            "where": ["calf"],
            "side": "one",
            "started": "days",
            "minutes": 2,
            "pain": 7,
            "spoils": ["sleep"],
            "stretch_helps": "yes",
        },
        "self_care",
    ),
    (
        "only_one_so_far",
        {"when": ["night"], "where": ["calf"], "side": "only_one", "started": "hours", "minutes": 2, "pain": 9},
        "self_care",
    ),
    (
        "gym_cramp",
        {
            "age": 33,
            "when": ["exercise"],
            "where": ["thigh"],
            "side": "one",
            "started": "days",
            "effort_change": "yes",
            "minutes": 1,
            "pain": 7,
            "stretch_helps": "yes",
            "spoils": ["work"],
        },
        "self_care",
    ),
    (
        "fifteen_minutes_a_month",
        {"when": ["night"], "where": ["calf"], "started": "years", "minutes": 15, "nights_a_month": 1},
        "routine",
    ),
    ("side_stitch", {"age": 20, "when": ["exercise"], "where": ["calf", "trunk"], "started": "weeks"}, "routine"),
    (
        "asthma_and_sport",
        {"when": ["exercise"], "conditions": ["asthma"], "medicines": ["reliever"], "body": ["palpitations"]},
        "routine",
    ),
    ("scratch_and_old_cramps", {"when": ["night"], "started": "years", "recent": ["dirty_wound"]}, "routine"),
    ("bowel_trouble_of_years", {"when": ["night"], "started": "years", "body": ["diarrhoea"]}, "routine"),
    (
        "foot_in_new_shoes",
        {
            "age": 26,
            "when": ["standing"],
            "where": ["foot"],
            "side": "one",
            "started": "hours",
            "minutes": 1,
            "pain": 3,
            "stretch_helps": "yes",
        },
        "routine",
    ),
]
"""Name, answers, and the level that a clinician asked for at most."""


@pytest.mark.parametrize(("answers", "least"), [pytest.param(a, level, id=name) for name, a, level in TOO_LOW_BEFORE])
def test_a_danger_is_seen_however_it_is_told(answers: dict[str, Any], least: str) -> None:
    """Nobody with one of these pictures is sent to wait."""
    assert LEVELS.index(assess(Profile(**answers)).level) >= LEVELS.index(least)


@pytest.mark.parametrize(("answers", "most"), [pytest.param(a, level, id=name) for name, a, level in TOO_HIGH_BEFORE])
def test_an_ordinary_cramp_frightens_nobody(answers: dict[str, Any], most: str) -> None:
    """A common, harmless picture is not sent to a doctor, and keeps the stretch that ends it."""
    report = assess(Profile(**answers))
    assert LEVELS.index(report.level) <= LEVELS.index(most)
    if most == "self_care":
        assert not [item for item in report.assessment.advice if item.barred_by]


def test_yesterday_is_never_worse_than_today() -> None:
    """The same cramp is no more urgent because a day has passed."""
    cramp: dict[str, Any] = {"when": ["night"], "where": ["calf"], "side": "one", "spoils": ["walking"], "pain": 9}
    today, yesterday = (assess(Profile(**cramp, started=start)).level for start in ("hours", "days"))
    assert LEVELS.index(yesterday) <= LEVELS.index(today)
