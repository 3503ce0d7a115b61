"""A guide to the causes of severe foot and leg cramps: it scores, explains and shows, and it does not diagnose.

``crampguide.assess(crampguide.Profile(...))`` gives a result, ``assess_cohort`` one for each of many people, and
``interview`` the question that is worth most next.
``questions()``, ``causes()``, ``effects()``, ``presentations()``, ``medicines()``, ``advice()``, ``treatments()``,
``look_alikes()``, ``dangers()``, ``claims()``, ``references()`` and ``cases()`` give what it knows; ``load_knowledge``
reads other data than its own. ``forest_figure()``, ``dots_figure()`` and ``calibration_figure()`` are Plotly figures.
``guide()``, ``evidence()``, ``methods()`` and ``about()`` are the pages, to show in a notebook; `crampguide.widgets`
has sliders and boxes.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from crampguide.assessing.cohort import Cohort, assess_cohort
from crampguide.assessing.interview import Step, interview
from crampguide.assessing.profile import AnswerError, Profile
from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.records import Knowledge
from crampguide.knowledge.release import __version__ as __version__
from crampguide.listing import (
    Listing,
    advice,
    cases,
    causes,
    claims,
    dangers,
    effects,
    look_alikes,
    medicines,
    presentations,
    questions,
    references,
    treatments,
)
from crampguide.report import Report, assess

if TYPE_CHECKING:
    from crampguide.figures import calibration_figure, dots_figure, forest_figure
    from crampguide.pages.about import about
    from crampguide.pages.evidence import evidence
    from crampguide.pages.guide import guide
    from crampguide.pages.methods import methods

__all__ = [
    "AnswerError",
    "Cohort",
    "Knowledge",
    "Listing",
    "Profile",
    "Report",
    "Step",
    "about",
    "advice",
    "assess",
    "assess_cohort",
    "calibration_figure",
    "cases",
    "causes",
    "claims",
    "dangers",
    "dots_figure",
    "effects",
    "evidence",
    "forest_figure",
    "guide",
    "interview",
    "load_knowledge",
    "look_alikes",
    "medicines",
    "methods",
    "presentations",
    "questions",
    "references",
    "treatments",
]

PAGES = {"about", "evidence", "guide", "methods"}
LATER = {page: f"crampguide.pages.{page}" for page in PAGES} | dict.fromkeys(
    ("calibration_figure", "dots_figure", "forest_figure"), "crampguide.figures"
)
"""Names that are imported once they are asked for, and from where."""


if not TYPE_CHECKING:  # a type checker would take any name for one that `__getattr__` knows

    def __getattr__(name: str) -> object:
        """Import a page or a figure once it is asked for: they need libraries, and all else needs Python only."""
        if name in LATER:
            return getattr(import_module(LATER[name]), name)
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)


def __dir__() -> list[str]:
    """Return the public names, the pages too, for whoever presses Tab."""
    return [*__all__, "__version__"]
