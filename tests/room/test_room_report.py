"""What is left of a session: totals, and honest words about small numbers."""

from __future__ import annotations

import csv
import re
from datetime import date
from html import unescape
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from crampguide.__main__ import main
from crampguide.knowledge.loading import load_knowledge
from crampguide.workshop.database import IN_MEMORY, connect
from crampguide.workshop.report import report_html, totals_csv
from crampguide.workshop.room import Room
from crampguide.workshop.session import load_workshop
from crampguide.workshop.stage import Script
from crampguide.workshop.steps import session_steps

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SCRIPT = Script(knowledge=load_knowledge(), workshop=load_workshop())
DAY = date(2026, 1, 31)
STEPS = {step.id: step for step in session_steps(SCRIPT.knowledge, SCRIPT.workshop, 45)}


def hold(room: Room) -> Room:
    """Let seven people vote before, six after, eight on a myth, and three on another."""
    for name, people, choice in (("before", 7, 0), ("after", 6, 1), ("myth.banana", 8, 1), ("myth.water", 3, 0)):
        room.open(STEPS[name])
        for person in range(people):
            key = f"phone-{person:026}"
            room.join(key)
            room.answer(key, STEPS[name], {question.id: choice for question in STEPS[name].questions}, 0)
    return room


@pytest.fixture
def room() -> Room:
    """Return a room after its session."""
    return hold(Room.new(connect(IN_MEMORY)))


def test_report_compares_before_and_after(room: Room) -> None:
    """Each question has its count of right answers out of those who answered, both times."""
    page = unescape(report_html(SCRIPT, room, DAY))
    assert (
        "31 January 2026. 8 phones joined. 14 questions were answered, with 0 raised hands among the answers." in page
    )
    cells = re.findall(r"<b>([^<]+)</b></th><td>([^<]*)</td><td>([^<]*)</td>", page)
    assert len(cells) == len(SCRIPT.workshop.quiz)
    for question, (right, before, after) in zip(SCRIPT.workshop.quiz, cells, strict=True):
        assert right == question.right
        place = question.options.index(question.right)
        assert before == f"{7 if place == 0 else 0} of 7"
        assert after == f"{6 if place == 1 else 0} of 6"
    assert "a small change can be chance" in page


def test_report_hides_what_fewer_than_five_said(room: Room) -> None:
    """Three answers are named as too few, and their counts stand nowhere."""
    page = unescape(report_html(SCRIPT, room, DAY))
    assert "For 1 of them fewer than five answered" in page
    assert "8 of 8" in page
    assert "3 of 3" not in page
    assert "Plenty of water" not in page
    assert "Plenty of water" not in totals_csv(SCRIPT, room)


def test_report_of_an_empty_session_says_so() -> None:
    """A session without votes makes a page, not an error."""
    page = report_html(SCRIPT, Room.new(connect(IN_MEMORY)), DAY)
    assert "0 phones joined. 0 questions were answered," in page
    assert "<table" not in page


def test_report_is_one_plain_page(room: Room, grade: Callable[[str], float]) -> None:
    """It needs no other file, prints in black and white, and reads at grade six."""
    page = report_html(SCRIPT, room, DAY)
    assert not [word for word in ("<script", "src=", "<link ", "url(", "@import") if word in page]
    prose = re.sub(r"<style>.*?</style>|<table.*?</table>", " ", page, flags=re.DOTALL)
    text = unescape(re.sub(r"<[^>]+>", " ", re.sub(r"</(?:p|h1|h2|title)>", ". ", prose)))
    assert grade(re.sub(r"[.?!](?:\s*\.)+", ". ", text)) <= 6.0


def test_table_holds_totals_and_no_person(room: Room) -> None:
    """A line for each option: its count and how many answered; hands stand with phones, and the counts add up."""
    rows = list(csv.DictReader(StringIO(totals_csv(SCRIPT, room))))
    assert set(rows[0]) == {"step", "question", "option", "is_right", "count", "answered"}
    for name in {row["question"] for row in rows if row["step"] == "before"}:
        mine = [row for row in rows if row["step"] == "before" and row["question"] == name]
        assert sum(int(row["count"]) for row in mine) == int(mine[0]["answered"]) == 7
        assert [row["is_right"] for row in mine].count("true") == 1


def test_command_writes_the_report_of_a_kept_room(tmp_path: Path) -> None:
    """A room that was kept in a file gives its report later, without a server."""
    kept = tmp_path / "room.sqlite"
    engine = connect(f"sqlite:///{kept}")
    room = hold(Room.new(engine))
    engine.dispose()
    done = CliRunner().invoke(main, ["workshop", "--keep", str(kept), "--report", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    today = date.today()  # noqa: DTZ011 - the reader's day
    assert (tmp_path / "out" / "report.html").read_text(encoding="utf-8") == report_html(SCRIPT, room, today)
    assert (tmp_path / "out" / "totals.csv").read_text(encoding="utf-8") == totals_csv(SCRIPT, room)


@pytest.mark.parametrize(
    ("options", "must_say"),
    [
        (["--report", "out"], "--report needs a room"),
        (["--keep", "no-such-file.sqlite", "--report", "out"], "--report needs a room"),
        (["--keep", "a.sqlite", "--database", "postgresql:///x"], "two places for one room"),
        (["--database", "sqlite:///room.sqlite"], "For a file, use --keep"),
        (["--room", "X7K4"], "--room names a room in a --database"),
        (["--database", "moonlight"], "the database cannot be used"),
    ],
)
def test_odd_options_are_refused_in_one_sentence(
    options: list[str], must_say: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slip on the command line is said before anything starts or is written."""
    monkeypatch.chdir(tmp_path)
    ended = CliRunner().invoke(main, ["workshop", "--no-browser", "--host", "127.0.0.1", *options])
    assert ended.exit_code != 0
    assert must_say in ended.output
    assert "Traceback" not in ended.output
