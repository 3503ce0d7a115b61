from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from crampguide.__main__ import main
from crampguide.knowledge.loading import load_knowledge

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = load_knowledge()


def run(*arguments: str, typed: str | None = None) -> Result:
    """Run the command as a person would and return what it printed."""
    return CliRunner().invoke(main, list(arguments), input=typed)


@pytest.mark.parametrize("text", ['age = 72\nmedicines = ["laba"]\n', '{"age": 72, "medicines": ["laba"]}'])
def test_assess_reads_toml_and_json_from_standard_input(text: str) -> None:
    """Answers can come from a program in either form, and the two give the same result."""
    result = run("assess", "-", "--json", typed=text)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["contributors"][0]["id"] == "laba"


def test_assess_prints_plain_text_for_people(tmp_path: Path) -> None:
    """A person reads sentences, not braces."""
    file = tmp_path / "answers.toml"
    file.write_text('warning_signs = ["chest_pain"]', encoding="utf-8")
    result = run("assess", str(file))
    assert result.exit_code == 0
    assert result.stdout.startswith("Level: Get help now")
    assert "{" not in result.stdout


def test_several_files_give_a_list_in_order(tmp_path: Path) -> None:
    """A study of many people is one command."""
    for age in (30, 60):
        (tmp_path / f"{age}.toml").write_text(f'age = {age}\nwhen = ["night"]', encoding="utf-8")
    found = json.loads(run("assess", "--json", str(tmp_path / "30.toml"), str(tmp_path / "60.toml")).stdout)
    assert [person["contributors"][0]["because"][0]["answer"] for person in found] == [30, 60]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("shoe_size = 42", ["shoe_size", "no such question", "age"]),
        ('age = "old"', ["age", "not a number", "1 to 100"]),
        ("age = 900", ["age", "out of range", "1 to 100 (years)"]),
        ('sex = "male"\npregnancy = "third"', ["“Male”", "“Yes, week 28 or later”", "do not go together"]),
        ('sex = "cat"', ["sex", "not a choice", "female, male, not_sure, prefer_not_to_say"]),
        ('when = "night"', ["when", "not a list", "night, rest"]),
        ('when = ["noon"]', ["when", "noon", "not in the list"]),
        ('medicines = { statin = "maybe" }', ["medicines", "statin", "yes", "no", "not_sure"]),
        ("age = true", ["age", "not a number"]),
        ("age = nan", ["age", "not a number"]),
        ("age = ", ["neither TOML nor JSON"]),
        ("[1, 2]", ["one JSON object", "not a list"]),
        ("null", ["neither TOML nor JSON"]),
        ('{"age": 30, "age": 40}', ["age is answered twice"]),
        (b"\xff\xfe".decode("latin-1"), ["neither TOML nor JSON"]),
        ("age = " + "9" * 5000, ["neither TOML nor JSON"]),
    ],
)
def test_a_bad_answer_is_named_with_what_is_allowed(text: str, words: list[str]) -> None:
    """Whoever writes answers by program is told in one sentence which answer is wrong and what is allowed."""
    result = run("assess", "-", typed=text)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert all(word in result.stderr for word in words)
    assert "Traceback" not in result.stderr


def test_a_file_in_another_encoding_is_refused_and_a_mark_is_not(tmp_path: Path) -> None:
    """A file saved by an office program gives a sentence or a result, never a traceback."""
    file = tmp_path / "answers.toml"
    file.write_bytes("# für mich\nage = 72".encode("latin-1"))
    refused = run("assess", str(file))
    assert (refused.exit_code, "neither TOML nor JSON" in refused.stderr) == (2, True)
    file.write_bytes("\ufeffage = 72".encode())
    assert run("assess", str(file)).exit_code == 0


def test_several_bad_answers_are_named_at_once() -> None:
    """Nobody has to mend one answer at a time."""
    result = run("assess", "-", typed='age = 900\nsex = "cat"\nfoo = 1')
    assert result.exit_code == 2
    assert all(name in result.stderr for name in ("age:", "sex:", "foo:"))


def test_questions_describe_every_answer() -> None:
    """From this list alone a program can write a valid answer to every question."""
    described: list[dict[str, Any]] = json.loads(run("questions", "--json").stdout)
    assert [one["id"] for one in described] == [question.id for question in KNOWN.questions]
    answers: dict[str, Any] = {}
    for one in described:
        if one["kind"] == "number":
            assert one["unit"]
            answers[one["id"]] = one["high"]
        else:
            ids = [choice["id"] for choice in one["choices"]]
            answers[one["id"]] = {"choice": ids[0], "checklist": [*ids, "nothing_else"], "names": {"Lasix": ids[0]}}[
                one["kind"]
            ]
        assert one["also"][0] == "not_sure"
    assert run("assess", "-", "--json", typed=json.dumps(answers)).exit_code == 0


def test_check_reports_sound_data() -> None:
    """The data in the project pass their own rules."""
    result = run("check")
    assert (result.exit_code, result.stdout) == (0, "The data are sound.\n")


def test_cases_prints_a_line_a_case_and_totals() -> None:
    """The scoreboard can be run by anyone."""
    result = run("cases")
    assert result.exit_code == 0
    assert "established group first:" in result.stdout
    assert "level under:" in result.stdout


def test_a_missing_file_is_a_plain_sentence() -> None:
    """A wrong path gives a sentence and no traceback."""
    result = run("assess", "nowhere.toml")
    assert result.exit_code == 2
    assert "No such file" in result.stderr


def test_a_country_changes_the_number_that_is_told(tmp_path: Path) -> None:
    """A person in New Zealand is told 111, in text, in JSON, on the page for the doctor and on the sheets."""
    file = tmp_path / "answers.toml"
    file.write_text('warning_signs = ["chest_pain"]', encoding="utf-8")
    for command in (["assess", str(file)], ["assess", str(file), "--json"], ["handout", str(file)]):
        said = CliRunner().invoke(main, [*command, "--country", "NZ"]).output
        assert "(111)" in said
        assert "112, 999 or 911" not in said
    assert CliRunner().invoke(main, ["workshop", "--pack", str(tmp_path), "--country", "NZ"]).exit_code == 0
    assert "number (111)" in (tmp_path / "take-home.html").read_text(encoding="utf-8")


def test_an_unknown_country_is_named(tmp_path: Path) -> None:
    """A slip in the country is refused with the list of those that there are."""
    refused = CliRunner().invoke(main, ["assess", str(tmp_path), "--country", "UK"])
    assert refused.exit_code == 2
    assert "there is no country 'UK'; known are international, AU" in " ".join(refused.output.split())
