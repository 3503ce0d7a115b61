"""Advice is right for whom it is shown: each point of a clinician's list, as answers of a person it would harm."""

from __future__ import annotations

from typing import Any

import pytest

from crampguide import Profile, assess
from crampguide.knowledge.loading import load_knowledge
from crampguide.telling.explanation import advice_words

KNOWN = load_knowledge()
NIGHT: dict[str, Any] = {"when": ["night"], "nights_a_month": 8}


def told(**answers: Any) -> dict[str, str]:  # noqa: ANN401 - whatever Profile takes
    """Return what each piece of advice comes to for a person, by id."""
    assessment = assess(Profile(**NIGHT, **answers)).explanation.assessment
    return {item.advice.id: advice_words(KNOWN, item) for item in assessment.advice}


def test_vitamin_k2_on_dialysis_names_the_trial_there_is() -> None:
    """D1: people on dialysis were in a trial, and must not read that nobody tried it."""
    words = told(age=60, conditions=["dialysis"])["vitamin_k2"]
    assert "39 people" in words
    assert "left out" not in words


def test_a_child_is_told_nothing_for_adults() -> None:
    """D2, D3, D11: no quinine, no supplement with a limit for adults, no alcohol, no brine for a child of eight."""
    child = told(age=8)
    adult = {"magnesium", "vitamin_k2", "ask_before_supplements", "medicine_review", "prescriber_medicines"}
    adult |= {"avoid_quinine", "pickle_sip", "less_alcohol", "relief_after", "stretch_bedtime"}
    assert adult & child.keys() == set()
    assert "no magnesium" in child["relief_child"]
    assert "aspirin to a child under 16" in child["relief_child"]


UNSTEADY: list[dict[str, Any]] = [
    {"age": 88},
    {"age": 60, "body": ["dizzy_standing"]},
    {"age": 60, "nerves": ["numb_feet"]},
    {"age": 60, "muscles": ["weakness"]},
    {"age": 60, "conditions": ["osteoporosis"]},
    {"age": 60, "conditions": ["parkinson"]},
]


@pytest.mark.parametrize("person", UNSTEADY)
def test_who_may_fall_stretches_seated(person: dict[str, Any]) -> None:
    """D4: a fall is worse than a cramp, so nobody unsteady is told to stand up and lean forward."""
    advice = told(**person, where=["thigh", "calf"])
    for one in ("stretch_bedtime", "relief_thigh", "relief_calf"):
        assert "sit" in advice[one].lower() or "ruled out" in advice[one] or "bed" in advice[one]


@pytest.mark.parametrize(
    ("person", "word"),
    [
        ({"medicines": ["doac"]}, "blood thinner"),
        ({"medicines": ["warfarin"]}, "blood thinner"),
        ({"medicines": ["antiplatelet"]}, "blood thinner"),
        ({"conditions": ["kidney_disease"]}, "No ibuprofen"),
        ({"conditions": ["heart_failure"]}, "No ibuprofen"),
        ({"medicines": ["lithium"]}, "No ibuprofen"),
        ({"medicines": ["ace_arb", "thiazide"]}, "No ibuprofen"),
        ({"conditions": ["cirrhosis"]}, "liver team"),
        ({"pregnancy": "third", "sex": "female"}, "week 20"),
    ],
)
def test_a_pain_tablet_is_named_and_barred_for_whom_it_harms(person: dict[str, Any], word: str) -> None:
    """D5: "a simple pain tablet, if it is safe" is no advice; who bleeds or has weak kidneys is told which not."""
    assert word in told(**{"age": 34, **person})["relief_after"]
    assert "paracetamol" in told(age=40)["relief_after"]


def test_who_drinks_much_is_not_told_to_stop_at_once() -> None:
    """D6: to try weeks with none is wrong for whoever drinks 20 a week."""
    assert "all at once" in told(age=50, alcohol_drinks=20)["less_alcohol"]


def test_a_title_fits_whoever_reads_it() -> None:
    """D7: a person with kidney disease does not read of "my heart failure"."""
    names = {advice.id: advice.name for advice in KNOWN.advice}
    assert "heart failure" not in names["avoid_drinking_more"]
    assert "avoid_drinking_more" in told(age=60, conditions=["kidney_disease"])


def test_who_takes_quinine_reads_of_the_four_weeks_and_of_a_trial_without() -> None:
    """D8: the label sets four weeks and a break every three months, and a trial without did no clear harm."""
    words = told(age=70, medicines=["quinine"])["avoid_quinine"]
    for part in ("four weeks", "three months", "191 people", "warfarin", "Do not stop it or raise the dose"):
        assert part in words


def test_the_liver_is_told_what_trials_support() -> None:
    """D9: methocarbamol, orphenadrine, taurine and baclofen have trials; L-carnitine has none against a dummy."""
    advice = next(one for one in KNOWN.advice if one.id == "liver_team")
    for part in ("taurine", "baclofen", "methocarbamol", "orphenadrine"):
        assert part in advice.text
    assert "carnitine" not in advice.text


def test_diltiazem_is_not_for_a_weak_heart() -> None:
    """D10: its trial left out people with a blocked or weak heart."""
    words = told(age=70, conditions=["atrial_fibrillation"], spoils=["sleep"])["prescriber_medicines"]
    assert "slow the heart" in words


def test_drinking_advice_follows_how_much_a_person_drinks() -> None:
    """D12: half a litre and three litres do not get the same words, and a drink limit comes before both."""
    assert "drink_more" in told(age=70, fluid_l=0.5)
    assert "More water does not keep cramps away" in told(age=70, fluid_l=3.5)["drink_enough"]
    assert "drink_more" not in told(age=70, fluid_l=0.5, conditions=["heart_failure"])


def test_tablets_and_checks_have_a_time() -> None:
    """D13: morning or evening, and when the last blood test was, is what a pharmacist would ask."""
    words = told(age=70, medicines=["thiazide"], conditions=["diabetes"])
    assert "morning" in words["review_water_tablet"]
    assert "last blood test" in words["review_water_tablet"]
    assert "last check" in words["known_condition"]


def test_what_sets_it_off_is_answered() -> None:
    """Whoever says that heels or pointed toes set it off reads what to change."""
    assert "low heel" in told(age=40, sets_off=["shoes"])["bed_and_shoes"]
