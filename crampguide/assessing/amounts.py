"""Amounts that a person told in words, such as "little": a number that fits, and how far it could be off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crampguide.assessing.profile import InWords, Profile

if TYPE_CHECKING:
    from crampguide.knowledge.records import Knowledge


def in_numbers(knowledge: Knowledge, profile: Profile) -> Profile:
    """Return a person's answers with a number for each amount in words.

    Parameters
    ----------
    knowledge : Knowledge
    profile : Profile
        Answers that have been checked.

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> told = in_numbers(load_knowledge(), Profile(fluid_l="little"))
    >>> told.number("fluid_l") < 1, told.as_dict()
    (True, {'fluid_l': 'little'})
    """
    told = {}
    for question, value in profile.answers.items():
        amounts = knowledge.amounts_by_question.get(question)
        if amounts and isinstance(value, str) and value in amounts:
            told[question] = InWords(amounts[value])
    return profile.told_as(told) if told else profile
