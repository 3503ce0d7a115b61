"""A small language for "when does this apply?", read from ``data/`` and asked of one person's answers.

A rule is a list of alternatives; each alternative is one or more terms joined by ``and``::

    medicines has statin/fibrate          any of these boxes is ticked
    side is one                           this choice (``one/both`` for either) is made
    alcohol_drinks >= 21                  a number is at or above a bound (also ``>``, ``<=``, ``<``)

An answer that is missing, or "not sure", makes a term unknown, never false. There is no "not": a rule can only
be made true by what a person says, so no further answer can undo a warning.
"""

from __future__ import annotations

import operator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType  # what a profile keeps; many times faster to tell than any mapping
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

NOT_SURE: Final = "not_sure"
PREFER_NOT: Final = "prefer_not_to_say"
NOTHING_ELSE: Final = "nothing_else"
STATES: Final = ("yes", "no", NOT_SURE)
OPEN_ANSWERS: Final = (NOT_SURE, PREFER_NOT)
"""Answers that say "I do not tell": they are answers, and they are never "no"."""

UNSURE: Final = 0.5
"""Part of its points that an answer "not sure" gives to a danger."""

COMPARISONS: Final[dict[str, Callable[[float, float], bool]]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}


class Answers(Protocol):
    """What a rule may ask of a person's answers."""

    @property
    def answers(self) -> Mapping[str, object]:
        """What was answered, by question."""

    def number(self, question: str) -> float | None:
        """Return the number given, or None."""

    def choice(self, question: str) -> str | None:
        """Return the option chosen, or None."""

    def state(self, question: str, option: str) -> str | None:
        """Return ``yes``, ``no``, ``not_sure`` or None for one box."""

    def is_not_sure(self, question: str) -> bool:
        """Return whether the whole question was answered with "not sure"."""


@dataclass(frozen=True, slots=True)
class Term:
    """One statement about one answer, such as ``medicines has statin``.

    Parameters
    ----------
    question : str
        Id of the question.
    verb : {'has', 'is', '>=', '<=', '>', '<'}
        What is asked of the answer.
    options : tuple of str
        Options of which one is enough; empty for a comparison.
    bound : float or None
        Number to compare with [unit of the question]; None for ``has`` and ``is``.
    """

    question: str
    verb: str
    options: tuple[str, ...] = ()
    bound: float | None = None

    def holds(self, answers: Answers) -> bool | None:
        """Return True, False, or None when the answers do not tell."""
        if self.bound is not None:
            number = answers.number(self.question)
            return None if number is None else COMPARISONS[self.verb](number, self.bound)
        if self.verb == "is":
            choice = answers.choice(self.question)
            return None if choice is None else choice in self.options
        found: bool | None = False
        for option in self.options:
            state = answers.state(self.question, option)
            if state == "yes":
                return True
            if state != "no":
                found = None
        return found

    def __str__(self) -> str:
        """Return it as it is written."""
        asked = "/".join(self.options) if self.bound is None else f"{self.bound:g}"
        return f"{self.question} {self.verb} {asked}"

    def degree(self, answers: Answers) -> float:
        """Return 1 if this holds, `UNSURE` if the person is not sure of just this, else 0.

        A whole list answered with "not sure" says nothing of a single box.
        """
        given = answers.answers.get(self.question)
        if given is None:
            return 0.0
        if self.verb != "has":
            holds = self.holds(answers)
            return float(holds) if holds is not None else UNSURE * (given == NOT_SURE)
        if not isinstance(given, MappingProxyType):
            return float(NOT_SURE in self.options and given == NOT_SURE)
        states = [given.get(option) for option in self.options]
        return 1.0 if "yes" in states else UNSURE * (NOT_SURE in states)

    def support(self, answers: Answers) -> Iterator[tuple[str, str | None]]:
        """Yield the (question, option) pairs in the answers that make this term true."""
        if self.verb == "has":
            yield from (
                (self.question, option) for option in self.options if answers.state(self.question, option) == "yes"
            )
        elif self.verb == "is":
            yield self.question, answers.choice(self.question)
        else:
            yield self.question, None

    def unsure(self, answers: Answers) -> Iterator[tuple[str, str | None]]:
        """Yield the (question, option) pairs asked here that the person answered with "not sure"."""
        for option in self.options or (None,):
            if answers.is_not_sure(self.question) or (option and answers.state(self.question, option) == NOT_SURE):
                yield self.question, option


@dataclass(frozen=True, slots=True)
class Rule:
    """When something applies: true as soon as one alternative is true in all its terms.

    Parameters
    ----------
    alternatives : tuple of tuple of Term
        Each inner tuple is joined by "and", the outer ones by "or".
    questions : frozenset of str
        Ids of the questions asked; where none is answered, nothing need be looked at.

    Examples
    --------
    >>> from crampguide.assessing.profile import Profile
    >>> rule = parse_rule(["side is one and medicines has contraceptive_pill"])
    >>> rule.holds(Profile(side="one", medicines=["contraceptive_pill"]))
    True
    >>> rule.holds(Profile(side="one")) is None
    True
    >>> str(rule)
    'side is one and medicines has contraceptive_pill'
    """

    alternatives: tuple[tuple[Term, ...], ...]
    questions: frozenset[str] = field(default=frozenset(), compare=False)

    def __str__(self) -> str:
        """Return it as it is written, its alternatives joined by "or"."""
        return " or ".join(" and ".join(map(str, terms)) for terms in self.alternatives)

    def holds(self, answers: Answers) -> bool | None:
        """Return True, False, or None when the answers do not tell."""
        if self.questions.isdisjoint(answers.answers):
            return None
        best: bool | None = False
        for terms in self.alternatives:
            found = self._all_hold(terms, answers)
            if found:
                return True
            best = None if found is None else best
        return best

    def is_met_by(self, question: str, option: str | None) -> bool:
        """Return whether this box or choice alone is enough.

        Examples
        --------
        >>> parse_rule(["side is one and where has calf", "side is both"]).is_met_by("side", "both")
        True
        """
        return any(
            all(term.question == question and option in term.options for term in terms) for terms in self.alternatives
        )

    def degree(self, answers: Answers) -> float:
        """Return how far this holds [0-1]: 1 if it does, and half for each term that the person is not sure of.

        Examples
        --------
        >>> from crampguide.assessing.profile import Profile
        >>> rule = parse_rule(["side is one and medicines has contraceptive_pill"])
        >>> rule.degree(Profile(side="one", medicines={"contraceptive_pill": "not_sure"}))
        0.5
        """
        if self.questions.isdisjoint(answers.answers):
            return 0.0
        best = 0.0
        for terms in self.alternatives:
            product = 1.0
            for term in terms:
                product *= term.degree(answers)
                if not product:
                    break
            best = max(best, product)
        return best

    def weighed(self, answers: Answers) -> tuple[tuple[str, str | None], ...]:
        """Return the (question, option) pairs behind `degree`, those of unsure answers too, each once."""
        found: dict[tuple[str, str | None], None] = {}
        for terms in self.alternatives:
            if all(term.degree(answers) for term in terms):
                for term in terms:
                    found |= dict.fromkeys(term.support(answers) if term.holds(answers) else term.unsure(answers))
        return tuple(found)

    def support(self, answers: Answers) -> tuple[tuple[str, str | None], ...]:
        """Return the (question, option) pairs that make this rule true, each once, in rule order."""
        found = (
            pair
            for terms in self.alternatives
            if self._all_hold(terms, answers) is True
            for term in terms
            for pair in term.support(answers)
        )
        return tuple(dict.fromkeys(found))

    def unsure(self, answers: Answers) -> tuple[tuple[str, str | None], ...]:
        """Return the (question, option) pairs asked here that the person answered with "not sure"."""
        if self.questions.isdisjoint(answers.answers):
            return ()
        return tuple(dict.fromkeys(pair for term in self.terms() for pair in term.unsure(answers)))

    @property
    def narrowness(self) -> int:
        """How many answers it takes at least: what is true of fewer people counts before what is true of more."""
        return min(len(terms) for terms in self.alternatives)

    def terms(self) -> Iterator[Term]:
        """Yield every term, so that a check can look up its question."""
        for terms in self.alternatives:
            yield from terms

    @property
    def answers(self) -> tuple[tuple[str, str | None], ...]:
        """The answers that decide it: boxes one by one, a choice or a number as a whole (None)."""
        return tuple(
            (term.question, box) for term in self.terms() for box in (term.options if term.verb == "has" else (None,))
        )

    @staticmethod
    def _all_hold(terms: tuple[Term, ...], answers: Answers) -> bool | None:
        worst: bool | None = True
        for term in terms:
            found = term.holds(answers)
            if found is False:
                return False
            worst = None if found is None else worst
        return worst


def parse_rule(alternatives: Iterable[str]) -> Rule:
    """Read a rule from its written form.

    Parameters
    ----------
    alternatives : iterable of str
        One string for each alternative, in the language of this module.

    Returns
    -------
    Rule

    Raises
    ------
    ValueError
        If a term has another form than the three above, or there is no alternative.
    """
    parsed = tuple(tuple(_parse_term(term) for term in str(text).split(" and ")) for text in alternatives)
    if not parsed:
        message = "a rule needs at least one alternative"
        raise ValueError(message)
    return Rule(parsed, frozenset(term.question for terms in parsed for term in terms))


@cache
def _parse_term(text: str) -> Term:
    """Read one term; the same words stand in many rules and are kept once."""
    words = text.split()
    if len(words) == 3:  # noqa: PLR2004 - question, verb, object
        question, verb, target = words
        if verb in {"has", "is"}:
            return Term(question, verb, options=tuple(target.split("/")))
        if verb in COMPARISONS:
            with suppress(ValueError):
                return Term(question, verb, bound=float(target))
    message = f"cannot read {text!r}: write 'question has option', 'question is option' or 'question >= number'"
    raise ValueError(message)
