"""Each sentence of ``data/wording.toml`` can be shown: its key stands in the code, or is built from known parts."""

from __future__ import annotations

import ast
import re
import typing
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Final, get_args

import crampguide
from crampguide.knowledge import beside, counted, dangers, records, treatments
from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.medicines import Standing
from crampguide.knowledge.rules import NOT_SURE, PREFER_NOT
from crampguide.measuring.cases import NO_CAUSE, TOTALS
from crampguide.measuring.stories import RATES
from crampguide.pages.evidence import CERTAINTIES, SETTINGS
from crampguide.telling.about import PARTS as ABOUT
from crampguide.telling.charts.forest import ANY
from crampguide.telling.handout import TOLD
from crampguide.telling.handout_more import COLUMNS as DIARY
from crampguide.telling.medicines import UNKNOWN
from crampguide.telling.medicines_html import COLUMNS
from crampguide.telling.methods import LIMITS, STEPS
from crampguide.workshop.steps import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PACKAGE: Final = Path(crampguide.__file__).parent
SOURCES: Final = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in PACKAGE.rglob("*.py")
    if "node_modules" not in path.parts
}


def choices(record: type, field: str) -> tuple[str, ...]:
    """Return what a field of a record can be."""
    return get_args(typing.get_type_hints(record)[field])


def texts_in(tree: ast.AST) -> Iterator[str]:
    """Return every text of a source but its docstrings."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


SEXES: Final = choices(counted.Baseline, "sex")
BUILT: Final[dict[str, Iterable[object]]] = {
    "level_{}_title": [*dangers.LEVELS, "unchecked"],
    "level_{}": ["self_care", "unchecked"],  # any other level is told in the words of its danger
    "evidence_{}": [*get_args(records.Certainty), "judgement"],
    "change_{}": choices(records.Contributor, "change"),
    "verdict_{}": choices(beside.Claim, "verdict"),
    "advice_{}": choices(records.Advice, "moment"),
    "medicine_{}": [*get_args(Standing), UNKNOWN],
    "medicines_{}": COLUMNS,
    "basis_{}": get_args(dangers.Basis),
    "measure_{}": get_args(records.Measure),
    "group_{}": [*get_args(records.Group), NO_CAUSE],
    "kind_{}_{}": product(get_args(records.Setting), get_args(counted.Frequency)),
    "kind_rest_{}": get_args(counted.Frequency),
    "survey_{}": SEXES,
    "common_{}": [*SEXES, *(f"{sex}_oldest" for sex in SEXES)],
    "cases_{}": TOTALS,
    "triage_{}": RATES,
    "act_{}": get_args(dangers.Act),
    "methods_step_{}": range(1, STEPS + 1),
    "methods_limit_{}": range(1, LIMITS + 1),
    "room_kind_{}": get_args(Kind),
    "{}_{}": [
        ("group", ANY),
        *(("certainty", option) for option in CERTAINTIES),
        *(("setting", option) for option in SETTINGS),
        *(("whom", option) for option in (ANY, *choices(treatments.Treatment, "whom"))),
    ],
    "handout_told_{}": [one for one in TOLD if one not in {"when", "where"}],
    "diary_{}": DIARY,
    "about_{}": ABOUT,
    "about_{}_title": ABOUT,
    "source_{}": ("key", "kind", "what", "read"),
    "source_kind_{}": choices(records.Reference, "kind"),
    "whom_{}": choices(treatments.Treatment, "whom"),
    "helps_{}": choices(treatments.Treatment, "verdict"),
    "gain_{}_{}": product(("up", "down"), choices(treatments.Gain, "of")),
    "gain_other_{}": choices(treatments.Gain, "of"),
}
"""Keys that Python builds: the f-string without what it fills in, and all that it fills in."""

BUILT_IN_ONE_MODULE: Final = {
    "column_{}": "telling/methods.py",
    "forest_{}": "telling/charts/forest.py",
    "tried_{}": "telling/charts/gains.py",
}
"""Keys that a module builds from words of its own: the heads of its tables."""

SRC: Final = PACKAGE / "widgets/frontend/src"
OTHERS: Final = {"take_away.js", "steering.js", "phone.js"}
SCRIPTS: Final = {
    "form_": tuple(sorted(path.name for path in SRC.glob("*.js") if path.name not in OTHERS)),
    "take_": ("take_away.js",),
    "steer_": ("steering.js",),
    "phone_": ("phone.js",),
}
"""What `words_of` hands to scripts, which know a sentence by the rest of its key."""


def built_keys() -> set[str]:
    """Return every key that Python or a script can build."""
    found = {
        name.format(*(part if isinstance(part, tuple) else [part])) for name, parts in BUILT.items() for part in parts
    }
    return found | {f"form_{answer}" for answer in (NOT_SURE, PREFER_NOT)}


def said_keys(name: str) -> Iterator[ast.expr]:
    """Return the keys that calls of ``say`` and ``words_of`` in a source ask for, as they are written."""
    for node in ast.walk(SOURCES[name]):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in {"say", "_say", "words_of"}:
            yield from node.args


def pattern(key: ast.JoinedStr) -> str:
    """Return an f-string with {} for what it fills in."""
    return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in key.values)  # type: ignore[misc]


def written_keys() -> set[str]:
    """Return every word of the code that may be a key: in Python, in a template, in a script."""
    found = {text for tree in SOURCES.values() for text in texts_in(tree)}
    for template in (PACKAGE / "serving/voila/templates/crampguide").glob("*.*"):
        found |= set(re.findall(r"\bwords\.(\w+)", template.read_text(encoding="utf-8")))
    for part, names in SCRIPTS.items():
        for name in names:
            script = (SRC / name).read_text(encoding="utf-8")
            found |= {part + rest for rest in re.findall(r"\b(?:labels|words)\.(\w+)", script)}
    for built, name in BUILT_IN_ONE_MODULE.items():
        found |= {built.format(text) for text in texts_in(SOURCES[name])}
    return found


def test_every_sentence_of_the_page_is_used() -> None:
    """No sentence stays behind when the page changes, unread and never measured in use."""
    assert sorted(load_knowledge().wording.keys() - written_keys() - built_keys()) == []


def test_every_key_that_is_built_has_a_sentence() -> None:
    """A level, group or kind that somebody adds must not end in an error where it is told."""
    assert sorted(built_keys() - load_knowledge().wording.keys()) == []


def test_every_way_to_build_a_key_is_listed_here() -> None:
    """A new f-string must say which keys it can make, or no sentence behind it could be missed."""
    keys = [key for name in SOURCES for key in said_keys(name)]
    assert {pattern(key) for key in keys if isinstance(key, ast.JoinedStr)} <= BUILT.keys() | BUILT_IN_ONE_MODULE.keys()
    parts = {key.value for key in keys if isinstance(key, ast.Constant) and str(key.value).endswith("_")}
    assert parts == SCRIPTS.keys()
