"""The records of what is asked: sections, screens, questions with their options and amounts, and answers that clash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from crampguide.knowledge.rules import Rule  # noqa: TC001 - the strict reader looks up the types of fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One step of the page, with its questions."""

    id: str
    title: str
    intro: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One step of the interview, with the questions that a person answers in one go.

    Those that are ``opening`` come first, in file order: what follows is worked out in the light of their answers.
    ``picture`` is the drawing beside the title.
    """

    id: str
    title: str
    questions: tuple[str, ...]
    opening: bool = False
    picture: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """What opens the boxes of one group: its name and what is inside, for a person who has none of it to pass by."""

    name: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One box or one choice. ``note`` holds common names, ``group`` a heading above it, ``picture`` a drawing below it.

    ``stops`` is the box of the list of medicines that a person who ticks this has stopped or cut down.
    """

    id: str
    text: str
    note: str = ""
    group: str = ""
    stops: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number in words: ``typical`` counts for it, and it lies between ``low`` and ``high`` [unit of the question]."""

    id: str
    text: str
    low: float
    typical: float
    high: float
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. Bounds, step and start are in ``unit`` and belong to kind ``number`` only.

    ``unit_one`` is the unit after the number 1, where it differs. ``skip_if`` names choices and numbers after which it
    is not asked. ``helper`` names a sum that the form does for the person. ``told`` stands before each box of a list
    that is told back, where the box alone would say something else: "fruit" for hardly any fruit. The options of the
    one that is ``named`` are found by the names in ``medicines.toml`` too. ``amounts`` are words that stand for a
    number. Boxes stand behind ``tiles``, one for each group of them; a list without groups has one for all. One of kind
    ``names`` takes names of medicines as they are typed: ``options`` say what changed with one, ``times`` when.
    """

    id: str
    section: str
    kind: Literal["number", "choice", "checklist", "names"]
    text: str
    why: str
    told: str = ""
    unit: str = ""
    unit_one: str = ""
    low: float = 0.0
    high: float = 0.0
    step: float = 0.0
    start: float = 0.0
    private: bool = False
    skip_if: Rule | None = None
    helper: Literal["", "height_and_weight"] = ""
    named: bool = False
    amounts: tuple[Amount, ...] = ()
    tiles: tuple[Tile, ...] = ()
    options: tuple[Option, ...] = ()
    times: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Answers of one person that cannot all be true. They are refused, never dropped: an answer may carry a warning.

    Each alternative of ``when`` joins choices and numbers of two or more questions. ``text`` tells the person, with
    each answer in the place of its question's id in braces.
    """

    id: str
    when: Rule
    text: str
    reference: str
