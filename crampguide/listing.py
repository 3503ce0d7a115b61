"""What the guide knows, as lists that show themselves as tables in a notebook: one function for each kind of record."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, TypeVar, overload

from crampguide.knowledge.asked import Question
from crampguide.knowledge.dangers import Danger
from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.medicines import Medicine, find_medicines, load_medicines
from crampguide.knowledge.presentations import Presentation
from crampguide.knowledge.records import Advice, Claim, Contributor, Effect, Knowledge, LookAlike, Reference
from crampguide.telling.markup import Html, fragment
from crampguide.telling.parts import reference_html
from crampguide.telling.tables import table_html

if TYPE_CHECKING:
    from collections.abc import Iterable

Known = Advice | Claim | Contributor | Danger | Effect | LookAlike | Medicine | Presentation | Question | Reference
Record = TypeVar("Record", bound=Known)

COLUMNS: Final = (
    *("id", "contributor", "group", "level", "moment", "verdict", "name", "claim", "text"),
    *("boxes", "names", "of", "prior", "note", "plain", "finding", "ratio", "why", "title"),
)
"""Fields worth a column in a table, where a record has them."""


class Listing(Sequence[Record]):
    """Records in file order, found by place or by id, shown as a table with links in a notebook.

    Parameters
    ----------
    records : iterable of record
    knowledge : Knowledge
        Where the records come from; it holds the publications that they cite.
    """

    def __init__(self, records: Iterable[Record], knowledge: Knowledge) -> None:
        self._records: tuple[Record, ...] = tuple(records)
        self._knowledge = knowledge

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
        rows = [[*(str(getattr(one, name)) for name in columns), self._links(one)] for one in self._records]
        return table_html([*columns, "references"], rows)

    def _links(self, record: Record) -> Html:
        return fragment(*(reference_html(source, source.id) for source in self._sources(record)), between="; ")

    def _sources(self, record: Record) -> tuple[Reference, ...]:
        if isinstance(record, Reference):
            return (record,)
        keys = (record.reference,) if isinstance(record, Effect) else getattr(record, "references", ())
        return tuple(self._knowledge.reference_by_id[key] for key in keys)


def questions(*, knowledge: Knowledge | None = None) -> Listing[Question]:
    """Return every question with its id, kind, unit, bounds and choices.

    Parameters
    ----------
    knowledge : Knowledge, optional
        Another set of data; the guide's own by default.

    Examples
    --------
    >>> questions()["fluid_l"].unit
    'litres a day'
    """
    known = knowledge or load_knowledge()
    return Listing(known.questions, known)


def causes(*, knowledge: Knowledge | None = None) -> Listing[Contributor]:
    """Return everything that may contribute to cramps.

    Parameters
    ----------
    knowledge : Knowledge, optional
        Another set of data; the guide's own by default.

    Examples
    --------
    >>> causes()["statin"].group
    'medication'
    """
    known = knowledge or load_knowledge()
    return Listing(known.contributors, known)


def effects(cause: str | None = None, *, knowledge: Knowledge | None = None) -> Listing[Effect]:
    """Return the published and judged numbers, all or those of one cause.

    Parameters
    ----------
    cause : str, optional
        Id of a cause.
    knowledge : Knowledge, optional
        Another set of data; the guide's own by default.

    Examples
    --------
    >>> [(e.value, e.low, e.high, e.reference) for e in effects("laba")]
    [(2.42, 2.02, 2.89, 'garrison2012')]
    """
    known = knowledge or load_knowledge()
    return Listing(known.effects if cause is None else known.effects_by_contributor[cause], known)


def presentations(cause: str | None = None, *, knowledge: Knowledge | None = None) -> Listing[Presentation]:
    """Return how illnesses and circumstances show, findings by band of frequency, all or those of one cause.

    Parameters
    ----------
    cause : str, optional
        Id of a cause.
    knowledge : Knowledge, optional
        Another set of data; the guide's own by default.

    Examples
    --------
    >>> {one.of for one in presentations("leg_clot")}
    {('leg_clot',)}
    """
    known = knowledge or load_knowledge()
    return Listing(known.presentations if cause is None else known.presentations_by_contributor[cause], known)


def medicines(name: str | None = None, *, knowledge: Knowledge | None = None) -> Listing[Medicine]:
    """Return medicines with everything they are called, all or those that a name leads to, the nearest first.

    Parameters
    ----------
    name : str, optional
        What stands on the box: a generic name, a brand, an old name, the beginning of one, or one spelt nearly so.
    knowledge : Knowledge, optional
        Another set of data; the guide's own by default.

    Examples
    --------
    >>> medicines("Lasix")[0].boxes
    ('loop_diuretic',)
    """
    every = load_medicines()
    found = every if name is None else (one for _, one in find_medicines(every, name))
    return Listing(found, knowledge or load_knowledge())


def advice(*, knowledge: Knowledge | None = None) -> Listing[Advice]:
    """Return what may help, with evidence, harms and cautions.

    Parameters
    ----------
    knowledge : Knowledge, optional
        Another set of data; the guide's own by default.

    Examples
    --------
    >>> advice()["magnesium"].certainty in {"high", "moderate"}
    True
    """
    known = knowledge or load_knowledge()
    return Listing(known.advice, known)


def look_alikes(*, knowledge: Knowledge | None = None) -> Listing[LookAlike]:
    """Return what can feel like a cramp and how it differs.

    Parameters
    ----------
    knowledge : Knowledge, optional
        Another set of data; the guide's own by default.

    Examples
    --------
    >>> len(look_alikes()) > 5
    True
    """
    known = knowledge or load_knowledge()
    return Listing(known.look_alikes, known)


def dangers(*, knowledge: Knowledge | None = None) -> Listing[Danger]:
    """Return what calls for care: the findings of each danger with points and sources, and the sums of its levels.

    Parameters
    ----------
    knowledge : Knowledge, optional
        Another set of data; the guide's own by default.

    Examples
    --------
    >>> dangers()["leg_clot"].sums.same_day
    5.0
    """
    known = knowledge or load_knowledge()
    return Listing(known.dangers, known)


def claims(*, knowledge: Knowledge | None = None) -> Listing[Claim]:
    """Return common claims about cramps with what studies found.

    Parameters
    ----------
    knowledge : Knowledge, optional
        Another set of data; the guide's own by default.

    Examples
    --------
    >>> {claim.verdict for claim in claims()} >= {"supported", "weak"}
    True
    """
    known = knowledge or load_knowledge()
    return Listing(known.claims, known)


def references(*, knowledge: Knowledge | None = None) -> Listing[Reference]:
    """Return every publication behind a number or a statement, by citation key.

    Parameters
    ----------
    knowledge : Knowledge, optional
        Another set of data; the guide's own by default.

    Examples
    --------
    >>> references()["garrison2012"].year
    2012
    """
    known = knowledge or load_knowledge()
    return Listing(known.references, known)
