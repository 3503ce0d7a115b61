"""The published numbers side by side: a forest plot and its table, from effect records to figure and HTML.

Like every chart: first plain numbers and labels, then a figure specification. Ratios stand here as risk ratios.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from crampguide.assessing.effect_sizes import as_risk_ratio
from crampguide.knowledge.wording import say
from crampguide.telling.charts.layout import AXIS, EDGES, FILLS, INTERVAL, place_labels
from crampguide.telling.markup import Html, fragment
from crampguide.telling.parts import reference_html
from crampguide.telling.tables import table_html

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crampguide.knowledge.records import Effect, Knowledge

ANY: Final = "any"
"""The choice of a filter that leaves nothing out."""

ROW: Final = 34
"""Height of a point with its interval [px]."""

TICKS: Final = (0.5, 1, 2, 4, 8, 16)
"""Marks of the axis [risk ratio]."""

SYMBOLS: Final = {"published": "square", "computed": "diamond", "judgement": "circle"}
"""A study's number, one worked out from a study, and our judgement look different without colour."""


class ForestInfo(NamedTuple):
    """Numbers and labels of a forest plot, the first row at the top; ratios are risk ratios [-]."""

    labels: tuple[tuple[str, str], ...]
    ratios: tuple[float, ...]
    lows: tuple[float, ...]
    highs: tuple[float, ...]
    bases: tuple[str, ...]
    strengths: tuple[str, ...]
    axis: str


def select_effects(knowledge: Knowledge, group: str, certainty: str, setting: str) -> tuple[Effect, ...]:
    """Return the effects that pass three filters, in file order.

    Parameters
    ----------
    knowledge : Knowledge
    group : str
        Group of contributors, or ``any``.
    certainty : str
        ``high``, ``moderate``, ``low``, ``very_low`` or ``any``.
    setting : str
        Kind of cramp, ``rest`` or ``exercise``; an effect for both passes either. Or ``any``.

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> [effect.id for effect in select_effects(load_knowledge(), "thyroid", "low", "any")]
    ['thyroid_known_survey']
    """
    return tuple(
        effect
        for effect in knowledge.effects
        if group in {ANY, knowledge.contributor_by_id[effect.contributor].group}
        and certainty in {ANY, effect.certainty}
        and (setting == ANY or effect.setting in {setting, "both"})
    )


def risk_ratios(effect: Effect) -> tuple[float, float, float]:
    """Return an effect and its 95 % interval as risk ratios [-]; only odds ratios change."""
    value, low, high = (
        as_risk_ratio(ratio, effect.comparator_risk) for ratio in (effect.value, effect.low, effect.high)
    )
    return value, low, high


def forest_info(knowledge: Knowledge, effects: Iterable[Effect]) -> ForestInfo:
    """Return the numbers and labels of a forest plot.

    Parameters
    ----------
    knowledge : Knowledge
    effects : iterable of Effect

    Returns
    -------
    ForestInfo
    """
    chosen = tuple(effects)
    ratios = [risk_ratios(effect) for effect in chosen]
    return ForestInfo(
        labels=tuple(_label(knowledge, effect) for effect in chosen),
        ratios=tuple(value for value, _, _ in ratios),
        lows=tuple(low for _, low, _ in ratios),
        highs=tuple(high for _, _, high in ratios),
        bases=tuple(effect.basis for effect in chosen),
        strengths=tuple("judgement" if effect.basis == "judgement" else effect.certainty for effect in chosen),
        axis=say(knowledge.wording, "forest_axis"),
    )


def _label(knowledge: Knowledge, effect: Effect) -> tuple[str, str]:
    value, low, high = risk_ratios(effect)
    kind = say(knowledge.wording, f"kind_{effect.setting}_{effect.frequency}")
    return knowledge.contributor_by_id[effect.contributor].name, f"{value:.2g} ({low:.2g} to {high:.2g}), {kind}"


def forest_figure(info: ForestInfo) -> dict[str, Any]:
    """Return a forest plot as a Plotly figure specification.

    Parameters
    ----------
    info : ForestInfo

    Returns
    -------
    dict
        With ``data`` and ``layout``. The axis is logarithmic: twice as common is as far from 1 as half as common.

    Examples
    --------
    >>> forest_figure(ForestInfo((("A", "2"),), (2.0,), (1.0,), (4.0,), ("published",), ("low",), "x"))["data"][0]["x"]
    [2.0]
    """
    labels, bottoms, height = place_labels(info.labels, ROW)
    places = [bottom + ROW / 3 for bottom in bottoms]
    points = {
        "type": "scatter",
        "mode": "markers",
        "x": list(info.ratios),
        "y": places,
        "hoverinfo": "skip",
        "marker": {
            "size": 11,
            "symbol": [SYMBOLS[basis] for basis in info.bases],
            "color": [FILLS[strength] for strength in info.strengths],
            "line": {"color": [EDGES[strength] for strength in info.strengths], "width": 2},
        },
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [high - value for high, value in zip(info.highs, info.ratios, strict=True)],
            "arrayminus": [value - low for low, value in zip(info.lows, info.ratios, strict=True)],
            "color": INTERVAL,
            "thickness": 2,
            "width": 4,
        },
    }
    low = math.log10(min([TICKS[0], *info.lows]))
    high = math.log10(max([TICKS[2], *info.highs]))
    axis = {
        "type": "log",
        "range": [low - 0.05, high + 0.05],
        "tickvals": list(TICKS),
        "title": {"text": fragment(info.axis)},
        "fixedrange": True,
        "gridcolor": "rgba(128,128,128,0.35)",
    }
    return {
        "data": [points],
        "layout": {
            "height": height + 2 * AXIS,
            "margin": {"l": 4, "r": 10, "t": 0, "b": 2 * AXIS},
            "showlegend": False,
            "dragmode": False,
            "xaxis": axis,
            "yaxis": {"range": [max(height, 1), 0], "visible": False, "fixedrange": True},
            "shapes": [
                {"type": "line", "x0": 1, "x1": 1, "yref": "paper", "y0": 0, "y1": 1, "line": {"color": INTERVAL}}
            ],
            "annotations": labels,
        },
    }


def forest_table_html(knowledge: Knowledge, effects: Iterable[Effect]) -> Html:
    """Return the table that says the same as the plot, each row with finding, publication and line of data."""
    wording = knowledge.wording
    columns = ("cause", "finding", "ratio", "evidence", "who", "source", "line")
    heads = [say(wording, f"forest_{column}") for column in columns]
    rows = (_table_row(knowledge, effect) for effect in effects)
    return table_html(heads, rows, caption=say(wording, "forest_caption"))


def _table_row(knowledge: Knowledge, effect: Effect) -> list[str]:
    link = reference_html(knowledge.reference_by_id[effect.reference], effect.reference)
    cause, numbers = _label(knowledge, effect)
    basis = say(knowledge.wording, f"basis_{effect.basis}")
    evidence = f"{say(knowledge.wording, f'evidence_{effect.certainty}')}, {basis}"
    source = fragment(link, ": ", effect.locator)
    return [cause, effect.finding, numbers, evidence, effect.population, source, effect.id]
