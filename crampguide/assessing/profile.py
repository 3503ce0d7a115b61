"""One person's answers. "Not answered", "not sure" and "no" are three different things and stay so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

from crampguide.assessing.fitting import Raw, as_plain, as_typed, problem_with
from crampguide.assessing.named import (
    Value,
    clashing_names,
    heard_changes,
    implied_answers,
    named_medicines,
)
from crampguide.assessing.table_row import Fault, read_row
from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.presentations import CHANGE, MEDICINES
from crampguide.knowledge.rules import NOT_SURE, NOTHING_ELSE, OPEN_ANSWERS

if TYPE_CHECKING:
    from crampguide.knowledge.asked import Amount, Clash, Question
    from crampguide.knowledge.records import Knowledge


class AnswerError(ValueError):
    """One or more answers that do not fit their question. ``problems`` holds one sentence for each.

    Examples
    --------
    >>> import crampguide
    >>> try:
    ...     crampguide.assess(Profile(age=900, sex="f"))
    ... except AnswerError as fault:
    ...     fault.problems[0]
    'age: 900 is out of range; give a number from 1 to 100 (years).'
    """

    def __init__(self, problems: Iterable[str]) -> None:
        # half of a pair of UTF-16, from a file or a browser, can be neither shown nor sent
        self.problems = tuple(problem.encode("utf-8", "replace").decode() for problem in problems)
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
        ``"yes"``, ``"no"`` or ``"not_sure"``; for medicines by name a dict of name to what was done with it, such as
        ``{"Lasix": "new_weeks"}``. Every question also takes ``"not_sure"``. A question left out, or given as None, is
        not answered.

    Notes
    -----
    Answers are kept as given and checked by `check_answers`, which `crampguide.assess` calls. What it returns answers
    more than was given: ``answers`` is what rules read, ``given`` what the person said, and ``heard`` says of boxes of
    medicines whether the cramps began soon after that one was new or raised.

    Examples
    --------
    >>> person = Profile(age=72, when=["night"], medicines=["statin", "nothing_else"])
    >>> person.state("medicines", "thiazide")
    'no'
    >>> Profile(medicines=["statin"]).state("medicines", "thiazide") is None
    True
    """

    __slots__ = ("answers", "given", "heard")

    answers: Mapping[str, Value]
    given: Mapping[str, Value]
    heard: Mapping[str, str]

    def __init__(self, /, **answers: Raw | None) -> None:
        plain = {key: as_plain(raw) for key, raw in answers.items() if raw is not None}
        self._keep(plain, plain, {})

    @classmethod
    def from_row(cls, row: Mapping[str, Any], *, skip: Iterable[str] = (), knowledge: Knowledge | None = None) -> Self:
        """Return the answers of one row of a table.

        Parameters
        ----------
        row : mapping of str to cell
            A row of a data frame, of `csv.DictReader` or of anything that has a cell for each column. A column is
            called like its question, or, for one box of a checklist, like both: ``medicines.statin``, with ``yes``,
            ``no``, ``not_sure``, true, false, 1 or 0. A checklist in one cell is a list, or text with semicolons:
            ``statin; laba``. A cell with nothing in it (None, NaN, an empty text) is not answered.
        skip : iterable of str
            Columns that hold no answers.
        knowledge : Knowledge, optional
            Another set of data; the guide's own by default.

        Returns
        -------
        Profile

        Raises
        ------
        AnswerError
            If a column or a box is called like none, or the cell of a box is no such answer; the rest is checked by
            `crampguide.assess`. Every such column is named.

        Examples
        --------
        >>> Profile.from_row({"age": 72, "bmi": float("nan"), "medicines": "statin; laba", "body.tired": False})
        Profile(age=72, body={'tired': 'no'}, medicines=['laba', 'statin'])
        """
        answers, faults = read_row(knowledge or load_knowledge(), row, skip)
        if faults:
            raise AnswerError(map(str, faults))
        return cls(**answers)

    def _keep(self, answers: Mapping[str, Value], given: Mapping[str, Value], heard: Mapping[str, str]) -> None:
        for name, plain in (("answers", answers), ("given", given)):
            # an empty list ticks nothing and denies nothing: it is no answer
            kept = {key: plain[key] for key in sorted(plain) if plain[key] != {}}
            object.__setattr__(self, name, MappingProxyType(kept))
        object.__setattr__(self, "heard", heard)

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
        inside = ", ".join(f"{key}={as_typed(value)!r}" for key, value in self.given.items())
        return f"Profile({inside})"

    def as_dict(self) -> dict[str, float | str | dict[str, str]]:
        """Return the answers as plain values, to write to a file or send to a form.

        Examples
        --------
        >>> Profile(age=72, medicines=["statin"]).as_dict()
        {'age': 72.0, 'medicines': {'statin': 'yes'}}
        """
        return {key: dict(value) if isinstance(value, Mapping) else value for key, value in self.given.items()}

    def told_as(self, answers: Mapping[str, Value], heard: Mapping[str, str] | None = None) -> Profile:
        """Return a new profile in which rules read more than the person gave: numbers for words, boxes for names."""
        return self._made({**self.answers, **answers}, self.given, heard or self.heard)

    def with_answer(self, question: str, value: Raw | None) -> Profile:
        """Return a new profile with one answer changed, or taken back when the value is None.

        Examples
        --------
        >>> Profile(age=72).with_answer("sex", "female").with_answer("age", None)
        Profile(sex='female')
        """
        changed = {} if value is None else {question: as_plain(value)}
        answers, given = (
            {key: answer for key, answer in before.items() if key != question} | changed
            for before in (self.answers, self.given)
        )
        return self._made(answers, given, self.heard)

    def about(self, boxes: Iterable[str]) -> Profile:
        """Return the profile as it tells of some medicines: whether the cramps began soon after one of them was new."""
        heard = self.heard_of(boxes) if self.heard else None
        if heard is None:
            return self
        return self._made({**self.answers, CHANGE: "yes" if heard == "yes" else "no"}, self.given, self.heard)

    def of_new_medicines(self) -> Profile:
        """Return the profile without the medicines that the person told were not the new ones."""
        boxes = self.answers.get(MEDICINES)
        if not self.heard or not isinstance(boxes, Mapping):
            return self
        new = {box: state for box, state in boxes.items() if self.heard.get(box, "yes") == "yes"}
        return self._made({**self.answers, MEDICINES: MappingProxyType(new)}, self.given, self.heard)

    def heard_of(self, boxes: Iterable[str]) -> str | None:
        """Return ``yes`` if the cramps began soon after one of these, ``no``, ``stopped`` if none is taken, or None."""
        heard = [self.heard.get(box) for box in boxes if self.state(MEDICINES, box) in {"yes", NOT_SURE}]
        if "yes" in heard:
            return "yes"
        if not heard or None in heard:
            return None
        return "no" if "no" in heard else "stopped"

    @classmethod
    def _made(cls, answers: Mapping[str, Value], given: Mapping[str, Value], heard: Mapping[str, str]) -> Profile:
        """Make a profile of answers that are all in their plain form already."""
        profile = cls.__new__(cls)
        profile._keep(answers, given, heard)  # noqa: SLF001 - of its own kind
        return profile

    def number(self, question: str) -> float | None:
        """Return the number given [unit of the question], or None if there is none.

        Examples
        --------
        >>> Profile(age=72, bmi="not_sure").number("age"), Profile(bmi="not_sure").number("bmi")
        (72.0, None)
        """
        value = self.answers.get(question)
        return value if isinstance(value, float) else None

    def choice(self, question: str) -> str | None:
        """Return the option chosen, or None; "not sure" is no choice.

        Examples
        --------
        >>> Profile(sex="female").choice("sex"), Profile(sex="not_sure").choice("sex")
        ('female', None)
        """
        value = self.answers.get(question)
        return value if isinstance(value, str) and value not in OPEN_ANSWERS else None

    def is_not_sure(self, question: str) -> bool:
        """Return whether the person answered the whole question with "not sure" or "prefer not to say".

        Examples
        --------
        >>> Profile(sex="prefer_not_to_say").is_not_sure("sex"), Profile().is_not_sure("sex")
        (True, False)
        """
        return self.answers.get(question) in OPEN_ANSWERS

    def state(self, question: str, option: str) -> str | None:
        """Return ``yes``, ``no``, ``not_sure`` or None (not answered) for one box of a checklist.

        Examples
        --------
        >>> person = Profile(medicines={"statin": "yes", "laba": "not_sure"})
        >>> [person.state("medicines", box) for box in ("statin", "laba", "thiazide")]
        ['yes', 'not_sure', None]
        """
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
    told, faults = find_faults(knowledge, profile)
    if faults:
        raise AnswerError(map(str, faults))
    return told


def find_faults(knowledge: Knowledge, profile: Profile) -> tuple[Profile, list[Fault]]:
    """Return answers as `check_answers` does, and all that is wrong with them, where that raises an error."""
    by_id = knowledge.question_by_id
    faults = []
    for key, value in profile.answers.items():
        if key not in by_id:
            faults.append(Fault(key, f"there is no such question; the ids are {', '.join(by_id)}."))
        elif problem := problem_with(by_id[key], value):
            faults.append(Fault(key, problem))
    told = _in_numbers(knowledge, profile)
    if not faults:
        told = _by_names(knowledge, told)
        faults += [Fault("", problem) for problem in clashing_names(knowledge, profile.answers)]
    faults += [Fault("", clash_text(knowledge, clash, told)) for clash in found_clashes(knowledge, told)]
    return told, faults


def _in_numbers(knowledge: Knowledge, profile: Profile) -> Profile:
    """Return a person's answers with a number for each amount in words."""
    told = {}
    for question, value in profile.answers.items():
        amounts = knowledge.amounts_by_question.get(question)
        if amounts and isinstance(value, str) and value in amounts:
            told[question] = InWords(amounts[value])
    return profile.told_as(told) if told else profile


def _by_names(knowledge: Knowledge, profile: Profile) -> Profile:
    """Return a person's answers with what the names of medicines answer elsewhere."""
    named = named_medicines(knowledge, profile.answers)
    if not named:
        return profile
    boxes = (option.id for option in knowledge.question_by_id[MEDICINES].options)
    heard = heard_changes(named, profile.answers, boxes)
    return profile.told_as(implied_answers(knowledge, named, profile.answers), heard)


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


def is_asked(question: Question, profile: Profile) -> bool:
    """Return whether a question applies at all, given the other answers: a man is not asked whether he is pregnant."""
    return question.skip_if is None or question.skip_if.holds(profile) is not True
