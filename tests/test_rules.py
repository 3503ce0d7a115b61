from __future__ import annotations

import itertools
from typing import Any

import pytest

from crampguide.assessing.profile import Profile
from crampguide.knowledge.rules import NOT_SURE, NOTHING_ELSE, PREFER_NOT, Rule, Term, parse_rule

STATES = {True: {"box": "yes"}, False: {"box": "no"}, None: {"box": "not_sure"}}
"""What makes a term about one box true, false and unknown."""


def holds(rule: str, **answers: Any) -> bool | None:  # noqa: ANN401 - any answer
    """Return what one alternative says of some answers."""
    return parse_rule([rule]).holds(Profile(**answers))


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("medicines has statin", Term("medicines", "has", options=("statin",))),
        ("medicines has statin/fibrate", Term("medicines", "has", options=("statin", "fibrate"))),
        ("side is one/both", Term("side", "is", options=("one", "both"))),
        ("age >= 50", Term("age", ">=", bound=50.0)),
        ("age <= 50", Term("age", "<=", bound=50.0)),
        ("fluid_l > 0.5", Term("fluid_l", ">", bound=0.5)),
        ("fluid_l < 1e-1", Term("fluid_l", "<", bound=0.1)),
        ("  age   >=  50 ", Term("age", ">=", bound=50.0)),
    ],
)
def test_each_written_form_is_read(written: str, term: Term) -> None:
    """Protects the three forms that the data are written in."""
    assert parse_rule([written]) == Rule(((term,),))


def test_and_binds_closer_than_the_list() -> None:
    """Protects the meaning of a rule: a list of alternatives, each joined by "and"."""
    rule = parse_rule(["side is one and age >= 50", "sex is male"])
    assert [[term.question for term in terms] for terms in rule.alternatives] == [["side", "age"], ["sex"]]
    assert [term.question for term in rule.terms()] == ["side", "age", "sex"]


@pytest.mark.parametrize(
    "written",
    [
        "",
        "age",
        "age 50",
        "age >= ",
        "age => 50",
        "age == 50",
        "age >= 50 years",
        "age>=50",
        "not age >= 50",
        "side is one or sex is male",
        "side is one and",
        "and side is one",
        "side is one and and sex is male",
        "side is one, both",
        "side IS one",
    ],
)
def test_another_form_is_refused(written: str) -> None:
    """Protects against a rule that is read as something else than its author meant."""
    with pytest.raises(ValueError, match=r"cannot read .*: write 'question has option'"):
        parse_rule([written])


@pytest.mark.parametrize("written", ["age >= old", "age < 5,5", "age > one"])
def test_a_bound_must_be_a_number(written: str) -> None:
    """Protects a comparison from a bound that is no number."""
    with pytest.raises(ValueError, match=written.rsplit(maxsplit=1)[-1]):
        parse_rule([written])


def test_a_rule_without_alternative_is_refused() -> None:
    """Protects against a rule that can never hold."""
    with pytest.raises(ValueError, match="at least one alternative"):
        parse_rule([])


@pytest.mark.parametrize(
    ("rule", "below", "at", "above"),
    [
        ("age >= 50", False, True, True),
        ("age <= 50", True, True, False),
        ("age > 50", False, False, True),
        ("age < 50", True, False, False),
    ],
)
def test_a_bound_counts_on_the_right_side(rule: str, *, below: bool, at: bool, above: bool) -> None:
    """Protects whether the bound itself is meant."""
    assert [holds(rule, age=age) for age in (49, 50, 51)] == [below, at, above]


@pytest.mark.parametrize("answers", [{}, {"age": NOT_SURE}, {"age": PREFER_NOT}, {"age": ["fifty"]}, {"age": "fifty"}])
def test_a_number_not_told_is_unknown(answers: dict[str, Any]) -> None:
    """Protects "not answered" and "not sure" from being read as a number, or as no."""
    assert holds("age >= 50", **answers) is None
    assert holds("age < 50", **answers) is None


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"side": "one"}, True),
        ({"side": "both"}, False),
        ({}, None),
        ({"side": NOT_SURE}, None),
        ({"side": PREFER_NOT}, None),
        ({"side": 1}, None),
        ({"side": ["one"]}, None),
    ],
)
def test_a_choice_is_true_false_or_unknown(answers: dict[str, Any], *, expected: bool | None) -> None:
    """Protects a choice that was not made from being read as another choice."""
    assert holds("side is one", **answers) is expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"medicines": ["statin"]}, True),
        ({"medicines": ["statin", NOTHING_ELSE]}, True),
        ({"medicines": {"statin": "no", "fibrate": "yes"}}, True),
        ({"medicines": {"statin": "not_sure", "fibrate": "yes"}}, True),
        ({"medicines": {"statin": "no", "fibrate": "no"}}, False),
        ({"medicines": [NOTHING_ELSE]}, False),
        ({"medicines": ["thiazide", NOTHING_ELSE]}, False),
        ({"medicines": {"statin": "no"}}, None),
        ({"medicines": {"statin": "no", "fibrate": "not_sure"}}, None),
        ({"medicines": {"statin": "not_sure", NOTHING_ELSE: "yes"}}, None),
        ({"medicines": ["thiazide"]}, None),
        ({"medicines": []}, None),
        ({"medicines": NOT_SURE}, None),
        ({"medicines": PREFER_NOT}, None),
        ({}, None),
    ],
)
def test_boxes_are_true_false_or_unknown(answers: dict[str, Any], *, expected: bool | None) -> None:
    """Protects a box that nobody ticked from being read as no: only "no" or "nothing else" says so."""
    assert holds("medicines has statin/fibrate", **answers) is expected


@pytest.mark.parametrize(
    ("rule", "answers", "expected"),
    [
        ("medicines has not_sure", {"medicines": NOT_SURE}, True),
        ("medicines has not_sure", {"medicines": [NOT_SURE]}, True),
        ("medicines has not_sure", {"medicines": ["statin"]}, None),
        ("medicines has nothing_else", {"medicines": [NOTHING_ELSE]}, True),
        ("medicines has nothing_else", {"medicines": NOT_SURE}, None),
        ("medicines has nothing_else", {}, None),
    ],
)
def test_a_rule_can_ask_for_the_open_boxes(rule: str, answers: dict[str, Any], *, expected: bool | None) -> None:
    """Protects rules that speak to people who are not sure, or whom no box fits."""
    assert holds(rule, **answers) is expected


@pytest.mark.parametrize(("left", "right"), list(itertools.product(STATES, repeat=2)))
def test_and_or_follow_three_valued_logic(*, left: bool | None, right: bool | None) -> None:
    """Protects the truth tables: one false ends an "and", one true ends an "or", else unknown stays unknown."""
    person = Profile(left=STATES[left], right=STATES[right])
    both, either = {left, right}, {left, right}
    expected_and = False if False in both else None if None in both else True
    expected_or = True if True in either else None if None in either else False
    assert parse_rule(["left has box and right has box"]).holds(person) is expected_and
    assert parse_rule(["left has box", "right has box"]).holds(person) is expected_or


@pytest.mark.parametrize("more", [{"body": ["thirst"]}, {"body": [NOTHING_ELSE]}, {"side": "both"}, {"age": 20}])
def test_no_further_answer_undoes_a_true_rule(more: dict[str, Any]) -> None:
    """Protects a raised warning: an answer to another question cannot take it back."""
    rule = parse_rule(["warning_signs has chest_pain", "side is one and body has thirst and age >= 50"])
    assert rule.holds(Profile(warning_signs=["chest_pain"])) is True
    assert rule.holds(Profile(warning_signs=["chest_pain"], **more)) is True


def test_support_names_the_answers_of_the_alternatives_that_hold() -> None:
    """Protects "because": only what the person said, only from what holds, each once and in rule order."""
    rule = parse_rule(
        [
            "medicines has statin/fibrate/warfarin and age >= 50",
            "sex is female and age >= 50",
            "sex is male and body has thirst",
            "body has thirst and age < 50",
        ]
    )
    person = Profile(medicines=["fibrate", "statin"], age=60, sex="female", body=["thirst"])
    assert rule.support(person) == (
        ("medicines", "statin"),
        ("medicines", "fibrate"),
        ("age", None),
        ("sex", "female"),
    )


@pytest.mark.parametrize("answers", [{}, {"sex": "male"}, {"sex": NOT_SURE}, {"sex": "female", "age": NOT_SURE}])
def test_a_rule_that_does_not_hold_has_no_support(answers: dict[str, Any]) -> None:
    """Protects "because" from answers that led to nothing."""
    assert parse_rule(["sex is female and age >= 50"]).support(Profile(**answers)) == ()


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, ()),
        ({"age": 60, "sex": "male", "medicines": ["statin"]}, ()),
        ({"medicines": {"statin": "no", "fibrate": "no"}}, ()),
        ({"age": NOT_SURE}, (("age", None),)),
        ({"sex": PREFER_NOT}, (("sex", "female"),)),
        ({"medicines": {"statin": "not_sure"}}, (("medicines", "statin"),)),
        ({"medicines": [NOT_SURE]}, (("medicines", "statin"), ("medicines", "fibrate"))),
        ({"medicines": NOT_SURE}, (("medicines", "statin"), ("medicines", "fibrate"))),
        ({"body": NOT_SURE}, ()),
    ],
)
def test_unsure_names_what_the_person_is_not_sure_of(
    answers: dict[str, Any], expected: tuple[tuple[str, str | None], ...]
) -> None:
    """Protects "not sure" from being mixed up with "not answered", and each pair from being named twice."""
    rule = parse_rule(["medicines has statin/fibrate and age >= 50", "sex is female and age < 50"])
    assert rule.unsure(Profile(**answers)) == expected
