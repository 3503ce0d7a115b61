"""Answers that raise a danger, made from its record."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest

from crampguide import Profile
from crampguide.assessing.profile import found_clashes
from crampguide.assessing.triage import weigh_danger
from crampguide.knowledge.dangers import LEVELS
from crampguide.knowledge.loading import load_knowledge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from crampguide.knowledge.asked import Question
    from crampguide.knowledge.dangers import Danger, Level
    from crampguide.knowledge.rules import Rule, Term

    Answers = dict[str, Any]
    Maker = Callable[[Rule, Answers], Answers]

KNOWN = load_knowledge()


def with_rule(rule: Rule, answers: Answers) -> Answers:
    """Return answers that meet a rule as well, by the first alternative that asks for no other choice or number."""
    for terms in rule.alternatives:
        more = with_terms(terms, answers)
        if more is not None and not found_clashes(KNOWN, Profile(**more)):
            return more
    return answers


def with_terms(terms: tuple[Term, ...], answers: Answers) -> Answers | None:
    """Return answers that meet some terms as well, or None where the answers do not leave room for it."""
    made: Answers = {key: dict(value) if isinstance(value, dict) else value for key, value in answers.items()}
    for term in terms:
        question = KNOWN.question_by_id.get(term.question)
        if term.verb == "has":
            made.setdefault(term.question, {})[term.options[0]] = "yes"
        elif term.bound is None:
            if made.setdefault(term.question, term.options[0]) not in term.options:
                return None
        elif question:
            asked = [one for one in terms if one.question == term.question]
            fitting = (number for number in _numbers(question, asked) if _hold(asked, number))
            made.setdefault(term.question, next(fitting, question.high))
            if not _hold(asked, made[term.question]):
                return None
    return made


def _numbers(question: Question, terms: list[Term]) -> list[float]:
    """Return numbers that may meet all terms about one number: its ends, and the bounds with a step to either side."""
    bounds = [term.bound for term in terms if term.bound is not None]
    near = [bound + step for bound in bounds for step in (0, question.step, -question.step)]
    ends = [question.high, question.low] if terms[0].verb[0] == ">" else [question.low, question.high]
    return [*ends, *(number for number in near if question.low <= number <= question.high)]


def _hold(terms: list[Term], number: float) -> bool:
    return all(term.holds(Profile(**{term.question: number})) for term in terms)


def raising(danger: Danger) -> dict[Level, Answers]:
    """Return, for each level of a danger, answers that raise it."""
    wanted = {level for level in LEVELS if danger.sums.at(level) is not None}
    found: dict[Level, Answers] = {}
    for answers in _tried(danger):
        raised = weigh_danger(danger, Profile(**answers))
        if raised:
            found.setdefault(raised.level, answers)
        if found.keys() == wanted:
            break
    return found


def _tried(danger: Danger) -> Iterator[Answers]:
    """Yield answers that meet more and more of a danger: all its groups one by one, then findings alone, in pairs."""
    answers: Answers = {}
    for rule in (*danger.needs, *(group[place].when for place in (-1, 0) for group in danger.grouped)):
        answers = with_rule(rule, answers)
        yield answers
    for count in (1, 2):
        for findings in combinations(danger.findings, count):
            alone: Answers = {}
            for finding in findings:
                alone = with_rule(finding.when, alone)
            needed = alone
            for need in danger.needs:
                needed = needed if need.degree(Profile(**needed)) else with_rule(need, needed)
            for made in (alone, needed):
                yield made
                yield _not_sure(made)


def _not_sure(answers: Answers) -> Answers:
    """Return the same answers by a person who is sure of no box."""
    return {
        key: dict.fromkeys(given, "not_sure") if isinstance(given, dict) else given for key, given in answers.items()
    }


@pytest.fixture(scope="session")
def meeting_alternative() -> Callable[[tuple[Term, ...]], Answers | None]:
    """Return a function that makes answers meet one alternative of a rule, or None where nobody can."""
    return lambda terms: with_terms(terms, {})


@pytest.fixture(scope="session")
def meeting() -> Maker:
    """Return a function that makes answers meet a rule as well."""
    return with_rule


@pytest.fixture(scope="session")
def raised_levels() -> dict[str, dict[Level, Answers]]:
    """Return, for each danger by id, answers that raise each of its levels."""
    return {danger.id: raising(danger) for danger in KNOWN.dangers}
