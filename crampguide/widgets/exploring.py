"""A few controls, a live chart and the level in one box: what a teacher shows, and what an own page can start from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import ipywidgets as widgets

from crampguide.assessing.assessment import assess_profile
from crampguide.assessing.profile import AnswerError, Profile
from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.wording import say
from crampguide.telling.charts.contributions import contribution_figure, contribution_info
from crampguide.telling.explanation import explain
from crampguide.telling.first_look import in_short_html
from crampguide.telling.level import level_html
from crampguide.telling.markup import element
from crampguide.telling.medicines_html import medicines_html
from crampguide.widgets.chart import ChartView
from crampguide.widgets.controls import Boxes, control
from crampguide.widgets.regions import HtmlView

if TYPE_CHECKING:
    from collections.abc import Iterable

    import plotly.graph_objects as go

    from crampguide.knowledge.records import Knowledge

NARROWEST: Final = "min(100%, 22rem)"
"""Of a figure beside other things: a title still fits."""


class Explorer(widgets.VBox):  # type: ignore[misc]
    """Controls above a result that follows them.

    Parameters
    ----------
    knowledge : Knowledge
    controls : dict of str to ipywidgets.ValueWidget
        A control for each question asked.
    person : Profile
        Answers that no control changes.

    Attributes
    ----------
    controls : dict of str to ipywidgets.ValueWidget
        By question: set their ``value`` to move them.
    profile : Profile
        The answers shown, those of the person among them.
    """

    def __init__(self, knowledge: Knowledge, controls: dict[str, widgets.ValueWidget], person: Profile) -> None:
        self.knowledge, self.controls = knowledge, controls
        self._person = person
        self._chart, self._words = ChartView(), HtmlView()
        self._show()
        for one in controls.values():
            one.observe(self._on_change, names="value")
        super().__init__([*controls.values(), self._words, self._chart])

    @property
    def profile(self) -> Profile:
        """The answers shown."""
        told = self._person.as_dict()
        return Profile(**{**told, **{key: _answer(one, told.get(key)) for key, one in self.controls.items()}})

    def _on_change(self, _change: dict[str, Any]) -> None:
        self._show()

    def _show(self) -> None:
        """Show the result of these answers; where they do not go together, a sentence, and never an old result."""
        knowledge, wording = self.knowledge, self.knowledge.wording
        try:
            found = explain(knowledge, assess_profile(knowledge, self.profile))
        except AnswerError as fault:
            said = say(wording, "bad_answers", problems=" ".join(fault.problems))
            self._words.regions = [("level", element("p", said))]
            self._chart.figure, self._chart.label = {}, ""
            return
        aloud = say(wording, "live_changed", level=found.level_title, lead=found.lead)
        foot = say(wording, "explore_foot", disclaimer=say(wording, "disclaimer"))
        self._words.regions = [
            ("level", level_html(knowledge, found)),
            ("medicines", medicines_html(knowledge, found.assessment.profile)),
            ("summary", in_short_html(found)),
            ("announce", element("p", aloud, ".")),
            ("foot", element("p", foot, class_="cg-quiet")),
        ]
        with self._chart.hold_sync():
            shows = found.shows_shares
            self._chart.figure = contribution_figure(contribution_info(found, wording)) if shows else {}
            self._chart.label = say(wording, "explore_label", lead=found.lead) if shows else ""


def explore(
    *questions: str,
    person: Profile | None = None,
    knowledge: Knowledge | None = None,
    **among: Iterable[str],
) -> Explorer:
    """Return controls for some questions with a live level and chart, in one box.

    Parameters
    ----------
    *questions : str
        Ids of the questions to ask; `crampguide.questions` lists them.
    person : Profile, optional
        Answers that stay as they are, and where the controls begin for a question that is asked too.
    knowledge : Knowledge, optional
        Another set of data; the guide's own by default.
    **among : iterable of str
        A question with the ids of the options to offer, such as ``medicines=["statin", "thiazide"]``.

    Returns
    -------
    Explorer
        A box of widgets; its ``controls`` and its ``profile`` can be used further.

    Raises
    ------
    KeyError
        If there is no such question, or no such option.

    Examples
    --------
    >>> box = explore("age", "nights_a_month", medicines=["thiazide", "laba"])
    >>> box.controls["medicines"].value = ["thiazide"]
    >>> box.profile
    Profile(age=50, medicines=['thiazide'], nights_a_month=4)
    """
    known, start = knowledge or load_knowledge(), person or Profile()
    begun, offered = start.as_dict(), {question: tuple(options) for question, options in among.items()}
    controls = {
        question: control(question, among=some, value=_begin(begun.get(question), some), knowledge=known)
        for question in dict.fromkeys([*questions, *among])
        for some in (offered.get(question),)
    }
    return Explorer(known, controls, start)


def _answer(shown: widgets.ValueWidget, told: Any) -> Any:  # noqa: ANN401 - whatever answers a question
    """Return what a control says, and of a checklist what the person told of boxes that it does not offer."""
    if not isinstance(shown, Boxes) or not isinstance(told, dict):
        return shown.value
    return {box: state for box, state in told.items() if box not in shown.offered} | dict.fromkeys(shown.value, "yes")


def _begin(answer: Any, among: tuple[str, ...] | None) -> Any:  # noqa: ANN401 - whatever answers a question
    """Return where a control begins; of a checklist the boxes that are ticked and offered."""
    if not isinstance(answer, dict):
        return answer
    return [box for box, state in answer.items() if state == "yes" and (among is None or box in among)]


class FigureView(ChartView):
    """A Plotly figure as a light widget; `show` puts another in its place."""

    def show(self, figure: go.Figure) -> None:
        """Draw a figure, and hand its alternative text, if it has one, to a screen reader.

        Parameters
        ----------
        figure : plotly.graph_objects.Figure
            ``layout.meta["alt"]`` says what it shows, in words; its title stands in where there is none.
        """
        plain = json.loads(figure.to_json())
        layout = plain["layout"]
        title = layout.get("title", {}).get("text", "")
        with self.hold_sync():
            self.figure = plain
            self.label = (layout.get("meta") or {}).get("alt", title)


def live_chart(figure: go.Figure) -> FigureView:
    """Return any Plotly figure as a light widget, with its alternative text for a screen reader.

    Parameters
    ----------
    figure : plotly.graph_objects.Figure
        Of bars, points, lines or pies: the page loads Plotly's basic bundle, once for all charts.

    Returns
    -------
    FigureView
        ``view.show(other)`` puts another figure in its place, which sends a few kB.

    Examples
    --------
    >>> import crampguide
    >>> view = live_chart(crampguide.forest_figure("statin"))
    >>> view.show(crampguide.forest_figure("laba"))
    >>> view.label[-59:]
    'Long-acting inhaler: 2.42 (2.02 to 2.89), any night cramps.'
    """
    view = FigureView(layout={"min_width": NARROWEST})
    view.show(figure)
    return view
