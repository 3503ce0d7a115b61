"""What all charts share: colours and patterns of evidence, measures in pixels, and labels above their bars.

Plotly reads a little HTML (``<b>``, ``<br>``, entities) in every text that it draws, so text enters a figure as `Html`.
"""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from crampguide.telling.markup import element, fragment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FILLS: Final[dict[str, str]] = {
    "high": "#3a8fbf",
    "moderate": "#3a8fbf",
    "low": "#d6e9f5",
    "very_low": "#d6e9f5",
    "judgement": "#f6ecd2",
    "none": "#c9ccd1",
}
"""Bar colours, told apart by the colour-blind; the pattern says the same without colour."""

EDGES: Final[dict[str, str]] = {
    "high": "#0b5c8a",
    "moderate": "#0b5c8a",
    "low": "#0b5c8a",
    "very_low": "#0b5c8a",
    "judgement": "#7a5c00",
    "none": "#5b6068",
}
"""Edge and pattern of a bar, dark enough beside white and beside its own fill."""

PATTERNS: Final[dict[str, str]] = {
    "high": "",
    "moderate": "",
    "low": "/",
    "very_low": "/",
    "judgement": ".",
    "none": "",
}
"""Full bars rest on good studies, striped ones on weak ones, dotted ones on judgement."""

STROKE: Final = "#2f5f7a"
"""Stripes and dots in a bar."""

INTERVAL: Final = "#6b7078"
"""Colour of the line below a bar that shows how far it could be off; it shows on white and on black."""

LINE: Final = 19
"""Height of one line of a label [px]."""

BAR: Final = 18
"""Thickness of a bar [px]."""

SPACE: Final = 3
"""Between a label and its bar [px]."""

BELOW: Final = 7
"""From the lower edge of a bar to the line of its interval [px]."""

GAP: Final = 24
"""Space below a bar, with the line of its interval [px]."""

AXIS: Final = 30
"""Space for the axis [px]."""

POINTS_HEIGHT: Final = 300
"""Of a chart with two axes [px]."""

ROW: Final = 34
"""Height of a point with its interval [px]."""

LABEL_WIDTH: Final = 36
"""Letters in a line of a label; 36 fit on the narrowest phone."""


def place_labels(labels: Iterable[tuple[str, str]], below: int) -> tuple[list[dict[str, Any]], list[int], int]:
    """Place the labels of rows under each other, each above the room for its bar or point.

    Parameters
    ----------
    labels : iterable of (str, str)
        Name and numbers of each row.
    below : int
        Room under each label [px].

    Returns
    -------
    annotations : list of dict
        The labels, as Plotly's annotations: the name in bold, as many lines as it needs, then its numbers.
    bottoms : list of int
        Where each label ends [px from the top].
    height : int
        Of all rows together [px].
    """
    annotations, bottoms, top = [], [], 0
    for name, numbers in labels:
        lines = [*(element("b", line) for line in wrap(name, LABEL_WIDTH)), numbers]
        annotations.append(
            {
                "text": fragment(*lines, between=element("br")),
                "x": 0,
                "y": top,
                "xref": "paper",
                "yref": "y",
                "xanchor": "left",
                "yanchor": "top",
                "borderpad": 0,
                "showarrow": False,
                "align": "left",
                "font": {"size": 14},
            }
        )
        bottoms.append(top + LINE * len(lines))
        top = bottoms[-1] + below
    return annotations, bottoms, top


def rows_figure(
    labels: Iterable[tuple[str, str]],
    values: Sequence[float],
    ends: tuple[Sequence[float | None], Sequence[float | None]],
    looks: dict[str, Any],
    axis: dict[str, Any],
) -> dict[str, Any]:
    """Return numbers with their intervals below each other, each under its label, with a line where nothing changes.

    Parameters
    ----------
    labels : iterable of (str, str)
        Name and numbers of each row.
    values : sequence of float
    ends : pair of sequences of float
        Low and high ends of the intervals; None for a number without one.
    looks : dict
        ``symbol`` and ``strengths`` of each row: its mark and the evidence that it rests on.
    axis : dict
        Plotly's axis across, with its ``title`` as text and ``line_at``, where nothing changes.
    """
    placed, bottoms, height = place_labels(labels, ROW)
    lows, highs = ([value if end is None else end for end, value in zip(some, values, strict=True)] for some in ends)
    strengths = looks["strengths"]
    points = {
        "type": "scatter",
        "mode": "markers",
        "x": list(values),
        "y": [bottom + ROW / 3 for bottom in bottoms],
        "hoverinfo": "skip",
        "marker": {
            "size": 11,
            "symbol": looks["symbol"],
            "color": [FILLS[strength] for strength in strengths],
            "line": {"color": [EDGES[strength] for strength in strengths], "width": 2},
        },
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [high - value for high, value in zip(highs, values, strict=True)],
            "arrayminus": [value - low for low, value in zip(lows, values, strict=True)],
            "color": INTERVAL,
            "thickness": 2,
            "width": 4,
        },
    }
    line_at, title = axis.pop("line_at"), fragment(axis.pop("title"))
    line = {"type": "line", "x0": line_at, "x1": line_at, "yref": "paper", "y0": 0, "y1": 1}
    return {
        "data": [points],
        "layout": {
            "height": height + 2 * AXIS,
            "margin": {"l": 4, "r": 10, "t": 0, "b": 2 * AXIS},
            "showlegend": False,
            "dragmode": False,
            "xaxis": {**axis, "title": {"text": title}, "fixedrange": True, "gridcolor": "rgba(128,128,128,0.35)"},
            "yaxis": {"range": [max(height, 1), 0], "visible": False, "fixedrange": True},
            # behind the labels, as the grid is: both would run through their letters
            "shapes": [{**line, "line": {"color": INTERVAL}, "layer": "below"}],
            "annotations": placed,
        },
    }


def points_figure(traces: list[dict[str, Any]], x_axis: dict[str, Any], across: str, up: str) -> dict[str, Any]:
    """Return a figure of points with an axis across and one up, in people out of 100.

    Parameters
    ----------
    traces : list of dict
    x_axis : dict
        What the axis across needs beside its title.
    across, up : str
        Titles of the axes.
    """
    common = {"fixedrange": True, "zeroline": False, "gridcolor": "rgba(128,128,128,0.35)", "linecolor": INTERVAL}
    return {
        "data": traces,
        "layout": {
            "height": POINTS_HEIGHT,
            "margin": {"l": 48, "r": 10, "t": AXIS, "b": 2 * AXIS},
            "dragmode": False,
            "legend": {"orientation": "h", "x": 0, "y": 1.15},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "xaxis": {**common, **x_axis, "title": {"text": fragment(across)}},
            "yaxis": {**common, "rangemode": "tozero", "title": {"text": fragment(up)}},
        },
    }
