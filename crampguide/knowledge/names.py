"""What a medicine is called, and finding it by the beginning of a name or of a word of it, or by one that comes near.

``names.js`` follows the same rule in the browser; ``tests/name_searches.json`` holds what both must find.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

FEWEST_LETTERS: Final = 3
"""Letters from which the beginning of a name finds it."""

WRONG_LETTERS: Final = 2
OF_LETTERS: Final = 7
"""So many letters may be wrong of so many typed; a name of three must be spelt right."""

MOST_FOUND: Final = 6
"""Medicines that one word finds at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Medicine:
    """A substance, or a combination, and everything it is called.

    The id is its generic name, a combination by its parts. ``boxes`` are options of the named question; none means that
    no box is about it.
    """

    id: str
    boxes: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        """The generic name."""
        return self.id.replace("_", " ")


class Name(NamedTuple):
    """A name, as it is written and as it is compared, and the place of its medicine."""

    written: str
    key: str
    place: int


def key_of(text: str) -> str:
    """Return a name as it is compared: small letters, no accents, one space between words.

    Examples
    --------
    >>> key_of("  Téralithe  LP ")
    'teralithe lp'
    """
    letters = unicodedata.normalize("NFD", text.lower())
    return " ".join("".join(one for one in letters if not unicodedata.category(one).startswith("M")).split())


def without_strength(key: str) -> str:
    """Return what stands before the strength on a box.

    Examples
    --------
    >>> without_strength("lasix 40 mg tablets"), without_strength("5-fluorouracil")
    ('lasix', '5-fluorouracil')
    """
    first, *others = key.split(" ")
    strength = next((n for n, word in enumerate(others) if word[0].isdecimal()), len(others))
    return " ".join([first, *others[:strength]])


def find_medicines(medicines: tuple[Medicine, ...], typed: str) -> tuple[tuple[str, Medicine], ...]:
    """Find medicines by a name, the beginning of one, or one that is spelt nearly so.

    Parameters
    ----------
    medicines : tuple of Medicine
    typed : str
        What stands on the box, as a person types it, with or without its strength.

    Returns
    -------
    tuple of (str, Medicine)
        The name that fits and whose it is, at most six; empty if none comes near.

    Examples
    --------
    >>> from crampguide.knowledge.medicines import load_medicines
    >>> [(name, one.boxes) for name, one in find_medicines(load_medicines(), "lasix 40 mg")][0]
    ('Lasix', ('loop_diuretic',))
    >>> find_medicines(load_medicines(), "furosamide")[0][1].name
    'furosemide'
    """
    return tuple((name.written, medicines[name.place]) for name in _found(medicines, key_of(typed)))


def medicine_called(medicines: tuple[Medicine, ...], typed: str) -> Medicine | None:
    """Return the medicine of just this name, with or without a strength behind it, or None.

    Examples
    --------
    >>> from crampguide.knowledge.medicines import load_medicines
    >>> medicine_called(load_medicines(), "LASIX 40 mg").name
    'furosemide'
    >>> medicine_called(load_medicines(), "lasi") is None
    True
    """
    by_key = _by_key(medicines)
    key = key_of(typed)
    found = by_key.get(key) or by_key.get(without_strength(key)) if key else None
    return medicines[found.place] if found else None


@lru_cache(maxsize=64)
def _found(medicines: tuple[Medicine, ...], asked: str) -> tuple[Name, ...]:
    plain = without_strength(asked) if asked else ""
    ways = [
        way(one) for one in dict.fromkeys((asked, plain)) if len(one) >= FEWEST_LETTERS for way in (_begins, _has_word)
    ]
    if len(plain) >= FEWEST_LETTERS:
        ways.append(_near(plain))
    return next(filter(None, (_nearest(medicines, far_of) for far_of in ways)), ())


def _begins(asked: str) -> Callable[[str], int | None]:
    return lambda key: len(key) if key.startswith(asked) else None


def _has_word(asked: str) -> Callable[[str], int | None]:
    return lambda key: len(key) if f" {asked}" in key else None


def _near(asked: str) -> Callable[[str], int | None]:
    most = WRONG_LETTERS * len(asked) // OF_LETTERS
    return lambda key: distance(key, asked, most)


def _nearest(medicines: tuple[Medicine, ...], far_of: Callable[[str], int | None]) -> tuple[Name, ...]:
    """Return the name of each medicine that is nearest, if one is near: the nearest medicines, in file order."""
    best: dict[int, tuple[int, Name]] = {}
    for name in _names(medicines):
        far = far_of(name.key)
        if far is not None and (name.place not in best or far < best[name.place][0]):
            best[name.place] = (far, name)
    ordered = sorted(best.values(), key=lambda found: found[0])
    return tuple(name for _, name in ordered[:MOST_FOUND])


def distance(one: str, other: str, most: int) -> int | None:
    """Return how many letters must be changed, put in or left out to make one word the other; None above ``most``.

    Examples
    --------
    >>> distance("furosamide", "furosemide", 2), distance("aspirin", "aspen", 1)
    (1, None)
    """
    if abs(len(one) - len(other)) > most:
        return None
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        before, row[0] = row[0], place
        for at, there in enumerate(other, start=1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (letter != there))
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None


@cache
def _names(medicines: tuple[Medicine, ...]) -> tuple[Name, ...]:
    """Return every name, the generic one of each medicine first."""
    return tuple(
        Name(written, key_of(written), place)
        for place, one in enumerate(medicines)
        for written in (one.name, *one.names)
    )


@cache
def _by_key(medicines: tuple[Medicine, ...]) -> dict[str, Name]:
    found: dict[str, Name] = {}
    for name in _names(medicines):
        found.setdefault(name.key, name)
    return found
