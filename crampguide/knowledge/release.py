"""Which guide this is: the version of its code, and the day of its data. Code and data change apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - the strict reader looks up the types of fields at run time

__version__ = "0.1.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """The state of ``data/``: ``data_date`` is the day on which a number or a sentence was last changed."""

    data_date: date
