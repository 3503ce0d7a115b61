"""How urgent care is, as HTML: the level, and each raised danger with the person's own answers, why, and what to do."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from crampguide.assessing.assessment import DANGER
from crampguide.knowledge.wording import say
from crampguide.telling.explanation import cite
from crampguide.telling.parts import sources_html

if TYPE_CHECKING:
    from crampguide.knowledge.records import Knowledge
    from crampguide.telling.dangers import ToldDanger
    from crampguide.telling.explanation import Explanation

ANSWER: Final = "cg-answer-"
"""The id of a box of the form begins with this; question and option follow."""


def level_html(knowledge: Knowledge, explanation: Explanation, *, has_questions: bool = False) -> str:
    """Return the level with each raised danger, the most urgent first.

    Signs that a person was not sure of lead back to their question where the questions stand too.
    """
    wording, assessment = knowledge.wording, explanation.assessment
    parts = [
        f"<div class='cg-level cg-level-{explanation.level_name}'>",
        f"<h2>{escape(explanation.level_title)}</h2>",
        f"<p>{escape(explanation.level_sentence)}</p>",
        f"<p>{escape(explanation.level_also)}</p>" if explanation.level_also else "",
        _unsure_html(knowledge, explanation, has_questions=has_questions),
    ]
    first = [danger for danger in explanation.dangers if danger.level == assessment.level]
    told = {answer for danger in first for answer in danger.said}
    # a danger that rests on the same answers would only give them a later date
    later = [
        danger
        for danger in explanation.dangers
        if danger.level != assessment.level and not told.issuperset(danger.said)
    ]
    parts += [_danger_html(knowledge, danger, is_first=danger is first[0]) for danger in first]
    if later:
        inside = "".join(_danger_html(knowledge, danger, is_first=False) for danger in later)
        parts.append(f"<details><summary>{escape(say(wording, 'level_less_urgent'))}</summary>{inside}</details>")
    return "".join([*parts, "</div>"])


def _unsure_html(knowledge: Knowledge, explanation: Explanation, *, has_questions: bool) -> str:
    """Return the danger signs that a person was not sure of."""
    if not explanation.unsure_signs:
        return ""
    signs = "".join(
        f"<li><a href='#{ANSWER}{DANGER}-{sign.id}'>{escape(sign.text)}</a></li>"
        if has_questions
        else f"<li>{escape(sign.text)}</li>"
        for sign in explanation.unsure_signs
    )
    return f"<p>{escape(say(knowledge.wording, 'level_unsure'))}</p><ul>{signs}</ul>"


def _danger_html(knowledge: Knowledge, danger: ToldDanger, *, is_first: bool) -> str:
    """Return a danger as a fold; the first is open, and what to do stands above it already."""
    wording = knowledge.wording
    said = "".join(f"<li>{escape(answer)}</li>" for answer in danger.said)
    action = "" if is_first else f"<p><b>{escape(say(wording, 'level_do'))}</b> {escape(danger.action)}</p>"
    note = f"<p class='cg-quiet'>{escape(danger.note)}</p>" if danger.note else ""
    sources = sources_html(knowledge, cite(knowledge, danger.references))
    return (
        f"<details{' open' if is_first else ''}><summary>{escape(danger.title)}</summary>"
        f"<p><b>{escape(say(wording, 'level_said'))}</b></p><ul>{said}</ul>"
        f"<p><b>{escape(say(wording, 'level_why'))}</b> {escape(danger.why)}</p>"
        f"{action}<details><summary>{escape(say(wording, 'level_source'))}</summary>{note}{sources}</details></details>"
    )
