from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from crampguide.__main__ import main
from crampguide.assessing.triage import emergency_signs
from crampguide.knowledge.loading import KnowledgeError, data_root, load_knowledge
from crampguide.measuring.cases import load_cases
from crampguide.workshop.pack import workshop_pack
from crampguide.workshop.session import LENGTHS, Workshop, check_workshop, load_workshop

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KNOWN = load_knowledge()
SESSION = load_workshop()
SHEETS = workshop_pack(KNOWN, SESSION)
GRADE = 6.0


def broken(field: str, **changes: Any) -> Workshop:  # noqa: ANN401 - any field
    """Return the session with its first record of a kind changed."""
    first, *others = getattr(SESSION, field)
    return replace(SESSION, **{field: (replace(first, **changes), *others)})


def test_session_is_sound_and_fits_its_time() -> None:
    """What a facilitator holds names real claims, cases and advice, and takes 30, 45 or 60 minutes."""
    assert check_workshop(KNOWN, SESSION) == ()
    for place, length in enumerate(LENGTHS):
        assert sum(block.minutes[place] for block in SESSION.blocks) == length


@pytest.mark.parametrize(
    ("session", "must_say"),
    [
        (broken("blocks", minutes=(2, 3)), "block welcome: needs minutes for 3 lengths"),
        (broken("blocks", minutes=(4, 3, 3)), "the blocks of 30 minutes take 32"),
        (broken("myths", claim="moonlight"), "myth magnesium: there is no claim 'moonlight'"),
        (broken("cases", case="c000"), "group case stiff: there is no case 'c000'"),
        (broken("cases", found="Moonlight"), "group case stiff: what was found is none of its options"),
        (replace(SESSION, quiz=SESSION.quiz[:5]), "the quiz has 5 questions, not 6"),
        (broken("quiz", right="Moonlight"), "quiz first_step: the right answer is none of its options"),
        (broken("quiz", rests_on="moonlight"), "quiz first_step: there is no claim or advice 'moonlight'"),
        (broken("teach_back", block="moonlight"), "teach-back cramp_now: there is no block 'moonlight'"),
    ],
)
def test_each_fault_of_a_session_is_named(session: Workshop, must_say: str) -> None:
    """A slip in the session is found by the check, with the record it stands in."""
    assert must_say in check_workshop(KNOWN, session)


def test_unknown_key_of_a_session_is_refused(tmp_path: Path) -> None:
    """A key that nothing reads would look as if it counted."""
    text = (data_root() / "workshop.toml").read_text(encoding="utf-8")
    (tmp_path / "workshop.toml").write_text(text.replace('claim = "magnesium_cures"', 'verdict = "so"'), "utf-8")
    with pytest.raises(KnowledgeError, match=r"workshop.toml \[\[myth\]\] magnesium: unknown key verdict"):
        load_workshop(tmp_path)


@pytest.mark.parametrize("name", SHEETS)
def test_sheets_need_no_other_file(name: str) -> None:
    """A sheet prints from a memory stick with no network; an address stands only behind a source."""
    assert not [word for word in ("<script", "src=", "<link ", "url(", "@import") if word in SHEETS[name]]
    assert set(re.findall(r"color:([^;}]+)", SHEETS[name])) <= {"#000"}


@pytest.mark.parametrize("name", SHEETS)
def test_sheets_read_at_grade_six(name: str, grade: Callable[[str], float]) -> None:
    """Every sheet can be read by all in the room; names of sources are not prose."""
    prose = re.sub(
        r"<style>.*?</style>|<p class='(?:cg-sources|small)'>.*?</p>|<a .*?</a>", " ", SHEETS[name], flags=re.DOTALL
    )
    text = unescape(re.sub(r"<[^>]+>", " ", re.sub(r"</(?:p|li|h1|h2|h3|th|title|section)>", ". ", prose)))
    assert grade(re.sub(r"[.?!](?:\s*\.)+", ". ", text)) <= GRADE


def test_what_is_right_stands_on_the_run_sheet_only() -> None:
    """A quiz that shows its answers measures nothing, and each answer has its source."""
    run_sheet, quiz = unescape(SHEETS["run-sheet.html"]), unescape(SHEETS["quiz.html"])
    for question in SESSION.quiz:
        assert f"{question.text} <b>{question.right}</b><p class='cg-sources'>" in run_sheet
        assert all(f"<li>{option}</li>" in quiz for option in question.options)
    assert "<a href" not in quiz
    assert not {question.options.index(question.right) for question in SESSION.quiz} <= {0}


def test_run_sheet_says_what_the_guide_says_of_each_case() -> None:
    """The room sees the same as the sheet: it is worked out, not written down."""
    run_sheet = unescape(SHEETS["run-sheet.html"])
    cases = {case.id: case for case in load_cases()}
    assert all(cases[one.case].summary in run_sheet and cases[one.case].url in run_sheet for one in SESSION.cases)
    assert "The guide says: See someone in the next few days. Slow thyroid (not tested yet): about" in run_sheet


def test_page_to_take_home_begins_with_the_danger_signs() -> None:
    """Danger first, on paper too, and nobody is told to leave out a medicine."""
    page = unescape(SHEETS["take-home.html"])
    places = [page.index(f"<li>{sign}</li>") for sign in emergency_signs(KNOWN)]
    assert places
    assert max(places) < page.index("Calf cramp: toes toward the shin")
    assert "Do not drop a medicine on your own" in page
    assert "<svg class='cg-picture'" in page


def test_command_writes_the_pack(tmp_path: Path) -> None:
    """One command makes all that is needed where there is no network; a place that can not be written to is said."""
    done = CliRunner().invoke(main, ["workshop", "--pack", str(tmp_path / "pack")])
    assert done.exit_code == 0
    assert {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "pack").iterdir()} == SHEETS
    (tmp_path / "file").touch()
    refused = CliRunner().invoke(main, ["workshop", "--pack", str(tmp_path / "file" / "pack")])
    assert refused.exit_code == 1
    assert "cannot write to" in refused.output
