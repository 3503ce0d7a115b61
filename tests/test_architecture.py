"""The straight line: data, knowledge, profile, triage and scoring, explanation, figure, view; nothing points back."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import crampguide

PACKAGE = Path(crampguide.__file__).parent
LAYERS = [
    ["rules", "effect_sizes"],
    ["knowledge"],
    ["profile"],
    ["answers_file", "loading", "wording"],
    ["triage", "scoring", "validation"],
    ["assessment"],
    ["cohort", "changes"],
    ["explanation", "cases", "survey"],
    ["html_parts", "workshop"],
    ["changes_html"],
    ["charts", "result_html"],
    ["forest", "methods", "survey_charts"],
    ["methods_html"],
    ["report", "listing", "handout"],
    ["workshop_pack", "workshop_steps"],
    ["room_html"],
    ["phone_html"],
    ["__init__"],
    ["room_database"],
    ["room"],
    ["room_report"],
    ["chart_view", "controls", "html_view", "steering", "take_away"],
    ["pages", "evidence_page", "methods_page", "serving", "voila_server"],
    ["workshop_page", "room_server", "room_serving"],
    ["__main__"],
]
"""Lower layers first. A module imports from lower layers, or from its own where listed in SAME_LAYER."""

SAME_LAYER = {("serving", "voila_server"), ("room_serving", "room_server")}
STANDARD_ONLY = [name for layer in LAYERS[:18] for name in layer]
PLACE = {name: place for place, layer in enumerate(LAYERS) for name in layer}
MODULES = sorted(path.stem for path in PACKAGE.glob("*.py"))
OBSERVERS = {"pages", "evidence_page", "methods_page"}


def imported_siblings(module: str) -> set[str]:
    """Return the modules of the package that a module imports anywhere in its text."""
    tree = ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "crampguide":
            parts = (node.module or "").split(".")
            found |= {parts[1]} if len(parts) > 1 else {a.name if a.name in PLACE else "__init__" for a in node.names}
    return found


def modules_loaded_by(statement: str) -> set[str]:
    """Return the top-level modules that a statement loads in a fresh interpreter."""
    code = f"import sys; {statement}; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def test_every_module_has_a_layer() -> None:
    """A new module must say where it stands."""
    assert sorted(PLACE) == MODULES


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_one_way(module: str) -> None:
    """No module knows a later one, so a reader can follow a value from data to view."""
    for sibling in imported_siblings(module):
        is_lower = PLACE[sibling] < PLACE[module]
        assert is_lower or (module, sibling) in SAME_LAYER, f"{module} imports {sibling}"


@pytest.mark.parametrize("module", STANDARD_ONLY)
def test_below_the_view_only_the_standard_library(module: str) -> None:
    """All that scores and explains runs anywhere Python runs, a browser too, and starts in milliseconds."""
    loaded = modules_loaded_by(f"import crampguide.{module}")
    assert loaded <= set(sys.stdlib_module_names) | {"crampguide", "__main__"} | site_modules()


def site_modules() -> set[str]:
    """Return what a bare interpreter of this environment loads, such as the finder of an editable install."""
    return modules_loaded_by("pass")


def test_page_loads_no_heavy_library() -> None:
    """What the page imports stays light: numbers libraries and Plotly's Python side cost seconds for each visitor."""
    loaded = modules_loaded_by("import crampguide.pages; crampguide.pages.guide()")
    assert "ipywidgets" in loaded
    assert loaded.isdisjoint(
        {"plotly", "numpy", "pandas", "jsonschema", "rfc3987_syntax", "click", "voila", "jupyterlab", "sqlalchemy"}
    )


def test_only_pages_observe() -> None:
    """There is one way for a value to travel, and one place that links parts."""
    for module in MODULES:
        text = (PACKAGE / f"{module}.py").read_text(encoding="utf-8")
        calls = [
            node.func.attr
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        ]
        assert "link" not in calls, module
        assert calls.count("observe") == (1 if module in OBSERVERS else 0), module


def test_no_figure_widget_anywhere() -> None:
    """FigureWidget costs 5 MB and seconds for each chart."""
    for path in PACKAGE.glob("*.py"):
        assert "FigureWidget" not in path.read_text(encoding="utf-8"), path.name


def test_public_names_are_the_documented_ones() -> None:
    """The public surface cannot grow by accident."""
    assert sorted(crampguide.__all__) == [
        "AnswerError",
        "Profile",
        "Report",
        "advice",
        "assess",
        "assess_cohort",
        "causes",
        "claims",
        "effects",
        "look_alikes",
        "questions",
        "references",
        "warning_signs",
    ]


def test_files_stay_readable() -> None:
    """A file over 400 lines has two subjects; half of the files fit on two screens."""
    lengths = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in PACKAGE.glob("*.py"))
    assert lengths[-1] <= 400
    assert lengths[len(lengths) // 2] <= 190
