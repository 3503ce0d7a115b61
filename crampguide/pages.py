"""The page of the guide: it holds the state and is the only caller of ``observe`` between its parts.

The form reports answers; a new profile gives a new assessment; views draw it; nothing writes back.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from crampguide.assessment import assess_profile
from crampguide.chart_view import ChartView
from crampguide.charts import contribution_figure, contribution_info
from crampguide.controls import QuestionForm, form_labels, form_sections
from crampguide.explanation import explain
from crampguide.html_view import HtmlView
from crampguide.loading import load_knowledge
from crampguide.profile import AnswerError, Profile
from crampguide.result_html import bottom_regions, top_regions
from crampguide.wording import say

if TYPE_CHECKING:
    from crampguide.knowledge import Knowledge

LOG = logging.getLogger(__name__)


class GuidePage:
    """The guide: questions beside a result that follows them.

    Parameters
    ----------
    knowledge : Knowledge
    profile : Profile, optional
        Answers to begin with.

    Attributes
    ----------
    profile : Profile or None
        The answers that the result shows; the one mutable thing of the page. None while there is no result.
    widget : ipywidgets.Box
        What the notebook shows.
    """

    def __init__(self, knowledge: Knowledge, profile: Profile | None = None) -> None:
        self.knowledge = knowledge
        self.profile: Profile | None = profile or Profile()
        self._faults = 0
        self._form = QuestionForm(
            sections=form_sections(knowledge),
            labels=form_labels(knowledge),
            answers=self.profile.as_dict(),
        )
        self._top, self._chart, self._bottom = HtmlView(), ChartView(), HtmlView()
        self._show(self.profile)
        self._form.observe(self._on_answers, names="answers")
        result = widgets.Box([self._top, self._chart, self._bottom])
        result.add_class("cg-result")
        self._form.add_class("cg-form")
        self.widget = widgets.Box([self._form, result])
        self.widget.add_class("cg-page")

    def _on_answers(self, change: dict[str, Any]) -> None:
        """Take the new answers; whatever goes wrong, the person sees a plain sentence and never an old result."""
        try:
            profile = Profile(**change["new"])
            if profile != self.profile:
                self._show(profile)
                self.profile = profile
            self._form.problem = ""
        except AnswerError as fault:
            self._fail(say(self.knowledge.wording, "bad_answers", problems=" ".join(fault.problems)))
        except Exception as fault:  # noqa: BLE001 - a traceback must never reach the page
            self._faults += 1
            # the kind of fault only: an answer must not reach a log
            LOG.error("fault %s in the guide: %s", self._faults, type(fault).__name__)  # noqa: TRY400
            self._fail(say(self.knowledge.wording, "problem", number=self._faults))

    def _fail(self, sentence: str) -> None:
        self._form.problem = sentence
        self._top.regions, self._bottom.regions, self._form.status = [], [], {}
        self._chart.figure, self._chart.label = {}, ""
        self.profile = None

    def _show(self, profile: Profile) -> None:
        wording = self.knowledge.wording
        explanation = explain(self.knowledge, assess_profile(self.knowledge, profile))
        top, bottom = top_regions(self.knowledge, explanation), bottom_regions(self.knowledge, explanation)
        figure = contribution_figure(contribution_info(explanation, wording))
        self._top.regions = top
        with self._chart.hold_sync():
            self._chart.figure = figure
            self._chart.label = say(wording, "chart_label", lead=explanation.lead)
        self._bottom.regions = bottom
        self._form.status = {"level": explanation.level_name, "title": explanation.level_title}


def guide(**answers: Any) -> widgets.Box:  # noqa: ANN401 - whatever Profile takes
    """Return the guide as one widget, in Voilà and in JupyterLab.

    Parameters
    ----------
    **answers : float, str, list of str or dict
        Answers to begin with, as `crampguide.Profile` takes them.

    Returns
    -------
    ipywidgets.Box

    Raises
    ------
    AnswerError
        If an answer to begin with does not fit its question.

    Examples
    --------
    >>> guide(age=70).children[0].answers
    {'age': 70.0}
    """
    return GuidePage(load_knowledge(), Profile(**answers)).widget
