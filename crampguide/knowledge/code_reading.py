"""Reads which sentences and records the code names, for the checks.

The code is read as text: so no later room is imported, and nothing has to be listed twice.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from crampguide.knowledge.folders import PACKAGE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMED: Final = {
    ("assessing/assessment.py", "DANGER"): "question",
    ("assessing/known.py", "EXERCISE_TIMES"): "option of when",
    ("assessing/known.py", "REST_TIMES"): "option of when",
    ("assessing/named.py", "COURSE"): "question",
    ("assessing/named.py", "EVENTS"): "question",
    ("assessing/named.py", "NAMES"): "question",
    ("assessing/named.py", "ORDER"): "option of started",
    ("assessing/named.py", "STARTED"): "question",
    ("assessing/retelling.py", "EVERYWHERE"): "question",
    ("knowledge/presentations.py", "CHANGE"): "question",
    ("knowledge/presentations.py", "MEDICINES"): "question",
    ("knowledge/presentations.py", "RISKS"): "question",
    ("serving/server.py", "FIRST_RELIEF"): "advice",
    ("widgets/form.py", "ALWAYS_OPEN"): "section",
    ("workshop/session.py", "TAKE_HOME"): "advice",
}
"""Constants that hold ids of records, and of which kind."""

ASKS: Final = {"number", "choice", "is_not_sure", "state"}
"""Methods of a profile that take the id of a question, and one of them that of an option."""

FILLED: Final = re.compile(r"fill\([^{}]*\{([^{}]*)\}")
"""Where a script fills in values."""


class Saying(NamedTuple):
    """One place where the code says a sentence; ``*`` in its pattern stands for what it builds.

    ``values`` are those it fills in; None where that cannot be read. ``is_only`` marks a place that says no other.
    """

    pattern: str
    values: frozenset[str] | None
    is_only: bool
    file: str


class Code(NamedTuple):
    """What the code names.

    Places where sentences are said, and files that hold a text, by key or pattern; values filled in by a file for keys
    it does not name where it says them; beginnings of the keys of scripts; kind, id and file of records named.
    """

    sayings: dict[str, list[Saying]]
    texts: dict[str, list[str]]
    values: dict[str, frozenset[str]]
    parts: tuple[str, ...]
    ids: frozenset[tuple[str, str, str]]


@cache
def read_code(package: Path = PACKAGE) -> Code:
    """Read what the code names: modules, templates, and scripts where their sources are there."""
    sayings: dict[str, list[Saying]] = {}
    texts: dict[str, list[str]] = {}
    values: dict[str, frozenset[str]] = {}
    parts: set[str] = set()
    ids: set[tuple[str, str, str]] = set()
    for path in sorted(path for path in package.rglob("*.py") if "node_modules" not in path.parts):
        file = path.relative_to(package).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = list(_calls(tree))
        own = [saying for call in calls if _name(call) == "say" for saying in _sayings(call, file)]
        for saying in filter(attrgetter("pattern"), own):
            sayings.setdefault(saying.pattern, []).append(saying)
        values[file] = frozenset().union(*(saying.values or () for saying in own if not saying.pattern))
        for text in {_pattern(node) for node in ast.walk(tree)} - {None}:
            texts.setdefault(str(text), []).append(file)
        parts |= {str(_pattern(call.args[1])) for call in calls if _name(call) == "words_of"}
        ids |= {(*named, file) for named in _named(tree, calls, file)}
    template = "".join(path.read_text(encoding="utf-8") for path in sorted(package.glob("serving/**/*.html*")))
    for key in sorted(set(re.findall(r"guide\.words\.(\w+)", template))):
        sayings.setdefault(key, []).append(Saying(key, frozenset(), is_only=False, file="a template"))
    script = "".join(path.read_text(encoding="utf-8") for path in sorted(package.glob("widgets/frontend/src/*.js")))
    filled = [re.findall(r"(\w+)(?::[^,]*)?", inside) for inside in FILLED.findall(script)]
    if script:  # an installed guide has them bundled only
        values["scripts"] = frozenset(name for names in filled for name in names)
    return Code(sayings, texts, values, tuple(sorted(parts)), frozenset(ids))


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Yield every call, but for those of a ``say`` that hands on what it is given."""
    if isinstance(tree, ast.FunctionDef) and tree.name == "say":
        return
    if isinstance(tree, ast.Call):
        yield tree
    for node in ast.iter_child_nodes(tree):
        yield from _calls(node)


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def _sayings(call: ast.Call, file: str) -> Iterator[Saying]:
    key = call.args[-1]
    names = [keyword.arg for keyword in call.keywords]
    values = frozenset(name for name in names if name) if None not in names else None
    for branch in (key.body, key.orelse) if isinstance(key, ast.IfExp) else (key,):
        yield Saying(_pattern(branch) or "", values, isinstance(branch, ast.Constant) and branch is key, file)


def _pattern(node: ast.AST) -> str | None:
    """Return a text of the code as a pattern that a key can fit; None where it has no beginning to know it by."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"\w+", node.value):
        return node.value
    if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        built = "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)
        return built if re.fullmatch(r"[a-z]+_[\w*]+", built) else None
    return None


def _named(tree: ast.Module, calls: list[ast.Call], file: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and id of each record that a module names."""
    for call in calls:
        question, *options = [getattr(argument, "value", None) for argument in call.args] or [None]
        if isinstance(call.func, ast.Attribute) and call.func.attr in ASKS and isinstance(question, str):
            yield "question", question
            yield from ((f"option of {question}", option) for option in options if isinstance(option, str))
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and getattr(node.value, "attr", "") == "question_by_id":
            yield from (("question", text) for text in _texts_in(node.slice))
        if isinstance(node, ast.AnnAssign) and (file, ast.unparse(node.target)) in NAMED and node.value:
            yield from ((NAMED[file, ast.unparse(node.target)], text) for text in _texts_in(node.value))


def _texts_in(node: ast.AST) -> list[str]:
    return [one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
