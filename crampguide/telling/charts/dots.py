"""A hundred dots, one for each of 100 people with the same answers, grouped by what may be behind the cramps.

Like every chart: plain numbers and labels first, then a Plotly figure specification; letters tell without colour.
"""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from crampguide.telling.charts.layout import EDGES, FILLS
from crampguide.telling.explanation import NO_CAUSE
from crampguide.telling.markup import fragment

if TYPE_CHECKING:
    from crampguide.telling.explanation import Explanation

ACROSS: Final = 20
"""Dots in a row."""

DOT: Final = 18
"""Size of a dot [px]."""

ROW: Final = 30
"""From one row of dots to the next, and from one line of the key to the next [px]."""

INK: Final = "#12262b"
"""Of the letters."""


class DotsInfo(NamedTuple):
    """Groups of people in their order: what each is called, its letter, how many of 100, and its evidence."""

    names: tuple[str, ...]
    letters: tuple[str, ...]
    counts: tuple[int, ...]
    strengths: tuple[str, ...]


def dots_info(explanation: Explanation) -> DotsInfo:
    """Return the groups of 100 people: each row of the result that has somebody, "no cause found" without a letter.

    Parameters
    ----------
    explanation : Explanation
    """
    rows = [row for row in explanation.rows if row.count]
    return DotsInfo(
        names=tuple(row.name for row in rows),
        letters=tuple("" if row.id == NO_CAUSE else ascii_uppercase[place] for place, row in enumerate(rows)),
        counts=tuple(row.count for row in rows),
        strengths=tuple(row.strength for row in rows),
    )


def dots_figure(info: DotsInfo) -> dict[str, Any]:
    """Return the picture of 100 people as a Plotly figure specification.

    Parameters
    ----------
    info : DotsInfo
        Counts add up to 100.

    Returns
    -------
    dict
        A trace for each group, and a key.

    Examples
    --------
    >>> figure = dots_figure(DotsInfo(("Age", "No cause"), ("A", ""), (30, 70), ("low", "none")))
    >>> [len(trace["x"]) for trace in figure["data"]], figure["data"][1]["y"][0]
    ([30, 70], 1)
    """
    traces, start = [], 0
    for name, letter, count, strength in zip(*info, strict=True):
        places = range(start, start + count)
        start += count
        traces.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "name": fragment(f"{letter or '○'}: {name}, {count}"),
                "x": [place % ACROSS for place in places],
                "y": [place // ACROSS for place in places],
                "text": [letter] * count,
                "textfont": {"size": 10, "color": INK},
                "hoverinfo": "skip",
                "marker": {"size": DOT, "color": FILLS[strength], "line": {"color": EDGES[strength], "width": 1.5}},
            }
        )
    rows = -(-start // ACROSS)
    hidden = {"visible": False, "fixedrange": True}
    return {
        "data": traces,
        "layout": {
            "height": ROW * (rows + len(traces) + 1),
            "margin": {"l": 4, "r": 10, "t": 0, "b": ROW * (len(traces) + 1)},
            "showlegend": True,
            "legend": {
                "orientation": "v",
                "x": 0,
                "y": 0,
                "yanchor": "top",
                "itemclick": False,
                "itemdoubleclick": False,
            },
            "dragmode": False,
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "xaxis": {**hidden, "range": [-1, ACROSS]},
            "yaxis": {**hidden, "range": [rows - 0.4, -0.6]},
        },
    }
