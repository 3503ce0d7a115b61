"""Writes the pages that come from the project itself, before Sphinx reads them, and checks all links afterwards.

Notebooks are run; records of the data, their format, the figures of the validation and the commands become pages.
"""

from __future__ import annotations

import fcntl
import json
import shutil
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit

import click
import nbformat
import plotly.offline
from nbclient import NotebookClient
from sphinx.util import logging

import crampguide
from crampguide.__main__ import main
from crampguide.assessing.frames import cells_of
from crampguide.described import data_schemas
from crampguide.knowledge.folders import PACKAGE, folder
from crampguide.measuring.cases import TOTALS, load_cases, run_cases, totals
from crampguide.measuring.stories import load_stories, run_stories, triage_rates
from crampguide.measuring.survey import load_survey
from crampguide.telling.markup import Html, element
from crampguide.telling.sheets import sheets_html
from crampguide.telling.tables import table_html, wide_html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from crampguide.listing import Listing

HERE: Final = Path(__file__).parent
MADE: Final = HERE / "made"
TEACHING: Final = ("explore", "teach", "cohort", "add_a_study")
LONGEST_RUN: Final = 240  # [s] of one cell
PLOTLY: Final = "application/vnd.plotly.v1+json"
LOG: Final = logging.getLogger(__name__)

LISTINGS: Final = {
    "questions": "What can be answered",
    "causes": "What may cause cramps",
    "effects": "How much more common cramps are, with the study",
    "presentations": "How each cause shows",
    "dangers": "What calls for care",
    "advice": "What may help, and who must not",
    "look_alikes": "What feels like a cramp and is not",
    "claims": "What people say, and what studies found",
    "cases": "Published cases that measure the guide",
    "medicines": "Names of medicines",
    "references": "Publications",
}
"""Functions of the package that list records, and what a page of each is called."""

MORE_RECORDS: Final = {
    "findings": "How many of 100 who ask tell each finding",
    "baselines": "How common night cramps are, by sex and age",
    "countries": "Emergency numbers and advice lines",
    "terms": "Words of medicine in plain words",
    "clashes": "Answers that cannot go together",
    "examples": "Invented people to try",
}
"""Fields of `Knowledge` that no function lists."""


def setup(app: Sphinx) -> dict[str, bool]:
    """Write pages before Sphinx reads them, and look at all links at the end."""
    app.connect("builder-inited", lambda _: write_all())
    app.connect("build-finished", check_links)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def write_all() -> None:
    """Write every page that comes from the project; a page that stays the same is left alone, and not built again."""
    write("static/plotly.min.js", plotly.offline.get_plotlyjs())
    for name in TEACHING:
        write(f"{name}.ipynb", nbformat.writes(as_page(run_notebook(name))))  # type: ignore[no-untyped-call]
    for name, title in LISTINGS.items():
        write(f"data/{name}.md", records_page(title, getattr(crampguide, name)()))
    knowledge = crampguide.load_knowledge()
    for name, title in MORE_RECORDS.items():
        cells = [cells_of(record) for record in getattr(knowledge, name)]
        rows = [[shown(cell) for cell in row.values()] for row in cells]
        write(f"data/{name}.md", table_page(title, [*cells[0]], rows))
    options = [
        *([asked.id, one.id, one.text] for asked in knowledge.questions for one in asked.options),
        *([asked.id, one.id, one.text] for asked in knowledge.questions for one in asked.amounts),
        *([asked.id, f"…_{one.id}", one.text] for asked in knowledge.questions for one in asked.times),
    ]
    write("data/options.md", table_page("What each question takes", ["question", "id", "words"], options))
    write("formats.md", formats_page())
    write("commands.md", commands_page())
    write("figures.md", figures_page())
    for name, one in data_schemas().items():
        write(f"extra/schema/{Path(name).stem}.schema.json", json.dumps(one, indent=2) + "\n")
    stories = run_stories(knowledge, load_stories())
    write("extra/danger-sheets.html", sheets_html(knowledge, knowledge.dangers, stories))


def write(name: str, text: str) -> None:
    """Write a file of ``docs/made``, if it is new or says something else than before."""
    path = MADE / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


# ---------------------------------------------------------------- notebooks


def run_notebook(name: str) -> Any:  # noqa: ANN401 - a notebook
    """Run a notebook in an empty folder, or take it from a run since which nothing it rests on has changed.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell fails.
    """
    source = folder("notebooks") / f"{name}.ipynb"
    kept = MADE / "cache" / f"{name}-{state_of(source)}.ipynb"
    place = MADE / "cache" / f"run-{name}"
    kept.parent.mkdir(parents=True, exist_ok=True)
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # who runs the same notebook meanwhile waits, and takes what came out
        return _kept_or_run(source, kept, place)


def _kept_or_run(source: Path, kept: Path, place: Path) -> Any:  # noqa: ANN401 - a notebook
    if kept.exists():
        return nbformat.read(kept, as_version=4)  # type: ignore[no-untyped-call]
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for table in folder("notebooks").glob("*.csv"):
        (place / table.name).write_bytes(table.read_bytes())
    notebook = nbformat.read(source, as_version=4)  # type: ignore[no-untyped-call]
    in_place = {"metadata": {"path": str(place)}}
    NotebookClient(notebook, timeout=LONGEST_RUN, resources=in_place, extra_arguments=["--log-level=ERROR"]).execute()
    for old in kept.parent.glob(f"{source.stem}-*.ipynb"):
        old.unlink()
    nbformat.write(notebook, kept)  # type: ignore[no-untyped-call]
    return notebook


def state_of(notebook: Path) -> str:
    """Return what tells whether a run of a notebook still holds: the notebook, the package and the data."""
    paths = [notebook, *sorted(PACKAGE.rglob("*.py")), *sorted(folder("data").glob("*.toml"))]
    content = b"".join(path.read_bytes() for path in paths if "node_modules" not in path.parts)
    return sha256(content).hexdigest()[:16]


def as_page(notebook: Any) -> Any:  # noqa: ANN401 - a notebook
    """Return a notebook for the page: figures as elements with their words, no widgets, no paths of this machine."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            figure = output.get("data", {}).get(PLOTLY)
            if figure:
                output["data"] = {"text/html": figure_html(figure)}
    notebook.metadata.pop("widgets", None)
    return notebook


def figure_html(figure: dict[str, Any]) -> Html:
    """Return a figure as an element that a script of the page draws, with its words for a screen reader."""
    layout = figure["layout"]
    title = layout.get("title", {}).get("text", "")
    return element(
        "div",
        class_="cg-figure",
        role="img",
        aria_label=str((layout.get("meta") or {}).get("alt", title)),
        style=f"height: {layout.get('height', 450)}px",
        data_figure=json.dumps({"data": figure["data"], "layout": layout}),
    )


# ---------------------------------------------------------------- pages


def raw(html: str) -> str:
    """Return HTML as a part of a page."""
    return f"```{{raw}} html\n{html}\n```\n"


def records_page(title: str, records: Listing[Any]) -> str:
    """Return the page of one kind of record."""
    said = f"{len(records)} records. As a data frame: `to_frame()`, with every field."
    table = wide_html(crampguide.load_knowledge().wording, records._repr_html_())
    return f"# {title}\n\n{said}\n\n{raw(table)}"


def table_page(title: str, heads: list[str], rows: list[list[str]]) -> str:
    """Return the page of a kind of record that no function lists."""
    table = wide_html(crampguide.load_knowledge().wording, table_html(heads, rows))
    return f"# {title}\n\n{len(rows)} records.\n\n{raw(table)}"


def shown(cell: object) -> str:
    """Return a cell as text; nothing for nothing."""
    return "" if cell is None else str(cell)


def formats_page() -> str:
    """Return the page of the file formats: each file, each kind of record, each key."""
    lines = [
        "# Formats of the data files",
        "",
        "Each file of `data/` holds tables of one or more kinds. A key that stands here without “yes” may be left out;",
        "a key that does not stand here is an error. `crampguide schema FOLDER` writes the JSON Schemas.",
        "",
    ]
    for name, schema in sorted(data_schemas().items()):
        link = element("a", "JSON Schema", href=f"../schema/{Path(name).stem}.schema.json")
        lines += [f"## {name}", "", raw(element("p", link))]
        for table, rows in schema.get("properties", {}).items():
            record = rows.get("items", rows)
            if "properties" in record:
                lines += [f"### [[{table}]] of {name}", "", record.get("description", ""), "", keys_table(record)]
    return "\n".join(lines)


def keys_table(record: dict[str, Any]) -> str:
    """Return the keys of a record as a table."""
    needed = record.get("required", ())
    rows = [[key, kind_of(one), "yes" if key in needed else ""] for key, one in record["properties"].items()]
    return raw(wide_html(crampguide.load_knowledge().wording, table_html(["key", "value", "needed"], rows)))


def kind_of(schema: dict[str, Any]) -> str:
    """Return in words what a key takes."""
    if "enum" in schema:
        return "one of " + ", ".join(map(str, schema["enum"]))
    kind = str(schema.get("type", "any"))
    if kind == "array":
        return f"list of {kind_of(schema.get('items', {}))}"
    return {"string": "text", "object": "table", "boolean": "true or false"}.get(kind, kind)


def commands_page() -> str:
    """Return the page of the commands, as they describe themselves."""
    lines = ["# Commands", ""]
    for name, command in [("", main), *sorted(main.commands.items())]:
        context = click.Context(command, info_name=f"crampguide {name}".strip(), max_content_width=100)
        lines += [f"## crampguide {name}".rstrip(), "", "```text", command.get_help(context), "```", ""]
    return "\n".join(lines)


def figures_page() -> str:
    """Return the page of the figures, measured while the page is built."""
    knowledge, wording = crampguide.load_knowledge(), crampguide.load_knowledge().wording
    cases = totals(run_cases(knowledge, load_cases()))
    rates = triage_rates(run_stories(knowledge, load_stories()))
    heads = ["measured", "how many", "of", "of 100, with 95 % interval"]
    rows = [
        [names.get(one.id, one.id), str(one.hits), str(one.of), of_100(one.hits / one.of, one.low, one.high)]
        for names, some in ((TOTALS, cases), ({}, rates))
        for one in some
    ]
    half = len(cases)
    survey = [
        [one.id, str(one.people), of_100(one.guide, one.low, one.high), f"{100 * one.fitted:.0f}"]
        for one in load_survey().discrimination
    ]
    survey_heads = ["cramps", "people", "pairs in the right order, of 100", "by a fitted model"]
    figure = figure_html(json.loads(crampguide.calibration_figure().to_json()))
    return "\n".join(
        [
            "# How good it is: the figures",
            "",
            "Measured while this page was built. What each test means stands on the methods page of the guide; which",
            "data were seen when rules were written stands in the README.",
            "",
            "## Published cases",
            "",
            raw(wide_html(wording, table_html(heads, rows[:half]))),
            "## Stories of dangers and of their harmless twins",
            "",
            raw(wide_html(wording, table_html(heads, rows[half:]))),
            "## Do the shares come true?",
            "",
            raw(figure),
            "## People of a survey",
            "",
            raw(wide_html(wording, table_html(survey_heads, survey))),
        ]
    )


def of_100(share: float, low: float, high: float) -> str:
    """Return a share with its interval as people out of 100."""
    return f"{100 * share:.0f} ({100 * low:.0f} to {100 * high:.0f})"


# ---------------------------------------------------------------- links


class Links(HTMLParser):
    """Collects where a page leads to, and the places in it that can be led to."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.places: set[str] = {""}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Take links, images, scripts and ids."""
        for name, value in attrs:
            if name in {"href", "src"} and value:
                self.targets.append(value)
            elif name in {"id", "name"} and value:
                self.places.add(value)


def dead_links(site: Path) -> Iterator[str]:
    """Yield each link within a built site that leads nowhere, and each file that comes from another host."""
    pages = {}
    for path in sorted(path for path in site.rglob("*.html") if "_static" not in path.parts):
        pages[path] = Links()
        pages[path].feed(path.read_text(encoding="utf-8"))
    for path, page in pages.items():
        for target in page.targets:
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                continue
            led = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            led = led / "index.html" if led.is_dir() else led
            if not led.exists():
                yield f"{path.relative_to(site)}: {target} is not there"
            elif led in pages and unquote(parts.fragment) not in pages[led].places:
                yield f"{path.relative_to(site)}: {target} has no such place"


def check_links(app: Sphinx, fault: Exception | None) -> None:
    """Warn of every dead link; with ``-W`` the build fails."""
    if fault is None and app.builder.name == "html":
        for found in dead_links(Path(app.outdir)):
            LOG.warning(found)
