from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from crampguide import Profile, assess
from crampguide.assessing.named import clashing_names
from crampguide.assessing.profile import check_answers, found_clashes
from crampguide.assessing.scoring import score
from crampguide.assessing.triage import level_of, raised_dangers
from crampguide.knowledge.dangers import LEVELS
from crampguide.knowledge.loading import load_knowledge

if TYPE_CHECKING:
    from random import Random

    from crampguide.knowledge.asked import Question
    from crampguide.knowledge.records import Contributor


KNOWN = load_knowledge()
NAMES = ["Lasix", "Crestor", "Moduretic", "Serevent", "OxyContin", "Valium", "Neurontin", "Foobarol"]
"""Medicines of one box, of two, of none, and a name that nobody knows."""

EXAMPLES = settings(max_examples=60, deadline=None, derandomize=True)


def answer(question: Question) -> st.SearchStrategy[Any]:
    """Any answer a question takes."""
    open_answers = ["not_sure", *(["prefer_not_to_say"] if question.private else [])]
    if question.kind == "number":
        return st.one_of(st.floats(question.low, question.high), st.sampled_from(open_answers))
    options = [option.id for option in question.options]
    if question.kind == "names":
        times = ["", *(f"_{time.id}" for time in question.times)]
        changes = st.sampled_from([f"{option}{time}" for option in options for time in times])
        return st.dictionaries(st.sampled_from(NAMES), changes, max_size=4)
    if question.kind == "choice":
        return st.sampled_from([*options, *open_answers])
    states = st.dictionaries(
        st.sampled_from([*options, "nothing_else", "not_sure"]), st.sampled_from(["yes", "no", "not_sure"]), max_size=6
    )
    return st.one_of(states, st.sampled_from(open_answers))


def go_together(answers: dict[str, Any]) -> bool:
    """Return whether these answers can all be true of one person."""
    profile = Profile(**answers)
    return not (found_clashes(KNOWN, profile) or [*clashing_names(KNOWN, profile.answers)])


answer_sets = st.fixed_dictionaries(
    {}, optional={question.id: answer(question) for question in KNOWN.questions}
).filter(go_together)
"""Any answers that one person can give."""


@EXAMPLES
@given(answer_sets)
def test_shares_add_up_to_one(answers: dict[str, Any]) -> None:
    """Every cramp is accounted for once, with "no cause found" among the parts, each within its interval."""
    found = score(KNOWN, check_answers(KNOWN, Profile(**answers)))
    assert sum(c.share for c in found.contributions) + found.unexplained == pytest.approx(1)
    assert found.relative_risk == pytest.approx(1 + sum(c.weight for c in found.contributions))
    assert all(0 < c.share <= 1 and 0 <= c.low <= c.share <= c.high <= 1 for c in found.contributions)
    assert found.unexplained_low <= found.unexplained <= found.unexplained_high


@EXAMPLES
@given(answer_sets, st.randoms(use_true_random=False))
def test_order_of_answers_does_not_matter(answers: dict[str, Any], random: Random) -> None:
    """Steps can be taken in any order."""
    shuffled = list(answers.items())
    random.shuffle(shuffled)
    assert assess(Profile(**dict(shuffled))).as_dict() == assess(Profile(**answers)).as_dict()


@EXAMPLES
@given(
    answer_sets,
    st.sampled_from([c for c in KNOWN.contributors if c.dose and c.id != "age"]),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_more_of_an_exposure_never_lowers_its_own_weight(
    answers: dict[str, Any], contributor: Contributor, one: float, other: float
) -> None:
    """More of a harmful dose only raises its own part; its share can fall where another cause takes more of it."""
    assert contributor.dose
    question = KNOWN.question_by_id[contributor.dose.question]
    low, high = sorted(question.low + part * (question.high - question.low) for part in (one, other))
    less, more = (low, high) if contributor.dose.direction == "above" else (high, low)
    weights = [
        next(
            (
                c.weight
                for c in score(KNOWN, Profile(**{**answers, question.id: dose})).contributions
                if c.id == contributor.id
            ),
            0,
        )
        for dose in (less, more)
    ]
    assert weights[1] >= weights[0] - 1e-9


@EXAMPLES
@given(answer_sets, answer_sets)
def test_no_further_answer_lowers_the_level(answers: dict[str, Any], more: dict[str, Any]) -> None:
    """What once called for care still does after any other question is answered."""
    told = {**more, **answers}
    assume(go_together(told))
    before, after = (level_of(raised_dangers(KNOWN, check_answers(KNOWN, Profile(**some)))) for some in (answers, told))
    assert LEVELS.index(after) >= LEVELS.index(before)


@EXAMPLES
@given(answer_sets)
def test_the_table_adds_up_to_one_hundred_people(answers: dict[str, Any]) -> None:
    """A reader who adds up the table gets 100."""
    assert sum(row.count for row in assess(Profile(**answers)).explanation.rows) == 100


@EXAMPLES
@given(answer_sets, st.sampled_from([c for c in KNOWN.contributors if c.when]))
def test_not_sure_is_never_no(answers: dict[str, Any], contributor: Contributor) -> None:
    """For each stated cause, "not sure" about the whole question leaves it possible where "no" would rule it out."""
    assert contributor.when
    terms = [terms for terms in contributor.when.alternatives if len(terms) == 1]
    assume(terms)
    question = terms[0][0].question
    kept = {key: value for key, value in answers.items() if key not in {question, "when", "pregnancy"}}
    unsure = score(KNOWN, Profile(**kept, **{question: "not_sure"}))
    evidence = [
        e for e in KNOWN.effects_by_contributor[contributor.id] if e.value > 1 and e.frequency == "any" and not e.when
    ]
    assume(evidence and "nights_a_month" not in kept and not contributor.unless)
    assert contributor.id in {c.id for c in unsure.contributions}
