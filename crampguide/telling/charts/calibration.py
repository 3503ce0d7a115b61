"""The chart of how often what the guide told came true, by how large the share was that it told.

Like every chart: plain numbers in, a Plotly figure specification out; a table beside it says the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from crampguide.knowledge.wording import joined, say
from crampguide.telling.charts.layout import EDGES, FILLS, INTERVAL, points_figure
from crampguide.telling.markup import fragment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from crampguide.measuring.calibration import Band
    from crampguide.measuring.cases import Rate

ALL: Final = 100

ASIDE: Final = 0.7
"""How far two points of a band stand from their place, so that their intervals do not hide each other [of 100]."""


def calibration_figure(bands: Sequence[Band], wording: Mapping[str, str]) -> dict[str, Any]:
    """Return how many of 100 were the cause by how many were told, with the line on which the two are the same.

    Parameters
    ----------
    bands : sequence of Band
    wording : mapping of str to str

    Returns
    -------
    dict
        Figure specification: the line, the cause alone, and the cause or what was at work beside it.
    """
    told = [ALL * band.told for band in bands]
    cause, either = ([getattr(band, name) for band in bands] for name in ("cause", "either"))
    traces = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": fragment(say(wording, "calibration_even")),
            "x": [0, ALL],
            "y": [0, ALL],
            "hoverinfo": "skip",
            "line": {"color": INTERVAL, "dash": "dot", "width": 2},
        },
        _trace(say(wording, "calibration_cause"), told, cause, ("circle", "high", -ASIDE)),
        _trace(say(wording, "calibration_either"), told, either, ("square", "judgement", ASIDE)),
    ]
    axis = {"range": [0, ALL], "tickvals": list(range(0, ALL + 1, 20))}
    figure = points_figure(traces, axis, say(wording, "calibration_told"), say(wording, "calibration_seen"))
    figure["layout"]["yaxis"] |= {"range": [0, ALL], "tickvals": axis["tickvals"]}
    return figure


def _trace(name: str, told: list[float], rates: list[Rate], look: tuple[str, str, float]) -> dict[str, Any]:
    """Return points with their intervals; their symbol tells them apart without colour."""
    symbol, colour, aside = look
    seen = [rate.hits / rate.of for rate in rates]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": fragment(name),
        "x": [round(mean + aside, 1) for mean in told],
        "y": [round(ALL * share, 1) for share in seen],
        "hoverinfo": "skip",
        "marker": {"symbol": symbol, "size": 10, "color": FILLS[colour], "line": {"color": EDGES[colour], "width": 2}},
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [round(ALL * (rate.high - share), 1) for rate, share in zip(rates, seen, strict=True)],
            "arrayminus": [round(ALL * (share - rate.low), 1) for rate, share in zip(rates, seen, strict=True)],
            "color": EDGES[colour],
            "thickness": 1.5,
            "width": 4,
        },
    }


def calibration_in_words(bands: Iterable[Band], wording: Mapping[str, str]) -> str:
    """Return what the chart shows, in one sentence: what was told and what was seen in each band."""
    parts = (
        say(
            wording,
            "calibration_band",
            told=round(ALL * band.told),
            seen=round(ALL * band.seen),
            either=round(ALL * band.either.hits / band.either.of),
        )
        for band in bands
    )
    return say(wording, "calibration_words", bands=joined(parts))
