"""One bar of the result, in words and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crampguide.knowledge.wording import count_of_100

if TYPE_CHECKING:
    from crampguide.knowledge.records import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One bar of the result, in words and numbers.

    ``share``, ``low`` and ``high`` are proportions [0-1]; ``count`` is the share as people out of 100, all rows adding
    up to 100. ``answers`` are what the person said, ``because`` the same with what it follows from, ``against`` what
    speaks most against it. ``names`` are those that the person gave to a medicine. ``strength``
    is the certainty, or ``judgement`` where no study gives the size, or ``none`` for what is left over.
    """

    id: str
    name: str
    share: float
    low: float
    high: float
    strength: str
    evidence: str
    count: int = 0
    plain: str = ""
    finding: str = ""
    because: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    is_unsure: bool = False
    is_background: bool = False
    is_danger: bool = False
    change: str = ""
    sum_in_words: str = ""
    names: tuple[str, ...] = ()

    @property
    def count_in_words(self) -> str:
        """The count as it is shown wherever the row appears."""
        return str(self.count) if self.count else count_of_100(0)
