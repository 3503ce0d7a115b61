from __future__ import annotations

import re

import plotly.graph_objects as go
import pytest

from crampguide.knowledge.loading import load_knowledge
from crampguide.pages.evidence import EvidencePage
from crampguide.telling.charts.forest import (
    ANY,
    forest_figure,
    forest_info,
    forest_table_html,
    risk_ratios,
    select_effects,
)

KNOWN = load_knowledge()
GROUPS = sorted({KNOWN.contributor_by_id[effect.contributor].group for effect in KNOWN.effects})


@pytest.mark.parametrize("group", [ANY, *GROUPS])
def test_every_group_has_a_plot_and_a_table_that_say_the_same(group: str) -> None:
    """Each number of the data is drawn, and stands in the table with its study and its line."""
    effects = select_effects(KNOWN, group, ANY, ANY)
    info = forest_info(KNOWN, effects)
    assert effects
    assert len(go.Figure(forest_figure(info)).data[0].x) == len(effects)
    table = forest_table_html(KNOWN, effects)
    assert table.count("<tr>") == len(effects) + 1
    assert all(f"<td>{effect.id}</td>" in table for effect in effects)


def test_all_groups_together_are_all_effects() -> None:
    """No number is out of reach behind the filters."""
    found = [effect.id for group in GROUPS for effect in select_effects(KNOWN, group, ANY, ANY)]
    assert sorted(found) == sorted(effect.id for effect in KNOWN.effects)


def test_odds_ratios_are_drawn_as_risk_ratios() -> None:
    """The axis says how much more common cramps are, so an odds ratio of a common outcome is not drawn as it is."""
    tingling = next(effect for effect in KNOWN.effects if effect.id == "hawke_tingling")
    assert risk_ratios(tingling)[0] == pytest.approx(3.58, abs=0.01)
    laba = next(effect for effect in KNOWN.effects if effect.id == "garrison_laba")
    assert risk_ratios(laba) == (2.42, 2.02, 2.89)


def test_a_filter_changes_plot_table_and_count() -> None:
    """A reader who asks for sport cramps sees no night study."""
    page = EvidencePage(KNOWN)
    _, filters, chart, table = page.widget.children
    before = (chart.figure, table.regions)
    filters.children[2].value = "exercise"
    assert chart.figure != before[0]
    assert "night cramps" not in table.regions[1][1]


def test_no_fit_shows_a_sentence_and_no_empty_plot() -> None:
    """Filters that leave nothing say so."""
    page = EvidencePage(KNOWN)
    _, filters, chart, table = page.widget.children
    filters.children[0].value, filters.children[1].value = "alcohol", "high"
    assert chart.figure == {}
    assert re.search(r"\b0 numbers fit", table.regions[1][1])
