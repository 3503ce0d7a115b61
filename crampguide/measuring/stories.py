"""Short stories of dangers and of harmless twins, each with the levels that a careful physician asks for.

They were written from sources by people who had seen no rule of the guide. They measure it; no rule is made for one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from crampguide.assessing.profile import AnswerError, Profile, check_answers
from crampguide.assessing.triage import level_of, raised_dangers
from crampguide.knowledge.dangers import LEVELS, Level
from crampguide.knowledge.loading import data_root, read_records, read_toml, refuse_unknown
from crampguide.measuring.cases import Rate, rate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from crampguide.knowledge.records import Knowledge

FILE: Final = "stories.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One story, a table of ``stories.toml``.

    ``danger`` is the id of the danger it tells of, also for a harmless twin that only looks like it. ``at_least`` and
    ``at_most`` are the levels between which a careful physician would place it, ``why`` names the source. ``batch``
    says when it was written: before the points it is measured with were last changed, or after.
    """

    id: str
    danger: str
    harmless: bool
    story: str
    answers: dict[str, Any]
    at_least: Level
    at_most: Level
    why: str
    batch: int

    @property
    def profile(self) -> Profile:
        """The answers of the person."""
        return Profile(**self.answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryResult:
    """A story beside the level that the guide gives it."""

    story: Story
    level: Level

    @property
    def is_low(self) -> bool:
        """Whether the level is less urgent than a careful physician asks for."""
        return LEVELS.index(self.level) < LEVELS.index(self.story.at_least)

    @property
    def is_high(self) -> bool:
        """Whether the level is more urgent than a careful physician asks for."""
        return LEVELS.index(self.level) > LEVELS.index(self.story.at_most)

    @property
    def is_far_too_low(self) -> bool:
        """Whether the level is two steps or more below what a careful physician asks for."""
        return LEVELS.index(self.level) < LEVELS.index(self.story.at_least) - 1


@cache
def load_stories(root: Path | None = None) -> tuple[Story, ...]:
    """Read the stories.

    Parameters
    ----------
    root : Path, optional
        Folder that holds ``stories.toml``; the project's own by default.

    Returns
    -------
    tuple of Story

    Raises
    ------
    KnowledgeError
        If the file is missing or is not TOML, or a story has an unknown or missing key, a wrong type, a value outside
        its list, or an id that another story has.

    Examples
    --------
    >>> len(load_stories()) >= 120
    True
    """
    content = read_toml((root or data_root()) / FILE)
    refuse_unknown(content, {"story"}, FILE)
    return read_records(content.get("story", []), Story, f"{FILE} [[story]]")


def check_stories(knowledge: Knowledge, stories: Iterable[Story]) -> Iterator[str]:
    """Yield what is wrong with stories: answers that do not fit, a danger that is not there, levels out of order."""
    dangers = {danger.id for danger in knowledge.dangers}
    for story in stories:
        where = f"story {story.id}"
        try:
            check_answers(knowledge, story.profile)
        except AnswerError as fault:
            yield f"{where}: {fault}"
        if story.danger not in dangers:
            yield f"{where}: there is no danger {story.danger!r}"
        if LEVELS.index(story.at_least) > LEVELS.index(story.at_most):
            yield f"{where}: at_least is above at_most"


def run_stories(knowledge: Knowledge, stories: Iterable[Story]) -> list[StoryResult]:
    """Give each story its level, in their order."""
    return [
        StoryResult(story=story, level=level_of(raised_dangers(knowledge, check_answers(knowledge, story.profile))))
        for story in stories
    ]


RATES: Final = ("accuracy", *(f"accuracy_{level}" for level in LEVELS), "safe_strict", "safe_lenient", "over_triage")
"""All measures that `triage_rates` can give."""


def triage_rates(results: list[StoryResult]) -> list[Rate]:
    """Return the measures by which symptom checkers are compared, on stories.

    Notes
    -----
    accuracy: the level is one that a careful physician accepts; by level of urgency too. Safe, strict: it is not lower
    than that. Safe, lenient: not lower by more than one step. Inclination to over-triage: of all that missed, how many
    were too high.

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> rates = triage_rates(run_stories(load_knowledge(), load_stories()))
    >>> rates[0].id, rates[0].of == len(load_stories())
    ('accuracy', True)
    """
    missed = [result for result in results if result.is_low or result.is_high]
    needs = {level: [result for result in results if result.story.at_least == level] for level in LEVELS}
    hits = {
        "accuracy": [result not in missed for result in results],
        **{f"accuracy_{level}": [one not in missed for one in needs[level]] for level in reversed(LEVELS)},
        "safe_strict": [not result.is_low for result in results],
        "safe_lenient": [not result.is_far_too_low for result in results],
        "over_triage": [result.is_high for result in missed],
    }
    return [rate(name, counted) for name, counted in hits.items() if counted]
