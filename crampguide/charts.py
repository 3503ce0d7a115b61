"""Charts as pure functions: first the plain numbers and labels, then a Plotly figure specification (a dict).

They know no widget and import no Plotly; a test passes every specification through ``plotly.graph_objects.Figure``.
"""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from crampguide.wording import range_of_100, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crampguide.explanation import Explanation, Row

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

LABEL_WIDTH: Final = 36
"""Letters in a line of a label; 36 fit on the narrowest phone."""


class ContributionInfo(NamedTuple):
    """Numbers and labels of the chart of likely causes, the first row at the top.

    ``counts``, ``lows`` and ``highs`` are people out of 100 [count]; ``strengths`` name the evidence, ``ids`` what a
    tap on a row leads to.
    """

    names: tuple[str, ...]
    counts: tuple[float, ...]
    lows: tuple[float, ...]
    highs: tuple[float, ...]
    labels: tuple[str, ...]
    strengths: tuple[str, ...]
    ids: tuple[str, ...]


def contribution_info(explanation: Explanation, wording: Mapping[str, str]) -> ContributionInfo:
    """Return the numbers and labels of the chart of likely causes.

    Parameters
    ----------
    explanation : Explanation
    wording : mapping of str to str

    Returns
    -------
    ContributionInfo
        One entry for each row of the explanation, in its order.
    """
    rows = explanation.rows
    return ContributionInfo(
        names=tuple(row.name for row in rows),
        counts=tuple(round(100 * row.share, 1) for row in rows),
        lows=tuple(round(100 * row.low, 1) for row in rows),
        highs=tuple(round(100 * row.high, 1) for row in rows),
        labels=tuple(_label(row, wording) for row in rows),
        strengths=tuple(row.strength for row in rows),
        ids=tuple(row.id for row in rows),
    )


def _label(row: Row, wording: Mapping[str, str]) -> str:
    count = row.count_in_words
    if row.low == row.high:
        return say(wording, "chart_bar_certain", count=count)
    return say(wording, "chart_bar", count=count, range=range_of_100(row.low, row.high, wording))


def contribution_figure(info: ContributionInfo) -> dict[str, Any]:
    """Return the chart of likely causes as a Plotly figure specification.

    Parameters
    ----------
    info : ContributionInfo

    Returns
    -------
    dict
        With ``data`` and ``layout``, in Plotly's JSON form. Labels stand above the bars, so the chart fits a phone.

    Examples
    --------
    >>> figure = contribution_figure(ContributionInfo(("Age",), (40.0,), (30.0,), (50.0,), ("40",), ("low",), ("age",)))
    >>> figure["data"][0]["x"], figure["layout"]["height"]
    ([40.0], 113)
    """
    labels, bottoms, height = place_labels(zip(info.names, info.labels, strict=True), SPACE + BAR + GAP)
    rows = [[bottom + SPACE + BAR + GAP, one] for bottom, one in zip(bottoms, info.ids, strict=True)]
    middles = [bottom + SPACE + BAR / 2 for bottom in bottoms]
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": list(info.counts),
        "y": middles,
        "width": BAR,
        "hoverinfo": "skip",
        "marker": {
            "color": [FILLS[strength] for strength in info.strengths],
            "line": {"color": [EDGES[strength] for strength in info.strengths], "width": 1.5},
            "pattern": {
                "shape": [PATTERNS[strength] for strength in info.strengths],
                "fgcolor": STROKE,
                "fillmode": "overlay",
                "fgopacity": 1,
                "solidity": 0.5,
                "size": 8,
            },
        },
    }
    intervals = {
        "type": "scatter",
        "mode": "markers",
        "x": list(info.counts),
        "y": [middle + BAR / 2 + BELOW for middle in middles],
        "hoverinfo": "skip",
        "marker": {"color": INTERVAL, "size": 6},
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [round(high - count, 1) for high, count in zip(info.highs, info.counts, strict=True)],
            "arrayminus": [round(count - low, 1) for low, count in zip(info.lows, info.counts, strict=True)],
            "thickness": 2,
            "width": 4,
            "color": INTERVAL,
        },
    }
    return {
        "data": [bars, intervals],
        "layout": {
            "height": height + AXIS,
            "meta": {"rows": rows},
            "margin": {"l": 4, "r": 10, "t": 0, "b": AXIS},
            "showlegend": False,
            "dragmode": False,
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "xaxis": {
                "range": [0, 102],
                "tickvals": [0, 25, 50, 75, 100],
                "fixedrange": True,
                "zeroline": False,
                "showgrid": False,  # lines would run through the labels
                "ticks": "outside",
            },
            "yaxis": {"range": [height, 0], "visible": False, "fixedrange": True},
            "annotations": labels,
        },
    }


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
        lines = [*(f"<b>{line}</b>" for line in wrap(name, LABEL_WIDTH)), numbers]
        annotations.append(
            {
                "text": "<br>".join(lines),
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
