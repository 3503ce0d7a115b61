from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

from crampguide import AnswerError
from crampguide.loading import load_knowledge
from crampguide.pages import GuidePage, guide
from crampguide.profile import Profile
from crampguide.serving import notebooks_root

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = load_knowledge()
NOTEBOOKS = sorted(notebooks_root().glob("*.ipynb"))


@pytest.fixture
def page() -> GuidePage:
    """Make a page with no answers."""
    return GuidePage(KNOWN)


def parts(page: GuidePage) -> tuple[Any, Any, Any, Any]:
    """Return the form and the three views of a page."""
    form, result = page.widget.children
    return (form, *result.children)


def test_an_answer_changes_every_view(page: GuidePage) -> None:
    """Summary, chart and table follow one answer together."""
    form, top, chart, bottom = parts(page)
    before = (top.regions, chart.figure, chart.label, bottom.regions)
    form.answers = {"pregnancy": "third"}
    after = (top.regions, chart.figure, chart.label, bottom.regions)
    assert all(old != new for old, new in zip(before, after, strict=True))
    assert "Pregnancy" in chart.label
    assert page.profile == Profile(pregnancy="third")


def test_the_page_starts_from_given_answers() -> None:
    """Saved answers can be loaded, and a bad one is refused before anything shows."""
    form = guide(age=70).children[0]
    assert form.answers == {"age": 70}
    with pytest.raises(AnswerError, match="age"):
        guide(age=700)


def test_a_bad_answer_shows_a_sentence_and_no_old_result(page: GuidePage) -> None:
    """An answer that cannot be is named in plain words, and the former result is gone."""
    form, top, chart, bottom = parts(page)
    form.answers = {"pregnancy": "third"}
    form.answers = {"age": 900}
    assert "900 is out of range" in form.problem
    assert (top.regions, chart.figure, bottom.regions) == ([], {}, [])
    form.answers = {"pregnancy": "third"}
    assert form.problem == ""
    assert "Pregnancy" in chart.label
    assert top.regions


def test_a_fault_shows_a_number_and_logs_no_answer(
    page: GuidePage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """When something breaks, the person sees a sentence with a number, the log has it too, and holds no answer."""
    form, top, _, _ = parts(page)
    form.answers = {"age": 71}

    def broken(*_: object) -> None:
        message = "age 72 is secret"
        raise RuntimeError(message)

    monkeypatch.setattr("crampguide.pages.assess_profile", broken)
    with caplog.at_level(logging.ERROR):
        form.answers = {"age": 72}
    assert "number 1" in form.problem
    assert "Traceback" not in form.problem
    assert top.regions == []
    assert "fault 1" in caplog.text
    assert "72" not in caplog.text


def test_two_pages_share_no_answers() -> None:
    """One visitor never sees another's answers."""
    first, second = GuidePage(KNOWN), GuidePage(KNOWN)
    parts(first)[0].answers = {"age": 80}
    assert second.profile == Profile()
    assert parts(second)[0].answers == {}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebooks_are_doors(path: Path) -> None:
    """A notebook is a heading and a call: no outputs, no widget state, no code to maintain."""
    notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    assert set(notebook.metadata) <= {"kernelspec", "language_info", "title"}
    assert "widgets" not in json.dumps(notebook.metadata)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert len(notebook.cells) <= 3
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    assert all(len(cell.source.splitlines()) <= 3 for cell in code)
    assert not any(mark in cell.source for cell in code for mark in ("%", "!", "def ", "<"))
