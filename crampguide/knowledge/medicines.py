"""What medicines are called, so that the name on the box leads to the box of the question. Read once it is searched."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from crampguide.knowledge.loading import data_root, read_records, read_toml, refuse_unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from crampguide.knowledge.records import Knowledge

FILE: Final = "medicines.toml"

FEWEST_LETTERS: Final = 3
"""Letters from which a beginning of a name finds it."""

NEAR: Final = 0.7
"""Likeness [0-1] from which a name is taken for a misspelt one."""

MOST: Final = 6
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


@cache
def load_medicines(root: Path | None = None) -> tuple[Medicine, ...]:
    """Read the names of medicines.

    Parameters
    ----------
    root : Path, optional
        Folder that holds ``medicines.toml``; the project's own by default.

    Returns
    -------
    tuple of Medicine

    Raises
    ------
    KnowledgeError
        If the file is missing or a record has a wrong key or type.

    Examples
    --------
    >>> len(load_medicines()) > 1000
    True
    """
    content = read_toml((root or data_root()) / FILE)
    refuse_unknown(content, {"substance"}, FILE)
    return read_records(content.get("substance", []), Medicine, f"{FILE} [[substance]]")


def check_medicines(knowledge: Knowledge, medicines: Iterable[Medicine]) -> Iterator[str]:
    """Yield what is wrong with names: a box that is not there, and a name of two medicines."""
    boxes = {option.id for question in knowledge.questions if question.named for option in question.options}
    owner: dict[str, str] = {}
    for medicine in medicines:
        where = f"substance {medicine.id}"
        for box in medicine.boxes:
            if box not in boxes:
                yield f"{where}: no named question has an option {box!r}"
        for name in medicine.names:
            if owner.setdefault(name.lower(), medicine.id) != medicine.id:
                yield f"{where}: {owner[name.lower()]} is called {name!r} too"


def find_medicines(medicines: tuple[Medicine, ...], typed: str) -> tuple[tuple[str, Medicine], ...]:
    """Find medicines by a name, the beginning of one, or one that is spelt nearly so.

    Parameters
    ----------
    medicines : tuple of Medicine
    typed : str
        What stands on the box, as a person types it.

    Returns
    -------
    tuple of (str, Medicine)
        The name that fits and whose it is, at most six; empty if none comes near.

    Examples
    --------
    >>> [(name, one.boxes) for name, one in find_medicines(load_medicines(), "lasix")][0]
    ('Lasix', ('loop_diuretic',))
    >>> find_medicines(load_medicines(), "furosamide")[0][1].name
    'furosemide'
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only a search needs it

    asked = " ".join(typed.lower().split())
    names = _names(medicines)
    if len(asked) < FEWEST_LETTERS:
        return ()
    fitting = sorted((name for name in names if name.startswith(asked)), key=len)
    found = fitting or get_close_matches(asked, names, n=3 * MOST, cutoff=NEAR)
    nearest: dict[str, tuple[str, Medicine]] = {}
    for name in found:
        nearest.setdefault(names[name][1].id, names[name])
    return tuple(nearest.values())[:MOST]


@cache
def _names(medicines: tuple[Medicine, ...]) -> dict[str, tuple[str, Medicine]]:
    """Return every name in small letters, as it is written and whose it is."""
    return {name.lower(): (name, one) for one in medicines for name in (*one.names, one.name)}
