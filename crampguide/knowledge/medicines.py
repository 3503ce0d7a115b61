"""What medicines are called, so that the name on the box leads to the box of the question. Read once it is searched.

And what we know of one: that it may add to cramps, that it counts for dangers, or neither.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from crampguide.knowledge.loading import data_root, read_records, read_toml, refuse_unknown
from crampguide.knowledge.names import Medicine
from crampguide.knowledge.presentations import MEDICINES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from crampguide.knowledge.records import Knowledge

FILE: Final = "medicines.toml"

Standing = Literal["adds", "danger", "known"]
"""What we know of a medicine: it may add to cramps; it counts for dangers; no link with either was found."""


class Medicines(tuple[Medicine, ...]):
    """All medicines of a file, compared as one: what is worked out from 14,000 names is kept and found at once."""

    __slots__ = ()

    def __hash__(self) -> int:
        """Hash by what it is, not by what is in it."""
        return id(self)

    def __eq__(self, other: object) -> bool:
        """Compare by what it is."""
        return self is other


@cache
def load_medicines(root: Path | None = None) -> Medicines:
    """Read the names of medicines.

    Parameters
    ----------
    root : Path, optional
        Folder that holds ``medicines.toml``; the project's own by default.

    Returns
    -------
    Medicines

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
    return Medicines(read_records(content.get("substance", []), Medicine, f"{FILE} [[substance]]"))


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


def standing_of(knowledge: Knowledge, boxes: Iterable[str]) -> Standing:
    """Return what we know of a medicine by its boxes.

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> known = load_knowledge()
    >>> standing_of(known, ["loop_diuretic"]), standing_of(known, ["doac"]), standing_of(known, [])
    ('adds', 'danger', 'known')
    """
    own = tuple(boxes)
    if cramp_sources(knowledge, own):
        return "adds"
    return "danger" if any((MEDICINES, box) in knowledge.dangers_by_answer for box in own) else "known"


def cramp_sources(knowledge: Knowledge, boxes: Iterable[str]) -> tuple[str, ...]:
    """Return the citation keys of what says that medicines of these boxes may add to cramps; none if nothing does.

    They are those of its numbers; where there is none, of how it shows in people who cramp from it.
    """
    own = set(boxes)
    stated = [one.id for one in knowledge.contributors if own & set(knowledge.medicines_of[one.id])]
    numbers = [effect.reference for one in stated for effect in knowledge.effects_by_contributor[one]]
    if numbers:
        return tuple(dict.fromkeys(numbers))
    shown = [
        reference
        for one in knowledge.presentations
        if one.needs and one.needs.questions == {MEDICINES}
        if any(own & set(term.options) for term in one.needs.terms())
        for reference in one.references
    ]
    return tuple(dict.fromkeys(shown))
