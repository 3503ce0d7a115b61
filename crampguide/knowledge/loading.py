"""Reads ``data/*.toml`` into records, strictly: whatever the record type does not name is an error.

Every error names the file, the record and the key. Rules across records are in `crampguide.knowledge.checks`.
"""

from __future__ import annotations

import dataclasses
import os
import sys
import tomllib
import types
import typing
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

from crampguide.knowledge import asked, beside, counted, dangers, presentations, records, release, treatments
from crampguide.knowledge.folders import folder
from crampguide.knowledge.records import Knowledge
from crampguide.knowledge.rules import Rule, parse_rule

Record = TypeVar("Record")

FILES: Final[dict[str, tuple[tuple[str, str, type], ...]]] = {
    "questions.toml": (
        ("section", "sections", asked.Section),
        ("question", "questions", asked.Question),
        ("clash", "clashes", asked.Clash),
    ),
    "screens.toml": (("screen", "screens", asked.Screen),),
    "references.toml": (("reference", "references", records.Reference),),
    "contributors.toml": (("contributor", "contributors", records.Contributor),),
    "effects.toml": (("effect", "effects", records.Effect),),
    "presentations.toml": (("presentation", "presentations", presentations.Presentation),),
    "commonness.toml": (("finding", "findings", presentations.Finding),),
    "dangers.toml": (("danger", "dangers", dangers.Danger),),
    "advice.toml": (("advice", "advice", records.Advice),),
    "treatments.toml": (("treatment", "treatments", treatments.Treatment),),
    "look_alikes.toml": (("look_alike", "look_alikes", beside.LookAlike),),
    "claims.toml": (("claim", "claims", beside.Claim),),
    "baseline.toml": (("baseline", "baselines", counted.Baseline),),
    "examples.toml": (("example", "examples", beside.Example),),
    "terms.toml": (("term", "terms", beside.MedicalTerm),),
    "countries.toml": (("country", "countries", beside.Country),),
    "pictures.toml": (("picture", "pictures", beside.Picture),),
}
"""File name to (TOML table, field of Knowledge, record type)."""

WORDING: Final = "wording.toml"
COUNTRIES: Final = "countries.toml"
RELEASE: Final = "release.toml"

COUNTRY_VARIABLE: Final = "CRAMPGUIDE_COUNTRY"
"""The setting of the country for a program and all that it starts."""

SHORT: Final = 40
"""Letters up to which a text may be an id or a finding, and stand in many records."""

LARGEST: Final = 1e9
"""No bound, ratio or dose is larger; a larger one is a slip."""


class KnowledgeError(ValueError):
    """A fault in ``data/``, named by file, record and key."""


def data_root() -> Path:
    """Return the folder of the project's own data."""
    return folder("data")


def load_knowledge(root: Path | str | None = None, country: str = "") -> Knowledge:
    """Read everything the guide knows.

    Parameters
    ----------
    root : Path or str, optional
        Folder with the TOML files; the project's own by default. ``crampguide data FOLDER`` makes a copy to change.
    country : str
        Id of a country in ``countries.toml``, such as ``"GB"``: whose emergency number the texts name. By default that
        of the environment variable ``CRAMPGUIDE_COUNTRY``; where that is not set, those of several countries.

    Returns
    -------
    Knowledge
        Read once for each folder and country and shared: all records are frozen. A folder of your own is read again
        once a file in it has changed.

    Raises
    ------
    KnowledgeError
        If a file is missing or is not TOML, or a record has an unknown or missing key, a wrong type, a value outside
        its list, a rule that cannot be read, or an id that another record of its kind has; or if there is no such
        country.

    Examples
    --------
    >>> load_knowledge().question_by_id["age"].unit
    'years'
    >>> load_knowledge(country="GB").wording["level_emergency"][:37]
    'Call your emergency number now: 999. '
    """
    place = country or os.environ.get(COUNTRY_VARIABLE, "") or beside.INTERNATIONAL
    return (
        read_knowledge(data_root(), place) if root is None else read_knowledge(Path(root), place, _changed(Path(root)))
    )


def _changed(root: Path) -> int:
    """Return when a data file of a folder last changed [ns]."""
    return max((path.stat().st_mtime_ns for path in root.glob("*.toml")), default=0)


@cache
def read_knowledge(root: Path, country: str, changed: int = 0) -> Knowledge:  # noqa: ARG001 - what it was read at
    """Read a folder for one country; `load_knowledge` says all."""
    values = country_words(root, country)
    tables: dict[str, Any] = {}
    for name, kinds in FILES.items():
        content = fill(read_toml(root / name), values)
        refuse_unknown(content, {table for table, _, _ in kinds}, name)
        for table, target, kind in kinds:
            tables[target] = read_records(content.get(table, []), kind, f"{name} [[{table}]]")
    wording = fill(read_toml(root / WORDING), values)
    for key, text in wording.items():
        if not isinstance(text, str):
            message = f"{WORDING} {key}: expected text"
            raise KnowledgeError(message)
    dated = _record(read_toml(root / RELEASE), release.Release, RELEASE)
    return Knowledge(**tables, country=country, release=dated, wording=wording)


def country_words(root: Path, country: str) -> dict[str, str]:
    """Return what a country puts into texts; where it has no words of its own, those for everybody stand."""
    rows = read_toml(root / COUNTRIES).get("country", [])
    known = {one.id: one for one in read_records(rows, beside.Country, f"{COUNTRIES} [[country]]")}
    for needed in (beside.INTERNATIONAL, country):
        if needed not in known:
            message = f"{COUNTRIES}: there is no country {needed!r}; known are {', '.join(known)}"
            raise KnowledgeError(message)
    anywhere, here = known[beside.INTERNATIONAL], known[country]
    return {"{emergency}": here.emergency, "{advice_line}": here.advice_line or anywhere.advice_line}


def fill(value: Any, values: dict[str, str]) -> Any:  # noqa: ANN401 - whatever TOML holds
    """Fill a country's words into every text at any depth; other braces stay."""
    if isinstance(value, str):
        for token, words in values.items():
            value = value.replace(token, words)
    elif isinstance(value, list):
        return [fill(item, values) for item in value]
    elif isinstance(value, dict):
        return {key: fill(item, values) for key, item in value.items()}
    return value


def read_toml(path: Path) -> dict[str, Any]:
    """Read one TOML file, or say which file is missing or broken."""
    try:
        return parse_toml(path.read_bytes(), path.name)
    except FileNotFoundError as fault:
        message = f"{path.name}: the file is missing"
        raise KnowledgeError(message) from fault
    except OSError as fault:
        message = f"{path.name}: the file cannot be read: {fault.strerror}"
        raise KnowledgeError(message) from fault


def parse_toml(content: bytes, name: str) -> dict[str, Any]:
    """Read the content of a TOML file, or say what is wrong with it."""
    try:
        return tomllib.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as fault:  # TOML errors, wrong bytes and absurd numbers are all ValueErrors
        message = f"{name}: not valid TOML: {fault}"
        raise KnowledgeError(message) from fault


def read_records(rows: object, kind: type[Record], where: str) -> tuple[Record, ...]:
    """Turn TOML tables into records of one type, refusing an id twice."""
    if not isinstance(rows, list):
        message = f"{where}: expected a list of tables"
        raise KnowledgeError(message)
    made = tuple(_record(row, kind, f"{where} {_name(row, place)}") for place, row in enumerate(rows, start=1))
    seen: set[str] = set()
    for row in rows:
        if "id" in row and row["id"] in seen:
            message = f"{where} {row['id']}: this id is used twice"
            raise KnowledgeError(message)
        seen.add(row.get("id", ""))
    return made


def _name(row: object, place: int) -> str:
    return str(row["id"]) if isinstance(row, dict) and "id" in row else f"number {place}"


@cache
def fields_of(kind: type[Any]) -> dict[str, tuple[Any, bool]]:
    """Return name, type and whether it is required, of each field of a record."""
    hints = typing.get_type_hints(kind)
    required = dataclasses.MISSING
    return {
        field.name: (hints[field.name], field.default is required and field.default_factory is required)
        for field in dataclasses.fields(kind)
    }


def _record(row: object, kind: type[Record], where: str) -> Record:
    if not isinstance(row, dict):
        message = f"{where}: expected a table"
        raise KnowledgeError(message)
    fields = fields_of(typing.cast("Any", kind))
    refuse_unknown(row, set(fields), where)
    missing = [name for name, (_, needed) in fields.items() if needed and name not in row]
    if missing:
        message = f"{where}: missing key {', '.join(missing)}"
        raise KnowledgeError(message)
    return kind(**{key: _value(value, fields[key][0], f"{where} {key}") for key, value in row.items()})


def refuse_unknown(row: dict[str, Any], known: set[str], where: str) -> None:
    """Refuse a key that nothing reads: it would look as if it counted."""
    unknown = sorted(set(row) - known)
    if unknown:
        message = f"{where}: unknown key {', '.join(unknown)}; known are {', '.join(sorted(known))}"
        raise KnowledgeError(message)


def _value(value: object, hint: Any, where: str) -> Any:  # noqa: ANN401 - a TOML value becomes whatever the field says
    """Check one value against its field's type and bring it into that type."""
    origin = typing.get_origin(hint)
    if origin in {typing.Union, types.UnionType}:
        (hint,) = (part for part in typing.get_args(hint) if part is not type(None))
        origin = typing.get_origin(hint)
    if origin is typing.Literal:
        if value not in typing.get_args(hint):
            message = f"{where}: {value!r} is not one of {', '.join(typing.get_args(hint))}"
            raise KnowledgeError(message)
        return value
    if hint is Rule or origin is tuple:
        if not isinstance(value, list):
            message = f"{where}: expected a list"
            raise KnowledgeError(message)
        if hint is Rule:
            return _rule(value, where)
        return tuple(_value(item, typing.get_args(hint)[0], where) for item in value)
    if origin is dict:
        if not isinstance(value, dict):
            message = f"{where}: expected a table"
            raise KnowledgeError(message)
        return value
    if dataclasses.is_dataclass(hint):
        return _record(value, typing.cast("type[Any]", hint), where)
    return _plain(value, hint, where)


def _rule(value: list[Any], where: str) -> Rule:
    try:
        return parse_rule(value)
    except (ValueError, AttributeError) as fault:
        message = f"{where}: {fault}"
        raise KnowledgeError(message) from fault


def _plain(value: object, hint: type, where: str) -> object:
    if hint is float and isinstance(value, (int, float)) and not isinstance(value, bool):
        if not abs(value) < LARGEST:  # refuses "nan" too
            message = f"{where}: {value!s:.20} is no number to calculate with"
            raise KnowledgeError(message)
        return float(value)
    if type(value) is not hint:  # `isinstance` would take true for a whole number, and a moment for a day
        names = {"str": "text", "float": "a number", "int": "a whole number", "bool": "true or false", "date": "a day"}
        message = f"{where}: expected {names.get(hint.__name__, hint.__name__)}, found {value!r}"
        raise KnowledgeError(message)
    # an id or a finding that stands in many records is kept once
    return sys.intern(value) if isinstance(value, str) and len(value) <= SHORT else value
