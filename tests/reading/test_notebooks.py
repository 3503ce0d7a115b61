from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from click.testing import CliRunner
from nbclient import NotebookClient

from crampguide.__main__ import main
from crampguide.measuring.survey import load_survey
from crampguide.serving.launch import notebooks_root
from crampguide.serving.own_notebooks import OwnNotebooksError, copy_notebooks
from docs.made_pages import TEACHING, run_notebook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DOORS = ("about", "evidence", "guide", "methods", "workshop")


def read(name: str) -> Any:  # noqa: ANN401 - a notebook
    """Return a notebook as it is installed."""
    return nbformat.read(notebooks_root() / f"{name}.ipynb", as_version=4)  # type: ignore[no-untyped-call]


def test_all_notebooks_are_known() -> None:
    """A notebook that nobody runs is one that does not run."""
    assert {path.stem for path in notebooks_root().glob("*.ipynb")} == {*DOORS, *TEACHING}


@pytest.mark.parametrize("name", DOORS)
def test_a_door_opens(name: str, tmp_path: Path) -> None:
    """Each page can be opened from a notebook by a program, too: nbclient runs it to the end."""
    notebook = read(name)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert notebook.cells[-1].outputs[0].output_type == "execute_result"


@pytest.mark.parametrize("name", TEACHING)
def test_a_notebook_to_read_and_change_runs(name: str) -> None:
    """A learner who runs all cells sees no error, and what the text promises: tables and figures."""
    outputs = [output for cell in run_notebook(name).cells for output in cell.get("outputs", [])]
    assert not [output for output in outputs if output.output_type == "error"]
    kinds = {kind for output in outputs for kind in output.get("data", {})}
    assert kinds >= {"text/html", "application/vnd.plotly.v1+json"}


@pytest.mark.parametrize("name", TEACHING)
def test_a_notebook_is_kept_clean(name: str) -> None:
    """No output, no state and no path of whoever wrote it goes into the repository."""
    notebook = read(name)
    nbformat.validate(notebook)
    assert set(notebook.metadata) == {"kernelspec", "language_info", "title"}
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    assert not re.search(r"/(home|root|Users|work|tmp)/", json.dumps(notebook))


def test_the_first_notebook_has_ten_short_cells() -> None:
    """What is to be read in a quarter of an hour stays so."""
    code = [cell for cell in read("explore").cells if cell.cell_type == "code"]
    assert len(code) == 10
    assert max(len(cell.source.splitlines()) for cell in code) <= 24


def test_solutions_of_the_class_are_folded() -> None:
    """Nobody reads a solution by accident: it is hidden, and so is what it prints."""
    solutions = [cell for cell in read("teach").cells if "hide-cell" in cell.metadata.get("tags", [])]
    assert len(solutions) == 3
    assert all(cell.metadata["jupyter"] == {"outputs_hidden": True, "source_hidden": True} for cell in solutions)
    told = [cell.source for cell in read("teach").cells if cell.cell_type == "markdown"]
    assert all("<details><summary>" in text for text in told if "Solution</summary>" in text)


@pytest.mark.parametrize("name", TEACHING)
def test_what_a_learner_reads_is_plain(name: str, grade: Callable[[str], float]) -> None:
    """A nurse whose first language is another reads the class: two grades above what patients read, at most."""
    cells = [cell.source for cell in read(name).cells if cell.cell_type == "markdown"]
    text = " ".join(re.sub(r"`[^`]*`|[#|*]|<[^>]+>|\[[^]]*\]\([^)]*\)", " ", source) for source in cells)
    assert grade(text) <= 8


def test_the_table_notebook_tells_how_the_survey_really_did() -> None:
    """The figures that a reader compares with are those that were measured."""
    text = " ".join(cell.source for cell in read("cohort").cells)
    any_cramps, frequent = load_survey().discrimination
    told = [f"{any_cramps.people:,} real people", *(f"{100 * one.guide:.0f} of 100" for one in (any_cramps, frequent))]
    sentence = f"On {told[0]} of a US survey it was {told[1]} for any cramps and {told[2]} for frequent ones"
    assert sentence in text


# ---------------------------------------------------------------- a person's own copies


def test_a_persons_copies_are_theirs(tmp_path: Path) -> None:
    """What a person changed stays as it is when they come back, and a new notebook comes to it."""
    own = tmp_path / "own"
    assert copy_notebooks(own) is None
    assert {path.name for path in own.iterdir()} == {
        path.name for path in notebooks_root().iterdir() if path.suffix in {".ipynb", ".csv"}
    }
    (own / "guide.ipynb").write_text("mine", encoding="utf-8")
    (own / "teach.ipynb").unlink()
    copy_notebooks(own)
    assert (own / "guide.ipynb").read_text(encoding="utf-8") == "mine"
    assert (own / "teach.ipynb").exists()


def test_starting_over_deletes_nothing(tmp_path: Path) -> None:
    """A slip of the keyboard must not cost a teacher the class they wrote."""
    own = tmp_path / "own"
    copy_notebooks(own)
    for round_, words in enumerate(("first", "second"), start=1):
        (own / "guide.ipynb").write_text(words, encoding="utf-8")
        assert copy_notebooks(own, fresh=True) == tmp_path / f"own-old-{round_}"
        assert (tmp_path / f"own-old-{round_}" / "guide.ipynb").read_text(encoding="utf-8") == words
    assert (own / "guide.ipynb").read_bytes() == (notebooks_root() / "guide.ipynb").read_bytes()


def test_those_of_the_installation_are_never_moved() -> None:
    """Who works on the project opens its own notebooks, and must not have them moved aside."""
    assert copy_notebooks(notebooks_root(), fresh=True) is None
    assert (notebooks_root() / "guide.ipynb").exists()


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    """No traceback where a home is read-only: the way out is named."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OwnNotebooksError, match=r"cannot write to .*: Not a directory\. Name another"):
        copy_notebooks(tmp_path / "file" / "own")


def test_data_can_be_copied_changed_and_checked(tmp_path: Path) -> None:
    """The way of the notebook on studies, by the command: copy, check, and a slip is named; nothing is overwritten."""
    mine, run = tmp_path / "mine", CliRunner()
    assert run.invoke(main, ["data", str(mine)]).output.strip() == f"The data are in {mine}"
    assert run.invoke(main, ["check", str(mine)]).output.strip() == "The data are sound."
    effects = mine / "effects.toml"
    effects.write_text(effects.read_text(encoding="utf-8").replace("value = 2.42", "value = 24.2"), encoding="utf-8")
    checked = run.invoke(main, ["check", str(mine)])
    assert (checked.exit_code, "garrison_laba" in checked.output) == (1, True)
    again = run.invoke(main, ["data", str(mine)])
    assert (again.exit_code, again.output.strip()) == (1, f"Error: cannot copy to {mine}: File exists.")
