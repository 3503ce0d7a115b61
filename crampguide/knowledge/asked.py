"""The records of what is asked: sections, questions with their options and amounts, and answers that clash."""

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
class Option:
    """One box or one choice. ``note`` holds common names, ``group`` a heading above it."""

    id: str
    text: str
    note: str = ""
    group: str = ""


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

    ``unit_one`` is the unit after the number 1, where it differs. ``skip_if`` names choices
    after which it is not asked. ``helper`` names a sum that the form does for the person. ``told`` stands before each
    box of a list that is told back, where the box alone would say something else: "fruit" for hardly any fruit. The
    options of the one that is ``named`` are found by the names in ``medicines.toml`` too. ``amounts`` are words that
    stand for a number.
    """

    id: str
    section: str
    kind: Literal["number", "choice", "checklist"]
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
    options: tuple[Option, ...] = ()


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
