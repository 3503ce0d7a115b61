from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go
import pytest
from ipywidgets.widgets.widget import _instances

from crampguide import Profile, assess
from crampguide.assessing.assessment import assess_profile
from crampguide.knowledge.loading import KnowledgeError, load_knowledge
from crampguide.measuring.sensitivity import swings, with_ratio
from crampguide.measuring.survey import FILE, load_survey
from crampguide.pages.methods import EXAMPLE, MethodsPage
from crampguide.telling.charts.survey import baseline_figure, tenths_figure
from crampguide.telling.methods import sum_html

if TYPE_CHECKING:
    from pathlib import Path

    from crampguide.assessing.assessment import Assessment
    from crampguide.knowledge.records import Frequency, Knowledge

KNOWN = load_knowledge()
PERSON = Profile(**EXAMPLE)


def cells(html: str) -> list[list[str]]:
    """Return the text of each row of a table's body."""
    _, _, body = html.partition("<tbody>")
    rows = re.findall(r"<tr>(.*?)</tr>", body)
    return [[unescape(re.sub("<[^>]+>", "", cell)) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]


def test_the_sum_can_be_done_again_by_hand() -> None:
    """From the printed numbers alone a reader gets weight, sum and share; nothing hides between the columns."""
    *rows, rest = cells(sum_html(KNOWN, assess(PERSON).assessment))
    total = 1 + sum(float(row[3]) * float(row[4]) for row in rows)
    assert f"1 / {total:.2f}" == rest[6]
    for row in rows:
        rr, p, excess, weight = map(float, row[2:6])
        assert excess == pytest.approx(rr - 1, abs=0.01)
        assert weight == pytest.approx(p * excess, rel=0.02)
        share = 100 * weight / total
        assert row[7] == ("fewer than 1" if share < 0.5 else str(round(share)))


def test_a_likelihood_can_be_done_again_by_hand() -> None:
    """For an illness not found, the printed start and odds give the printed p."""
    for row in cells(sum_html(KNOWN, assess(PERSON).assessment)):
        if start := re.search(r"starts at ([\d.e-]+)", row[10]):
            odds = float(start[1]) / (1 - float(start[1]))
            for ratio in re.findall(r"odds × ([\d.]+)", row[10]):  # noqa: RUF001 - the sign on the page
                odds *= float(ratio)
            assert float(row[3]) == pytest.approx(odds / (1 + odds), rel=0.02)


def test_a_changed_number_changes_this_person_and_not_the_data() -> None:
    """A reader may try any number; what the guide knows stays as it is."""
    changed = with_ratio(KNOWN, "garrison_laba", 5.0)
    before, after = (assess(PERSON, knowledge=known).contributors[0] for known in (KNOWN, changed))
    assert (before.id, after.id) == ("laba", "laba")
    assert after.share > before.share
    assert next(e for e in KNOWN.effects if e.id == "garrison_laba").value == 2.42


@pytest.mark.parametrize(
    ("effect", "ratio"), [("garrison_laba", 0.0), ("garrison_laba", float("nan")), ("no_such", 2.0)]
)
def test_a_number_that_makes_no_sense_is_refused(effect: str, ratio: float) -> None:
    """Protects a reader from a result that looks sound and is not."""
    with pytest.raises(ValueError, match=r"a ratio is a number|no effect has the id"):
        with_ratio(KNOWN, effect, ratio)


def test_swings_hold_the_result_between_their_ends() -> None:
    """With a number at its low end its cause has no larger share than now, at its high end no smaller one."""
    shares = {contribution.effect.id: contribution.share for contribution in assess(PERSON).contributors}
    found = swings(KNOWN, PERSON)
    assert {swing.effect.id for swing in found} == set(shares)
    for swing in found:
        assert swing.low_share <= shares[swing.effect.id] <= swing.high_share
    widths = [swing.high_share - swing.low_share for swing in found]
    assert widths == sorted(widths, reverse=True)


def test_the_page_follows_the_number() -> None:
    """Line and number drive one chart and one sentence; another line brings its own number."""
    page = MethodsPage(KNOWN, PERSON)
    controls, sentence, chart = page.widget.children[3:6]
    line, number = controls.children
    before = (chart.figure, sentence.regions)
    number.value = 9.0
    assert chart.figure != before[0]
    assert sentence.regions != before[1]
    line.value = "garrison_thiazide"
    assert number.value == 1.48
    assert (chart.figure, sentence.regions) == before


def test_a_changed_number_makes_no_widget_and_is_assessed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Moving a number for an hour fills no memory, and another line brings one sum, not two."""
    page = MethodsPage(KNOWN, PERSON)
    line, number = page.widget.children[3].children
    made, assessed = len(_instances), []

    def assess_once(knowledge: Knowledge, profile: Profile) -> Assessment:
        assessed.append(profile)
        return assess_profile(knowledge, profile)

    monkeypatch.setattr("crampguide.pages.methods.assess_profile", assess_once)
    number.value = 9.0
    assert len(assessed) == 1
    line.value = "garrison_thiazide"
    assert len(assessed) == 2
    assert len(_instances) == made


@pytest.mark.parametrize("answers", [{}, {"age": "not_sure"}, {"warning_signs": ["chest_pain"]}])
def test_a_person_without_causes_has_a_page_too(answers: dict[str, Any]) -> None:
    """The page does not break for somebody with nothing to add up."""
    assert len(MethodsPage(KNOWN, Profile(**answers)).widget.children) > 3


@pytest.mark.parametrize("frequency", ["any", "frequent"])
def test_baseline_charts_draw_their_own_data(frequency: Frequency) -> None:
    """Each survey count of this frequency, and of no other, is a point of a valid figure."""
    drawn = sorted(value for trace in go.Figure(baseline_figure(KNOWN, frequency)).data for value in trace.y)
    assert drawn == sorted(round(100 * b.value, 1) for b in KNOWN.baselines if b.frequency == frequency)


def test_tenths_chart_draws_the_figures() -> None:
    """Each tenth is a point of a valid figure."""
    figure = go.Figure(tenths_figure(load_survey(), KNOWN.wording))
    assert [len(trace.y) for trace in figure.data] == [10, 10]


def test_a_strange_key_in_the_survey_file_is_refused(tmp_path: Path) -> None:
    """A slip in the file must not be read past."""
    (tmp_path / FILE).write_text('[[discriminations]]\nid = "any"\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"survey\.toml: unknown key discriminations"):
        load_survey(tmp_path)
