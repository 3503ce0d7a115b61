"""The sheets: a clinician can review every danger on paper, and hear what changed since."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from crampguide.__main__ import main
from crampguide.knowledge.loading import KnowledgeError, data_root, load_knowledge
from crampguide.knowledge.signed import signed_knowledge
from crampguide.measuring.stories import load_stories, run_stories
from crampguide.telling.markup import fragment
from crampguide.telling.sheets import changed_dangers, rule_in_words, sheets_html

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = load_knowledge()


def test_each_danger_has_its_sheet_with_all_it_is_made_of() -> None:
    """A clinician who signs has seen every finding, its points, each threshold, each action, and the stories."""
    stories = run_stories(KNOWN, load_stories())
    for danger in KNOWN.dangers:
        page = sheets_html(KNOWN, [danger], stories)
        assert page.count("class='sheet'") == 1
        assert page.count("<tr>") > len(danger.findings)
        for text in (danger.why, *(action.text for action in danger.actions)):
            assert fragment(text) in page
        assert "Reviewed by" in page
        told = [one.story.story for one in stories if one.story.danger == danger.id]
        assert page.count("The guide says:") == len(told)


def test_a_finding_is_told_in_the_words_of_the_form() -> None:
    """Who reviews knows no ids: a sheet holds none."""
    words = {rule_in_words(KNOWN, finding.when) for danger in KNOWN.dangers for finding in danger.findings}
    ids = {option.id for question in KNOWN.questions for option in question.options if "_" in option.id}
    assert not [line for line in words if any(one in line for one in ids)]


def test_what_changed_since_the_signed_sheets_is_told(tmp_path: Path) -> None:
    """One point and one threshold moved in a signed file are both named; the same file twice says nothing."""
    runner = CliRunner()
    made = runner.invoke(main, ["dangers", "--sheets", str(tmp_path)])
    assert made.exit_code == 0, made.output
    assert (tmp_path / "dangers.html").stat().st_size > 100_000
    assert runner.invoke(main, ["dangers", "--since", str(tmp_path)]).output == "Nothing has changed.\n"

    signed = tmp_path / "dangers.toml"
    text = signed.read_text(encoding="utf-8")
    first = KNOWN.dangers[0]
    moved = text.replace(f"points = {first.findings[0].points:g}", "points = 9.5", 1).replace(
        f"emergency = {first.sums.emergency:g}", "emergency = 77", 1
    )
    signed.write_text(moved, encoding="utf-8")
    told = runner.invoke(main, ["dangers", "--since", str(tmp_path)]).output
    assert f"{first.id} sums" in told
    assert f"{first.id} findings, gone" in told
    assert "9.5" in told


def test_a_country_is_no_change(tmp_path: Path) -> None:
    """Sheets signed where nobody chose a country differ in nothing from the same sheets read for Britain."""
    shutil.copy(data_root() / "dangers.toml", tmp_path)
    british = load_knowledge(country="GB")
    assert changed_dangers(signed_knowledge(british, str(tmp_path)), british) == []


def test_a_new_danger_is_told_and_so_is_one_that_went() -> None:
    """Nothing joins or leaves a signed list in silence."""
    fewer = replace(KNOWN, dangers=KNOWN.dangers[1:])
    key = KNOWN.dangers[0].id
    assert changed_dangers(fewer, KNOWN) == [f"{key}: new"]
    assert changed_dangers(KNOWN, fewer) == [f"{key}: gone"]


@pytest.mark.parametrize("version", ["no-such-version", "--output=x", "HEAD:data/x"])
def test_a_version_that_is_not_there_is_refused_in_a_sentence(version: str) -> None:
    """No traceback, and nothing that looks like an option reaches git as one."""
    with pytest.raises(KnowledgeError, match="no folder of sheets"):
        signed_knowledge(KNOWN, version)


def test_a_signed_file_that_is_broken_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """Whoever saved the signed file with a slip reads what is wrong, and no traceback."""
    for content, words in (("[[danger", "not valid TOML"), ("[[flag]]\nid = 'x'\n", "flag")):
        (tmp_path / "dangers.toml").write_text(content, encoding="utf-8")
        with pytest.raises(KnowledgeError, match=words):
            signed_knowledge(KNOWN, str(tmp_path))


def test_a_machine_without_git_is_told_so_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """`--since` is for whoever has a folder of sheets, too: no git is no fault of theirs."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(KnowledgeError, match="no folder of sheets"):
        signed_knowledge(KNOWN, "HEAD")
