"""What the guide knows, as lists that show themselves as tables in a notebook: one function for each kind of record."""

from __future__ import annotations

import dataclasses
from html import escape
from typing import TYPE_CHECKING, TypeVar

from crampguide.loading import load_knowledge
from crampguide.result_html import reference_address

if TYPE_CHECKING:
    from crampguide.knowledge import (
        Advice,
        Claim,
        Contributor,
        Effect,
        LookAlike,
        Question,
        RedFlag,
        Reference,
    )

Record = TypeVar("Record")

SHOWN = ("id", "group", "level", "moment", "verdict", "name", "claim", "text", "plain", "finding", "reason", "why", "title")
"""Fields worth a column in a table, where a record has them."""


class Listing(tuple[Record, ...]):
    """A tuple of records with a table view; ``listing["id"]`` finds one by id."""

    __slots__ = ()

    def __getitem__(self, key: object) -> Record:  # type: ignore[override]
        """Return a record by place or by id."""
        if isinstance(key, str):
            for record in self:
                if getattr(record, "id", None) == key:
                    return record
            raise KeyError(key)
        return tuple.__getitem__(self, key)  # type: ignore[index, no-any-return]

    def _repr_html_(self) -> str:
        """Show the records as a table with links to their publications."""
        if not self:
            return "<p></p>"
        fields = [f.name for f in dataclasses.fields(self[0]) if f.name in SHOWN]  # type: ignore[arg-type]
        heads = "".join(f"<th scope='col'>{escape(name)}</th>" for name in [*fields, "references"])
        rows = "".join(
            "<tr>"
            + "".join(f"<td>{escape(str(getattr(record, name)))}</td>" for name in fields)
            + f"<td>{_links(record)}</td></tr>"
            for record in self
        )
        return f"<table class='cg-table'><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _links(record: object) -> str:
    keys = getattr(record, "references", None) or (getattr(record, "reference", ""),)
    known = load_knowledge().reference_by_id
    found = [record] if type(record).__name__ == "Reference" else [known[key] for key in keys if key in known]
    return "; ".join(
        f"<a href='{escape(reference_address(one), quote=True)}' rel='noopener noreferrer'>{escape(one.id)}</a>"
        for one in found
    )


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


def warning_signs() -> Listing[RedFlag]:
    """Return the red flags with level, reason, time frame and source.

    Examples
    --------
    >>> {flag.level for flag in warning_signs()} >= {"emergency", "same_day"}
    True
    """
    return Listing(load_knowledge().red_flags)


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
