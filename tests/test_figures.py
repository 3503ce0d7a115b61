from __future__ import annotations

from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go
import plotly.io
import pytest

from crampguide import Profile, assess, calibration_figure, dots_figure, effects, forest_figure
from crampguide.widgets import live_chart

if TYPE_CHECKING:
    from collections.abc import Callable

REPORT = assess(Profile(age=72, sex="female", when=["night"], medicines=["thiazide", "laba"]))
FIGURES: dict[str, Callable[[], Any]] = {
    "causes": REPORT.figure,
    "dots": lambda: dots_figure(REPORT),
    "forest": lambda: forest_figure("statin"),
    "forest of all": forest_figure,
    "forest of a choice": lambda: forest_figure(one for one in effects() if one.certainty == "moderate"),
    "published cases": calibration_figure,
    "own people": lambda: calibration_figure([0.1, 0.1, 0.9], [False, True, True]),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_stands_alone(name: str) -> None:
    """Out of the page a figure still says what it shows: title, axes, hover, words in its place, enough height."""
    figure = FIGURES[name]()
    assert type(figure) is go.Figure
    layout = figure.layout
    assert layout.title.text
    assert len(layout.meta["alt"]) > len(layout.title.text)
    assert layout.xaxis.title.text or layout.xaxis.visible is False
    assert layout.yaxis.title.text or layout.yaxis.visible is False
    told = [trace for trace in figure.data if trace.hoverinfo != "skip"]
    assert told
    assert all(trace.hovertext is not None for trace in told)
    assert layout.height > layout.margin.t + layout.margin.b
    assert layout.template.layout.font.family == plotly.io.templates["crampguide"].layout.font.family


def test_the_template_can_be_combined() -> None:
    """Who has a dark page or larger letters for a hall keeps our figures readable with one line."""
    figure = REPORT.figure().update_layout(template="crampguide+plotly_dark")
    assert figure.layout.template.layout.paper_bgcolor == "rgb(17,17,17)"
    assert figure.layout.paper_bgcolor is None, "a colour of the figure itself would hide the template's"


def test_a_figure_drawn_live_is_told_to_a_screen_reader() -> None:
    """Whoever cannot see the chart hears the numbers, and those of the new figure after a change."""
    view = live_chart(REPORT.figure())
    assert view.label == REPORT.figure().layout.meta["alt"]
    view.show(forest_figure("laba"))
    assert "Long-acting inhaler: 2.42 (2.02 to 2.89)" in view.label
    view.show(go.Figure(go.Bar(x=["a"], y=[1]), {"title": {"text": "Plain"}}))
    assert view.label == "Plain"


def test_a_hundred_dots_are_a_hundred_people() -> None:
    """No rounding loses a person, and each group has its letter in each of its dots."""
    data = dots_figure(REPORT).data
    assert sum(len(trace.x) for trace in data) == 100
    assert all(set(trace.text) == {trace.name[0].replace("○", "")} for trace in data)


def test_calibration_wants_as_many_of_the_one_as_of_the_other() -> None:
    """Two columns of different length would pair people with the outcome of others."""
    with pytest.raises(ValueError, match="zip"):
        calibration_figure([0.1, 0.2], [True])
    with pytest.raises(ValueError, match="nobody to compare"):
        calibration_figure([], [])


def test_a_choice_of_no_numbers_is_an_empty_plot() -> None:
    """A filter that nothing passes is no error: the plot is empty, and says so."""
    figure = forest_figure([])
    assert (len(figure.data[0].x), figure.layout.meta["alt"]) == (0, "There is no number to show.")
