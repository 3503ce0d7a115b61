"""Pairs of people who differ in one answer, one for each kind of miss that people never seen before had shown.

A diagnosis must not lower its own cause, a pattern that speaks loudly must count, and a general sign must not drag a
common illness to the top.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from crampguide import Profile, assess
from crampguide.knowledge.loading import load_knowledge

if TYPE_CHECKING:
    from crampguide.assessing.fitting import Raw

KNOWN = load_knowledge()
NO_SIGN = ["nothing_else"]


def shares(**answers: Raw) -> dict[str, float]:
    """Return the shares of causes by contributor, the largest first."""
    found = assess(Profile(**answers)).contributors
    return {one.id: one.share for one in found if not one.is_background}


def group_shares(**answers: Raw) -> dict[str, float]:
    """Return the shares of causes summed by group."""
    summed: dict[str, float] = {}
    for identifier, share in shares(**answers).items():
        group = KNOWN.contributor_by_id[identifier].group
        summed[group] = summed.get(group, 0.0) + share
    return summed


def first(**answers: Raw) -> str:
    """Return the first cause."""
    return next(iter(shares(**answers)))


SIGNS: dict[str, tuple[str, dict[str, Any]]] = {
    "diabetes": (
        "diabetes",
        {"age": 55, "when": ["night"], "nights_a_month": 8, "body": ["thirst", "much_urine", "weight_loss"]},
    ),
    "underactive_thyroid": (
        "thyroid",
        {"age": 55, "when": ["night"], "body": ["always_cold", "weight_gain", "dry_skin", "constipation"]},
    ),
    "leg_arteries": (
        "vascular",
        {"age": 66, "smoking": "current", "when": ["walking"], "where": ["calf"], "blood_flow": ["cold_feet"]},
    ),
    "kidney_disease": ("kidney", {"age": 65, "body": ["itching", "poor_appetite"], "blood_flow": ["both_swollen"]}),
    "liver_disease": ("liver", {"age": 58, "body": ["yellow_eyes", "itching"], "when": ["night"]}),
    "spinal_stenosis": ("spine", {"age": 70, "nerves": ["back_pain", "numb_feet"], "when": ["walking", "standing"]}),
    "motor_neurone": ("neuromuscular", {"age": 60, "muscles": ["twitching", "wasting", "weakness"]}),
    "muscle_disease": ("neuromuscular", {"age": 20, "muscles": ["gone_with_rest"], "started": "childhood"}),
    "neuropathy": ("neuropathy", {"age": 60, "nerves": ["numb_feet", "tingling"], "when": ["night"]}),
}


@pytest.mark.parametrize("condition", SIGNS)
def test_a_known_illness_keeps_its_cause(condition: str) -> None:
    """To name the diagnosis must not delete the cause that its signs point to: known diabetes stood at 0."""
    group, told = SIGNS[condition]
    without, named = group_shares(**told), group_shares(**told, conditions=[condition])
    assert named[group] >= without[group]


def test_spasm_of_hands_and_feet_outweighs_a_pregnancy() -> None:
    """Locked hands and a tingling mouth in labour are calcium or breath, not "pregnancy" as such."""
    told: dict[str, Any] = {
        "sex": "female",
        "age": 28,
        "pregnancy": "third",
        "where": ["hand", "foot"],
        "started": "hours",
    }
    locked = shares(**told, warning_signs=["hands_feet_locked"], nerves=["mouth_tingling"])
    assert locked["over_breathing"] + locked["calcium_low"] > locked["pregnancy"]
    assert first(sex="female", age=28, pregnancy="third", when=["night"]) == "pregnancy"


def test_twitching_and_stiffness_that_grow_are_nerves_and_muscles() -> None:
    """Twitching, stiff and worse for months was read as a slow thyroid first."""
    told: dict[str, Any] = {
        "sex": "male",
        "age": 55,
        "muscles": ["twitching", "stiffness"],
        "course": "worse",
        "started": "months",
    }
    summed = group_shares(**told)
    assert max(summed, key=summed.__getitem__) == "neuromuscular"


def test_the_same_effort_each_time_is_no_plain_sport_cramp() -> None:
    """Both calves in each run, gone with rest, for years: a tight sheath, an artery or a muscle stood at nothing."""
    told: dict[str, Any] = {
        "sex": "male",
        "age": 24,
        "when": ["exercise"],
        "where": ["calf"],
        "side": "both",
        "started": "years",
    }
    plain, stopped = shares(**told), shares(**told, muscles=["gone_with_rest"])
    special = ("tight_muscle_sheath", "sport_blood_flow", "muscle_disease_unfound")
    assert sum(plain.get(one, 0) for one in special) < plain["hard_training"]
    assert sum(stopped.get(one, 0) for one in special) > 2 * stopped["hard_training"]


def test_cramps_since_childhood_in_the_family_are_no_loss_of_salt() -> None:
    """Since childhood and in the family was read as salt lost in sweat."""
    told: dict[str, Any] = {
        "sex": "male",
        "age": 30,
        "when": ["exercise"],
        "started": "childhood",
        "family": ["same_cramps"],
    }
    found = shares(**told)
    assert found["muscle_disease_unfound"] > found.get("heat_and_sweat", 0.0)


def test_neck_surgery_points_to_calcium() -> None:
    """Days after neck surgery calcium stood at 11 of 100, no cause at 65."""
    told: dict[str, Any] = {"age": 52, "started": "days", "where": ["calf"], "pain": 9, "warning_signs": NO_SIGN}
    after = assess(Profile(**told, recent=["neck_surgery"]))
    gland, calcium, *_ = after.contributors
    assert (gland.id, calcium.id) == ("parathyroid_hurt", "calcium_low")
    assert calcium.share > after.unexplained
    known = shares(**told, recent=["neck_surgery"], conditions=["parathyroid"])
    assert known["calcium_low"] + known["parathyroid"] > 0.5


GENERAL: dict[str, tuple[dict[str, Any], set[str]]] = {
    "breathless after a clot": (
        {
            "sex": "male",
            "age": 60,
            "conditions": ["past_clot"],
            "body": ["breathless"],
            "side": "one",
            "started": "days",
        },
        {"leg_clot"},
    ),
    "an acid blocker": ({"sex": "male", "age": 60, "when": ["night"], "medicines": ["ppi"]}, {"ppi", "magnesium_low"}),
    "yellow eyes": ({"age": 60, "when": ["night"], "body": ["yellow_eyes", "tired"]}, {"liver_unfound"}),
    "thirst and urine": (
        {"age": 60, "when": ["night"], "body": ["thirst", "much_urine", "tired"]},
        {"high_sugar_unfound"},
    ),
}


@pytest.mark.parametrize("case", GENERAL)
def test_a_general_sign_drags_no_common_illness_to_the_top(case: str) -> None:
    """Tired, weak or breathless put a lack of B12 or a slow thyroid before what the person really told."""
    told, expected = GENERAL[case]
    assert first(**told) in expected


def test_the_treatment_stands_before_the_illness_it_treats() -> None:
    """High blood pressure stood before its own water tablet, and nobody can act on it."""
    told: dict[str, Any] = {
        "age": 70,
        "when": ["night"],
        "nights_a_month": 8,
        "medicines": ["thiazide"],
        "medicine_change": "yes",
    }
    assert first(**told, conditions=["high_blood_pressure"]) == "thiazide"


def test_one_pill_is_one_cause() -> None:
    """A new inhaler had 63 of 100 in two bars, one of them "a new medicine"."""
    told: dict[str, Any] = {
        "age": 68,
        "sex": "male",
        "when": ["night"],
        "medicines": ["laba"],
        "medicine_change": "yes",
    }
    found = shares(**told)
    assert "new_medicine" not in found
    assert first(**told) == "laba"


def test_a_consequence_stands_behind_what_brings_it() -> None:
    """A water tablet and its low potassium do not compete: the tablet, which can be checked, leads."""
    told: dict[str, Any] = {
        "age": 72,
        "when": ["night"],
        "medicines": ["thiazide"],
        "muscles": ["weakness"],
        "body": ["much_urine"],
    }
    order = list(shares(**told))
    assert order.index("potassium_low") == order.index("thiazide") + 1
    found = assess(Profile(**told)).contributors
    assert next(one for one in found if one.id == "potassium_low").after == "thiazide"


def test_a_sign_never_raises_no_cause() -> None:
    """Numb feet took 39 of 100; with "vegan" added, the nerves went away and no cause rose."""
    told: dict[str, Any] = {
        "age": 55,
        "sex": "female",
        "when": ["night"],
        "nights_a_month": 8,
        "nerves": ["numb_feet", "tingling"],
    }
    plain = assess(Profile(**told)).unexplained
    added: list[dict[str, Any]] = [
        {"diet": ["vegan"]},
        {"nerves": ["numb_feet", "tingling", "back_pain"]},
        {"conditions": ["low_b12"]},
    ]
    for more in added:
        assert assess(Profile(**{**told, **more})).unexplained <= plain
