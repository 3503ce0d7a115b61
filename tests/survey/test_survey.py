from __future__ import annotations

import csv
import dataclasses
import tomllib
from typing import TYPE_CHECKING

import numpy as np
import pytest

from crampguide.knowledge.loading import load_knowledge
from crampguide.measuring.survey import load_survey

from .estimates import auc, half_samples, of_100, rank_correlation, tenths
from .people import SURVEY, answers, read_people
from .tables import OUTCOMES, calibration_text, discrimination_text, figures_toml

if TYPE_CHECKING:
    from collections.abc import Callable

    from .tables import Wave

BASELINES = load_knowledge().baselines
PUBLISHED = SURVEY.with_name("nhanes_prevalence_by_age_sex_2005_2006.tsv")


def test_auc_is_the_chance_that_a_case_scores_higher() -> None:
    """The measure counts pairs: of six pairs five are in order and one is a tie, and a weight is as many people."""
    score, outcome = np.array([1.0, 2.0, 2.0, 3.0, 0.0]), np.array([0.0, 1.0, 0.0, 1.0, 0.0])
    assert auc(score, outcome, np.ones(5)) == pytest.approx((3 + 2.5) / 6)
    assert auc(score, outcome, np.array([1.0, 1, 1, 2, 1])) == pytest.approx((2 * 3 + 2.5) / 9)


def test_half_samples_are_balanced() -> None:
    """Every sampled place is in half of the half samples, and each two strata are paired evenly."""
    stratum, psu = np.repeat(np.arange(15), 2), np.tile([1, 2], 15)
    factors = half_samples(stratum, psu) - 1
    assert np.allclose(factors.mean(axis=0), 0)
    assert np.allclose(factors[:, ::2].T @ factors[:, ::2], 16 * np.eye(15))


def test_tenths_hold_equal_weight() -> None:
    """A tenth is a tenth of the country, not of the people asked."""
    weight = np.linspace(1, 5, 1000)
    group = tenths(np.arange(1000.0), weight)
    assert np.allclose(np.bincount(group, weight) / weight.sum(), 0.1, atol=0.003)


def test_outcome_is_not_among_the_answers(wave: Wave) -> None:
    """The score does not see how often cramps come, or AUC would measure nothing."""
    assert all("nights_a_month" not in person.profile.answers for person in wave.people)
    with SURVEY.open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert answers(row) == answers(row | {"cramp_freq": "4", "cramp": "moderate_severe"})


def test_prevalence_and_error_are_the_known_ones(wave: Wave) -> None:
    """Weights and intervals are used as the survey means them: they repeat an independent calculation."""
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["age_band"] == "60-69"]
    assert len(rows) == 3
    for row in rows:
        inside = np.array(
            [float(60 <= person.age <= 69 and row["sex"] in {"all", person.sex}) for person in wave.people]
        )
        for outcome, column, sign in (("any", "none", -1), ("frequent", "moderate_severe", 1)):
            had = wave.outcomes[outcome]
            found = of_100(had, inside, wave.weight, wave.factors)
            assert found.value == pytest.approx(float(row[f"{column}_pct"]) * sign + 50 * (1 - sign), abs=0.01)
            assert found.error == pytest.approx(float(row[f"{column}_se"]), rel=0.1)


@pytest.mark.usefixtures("wave")
def test_baseline_is_the_weighted_prevalence() -> None:
    """What a person is told of others of the same sex and age is what the survey's own people say."""
    people = read_people(youngest=18)
    assert len(BASELINES) == 2 * 2 * 7
    for baseline in BASELINES:
        group = [p for p in people if p.sex == baseline.sex and baseline.age_low <= p.age <= baseline.age_high]
        had = [p.weight for p in group if (p.any_cramp if baseline.frequency == "any" else p.frequent)]
        assert len(group) == baseline.people, baseline.id
        assert sum(had) / sum(p.weight for p in group) == pytest.approx(baseline.value, abs=0.03), baseline.id


@pytest.mark.parametrize(("outcome", "at_least"), [("any", 0.64), ("frequent", 0.68)])
def test_relative_risk_separates_people(
    wave: Wave, report: Callable[[str], None], outcome: str, at_least: float
) -> None:
    """People with night cramps have a higher relative risk than others, and a fitted model does little better."""
    row = wave.discrimination(outcome)
    report(discrimination_text([row]))
    assert row.guide.value >= at_least
    assert row.guide.value >= row.logistic_seen - 0.02


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_cramps_rise_with_relative_risk(wave: Wave, report: Callable[[str], None], outcome: str) -> None:
    """A higher relative risk means more cramps over the whole range, not only at its ends."""
    rows = wave.calibration(outcome)
    report(calibration_text(outcome, rows))
    scores, observed = np.array([row.relative_risk for row in rows]), np.array([row.observed for row in rows])
    assert rank_correlation(scores, observed) >= 0.9


def test_figures_on_the_methods_page_are_the_measured_ones(wave: Wave) -> None:
    """What the page tells of the survey is what the data give now; else run the command that the file names."""
    told, found = load_survey(), tomllib.loads(figures_toml(wave, BASELINES))
    for table, rows in (("discrimination", told.discrimination), ("tenth", told.tenths), ("implied", told.implied)):
        assert [dataclasses.asdict(row) for row in rows] == [pytest.approx(row, abs=0.002) for row in found[table]]


def test_equation_alone_gives_the_rise_with_age_only_roughly() -> None:
    """The page says how far the equation is from the survey's own baseline; this holds it to what it says."""
    told = {row.id: row.value for row in load_survey().implied}
    gaps = {baseline.id: told[baseline.id] - baseline.value for baseline in BASELINES}
    assert max(abs(gap) for name, gap in gaps.items() if name.startswith("any")) < 0.12
    assert max(abs(gap) for name, gap in gaps.items() if name.startswith("frequent")) < 0.05
