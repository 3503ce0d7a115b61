"""A guide to the causes of severe foot and leg cramps: it scores, explains and shows, and it does not diagnose.

``crampguide.assess(crampguide.Profile(...))`` gives a result, ``assess_cohort`` one for each of many people.
``questions()``, ``causes()``, ``effects()``, ``presentations()``, ``medicines()``, ``advice()``, ``look_alikes()``,
``dangers()``, ``claims()`` and ``references()`` give what it knows; ``load_knowledge`` reads other data than its own.
``guide()``, ``evidence()`` and ``methods()`` are the pages, to show in a notebook.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from crampguide.assessing.cohort import assess_cohort
from crampguide.assessing.profile import AnswerError, Profile
from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.records import Knowledge
from crampguide.knowledge.release import __version__ as __version__
from crampguide.listing import (
    advice,
    causes,
    claims,
    dangers,
    effects,
    look_alikes,
    medicines,
    presentations,
    questions,
    references,
)
from crampguide.report import Report, assess

if TYPE_CHECKING:
    from crampguide.pages.evidence import evidence
    from crampguide.pages.guide import guide
    from crampguide.pages.methods import methods

__all__ = [
    "AnswerError",
    "Knowledge",
    "Profile",
    "Report",
    "advice",
    "assess",
    "assess_cohort",
    "causes",
    "claims",
    "dangers",
    "effects",
    "evidence",
    "guide",
    "load_knowledge",
    "look_alikes",
    "medicines",
    "methods",
    "presentations",
    "questions",
    "references",
]

PAGES = {"evidence", "guide", "methods"}


if not TYPE_CHECKING:  # a type checker would take any name for one that `__getattr__` knows

    def __getattr__(name: str) -> object:
        """Import a page once it is asked for: pages need widgets, and all else needs Python only."""
        if name in PAGES:
            return getattr(import_module(f"crampguide.pages.{name}"), name)
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)


def __dir__() -> list[str]:
    """Return the public names, the pages too, for whoever presses Tab."""
    return [*__all__, "__version__"]
