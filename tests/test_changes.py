from __future__ import annotations

from html import unescape
from typing import Any

import pytest

from crampguide import Profile, assess
from crampguide.assessing.assessment import assess_profile
from crampguide.assessing.changes import Changes, LevelChange, find_changes
from crampguide.assessing.profile import found_clashes
from crampguide.assessing.trying import OpenAnswer, with_open_answer
from crampguide.knowledge.dangers import LEVELS
from crampguide.knowledge.loading import load_knowledge
from crampguide.measuring.cases import load_cases
from crampguide.telling.changes import change_html

KNOWN = load_knowledge()
CASES = [case.profile for case in load_cases()]
UNSURE = Profile(**{question.id: "not_sure" for question in KNOWN.questions})
RUNNER = Profile(when=["exercise"], effort_change="yes", heat_hours=20, age=30)
PEOPLE = [*CASES, UNSURE, RUNNER]


def changes_of(profile: Profile) -> Changes:
    """Return what would change one person's result."""
    return find_changes(KNOWN, assess_profile(KNOWN, profile))


def html_of(profile: Profile) -> str:
    """Return the section of the page that tells what would change one person's result."""
    assessment = assess_profile(KNOWN, profile)
    return change_html(KNOWN, assessment, find_changes(KNOWN, assessment))


def told(profile: Profile, answer: OpenAnswer) -> Profile:
    """Return the profile with the answer given, as the form would."""
    return with_open_answer(profile, answer, is_box=KNOWN.question_by_id[answer.question].kind == "checklist")


def first_cause(profile: Profile) -> tuple[str, float] | None:
    """Return id and share of the cause that comes first in a whole assessment."""
    causes = [c for c in assess_profile(KNOWN, profile).score.contributions if not c.is_background]
    return (causes[0].id, causes[0].share) if causes else None


@pytest.mark.parametrize("profile", PEOPLE, ids=range(len(PEOPLE)))
def test_what_is_said_to_change_does_change(profile: Profile) -> None:
    """Each answer named is put into the profile, and the whole assessment must then say what was promised."""
    found = changes_of(profile)
    now = assess_profile(KNOWN, profile)
    for raised in found.level:
        level = assess_profile(KNOWN, told(profile, raised.answer)).level
        assert level == raised.level
        assert LEVELS.index(level) > LEVELS.index(now.level)
    for changed in found.first:
        first, before = first_cause(told(profile, changed.answer)), first_cause(profile)
        assert first is not None
        assert first[0] == changed.contributor
        assert first[1] == pytest.approx(changed.share)
        assert before is None or before[0] != changed.contributor


def test_the_other_half_of_a_pair_raises_the_level() -> None:
    """Who has sore muscles on a statin learns that weakness would mean today; weakness alone would not."""
    found = changes_of(Profile(medicines=["statin"], muscles=["pain_between"])).level
    assert LevelChange(answer=OpenAnswer("muscles", "weakness"), level="same_day") in found
    assert LEVELS.index(assess_profile(KNOWN, Profile(muscles=["weakness"])).level) < LEVELS.index("same_day")


def test_an_answer_that_was_no_is_not_asked_again() -> None:
    """Who has said no is not told what a yes would do."""
    boxes = {option.id: "no" for option in KNOWN.question_by_id["warning_signs"].options}
    profile = Profile(exercise_hours=9, effort_change="yes", when=["exercise"], warning_signs=boxes)
    assert not [change for change in changes_of(profile).level if change.answer.question == "warning_signs"]


def test_boxes_ticked_before_stay_ticked() -> None:
    """One more box is added to the others, and a person who was unsure of all is still unsure of the rest."""
    laba = OpenAnswer("medicines", "laba")
    assert told(Profile(medicines=["statin"]), laba) == Profile(medicines=["statin", "laba"])
    assert told(Profile(medicines="not_sure"), laba).state("medicines", "statin") == "not_sure"


def test_a_box_named_as_not_sure_is_worth_finding_out() -> None:
    """Whoever ticks one tablet and wonders about another is told to look at the box of the other."""
    others: dict[str, Any] = {q.id: ["nothing_else"] for q in KNOWN.questions if q.kind == "checklist"}
    others |= {q.id: q.options[0].id for q in KNOWN.questions if q.kind == "choice"}
    ticked = {"ace_arb": "yes", "nothing_else": "yes"}
    assert changes_of(Profile(**{**others, "medicines": ticked})).facts == ()
    assert changes_of(Profile(**{**others, "medicines": {**ticked, "laba": "not_sure"}})).facts == ("medicines",)


def test_facts_worth_finding_are_open_or_unsure() -> None:
    """Nobody is sent to find out what they have told already."""
    for profile in PEOPLE:
        for fact in changes_of(profile).facts:
            question = KNOWN.question_by_id[fact]
            assert question.kind == "checklist" or profile.choice(fact) is None


def test_without_habits_all_other_weights_stay() -> None:
    """Taking habits out of the sum leaves the weights of all else as they are."""
    habits = changes_of(RUNNER).habits
    assert habits is not None
    assert {"unusual_effort", "heat_and_sweat"} <= {key for key, _ in habits.changeable}
    found = assess_profile(KNOWN, RUNNER).score
    taken = {key for key, _ in habits.changeable}
    rest = sum(one.weight for one in found.contributions if one.id not in taken)
    assert habits.unexplained == pytest.approx(1 / (1 + rest))


def test_nothing_is_said_before_the_first_answer() -> None:
    """An empty form has nothing to change."""
    assert html_of(Profile()) == ""


def test_words_name_the_answer_and_what_follows() -> None:
    """The sentence holds the box, its question, and the new level; each fact leads to its question."""
    html = unescape(html_of(UNSURE))
    assert "“You struggle to breathe” (Do you have any of these now?)" in html
    assert KNOWN.wording["level_emergency_title"] in html
    calm = html_of(Profile(warning_signs=["nothing_else"], when=["night"]))
    assert "href='#cg-question-" in calm


def test_nothing_draws_away_from_a_call() -> None:
    """Beside "today" or "now" stands no answer that would put another cause first, no habit, nothing to look up."""
    urgent = Profile(side="one", pregnancy="first", started="days", when=["exercise"], exercise_hours=10)
    html = html_of(urgent)
    assert assess_profile(KNOWN, urgent).level == "same_day"
    assert "href='#cg-question-" not in html
    assert "would come first" not in html
    assert KNOWN.wording["could_title"] not in html


def test_a_habit_that_was_not_told_is_nobodys_to_change() -> None:
    """Not sure how much you drink: the guide counts what is common, and does not tell you that you drink too little."""
    habits = changes_of(Profile(when=["night"], fluid_l="not_sure", bmi="not_sure", stretching="never")).habits
    assert habits is not None
    assert {key for key, _ in habits.changeable} == {"no_stretching"}


def test_a_question_with_a_tick_is_answered_for_the_person() -> None:
    """Who has ticked a box is not told that the question was left open."""
    assert "conditions" in changes_of(Profile(when=["night"])).facts
    assert "conditions" not in changes_of(Profile(when=["night"], conditions=["arthritis"])).facts


def test_a_man_is_not_told_what_a_pregnancy_would_change() -> None:
    """What is not asked is not open: it is no news, no fact to find, and not counted as left out."""
    assessment = assess_profile(KNOWN, Profile(sex="male", age=74, when=["walking"], where=["thigh"]))
    changes = find_changes(KNOWN, assessment)
    assert "pregnancy" not in {change.answer.question for change in changes.level}
    assert "pregnancy" not in {change.answer.question for change in changes.first}
    assert "pregnancy" not in {*changes.facts, *assessment.unanswered}
    assert "pregnancy" in assess_profile(KNOWN, Profile(age=44)).unanswered
    assert "pregnancy" not in assess_profile(KNOWN, Profile(age=74)).unanswered


def test_an_illness_that_comes_first_already_is_no_change_once_found() -> None:
    """A man whose signs point to narrow leg arteries is not told that narrow leg arteries would then come first."""
    told: dict[str, Any] = {"when": ["walking"], "where": ["calf"], "blood_flow": ["cold_feet"], "smoking": "former"}
    profile = Profile(sex="male", age=74, **told)
    assert (first_cause(profile) or ("",))[0] == "leg_arteries_unfound"
    changes = find_changes(KNOWN, assess_profile(KNOWN, profile))
    assert "Narrow leg arteries" not in {KNOWN.contributor_by_id[change.contributor].name for change in changes.first}


def test_habits_of_no_weight_are_not_held_against_a_person() -> None:
    """Below 3 of 100 a habit is no place to look: nothing is said of it."""
    profile = Profile(sex="male", when=["night"], exercise_hours=4, body=["weight_loss"], heat_hours=4)
    assert find_changes(KNOWN, assess_profile(KNOWN, profile)).habits is None


def test_what_would_change_a_result_is_there_for_programs_too() -> None:
    """Who reads the JSON finds what the page says: views work nothing out on their own."""
    report = assess(RUNNER)
    found = report.as_dict()["changes"]
    assert found["habits"]["unexplained"] == report.changes().habits.unexplained  # type: ignore[union-attr]
    assert [term["name"] for term in report.as_dict()["terms"]] == [term.name for term in report.terms()]
    assert report.terms()


@pytest.mark.parametrize(
    "answers",
    [{"pregnancy": "third", "when": ["night"]}, {"sex": "male", "pregnancy": "not_sure", "side": "one"}],
)
def test_no_change_is_named_that_cannot_be(answers: dict[str, Any]) -> None:
    """A pregnant woman is not told what would come first if she were a man, nor a man what a pregnancy would raise."""
    changes = find_changes(KNOWN, assess_profile(KNOWN, Profile(**answers)))
    named = {*(change.answer for change in changes.level), *(change.answer for change in changes.first)}
    assert not [answer for answer in named if found_clashes(KNOWN, Profile(**answers).with_answer(*answer))]
