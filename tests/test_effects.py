"""Numbers worked out from others can be worked out again, and each person is counted by one number."""

from __future__ import annotations

import math
import re
from pathlib import Path
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, Final

import pytest

from crampguide.assessing.effect_sizes import Z_95, risk_ratio_from_odds_ratio, standard_error
from crampguide.knowledge.loading import data_root, load_knowledge, read_toml

if TYPE_CHECKING:
    from crampguide.knowledge.records import Effect

KNOWN = load_knowledge()
EFFECTS: Final = {effect.id: effect for effect in KNOWN.effects}
POOLED: Final = "pooled by us as risk ratios"
"""What the locator of a number says that is pooled over any and frequent cramps."""

TABLE: Final = Path(__file__).parent.parent.parent / "shared" / "survey" / "nhanes_odds_ratios_2005_2006.tsv"
LEFT_OUT: Final[list[dict[str, Any]]] = read_toml(data_root() / "left_out.toml")["left_out"]

TWENTIES: Final = 0.218, 0.0134
"""How common night cramps are among the survey's adults of 20 to 29 [proportion], with its standard error."""

OTHER_COUNTRY: Final = math.log(1.5) / Z_95
"""Standard error for another country and another question [log]: 95 of 100 lie within half more or less. Judgement."""


def log_risk_ratio(row: dict[str, Any]) -> tuple[float, float]:
    """Return the log risk ratio of an odds ratio and its standard error."""
    value, low, high = (
        risk_ratio_from_odds_ratio(row[key], row["comparator_risk"]) for key in ("value", "low", "high")
    )
    return math.log(value), standard_error(low, high)


def p_of_difference(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return how likely two logs are to differ as much by chance [0-1]."""
    z = (one[0] - other[0]) / math.hypot(one[1], other[1])
    return 2 * (1 - NormalDist().cdf(abs(z)))


def parts(pooled: str) -> list[tuple[float, float]]:
    """Return what a pooled number was made from: log risk ratios with their errors."""
    return [log_risk_ratio(row) for row in LEFT_OUT if "value" in row and row["see"] == [pooled]]


@pytest.mark.parametrize("pooled", [effect for effect in KNOWN.effects if POOLED in effect.locator], ids=lambda e: e.id)
def test_a_pooled_number_follows_from_its_parts(pooled: Effect) -> None:
    """The numbers for any and for frequent cramps do not differ, and their mean by inverse variance is what counts."""
    any_cramp, frequent = parts(pooled.id)
    assert p_of_difference(any_cramp, frequent) >= 0.05
    weights = [error**-2 for _, error in (any_cramp, frequent)]
    centre = (any_cramp[0] * weights[0] + frequent[0] * weights[1]) / sum(weights)
    reach = Z_95 * sum(weights) ** -0.5
    expected = [math.exp(centre + step * reach) for step in (0, -1, 1)]
    assert [pooled.value, pooled.low, pooled.high] == pytest.approx(expected, abs=0.01)
    assert (pooled.frequency, pooled.measure, pooled.basis) == ("any", "risk_ratio", "computed")
    assert "the same number for frequent cramps" in pooled.finding


def test_every_part_is_pooled_once() -> None:
    """A number with its value in the list of what is left out is a part of a number that counts."""
    named = {see for row in LEFT_OUT if "value" in row for see in row["see"]}
    assert named == {effect.id for effect in KNOWN.effects if POOLED in effect.locator}


KEPT_APART: Final = {"age", "female_sex", "arthritis", "liver_disease"}
"""Pooled they would tell frequent cramps apart less well (0.692 for 0.700), though chance alone could part them."""


def test_two_survey_numbers_stand_only_where_they_differ() -> None:
    """Between four and five nights a month a cause does not come or go by chance."""
    computed = [
        effect for effect in KNOWN.effects if effect.basis == "computed" and effect.reference.startswith("nhanes")
    ]
    pairs = {
        effect.contributor: [
            one for one in computed if (one.contributor, one.when) == (effect.contributor, effect.when)
        ]
        for effect in computed
        if effect.frequency == "frequent"
    }
    assert set(pairs) == {"hardly_moving"} | KEPT_APART
    logs = [
        log_risk_ratio({key: getattr(one, key) for key in ("value", "low", "high", "comparator_risk")})
        for one in pairs["hardly_moving"]
    ]
    assert p_of_difference(*logs) < 0.05


@pytest.mark.parametrize(("name", "had", "women"), [("pregnancy_third", 673, 1342), ("pregnancy_second", 420, 1492)])
def test_pregnancy_is_compared_with_young_adults(name: str, had: int, women: int) -> None:
    """The counts of the study, against the survey's own, with a range for two countries and two questions."""
    effect, (risk, error) = EFFECTS[name], TWENTIES
    spread = Z_95 * math.hypot(math.sqrt((1 - had / women) / had), error / risk, OTHER_COUNTRY)
    expected = [had / women / risk * math.exp(step * spread) for step in (0, -1, 1)]
    assert [effect.value, effect.low, effect.high] == pytest.approx(expected, abs=0.02)


def test_a_new_medicine_gives_way_to_each_medicine_of_its_own() -> None:
    """One puff or tablet is one bar: the box for a new medicine stands for medicines that have no name here."""
    new = next(contributor for contributor in KNOWN.contributors if contributor.id == "new_medicine")
    assert new.unless is not None
    terms = [term for alternative in new.unless.alternatives for term in alternative]
    covered = {option for term in terms if term.question == "medicines" for option in term.options}
    named = {
        option
        for contributor in KNOWN.contributors
        if contributor.when is not None
        for alternative in contributor.when.alternatives
        if len(alternative) == 1 and alternative[0].question == "medicines"
        for option in alternative[0].options
    }
    assert covered == named


@pytest.mark.skipif(not TABLE.exists(), reason="the survey's tables are not on this machine")
def test_rows_of_the_survey_table_are_named_as_there() -> None:
    """Whoever looks up a row that is left out finds it."""
    keys = {line.split("\t")[0] for line in TABLE.read_text("utf-8").splitlines()[1:]}
    named = [found[1] for row in LEFT_OUT if (found := re.fullmatch(r"table/(\w+)", row["id"]))]
    assert named
    assert set(named) <= keys
