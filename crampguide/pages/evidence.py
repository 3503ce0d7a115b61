"""The page of the evidence: every number with its study, and everything tried, picked by word, cause and certainty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import ipywidgets as widgets

from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.looking_up import causes_by_word, treatments_by_word
from crampguide.knowledge.wording import say
from crampguide.telling.charts.forest import ANY, forest_figure, forest_info, forest_table_html, select_effects
from crampguide.telling.charts.gains import gain_figure, gain_info, gain_table_html, select_treatments
from crampguide.telling.markup import element, fragment
from crampguide.widgets.chart import ChartView
from crampguide.widgets.regions import HtmlView

if TYPE_CHECKING:
    from crampguide.knowledge.records import Knowledge

FIRST_GROUP: Final = "medication"
CERTAINTIES: Final = (ANY, "high", "moderate", "low", "very_low")
SETTINGS: Final = (ANY, "rest", "exercise")


class EvidencePage:
    """What brings cramps on and what helps: a plot and a table each, behind a word to find and their filters.

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
        self.word = widgets.Text(
            description=self._say("forest_search"),
            placeholder=self._say("forest_search_hint"),
            style={"description_width": "initial"},
        )
        self.filters = {
            "group": self._dropdown("forest_filter_group", "group", groups, FIRST_GROUP),
            "certainty": self._dropdown("forest_filter_certainty", "certainty", CERTAINTIES, ANY),
            "setting": self._dropdown("forest_filter_setting", "setting", SETTINGS, ANY),
        }
        whom = (ANY, *dict.fromkeys(treatment.whom for treatment in knowledge.treatments))
        self.whom = self._dropdown("gain_filter_whom", "whom", whom, ANY)
        self.causes, self.causes_table = ChartView(), HtmlView()
        self.helps, self.helps_table = ChartView(), HtmlView()
        self._show()
        for control in (self.word, self.whom, *self.filters.values()):
            control.observe(self._on_change, names="value")
        self.widget = widgets.VBox(self._parts())

    def _parts(self) -> list[widgets.Widget]:
        row = {"flex_flow": "row wrap"}
        helps = fragment(element("h2", self._say("gain_title")), element("p", self._say("gain_intro")))
        return [
            HtmlView(regions=[("intro", element("p", self._say("forest_intro")))]),
            widgets.HBox([self.word, *self.filters.values()], layout=row),
            HtmlView(regions=[("causes_title", element("h2", self._say("forest_title")))]),
            self.causes,
            self.causes_table,
            HtmlView(regions=[("helps_title", helps)]),
            widgets.HBox([self.whom], layout=row),
            self.helps,
            self.helps_table,
        ]

    def _say(self, key: str) -> str:
        return say(self.knowledge.wording, key)

    def _dropdown(self, label: str, part: str, options: tuple[str, ...], value: str) -> widgets.Dropdown:
        words = [(self._say(f"{part}_{option}"), option) for option in options]
        style = {"description_width": "initial"}
        return widgets.Dropdown(options=words, value=value, description=self._say(label), style=style)

    def _on_change(self, change: dict[str, Any]) -> None:
        group = self.filters["group"]
        if change["owner"] is self.word and self.word.value.strip() and group.value != ANY:
            group.value = ANY  # a word is looked up everywhere; this comes back here, and shows
        else:
            self._show()

    def _show(self) -> None:
        self._show_causes()
        self._show_helps()

    def _show_causes(self) -> None:
        wording, picked = self.knowledge.wording, {name: box.value for name, box in self.filters.items()}
        chosen = select_effects(self.knowledge, **picked, causes=causes_by_word(self.knowledge, self.word.value))
        counted = say(wording, "forest_count", count=len(chosen))
        with self.causes.hold_sync():
            self.causes.figure = forest_figure(forest_info(self.knowledge, chosen)) if chosen else {}
            self.causes.label = f"{say(wording, 'forest_label')} {counted}"
        told = element("p", counted)
        table = forest_table_html(self.knowledge, chosen) if chosen else ""
        self.causes_table.regions = [("announce", told), ("forest", fragment(told, table))]

    def _show_helps(self) -> None:
        wording = self.knowledge.wording
        words = treatments_by_word(self.knowledge, self.word.value)
        chosen = select_treatments(self.knowledge, self.whom.value, words)
        counted = say(wording, "gain_count", count=len(chosen))
        info = gain_info(self.knowledge, chosen)
        with self.helps.hold_sync():
            self.helps.figure = gain_figure(info) if info.gains else {}
            self.helps.label = f"{say(wording, 'gain_label')} {counted}"
        told = element("p", counted)
        table = gain_table_html(self.knowledge, chosen) if chosen else ""
        self.helps_table.regions = [("helps", fragment(told, table))]


def evidence() -> widgets.Box:
    """Return the page of the evidence as one widget.

    Returns
    -------
    ipywidgets.Box

    Examples
    --------
    >>> [box.description for box in evidence().children[1].children]
    ['Find', 'Cause', 'Certainty', 'Kind of cramp']
    """
    return EvidencePage(load_knowledge()).widget
