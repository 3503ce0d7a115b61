"""What the guide knows, as lists that show themselves as tables in a notebook: one function for each kind of record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar, overload

from crampguide.assessing.frames import Rows, cells_of
from crampguide.knowledge.asked import Question
from crampguide.knowledge.beside import Claim, LookAlike
from crampguide.knowledge.dangers import Danger
from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.medicines import cramp_sources, load_medicines
from crampguide.knowledge.names import Medicine, find_medicines
from crampguide.knowledge.presentations import Presentation
from crampguide.knowledge.records import Advice, Contributor, Effect, Knowledge, Reference
from crampguide.knowledge.treatments import Treatment
from crampguide.measuring.cases import Case, load_cases
from crampguide.telling.markup import Html, fragment
from crampguide.telling.parts import reference_html
from crampguide.telling.tables import table_html

if TYPE_CHECKING:
    from collections.abc import Iterable

Known = (
    Advice
    | Case
    | Claim
    | Contributor
    | Danger
    | Effect
    | LookAlike
    | Medicine
    | Presentation
    | Question
    | Reference
    | Treatment
)
Record_co = TypeVar("Record_co", bound=Known, covariant=True)

COLUMNS: Final = (
    *("id", "contributor", "group", "level", "levels", "moment", "verdict", "name", "claim", "text"),
    *("value", "low", "high", "measure", "setting", "frequency", "certainty", "basis"),
    *("kind", "unit", "boxes", "names", "of", "prior", "summary", "note", "plain", "finding", "why", "title"),
)
"""Fields worth a column in a table, where a record has them."""


class Listing(Rows[Record_co]):
    """Records in file order, found by place or by id, shown as a table with links in a notebook.

    Parameters
    ----------
    records : iterable of record
    knowledge : Knowledge
        Where the records come from; it holds the publications that they cite.

    Examples
    --------
    >>> listing = effects("laba")
    >>> listing[0] is listing["garrison_laba"], listing.to_frame().loc[0, "value"]
    (True, np.float64(2.42))
    """

    def __init__(self, records: Iterable[Record_co], knowledge: Knowledge) -> None:
        super().__init__(records)
        self._knowledge = knowledge

    @overload
    def __getitem__(self, key: int | str) -> Record_co: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Record_co, ...]: ...
    def __getitem__(self, key: int | str | slice) -> Record_co | tuple[Record_co, ...]:
        """Return a record by place or id, or several by slice."""
        if isinstance(key, str):
            return {record.id: record for record in self._items}[key]
        return self._items[key]

    def cells(self) -> list[dict[str, Any]]:
        """Return the fields of each record, a column each."""
        return [cells_of(record) for record in self]

    def __repr__(self) -> str:
        """Show the ids."""
        return f"Listing({', '.join(record.id for record in self)})"

    def _repr_html_(self) -> Html:
        """Show the records as a table with links to their publications."""
        cells = self.cells()
        # a field that no record of these fills would be an empty column
        columns = [name for name in COLUMNS if any(row.get(name) not in {None, ""} for row in cells)]
        rows = [
            [*map(_shown, (row[name] for name in columns)), self._links(one)]
            for row, one in zip(cells, self, strict=True)
        ]
        return table_html([*columns, "references"], rows)

    def _links(self, record: Known) -> Html:
        return fragment(*(reference_html(source, source.id) for source in self._sources(record)), between="; ")

    def _sources(self, record: Known) -> tuple[Reference, ...]:
        if isinstance(record, Reference):
            return (record,)
        if isinstance(record, Medicine):
            return tuple(self._knowledge.reference_by_id[key] for key in cramp_sources(self._knowledge, record.boxes))
        keys = (record.reference,) if isinstance(record, Effect | Treatment) else getattr(record, "references", ())
        return tuple(self._knowledge.reference_by_id[key] for key in keys)


def _shown(cell: object) -> str:
    return f"{cell:g}" if isinstance(cell, float) else str(cell)


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


def treatments(whom: str | None = None, *, knowledge: Knowledge | None = None) -> Listing[Treatment]:
    """Return what was tried against cramps and what was found, all or for one kind of cramps.

    Parameters
    ----------
    whom : str, optional
        ``night``, ``exercise``, ``pregnancy``, ``dialysis``, ``liver``, ``nerves`` or ``children``.
    knowledge : Knowledge, optional
        Another set of data; the guide's own by default.

    Examples
    --------
    >>> treatments()["magnesium_older"].gain.with_it
    67.0
    """
    known = knowledge or load_knowledge()
    return Listing((one for one in known.treatments if whom in {None, one.whom}), known)


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


def cases(*, knowledge: Knowledge | None = None) -> Listing[Case]:
    """Return the published cases that measure the guide: what each person knew, and what was found in the end.

    Parameters
    ----------
    knowledge : Knowledge, optional
        Another set of data; the guide's own by default.

    Examples
    --------
    >>> from crampguide import assess_cohort
    >>> people = [case.profile for case in cases()]
    >>> len(people) == len(assess_cohort(people))
    True
    """
    return Listing(load_cases(), knowledge or load_knowledge())
