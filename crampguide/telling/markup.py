"""HTML as a type of its own: text becomes HTML in this module only, and is escaped on the way in.

A function that promises `Html` cannot return text unnoticed: mypy tells the two apart. Whoever makes an `Html` by hand
vouches for it; ``tests/test_markup.py`` names those few.
"""

from __future__ import annotations

from html import escape
from typing import Final


class Html(str):
    """Text that is HTML already and goes into a page as it stands."""

    __slots__ = ()


Regions = list[tuple[str, Html]]
"""Named parts of a page, one below the other."""

VOID: Final = {"br", "input", "meta"}
"""Elements that hold nothing and have no end."""

DOCTYPE: Final = Html("<!DOCTYPE html>")
NOTHING: Final = Html()
"""What a part of a page is for a person whom it does not concern."""


def element(tag: str, /, *inside: str, **attributes: str | bool) -> Html:
    """Return an element.

    Parameters
    ----------
    tag : str
        Name of the element; like the names of attributes it must come from the code, not from data.
    *inside : str
        What stands in it, one behind the other: text, which is escaped, and `Html`, which is not.
    **attributes : str or bool
        ``class_`` stands for ``class`` and ``aria_label`` for ``aria-label``. True writes the bare name, False nothing.

    Examples
    --------
    >>> element("p", element("b", "Salt:"), " < 5 g a day", class_="cg-quiet")
    "<p class='cg-quiet'><b>Salt:</b> &lt; 5 g a day</p>"
    >>> element("details", open=True, title="a 'word'")
    "<details open title='a &#x27;word&#x27;'></details>"
    """
    start = tag
    for key, value in attributes.items():
        if value is not False:
            written = key.rstrip("_").replace("_", "-")
            start += f" {written}" if value is True else f" {written}='{escape(value)}'"
    return Html(f"<{start}>" if tag in VOID else f"<{start}>{fragment(*inside)}</{tag}>")


def fragment(*parts: str, between: str = "") -> Html:
    """Return text and HTML one behind the other, with no element around them.

    Examples
    --------
    >>> fragment("salt & water", element("b", "first"), between=", ")
    'salt &amp; water, <b>first</b>'
    """
    safe = [part if isinstance(part, Html) else escape(part, quote=False) for part in parts]
    return Html((between if isinstance(between, Html) else escape(between, quote=False)).join(safe))
