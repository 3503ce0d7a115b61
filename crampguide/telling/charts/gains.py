"""What helps, side by side: how many of 100 are better off with each thing that was tried, as a figure and a table.

Like every chart: first plain numbers and labels, then a figure specification.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from crampguide.knowledge.wording import say
from crampguide.telling.charts.layout import rows_figure
from crampguide.telling.references import copied_html
from crampguide.telling.tables import table_html, wide_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crampguide.knowledge.records import Knowledge
    from crampguide.knowledge.treatments import Gain, Treatment
    from crampguide.telling.markup import Html

ANY: Final = "any"
"""The choice of a filter that leaves nothing out."""

SYMBOLS: Final = {"people": "square", "cramps": "circle"}
"""People who are better and cramps that are gone look different without colour."""

UNTRIED: Final = "nothing"
"""What a thing that nobody has tried was compared with."""

WIDEST: Final = 100
"""The axis ends here on both sides [of 100]."""


class GainInfo(NamedTuple):
    """Numbers and labels of the chart, the first row at the top; an end without a number is None [of 100]."""

    labels: tuple[tuple[str, str], ...]
    gains: tuple[float, ...]
    lows: tuple[float | None, ...]
    highs: tuple[float | None, ...]
    kinds: tuple[str, ...]
    strengths: tuple[str, ...]
    axis: str


def select_treatments(knowledge: Knowledge, whom: str, words: frozenset[str]) -> tuple[Treatment, ...]:
    """Return the treatments for a kind of cramps (or ``any``) that are among some ids, in file order.

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> known = load_knowledge()
    >>> [one.id for one in select_treatments(known, "children", frozenset(t.id for t in known.treatments))]
    ['stretch_children']
    """
    return tuple(one for one in knowledge.treatments if whom in {ANY, one.whom} and one.id in words)


def gain_info(knowledge: Knowledge, treatments: Iterable[Treatment]) -> GainInfo:
    """Return the numbers and labels of those treatments of which both groups were counted.

    Parameters
    ----------
    knowledge : Knowledge
    treatments : iterable of Treatment

    Returns
    -------
    GainInfo
    """
    counted = [(one, one.gain) for one in treatments if one.gain]
    return GainInfo(
        labels=tuple((_name(knowledge, one), gain_in_words(gain, knowledge.wording)) for one, gain in counted),
        gains=tuple(gain.better[0] for _, gain in counted),
        lows=tuple(gain.better[1] for _, gain in counted),
        highs=tuple(gain.better[2] for _, gain in counted),
        kinds=tuple(gain.of for _, gain in counted),
        strengths=tuple(one.certainty for one, _ in counted),
        axis=say(knowledge.wording, "gain_axis"),
    )


def _name(knowledge: Knowledge, treatment: Treatment) -> str:
    return f"{treatment.name}: {say(knowledge.wording, f'whom_{treatment.whom}').lower()}"


def gain_in_words(gain: Gain, wording: Mapping[str, str]) -> str:
    """Return what was gained or lost, of 100, with its range.

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> known = load_knowledge()
    >>> gain_in_words(known.treatments[0].gain, known.wording)
    '3 more of 100 got better (10 fewer to 19)'
    """
    value, low, high = gain.better
    side = "up" if value >= 0 else "down"
    told = say(wording, f"gain_{side}_{gain.of}", count=round(abs(value)))
    if low is None or high is None:
        return f"{told} ({say(wording, 'gain_no_range')})"
    # the end on the other side of nothing says so in a word
    words = {True: say(wording, f"gain_other_{gain.of}"), False: ""}
    ends = [f"{round(abs(end))}{words[(end < 0) != (value < 0) and round(end) != 0]}" for end in (low, high)]
    return f"{told} ({say(wording, 'range', low=ends[0], high=ends[1])})"


def gain_figure(info: GainInfo) -> dict[str, Any]:
    """Return how many of 100 are better off with each treatment, as a Plotly figure specification.

    Parameters
    ----------
    info : GainInfo

    Returns
    -------
    dict
        With ``data`` and ``layout``. Right of the line at 0 it is better with it, left of it without.
    """
    ends = [end for end in (*info.lows, *info.highs, *info.gains) if end is not None]
    axis = {"range": [min(-20.0, *ends) - 3, max(60.0, *ends) + 3], "tickvals": list(range(-WIDEST, WIDEST + 1, 20))}
    return rows_figure(
        info.labels,
        info.gains,
        (info.lows, info.highs),
        {"symbol": [SYMBOLS[kind] for kind in info.kinds], "strengths": info.strengths},
        {**axis, "title": info.axis, "line_at": 0},
    )


def gain_table_html(knowledge: Knowledge, treatments: Iterable[Treatment]) -> Html:
    """Return everything that was tried as a table: what was found, in whom, how sure, why not surer, and its source."""
    wording = knowledge.wording
    columns = ("what", "whom", "found", "counts", "sure", "source")
    heads = [say(wording, f"tried_{column}") for column in columns]
    rows = (_table_row(knowledge, one) for one in treatments)
    return wide_html(wording, table_html(heads, rows, caption=say(wording, "gain_caption")))


def _table_row(knowledge: Knowledge, one: Treatment) -> list[str]:
    wording = knowledge.wording
    is_compared = one.compared != UNTRIED
    against = (
        say(wording, "gain_against", people=one.people, compared=one.compared) if is_compared else f"{one.people}."
    )
    counts = counts_in_words(one.gain, wording) if one.gain else say(wording, "gain_none")
    sure = f"{say(wording, f'helps_{one.verdict}')}. {sure_in_words(knowledge, one)}"
    source = copied_html(wording, knowledge.reference_by_id[one.reference], one.locator)
    return [_name(knowledge, one), against, one.finding, counts, sure, source]


def sure_in_words(knowledge: Knowledge, one: Treatment) -> str:
    """Return how sure a finding is and why it is not surer."""
    certainty = say(knowledge.wording, f"evidence_{one.certainty}")
    return f"{say(knowledge.wording, 'advice_certainty', certainty=certainty)} {one.reason}"


def counts_in_words(gain: Gain, wording: Mapping[str, str]) -> str:
    """Return both counts out of 100, with the range of the one with the treatment where there is one."""
    without, with_it = round(gain.without), round(gain.with_it)
    if gain.of == "people":
        told = say(wording, "gain_counts_people", outcome=gain.outcome, without=without, with_it=with_it)
    else:
        told = say(wording, "gain_counts_cramps", outcome=gain.outcome, with_it=with_it)
    if gain.low is None or gain.high is None:
        return f"{told} {say(wording, 'gain_no_range_known')}"
    return f"{told} {say(wording, 'gain_could_be', low=round(gain.low), high=round(gain.high))}"
