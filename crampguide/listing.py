"""What the guide knows, as lists that show themselves as tables in a notebook: one function for each kind of record."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, TypeVar, overload

from crampguide.knowledge.dangers import Danger
from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.records import Advice, Claim, Contributor, Effect, LookAlike, Question, Reference
from crampguide.telling.markup import Html, fragment
from crampguide.telling.parts import reference_html
from crampguide.telling.tables import table_html

if TYPE_CHECKING:
    from collections.abc import Iterable

Known = Advice | Claim | Contributor | Danger | Effect | LookAlike | Question | Reference
Record = TypeVar("Record", bound=Known)

COLUMNS: Final = (
    *("id", "group", "level", "moment", "verdict", "name", "claim", "text"),
    *("plain", "finding", "reason", "why", "title"),
)
"""Fields worth a column in a table, where a record has them."""


class Listing(Sequence[Record]):
    """Records in file order, found by place or by id, shown as a table with links in a notebook."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records: tuple[Record, ...] = tuple(records)

    @overload
    def __getitem__(self, key: int | str) -> Record: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Record, ...]: ...
    def __getitem__(self, key: int | str | slice) -> Record | tuple[Record, ...]:
        """Return a record by place or id, or several by slice."""
        if isinstance(key, str):
            return {record.id: record for record in self._records}[key]
        return self._records[key]

    def __len__(self) -> int:
        """Return how many records there are."""
        return len(self._records)

    def __repr__(self) -> str:
        """Show the ids."""
        return f"Listing({', '.join(record.id for record in self._records)})"

    def _repr_html_(self) -> Html:
        """Show the records as a table with links to their publications."""
        has = {field.name for record in self._records[:1] for field in dataclasses.fields(record)}
        columns = [name for name in COLUMNS if name in has]
        rows = [[*(str(getattr(record, name)) for name in columns), _links(record)] for record in self._records]
        return table_html([*columns, "references"], rows)


def _links(record: object) -> Html:
    return fragment(*(reference_html(source, source.id) for source in _sources(record)), between="; ")


def _sources(record: object) -> tuple[Reference, ...]:
    if isinstance(record, Reference):
        return (record,)
    keys = (record.reference,) if isinstance(record, Effect) else getattr(record, "references", ())
    return tuple(load_knowledge().reference_by_id[key] for key in keys)


def questions() -> Listing[Question]:
    """Return every question with its id, kind, unit, bounds and choices.

    Examples
    --------
    >>> questions()["fluid_l"].unit
    'litres a day'
    """
    return Listing(load_knowledge().questions)


def causes() -> Listing[Contributor]:
    """Return everything that may contribute to cramps.

    Examples
    --------
    >>> causes()["statin"].group
    'medication'
    """
    return Listing(load_knowledge().contributors)


def effects(cause: str | None = None) -> Listing[Effect]:
    """Return the published and judged numbers, all or those of one cause.

    Parameters
    ----------
    cause : str, optional
        Id of a cause.

    Examples
    --------
    >>> [(e.value, e.low, e.high, e.reference) for e in effects("laba")]
    [(2.42, 2.02, 2.89, 'garrison2012')]
    """
    known = load_knowledge()
    return Listing(known.effects if cause is None else known.effects_by_contributor[cause])


def advice() -> Listing[Advice]:
    """Return what may help, with evidence, harms and cautions.

    Examples
    --------
    >>> advice()["magnesium"].certainty in {"high", "moderate"}
    True
    """
    return Listing(load_knowledge().advice)


def look_alikes() -> Listing[LookAlike]:
    """Return what can feel like a cramp and how it differs.

    Examples
    --------
    >>> len(look_alikes()) > 5
    True
    """
    return Listing(load_knowledge().look_alikes)


def dangers() -> Listing[Danger]:
    """Return what calls for care: the findings of each danger with points and sources, and the sums of its levels.

    Examples
    --------
    >>> dangers()["leg_clot"].sums.same_day
    5.0
    """
    return Listing(load_knowledge().dangers)


def claims() -> Listing[Claim]:
    """Return common claims about cramps with what studies found.

    Examples
    --------
    >>> {claim.verdict for claim in claims()} >= {"supported", "weak"}
    True
    """
    return Listing(load_knowledge().claims)


def references() -> Listing[Reference]:
    """Return every publication behind a number or a statement, by citation key.

    Examples
    --------
    >>> references()["garrison2012"].year
    2012
    """
    return Listing(load_knowledge().references)
