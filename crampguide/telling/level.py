"""How urgent care is, as HTML: the level, with the reason, time frame and action of each raised flag."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from crampguide.assessing.assessment import DANGER
from crampguide.knowledge.wording import say
from crampguide.telling.explanation import cite
from crampguide.telling.parts import sources_html

if TYPE_CHECKING:
    from crampguide.knowledge.records import Knowledge, RedFlag
    from crampguide.telling.explanation import Explanation

ANSWER: Final = "cg-answer-"
"""The id of a box of the form begins with this; question and option follow."""


def level_html(knowledge: Knowledge, explanation: Explanation, *, has_questions: bool = False) -> str:
    """Return the level with the reason, time frame and action of each raised flag, the most urgent first.

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
    first = [flag for flag in assessment.flags if flag.level == assessment.level]
    told = {answer for flag in first for answer in flag.when.support(assessment.profile)}
    # a flag that rests on the same answers would only give them a later date
    later = [
        flag
        for flag in assessment.flags
        if flag.level != assessment.level and not told.issuperset(flag.when.support(assessment.profile))
    ]
    parts += [_flag_html(knowledge, flag, is_first=flag is first[0]) for flag in first]
    if later:
        inside = "".join(_flag_html(knowledge, flag, is_first=False) for flag in later)
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


def _flag_html(knowledge: Knowledge, flag: RedFlag, *, is_first: bool) -> str:
    """Return a red flag as a fold; the first is open, and what to do stands above it already."""
    wording = knowledge.wording
    note = action = ""
    sources = sources_html(knowledge, cite(knowledge, flag.references))
    if not is_first:
        action = f"<p><b>{escape(say(wording, 'level_do'))}</b> {escape(flag.action)}</p>"
    if flag.disagreement:
        label = say(wording, "our_view" if flag.basis == "judgement" else "sources_differ")
        note = f"<p class='cg-quiet'>{escape(label)} {escape(flag.disagreement)}</p>"
    return (
        f"<details{' open' if is_first else ''}><summary>{escape(flag.name)}</summary>"
        f"<p><b>{escape(say(wording, 'level_why'))}</b> {escape(flag.reason)}</p>"
        f"<p><b>{escape(say(wording, 'level_when'))}</b> {escape(flag.time_frame)}</p>"
        f"{action}<details><summary>{escape(say(wording, 'level_source'))}</summary>{note}{sources}</details></details>"
    )
