from __future__ import annotations

from dataclasses import replace
from timeit import repeat
from typing import TYPE_CHECKING, Any

import pytest

from crampguide import Profile, assess, dangers
from crampguide.assessing.assessment import assess_profile
from crampguide.assessing.profile import found_clashes
from crampguide.assessing.triage import raised_dangers, weigh_danger
from crampguide.knowledge.dangers import LEVELS, Finding
from crampguide.knowledge.loading import data_root, load_knowledge, read_knowledge
from crampguide.knowledge.rules import Rule, parse_rule
from crampguide.measuring.stories import load_stories

if TYPE_CHECKING:
    from collections.abc import Callable

    from crampguide.knowledge.dangers import Danger, Level
    from crampguide.knowledge.rules import Term

KNOWN = load_knowledge()
SIGNS = [option.id for option in KNOWN.question_by_id["warning_signs"].options]


@pytest.mark.parametrize("sign", SIGNS)
def test_every_danger_sign_alone_calls_for_care_today(sign: str) -> None:
    """Each box of the danger list, alone, leads to care today or now; a weak stream alone is common in older men."""
    least = "days" if sign == "hard_to_urinate" else "same_day"
    assert LEVELS.index(assess(Profile(warning_signs=[sign])).level) >= LEVELS.index(least)


@pytest.mark.parametrize(
    ("answers", "least"),
    [
        ({"side": "one", "blood_flow": ["steady_pain"], "medicines": ["contraceptive_pill"]}, "same_day"),
        ({"side": "one", "pregnancy": "second", "blood_flow": ["steady_pain"]}, "same_day"),
        ({"warning_signs": ["swollen_leg"], "recent": ["long_journey"]}, "same_day"),
        ({"warning_signs": ["dark_urine"], "effort_change": "yes"}, "emergency"),
        ({"warning_signs": ["dark_urine"], "medicines": ["statin"]}, "emergency"),
        ({"muscles": ["weakness", "twitching"]}, "days"),
        ({"muscles": ["weakness", "twitching"], "started": "weeks"}, "same_day"),
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
    """A frightened person reads the gravest danger first."""
    found = assess(Profile(warning_signs=["swollen_leg", "chest_pain"], spoils=["sleep"])).assessment.dangers
    levels = [raised.level for raised in found]
    assert levels[0] == "emergency"
    assert levels == sorted(levels, key=LEVELS.index, reverse=True)


@pytest.mark.parametrize("danger", KNOWN.dangers, ids=lambda danger: danger.id)
def test_every_alternative_of_a_danger_can_hold(
    danger: Danger, meeting_alternative: Callable[[tuple[Term, ...]], dict[str, Any] | None]
) -> None:
    """No part of a line is dead: for each alternative of each finding and need there are answers that one can give."""
    for rule in (*danger.needs, *(finding.when for finding in danger.findings)):
        for terms in rule.alternatives:
            answers = meeting_alternative(terms)
            assert answers is not None, terms
            assert Rule((terms,), rule.questions).degree(Profile(**answers)) == 1, terms
            assert not found_clashes(KNOWN, Profile(**answers)), terms


def test_every_level_of_a_danger_can_be_reached(raised_levels: dict[str, dict[Level, dict[str, Any]]]) -> None:
    """A level that no answers reach would be a promise on paper."""
    for danger in KNOWN.dangers:
        levels = {level for level in LEVELS if danger.sums.at(level) is not None}
        assert raised_levels[danger.id].keys() == levels, danger.id


def test_a_finding_gives_half_its_points_when_a_person_is_not_sure() -> None:
    """One emergency sign that a person is not sure of calls for care today; left open it gives nothing."""
    emergencies = [sign for sign in SIGNS if assess(Profile(warning_signs=[sign])).level == "emergency"]
    assert len(emergencies) > 10
    for sign in emergencies:
        assert assess(Profile(warning_signs={sign: "not_sure"})).level == "same_day", sign
    assert raised_dangers(KNOWN, Profile(side="both")) == ()


def test_findings_of_one_group_count_once() -> None:
    """Two risks for a clot of one kind are not twice the danger: Wells counts one."""
    rules = [parse_rule([rule]) for rule in ("recent has surgery", "medicines has oestrogen")]
    findings = [
        Finding(when=rule, points=points, reference="wells_dvt", group="risk")
        for rule, points in zip(rules, (3.0, 2.0), strict=True)
    ]
    leg = replace(KNOWN.dangers[0], needs=(), findings=tuple(findings))
    apart = replace(leg, findings=tuple(replace(finding, group="") for finding in findings))
    person = Profile(recent=["surgery"], medicines=["oestrogen"])
    counted = [weigh_danger(danger, person) for danger in (leg, apart)]
    assert [one and one.points for one in counted] == [3, 5]


def test_every_danger_says_what_to_do() -> None:
    """Each has a reason, sources, and an action for everybody at each of its levels."""
    for danger in dangers():
        assert all((danger.name, danger.why, danger.references)), danger.id
        levels = {action.level for action in danger.actions if action.when is None}
        assert levels == {level for level in LEVELS if danger.sums.at(level) is not None}, danger.id


def test_emergency_action_names_the_number() -> None:
    """Whoever must call now finds the number or the place in the sentence."""
    for danger in dangers():
        for action in danger.actions:
            if action.level == "emergency":
                assert "112" in action.text or "emergency room" in action.text, (danger.id, action.text)


def test_an_assessment_is_quick_beside_reading_the_data() -> None:
    """Each step of a slider weighs all dangers and causes: at most a twentieth of the start, the best of five each."""
    people = [story.profile for story in load_stories()][::20]
    assess_profile(KNOWN, people[0])
    reading = min(repeat(lambda: read_knowledge.__wrapped__(data_root(), KNOWN.country), number=1, repeat=5))
    assessing = min(repeat(lambda: [assess_profile(KNOWN, person) for person in people], number=1, repeat=5))
    assert assessing / len(people) <= reading / 20


def test_no_line_tells_the_story_of_one_person() -> None:
    """A sum sees what nobody listed; a line of many answers sees one person only. These figures may only fall."""
    lengths = [
        len(terms) for danger in KNOWN.dangers for finding in danger.findings for terms in finding.when.alternatives
    ]
    assert max(lengths) <= 5
    assert sum(length == 5 for length in lengths) <= 9
    assert sum(length >= 4 for length in lengths) / len(lengths) <= 0.09
