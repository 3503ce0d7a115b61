from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from crampguide import assess
from crampguide.knowledge.loading import data_root, load_knowledge, read_knowledge
from crampguide.measuring.calibration import FEW, Told, calibrate, told_groups, unnamed, widest
from crampguide.measuring.cases import NO_CAUSE, NOTES, check_cases, counts_by, load_cases, run_case, run_cases
from crampguide.measuring.scoreboard import scoreboard

if TYPE_CHECKING:
    from collections.abc import Callable

KNOWN = load_knowledge()
CASES = load_cases()
RESULTS = run_cases(KNOWN, CASES)
MOST_OFF = 0.15
"""How far a band of shares told may be from what came true [0-1]."""
SHARED = Path(__file__).parent.parent.parent / "shared" / "cases"
LISTS = ("published_cases.yaml", "published_cases_2.yaml")


def test_cases_are_sound() -> None:
    """A case that no longer fits the questions is noticed."""
    assert list(check_cases(KNOWN, CASES)) == []


def test_cases_are_read_once() -> None:
    """Each phone of a room asks for a case again and again: reading the file each time took most of an answer."""
    assert load_cases() is load_cases()


def test_all_published_cases_are_there() -> None:
    """No case is left out because the guide fails on it."""
    if not SHARED.exists():
        pytest.skip("the list of published cases is not on this machine")
    lines = [line for name in LISTS for line in (SHARED / name).read_text("utf-8").splitlines()]
    listed = [line.removeprefix("- id: ").strip() for line in lines if line.startswith("- id: ")]
    assert [case.id for case in CASES] == listed


def test_scoreboard_counts_what_it_lists() -> None:
    """The totals are sums over the lines above them, not figures of their own."""
    results = RESULTS
    board = scoreboard(KNOWN, CASES)
    assert all(case.id in board for case in CASES)
    assert f"established group first: {sum(r.is_first for r in results)} of {len(CASES)}" in board
    assert f"level accepted: {sum(r.is_accepted for r in results)} of {len(CASES)}" in board


@pytest.mark.parametrize("what", ["group", "certainty"])
def test_each_case_is_counted_once_in_each_split(what: Literal["group", "certainty"]) -> None:
    """No case falls out of the figures by group, or by how certain its cause is."""
    counts, board = counts_by(RESULTS, what), scoreboard(KNOWN, CASES)
    assert sum(one.cases for one in counts) == len(CASES)
    assert sum(one.first.hits for one in counts) == sum(result.is_first for result in RESULTS)
    for one in counts:
        assert one.first.low <= one.first.hits / one.cases <= one.first.high + 1e-9
        assert f"{one.id:28}{one.cases:>5}   {one.first.hits} of {one.cases}," in board


def test_shares_told_add_up_to_the_whole(report: Callable[[str], None]) -> None:
    """What is put into bands is all that a person is told: groups of causes and no cause make 100 of 100."""
    for result in RESULTS:
        assert sum(share for _, share in result.shares) + result.unexplained == pytest.approx(1)
        assert [group for group, _ in result.shares][:3] == list(result.groups)
    missing = len(unnamed(RESULTS))
    report(f"groups of causes: in {missing} of {len(RESULTS)} published cases the one that was found is not named")


def test_shares_told_come_true(report: Callable[[str], None]) -> None:
    """A group told 30 of 100 is the cause in about 30 of 100 cases: in no band is the guide off by more than 15."""
    bands = calibrate(told_groups(RESULTS))
    for band in bands:
        report(
            f"causes told {100 * band.low:.0f}-{100 * band.high:.0f} of 100: {100 * band.told:.0f} on average,"
            f" {100 * band.seen:.0f} came true ({band.cause.hits} of {band.cause.of})"
        )
    assert sum(band.cause.of for band in bands) == len(told_groups(RESULTS))
    assert abs(widest(bands).gap) <= MOST_OFF


@pytest.mark.parametrize("factor", [2.0, 0.5])
def test_shares_that_do_not_come_true_are_noticed(factor: float) -> None:
    """The test above is no formality: were all shares twice as large, or half as large, it would fail."""
    wrong = [told._replace(share=min(1.0, factor * told.share)) for told in told_groups(RESULTS)]
    assert abs(widest(calibrate(wrong)).gap) > MOST_OFF


def test_a_band_of_few_decides_nothing() -> None:
    """Three cases that went wrong by chance do not raise an alarm; ten do."""
    right = [Told(0.1, is_cause=n == 0, is_cause_or_secondary=n == 0) for n in range(10)]
    wrong = [Told(0.9, is_cause=False, is_cause_or_secondary=False)] * FEW
    assert widest(calibrate([*right, *wrong[:3]])).gap == pytest.approx(0)
    assert widest(calibrate([*right, *wrong])).gap == pytest.approx(-0.9)


def test_the_command_says_what_the_cases_were_used_for() -> None:
    """Whoever reads the figures reads there that some rules were picked after seeing misses of these cases."""
    board = scoreboard(KNOWN, CASES)
    assert all(KNOWN.wording[note] in board for note in NOTES)
    assert "largest gap" in board


def test_no_specific_cause_must_lead_to_count() -> None:
    """Where a search found no cause, naming one first is a miss."""
    case = next(case for case in CASES if case.group == NO_CAUSE)
    assert run_case(KNOWN, case).is_first
    misled = replace(case, answers={**case.answers, "medicines": ["laba"]})
    assert not run_case(KNOWN, misled).is_first


def test_no_rule_names_a_case() -> None:
    """Knowledge stands on sources, never on one person it is measured with; a series of people is a study."""
    addresses = {case.url for case in CASES if case.certainty != "group_level"}
    assert addresses.isdisjoint(reference.url for reference in KNOWN.references)


def test_an_assessment_is_cheap_beside_loading() -> None:
    """Assessing all cases takes less than reading the data ten times over, side by side in one run."""
    began = time.process_time()
    for _ in range(3):
        read_knowledge.__wrapped__(data_root(), "international")
    loading = (time.process_time() - began) / 3
    for case in CASES:
        assess(case.profile)
    began = time.process_time()
    for case in CASES:
        assess(case.profile)
    assessing = time.process_time() - began
    assert assessing < 10 * loading
