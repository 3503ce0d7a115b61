"""Charts as pure functions: first the plain numbers and labels, then a Plotly figure specification (a dict).

They know no widget and import no Plotly; a test passes every specification through ``plotly.graph_objects.Figure``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from crampguide.wording import count_of_100, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crampguide.explanation import Explanation, Row

COLOURS: Final[dict[str, str]] = {
    "high": "#0b5c8a",
    "moderate": "#0b5c8a",
    "low": "#3a8fbf",
    "very_low": "#3a8fbf",
    "judgement": "#b8860b",
    "none": "#7a7f87",
}
"""Bar colours, told apart by the colour-blind; the pattern says the same without colour."""

PATTERNS: Final[dict[str, str]] = {
    "high": "",
    "moderate": "",
    "low": "/",
    "very_low": "/",
    "judgement": ".",
    "none": "",
}
"""Full bars rest on good studies, striped ones on weak ones, dotted ones on judgement."""

ROW_HEIGHT: Final = 54
"""Height of one bar with its label above it [px]."""

MARGIN: Final = 34
"""Space for the axis [px]."""


class ContributionInfo(NamedTuple):
    """Numbers and labels of the chart of likely causes, the first row at the top.

    ``counts``, ``lows`` and ``highs`` are people out of 100 [count]; ``strengths`` name the evidence.
    """

    names: tuple[str, ...]
    counts: tuple[float, ...]
    lows: tuple[float, ...]
    highs: tuple[float, ...]
    labels: tuple[str, ...]
    strengths: tuple[str, ...]
    title: str


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
        title=say(wording, "chart_title"),
    )


def _label(row: Row, wording: Mapping[str, str]) -> str:
    count = row.count or count_of_100(row.share)
    if row.low == row.high:
        return say(wording, "chart_bar_certain", count=count)
    return say(wording, "chart_bar", count=count, low=count_of_100(row.low), high=count_of_100(row.high))


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
    >>> figure = contribution_figure(ContributionInfo(("Age",), (40.0,), (30.0,), (50.0,), ("40",), ("low",), "t"))
    >>> figure["data"][0]["x"], figure["layout"]["height"]
    ([40.0], 88)
    """
    places = list(range(len(info.names)))
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": list(info.counts),
        "y": places,
        "width": 0.36,
        "hoverinfo": "skip",
        "marker": {
            "color": [COLOURS[strength] for strength in info.strengths],
            "pattern": {"shape": [PATTERNS[strength] for strength in info.strengths], "fgcolor": "#ffffff", "size": 7},
        },
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [round(high - count, 1) for high, count in zip(info.highs, info.counts, strict=True)],
            "arrayminus": [round(count - low, 1) for low, count in zip(info.lows, info.counts, strict=True)],
            "thickness": 1.5,
            "width": 5,
            "color": "#8a8f98",
        },
    }
    return {
        "data": [bars],
        "layout": {
            "height": ROW_HEIGHT * len(places) + MARGIN,
            "margin": {"l": 4, "r": 10, "t": 4, "b": MARGIN - 4},
            "showlegend": False,
            "dragmode": False,
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "xaxis": {"range": [0, 102], "tickvals": [0, 25, 50, 75, 100], "fixedrange": True, "zeroline": False},
            "yaxis": {"range": [len(places) - 0.5, -0.7], "visible": False, "fixedrange": True},
            "annotations": [
                {
                    "text": f"<b>{name}</b>  {label}",
                    "x": 0,
                    "y": place - 0.36,
                    "xref": "x",
                    "yref": "y",
                    "xanchor": "left",
                    "yanchor": "middle",
                    "showarrow": False,
                    "align": "left",
                    "font": {"size": 13},
                }
                for place, name, label in zip(places, info.names, info.labels, strict=True)
            ],
        },
    }
