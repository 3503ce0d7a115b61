"""A guide to the causes of severe foot and leg cramps: it scores, explains and shows, and it does not diagnose.

``crampguide.assess(crampguide.Profile(...))`` gives a result, ``assess_cohort`` one for each
of many people; ``crampguide.questions()``, ``causes()``, ``effects()``,
``advice()``, ``look_alikes()``, ``dangers()``, ``claims()`` and ``references()`` give what it knows.
"""

from __future__ import annotations

from crampguide.assessing.cohort import assess_cohort
from crampguide.assessing.profile import AnswerError, Profile
from crampguide.listing import advice, causes, claims, dangers, effects, look_alikes, questions, references
from crampguide.report import Report, assess

__version__ = "0.1.0"

__all__ = [
    "AnswerError",
    "Profile",
    "Report",
    "advice",
    "assess",
    "assess_cohort",
    "causes",
    "claims",
    "dangers",
    "effects",
    "look_alikes",
    "questions",
    "references",
]
