"""The page of the evidence: every number with its study, picked by cause, certainty and kind of cramp."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import ipywidgets as widgets

from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.wording import say
from crampguide.telling.charts.forest import ANY, forest_figure, forest_info, forest_table_html, select_effects
from crampguide.telling.markup import element, fragment
from crampguide.widgets.chart import ChartView
from crampguide.widgets.regions import HtmlView

if TYPE_CHECKING:
    from crampguide.knowledge.records import Knowledge

FIRST_GROUP: Final = "medication"
FILTERS: Final = {
    "certainty": (ANY, "high", "moderate", "low", "very_low"),
    "setting": (ANY, "rest", "exercise"),
}


class EvidencePage:
    """A forest plot and its table behind three filters.

    Parameters
    ----------
    knowledge : Knowledge

    Attributes
    ----------
    widget : ipywidgets.Box
        What the notebook shows.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        groups = (ANY, *sorted({contributor.group for contributor in knowledge.contributors}))
        self._filters = {"group": self._dropdown("group", groups, FIRST_GROUP)} | {
            name: self._dropdown(name, options, ANY) for name, options in FILTERS.items()
        }
        self._chart, self._table = ChartView(), HtmlView()
        self._show()
        for dropdown in self._filters.values():
            dropdown.observe(self._on_filter, names="value")
        intro = HtmlView(regions=[("intro", element("p", say(knowledge.wording, "forest_intro")))])
        filters = widgets.HBox([*self._filters.values()], layout={"flex_flow": "row wrap"})
        self.widget = widgets.VBox([intro, filters, self._chart, self._table])

    def _dropdown(self, name: str, options: tuple[str, ...], value: str) -> widgets.Dropdown:
        words = [(say(self.knowledge.wording, f"{name}_{option}"), option) for option in options]
        label = say(self.knowledge.wording, f"forest_filter_{name}")
        return widgets.Dropdown(options=words, value=value, description=label, style={"description_width": "initial"})

    def _on_filter(self, _change: dict[str, Any]) -> None:
        self._show()

    def _show(self) -> None:
        wording = self.knowledge.wording
        chosen = select_effects(self.knowledge, **{name: box.value for name, box in self._filters.items()})
        counted = say(wording, "forest_count", count=len(chosen))
        with self._chart.hold_sync():
            self._chart.figure = forest_figure(forest_info(self.knowledge, chosen)) if chosen else {}
            self._chart.label = f"{say(wording, 'forest_label')} {counted}"
        told = element("p", counted)
        table = forest_table_html(self.knowledge, chosen) if chosen else ""
        self._table.regions = [("announce", told), ("forest", fragment(told, table))]


def evidence() -> widgets.Box:
    """Return the page of the evidence as one widget.

    Returns
    -------
    ipywidgets.Box

    Examples
    --------
    >>> [box.description for box in evidence().children[1].children]
    ['Cause', 'Certainty', 'Kind of cramp']
    """
    return EvidencePage(load_knowledge()).widget
