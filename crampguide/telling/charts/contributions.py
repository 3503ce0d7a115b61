"""Charts as pure functions: first the plain numbers and labels, then a Plotly figure specification (a dict).

They know no widget and import no Plotly; a test passes every specification through ``plotly.graph_objects.Figure``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from crampguide.knowledge.wording import range_of_100, say
from crampguide.telling.charts.layout import (
    AXIS,
    BAR,
    BELOW,
    EDGES,
    FILLS,
    GAP,
    INTERVAL,
    PATTERNS,
    SPACE,
    STROKE,
    place_labels,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crampguide.telling.explanation import Explanation
    from crampguide.telling.rows import Row


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
