"""The published numbers side by side: a forest plot and its table, from effect records to figure and HTML.

Like every chart: first plain numbers and labels, then a figure specification. Ratios stand here as risk ratios.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from crampguide.assessing.effect_sizes import as_risk_ratio
from crampguide.knowledge.wording import say
from crampguide.telling.charts.layout import rows_figure
from crampguide.telling.references import copied_html
from crampguide.telling.tables import table_html

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crampguide.knowledge.records import Effect, Knowledge
    from crampguide.telling.markup import Html

ANY: Final = "any"
"""The choice of a filter that leaves nothing out."""

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


def select_effects(
    knowledge: Knowledge, group: str, certainty: str, setting: str, causes: frozenset[str] | None = None
) -> tuple[Effect, ...]:
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
    causes : frozenset of str, optional
        Ids of the contributors to stay with; all by default.

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
        and (causes is None or effect.contributor in causes)
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
    return knowledge.contributor_by_id[effect.contributor].name, f"{value:.3g} ({low:.3g} to {high:.3g}), {kind}"


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
    low = math.log10(min([TICKS[0], *info.lows]))
    high = math.log10(max([TICKS[2], *info.highs]))
    axis = {"type": "log", "range": [low - 0.05, high + 0.05], "tickvals": list(TICKS)}
    return rows_figure(
        info.labels,
        info.ratios,
        (info.lows, info.highs),
        {"symbol": [SYMBOLS[basis] for basis in info.bases], "strengths": info.strengths},
        {**axis, "title": info.axis, "line_at": 1},
    )


def forest_table_html(knowledge: Knowledge, effects: Iterable[Effect]) -> Html:
    """Return the table that says the same as the plot, each row with finding and publication."""
    wording = knowledge.wording
    columns = ("cause", "finding", "ratio", "evidence", "who", "source")
    heads = [say(wording, f"forest_{column}") for column in columns]
    rows = (_table_row(knowledge, effect) for effect in effects)
    return table_html(heads, rows, caption=say(wording, "forest_caption"))


def _table_row(knowledge: Knowledge, effect: Effect) -> list[str]:
    cause, numbers = _label(knowledge, effect)
    basis = say(knowledge.wording, f"basis_{effect.basis}")
    evidence = f"{say(knowledge.wording, f'evidence_{effect.certainty}')}, {basis}"
    source = copied_html(knowledge.wording, knowledge.reference_by_id[effect.reference], effect.locator)
    return [cause, effect.finding, numbers, evidence, effect.population, source]
