"""The page of the methods: the sum of one person, a number to change, the published cases, the survey, the limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import ipywidgets as widgets

from crampguide.assessing.assessment import assess_profile
from crampguide.assessing.profile import Profile
from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.wording import say
from crampguide.measuring.calibration import calibrate, told_groups
from crampguide.measuring.cases import load_cases, run_cases
from crampguide.measuring.sensitivity import swings
from crampguide.measuring.stories import load_stories, run_stories
from crampguide.measuring.survey import load_survey
from crampguide.telling.about import sources_html
from crampguide.telling.charts.calibration import calibration_figure, calibration_in_words
from crampguide.telling.charts.contributions import contribution_figure, contribution_info
from crampguide.telling.charts.survey import baseline_figure, tenths_figure
from crampguide.telling.explanation import explain
from crampguide.telling.methods import (
    baseline_html,
    calibration_html,
    calibration_intro_html,
    cases_html,
    change_intro_html,
    changed_html,
    equation_html,
    limits_html,
    sum_html,
    survey_html,
    swings_html,
    tenths_html,
    triage_html,
)
from crampguide.widgets.chart import ChartView
from crampguide.widgets.regions import HtmlView

if TYPE_CHECKING:
    from crampguide.assessing.assessment import Assessment
    from crampguide.knowledge.records import Knowledge

EXAMPLE: Final[dict[str, Any]] = {
    "age": 72,
    "sex": "female",
    "when": ["night"],
    "nights_a_month": 12,
    "conditions": ["arthritis", "diabetes"],
    "medicines": ["thiazide", "laba"],
    "body": ["thirst", "much_urine"],
}
"""An invented person with a known illness that shows in signs too, medicines, and signs of an illness not found."""

LARGEST_RATIO: Final = 100.0
SMALLEST_RATIO: Final = 0.1


class MethodsPage:
    """How a result comes about, with one number to change.

    Parameters
    ----------
    knowledge : Knowledge
    profile : Profile
        Whose sum is shown; the level needs nobody to have an effect at all.

    Attributes
    ----------
    widget : ipywidgets.Box
        What the notebook shows.
    """

    def __init__(self, knowledge: Knowledge, profile: Profile) -> None:
        self.knowledge, self.profile = knowledge, profile
        self._before = assess_profile(knowledge, profile)
        effects = [one.effect for one in self._before.score.contributions if one.effect]
        self._ratios = {effect.id: effect.value for effect in effects}
        self._effect = widgets.Dropdown(
            options=[(f"{knowledge.contributor_by_id[e.contributor].name}: {e.id}", e.id) for e in effects],
            description=self._say("methods_change_line"),
            style={"description_width": "initial"},
        )
        self._ratio = widgets.BoundedFloatText(
            value=self._ratios.get(self._effect.value, 1.0),
            min=SMALLEST_RATIO,
            max=LARGEST_RATIO,
            step=0.1,
            description=self._say("methods_change_ratio"),
            style={"description_width": "initial"},
        )
        self._changed, self._sentence = ChartView(), HtmlView()
        self._show()
        for control in (self._effect, self._ratio):
            control.observe(self._on_change, names="value")
        self.widget = widgets.VBox(self._parts())

    def _say(self, key: str) -> str:
        return say(self.knowledge.wording, key)

    def _parts(self) -> list[widgets.Widget]:
        knowledge, wording, survey = self.knowledge, self.knowledge.wording, load_survey()
        results = run_cases(knowledge, load_cases())
        bands = calibrate(told_groups(results))
        return [
            HtmlView(regions=[("equation", equation_html(wording)), ("sum", sum_html(knowledge, self._before))]),
            ChartView(**self._drawn(self._before)),
            HtmlView(regions=[("change", change_intro_html(wording))]),
            widgets.HBox([self._effect, self._ratio], layout={"flex_flow": "row wrap"}),
            self._sentence,
            self._changed,
            HtmlView(
                regions=[
                    ("swings", swings_html(knowledge, swings(knowledge, self.profile))),
                    ("triage", triage_html(wording, run_stories(knowledge, load_stories()))),
                    ("cases", cases_html(wording, results)),
                    ("calibration_intro", calibration_intro_html(wording)),
                ]
            ),
            ChartView(figure=calibration_figure(bands, wording), label=calibration_in_words(bands, wording)),
            HtmlView(
                regions=[
                    ("calibration", calibration_html(wording, results)),
                    ("survey", survey_html(wording, survey)),
                ]
            ),
            ChartView(figure=tenths_figure(survey, wording), label=self._say("survey_tenths_label")),
            HtmlView(regions=[("tenths", tenths_html(wording, survey))]),
            ChartView(figure=baseline_figure(knowledge, "any"), label=self._say("survey_baseline_label")),
            HtmlView(regions=[("baseline_any", baseline_html(knowledge, survey, "any"))]),
            ChartView(figure=baseline_figure(knowledge, "frequent"), label=self._say("survey_frequent_label")),
            HtmlView(
                regions=[
                    ("baseline_frequent", baseline_html(knowledge, survey, "frequent")),
                    ("limits", limits_html(wording)),
                    ("sources", sources_html(knowledge)),
                ]
            ),
        ]

    def _drawn(self, assessment: Assessment) -> dict[str, Any]:
        """Return figure and label of a chart."""
        explanation = explain(self.knowledge, assessment)
        figure = contribution_figure(contribution_info(explanation, self.knowledge.wording))
        return {"figure": figure, "label": say(self.knowledge.wording, "chart_label", lead=explanation.lead)}

    def _on_change(self, change: dict[str, Any]) -> None:
        ratio = self._ratios[self._effect.value]
        if change["owner"] is self._effect and self._ratio.value != ratio:
            self._ratio.value = ratio  # which comes back here, and shows
        else:
            self._show()

    def _show(self) -> None:
        if not self._ratios:
            return
        changed = self.knowledge.with_effect(self._effect.value, self._ratio.value)
        after = assess_profile(changed, self.profile)
        drawn = self._drawn(after)
        with self._changed.hold_sync():
            self._changed.figure, self._changed.label = drawn["figure"], drawn["label"]
        self._sentence.regions = [("changed", changed_html(self.knowledge, self._before, after))]


def methods(**answers: Any) -> widgets.Box:  # noqa: ANN401 - whatever Profile takes
    """Return the page of the methods as one widget, for a person of your own or an invented one.

    Parameters
    ----------
    **answers : float, str, list of str or dict
        Answers of the person whose sum is shown, as `crampguide.Profile` takes them.

    Returns
    -------
    ipywidgets.Box

    Raises
    ------
    AnswerError
        If an answer does not fit its question.

    Examples
    --------
    >>> page = methods(medicines=["laba"])
    >>> page.children[3].children[0].value
    'garrison_laba'
    """
    return MethodsPage(load_knowledge(), Profile(**(answers or EXAMPLE))).widget
