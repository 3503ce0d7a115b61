from __future__ import annotations

from typing import Any

import pytest

from crampguide import Profile, assess, warning_signs
from crampguide.assessing.triage import raised_flags
from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.records import LEVELS, RedFlag

KNOWN = load_knowledge()
SIGNS = [option.id for option in KNOWN.question_by_id["warning_signs"].options]


@pytest.mark.parametrize("sign", SIGNS)
def test_every_danger_sign_alone_calls_for_care_today(sign: str) -> None:
    """Each box of the danger list, alone, leads to care today or now."""
    assert LEVELS.index(assess(Profile(warning_signs=[sign])).level) >= LEVELS.index("same_day")


@pytest.mark.parametrize(
    ("answers", "least"),
    [
        ({"side": "one", "blood_flow": ["steady_pain"], "medicines": ["contraceptive_pill"]}, "same_day"),
        ({"side": "one", "pregnancy": "second", "blood_flow": ["steady_pain"]}, "same_day"),
        ({"warning_signs": ["swollen_leg"], "recent": ["long_journey"]}, "same_day"),
        ({"warning_signs": ["dark_urine"], "effort_change": "yes"}, "emergency"),
        ({"warning_signs": ["dark_urine"], "medicines": ["statin"]}, "emergency"),
        ({"muscles": ["weakness", "twitching"]}, "same_day"),
        ({"warning_signs": ["confused"], "diet": ["plain_water"]}, "emergency"),
        ({"body": ["palpitations"], "medicines": ["thiazide"]}, "same_day"),
        ({"warning_signs": ["bladder_bowel"], "nerves": ["back_pain"]}, "emergency"),
        ({"warning_signs": ["cold_pale_leg"], "conditions": ["atrial_fibrillation"]}, "emergency"),
        ({"muscles": ["weakness"], "medicines": ["statin"]}, "same_day"),
        ({"body": ["thirst", "much_urine", "weight_loss"]}, "same_day"),
        ({"when": ["walking"]}, "days"),
        ({"conditions": ["dialysis"], "when": ["dialysis"]}, "days"),
        ({"when": ["never_let_go"]}, "same_day"),
        ({"warning_signs": "not_sure"}, "same_day"),
        ({"warning_signs": ["not_sure"]}, "same_day"),
        ({"warning_signs": {"chest_pain": "not_sure"}}, "same_day"),
    ],
)
def test_pairs_of_findings_raise_the_level(answers: dict[str, Any], least: str) -> None:
    """Findings that are dangerous together reach their level."""
    assert LEVELS.index(assess(Profile(**answers)).level) >= LEVELS.index(least)


@pytest.mark.parametrize(
    "answers",
    [
        {"age": 72, "sex": "male", "when": ["night"], "where": ["calf"], "side": "either", "nights_a_month": 13},
        {"age": 31, "sex": "female", "pregnancy": "third", "when": ["night"], "where": ["calf"], "spoils": ["sleep"]},
        {"age": 42, "when": ["exercise"], "where": ["thigh"], "started": "years", "effort_change": "yes"},
        {"age": 35, "when": ["night"], "sitting_hours": 11, "side": "either"},
        {"age": 60, "when": ["night"], "medicines": ["statin"], "side": "both"},
        {"age": 45, "nerves": ["urge_to_move"], "when": ["night"]},
    ],
)
def test_ordinary_cramps_do_not_cry_wolf(answers: dict[str, Any]) -> None:
    """Common, harmless pictures stay at self-care or a normal visit."""
    assert assess(Profile(**answers)).level in {"self_care", "routine"}


def test_one_leg_that_never_let_go_may_be_a_clot() -> None:
    """A person whose first "cramp" has lasted for days hears of a clot, and not to rub the leg."""
    report = assess(Profile(when=["never_let_go"], side="one", started="days"))
    assert "leg_clot" in {contribution.id for contribution in report.contributors}
    assert "Do not rub or stretch the leg" in report.explanation.level_sentence


def test_most_urgent_reason_comes_first() -> None:
    """A frightened person reads the gravest reason first."""
    levels = [
        flag.level
        for flag in assess(Profile(warning_signs=["swollen_leg", "chest_pain"], spoils=["sleep"])).assessment.flags
    ]
    assert levels[0] == "emergency"
    assert levels == sorted(levels, key=LEVELS.index, reverse=True)


@pytest.mark.parametrize("flag", KNOWN.red_flags, ids=lambda flag: flag.id)
def test_every_alternative_of_a_red_flag_can_be_raised(flag: RedFlag) -> None:
    """No rule is dead: the least answers that meet an alternative raise its flag."""
    for terms in flag.when.alternatives:
        answers: dict[str, Any] = {}
        for term in terms:
            if term.verb == "has":
                answers.setdefault(term.question, {})[term.options[-1]] = "yes"
            elif term.bound is None:
                answers[term.question] = term.options[-1]
            else:
                question = KNOWN.question_by_id[term.question]
                answers[term.question] = question.high if term.verb in {">", ">="} else question.low
        assert flag in raised_flags(KNOWN, Profile(**answers)), answers


def test_every_red_flag_says_what_to_do() -> None:
    """Each has a reason, a time and an action with a source."""
    for flag in warning_signs():
        assert all((flag.reason, flag.time_frame, flag.action, flag.references)), flag.id


def test_emergency_action_names_the_number() -> None:
    """Whoever must call now finds the number in the sentence."""
    for flag in warning_signs():
        if flag.level == "emergency":
            assert "112" in flag.action or "emergency" in flag.action.lower(), flag.id
