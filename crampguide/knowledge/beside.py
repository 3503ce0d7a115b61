"""The records that stand beside the score: they change no number and no level, only what a person reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An invented person to try the guide with; the answers are those of a published case."""

    id: str
    case: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicalTerm:
    """A word of medicine in plain words; ``also`` are other spellings of it."""

    id: str
    name: str
    plain: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A line drawing beside advice: shapes of SVG, and what a screen reader says in place of them."""

    id: str
    label: str
    svg: str
