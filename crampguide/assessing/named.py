"""Medicines by their names: which they are, which one is new or stopped, and what that answers elsewhere.

A name ticks its boxes, so what is called by a name counts like what is ticked. One that is new or raised answers "did
the cramps start soon after a new medicine" for itself, and for the others that it was not them. One that is stopped or
lowered ticks the box of stopping it, where there is one. Nothing here takes a tick away: no name can lower a level.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from crampguide.knowledge.medicines import load_medicines
from crampguide.knowledge.names import key_of, medicine_called
from crampguide.knowledge.presentations import CHANGE, MEDICINES
from crampguide.knowledge.rules import NOT_SURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crampguide.knowledge.asked import Question
    from crampguide.knowledge.names import Medicine
    from crampguide.knowledge.records import Knowledge

Value = float | str | Mapping[str, str]
Answers = Mapping[str, Value]
"""Question id to answer, in the plain form in which a profile keeps it."""

NAMES: Final = "medicines_named"
"""The question that takes names."""

EVENTS: Final = "recent"
"""The question with the boxes for a medicine that was stopped."""

STARTED: Final = "started"
COURSE: Final = "course"

MOST_NAMES: Final = 30
LONGEST_NAME: Final = 60
"""Names that a person may give at most, and letters of one."""

STARTS: Final = frozenset({"new", "raised"})
STOPS: Final = frozenset({"lowered", "stopped"})
"""Changes after which cramps may start, for one reason or the other."""

ORDER: Final = ("hours", "days", "weeks", "months", "years", "childhood")
"""How long ago something was, from the latest."""

LONG_AGO: Final = frozenset({"years", "childhood"})
WITHDRAWING: Final = frozenset({"", "days", "weeks"})
"""How long ago a medicine was stopped whose stopping may still be felt; "" where the person did not say."""


@dataclass(frozen=True, slots=True)
class Named:
    """A medicine by the name that a person gave it.

    ``medicine`` is None where the name is not known, ``boxes`` are those it ticks. ``change`` is what was done with it,
    ``since`` when, or "".
    """

    name: str
    medicine: Medicine | None
    boxes: tuple[str, ...]
    change: str
    since: str

    @property
    def is_known(self) -> bool:
        """Whether we know the name: of a medicine, or of a whole kind."""
        return self.medicine is not None or bool(self.boxes)


def names_problem(question: Question, value: object) -> str:
    """Return what is wrong with an answer that gives names, or an empty string.

    Parameters
    ----------
    question : Question
    value : object
        Name to what was done with the medicine, once it is in its plain form.
    """
    changes = [option.id for option in question.options]
    times = [option.id for option in question.times]
    states = {*changes, *(f"{change}_{time}" for change in changes for time in times)}
    allowed = f"{', '.join(changes)}, each alone or with _{', _'.join(times)}"
    if not isinstance(value, Mapping):
        return f"give each name what was done with it, such as Lasix = {changes[0]!r}; allowed are {allowed}."
    if len(value) > MOST_NAMES:
        return f"{len(value)} names are too many; give {MOST_NAMES} at most."
    bad = [_name_problem(name) for name in value]
    keys = [key_of(name) for name in value]
    bad += [f"{_short(name)} is named twice." for place, name in enumerate(value) if keys[place] in keys[:place]]
    bad += [f"{_short(state)} is no change; allowed are {allowed}." for state in value.values() if state not in states]
    return next(filter(None, bad), "")


def _name_problem(name: str) -> str:
    if len(name) > LONGEST_NAME:
        return f"{_short(name)} is too long for a name; {LONGEST_NAME} letters at most."
    if any(sign in "<>" or unicodedata.category(sign)[0] == "C" or sign in "\u2028\u2029" for sign in name):
        return f"{_short(name)} holds signs that no name of a medicine has."
    if not any(sign.isalpha() for sign in name):
        return f"{_short(name)} is no name: it has no letter."
    return ""


def _short(text: str) -> str:
    """Return a text that may hold anything, in quotes, short, and with signs that nobody sees spelt out."""
    shown = text if text.isprintable() else ascii(text)[1:-1]
    return f"“{shown}”" if len(shown) <= LONGEST_NAME else f"“{shown[:20]}…”"


def named_medicines(knowledge: Knowledge, given: Answers) -> tuple[Named, ...]:
    """Return the medicines that a person named, in the order of their names.

    Parameters
    ----------
    knowledge : Knowledge
    given : mapping
        Question id to answer; answers that have been checked.

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> told = named_medicines(load_knowledge(), {"medicines_named": {"Lasix": "new_weeks", "Foobarol": "taking"}})
    >>> [(one.name, one.is_known, one.boxes, one.change, one.since) for one in told]
    [('Lasix', True, ('loop_diuretic',), 'new', 'weeks'), ('Foobarol', False, (), 'taking', '')]
    """
    names = given.get(NAMES)
    if not isinstance(names, Mapping):
        return ()
    found = []
    for name, state in names.items():
        change, _, since = state.partition("_")
        medicine = medicine_called(load_medicines(), name)
        kind = None if medicine else knowledge.kinds_of_medicine.get(key_of(name))
        boxes = medicine.boxes if medicine else (kind,) if kind else ()
        found.append(Named(name, medicine, boxes, change, since))
    return tuple(found)


def clashing_names(knowledge: Knowledge, given: Answers) -> Iterator[str]:
    """Yield a sentence for each name of a medicine whose box the person says no to: neither is dropped in silence."""
    boxes = given.get(MEDICINES)
    if not isinstance(boxes, Mapping):
        return
    texts = {option.id: option.text for option in knowledge.question_by_id[MEDICINES].options}
    for one in named_medicines(knowledge, given):
        for box in one.boxes:
            if boxes.get(box) == "no" and one.change != "stopped":
                yield f"{NAMES}: {_short(one.name)} and “no” to “{texts[box]}” do not go together."


def heard_changes(named: Iterable[Named], given: Answers, boxes: Iterable[str]) -> dict[str, str]:
    """Return for boxes of medicines whether the cramps began or got worse soon after that one was new or raised.

    Parameters
    ----------
    named : iterable of Named
    given : mapping
        Question id to answer.
    boxes : iterable of str
        All boxes of the list.

    Returns
    -------
    dict
        Box to "yes", "no", or "stopped" where it is no longer taken; a box that the person told nothing of is not
        there. Once one medicine is told to be the new one, no other is.
    """
    said = [(one, is_soon_after(one, given)) for one in named]
    is_told = any(soon is True for _, soon in said)
    heard: dict[str, str] = dict.fromkeys(boxes, "no") if is_told else {}
    own: dict[str, list[tuple[Named, bool | None]]] = {}
    for one, soon in said:
        for box in one.boxes:
            own.setdefault(box, []).append((one, soon))
    for box, several in own.items():
        if any(soon for _, soon in several):
            heard[box] = "yes"
        elif all(soon is False for _, soon in several):
            heard[box] = "stopped" if all(one.change == "stopped" for one, _ in several) else "no"
    return heard


def is_soon_after(one: Named, given: Answers) -> bool | None:
    """Return whether cramps began or got worse soon after a medicine was new or raised; None if nobody can tell.

    What was changed over a year ago is no longer new, and what was changed after the cramps began did not bring them,
    unless they got worse. Months between the two are neither soon nor long.
    """
    started = given.get(STARTED)
    is_old = started in LONG_AGO
    if one.change in STOPS:
        return None if one.since == "days" else False
    if one.since in LONG_AGO:
        return None if is_old else False
    if one.change not in STARTS and not one.since:
        return None
    if given.get(CHANGE) == "no":
        return False
    if started in ORDER and one.since and ORDER.index(one.since) < ORDER.index(str(started)):
        return given.get(COURSE) == "worse"
    return None if one.since == "months" and started != "months" else True


def implied_answers(knowledge: Knowledge, named: Iterable[Named], given: Answers) -> dict[str, Value]:
    """Return the answers that names give to other questions, each with what the person answered there.

    Parameters
    ----------
    knowledge : Knowledge
    named : iterable of Named
    given : mapping
        Question id to answer.

    Returns
    -------
    dict
        Question id to answer in its plain form. A "yes" is added, never taken away, and an explicit "no" stands.
    """
    told = tuple(named)
    boxes = {box for one in told for box in one.boxes}
    stopped = {box for one in told if one.change in STOPS and one.since in WITHDRAWING for box in one.boxes}
    events = {option.id for option in knowledge.question_by_id[EVENTS].options if option.stops in stopped}
    answers: dict[str, Value] = {}
    for question, ticked in ((MEDICINES, boxes), (EVENTS, events)):
        if ticked:
            answers[question] = _with_boxes(given.get(question), ticked)
    soon = any(is_soon_after(one, given) for one in told)
    if soon and given.get(CHANGE) != "no":
        answers[CHANGE] = "yes"
    return answers


def _with_boxes(given: Value | None, ticked: Iterable[str]) -> Mapping[str, str]:
    """Return an answer to a list with more boxes ticked; who is not sure about the list stays so about the rest."""
    before = given if isinstance(given, Mapping) else {NOT_SURE: "yes"} if given else {}
    more = {box: "yes" for box in ticked if before.get(box) != "no"}
    return MappingProxyType(dict(sorted({**before, **more}.items())))
