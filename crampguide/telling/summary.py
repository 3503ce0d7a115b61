"""What stands first of a result: the headline, that no medicine is dropped because of it, and how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crampguide.assessing.assessment import WORTH_ASKING_SHARE
from crampguide.assessing.triage import URGENT
from crampguide.knowledge.wording import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crampguide.assessing.assessment import Assessment
    from crampguide.knowledge.records import Knowledge
    from crampguide.telling.rows import Row


def headline_of(knowledge: Knowledge, assessment: Assessment, causes: Sequence[Row]) -> str:
    """Return the first cause in a few words, where shares are shown at all; age and sex are none."""
    wording = knowledge.wording
    if assessment.level in URGENT or not assessment.profile.answers:
        return ""
    if not causes or causes[0].is_background:
        return say(wording, "headline_none")
    return say(wording, "headline_danger" if _is_ruled_out_first(causes[0]) else "headline_first", name=causes[0].name)


def do_not_stop(knowledge: Knowledge, assessment: Assessment, causes: Sequence[Row]) -> str:
    """Return the sentence that says to keep taking a medicine that is named, for whoever reads no further."""
    to_review = [row.id for row in causes if knowledge.contributor_by_id[row.id].change == "review"]
    if assessment.level in URGENT or not to_review:
        return ""
    is_first = to_review[0] == causes[0].id
    return say(knowledge.wording, "do_not_stop" if is_first else "do_not_stop_any")


def summary_of(knowledge: Knowledge, assessment: Assessment, causes: Sequence[Row]) -> str:
    """Return what the result comes to, in a sentence or two below the headline.

    Parameters
    ----------
    knowledge : Knowledge
    assessment : Assessment
    causes : sequence of Row
        The rows of causes and background, the first to look at first.
    """
    wording = knowledge.wording
    if not assessment.profile.answers:
        return say(wording, "summary_nothing")
    if assessment.level in URGENT:
        return say(wording, "summary_urgent")
    if not causes:
        return say(wording, "summary_no_cause")
    first = causes[0]
    if first.is_background:
        return say(wording, "summary_background")
    if _is_ruled_out_first(first):
        return say(wording, "summary_danger")
    # below the name of what studies speak against, "may play a part" must not stand alone
    is_doubted = any(first.id in claim.doubts for claim in knowledge.claims)
    low, high = round(first.low * 100), round(first.high * 100)
    return say(wording, "summary_seldom" if is_doubted else "summary_lead", count=first.count, low=low, high=high)


def _is_ruled_out_first(first: Row) -> bool:
    """Return whether a cause is a danger that must be ruled out before all else."""
    return first.is_danger and first.share >= WORTH_ASKING_SHARE
