"""The records that stand beside the score: they change no number and no level, only what a person reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from crampguide.knowledge.rules import Rule  # noqa: TC001 - the strict reader looks up the types of fields

INTERNATIONAL: Final = "international"
"""The country of a reader who has named none; its words stand in where a country has none of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """Whom to call in a country. Texts name them as ``{emergency}`` and ``{advice_line}``, filled in when read.

    ``emergency`` is the number as people are told it, ``tel`` the digits that a phone can dial (empty where one number
    does not fit all), ``advice_line`` whom to ask for advice on the phone (empty: none for the whole country).
    """

    id: str
    name: str
    emergency: str
    tel: str
    advice_line: str
    reference: str


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
    """A line drawing beside advice or a question: shapes of SVG, and what a screen reader says in place of them."""

    id: str
    label: str
    svg: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """Whom advice does not fit, and what they should do, with the drawing of that."""

    when: Rule
    text: str
    references: tuple[str, ...]
    picture: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAlike:
    """What feels like a cramp, and how it differs. ``when`` lifts it up, unless a cause it is ``same_as`` is named."""

    id: str
    name: str
    differs: tuple[str, ...]
    action: str
    references: tuple[str, ...]
    when: Rule | None = None
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A common claim about cramps and what studies found. ``when`` says for whom it matters.

    ``doubts`` names causes that the verdict speaks against: none of them is called the first to look at without a word
    of that. Beside a cause of ``not_beside`` it is not shown: it is about people who do not have that cause.
    """

    id: str
    claim: str
    verdict: Literal["supported", "partly", "weak", "contradicted"]
    why: str
    references: tuple[str, ...]
    when: Rule | None = None
    doubts: tuple[str, ...] = ()
    not_beside: tuple[str, ...] = ()
