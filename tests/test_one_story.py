"""Headline, reasons, claims and advice about one subject agree, and no medicine is dropped because of a result."""

from __future__ import annotations

from typing import Any

import pytest

from crampguide import Profile, assess
from crampguide.knowledge.loading import load_knowledge

KNOWN = load_knowledge()
NIGHT: dict[str, Any] = {"when": ["night"], "age": 60}
FIRST: dict[str, dict[str, Any]] = {
    "statin": {"medicines": ["statin"]},
    "little_fluid": {"fluid_l": 0.5},
    "potassium_low": {"body": ["vomiting", "diarrhoea", "palpitations"], "medicines": ["laxative"]},
    "calcium_low": {"nerves": ["mouth_tingling"], "where": ["hand", "foot"], "muscles": ["jumpy"]},
    "magnesium_low": {"medicines": ["ppi", "loop_diuretic"], "muscles": ["twitching"], "nerves": ["tingling"]},
    "low_salts": {"conditions": ["low_salts"]},
}
"""Answers that bring up each cause that a claim speaks of."""

SUBJECTS = {cause: claim for claim in KNOWN.claims for cause in (*claim.doubts, *claim.not_beside)}
OWN = "on your own"


def test_every_subject_of_a_claim_is_tried() -> None:
    """A claim about a new cause needs answers that bring it up, or nothing is tested."""
    assert SUBJECTS.keys() == FIRST.keys()


@pytest.mark.parametrize("cause", FIRST)
def test_no_claim_speaks_against_a_cause_that_stands_in_the_result(cause: str) -> None:
    """Whoever reads "Not so" beside "first to look at" believes neither."""
    report = assess(Profile(**NIGHT, **FIRST[cause]))
    named = [one.id for one in report.explanation.rows]
    assert cause in named
    told = {claim.id for claim in report.explanation.assessment.claims}
    assert {claim.id for claim in KNOWN.claims if cause in claim.not_beside} & told == set()
    if named[0] == cause and any(cause in claim.doubts for claim in KNOWN.claims):
        assert "is not a main cause" in report.explanation.summary


def test_a_statin_is_told_as_the_trials_tell_it() -> None:
    """Whoever takes a statin reads in one breath that it is seldom the cause and that they keep taking it."""
    report = assess(Profile(**NIGHT, medicines=["statin"]))
    assert report.explanation.rows[0].id == "statin"
    assert "is not a main cause" in report.explanation.summary
    assert OWN in report.explanation.do_not_stop
    advice = {item.advice.id: item.advice.text for item in report.explanation.assessment.advice}
    assert "seldom the cause" in advice["review_statin"]


@pytest.mark.parametrize("medicine", [option.id for option in KNOWN.question_by_id["medicines"].options])
def test_no_medicine_is_named_without_do_not_stop_it(medicine: str) -> None:
    """The sentence that keeps a person from dropping a tablet stands below the headline, not three screens down."""
    explanation = assess(Profile(**NIGHT, medicines=[medicine])).explanation
    review = [row.id for row in explanation.rows if row.id in KNOWN.contributor_by_id]
    is_named = any(KNOWN.contributor_by_id[one].change == "review" for one in review)
    if is_named and explanation.shows_shares:
        assert OWN in explanation.do_not_stop
