"""Answers as a person types them at a terminal: the numbers of choices and boxes, letters of amounts, names."""

from __future__ import annotations

import re
from string import ascii_lowercase
from typing import TYPE_CHECKING, Final

from crampguide.knowledge.rules import NOT_SURE, NOTHING_ELSE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crampguide.knowledge.asked import Question

UNSURE: Final = "?"
"""Not sure of a question, or of the one box it stands behind."""

NONE: Final = "0"
"""None of these, or nothing else."""

LETTERS: Final = ascii_lowercase
"""By which amounts in words are called, in their order."""


def read_choice(text: str, ids: Sequence[str]) -> str | None:
    """Return the choice of a number, counted from 1; None where there is none.

    Examples
    --------
    >>> read_choice("2", ["female", "male"]), read_choice("3", ["female", "male"])
    ('male', None)
    """
    number = int(text) if text.isascii() and text.isdigit() else 0
    return ids[number - 1] if 1 <= number <= len(ids) else None


def read_ticks(text: str, ids: Sequence[str]) -> dict[str, str] | None:
    """Return the boxes of several numbers, a "?" behind those that a person is not sure of; 0 is nothing else.

    Examples
    --------
    >>> read_ticks("1, 3? 0", ["night", "rest", "exercise"])
    {'night': 'yes', 'exercise': 'not_sure', 'nothing_else': 'yes'}
    >>> read_ticks("1 9", ["night", "rest"]) is None
    True
    """
    ticks = {}
    for word in re.split(r"[\s,;]+", text.strip(" ,;\t")):
        box = NOTHING_ELSE if word == NONE else read_choice(word.removesuffix(UNSURE), ids)
        if box is None:
            return None
        ticks[box] = NOT_SURE if word.endswith(UNSURE) else "yes"
    return ticks


def read_number(text: str, question: Question) -> float | str | None:
    """Return a number within the bounds of its question, or the amount in words of a letter.

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> fluid = load_knowledge().question_by_id["fluid_l"]
    >>> read_number("1,5", fluid), read_number("a", fluid), read_number("90", fluid)
    (1.5, 'little', None)
    """
    amounts = dict(zip(LETTERS, question.amounts, strict=False))
    if amount := amounts.get(text.lower()):
        return amount.id
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return number if question.low <= number <= question.high else None


def read_names(text: str) -> list[str] | None:
    """Return the names in a line, with a comma or a semicolon between them; None where there is no letter.

    Examples
    --------
    >>> read_names("Lasix 2,5 mg, ramipril; Lasix 2,5 mg")
    ['Lasix 2,5 mg', 'ramipril']
    """
    names = [name.strip() for name in re.split(r";|,(?!\d)", text)]
    return list(dict.fromkeys(name for name in names if any(letter.isalpha() for letter in name))) or None
