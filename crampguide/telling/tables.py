"""The one builder of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crampguide.knowledge.wording import say
from crampguide.telling.markup import Html, element

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def table_html(
    heads: Sequence[str], rows: Iterable[Sequence[str]], *, caption: str = "", class_: str = "cg-table"
) -> Html:
    """Return a table.

    Parameters
    ----------
    heads : sequence of str
        What each column is called; none for a table that needs no such line, an empty one for a corner.
    rows : iterable of sequence of str
        The cells of each row, text or HTML; the first names the row.
    caption : str
        What the table is called.
    class_ : str
        For the style sheet.

    Examples
    --------
    >>> table_html([], [["Salt", "3 of 8"]], class_="small")
    "<table class='small'><tbody><tr><th scope='row'>Salt</th><td>3 of 8</td></tr></tbody></table>"
    """
    columns = (element("th", head, scope="col") if head else element("td") for head in heads)
    lines = (
        element("tr", element("th", first, scope="row"), *(element("td", cell) for cell in cells))
        for first, *cells in rows
    )
    return element(
        "table",
        element("caption", caption) if caption else "",
        element("thead", element("tr", *columns)) if heads else "",
        element("tbody", *lines),
        class_=class_,
    )


def wide_html(wording: Mapping[str, str], table: Html) -> Html:
    """Return a table in a place of its own that scrolls, by keys too, where the table is wider than the page."""
    label = say(wording, "methods_table")
    return element("div", table, class_="cg-wide", tabindex="0", role="group", aria_label=label)
