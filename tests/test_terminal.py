"""Tests of the interview in a terminal, with lines typed one after the other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import click
import pytest
from click.testing import CliRunner, Result

from crampguide import Profile, assess
from crampguide.__main__ import main
from crampguide.knowledge.loading import load_knowledge
from crampguide.pages.lines import Lines
from crampguide.pages.terminal import TerminalInterview

WORDS: Final = load_knowledge().wording
SKIP: Final = [""] * 60
"""Enter, more often than there are questions."""


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")


def ask(*lines: str) -> Result:
    """Type some lines and return what came."""
    return CliRunner().invoke(main, ["ask"], input="".join(f"{line}\n" for line in lines))


def flat(text: str) -> str:
    """Return a text without its line breaks."""
    return " ".join(text.split())


def answers_after(monkeypatch: pytest.MonkeyPatch, *lines: str, then: tuple[str, ...] = ()) -> dict[str, Any]:
    """Type some lines, pass by all else until the answer is told, type what is typed then; return the answers."""
    here = TerminalInterview(load_knowledge())
    first, after = iter(lines), iter(then)
    monkeypatch.setattr(click, "prompt", lambda *_, **__: next(first, next(after, "") if here.is_told else ""))
    here.run()
    return Profile(**here.answers).as_dict()


def test_danger_comes_first_and_ends_the_questions() -> None:
    """Who has pain in the chest is told at once what to do; nothing more is asked, nothing that calms is offered."""
    result = ask("1", "2", "0", "")
    said = flat(result.output)
    assert result.exit_code == 0
    assert "1 of about 7. Is it urgent?" in said
    assert flat(str(assess(Profile(warning_signs=["chest_pain", "nothing_else"])))) in said
    assert "2 of about" not in said
    assert "more:" not in said
    assert said.index("Level: Get help now") < said.rindex("Level: Get help now") < said.index("Enter: end.")


def test_the_answer_is_the_text_of_the_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A calm interview ends with the same text as `assess`, and says what stands first on the way there."""
    told = answers_after(monkeypatch, "0", "1 0", "d", "5", "70", "1")
    assert told["nights_a_month"] == "several"
    said = flat(capsys.readouterr().out)
    assert flat(str(assess(Profile(**told)))) in said
    assert "So far: " in said


def test_three_more_screens_say_what_they_changed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever wants a sharper answer gets up to three screens, each saying what it changed, and the answer again."""
    answers_after(monkeypatch, "0", "1 0", "d", "5", "30", "2", then=("more",))
    said = flat(capsys.readouterr().out)
    assert said.count("This guide teaches.") == 2
    assert 1 <= said.count(WORDS["step_same"]) <= 3
    assert said.index("more: up to 3 more screens") < said.index(WORDS["step_same"])


def test_not_sure_and_nothing_else_are_kept_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty box is no "no", a "?" is told of its box, and 0 of a part is told of that part alone."""
    answers = answers_after(monkeypatch, "2 4", "0", "2?", "", "1 3?", "")
    signs = answers["warning_signs"]
    assert signs["swollen_leg"] == "no"
    assert signs["sudden_pain"] == "not_sure"
    assert "nothing_else" not in signs
    assert "chest_pain" not in signs
    assert answers["when"] == {"night": "yes", "exercise": "not_sure"}


def test_back_asks_again_and_an_answer_can_be_kept_or_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip is mended where it was made: back goes over questions and screens, Enter keeps, clear takes back."""
    other = answers_after(monkeypatch, "0", "1 0", "back", "2 0", "d", "back", "e", "5", "70", "1")
    assert other["when"] == {"rest": "yes", "nothing_else": "yes"}
    assert (other["nights_a_month"], other["started"]) == ("most", "years")
    kept = answers_after(monkeypatch, "0", "1 0", "d", "5", "back", "", "70", "1", "back", "", "")
    assert (kept["nights_a_month"], kept["started"], kept["age"], kept["sex"]) == ("several", "years", 70, "female")
    assert "age" not in answers_after(monkeypatch, "0", "", "", "", "70", "1", "back", "back", "clear")


def test_answers_that_do_not_go_together_are_named_and_asked_again() -> None:
    """Neither of two answers that clash is dropped."""
    result = ask("0", "", "", "", "30", "1", "4", "back", "back", "2", "", "", *SKIP)
    assert "do not go together" in flat(result.output)
    assert result.exit_code == 0


def test_medicines_are_told_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name is known at once, what is new is asked, and an unknown name is kept."""
    known = load_knowledge()
    typed = iter(["Lasix 40 mg, Foobarol", "2", "2", ""])
    monkeypatch.setattr(click, "prompt", lambda *_, **__: next(typed))
    answer = Lines(known).answer(known.question_by_id["medicines_named"], is_answered=False)
    assert answer == {"Lasix 40 mg": "new_weeks", "Foobarol": "taking"}


@pytest.mark.parametrize("typed", ["fish", "9 99", "1-3", "-1", "²", "1e400", "back and forth"])
def test_what_cannot_be_read_is_asked_again(typed: str) -> None:
    """A slip of the fingers gives one sentence, and no answer."""
    result = ask(typed, "0", *SKIP)
    assert WORDS["terminal_not_read"] in flat(result.output)
    assert result.exit_code == 0


@pytest.mark.parametrize("lines", [[], ["0"], ["0", "1 0", "d"]])
def test_an_end_in_the_midst_is_one_plain_sentence(lines: list[str]) -> None:
    """Where nothing more is typed, it ends with a sentence: no traceback, no file."""
    result = ask(*lines)
    assert result.exit_code == 1
    assert flat(result.output).endswith(WORDS["terminal_ended"])
    assert "Aborted" not in result.output
    assert not list(Path().iterdir())


def test_ctrl_c_ends_while_the_guide_is_working_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """The keys work at any point, also while a screen is worked out."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("crampguide.pages.terminal.interview", interrupted)
    result = ask("0")
    assert (result.exit_code, flat(result.output).endswith(WORDS["terminal_ended"])) == (1, True)


def test_answers_are_saved_only_when_asked_for_and_over_nothing() -> None:
    """Nothing is written unasked; a file that is there stays; the saved one can be assessed."""
    ask("1", "2", "0", "")
    assert not list(Path().iterdir())
    Path("mine.json").write_text("old", encoding="utf-8")
    result = ask("1", "2", "0", "save", "mine.json", "no/such/folder.json", "other.json", "")
    said = flat(result.output)
    assert Path("mine.json").read_text(encoding="utf-8") == "old"
    assert "There is already a file called mine.json." in said
    assert WORDS["terminal_file_not_written"] in said
    told = json.loads(Path("other.json").read_text(encoding="utf-8"))
    assert told == {"warning_signs": {"chest_pain": "yes", "nothing_else": "yes"}}
    assert "Get help now" in CliRunner().invoke(main, ["assess", "other.json"]).output


def test_the_emergency_number_is_that_of_the_country() -> None:
    """Who names a country is told its number here as well."""
    result = CliRunner().invoke(main, ["ask", "--country", "NZ"], input="1\n2\n0\n\n")
    assert "(111)" in result.output
