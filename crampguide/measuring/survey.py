"""How the equation did on the people of a survey: figures measured by ``tests/survey``, which compares them again.

The people themselves are no part of the project; `data/survey.toml` holds what came out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from crampguide.knowledge.counted import Frequency  # noqa: TC001 - the strict reader looks up the types of fields at run time
from crampguide.knowledge.loading import data_root, read_records, read_toml, refuse_unknown

if TYPE_CHECKING:
    from pathlib import Path

FILE: Final = "survey.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrimination:
    """How often, of two people of whom one has cramps, the equation gives that one the higher relative risk.

    ``guide`` [0-1] with its 95 % interval is that of the guide on ``people`` adults, ``fitted`` [0-1] that of a
    logistic regression fitted to the same people and answers.
    """

    id: Frequency
    people: int
    guide: float
    low: float
    high: float
    fitted: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenth:
    """A tenth of the people by relative risk: its mean [-] and how many in 1 have cramps [0-1]."""

    id: str
    frequency: Frequency
    number: int
    relative_risk: float
    observed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Implied:
    """What the equation alone makes of one group's `Baseline`: its mean relative risk times one constant [0-1]."""

    id: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFigures:
    """All that was measured."""

    discrimination: tuple[Discrimination, ...]
    tenths: tuple[Tenth, ...]
    implied: tuple[Implied, ...]


TABLES: Final[dict[str, tuple[str, type]]] = {
    "discrimination": ("discrimination", Discrimination),
    "tenth": ("tenths", Tenth),
    "implied": ("implied", Implied),
}
"""TOML table to (field of SurveyFigures, record type)."""


def load_survey(root: Path | None = None) -> SurveyFigures:
    """Read the figures.

    Parameters
    ----------
    root : Path, optional
        Folder that holds ``survey.toml``; the project's own by default.

    Returns
    -------
    SurveyFigures

    Raises
    ------
    KnowledgeError
        If the file is missing or is not TOML, or a table or key is unknown, missing or of a wrong type.

    Examples
    --------
    >>> [row.id for row in load_survey().discrimination]
    ['any', 'frequent']
    """
    content = read_toml((root or data_root()) / FILE)
    refuse_unknown(content, set(TABLES), FILE)
    fields: dict[str, Any] = {
        name: read_records(content.get(table, []), kind, f"{FILE} [[{table}]]")
        for table, (name, kind) in TABLES.items()
    }
    return SurveyFigures(**fields)
