"""How urgent care is, as HTML: the level, and each raised danger with the person's own answers, why, and what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from crampguide.assessing.assessment import DANGER, FORBIDDING
from crampguide.knowledge.dangers import LEVELS
from crampguide.knowledge.wording import say
from crampguide.telling.explanation import cite
from crampguide.telling.markup import NOTHING, Html, element, fragment
from crampguide.telling.parts import details_html, labelled_html, list_html, sources_html

if TYPE_CHECKING:
    from crampguide.knowledge.records import Knowledge
    from crampguide.telling.dangers import ToldDanger
    from crampguide.telling.explanation import Explanation

DIGITS: Final = re.compile(r"\d+")

ANSWER: Final = "cg-answer-"
"""The id of a box of the form begins with this; question and option follow."""


def level_html(knowledge: Knowledge, explanation: Explanation, *, has_questions: bool = False) -> Html:
    """Return the level with each raised danger, the most urgent first.

    Signs that a person was not sure of lead back to their question where the questions stand too.
    """
    level = explanation.assessment.level
    first = [danger for danger in explanation.dangers if danger.level == level]
    told = {answer for danger in first for answer in danger.said}
    # a danger that rests on the same answers would only give them a later date
    later = [danger for danger in explanation.dangers if danger.level != level and not told.issuperset(danger.said)]
    less_urgent = [_danger_html(knowledge, danger, is_first=False) for danger in later]
    return element(
        "div",
        element("h2", explanation.level_title),
        element("p", explanation.level_sentence),
        _call_html(knowledge, level),
        element("p", explanation.level_also) if explanation.level_also else "",
        _unsure_html(knowledge, explanation, has_questions=has_questions),
        *(_danger_html(knowledge, danger, is_first=danger is first[0]) for danger in first),
        details_html(say(knowledge.wording, "level_less_urgent"), *less_urgent) if later else "",
        class_=f"cg-level cg-level-{explanation.level_name}",
    )


def _call_html(knowledge: Knowledge, level: str) -> Html:
    """Return the emergency number to tap, where every minute counts; several where no country is chosen."""
    if level != LEVELS[-1]:
        return NOTHING
    told = (country for country in knowledge.countries if country.id == knowledge.country)
    numbers = [number for one in told for number in ([one.tel] if one.tel else DIGITS.findall(one.emergency))]
    links = (
        element("a", say(knowledge.wording, "form_call", number=number), href=f"tel:{number}", class_="cg-call")
        for number in numbers
    )
    return element("p", *links, class_="cg-calls")


def _unsure_html(knowledge: Knowledge, explanation: Explanation, *, has_questions: bool) -> Html:
    """Return the danger signs that a person was not sure of."""
    if not explanation.unsure_signs:
        return NOTHING
    signs = list_html(
        element("a", sign.text, href=f"#{ANSWER}{DANGER}-{sign.id}") if has_questions else sign.text
        for sign in explanation.unsure_signs
    )
    return fragment(element("p", say(knowledge.wording, "level_unsure")), signs)


def _danger_html(knowledge: Knowledge, danger: ToldDanger, *, is_first: bool) -> Html:
    """Return a danger as a fold; the first is open, and what to do stands above it already."""
    wording = knowledge.wording
    note = element("p", danger.note, class_="cg-quiet") if danger.note else NOTHING
    sources = sources_html(knowledge, cite(knowledge, danger.references))
    return details_html(
        danger.title,
        labelled_html(say(wording, "level_said")),
        list_html(danger.said),
        labelled_html(say(wording, "level_why"), danger.why),
        NOTHING if is_first else labelled_html(say(wording, "level_do"), danger.action),
        details_html(say(wording, "level_source"), note, sources),
        open=is_first and danger.level in FORBIDDING,
    )
