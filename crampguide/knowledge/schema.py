"""JSON Schemas of the data files, made from the record types: an editor then completes keys and marks slips.

They know what one record may hold. What holds across records is checked by ``crampguide check``.
"""

from __future__ import annotations

import inspect
import types
import typing
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from crampguide.knowledge.loading import fields_of
from crampguide.knowledge.rules import COMPARISONS, Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
TERM: Final = rf"\S+ (has|is|{'|'.join(COMPARISONS)}) \S+"

PLAIN: Final[dict[object, dict[str, Any]]] = {
    date: {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    str: {"type": "string"},
    float: {"type": "number"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Rule: {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": f"^{TERM}( and {TERM})*$"}},
}


def file_schema(name: str, tables: Mapping[str, type]) -> dict[str, Any]:
    """Return the schema of a file that holds lists of records.

    Parameters
    ----------
    name : str
        Name of the file.
    tables : mapping of str to type
        Record type of each TOML table.

    Examples
    --------
    >>> from crampguide.knowledge.beside import MedicalTerm
    >>> file_schema("terms.toml", {"term": MedicalTerm})["properties"]["term"]["items"]["required"]
    ['id', 'name', 'plain']
    """
    lists = {table: {"type": "array", "items": _record(kind)} for table, kind in tables.items()}
    return {"$schema": DRAFT, "title": name, "type": "object", "properties": lists, "additionalProperties": False}


def record_schema(name: str, kind: type) -> dict[str, Any]:
    """Return the schema of a file that is one record."""
    return {"$schema": DRAFT, "title": name, **_record(kind)}


def text_schema(name: str) -> dict[str, Any]:
    """Return the schema of a file that holds one text a key."""
    return {"$schema": DRAFT, "title": name, "type": "object", "additionalProperties": PLAIN[str]}


def _record(kind: type) -> dict[str, Any]:
    fields = fields_of(kind)
    return {
        "type": "object",
        "description": inspect.getdoc(kind) or "",
        "properties": {key: _value(hint) for key, (hint, _) in fields.items()},
        "required": [key for key, (_, is_needed) in fields.items() if is_needed],
        "additionalProperties": False,
    }


def _value(hint: Any) -> dict[str, Any]:  # noqa: ANN401 - the type of a field
    """Return the schema of one value; it allows what `crampguide.knowledge.loading` takes."""
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin in {typing.Union, types.UnionType}:
        return _value(next(part for part in inside if part is not types.NoneType))
    if origin is typing.Literal:
        return {"enum": list(inside)}
    if origin is tuple:
        return {"type": "array", "items": _value(inside[0])}
    if origin is dict:
        return {"type": "object"}
    return _record(hint) if hint not in PLAIN else PLAIN[hint]
