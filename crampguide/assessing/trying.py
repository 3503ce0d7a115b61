"""Answers that a person could still give, and the profile with each of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from crampguide.assessing.profile import Profile, found_clashes, is_asked
from crampguide.knowledge.rules import NOT_SURE, OPEN_ANSWERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crampguide.knowledge.records import Knowledge


class OpenAnswer(NamedTuple):
    """An answer that could still be given: a box or a choice of a question that is open or was "not sure"."""

    question: str
    option: str


class Trial(NamedTuple):
    """An answer that could still be given, and the profile with it."""

    answer: OpenAnswer
    profile: Profile


def with_open_answer(profile: Profile, answer: OpenAnswer, *, is_box: bool) -> Profile:
    """Return the profile with one more answer given; boxes ticked before stay so, and the rest as unsure as it was."""
    if not is_box:
        return profile.with_answer(answer.question, answer.option)
    given = profile.answers.get(answer.question)
    boxes = given if isinstance(given, Mapping) else {NOT_SURE: "yes"} if given == NOT_SURE else {}
    return profile.with_answer(answer.question, {**boxes, answer.option: "yes"})


def open_trials(knowledge: Knowledge, profile: Profile) -> list[Trial]:
    """Return each box or choice that is still open or was "not sure", in the order of the form, put to the test."""
    return [
        Trial(answer, with_open_answer(profile, answer, is_box=is_box(knowledge, answer)))
        for answer in _open_answers(knowledge, profile)
    ]


def is_box(knowledge: Knowledge, answer: OpenAnswer) -> bool:
    """Return whether an answer is one of many boxes, so that others may be given beside it."""
    return knowledge.question_by_id[answer.question].kind == "checklist"


def is_unsure(profile: Profile, answer: tuple[str, str]) -> bool:
    """Return whether the person said "not sure" to just this, or to the whole question."""
    question, option = answer
    return profile.is_not_sure(question) or profile.state(question, option) == NOT_SURE


def _open_answers(knowledge: Knowledge, profile: Profile) -> Iterator[OpenAnswer]:
    for question in knowledge.questions:
        given = profile.answers.get(question.id)
        is_list = question.kind == "checklist"
        if question.kind in {"number", "names"} or not is_asked(question, profile):
            continue
        if not is_list and given not in {None, *OPEN_ANSWERS}:
            continue
        for option in question.options:
            answer = OpenAnswer(question.id, option.id)
            if is_list and profile.state(question.id, option.id) in {"yes", "no"}:
                continue
            if is_list or not found_clashes(knowledge, with_open_answer(profile, answer, is_box=False)):
                yield answer
