from __future__ import annotations

import csv
import math
import sys
from io import StringIO
from typing import TYPE_CHECKING, Any

import pandas as pd
import polars as pl
import pytest

import crampguide
from crampguide import AnswerError, Profile, assess
from crampguide.assessing.frames import FrameError, to_frame
from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.rules import parse_rule
from tests.invented import FILE, as_csv, people

if TYPE_CHECKING:
    from crampguide.listing import Listing

LISTINGS = ("advice", "cases", "causes", "claims", "dangers", "effects", "look_alikes", "medicines", "presentations")
KNOWN = load_knowledge()


@pytest.mark.parametrize("name", [*LISTINGS, "questions", "references"])
def test_every_listing_is_a_data_frame(name: str) -> None:
    """Whoever knows pandas or Polars need learn nothing to look at what the guide knows: a row a record, all fields."""
    listing: Listing[Any] = getattr(crampguide, name)()
    frame, other = listing.to_frame(), listing.to_frame("polars")
    assert isinstance(frame, pd.DataFrame)
    assert isinstance(other, pl.DataFrame)
    assert frame["id"].to_list() == other["id"].to_list() == [one.id for one in listing]
    assert list(frame.columns) == other.columns == list(type(listing[0]).__dataclass_fields__)


def test_a_rule_in_a_cell_can_be_read_again() -> None:
    """A frame loses nothing of when something applies."""
    rules = [one.when for one in KNOWN.effects if one.when]
    assert rules
    assert [parse_rule(str(rule).split(" or ")) for rule in rules] == rules


def test_numbers_of_a_listing_are_shown_with_their_intervals() -> None:
    """Whoever asks for the effects of a medicine sees their size in the cell, not only that there are some."""
    shown = crampguide.effects("statin")._repr_html_()
    one = crampguide.effects("statin")[0]
    assert all(f"<td>{number:g}</td>" in shown for number in (one.value, one.low, one.high))


def test_a_report_is_a_data_frame_whose_shares_add_up() -> None:
    """All shares stand in one table, "no cause found" among them."""
    report = assess(Profile(age=72, when=["night"], medicines=["laba", "thiazide"]))
    frame = report.to_frame()
    assert frame["share"].sum() == pytest.approx(1)
    assert frame["id"].to_list() == [*(one.id for one in report.contributors), "no_cause"]
    assert frame["references"].iloc[0] == "garrison2012"
    assert report.to_frame("polars").shape == frame.shape


def test_sensitivity_is_a_data_frame_and_holds_the_result_between_its_ends() -> None:
    """A person can do what the methods page does: move each number to the ends of its interval."""
    report = assess(Profile(when=["night"], medicines=["laba"]))
    frame = report.sensitivity().to_frame()
    assert frame["effect"].to_list() == ["garrison_laba"]
    assert frame["low_share"].iloc[0] < report.contributors[0].share < frame["high_share"].iloc[0]


def test_no_library_is_said_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever installed the guide without pandas reads what to do, and not that a module of ours failed."""
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(FrameError, match=r"needs pandas: pip install pandas, or name another: to_frame\('polars'\)"):
        to_frame([{"a": 1}])
    assert to_frame([{"a": 1}], "polars").shape == (1, 1)


@pytest.mark.parametrize("nothing", [None, math.nan, "", "  ", pd.NA, pd.NaT])
def test_nothing_in_a_cell_is_no_answer(nothing: object) -> None:
    """A gap is not "no", whoever writes it and however."""
    assert Profile.from_row({"age": nothing, "medicines": nothing, "body.tired": nothing}) == Profile()


@pytest.mark.parametrize("none", [{"age": None}, {"medicines": None, "sex": None}])
def test_none_is_no_answer(none: dict[str, None]) -> None:
    """A control at which nothing is chosen gives None, and so does a gap in a list of answers."""
    assert Profile(**none) == Profile()


@pytest.mark.parametrize(
    ("row", "answers"),
    [
        ({"age": "72", "bmi": "26.5"}, {"age": 72, "bmi": 26.5}),
        ({"fluid_l": "little"}, {"fluid_l": "little"}),
        ({"medicines": "statin; laba"}, {"medicines": ["statin", "laba"]}),
        ({"medicines": ["statin"]}, {"medicines": ["statin"]}),
        ({"medicines": "not_sure"}, {"medicines": "not_sure"}),
        ({"medicines.statin": 1, "medicines.laba": 0.0}, {"medicines": {"statin": "yes", "laba": "no"}}),
        ({"medicines.statin": "not_sure"}, {"medicines": {"statin": "not_sure"}}),
        ({"body.tired": True, "body.thirst": "No"}, {"body": {"tired": "yes", "thirst": "no"}}),
        ({"body.nothing_else": "yes"}, {"body": ["nothing_else"]}),
        ({"medicines_named": "Lasix = new; ramipril"}, {"medicines_named": {"Lasix": "new", "ramipril": "taking"}}),
    ],
)
def test_a_row_is_read_as_it_is_meant(row: dict[str, Any], answers: dict[str, Any]) -> None:
    """Each usual way to write an answer into a table gives the answer that the form would give."""
    assert Profile.from_row(row) == Profile(**answers)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"nights": 4}, "nights: there is no such question"),
        ({"age.old": 1}, "age.old: age has no boxes; call the column age."),
        ({"body.tierd": 1}, "body.tierd: there is no such box"),
        ({"body.tired": 2}, "body.tired: 2 is not an answer"),
        ({"body": "tired", "body.thirst": 1}, "body.thirst: body has a column of its own, too"),
    ],
)
def test_a_column_that_cannot_be_read_is_named(row: dict[str, Any], problem: str) -> None:
    """What a table says is read or refused, never dropped."""
    with pytest.raises(AnswerError, match=problem):
        Profile.from_row(row)


def test_a_file_of_a_plain_reader_works_too() -> None:
    """Nobody needs a library for tables: what the standard library reads is enough."""
    (row,) = csv.DictReader(StringIO("person,age,sex,medicines\n7,72,,statin; laba\n"))
    assert Profile.from_row(row, skip=["person"]) == Profile(age=72, medicines=["laba", "statin"])


def test_the_invented_people_are_those_that_the_script_invents() -> None:
    """The table of the notebook can be made again, and nobody in it is real."""
    assert FILE.read_text(encoding="utf-8") == as_csv(people())
