"""What all peers share: the questions, and the guide's own level and chart for their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import crampguide
from crampguide import Profile

if TYPE_CHECKING:
    from crampguide.knowledge.asked import Question

QUESTIONS = list(crampguide.questions())


def told(raw: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return title of the level and chart for what the controls hold; a slider at its start is not answered."""
    answers = {key: value for key, value in raw.items() if value not in (None, "", [], ())}
    report = crampguide.assess(Profile(**answers))
    return report.as_dict()["level_title"], report.figure().to_dict()


def moved(question: Question, value: float) -> float | None:
    """Return the value of a slider once it has left its start."""
    return None if value == question.low else value
