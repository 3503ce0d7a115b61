"""The straight line: data, knowledge, profile, triage and scoring, explanation, figure, view; nothing points back."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import crampguide

PACKAGE = Path(crampguide.__file__).parent
ROOMS = ["knowledge", "assessing", "measuring", "telling", "", "widgets", "pages", "workshop", "serving"]
"""From the first step to the last. The nameless room is the root: what ``import crampguide`` offers."""

MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if "node_modules" not in path.parts
}
DOORS = {"crampguide", "crampguide.__main__", "crampguide.described"}
"""What a person starts with. They may open any room; which libraries `import crampguide` loads is held below."""

OBSERVERS = {
    "crampguide.pages.guide",
    "crampguide.pages.evidence",
    "crampguide.pages.methods",
    "crampguide.widgets.exploring",  # a page of its own, for those who build
}
GATHERERS = {"crampguide.widgets.controls"}
"""A control of several parts gathers their values into its own."""

WITHOUT_A_SCREEN = [
    name
    for name in MODULES
    if name.split(".")[1:2] in ([], ["knowledge"], ["assessing"], ["measuring"], ["telling"], ["report"], ["listing"])
    or name.removeprefix("crampguide.workshop.") in {"session", "steps", "pack", "stage", "phone"}
]
"""All that scores, explains and prints."""


def room_of(module: str) -> str:
    """Return the package that a module stands in; "" for the root."""
    inside = module.split(".")[1:]
    return inside[0] if inside and (PACKAGE / inside[0]).is_dir() else ""


def imports_of(module: str) -> set[str]:
    """Return the modules of the project that a module imports anywhere in its text."""
    found = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "crampguide":
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= inside & MODULES.keys() or {node.module or ""}
    return found


def modules_loaded_by(statement: str) -> set[str]:
    """Return the top-level modules that a statement loads in a fresh interpreter."""
    code = f"import sys; {statement}; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_one_way(module: str) -> None:
    """No room knows a later one, so a reader can follow a value from data to view."""
    if module in DOORS:
        return
    for other in imports_of(module):
        assert ROOMS.index(room_of(other)) <= ROOMS.index(room_of(module)), f"{module} imports {other}"


def test_no_import_goes_in_a_circle() -> None:
    """A circle of imports has no first file to read."""
    graph = {module: imports_of(module) - {module, "crampguide"} for module in MODULES}
    assert len(list(TopologicalSorter(graph).static_order())) >= len(MODULES) - 1


def test_the_root_holds_what_a_stranger_looks_for_first() -> None:
    """Whoever opens the package sees rooms, not fifty files."""
    assert sorted(path.name for path in PACKAGE.glob("*.py")) == [
        "__init__.py",
        "__main__.py",
        "described.py",
        "figures.py",
        "listing.py",
        "report.py",
    ]
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert rooms == {room for room in ROOMS if room}


@pytest.mark.parametrize("module", WITHOUT_A_SCREEN)
def test_below_the_view_only_the_standard_library(module: str) -> None:
    """All that scores and explains runs anywhere Python runs, a browser too, and starts in milliseconds."""
    loaded = modules_loaded_by(f"import {module}")
    assert loaded <= set(sys.stdlib_module_names) | {"crampguide", "__main__"} | site_modules()


def site_modules() -> set[str]:
    """Return what a bare interpreter of this environment loads, such as the finder of an editable install."""
    return modules_loaded_by("pass")


@pytest.mark.parametrize("page", sorted(crampguide.PAGES))
def test_a_page_is_one_call_away_and_imported_only_then(page: str) -> None:
    """Whoever only scores waits for no widget; whoever wants a page need not know in which room it stands."""
    assert page in dir(crampguide)
    assert "ipywidgets" not in modules_loaded_by("import crampguide; dir(crampguide)")
    assert "ipywidgets" in modules_loaded_by(f"import crampguide; crampguide.{page}")
    assert getattr(crampguide, page).__module__ == f"crampguide.pages.{page}"


def test_a_misspelt_name_is_said_to_be_missing() -> None:
    """Whoever misspells a name reads which one is not there."""
    with pytest.raises(AttributeError, match="no attribute 'giude'"):
        getattr(crampguide, "giude")  # noqa: B009 - mypy rightly refuses the plain form


def test_page_loads_no_heavy_library() -> None:
    """What the page imports stays light: numbers libraries and Plotly's Python side cost seconds for each visitor."""
    loaded = modules_loaded_by("import crampguide; crampguide.guide()")
    assert "ipywidgets" in loaded
    assert loaded.isdisjoint(
        {
            *("plotly", "numpy", "pandas", "polars", "narwhals", "jsonschema", "rfc3987_syntax", "click", "voila"),
            *("jupyterlab", "sqlalchemy"),
        }
    )


def test_a_page_loads_nothing_that_is_there_to_build_with() -> None:
    """Sliders for teachers cost no visitor of the guide a millisecond; they come once they are asked for."""
    own = "import sys; {}; print(*(name for name in sys.modules if name.startswith('crampguide.')))"
    loaded = {
        statement: subprocess.run(
            [sys.executable, "-c", own.format(statement)], capture_output=True, text=True, check=True
        ).stdout.split()
        for statement in ("import crampguide; crampguide.guide()", "from crampguide.widgets import explore")
    }
    to_build_with = {f"crampguide.widgets.{name}" for name in ("controls", "exploring", "naming")}
    page, teacher = (to_build_with & set(modules) for modules in loaded.values())
    assert (page, teacher) == (set(), to_build_with)


def test_only_pages_observe() -> None:
    """There is one way for a value to travel, and one place that links parts."""
    for module, path in MODULES.items():
        calls = [
            node.func.attr
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        ]
        assert "link" not in calls, module
        if module not in GATHERERS:
            assert calls.count("observe") == (1 if module in OBSERVERS else 0), module


def test_no_figure_widget_anywhere() -> None:
    """FigureWidget costs 5 MB and seconds for each chart."""
    for module, path in MODULES.items():
        assert "FigureWidget" not in path.read_text(encoding="utf-8"), module


def test_public_names_are_the_documented_ones() -> None:
    """The public surface cannot grow by accident."""
    assert sorted(crampguide.__all__) == [
        "AnswerError",
        "Cohort",
        "Knowledge",
        "Listing",
        "Profile",
        "Report",
        "Step",
        "about",
        "advice",
        "assess",
        "assess_cohort",
        "calibration_figure",
        "cases",
        "causes",
        "claims",
        "dangers",
        "dots_figure",
        "effects",
        "evidence",
        "forest_figure",
        "guide",
        "interview",
        "load_knowledge",
        "look_alikes",
        "medicines",
        "methods",
        "presentations",
        "questions",
        "references",
        "treatments",
    ]


def test_files_stay_readable() -> None:
    """A file over 400 lines has two subjects; half of the files fit on two screens."""
    lengths = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES.values())
    assert lengths[-1] <= 400
    assert lengths[len(lengths) // 2] <= 190
