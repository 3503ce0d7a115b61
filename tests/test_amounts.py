"""Amounts in words: "most of the day" is an answer, a number that fits counts for it, and it is kept as it was told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from crampguide import AnswerError, Profile, assess, assess_cohort
from crampguide.assessing.answers_file import parse_answers, write_answers
from crampguide.knowledge.loading import load_knowledge

if TYPE_CHECKING:
    from crampguide.knowledge.asked import Amount, Question

KNOWN = load_knowledge()
AMOUNTS = [(question, amount) for question in KNOWN.questions for amount in question.amounts]


@pytest.mark.parametrize(("question", "amount"), AMOUNTS, ids=lambda one: one.id)
def test_an_amount_counts_as_its_typical_number(question: Question, amount: Amount) -> None:
    """Of 170 facts that no question could take, 56 were amounts without a number."""
    told, typed = (assess(Profile(**{question.id: answer})) for answer in (amount.id, amount.typical))
    assert told.level == typed.level
    assert [(one.id, one.share) for one in told.contributors] == [(one.id, one.share) for one in typed.contributors]


def test_an_amount_is_less_sure_than_a_number() -> None:
    """Who says "a lot" drinks somewhere between 21 and 60 a week: the range of the share says so."""
    told, typed = (
        next(one for one in assess(Profile(when=["night"], alcohol_drinks=answer)).contributors if one.id == "alcohol")
        for answer in ("a_lot", 35)
    )
    assert told.high - told.low > typed.high - typed.low


def test_an_amount_is_kept_and_told_back_as_it_was_said() -> None:
    """A file, the printed page and a reload show the words that the person picked, not a number they never said."""
    profile = Profile(standing_hours="most", when=["standing"])
    assert parse_answers(write_answers(profile).encode())["standing_hours"] == "most"
    report = assess(profile)
    assert report.assessment.profile.as_dict() == profile.as_dict()
    assert "Most of the day" in report.handout(more=True)
    assert json.loads(json.dumps(report.as_dict()))["level"] == report.level


def test_a_table_of_people_takes_amounts() -> None:
    """Command, file, table and page take the same answers."""
    (row,) = assess_cohort([Profile(alcohol_drinks="a_lot")])
    assert row.level == assess(Profile(alcohol_drinks=35)).level


def test_a_word_of_another_question_is_refused() -> None:
    """A slip must not pass for an answer; the words that fit are named."""
    with pytest.raises(AnswerError, match="'little' or 'usual' or 'a_lot'"):
        assess(Profile(fluid_l="most_evenings"))
