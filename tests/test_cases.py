from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from crampguide import assess
from crampguide.knowledge.loading import data_root, load_knowledge, read_knowledge
from crampguide.measuring.cases import NO_CAUSE, check_cases, load_cases, run_case, scoreboard

KNOWN = load_knowledge()
CASES = load_cases()
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
    results = [run_case(KNOWN, case) for case in CASES]
    board = scoreboard(KNOWN, CASES)
    assert all(case.id in board for case in CASES)
    assert f"established group first: {sum(r.is_first for r in results)} of {len(CASES)}" in board
    assert f"level accepted: {sum(r.is_accepted for r in results)} of {len(CASES)}" in board


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
