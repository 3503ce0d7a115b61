"""One answer: its plain form, whether it fits its question, and how a person would type it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from numbers import Real
from types import MappingProxyType
from typing import TYPE_CHECKING

from crampguide.assessing.named import names_problem
from crampguide.knowledge.rules import NOT_SURE, NOTHING_ELSE, OPEN_ANSWERS, STATES

if TYPE_CHECKING:
    from crampguide.assessing.named import Value
    from crampguide.knowledge.asked import Question

Raw = float | str | Iterable[str] | Mapping[str, str]


def as_plain(raw: Raw) -> Value:
    """Bring an answer into one of three plain forms: float, str, or dict of box to state."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return str(raw).lower()
    if isinstance(raw, Real):
        return _finite(raw)
    if isinstance(raw, Mapping):
        return MappingProxyType({str(key): _short(raw[key]) for key in sorted(raw, key=str)})
    if isinstance(raw, Iterable):
        return MappingProxyType(dict.fromkeys(sorted(map(_short, raw)), "yes"))
    return str(raw)


def _short(inside: object) -> str:
    """Return what stands inside an answer as text; an answer in an answer is none, however deep it goes."""
    return type(inside).__name__ if isinstance(inside, Mapping | list | tuple) else str(inside)


def _finite(number: Real) -> float | str:
    """Return a number, or its name where it is too large or none; no question takes either."""
    try:
        plain = float(number) + 0.0  # -0.0 is 0.0
    except OverflowError:
        return "inf"
    return plain if math.isfinite(plain) else str(plain)


def problem_with(question: Question, value: Value) -> str:
    """Return what is wrong with one answer, or an empty string."""
    allowed_open = OPEN_ANSWERS if question.private else (NOT_SURE,)
    if isinstance(value, str) and value in allowed_open:
        return ""
    ids = [option.id for option in question.options]
    if question.kind == "number":
        return _number_problem(question, value, allowed_open)
    if question.kind == "names":
        return names_problem(question, value)
    if question.kind == "choice":
        listed = ", ".join([*ids, *allowed_open])
        fits = isinstance(value, str) and value in ids
        return "" if fits else f"{as_typed(value)!r} is not a choice; pick one of {listed}."
    return _checklist_problem([*ids, NOTHING_ELSE, NOT_SURE], value, allowed_open)


def _number_problem(question: Question, value: Value, allowed_open: tuple[str, ...]) -> str:
    bounds = f"give a number from {question.low:g} to {question.high:g} ({question.unit})"
    words = [amount.id for amount in question.amounts]
    if not isinstance(value, float):
        allowed = " or ".join(map(repr, (*words, *allowed_open)))
        return "" if value in words else f"{as_typed(value)!r} is not a number; {bounds} or {allowed}."
    return "" if question.low <= value <= question.high else f"{value:g} is out of range; {bounds}."


def _checklist_problem(allowed: list[str], value: Value, allowed_open: tuple[str, ...]) -> str:
    if not isinstance(value, Mapping):
        alone = " or ".join(map(repr, allowed_open))
        return f"{as_typed(value)!r} is not a list; give a list of {', '.join(allowed)}; or {alone}."
    unknown = [key for key in value if key not in allowed]
    if unknown:
        return f"{', '.join(map(repr, unknown))} is not in the list; allowed are {', '.join(allowed)}."
    wrong = [f"{key}={state!r}" for key, state in value.items() if state not in STATES]
    return f"{', '.join(wrong)} is not an answer; write 'yes', 'no' or 'not_sure'." if wrong else ""


def as_typed(value: Value) -> object:
    """Return a value as a person would type it."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, Mapping) and set(value.values()) <= {"yes"}:
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value
