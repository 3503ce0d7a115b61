"""Tests of the interview: which screen comes next, and how soon it says what the whole form says."""

from __future__ import annotations

from itertools import islice
from typing import Final

import pytest

from crampguide import AnswerError, Profile
from crampguide.assessing.interview import interview, seconds
from crampguide.knowledge.dangers import LEVELS
from crampguide.knowledge.loading import load_knowledge
from crampguide.measuring.cases import load_cases
from crampguide.measuring.following import follow, said_of

KNOWN: Final = load_knowledge()
OPENING: Final = [screen.id for screen in KNOWN.screens if screen.opening]
NIGHT: Final = Profile(warning_signs=["nothing_else"], when=["night"], age=70, sex="female")
EIGHT: Final = 8


def test_danger_is_asked_first_and_the_opening_needs_no_kernel() -> None:
    """The page shows the first screens before a kernel runs, so they must be the same for everybody."""
    assert OPENING[0] == "danger"
    for place, screen in enumerate(OPENING):
        step = interview(Profile(), done=frozenset(OPENING[:place]))
        assert step is not None
        assert (step.screen.id, step.reason) == (screen, "opening")


def test_each_screen_comes_once_and_the_same_answers_lead_the_same_way() -> None:
    """An interview ends, shows nothing twice, and two people with the same answers are asked the same."""
    one, other = ([heard.screen for heard in follow(KNOWN, NIGHT)] for _ in range(2))
    assert one == other
    assert sorted(one) == sorted(screen.id for screen in KNOWN.screens)


def test_a_person_with_one_kind_of_cramp_is_asked_what_matters_for_it() -> None:
    """Who gets cramps in sport is asked of heat and drink before who gets them in bed."""
    sport = NIGHT.with_answer("when", ["exercise"]).with_answer("age", 25)
    places = [[heard.screen for heard in follow(KNOWN, one)].index("effort") for one in (sport, NIGHT)]
    assert places[0] < places[1]


def test_what_does_not_apply_is_not_asked() -> None:
    """A man and a woman of 70 are not asked whether they are pregnant; a woman of 30 is."""
    for profile, is_asked in ((Profile(sex="male"), False), (Profile(age=70), False), (Profile(age=30), True)):
        step = interview(profile, done=frozenset(OPENING) - {"you"})
        assert step is not None
        assert ("pregnancy" in step.questions) is is_asked


def test_a_screen_costs_what_a_person_sees_of_it() -> None:
    """Forty boxes behind six tiles are six things to pass by."""
    conditions = KNOWN.question_by_id["conditions"]
    assert seconds((conditions,)) < 10 < len(conditions.options)


def test_bad_answers_are_refused() -> None:
    """An interview does not go on from what it can not read."""
    with pytest.raises(AnswerError, match="no such question"):
        interview(Profile(shoe_size=44))


def test_an_interview_says_soon_what_the_whole_form_says() -> None:
    """After eight screens the level is that of the whole form in 92 of 100, the first cause in 75; all: 96 and 83."""
    people = [case.profile for case in load_cases()][::4]  # a quarter: each takes a second
    level = first = 0
    for person in people:
        heard, whole = list(islice(follow(KNOWN, person), EIGHT)), said_of(KNOWN, person)
        urgency = [LEVELS.index(one.level) for one in heard]
        assert urgency == sorted(urgency)  # no answer lowers a level
        level += heard[-1].level == whole[0]
        first += heard[-1].first == whole[1]
    assert level >= 0.92 * len(people)
    assert first >= 0.75 * len(people)


def test_the_end_of_an_interview_is_the_whole_form() -> None:
    """Whoever answers every screen has answered all that applies."""
    person = load_cases()[0].profile
    *_, last = follow(KNOWN, person)
    assert (last.level, last.first) == said_of(KNOWN, person)
