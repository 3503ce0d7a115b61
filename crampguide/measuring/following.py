"""How soon an interview comes to what the whole form says: followed with a person who answers truly."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crampguide.assessing.interview import interview
from crampguide.assessing.profile import Profile, check_answers
from crampguide.assessing.scoring import first_cause
from crampguide.assessing.triage import level_of, raised_dangers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crampguide.knowledge.dangers import Level
    from crampguide.knowledge.records import Knowledge


class Heard(NamedTuple):
    """What the guide says after a screen: the level, and the first cause by id, or an empty string.

    ``left`` counts the screens that were still worth asking before it, this one with them.
    """

    screen: str
    left: int
    level: Level
    first: str


def follow(knowledge: Knowledge, person: Profile) -> Iterator[Heard]:
    """Yield what the guide says after each screen of an interview with a person who answers truly.

    Parameters
    ----------
    knowledge : Knowledge
    person : Profile
        What they would answer to the whole form.

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> heard = list(follow(load_knowledge(), Profile(warning_signs=["chest_pain"], when=["night"])))
    >>> heard[0].screen, heard[0].level, len(heard)
    ('danger', 'emergency', 13)
    """
    answers = person.as_dict()
    told, done = Profile(), set[str]()
    while step := interview(told, done=done, knowledge=knowledge):
        done.add(step.screen.id)
        for question in step.questions:
            told = told.with_answer(question, answers.get(question))
        yield Heard(step.screen.id, step.left, *said_of(knowledge, told))


def said_of(knowledge: Knowledge, profile: Profile) -> tuple[Level, str]:
    """Return the level and the first cause of some answers."""
    told = check_answers(knowledge, profile)
    first = first_cause(knowledge, told)
    return level_of(raised_dangers(knowledge, told)), first.id if first else ""
