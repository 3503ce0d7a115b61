"""What would change the result: answers left open that raise the level or change what comes first, and habits.

Nothing is guessed: each answer named here was put into the profile, and the rules and the equation were run again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from crampguide.assessing.assessment import WORTH_ASKING_SHARE
from crampguide.assessing.retelling import Retelling
from crampguide.assessing.scoring import first_cause
from crampguide.assessing.triage import URGENT, level_after, level_of, points_by_group, weigh_dangers
from crampguide.assessing.trying import is_box, is_unsure, open_trials, with_open_answer
from crampguide.knowledge.dangers import LEVELS, most_urgent
from crampguide.knowledge.rules import NOT_SURE

if TYPE_CHECKING:
    from crampguide.assessing.assessment import Assessment
    from crampguide.assessing.profile import Profile
    from crampguide.assessing.retelling import Weights
    from crampguide.assessing.scoring import Contribution, Score
    from crampguide.assessing.trying import OpenAnswer, Trial
    from crampguide.knowledge.dangers import Level
    from crampguide.knowledge.records import Contributor, Knowledge

    Retold = tuple[OpenAnswer, Weights]

MOST: Final = 2
"""Answers named of each kind."""

RAREST: Final = 0.01
"""Share of people [0-1] below which something is too rare to be named as what an open answer could bring up."""

MOST_FACTS: Final = 3
"""Questions named as worth an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelChange:
    """An answer that would raise the level, and to which."""

    answer: OpenAnswer
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstChange:
    """An answer after which another cause would come first, and the share [0-1] it would have."""

    answer: OpenAnswer
    contributor: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutHabits:
    """The picture with all habits that play a part taken away.

    ``changeable`` holds contributor id and share [0-1] now; ``unexplained`` [0-1] is what would have no cause found
    without them, and ``first`` the contributor that would come first, or an empty string.
    """

    changeable: tuple[tuple[str, float], ...]
    unexplained: float
    first: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What would change a result: two open answers at most that raise the level, two that put another cause first.

    ``facts`` are the ids of up to three questions, open or "not sure", whose answer would change the picture most.
    """

    level: tuple[LevelChange, ...] = ()
    first: tuple[FirstChange, ...] = ()
    facts: tuple[str, ...] = ()
    habits: WithoutHabits | None = None


def find_changes(knowledge: Knowledge, assessment: Assessment) -> Changes:
    """Return what would change a result: open answers, and habits.

    Parameters
    ----------
    knowledge : Knowledge
    assessment : Assessment

    Returns
    -------
    Changes

    Notes
    -----
    For the level only what builds on the answers counts: what adds up with them to more than it would alone, or a box
    the person was not sure of. A sign that raises the level whatever else was said is no news. Without habits,
    ``share' = w / (1 + sum of the other w)``. At an urgent level only what would raise it further is named: what could
    be asked or changed later would draw away from the call. Before the first answer nothing is.

    Examples
    --------
    >>> from crampguide.assessing.assessment import assess_profile
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> from crampguide.assessing.profile import Profile
    >>> known = load_knowledge()
    >>> find_changes(known, assess_profile(known, Profile(warning_signs="not_sure"))).level[0].level
    'emergency'
    """
    profile = assessment.profile
    if not profile.answers:
        return Changes()
    trials = open_trials(knowledge, profile)
    level = _level_changes(knowledge, profile, trials, assessment.level)
    if assessment.level in URGENT:
        return Changes(level=level)
    now = Retelling(knowledge, profile, assessment.dangers)
    weights, retold = now.weights, []
    for answer, told in trials:
        changed = now.after(answer.question, answer.option if is_box(knowledge, answer) else None, told)
        if changed is not None:
            retold.append((answer, changed))
    return Changes(
        level=level,
        first=_first_changes(knowledge, assessment, weights, retold),
        facts=_facts(knowledge, profile, weights, retold),
        habits=_without_habits(knowledge, assessment),
    )


def _level_changes(knowledge: Knowledge, profile: Profile, trials: list[Trial], now: Level) -> tuple[LevelChange, ...]:
    before = {danger.id: points_by_group(danger, profile) for danger in knowledge.dangers}
    found: dict[OpenAnswer, Level] = {}
    for answer, told in trials:
        dangers = knowledge.dangers_by_answer.get(answer, ())
        doubted = is_unsure(profile, answer)
        known = now if doubted else most_urgent((now, *(danger.alone[answer] for danger in dangers)))
        if known == LEVELS[-1]:
            continue
        if doubted:
            level = level_of(weigh_dangers(dangers, told))
        else:
            level = most_urgent(level_after(danger, before[danger.id], answer, told) for danger in dangers)
        if LEVELS.index(level) > LEVELS.index(known):
            found[answer] = level
    ordered = sorted(found, key=lambda answer: -LEVELS.index(found[answer]))
    return tuple(LevelChange(answer=answer, level=found[answer]) for answer in ordered[:MOST])


def _first_changes(
    knowledge: Knowledge, assessment: Assessment, weights: Weights, retold: list[Retold]
) -> tuple[FirstChange, ...]:
    """Return the answers that put the most common other causes first; each is scored whole before it is named."""
    now, largest = _first(assessment.score), _largest(knowledge, weights)
    found: dict[str, tuple[float, OpenAnswer]] = {}
    for answer, changed in retold:
        other = _largest(knowledge, changed)
        if other is None or other is largest or knowledge.how_common[other.id] < RAREST:
            continue
        if largest is not None and _is_same_illness(knowledge, largest, answer):
            continue
        share = changed[other.id] / (1 + sum(changed.values()))
        if share > found.get(other.id, (0.0,))[0]:
            found[other.id] = (share, answer)
    changes: list[FirstChange] = []
    for identifier in sorted(found, key=lambda identifier: -knowledge.how_common[identifier]):
        answer = found[identifier][1]
        told = with_open_answer(assessment.profile, answer, is_box=is_box(knowledge, answer))
        first = first_cause(knowledge, told)
        if first is not None and first.id == identifier and (now is None or now.id != identifier):
            changes.append(FirstChange(answer=answer, contributor=identifier, share=first.share))
        if len(changes) == MOST:
            break
    return tuple(changes)


def _is_same_illness(knowledge: Knowledge, unfound: Contributor, answer: OpenAnswer) -> bool:
    """Return whether an answer only says that an illness not yet found has been found: that changes no picture."""
    places = knowledge.spoken_for.get(unfound.id, ())
    known = [one.when for place in places for one in knowledge.speakers[place] if one is not unfound and one.when]
    return any(rule.is_met_by(answer.question, answer.option) for rule in (*known, unfound.unless) if rule)


def _facts(knowledge: Knowledge, profile: Profile, weights: Weights, retold: list[Retold]) -> tuple[str, ...]:
    """Rank questions by the sum of how common each thing is times the share that an answer would bring it."""
    worth: dict[str, dict[str, float]] = {}
    for answer, changed in retold:
        if _is_answered(profile, answer):
            continue
        total = 1 + sum(changed.values())
        of_question = worth.setdefault(answer.question, {})
        for identifier, weight in changed.items():
            more = weight - weights.get(identifier, 0.0)
            if more <= 0:
                continue
            gain = knowledge.how_common[identifier] * more / total
            of_question[identifier] = max(of_question.get(identifier, 0.0), gain)
    sums = {question: sum(gains.values()) for question, gains in worth.items()}
    ordered = sorted((question for question in sums if sums[question] > 0), key=lambda question: -sums[question])
    return tuple(ordered[:MOST_FACTS])


def _is_answered(profile: Profile, answer: OpenAnswer) -> bool:
    """Return whether for the person this is answered: a list with a tick in it, but for the boxes named as not sure."""
    boxes = profile.answers.get(answer.question)
    if not isinstance(boxes, Mapping) or boxes.get(answer.option) == NOT_SURE:
        return False
    return any(state == "yes" for box, state in boxes.items() if box != NOT_SURE)


def _without_habits(knowledge: Knowledge, assessment: Assessment) -> WithoutHabits | None:
    """Take the habits out of the sum: all other weights stay as they are."""
    by_id = knowledge.contributor_by_id
    causes = [c for c in assessment.score.contributions if not c.is_background]
    # only what the person told: a habit that is as likely as in others is nobody's to change
    habits = [c for c in causes if by_id[c.id].change == "habit" and not c.is_unsure]
    if sum(c.share for c in habits) < WORTH_ASKING_SHARE:
        return None
    total = assessment.score.relative_risk - sum(c.weight for c in habits)
    others = [c for c in causes if c not in habits and not c.is_unsure]
    return WithoutHabits(
        changeable=tuple((c.id, c.share) for c in habits),
        unexplained=1 / total,
        first=others[0].id if others else "",
    )


def _first(scored: Score) -> Contribution | None:
    return next((one for one in scored.contributions if not one.is_background), None)


def _largest(knowledge: Knowledge, weights: Weights) -> Contributor | None:
    causes = [identifier for identifier in weights if not knowledge.contributor_by_id[identifier].background]
    return knowledge.contributor_by_id[max(causes, key=weights.__getitem__)] if causes else None
