from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd
import polars as pl
import pytest

from crampguide import AnswerError, Profile, assess, assess_cohort
from crampguide.measuring.cases import load_cases

if TYPE_CHECKING:
    from types import ModuleType


def test_a_table_gives_what_each_person_gets_alone() -> None:
    """The fast path for researchers is the same equation and the same red flags, not a second one."""
    people = [case.profile for case in load_cases()]
    for row, person in zip(assess_cohort(people), people, strict=True):
        alone = assess(person)
        assert row.level == alone.level
        assert row.relative_risk == pytest.approx(alone.relative_risk)
        assert row.unexplained == pytest.approx(alone.unexplained)
        assert row.shares == pytest.approx({c.id: c.share for c in alone.contributors})


SLIPS = [{"age": 40}, {"age": 400, "medicines.statin": "maybe"}, {"sex": "male", "pregnancy": "third"}]
NAMED = ("row 2, medicines.statin: 'maybe'", "row 2, age: 400 is out of range", "row 3, “Male”")


def test_a_bad_answer_is_named_by_row_and_column_and_stops_nobody_else() -> None:
    """One slip in a table of thousands costs one result, never silently, and its row gets no number at all."""
    with pytest.warns(UserWarning, match="2 of 3 people have no result. row 2, medicines.statin"):
        found = assess_cohort(SLIPS)
    assert [str(problem)[: len(start)] for problem, start in zip(found.problems, NAMED, strict=True)] == list(NAMED)
    assert [row.level for row in found] == ["self_care", None, None]
    assert [bool(row.problem) for row in found] == [False, True, True]
    assert all(math.isnan(row.unexplained) for row in found[1:])
    frame = found.to_frame()
    assert frame.loc[1:, "relative_risk"].isna().all()
    assert frame.loc[1:, "share.age"].isna().all()
    assert str(found) == "Cohort of 3 people, 2 without a result"


def test_a_medicine_that_nobody_knows_is_never_passed_over() -> None:
    """A misspelt name would look like a person who takes nothing: its row names it, and so does a warning."""
    told = ["Lasix, ramipril", "Lasix: New; Foobarol", "Lasx", ""]
    with pytest.warns(UserWarning, match="2 names of medicines are unknown and count for nothing: 'Foobarol', 'Lasx'"):
        found = assess_cohort([{"medicines_named": cell, "started": "weeks"} for cell in told])
    assert [row.unknown_names for row in found] == [(), ("Foobarol",), ("Lasx",), ()]
    assert [row.level for row in found][:2] == ["routine", "same_day"]
    assert found.to_frame()["unknown_names"].to_list() == ["", "Foobarol", "Lasx", ""]


def test_a_study_can_ask_to_be_stopped() -> None:
    """Where each row must be looked at, all slips are refused at once, with their places."""
    with pytest.raises(AnswerError) as refused:
        assess_cohort(SLIPS, stop=True)
    assert [problem[: len(start)] for problem, start in zip(refused.value.problems, NAMED, strict=True)] == list(NAMED)


@pytest.mark.parametrize("library", [pd, pl])
def test_every_kind_of_table_gives_the_same(library: ModuleType) -> None:
    """A missing cell is "not answered" in whatever way its library writes it, and what is kept goes along."""
    columns = {"person": ["a", "b"], "age": [72, None], "medicines": ["statin; laba", None], "body.tired": [True, None]}
    found = assess_cohort(library.DataFrame(columns), keep=["person"])
    alone = [Profile(age=72, medicines=["statin", "laba"], body=["tired"]), Profile()]
    assert list(found) == list(assess_cohort(alone))
    rows = found.to_frame("polars").to_dicts()
    assert [row["person"] for row in rows] == ["a", "b"]
    shares = [[value for key, value in row.items() if key.startswith("share.")] for row in rows]
    assert [sum(own) + row["unexplained"] for own, row in zip(shares, rows, strict=True)] == pytest.approx([1, 1])


@pytest.mark.parametrize("people", [{"age": [72]}, "age", 7, [7]])
def test_what_is_no_table_is_refused(people: object) -> None:
    """A dict of columns must not be taken for people called like its keys."""
    with pytest.raises(TypeError, match=r"a table of people|a person is"):
        assess_cohort(people)


def test_a_column_that_is_no_question_is_named() -> None:
    """A misspelt column would silently be a question that nobody answered."""
    with pytest.raises(AnswerError, match="row 1, nights: there is no such question"):
        assess_cohort([{"nights": 4}], stop=True)
