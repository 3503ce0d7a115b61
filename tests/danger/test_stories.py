"""The stories: what people who had seen no rule wrote of each danger, and of harmless cramps that look like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crampguide.assessing.triage import level_of, raised_dangers
from crampguide.knowledge.dangers import LEVELS
from crampguide.knowledge.loading import load_knowledge
from crampguide.measuring.stories import Story, StoryResult, load_stories, run_stories, triage_rates

if TYPE_CHECKING:
    from collections.abc import Callable

KNOWN = load_knowledge()
STORIES = load_stories()
RESULTS = run_stories(KNOWN, STORIES)


def test_there_are_stories_enough_of_danger_and_of_none() -> None:
    """A set without harmless twins would praise a guide that sends everybody to hospital."""
    assert len(STORIES) >= 120
    assert sum(story.harmless for story in STORIES) * 3 >= len(STORIES)


def test_stories_get_a_level_that_a_careful_physician_accepts(report: Callable[[str], None]) -> None:
    """Of 100 stories at least 97 are placed right, and none lower than asked for."""
    rates = {rate.id: rate for rate in triage_rates(RESULTS)}
    for rate in rates.values():
        report(f"stories, {rate.id}: {rate.hits} of {rate.of} ({100 * rate.low:.0f}-{100 * rate.high:.0f} %)")
    assert rates["accuracy"].hits / rates["accuracy"].of >= 0.97
    assert rates["safe_strict"].hits == rates["safe_strict"].of


def test_no_story_of_danger_is_told_to_wait() -> None:
    """Whoever must be seen today or now is never sent home to stretch."""
    urgent = [one for one in RESULTS if one.story.at_least in LEVELS[3:]]
    assert len(urgent) > 100
    assert not [one.story.id for one in urgent if one.level not in LEVELS[3:]]


def test_the_measures_see_a_wrong_level() -> None:
    """A danger told to wait, and a harmless cramp sent to hospital, count as what they are."""
    low, high = (next(story for story in STORIES if story.at_least == level) for level in ("emergency", "self_care"))
    wrong = [StoryResult(story=low, level="routine"), StoryResult(story=high, level="emergency")]
    hits = {rate.id: rate.hits for rate in triage_rates(wrong)}
    assert (hits["accuracy"], hits["safe_strict"], hits["safe_lenient"], hits["over_triage"]) == (0, 1, 1, 1)


def test_a_trouble_of_yesterday_is_no_worse_than_one_of_today() -> None:
    """A day's wait without getting worse must not turn a calm answer into an alarm."""
    today = [story for story in STORIES if story.answers.get("started") == "hours"]
    assert len(today) > 20
    assert not [story.id for story in today if _rank(story, "days") > _rank(story, "hours")]


def _rank(story: Story, started: str) -> int:
    raised = raised_dangers(KNOWN, story.profile.with_answer("started", started))
    return LEVELS.index(level_of(raised))
