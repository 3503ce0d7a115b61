"""One answer in words, as the person gave it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from crampguide.assessing.named import EVENTS
from crampguide.assessing.profile import InWords
from crampguide.knowledge.presentations import CHANGE, MEDICINES
from crampguide.knowledge.rules import PREFER_NOT
from crampguide.knowledge.wording import joined, say
from crampguide.telling.medicines import in_sentence, named_in, new_ones, state_words, stopped_ones

if TYPE_CHECKING:
    from crampguide.assessing.profile import Profile
    from crampguide.knowledge.asked import Question
    from crampguide.knowledge.records import Knowledge


def answer_text(knowledge: Knowledge, identifier: str, option: str | None, profile: Profile) -> str:
    """Return one answer as the person gave it: the text of the box, or the question with its choice or number.

    Parameters
    ----------
    knowledge : Knowledge
    identifier : str
        Id of the question.
    option : str or None
        A box or a choice; None for a number, and for a question that is not told.
    profile : Profile
        Where the person gave a name instead, or too, the text tells it.

    Examples
    --------
    >>> from crampguide.assessing.profile import Profile
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> answer_text(load_knowledge(), "medicines", "loop_diuretic", Profile(medicines_named={"Lasix": "new"}))
    'Lasix (strong water tablet)'
    """
    question, wording = knowledge.question_by_id[identifier], knowledge.wording
    if option is not None and (by_name := _by_name(knowledge, question, option, profile)):
        return by_name
    if profile.answers.get(question.id) == PREFER_NOT:
        return say(wording, "answer_not_told", question=question.text)
    texts = {choice.id: choice.text for choice in question.options}
    if profile.is_not_sure(question.id):
        return say(wording, "answer_not_sure", question=question.text)
    if option is None:
        return _number_text(question, profile)
    if question.kind == "choice":
        return f"{question.text} {texts[option]}"
    text = told_back(question, texts.get(option, say(wording, "not_sure")))
    return say(wording, "answer_not_sure", question=text) if profile.state(question.id, option) == "not_sure" else text


def _number_text(question: Question, profile: Profile) -> str:
    number = profile.number(question.id)
    if isinstance(number, InWords):
        return f"{question.text} {number.amount.text}"
    unit = question.unit_one or question.unit if number == 1 else question.unit
    return f"{question.text} {number:g} {unit}" if number is not None else question.text


def _by_name(knowledge: Knowledge, question: Question, option: str, profile: Profile) -> str:
    """Return the names that the person gave for an answer, or in place of one; nothing if there are none."""
    if question.id == MEDICINES and (named := named_in(knowledge, profile, [option])):
        kind = in_sentence(next(one.text for one in question.options if one.id == option))
        return say(knowledge.wording, "medicine_called", names=joined(one.name for one in named), kind=kind)
    own = profile.given.get(question.id)
    if question.id == CHANGE and own is None:
        return "; ".join(state_words(knowledge, one) for one in new_ones(knowledge, profile))
    if question.id == EVENTS and not (_boxes(own).get(option)):
        return "; ".join(state_words(knowledge, one) for one in stopped_ones(knowledge, profile, option))
    return ""


def _boxes(answer: object) -> Mapping[str, str]:
    return answer if isinstance(answer, Mapping) else {}


def told_back(question: Question, text: str) -> str:
    """Return what a box of a list says when it no longer stands below its question.

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> told_back(load_knowledge().question_by_id["family"], "Blood clots")
    'Runs in the family: Blood clots'
    """
    return f"{question.told}: {text}" if question.told else text
