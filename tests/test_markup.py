"""HTML as a type: text is escaped on the way in, and HTML is made in one module only."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

import crampguide
from crampguide.telling.markup import NOTHING, Html, element, fragment
from crampguide.telling.tables import table_html

PACKAGE = Path(crampguide.__file__).parent
MARKUP = PACKAGE / "telling" / "markup.py"
HOSTILE = "<b>bold</b> & 'quoted' \"twice\""

TREES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in PACKAGE.rglob("*.py")
    if path != MARKUP and "node_modules" not in path.parts
}


@pytest.mark.parametrize(
    "html",
    [
        element("p", HOSTILE),
        element("p", HOSTILE, element("i")),
        fragment(HOSTILE),
        fragment(NOTHING, element("i"), between=HOSTILE),
        table_html([HOSTILE], [[HOSTILE, HOSTILE]], caption=HOSTILE),
    ],
)
def test_text_is_escaped_wherever_it_enters(html: Html) -> None:
    """No way of putting text into HTML lets an element of the text through."""
    assert "&lt;b&gt;bold&lt;/b&gt; &amp;" in html
    assert "<b>" not in html


def test_html_goes_in_as_it_stands_and_once() -> None:
    """What is HTML already is not escaped a second time, however deep it is put."""
    inner = element("b", "1 < 2")
    assert fragment(element("p", inner), inner) == "<p><b>1 &lt; 2</b></p><b>1 &lt; 2</b>"


@pytest.mark.parametrize("value", [HOSTILE, Html(HOSTILE)])
def test_no_attribute_ends_early(value: str) -> None:
    """A quote in a title stays in the title, even where the text calls itself HTML."""
    html = element("a", "x", title=value)
    assert html.count("'") == 2
    assert "<b>" not in html


def test_joined_html_is_text_again_until_it_is_put_in() -> None:
    """Whoever adds strings instead of putting them in gets text, so nothing unescaped can hide in HTML."""
    assert not isinstance(element("b") + HOSTILE, Html)
    assert fragment(element("b") + "<i>") == "&lt;b&gt;&lt;/b&gt;&lt;i&gt;"


def test_few_places_vouch_for_html_of_their_own() -> None:
    """HTML made by hand is escaped by nobody: only checked drawings, a picture for cameras, a place in line as JSON."""
    made = Counter(
        name
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
        if "Html" in {getattr(node.func, "id", ""), getattr(node.func, "attr", "")}
    )
    assert made == {"serving/page.py": 1, "telling/parts.py": 1, "workshop/page.py": 1}


def test_no_tag_is_written_by_hand() -> None:
    """Elements come from one function, so there is no string of tags into which a text could be put."""
    written = [
        (name, node.value)
        for name, tree in TREES.items()
        for node in set(ast.walk(tree)) - _docstrings(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search(r"(?<!\(\?P)<[a-z!]|</[a-z]|</$", node.value)  # a named group is no tag
    ]
    assert written == []


def _docstrings(tree: ast.Module) -> set[ast.AST]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
