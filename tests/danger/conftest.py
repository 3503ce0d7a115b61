"""Answers that raise a danger, made from its record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from crampguide import Profile
from crampguide.assessing.profile import found_clashes
from crampguide.assessing.triage import weigh_danger
from crampguide.knowledge.loading import load_knowledge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from crampguide.knowledge.dangers import Danger, Level
    from crampguide.knowledge.rules import Rule, Term

    Answers = dict[str, Any]
    Maker = Callable[[Rule, Answers], Answers]

KNOWN = load_knowledge()


def with_rule(rule: Rule, answers: Answers) -> Answers:
    """Return answers that meet a rule as well, by the first alternative that asks for no other choice or number."""
    for terms in rule.alternatives:
        more = _with_terms(terms, answers)
        if more is not None and not found_clashes(KNOWN, Profile(**more)):
            return more
    return answers


def _with_terms(terms: tuple[Term, ...], answers: Answers) -> Answers | None:
    made: Answers = {key: dict(value) if isinstance(value, dict) else value for key, value in answers.items()}
    for term in terms:
        question = KNOWN.question_by_id.get(term.question)
        if term.verb == "has":
            made.setdefault(term.question, {})[term.options[0]] = "yes"
        elif term.bound is None:
            if made.setdefault(term.question, term.options[0]) not in term.options:
                return None
        elif question:
            wanted = question.high if term.verb in {">", ">="} else question.low
            made.setdefault(term.question, wanted)
            if not term.holds(Profile(**{term.question: made[term.question]})):
                return None
    return made


def raising(danger: Danger) -> Iterator[tuple[Level, Answers]]:
    """Yield, for each level of a danger that is met on the way to its worst, the answers that raise it so far."""
    answers: Answers = {}
    seen: set[Level] = set()
    rules = [*danger.needs, *(group[-1].when for group in danger.grouped), *(group[0].when for group in danger.grouped)]
    for rule in rules:
        answers = with_rule(rule, answers)
        raised = weigh_danger(danger, Profile(**answers))
        if raised and raised.level not in seen:
            seen.add(raised.level)
            yield raised.level, answers


@pytest.fixture(scope="session")
def meeting() -> Maker:
    """Return a function that makes answers meet a rule as well."""
    return with_rule


@pytest.fixture(scope="session")
def raised_levels() -> dict[str, dict[Level, Answers]]:
    """Return, for each danger by id, answers that raise each of its levels."""
    return {danger.id: dict(raising(danger)) for danger in KNOWN.dangers}
