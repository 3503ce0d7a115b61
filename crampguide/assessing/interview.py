"""Which screen of the interview comes next for one person: what its answers could change for the seconds they cost.

Each answer that is still open is tried, as in `crampguide.assessing.changes`. For a screen::

    worth      sum over its open answers of chance * (steps by which the level would rise + part of the picture moved)
    seconds    what it takes to read the screen and tap
    next       the screen with the most worth for a second

The screens that open the interview come first: all else is weighed in the light of their answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from crampguide.assessing.profile import check_answers, is_asked
from crampguide.assessing.retelling import Retelling
from crampguide.assessing.triage import level_after, level_of, points_by_group, raised_dangers, weigh_dangers
from crampguide.assessing.trying import is_box, is_unsure, open_trials
from crampguide.knowledge.dangers import LEVELS, most_urgent
from crampguide.knowledge.loading import load_knowledge

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from crampguide.assessing.profile import Profile
    from crampguide.assessing.retelling import Weights
    from crampguide.knowledge.asked import Question, Screen
    from crampguide.knowledge.dangers import Level
    from crampguide.knowledge.records import Knowledge

UNKNOWN_CHANCE: Final = 0.03
"""In how many of those who ask [0-1] a box is ticked that no source counts. Judgement."""

SECONDS: Final = {"screen": 3.0, "question": 1.0, "row": 0.8, "choice": 0.4, "number": 2.0}
"""What it takes [s] to take in a screen and a question, to pass by a box or tile and a choice, and to give a number."""

URGENCY: Final = dict(zip(LEVELS, (0.0, 0.5, 1.5, 2.5, 3.5), strict=True))
"""What a level counts [steps]. A normal visit is half a step: nothing is lost if it is thought of later. Judgement."""

USUAL: Final = 7
"""Screens that most people see: what is promised while the opening screens are asked."""

ENOUGH: Final = 0.02
"""Worth for a second below which a screen is offered, and no longer asked."""

TRIED: Final = (0.25, 0.5, 0.75)
"""Where in its range a number without words is tried."""

Reason = Literal["opening", "level", "causes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The next screen of the interview.

    ``questions`` are those of its questions that apply. ``reason`` says what its answers could change most: the level,
    or what the causes look like; or that it opens the interview. ``left`` counts the screens still worth asking, this
    one with them; where it is 0, the result is as good as told and this screen would only sharpen it.

    Examples
    --------
    >>> from crampguide.assessing.profile import Profile
    >>> step = interview(Profile())
    >>> step.screen.id, step.reason
    ('danger', 'opening')
    """

    screen: Screen
    questions: tuple[str, ...]
    reason: Reason
    left: int


@dataclass(frozen=True, slots=True)
class Worth:
    """What the answers to a question could change: expected steps of the level, and part of the picture [0-1]."""

    level: float = 0.0
    causes: float = 0.0


def interview(profile: Profile, *, done: Container[str] = (), knowledge: Knowledge | None = None) -> Step | None:
    """Return the screen of questions that is worth most next for a person, and why; None when all have been shown.

    Parameters
    ----------
    profile : Profile
        What was answered so far.
    done : container of str
        Ids of screens that the person has seen, answered or not: none is shown twice.
    knowledge : Knowledge, optional
        Another set of data; the guide's own by default.

    Returns
    -------
    Step or None
        Where its ``left`` is 0, a further answer would only sharpen the result.

    Raises
    ------
    AnswerError
        If an answer does not fit its question.

    Examples
    --------
    >>> from crampguide.assessing.profile import Profile
    >>> step = interview(Profile(warning_signs=["nothing_else"]), done={"danger"})
    >>> step.screen.title, step.questions
    ('When do the cramps come?', ('when', 'nights_a_month', 'started'))
    >>> told = Profile(warning_signs=["nothing_else"], when=["night"], age=70, sex="female")
    >>> interview(told, done={"danger", "when", "you"}).reason
    'level'
    """
    knowledge = knowledge or load_knowledge()
    profile = check_answers(knowledge, profile)
    left = [(screen, questions) for screen, questions in _open_screens(knowledge, profile) if screen.id not in done]
    if not left:
        return None
    opening = [screen for screen, _ in left if screen.opening]
    worth = _worth(knowledge, profile)
    ranked = []
    for screen, questions in left:
        level = sum(worth[question.id].level for question in questions)
        causes = sum(worth[question.id].causes for question in questions)
        reason: Reason = "opening" if screen.opening else "level" if level >= causes else "causes"
        ranked.append(((level + causes) / seconds(questions), screen, questions, reason))
    if not opening:
        ranked.sort(key=lambda one: -one[0])
    _, screen, questions, reason = ranked[0]
    return Step(
        screen=screen,
        questions=tuple(question.id for question in questions),
        reason=reason,
        left=sum(value >= ENOUGH or screen.opening for value, screen, *_ in ranked),
    )


def seconds(questions: tuple[Question, ...]) -> float:
    """Return what it takes to read a screen of questions and answer them [s], for who has nothing behind its tiles."""
    return SECONDS["screen"] + sum(SECONDS["question"] + _rows(question) for question in questions)


def _rows(question: Question) -> float:
    if question.kind in {"number", "names"}:
        return SECONDS["number"]
    if question.kind == "choice":
        return SECONDS["choice"] * len(question.options)
    return SECONDS["row"] * len(question.tiles or question.options)


def _open_screens(knowledge: Knowledge, profile: Profile) -> Iterator[tuple[Screen, tuple[Question, ...]]]:
    """Yield each screen with those of its questions that apply."""
    for screen in knowledge.screens:
        asked = (knowledge.question_by_id[question] for question in screen.questions)
        questions = tuple(question for question in asked if is_asked(question, profile))
        if questions:
            yield screen, questions


def _worth(knowledge: Knowledge, profile: Profile) -> dict[str, Worth]:
    """Return what the answers to each question could change."""
    dangers = raised_dangers(knowledge, profile)
    level, now = level_of(dangers), Retelling(knowledge, profile, dangers)
    before = {danger.id: points_by_group(danger, profile) for danger in knowledge.dangers}
    shares = _shares(knowledge, now.weights)
    found = dict.fromkeys(knowledge.question_by_id, Worth())
    for question, option, chance, told in _trials(knowledge, profile):
        raised = _level_with(knowledge, before, question, option, told, profile)
        rises = max(0.0, URGENCY[raised] - URGENCY[level])
        weights = now.after(question.id, option if question.kind == "checklist" else None, told)
        moved = _moved(shares, _shares(knowledge, weights)) if weights is not None else 0.0
        old = found[question.id]
        found[question.id] = Worth(old.level + chance * rises, old.causes + chance * moved)
    return found


def _trials(knowledge: Knowledge, profile: Profile) -> Iterator[tuple[Question, str | None, float, Profile]]:
    """Yield each open answer with its chance [0-1] and the profile with it; numbers at some places of their range."""
    for answer, told in open_trials(knowledge, profile):
        question = knowledge.question_by_id[answer.question]
        usual = UNKNOWN_CHANCE if is_box(knowledge, answer) else 1 / len(question.options)
        yield question, answer.option, knowledge.chances.get(answer, usual), told
    for question in knowledge.questions:
        if question.kind != "number" or profile.number(question.id) is not None or not is_asked(question, profile):
            continue
        numbers = [amount.typical for amount in question.amounts] or [
            question.low + part * (question.high - question.low) for part in TRIED
        ]
        for number in numbers:
            yield question, None, 1 / len(numbers), profile.with_answer(question.id, number)


def _level_with(  # noqa: PLR0913, PLR0917 - what is asked of each of some hundred trials
    knowledge: Knowledge,
    before: dict[str, list[float]],
    question: Question,
    option: str | None,
    told: Profile,
    profile: Profile,
) -> Level:
    """Return the level that the dangers which an answer speaks for reach with it."""
    dangers = knowledge.dangers_by_answer.get((question.id, option), ())
    if option is None or is_unsure(profile, (question.id, option)):
        return level_of(weigh_dangers(dangers, told))
    return most_urgent(level_after(danger, before[danger.id], (question.id, option), told) for danger in dangers)


def _shares(knowledge: Knowledge, weights: Weights) -> dict[str, float]:
    """Return the share [0-1] of each cause; age and sex are nobody's cause, and what is left is nobody's either."""
    total = 1 + sum(weights.values())
    by_id = knowledge.contributor_by_id
    return {key: weight / total for key, weight in weights.items() if not by_id[key].background}


def _moved(before: dict[str, float], after: dict[str, float]) -> float:
    """Return which part of the picture one more answer moves [0-1]."""
    return sum(abs(after.get(key, 0.0) - before.get(key, 0.0)) for key in before.keys() | after.keys()) / 2
