"""A patient-education session: its blocks, myths, cases, quiz and teach-back cards, read strictly from one file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from crampguide.knowledge.loading import data_root, read_records, read_toml, refuse_unknown
from crampguide.measuring.cases import load_cases

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crampguide.knowledge.beside import Claim
    from crampguide.knowledge.records import Advice, Knowledge

FILE: Final = "workshop.toml"

LENGTHS: Final = (30, 45, 60)
"""Lengths of a session [min] for which the blocks have times."""

QUIZ_LENGTH: Final = 6
"""Questions in the quiz: more would tire, and fewer say little."""


TAKE_HOME: Final = ("relief_calf", "relief_foot", "relief_wont_let_go", "stretch_bedtime", "avoid_cutting_medicine")
"""Advice that each session shows and each person takes home: now, tonight, and what to leave alone."""

BLOCKS: Final = ("welcome", "before", "myths", "cases", "danger", "helps", "after")
"""The blocks that there are; what happens in each is built."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One part of a session. ``minutes`` [min] are for each of `LENGTHS`; ``do`` is for the facilitator only."""

    id: str
    title: str
    minutes: tuple[int, ...]
    do: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Myth:
    """A claim of ``claims.toml`` on which the room votes before it sees the verdict."""

    id: str
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCase:
    """A published case for groups: guess first, then see what was found.

    Sessions shorter than ``from_length`` [min] leave it out.
    """

    id: str
    case: str
    from_length: int
    ask: str
    options: tuple[str, ...]
    found: str
    lesson: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizQuestion:
    """A question asked before and after; ``rests_on`` is the claim or the advice that makes ``right`` right."""

    id: str
    text: str
    options: tuple[str, ...]
    right: str
    rests_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeachBack:
    """A card to tell in one's own words after a block, and what a facilitator listens for."""

    id: str
    block: str
    ask: str
    listen_for: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """All that a session holds, in file order."""

    blocks: tuple[Block, ...]
    myths: tuple[Myth, ...]
    cases: tuple[GroupCase, ...]
    quiz: tuple[QuizQuestion, ...]
    teach_back: tuple[TeachBack, ...]


TABLES: Final[dict[str, tuple[str, type]]] = {
    "block": ("blocks", Block),
    "myth": ("myths", Myth),
    "group_case": ("cases", GroupCase),
    "quiz": ("quiz", QuizQuestion),
    "teach_back": ("teach_back", TeachBack),
}
"""TOML table to (field of Workshop, record type)."""


def load_workshop(root: Path | None = None) -> Workshop:
    """Read the session.

    Parameters
    ----------
    root : Path, optional
        Folder that holds ``workshop.toml``; the project's own by default.

    Returns
    -------
    Workshop

    Raises
    ------
    KnowledgeError
        If the file is missing or is not TOML, or a record has an unknown or missing key or a wrong type.

    Examples
    --------
    >>> len(load_workshop().quiz)
    6
    """
    content = read_toml((root or data_root()) / FILE)
    refuse_unknown(content, set(TABLES), FILE)
    fields: dict[str, Any] = {
        name: read_records(content.get(table, []), kind, f"{FILE} [[{table}]]")
        for table, (name, kind) in TABLES.items()
    }
    return Workshop(**fields)


def basis_of(knowledge: Knowledge, question: QuizQuestion) -> Claim | Advice | None:
    """Return the claim or the advice that a quiz question rests on."""
    records: tuple[Claim | Advice, ...] = (*knowledge.claims, *knowledge.advice)
    return next((record for record in records if record.id == question.rests_on), None)


def check_workshop(knowledge: Knowledge, workshop: Workshop) -> tuple[str, ...]:
    """Return what is wrong with a session, one sentence for each finding; empty when it is sound.

    Parameters
    ----------
    knowledge : Knowledge
    workshop : Workshop
    """
    return (*_blocks(workshop), *_times(workshop), *_missing(knowledge, workshop), *_answers(knowledge, workshop))


def _blocks(workshop: Workshop) -> Iterator[str]:
    names = tuple(block.id for block in workshop.blocks)
    if sorted(names) != sorted(BLOCKS):
        yield f"the blocks are {', '.join(names)}, not {', '.join(BLOCKS)}"


def _times(workshop: Workshop) -> Iterator[str]:
    for block in workshop.blocks:
        if len(block.minutes) != len(LENGTHS):
            yield f"block {block.id}: needs minutes for {len(LENGTHS)} lengths"
            return
    for place, length in enumerate(LENGTHS):
        total = sum(block.minutes[place] for block in workshop.blocks)
        if total != length:
            yield f"the blocks of {length} minutes take {total}"


def _missing(knowledge: Knowledge, workshop: Workshop) -> Iterator[str]:
    """Yield what a session names and nobody has."""
    claims, cases = {claim.id for claim in knowledge.claims}, {case.id for case in load_cases()}
    yield from (f"myth {one.id}: there is no claim {one.claim!r}" for one in workshop.myths if one.claim not in claims)
    yield from (
        f"group case {one.id}: there is no case {one.case!r}" for one in workshop.cases if one.case not in cases
    )
    blocks = {block.id for block in workshop.blocks}
    for card in workshop.teach_back:
        if card.block not in blocks:
            yield f"teach-back {card.id}: there is no block {card.block!r}"


def _answers(knowledge: Knowledge, workshop: Workshop) -> Iterator[str]:
    for one in workshop.cases:
        if one.found not in one.options:
            yield f"group case {one.id}: what was found is none of its options"
        if one.from_length not in LENGTHS:
            yield f"group case {one.id}: there is no session of {one.from_length} minutes"
    if len(workshop.quiz) != QUIZ_LENGTH:
        yield f"the quiz has {len(workshop.quiz)} questions, not {QUIZ_LENGTH}"
    for question in workshop.quiz:
        if question.right not in question.options:
            yield f"quiz {question.id}: the right answer is none of its options"
        if basis_of(knowledge, question) is None:
            yield f"quiz {question.id}: there is no claim or advice {question.rests_on!r}"
