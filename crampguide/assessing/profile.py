"""One person's answers. "Not answered", "not sure" and "no" are three different things and stay so."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import partial
from numbers import Real
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from crampguide.knowledge.rules import NOT_SURE, NOTHING_ELSE, OPEN_ANSWERS, STATES

if TYPE_CHECKING:
    from crampguide.knowledge.asked import Amount, Clash, Question
    from crampguide.knowledge.records import Knowledge

Value = float | str | Mapping[str, str]
Raw = float | str | Iterable[str] | Mapping[str, str]


class AnswerError(ValueError):
    """One or more answers that do not fit their question. ``problems`` holds one sentence for each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(self.problems))


class InWords(float):
    """A number [unit of its question] that stands for an amount told in words.

    Parameters
    ----------
    amount : Amount
        What was told; its typical number counts, its range says how far that could be off.
    """

    amount: Amount

    def __new__(cls, amount: Amount) -> Self:
        """Take the typical number of an amount."""
        number = super().__new__(cls, amount.typical)
        number.amount = amount
        return number


class Profile:
    """One person's answers, frozen.

    Parameters
    ----------
    **answers : float, str, list of str or dict
        One keyword for each answered question; ids, units, bounds and choices stand in `crampguide.questions`.
        A number for a slider [unit of the question], or the id of an amount in words; an option id for a choice; for a
        checklist the ids of the ticked boxes, with ``"nothing_else"`` if no other box applies, or a dict of box id to
        ``"yes"``, ``"no"`` or ``"not_sure"``. Every question also takes ``"not_sure"``. A question left out is not
        answered.

    Notes
    -----
    Answers are kept as given and checked by `check_answers`, which `crampguide.assess` calls.

    Examples
    --------
    >>> person = Profile(age=72, when=["night"], medicines=["statin", "nothing_else"])
    >>> person.state("medicines", "thiazide")
    'no'
    >>> Profile(medicines=["statin"]).state("medicines", "thiazide") is None
    True
    """

    __slots__ = ("answers",)

    answers: Mapping[str, Value]

    def __init__(self, /, **answers: Raw) -> None:
        self._keep({key: _plain(raw) for key, raw in answers.items()})

    def _keep(self, plain: Mapping[str, Value]) -> None:
        # an empty list ticks nothing and denies nothing: it is no answer
        given = {key: plain[key] for key in sorted(plain) if plain[key] != {}}
        object.__setattr__(self, "answers", MappingProxyType(given))

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse any change: a new answer makes a new profile."""
        message = "a profile is frozen; use with_answer()"
        raise AttributeError(message)

    def __delattr__(self, name: str) -> None:
        """Refuse any change."""
        self.__setattr__(name, None)

    def __reduce__(self) -> tuple[partial[Profile], tuple[()]]:
        """Copy and pickle a profile by its answers."""
        return partial(Profile, **self.as_dict()), ()

    def __eq__(self, other: object) -> bool:
        """Compare by answers."""
        return isinstance(other, Profile) and self.as_dict() == other.as_dict()

    def __hash__(self) -> int:
        """Hash by answers."""
        return hash(repr(self.as_dict()))

    def __repr__(self) -> str:
        """Show the answers as they would be typed."""
        inside = ", ".join(f"{key}={_typed(value)!r}" for key, value in self.answers.items())
        return f"Profile({inside})"

    def as_dict(self) -> dict[str, float | str | dict[str, str]]:
        """Return the answers as plain values, to write to a file or send to a form."""
        plain = {key: dict(value) if isinstance(value, Mapping) else value for key, value in self.answers.items()}
        words = {key: value.amount.id for key, value in self.answers.items() if isinstance(value, InWords)}
        return plain | words

    def told_as(self, numbers: Mapping[str, InWords]) -> Profile:
        """Return a new profile in which numbers stand for amounts in words."""
        profile = Profile.__new__(Profile)
        profile._keep({**self.answers, **numbers})  # noqa: SLF001 - all are in their plain form already
        return profile

    def with_answer(self, question: str, value: Raw | None) -> Profile:
        """Return a new profile with one answer changed, or taken back when the value is None."""
        changed = {key: answer for key, answer in self.answers.items() if key != question}
        if value is not None:
            changed[question] = _plain(value)
        profile = Profile.__new__(Profile)
        profile._keep(changed)  # noqa: SLF001 - the other answers are in their plain form already
        return profile

    def number(self, question: str) -> float | None:
        """Return the number given [unit of the question], or None if there is none."""
        value = self.answers.get(question)
        return value if isinstance(value, float) else None

    def choice(self, question: str) -> str | None:
        """Return the option chosen, or None; "not sure" is no choice."""
        value = self.answers.get(question)
        return value if isinstance(value, str) and value not in OPEN_ANSWERS else None

    def is_not_sure(self, question: str) -> bool:
        """Return whether the person answered the whole question with "not sure" or "prefer not to say"."""
        return self.answers.get(question) in OPEN_ANSWERS

    def state(self, question: str, option: str) -> str | None:
        """Return ``yes``, ``no``, ``not_sure`` or None (not answered) for one box of a checklist."""
        value = self.answers.get(question)
        if isinstance(value, str) and value in OPEN_ANSWERS:
            return "yes" if option == NOT_SURE else NOT_SURE
        if not isinstance(value, MappingProxyType):  # quick to tell, and this is asked a thousand times a step
            return None
        if option == NOT_SURE:  # not sure about all boxes, or about one of them
            return "yes" if value.get(NOT_SURE) == "yes" or NOT_SURE in value.values() else None
        if option in value:
            return str(value[option])
        if value.get(NOT_SURE) == "yes":  # before "nothing else": whoever is not sure has not said no
            return NOT_SURE
        return "no" if value.get(NOTHING_ELSE) == "yes" else None


def check_answers(knowledge: Knowledge, profile: Profile) -> Profile:
    """Return answers with a number for each amount in words, once all fit and can be true of one person.

    Parameters
    ----------
    knowledge : Knowledge
    profile : Profile

    Returns
    -------
    Profile
        As rules and doses can read it; it still knows the words, and `Profile.as_dict` gives them.

    Raises
    ------
    AnswerError
        With one sentence for each bad answer: an unknown id, a wrong type, a number out of range, an option that
        does not exist; and one for answers that do not go together. None of these is dropped, as that could lower
        a level.

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> told = check_answers(load_knowledge(), Profile(fluid_l="little"))
    >>> told.number("fluid_l") < 1, told.as_dict()
    (True, {'fluid_l': 'little'})
    >>> check_answers(load_knowledge(), Profile(age=900))
    Traceback (most recent call last):
    crampguide.assessing.profile.AnswerError: age: 900 is out of range; give a number from 1 to 100 (years).
    """
    by_id = knowledge.question_by_id
    problems = []
    for key, value in profile.answers.items():
        if key not in by_id:
            problems.append(f"{key}: there is no such question; the ids are {', '.join(by_id)}.")
        elif problem := _problem(by_id[key], value):
            problems.append(f"{key}: {problem}")
    told = _in_numbers(knowledge, profile)
    problems += [clash_text(knowledge, clash, told) for clash in found_clashes(knowledge, told)]
    if problems:
        raise AnswerError(problems)
    return told


def _in_numbers(knowledge: Knowledge, profile: Profile) -> Profile:
    """Return a person's answers with a number for each amount in words."""
    told = {}
    for question, value in profile.answers.items():
        amounts = knowledge.amounts_by_question.get(question)
        if amounts and isinstance(value, str) and value in amounts:
            told[question] = InWords(amounts[value])
    return profile.told_as(told) if told else profile


def found_clashes(knowledge: Knowledge, profile: Profile) -> tuple[Clash, ...]:
    """Return the rules by which some of these answers cannot all be true of one person."""
    return tuple(clash for clash in knowledge.clashes if clash.when.holds(profile) is True)


def clash_text(knowledge: Knowledge, clash: Clash, profile: Profile) -> str:
    """Return what tells the person which of their answers do not go together.

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> known, child = load_knowledge(), Profile(age=7, pregnancy="first")
    >>> clash_text(known, found_clashes(known, child)[0], child)[:41]
    'Age 7 and “Yes, weeks 1 to 13” (pregnant)'
    """
    words = {question: _in_words(knowledge, question, profile) for question in clash.when.questions}
    return clash.text.format(**words)


def _in_words(knowledge: Knowledge, question: str, profile: Profile) -> str:
    number = profile.number(question)
    if number is not None:
        return f"{number:g}"
    options = knowledge.question_by_id[question].options
    return next((option.text for option in options if option.id == profile.choice(question)), "")


def _problem(question: Question, value: Value) -> str:
    """Return what is wrong with one answer, or an empty string."""
    allowed_open = OPEN_ANSWERS if question.private else (NOT_SURE,)
    if isinstance(value, str) and value in allowed_open:
        return ""
    ids = [option.id for option in question.options]
    if question.kind == "number":
        return _number_problem(question, value, allowed_open)
    if question.kind == "choice":
        listed = ", ".join([*ids, *allowed_open])
        fits = isinstance(value, str) and value in ids
        return "" if fits else f"{_typed(value)!r} is not a choice; pick one of {listed}."
    return _checklist_problem([*ids, NOTHING_ELSE, NOT_SURE], value, allowed_open)


def _number_problem(question: Question, value: Value, allowed_open: tuple[str, ...]) -> str:
    bounds = f"give a number from {question.low:g} to {question.high:g} ({question.unit})"
    words = [amount.id for amount in question.amounts]
    if not isinstance(value, float):
        allowed = " or ".join(map(repr, (*words, *allowed_open)))
        return "" if value in words else f"{_typed(value)!r} is not a number; {bounds} or {allowed}."
    return "" if question.low <= value <= question.high else f"{value:g} is out of range; {bounds}."


def _checklist_problem(allowed: list[str], value: Value, allowed_open: tuple[str, ...]) -> str:
    if not isinstance(value, Mapping):
        alone = " or ".join(map(repr, allowed_open))
        return f"{_typed(value)!r} is not a list; give a list of {', '.join(allowed)}; or {alone}."
    unknown = [key for key in value if key not in allowed]
    if unknown:
        return f"{', '.join(map(repr, unknown))} is not in the list; allowed are {', '.join(allowed)}."
    wrong = [f"{key}={state!r}" for key, state in value.items() if state not in STATES]
    return f"{', '.join(wrong)} is not an answer; write 'yes', 'no' or 'not_sure'." if wrong else ""


def _plain(raw: Raw) -> Value:
    """Bring an answer into one of three plain forms: float, str, or dict of box to state."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return str(raw).lower()
    if isinstance(raw, Real):
        return _finite(raw)
    if isinstance(raw, Mapping):
        return MappingProxyType({key: str(raw[key]) for key in sorted(raw, key=str)})
    if isinstance(raw, Iterable):
        return MappingProxyType(dict.fromkeys(sorted(map(str, raw)), "yes"))
    return str(raw)


def _finite(number: Real) -> float | str:
    """Return a number, or its name where it is too large or none; no question takes either."""
    try:
        plain = float(number) + 0.0  # -0.0 is 0.0
    except OverflowError:
        return "inf"
    return plain if math.isfinite(plain) else str(plain)


def _typed(value: Value) -> object:
    """Return a value as a person would type it."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, Mapping) and set(value.values()) <= {"yes"}:
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value


def is_asked(question: Question, profile: Profile) -> bool:
    """Return whether a question applies at all, given the other answers: a man is not asked whether he is pregnant."""
    return question.skip_if is None or question.skip_if.holds(profile) is not True
