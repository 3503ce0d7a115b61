"""The charts as real Plotly figures, to show, change, combine and save: with titles, hover text, and words for them.

The page draws the plain dicts they come from, and never imports Plotly; this module does, once it is asked for. The
words in place of a figure stand in ``figure.layout.meta["alt"]``; `crampguide.widgets.live_chart` hands them to a
screen reader. The template is called ``crampguide``: ``figure.update_layout(template="crampguide+plotly_dark")``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

import plotly.graph_objects as go
import plotly.io

from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.wording import joined, say
from crampguide.listing import effects as known_effects
from crampguide.measuring.calibration import Told, calibrate, told_groups
from crampguide.measuring.cases import load_cases, run_cases
from crampguide.telling.charts import calibration, contributions, dots, forest
from crampguide.telling.charts.layout import EDGES, INTERVAL
from crampguide.telling.markup import fragment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crampguide.knowledge.records import Effect, Knowledge
    from crampguide.telling.explanation import Explanation

TITLE: Final = 56
"""Room above a figure for its title [px]."""

TEMPLATE: Final = "crampguide"
INK: Final = "#12262b"

plotly.io.templates[TEMPLATE] = go.layout.Template(
    layout={
        "font": {"family": "system-ui, sans-serif", "size": 14, "color": INK},
        "title": {"x": 0, "xref": "paper", "xanchor": "left", "yref": "container", "font": {"size": 18}},
        "paper_bgcolor": "#ffffff",
        "plot_bgcolor": "#ffffff",
        "colorway": [EDGES["high"], EDGES["judgement"], INTERVAL],
        "xaxis": {"linecolor": INTERVAL, "gridcolor": "rgba(128,128,128,0.35)", "zeroline": False},
        "yaxis": {"linecolor": INTERVAL, "gridcolor": "rgba(128,128,128,0.35)", "zeroline": False},
        "hoverlabel": {"font": {"family": "system-ui, sans-serif", "size": 14}},
    }
)


class Result(Protocol):
    """What `crampguide.Report` holds: it draws itself with this module, which so cannot know it."""

    @property
    def knowledge(self) -> Knowledge:
        """What the guide knows."""

    @property
    def explanation(self) -> Explanation:
        """The finding for one person."""


def report_figure(report: Result) -> go.Figure:
    """Return the chart of what may cause one person's cramps, a bar and an interval for each cause.

    Parameters
    ----------
    report : Report

    Returns
    -------
    plotly.graph_objects.Figure
        The same as `Report.figure`. Beside "today" and "now" it shows the shares that the page then leaves out.

    Examples
    --------
    >>> import crampguide
    >>> figure = report_figure(crampguide.assess(crampguide.Profile(medicines=["laba"])))
    >>> figure.layout.xaxis.title.text
    'People out of 100'
    """
    wording = report.knowledge.wording
    info = contributions.contribution_info(report.explanation, wording)
    told = [fragment(name, ": ", label) for name, label in zip(info.names, info.labels, strict=True)]
    named = joined(f"{name} {label}" for name, label in zip(info.names, info.labels, strict=True))
    figure = _figure(
        contributions.contribution_figure(info),
        title=say(wording, "figure_causes"),
        alt=say(wording, "figure_causes_alt", causes=named),
        hover=told,
    )
    return figure.update_layout(
        xaxis_title_text=fragment(say(wording, "figure_of_100")),
        height=figure.layout.height + TITLE // 2,
        margin_b=figure.layout.margin.b + TITLE // 2,
    )


def dots_figure(report: Result) -> go.Figure:
    """Return 100 dots, one for each of 100 people with a person's answers, by what may be behind their cramps.

    Parameters
    ----------
    report : Report

    Returns
    -------
    plotly.graph_objects.Figure

    Examples
    --------
    >>> import crampguide
    >>> figure = dots_figure(crampguide.assess(crampguide.Profile(age=72, medicines=["laba"])))
    >>> sum(len(trace.x) for trace in figure.data)
    100
    """
    wording = report.knowledge.wording
    info = dots.dots_info(report.explanation)
    groups = [f"{name} {count}" for name, count in zip(info.names, info.counts, strict=True)]
    spec = dots.dots_figure(info)
    for trace, group in zip(spec["data"], groups, strict=True):
        trace |= {"hoverinfo": "text", "hovertext": fragment(group)}
    return _figure(
        spec, title=say(wording, "people_title"), alt=say(wording, "people_label", groups=joined(groups)), hover=None
    )


def forest_figure(which: str | Iterable[Effect] | None = None, *, knowledge: Knowledge | None = None) -> go.Figure:
    """Return a forest plot: how much more common cramps are with each cause, a point and an interval for each number.

    Parameters
    ----------
    which : str or iterable of Effect, optional
        Id of a cause, or a choice of `crampguide.effects`; every number by default, which is a long plot.
    knowledge : Knowledge, optional
        Another set of data; the guide's own by default.

    Returns
    -------
    plotly.graph_objects.Figure
        Ratios stand as risk ratios [-] on a logarithmic axis.

    Raises
    ------
    KeyError
        If no cause has the id.

    Examples
    --------
    >>> forest_figure("statin").data[0].hovertext[0][:28]
    'Statin: 1.16 (1.04 to 1.29),'
    """
    known = knowledge or load_knowledge()
    chosen = tuple(known_effects(which, knowledge=known) if isinstance(which, str | None) else which)
    info = forest.forest_info(known, chosen)
    told = [f"{name}: {numbers}" for name, numbers in info.labels]
    alt = say(known.wording, "figure_forest_alt", numbers=joined(told)) if told else say(known.wording, "figure_empty")
    return _figure(
        forest.forest_figure(info),
        title=say(known.wording, "figure_forest"),
        alt=alt,
        hover=[fragment(one, ". ", effect.finding) for one, effect in zip(told, chosen, strict=True)],
    )


def calibration_figure(
    told: Sequence[float] | None = None, seen: Sequence[bool] | None = None, *, knowledge: Knowledge | None = None
) -> go.Figure:
    """Return how often what was told came true: a point on the dotted line was told just as often as it was so.

    Parameters
    ----------
    told : sequence of float, optional
        What was told of each person or cause [0-1]; by default the shares of the groups of causes in the published
        cases.
    seen : sequence of bool, optional
        Whether it was so; as many as ``told``.
    knowledge : Knowledge, optional
        Another set of data; the guide's own by default.

    Returns
    -------
    plotly.graph_objects.Figure
        A point with its 95 % interval (Wilson) for each fifth of what was told.

    Raises
    ------
    ValueError
        If there are not as many of the one as of the other, or none at all.

    Examples
    --------
    >>> calibration_figure([0.1, 0.1, 0.9, 0.9], [False, False, True, True]).data[1].y
    (0.0, 100.0)
    """
    known = knowledge or load_knowledge()
    if told is None and seen is None:
        results = told_groups(run_cases(known, load_cases()))
    else:
        pairs = zip(() if told is None else told, () if seen is None else seen, strict=True)
        results = [Told(float(share), bool(was), bool(was)) for share, was in pairs]
    bands = calibrate(results)
    if not bands:
        message = "there is nobody to compare"
        raise ValueError(message)
    spec = calibration.calibration_figure(bands, known.wording)
    alt = calibration.calibration_in_words(bands, known.wording)
    if told is not None:  # nothing is at work beside it
        spec["data"] = spec["data"][:2]
        spec["data"][1]["name"] = fragment(say(known.wording, "figure_seen"))
        words = [
            say(known.wording, "figure_seen_band", seen=round(100 * band.seen), told=round(100 * band.told))
            for band in bands
        ]
        alt = say(known.wording, "figure_seen_alt", bands=joined(words))
    counts = [say(known.wording, "figure_band", hits=band.cause.hits, of=band.cause.of) for band in bands]
    for trace in spec["data"][1:]:
        trace |= {"hoverinfo": "x+y+text", "hovertext": counts}
    return _figure(spec, title=say(known.wording, "calibration_title"), alt=alt, hover=None)


def _figure(spec: dict[str, Any], *, title: str, alt: str, hover: Sequence[str] | None) -> go.Figure:
    """Return a specification as a figure that stands alone: title, template, alternative text, hover text."""
    layout = {key: value for key, value in spec["layout"].items() if not key.endswith("bgcolor")}
    figure = go.Figure(spec["data"], layout)
    if hover is not None:
        figure.update_traces(hoverinfo="text", hovertext=list(hover))
    return figure.update_layout(
        template=TEMPLATE,
        title_text=fragment(title),
        title_y=1 - 8 / (layout["height"] + TITLE),
        title_yanchor="top",
        height=layout["height"] + TITLE,
        margin_t=layout["margin"]["t"] + TITLE,
        meta={**layout.get("meta", {}), "alt": alt},
    )
