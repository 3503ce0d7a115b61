from __future__ import annotations

import copy
import dataclasses
import math
import pickle
from typing import Any

import pytest

import crampguide
from crampguide.assessing.profile import AnswerError, Profile, check_answers
from crampguide.knowledge.asked import Option, Question
from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.rules import NOT_SURE, NOTHING_ELSE, PREFER_NOT

BOXES = (Option(id="statin", text="A statin"), Option(id="thiazide", text="A water tablet"))
SIDES = (Option(id="one", text="One leg"), Option(id="both", text="Both legs"))
QUESTIONS = (
    Question(id="age", section="you", kind="number", text="", why="", unit="years", low=1, high=100, step=1, start=50),
    Question(id="side", section="you", kind="choice", text="", why="", options=SIDES),
    Question(id="sex", section="you", kind="choice", text="", why="", options=SIDES, private=True),
    Question(id="medicines", section="you", kind="checklist", text="", why="", options=BOXES),
    Question(id="conditions", section="you", kind="checklist", text="", why="", options=BOXES, private=True),
)
KNOWN = dataclasses.replace(load_knowledge(), questions=QUESTIONS, clashes=())
BOUNDS = "give a number from 1 to 100 (years)"
AGE = f"{BOUNDS} or 'not_sure'."
SIDE = "pick one of one, both, not_sure."
LISTED = "statin, thiazide, nothing_else, not_sure."
LISTED_OR = f"{LISTED.removesuffix('.')}; or 'not_sure'."


@pytest.mark.parametrize(
    ("answer", "state", "not_sure"),
    [
        (None, None, False),
        ([], None, False),
        (["thiazide"], None, False),
        (["statin"], "yes", False),
        ({"statin": "no"}, "no", False),
        ({"statin": "not_sure"}, "not_sure", False),
        ([NOTHING_ELSE], "no", False),
        (["thiazide", NOTHING_ELSE], "no", False),
        (["statin", NOTHING_ELSE], "yes", False),
        ({"statin": "not_sure", NOTHING_ELSE: "yes"}, "not_sure", False),
        ({NOTHING_ELSE: "no"}, None, False),
        ({NOTHING_ELSE: "not_sure"}, None, False),
        ([NOT_SURE], "not_sure", False),
        (["statin", NOT_SURE], "yes", False),
        ({"statin": "no", NOT_SURE: "yes"}, "no", False),
        (NOT_SURE, "not_sure", True),
        (PREFER_NOT, "not_sure", True),
        ("statin", None, False),
        (3, None, False),
    ],
)
def test_the_state_of_a_box(answer: Any, state: str | None, *, not_sure: bool) -> None:  # noqa: ANN401 - any answer
    """Protects the three kinds of "not yes": not answered, not sure and no stay apart."""
    person = Profile().with_answer("medicines", answer)
    assert person.state("medicines", "statin") == state
    assert person.is_not_sure("medicines") is not_sure


@pytest.mark.parametrize(
    ("answer", "number", "choice", "not_sure"),
    [
        (None, None, None, False),
        (0, 0.0, None, False),
        (7.5, 7.5, None, False),
        ("one", None, "one", False),
        ("7", None, "7", False),
        (NOT_SURE, None, None, True),
        (PREFER_NOT, None, None, True),
        (["one"], None, None, False),
        (math.nan, None, "nan", False),
        (True, None, "true", False),
    ],
)
def test_a_number_and_a_choice_are_told_or_not(
    answer: Any,  # noqa: ANN401 - any answer
    number: float | None,
    choice: str | None,
    *,
    not_sure: bool,
) -> None:
    """Protects a slider and a choice: zero is an answer, "not sure" is neither a number nor a choice."""
    person = Profile().with_answer("asked", answer)
    assert person.number("asked") == number
    assert person.choice("asked") == choice
    assert person.is_not_sure("asked") is not_sure
    assert person.number("other") is None
    assert person.choice("other") is None
    assert person.is_not_sure("other") is False


def test_equality_and_hash_know_no_order() -> None:
    """Protects remembered results: the same answers are the same person, however they were typed."""
    first = Profile(age=72, medicines=["statin", "thiazide"], body={"thirst": "no", "salt": "yes"})
    second = Profile(body={"salt": "yes", "thirst": "no"}, medicines=("thiazide", "statin"), age=72.0)
    third = Profile(age=72, medicines={"thiazide": "yes", "statin": "yes"}).with_answer(
        "body", {"thirst": "no", "salt": "yes"}
    )
    assert first == second == third
    assert len({first, second, third}) == 1
    assert repr(first) == repr(second) == repr(third)


@pytest.mark.parametrize(
    "other",
    [
        Profile(),
        Profile(medicines=[]),
        Profile(medicines=NOT_SURE),
        Profile(medicines=PREFER_NOT),
        Profile(medicines=["statin", NOTHING_ELSE]),
        Profile(medicines={"statin": "no"}),
        Profile(conditions=["statin"]),
        "Profile(medicines=['statin'])",
    ],
)
def test_another_answer_is_another_person(other: object) -> None:
    """Protects against a result that is remembered for somebody else."""
    assert Profile(medicines=["statin"]) != other


def test_a_profile_is_frozen() -> None:
    """Protects a result from answers that change under it."""
    ticked = ["statin"]
    person = Profile(age=72, medicines=ticked)
    ticked.append("thiazide")
    assert person == Profile(age=72, medicines=["statin"])
    with pytest.raises(AttributeError, match="frozen; use with_answer"):
        person.answers = {}
    with pytest.raises(AttributeError, match="frozen; use with_answer"):
        person.age = 80
    with pytest.raises(TypeError):
        person.answers["age"] = 80.0  # type: ignore[index]


def test_with_answer_makes_a_new_profile() -> None:
    """Protects the one way to change an answer: set, set again, take back."""
    person = Profile(age=72)
    older = person.with_answer("age", 73)
    assert person == Profile(age=72)
    assert older == Profile(age=73)
    assert older.with_answer("side", "one") == Profile(side="one", age=73)
    assert older.with_answer("age", None) == Profile()
    assert person.with_answer("side", None) == person


@pytest.mark.parametrize(
    "person",
    [
        Profile(),
        Profile(age=72),
        Profile(fluid_l=1.25, side="one"),
        Profile(medicines=["statin", NOTHING_ELSE], conditions=[]),
        Profile(medicines={"statin": "no", "thiazide": "yes"}),
        Profile(sex=PREFER_NOT, age=NOT_SURE),
    ],
)
def test_a_profile_shows_as_it_would_be_typed(person: Profile) -> None:
    """Protects the reader in a notebook: what is shown can be typed back."""
    assert eval(repr(person), {"Profile": Profile}) == person  # noqa: S307 - our own text


@pytest.mark.parametrize("name", ["self", "answers", "name", "question", "with_answer"])
def test_any_name_can_be_an_answer(name: str) -> None:
    """Protects a bad id from a Python error: it must reach the check and be named there."""
    with pytest.raises(AnswerError, match=f"^{name}: there is no such question"):
        check_answers(KNOWN, Profile(**{name: "x"}))


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"age": 1},
        {"age": 100},
        {"age": 50.5},
        {"age": NOT_SURE},
        {"side": "one"},
        {"side": NOT_SURE},
        {"sex": PREFER_NOT},
        {"medicines": []},
        {"medicines": {}},
        {"medicines": {"statin"}},
        {"medicines": ("statin", "thiazide")},
        {"medicines": ["statin", "statin"]},
        {"medicines": ["statin", NOTHING_ELSE]},
        {"medicines": [NOT_SURE]},
        {"medicines": NOT_SURE},
        {"medicines": {"statin": "yes", "thiazide": "no", NOTHING_ELSE: "not_sure"}},
        {"conditions": PREFER_NOT},
        {"age": 72, "side": "both", "sex": NOT_SURE, "medicines": ["statin"], "conditions": NOT_SURE},
    ],
)
def test_answers_that_fit_are_taken(answers: dict[str, Any]) -> None:
    """Protects every way to answer that the documentation promises."""
    check_answers(KNOWN, Profile(**answers))


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"shoe_size": 42}, "there is no such question; the ids are age, side, sex, medicines, conditions."),
        ({"age": 0.5}, f"0.5 is out of range; {BOUNDS}."),
        ({"age": 900}, f"900 is out of range; {BOUNDS}."),
        ({"age": -1}, f"-1 is out of range; {BOUNDS}."),
        ({"age": "old"}, f"'old' is not a number; {AGE}"),
        ({"age": "72"}, f"'72' is not a number; {AGE}"),
        ({"age": ""}, f"'' is not a number; {AGE}"),
        ({"age": ["72"]}, f"['72'] is not a number; {AGE}"),
        ({"age": {"old": "no"}}, f"{{'old': 'no'}} is not a number; {AGE}"),
        ({"age": True}, f"'true' is not a number; {AGE}"),
        ({"age": False}, f"'false' is not a number; {AGE}"),
        ({"age": math.nan}, f"'nan' is not a number; {AGE}"),
        ({"age": math.inf}, f"'inf' is not a number; {AGE}"),
        ({"age": -math.inf}, f"'-inf' is not a number; {AGE}"),
        ({"age": PREFER_NOT}, f"'prefer_not_to_say' is not a number; {AGE}"),
        ({"age": object}, f'"{object!r}" is not a number; {AGE}'),
        ({"side": "left"}, f"'left' is not a choice; {SIDE}"),
        ({"side": "One"}, f"'One' is not a choice; {SIDE}"),
        ({"side": 1}, f"1 is not a choice; {SIDE}"),
        ({"side": 1.5}, f"1.5 is not a choice; {SIDE}"),
        ({"side": True}, f"'true' is not a choice; {SIDE}"),
        ({"side": ["one"]}, f"['one'] is not a choice; {SIDE}"),
        ({"side": {"one": "no"}}, f"{{'one': 'no'}} is not a choice; {SIDE}"),
        ({"side": PREFER_NOT}, f"'prefer_not_to_say' is not a choice; {SIDE}"),
        ({"side": NOTHING_ELSE}, f"'nothing_else' is not a choice; {SIDE}"),
        ({"sex": "none"}, "'none' is not a choice; pick one of one, both, not_sure, prefer_not_to_say."),
        ({"medicines": "statin"}, f"'statin' is not a list; give a list of {LISTED_OR}"),
        ({"medicines": 3}, f"3 is not a list; give a list of {LISTED_OR}"),
        ({"medicines": math.nan}, f"'nan' is not a list; give a list of {LISTED_OR}"),
        ({"medicines": True}, f"'true' is not a list; give a list of {LISTED_OR}"),
        ({"medicines": PREFER_NOT}, f"'prefer_not_to_say' is not a list; give a list of {LISTED_OR}"),
        ({"medicines": ["moon"]}, f"'moon' is not in the list; allowed are {LISTED}"),
        ({"medicines": ["statin", "sun", "moon"]}, f"'moon', 'sun' is not in the list; allowed are {LISTED}"),
        ({"medicines": [1, None]}, f"'1', 'None' is not in the list; allowed are {LISTED}"),
        ({"medicines": [PREFER_NOT]}, f"'prefer_not_to_say' is not in the list; allowed are {LISTED}"),
        ({"medicines": {"moon": "yes"}}, f"'moon' is not in the list; allowed are {LISTED}"),
        ({"medicines": {"statin": "maybe"}}, "statin='maybe' is not an answer; write 'yes', 'no' or 'not_sure'."),
        ({"medicines": {"statin": True}}, "statin='True' is not an answer; write 'yes', 'no' or 'not_sure'."),
        (
            {"medicines": {"thiazide": 0, "statin": None}},
            "statin='None', thiazide='0' is not an answer; write 'yes', 'no' or 'not_sure'.",
        ),
    ],
)
def test_a_bad_answer_is_refused_in_one_sentence(answers: dict[str, Any], sentence: str) -> None:
    """Protects whoever answers by program: the sentence names the answer and what is allowed."""
    with pytest.raises(AnswerError) as refused:
        check_answers(KNOWN, Profile(**answers))
    assert refused.value.problems == (f"{next(iter(answers))}: {sentence}",)
    assert str(refused.value) == refused.value.problems[0]


def test_several_bad_answers_are_named_at_once() -> None:
    """Protects against fixing one answer only to be told of the next."""
    person = Profile(medicines=["moon"], age=900, side="one", shoe_size=42, sex="none")
    with pytest.raises(AnswerError) as refused:
        check_answers(KNOWN, person)
    assert [problem.partition(":")[0] for problem in refused.value.problems] == ["age", "medicines", "sex", "shoe_size"]
    assert str(refused.value) == " ".join(refused.value.problems)
    assert isinstance(refused.value, ValueError)


def test_a_number_too_long_for_arithmetic_is_refused() -> None:
    """Protects whoever answers by program from a Python error."""
    with pytest.raises(AnswerError, match="is not a number"):
        check_answers(KNOWN, Profile(age=10**400))


def test_the_boxes_of_a_profile_are_frozen_too() -> None:
    """Protects a result from boxes that change under it."""
    person = Profile(medicines=["statin"])
    with pytest.raises(TypeError):
        person.answers["medicines"]["statin"] = "no"  # type: ignore[index]
    with pytest.raises(AttributeError):
        del person.answers


def test_a_profile_can_be_copied_and_sent() -> None:
    """Protects workers and remembered results, which copy or pickle."""
    person = Profile(age=72, medicines=["statin"])
    sent = pickle.loads(pickle.dumps(person))  # noqa: S301 - our own bytes

    assert copy.deepcopy(person) == sent == person


# ---------------------------------------------------------------- answers that do not go together

PREGNANCIES = {
    "first": "Yes, weeks 1 to 13",
    "second": "Yes, weeks 14 to 27",
    "third": "Yes, week 28 or later",
    "unknown_weeks": "Yes, weeks not known",
    "after_birth": "I had a baby in the last 6 weeks",
}
TAKE_BACK = "(pregnant) do not go together. Change or clear one of the two."


@pytest.mark.parametrize(("pregnancy", "words"), PREGNANCIES.items())
@pytest.mark.parametrize(
    ("other", "named"), [({"sex": "male"}, "“Male” (sex at birth)"), ({"age": 9.5}, "Age 9.5"), ({"age": 1}, "Age 1")]
)
def test_answers_that_cannot_both_be_true_are_refused(
    pregnancy: str, words: str, other: dict[str, Any], named: str
) -> None:
    """Protects from a cause or a danger that cannot be; both answers are named, as either may be the slip."""
    person = Profile(pregnancy=pregnancy, when=["night"], **other)
    sentence = f"{named} and “{words}” {TAKE_BACK}"
    with pytest.raises(AnswerError) as refused:
        crampguide.assess(person)
    assert refused.value.problems == (sentence,)
    with pytest.raises(AnswerError) as refused:
        crampguide.assess_cohort([Profile(), person], stop=True)
    assert refused.value.problems == (f"row 2, {sentence}",)


@pytest.mark.parametrize(
    "answers",
    [
        {"sex": "male", "pregnancy": "no"},
        {"sex": "male", "pregnancy": NOT_SURE},
        {"sex": PREFER_NOT, "pregnancy": "third"},
        {"sex": NOT_SURE, "pregnancy": "third"},
        {"sex": "female", "pregnancy": "third", "age": 10},
        {"sex": "male", "age": 9},
        {"pregnancy": PREFER_NOT, "age": 9},
    ],
)
def test_answers_that_may_both_be_true_are_taken(answers: dict[str, Any]) -> None:
    """Protects whoever is not sure, or does not tell, from being refused."""
    assert "pregnancy" not in {
        c.id for c in crampguide.assess(Profile(**answers)).contributors if answers.get("sex") == "male"
    }


def test_every_clash_is_found_with_the_other_faults() -> None:
    """Protects against mending one answer only to be told of the next."""
    with pytest.raises(AnswerError) as refused:
        crampguide.assess(Profile(sex="male", age=7, pregnancy="first", bmi=900))
    assert [problem.split(" ")[0] for problem in refused.value.problems] == ["bmi:", "“Male”", "Age"]
