"""The documentation is built as a reader gets it; what is in it is held against the package."""

from __future__ import annotations

import doctest
import inspect
import json
import re
import subprocess
import sys
from html import escape
from pathlib import Path
from typing import Any, Final

import pytest

import crampguide
import crampguide.widgets
from crampguide.described import data_schemas
from docs.made_pages import LISTINGS, MORE_RECORDS, dead_links
from tests.site import build_site

ROOT: Final = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def site() -> Path:
    """Build the documentation, as `make docs` does."""
    return build_site()


def test_every_public_name_is_in_the_reference(site: Path) -> None:
    """Whoever looks a name up finds it; one that nobody wrote down does not exist for them."""
    text = "".join((site / "reference" / f"{page}.html").read_text(encoding="utf-8") for page in ("api", "widgets"))
    names = [f"crampguide.{name}" for name in crampguide.__all__]
    names += [f"crampguide.widgets.{name}" for name in crampguide.widgets.__all__]
    assert [name for name in names if f'id="{name}"' not in text] == []


def test_every_record_is_in_the_reference(site: Path) -> None:
    """Each number, sentence and danger can be looked up by its id, without Python."""
    knowledge = crampguide.load_knowledge()
    for name in [*LISTINGS, *MORE_RECORDS]:
        records: Any = getattr(crampguide, name)() if name in LISTINGS else getattr(knowledge, name)
        page = (site / "made" / "data" / f"{name}.html").read_text(encoding="utf-8")
        assert [one.id for one in records if f">{escape(one.id, quote=False)}</th>" not in page] == [], name
    sheets = (site / "danger-sheets.html").read_text(encoding="utf-8")
    assert [danger.id for danger in knowledge.dangers if danger.id not in sheets] == []


def test_every_format_is_in_the_reference(site: Path) -> None:
    """Each file of data/ has its keys and its schema."""
    page = (site / "made" / "formats.html").read_text(encoding="utf-8")
    for name, schema in data_schemas().items():
        assert name in page
        assert json.loads((site / "schema" / f"{Path(name).stem}.schema.json").read_text(encoding="utf-8")) == schema


def test_figures_of_notebooks_are_drawn_from_this_site(site: Path) -> None:
    """A reader without internet sees the figures, and one who cannot see hears what they show."""
    page = (site / "made" / "teach.html").read_text(encoding="utf-8")
    assert page.count('class="cg-figure"') + page.count("class='cg-figure'") >= 3
    assert "aria-label='Bars: what may cause the cramps in 100 people" in page
    assert (site / "_static" / "plotly.min.js").stat().st_size > 1_000_000


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    """The check of links barks: at a page that is not there, and at a place that is not in it."""
    (tmp_path / "a.html").write_text("<a href='b.html'>b</a><a href='#c'>c</a><a href='a.html'>a</a>", encoding="utf-8")
    assert list(dead_links(tmp_path)) == ["a.html: b.html is not there", "a.html: #c has no such place"]


def test_the_spelling_is_checked() -> None:
    """A slip of a letter costs trust; names and words of the trade are listed, and all else is a finding."""
    command = [sys.executable, "-m", "codespell_lib"]
    places = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "crampguide", "data", "docs", "notebooks"]
    found = subprocess.run([*command, *places], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.stdout == ""
    planted = subprocess.run([*command, "-"], input="recieve", cwd=ROOT, capture_output=True, text=True, check=False)
    assert "receive" in planted.stdout


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("[hrsw]*/*.md")), ids=lambda page: page.name)
def test_examples_of_a_page_run(page: Path) -> None:
    """What a reader copies out of a page does what the page says."""
    assert doctest.testfile(str(page), module_relative=False).failed == 0


@pytest.mark.parametrize("page", ["start.md", "how/build.md"])
def test_the_code_of_a_page_runs(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a reader copies out to build with runs as it stands, one piece after the other."""
    monkeypatch.setattr("IPython.display.display", lambda *_: None)
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    pieces = re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    names: dict[str, object] = {}
    for piece in pieces:
        exec(compile(piece, page, "exec"), names)  # noqa: S102 - our own pages
    assert len(pieces) == {"start.md": 1, "how/build.md": 3}[page]


INNER: Final = {"about", "heard_of", "of_new_medicines", "told_as"}
"""Methods of a profile by which rules read it; the reference leaves them out."""


def public() -> list[tuple[str, Any]]:
    """Return every public function and class, and the public methods of its own."""
    found: list[tuple[str, Any]] = []
    for module in (crampguide, crampguide.widgets):
        for name in module.__all__:
            one = getattr(module, name)
            found.append((name, one))
            if inspect.isclass(one) and name in {"Profile", "Report"}:
                found += [
                    (f"{name}.{key}", member)
                    for key, member in vars(one).items()
                    if not key.startswith("_")
                    and key not in INNER
                    and (inspect.isfunction(member) or isinstance(member, classmethod))
                ]
    return found


@pytest.mark.parametrize(("name", "one"), public(), ids=[name for name, _ in public()])
def test_every_public_name_has_an_example_that_runs(name: str, one: Any) -> None:  # noqa: ANN401 - any public thing
    """Nobody has to guess how a call looks; the examples themselves are run as doctests."""
    assert ">>> " in (inspect.getdoc(one) or ""), name
