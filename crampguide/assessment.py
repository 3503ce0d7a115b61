"""What the guide finds for one person: the level first, then shares, advice and what to look at; no text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from crampguide.profile import Profile, check_answers
from crampguide.scoring import Contribution, Score, score
from crampguide.triage import level_of, raised_flags

if TYPE_CHECKING:
    from crampguide.knowledge import Advice, Caution, Claim, Contributor, Knowledge, Level, LookAlike, RedFlag

WORTH_ASKING_SHARE: Final = 0.03
"""Share [0-1] from which an unfound illness is named as worth asking about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceItem:
    """One piece of advice that fits the answers; ``cautions`` are those that apply and take its place."""

    advice: Advice
    cautions: tuple[Caution, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The finding for one profile.

    ``flags`` and ``level`` come from triage alone. ``worth_asking`` holds illnesses nobody has found that the clues
    point to, and stated contributors with a test. ``unanswered`` and ``not_sure`` hold question ids.
    """

    profile: Profile
    level: Level
    flags: tuple[RedFlag, ...]
    score: Score
    worth_asking: tuple[Contributor, ...]
    advice: tuple[AdviceItem, ...]
    look_alikes: tuple[LookAlike, ...]
    claims: tuple[Claim, ...]
    unanswered: tuple[str, ...]
    not_sure: tuple[str, ...]


def assess_profile(knowledge: Knowledge, profile: Profile) -> Assessment:
    """Check a person's answers, raise red flags, and share the cramps among contributors.

    Parameters
    ----------
    knowledge : Knowledge
    profile : Profile

    Returns
    -------
    Assessment

    Raises
    ------
    AnswerError
        If an answer does not fit its question; all bad answers are named at once.

    Examples
    --------
    >>> from crampguide.loading import load_knowledge
    >>> assess_profile(load_knowledge(), Profile(medicines=["laba"])).score.contributions[0].id
    'laba'
    """
    check_answers(knowledge.questions, profile)
    flags = raised_flags(knowledge, profile)
    found = score(knowledge, profile)
    return Assessment(
        profile=profile,
        level=level_of(flags),
        flags=flags,
        score=found,
        worth_asking=_worth_asking(knowledge, found.contributions),
        advice=_advice(knowledge, profile),
        look_alikes=tuple(a for a in knowledge.look_alikes if a.when is not None and a.when.holds(profile) is True),
        claims=tuple(c for c in knowledge.claims if c.when is not None and c.when.holds(profile) is True),
        unanswered=tuple(q.id for q in knowledge.questions if q.id not in profile.answers),
        not_sure=tuple(
            q.id
            for q in knowledge.questions
            if profile.is_not_sure(q.id) or "not_sure" in (profile.state(q.id, option.id) for option in q.options)
        ),
    )


def _worth_asking(knowledge: Knowledge, contributions: tuple[Contribution, ...]) -> tuple[Contributor, ...]:
    named = (knowledge.contributor_by_id[c.id] for c in contributions if c.share >= WORTH_ASKING_SHARE)
    return tuple(contributor for contributor in named if contributor.ask)


def _advice(knowledge: Knowledge, profile: Profile) -> tuple[AdviceItem, ...]:
    """Keep the advice that fits, with the cautions that apply; being not sure is enough for a caution."""
    return tuple(
        AdviceItem(
            advice=advice,
            cautions=tuple(c for c in advice.cautions if c.when.holds(profile) or c.when.unsure(profile)),
        )
        for advice in knowledge.advice
        if advice.when is None or advice.when.holds(profile) is True
    )
