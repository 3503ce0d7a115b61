"""One answer in words, as the person gave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crampguide.assessing.profile import InWords
from crampguide.knowledge.rules import PREFER_NOT
from crampguide.knowledge.wording import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crampguide.assessing.profile import Profile
    from crampguide.knowledge.asked import Question


def answer_text(question: Question, option: str | None, profile: Profile, wording: Mapping[str, str]) -> str:
    """Return one answer as the person gave it: the text of the box, or the question with its choice or number."""
    if profile.answers.get(question.id) == PREFER_NOT:
        return say(wording, "answer_not_told", question=question.text)
    texts = {choice.id: choice.text for choice in question.options}
    if profile.is_not_sure(question.id):
        return say(wording, "answer_not_sure", question=question.text)
    if option is None:
        number = profile.number(question.id)
        if isinstance(number, InWords):
            return f"{question.text} {number.amount.text}"
        unit = question.unit_one or question.unit if number == 1 else question.unit
        return f"{question.text} {number:g} {unit}" if number is not None else question.text
    if question.kind == "choice":
        return f"{question.text} {texts[option]}"
    text = told_back(question, texts.get(option, say(wording, "not_sure")))
    return say(wording, "answer_not_sure", question=text) if profile.state(question.id, option) == "not_sure" else text


def told_back(question: Question, text: str) -> str:
    """Return what a box of a list says when it no longer stands below its question.

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> told_back(load_knowledge().question_by_id["family"], "Blood clots")
    'Runs in the family: Blood clots'
    """
    return f"{question.told}: {text}" if question.told else text
