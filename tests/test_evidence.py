from __future__ import annotations

import re

import plotly.graph_objects as go
import pytest

import crampguide
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
from crampguide.telling.charts.gains import gain_figure, gain_in_words, gain_info, gain_table_html
from crampguide.telling.markup import fragment
from crampguide.telling.result import bottom_regions

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
    assert table.count("data-copy='") == len(effects)


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
    before = (page.causes.figure, page.causes_table.regions)
    page.filters["setting"].value = "exercise"
    assert page.causes.figure != before[0]
    assert "night cramps" not in page.causes_table.regions[1][1]


def test_no_fit_shows_a_sentence_and_no_empty_plot() -> None:
    """Filters that leave nothing say so."""
    page = EvidencePage(KNOWN)
    page.filters["group"].value, page.filters["certainty"].value = "alcohol", "high"
    assert page.causes.figure == {}
    assert re.search(r"\b0 numbers fit", page.causes_table.regions[1][1])


@pytest.mark.parametrize(
    ("word", "causes", "helps"),
    [
        ("statin", "ctt2022|Garrison", ""),
        ("Lipitor", "Statin", ""),
        ("ramipril", "ACE", ""),
        ("magnesium", "", "Garrison SR"),
        ("quinine", "", "El-Tawil"),
    ],
)
def test_a_word_leads_from_question_to_trial_and_to_a_reference(word: str, causes: str, helps: str) -> None:
    """A pharmacist types one word and has the numbers and the reference to copy, with no list to search."""
    page = EvidencePage(KNOWN)
    page.word.value = word
    for pattern, view in ((causes, page.causes_table), (helps, page.helps_table)):
        if pattern:
            assert re.search(pattern, view.regions[-1][1]), word
            assert "data-copy='" in view.regions[-1][1]


def test_every_treatment_stands_in_the_table_and_every_count_in_the_chart() -> None:
    """What helps can be looked up like what causes: nothing that was tried is out of reach."""
    info = gain_info(KNOWN, KNOWN.treatments)
    counted = [one for one in KNOWN.treatments if one.gain]
    assert len(go.Figure(gain_figure(info)).data[0].x) == len(counted)
    table = gain_table_html(KNOWN, KNOWN.treatments)
    assert table.count("<tr>") == len(KNOWN.treatments) + 1
    assert all(fragment(one.finding) in table and fragment(one.reason) in table for one in KNOWN.treatments)


def test_what_was_tried_is_all_there() -> None:
    """Nobody should ask about one of these and find nothing."""
    names = " ".join(one.name.lower() for one in KNOWN.treatments)
    asked = (
        "magnesium stretch quinine k2;b vitamin;vitamin d;salt pickle compression massage mexiletine botulinum "
        "naftidrofuryl diltiazem gabapentin baclofen taurine methocarbamol orphenadrine meditation moving water"
    )
    wanted = [
        part for word in asked.split(";") for part in ([word] if word.startswith(("b v", "vit")) else word.split())
    ]
    assert [word for word in wanted if word not in names] == []


def test_a_gain_says_which_way_it_goes() -> None:
    """More cramps with a treatment must not read as a gain."""
    by_id = {one.id: one.gain for one in KNOWN.treatments if one.gain}
    assert gain_in_words(by_id["quinine_night"], KNOWN.wording) == "28 fewer of 100 cramps (15 to 40)"
    assert gain_in_words(by_id["magnesium_citrate"], KNOWN.wording) == "6 more of 100 cramps (no range given)"
    assert by_id["magnesium_older"].better == (3, -10, 19)


def test_treatments_stand_beside_their_advice() -> None:
    """Who reads about magnesium is one fold away from the trials, each with its source."""
    report = crampguide.assess(crampguide.Profile(when=["night"], age=70))
    page = dict(bottom_regions(KNOWN, report.explanation, report.changes()))["advice"]
    assert KNOWN.wording["trials_title"] in page
    assert "177 people in 3 trials" in page
