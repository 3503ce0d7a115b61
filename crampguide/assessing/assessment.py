"""What the guide finds for one person: the level first, then shares, advice and what to look at; no text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from crampguide.assessing.known import settings
from crampguide.assessing.profile import Profile, check_answers, is_asked
from crampguide.assessing.scoring import Contribution, Score, score
from crampguide.assessing.triage import Raised, level_of, raised_dangers
from crampguide.knowledge.dangers import LEVELS, Level
from crampguide.knowledge.rules import NOT_SURE

if TYPE_CHECKING:
    from crampguide.knowledge.asked import Question
    from crampguide.knowledge.beside import Caution, Claim, LookAlike
    from crampguide.knowledge.counted import Baseline
    from crampguide.knowledge.records import Advice, Contributor, Knowledge

DANGER: Final = "warning_signs"
"""The question of the danger signs."""

FORBIDDING: Final = LEVELS[2:]
"""Levels at which a danger's word on what to leave alone holds."""

WORTH_ASKING_SHARE: Final = 0.03
"""Share [0-1] from which an unfound illness is named as worth asking about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceItem:
    """One piece of advice that fits the answers.

    ``barred_by`` is a raised danger that forbids it until it is ruled out. ``cautions`` apply and take its place;
    ``possible_cautions`` would apply if an answer the person is not sure of were yes, and take its place too, named as
    such.
    """

    advice: Advice
    cautions: tuple[Caution, ...]
    possible_cautions: tuple[Caution, ...]
    barred_by: Raised | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The finding for one profile.

    ``dangers`` and ``level`` come from triage alone. ``worth_asking`` holds illnesses nobody has found that the signs
    point to, and stated contributors with a test. ``baselines`` say how common night cramps are among people of the
    same sex and age; they are empty where that is not known or the cramps do not come at rest. ``unanswered`` and
    ``not_sure`` hold question ids. ``danger_checked`` says whether the person looked through the danger signs:
    without it no level is a promise.
    """

    profile: Profile
    level: Level
    dangers: tuple[Raised, ...]
    score: Score
    worth_asking: tuple[Contributor, ...]
    advice: tuple[AdviceItem, ...]
    look_alikes: tuple[LookAlike, ...]
    claims: tuple[Claim, ...]
    baselines: tuple[Baseline, ...]
    unanswered: tuple[str, ...]
    not_sure: tuple[str, ...]
    danger_checked: bool


def assess_profile(knowledge: Knowledge, profile: Profile) -> Assessment:
    """Check a person's answers, weigh dangers, and share the cramps among contributors.

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
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> assess_profile(load_knowledge(), Profile(medicines=["laba"])).score.contributions[0].id
    'laba'
    """
    profile = check_answers(knowledge, profile)
    dangers = raised_dangers(knowledge, profile)
    level = level_of(dangers)
    found = score(knowledge, profile, dangers)
    return Assessment(
        profile=profile,
        level=level,
        dangers=dangers,
        score=found,
        worth_asking=_worth_asking(knowledge, found.contributions),
        advice=_advice(knowledge, profile, dangers),
        look_alikes=_look_alikes(knowledge, profile, {one.id for one in found.contributions}),
        claims=_claims(knowledge, profile, found.contributions),
        baselines=_baselines(knowledge, profile),
        unanswered=tuple(q.id for q in counted(knowledge, profile) if q.id not in profile.given),
        not_sure=tuple(
            q.id for q in knowledge.questions if profile.answers.get(q.id) == NOT_SURE or _has_unsure_box(q, profile)
        ),
        danger_checked=is_danger_checked(knowledge, profile),
    )


def counted(knowledge: Knowledge, profile: Profile) -> tuple[Question, ...]:
    """Return the questions that apply; names of medicines are one way to answer the list of them, and no more."""
    return tuple(one for one in knowledge.questions if one.kind != "names" and is_asked(one, profile))


def _look_alikes(knowledge: Knowledge, profile: Profile, named: set[str]) -> tuple[LookAlike, ...]:
    """Return what else it could be: what is named as a cause already is not something else."""
    fitting = (one for one in knowledge.look_alikes if one.when is not None and one.when.holds(profile) is True)
    return tuple(one for one in fitting if named.isdisjoint(one.same_as))


def _claims(knowledge: Knowledge, profile: Profile, contributions: tuple[Contribution, ...]) -> tuple[Claim, ...]:
    """Return the claims that matter to a person, but for those about people without a cause that may be theirs."""
    theirs = {one.id for one in contributions if one.share >= WORTH_ASKING_SHARE}
    fitting = (one for one in knowledge.claims if one.when is not None and one.when.holds(profile) is True)
    return tuple(one for one in fitting if theirs.isdisjoint(one.not_beside))


def _baselines(knowledge: Knowledge, profile: Profile) -> tuple[Baseline, ...]:
    age = profile.number("age")
    if age is None or "rest" not in settings(profile):
        return ()
    return tuple(
        baseline
        for baseline in knowledge.baselines
        if baseline.sex == profile.choice("sex") and baseline.age_low <= int(age) <= baseline.age_high
    )


def is_danger_checked(knowledge: Knowledge, profile: Profile) -> bool:
    """Return whether the danger signs were looked through: one is ticked or unsure, or all are answered."""
    states = [profile.state(DANGER, option.id) for option in knowledge.question_by_id[DANGER].options]
    return any(state in {"yes", NOT_SURE} for state in states) or None not in states


def _has_unsure_box(question: Question, profile: Profile) -> bool:
    if profile.is_not_sure(question.id):
        return False  # the whole question is open, which is told apart from one box
    return NOT_SURE in {profile.state(question.id, option.id) for option in question.options}


def _worth_asking(knowledge: Knowledge, contributions: tuple[Contribution, ...]) -> tuple[Contributor, ...]:
    named = (knowledge.contributor_by_id[c.id] for c in contributions if c.share >= WORTH_ASKING_SHARE)
    return tuple(contributor for contributor in named if contributor.ask)


def _advice(knowledge: Knowledge, profile: Profile, dangers: tuple[Raised, ...]) -> tuple[AdviceItem, ...]:
    """Keep the advice that fits, with what bars it and the cautions that apply or might.

    Beside "now" only what to leave alone stands: all else would be a second thing to do.
    """
    is_emergency = level_of(dangers) == LEVELS[-1]
    items = []
    for advice in knowledge.advice:
        if is_emergency and advice.moment != "avoid":
            continue
        is_for_them = advice.when is None or advice.when.holds(profile) is True
        if is_for_them and (advice.unless is None or advice.unless.holds(profile) is not True):
            found = [(caution, caution.when.holds(profile)) for caution in advice.cautions]
            barring = (one for one in dangers if one.level in FORBIDDING and one.danger.bars(advice.acts))
            items.append(
                AdviceItem(
                    advice=advice,
                    cautions=tuple(caution for caution, holds in found if holds),
                    possible_cautions=tuple(c for c, holds in found if holds is None and c.when.unsure(profile)),
                    barred_by=next(barring, None),
                )
            )
    return tuple(items)
