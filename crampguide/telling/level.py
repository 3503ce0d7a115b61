"""How urgent care is, as HTML: the level, with the reason, time frame and action of each raised flag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crampguide.assessing.assessment import DANGER
from crampguide.knowledge.wording import say
from crampguide.telling.explanation import cite
from crampguide.telling.markup import NOTHING, Html, element, fragment
from crampguide.telling.parts import details_html, labelled_html, list_html, sources_html

if TYPE_CHECKING:
    from crampguide.knowledge.records import Knowledge, RedFlag
    from crampguide.telling.explanation import Explanation

ANSWER: Final = "cg-answer-"
"""The id of a box of the form begins with this; question and option follow."""


def level_html(knowledge: Knowledge, explanation: Explanation, *, has_questions: bool = False) -> Html:
    """Return the level with the reason, time frame and action of each raised flag, the most urgent first.

    Signs that a person was not sure of lead back to their question where the questions stand too.
    """
    assessment = explanation.assessment
    first = [flag for flag in assessment.flags if flag.level == assessment.level]
    told = {answer for flag in first for answer in flag.when.support(assessment.profile)}
    # a flag that rests on the same answers would only give them a later date
    later = [
        flag
        for flag in assessment.flags
        if flag.level != assessment.level and not told.issuperset(flag.when.support(assessment.profile))
    ]
    less_urgent = [_flag_html(knowledge, flag, is_first=False) for flag in later]
    return element(
        "div",
        element("h2", explanation.level_title),
        element("p", explanation.level_sentence),
        element("p", explanation.level_also) if explanation.level_also else "",
        _unsure_html(knowledge, explanation, has_questions=has_questions),
        *(_flag_html(knowledge, flag, is_first=flag is first[0]) for flag in first),
        details_html(say(knowledge.wording, "level_less_urgent"), *less_urgent) if later else "",
        class_=f"cg-level cg-level-{explanation.level_name}",
    )


def _unsure_html(knowledge: Knowledge, explanation: Explanation, *, has_questions: bool) -> Html:
    """Return the danger signs that a person was not sure of."""
    if not explanation.unsure_signs:
        return NOTHING
    signs = list_html(
        element("a", sign.text, href=f"#{ANSWER}{DANGER}-{sign.id}") if has_questions else sign.text
        for sign in explanation.unsure_signs
    )
    return fragment(element("p", say(knowledge.wording, "level_unsure")), signs)


def _flag_html(knowledge: Knowledge, flag: RedFlag, *, is_first: bool) -> Html:
    """Return a red flag as a fold; the first is open, and what to do stands above it already."""
    wording, note = knowledge.wording, NOTHING
    if flag.disagreement:
        label = say(wording, "our_view" if flag.basis == "judgement" else "sources_differ")
        note = element("p", label, " ", flag.disagreement, class_="cg-quiet")
    sources = sources_html(knowledge, cite(knowledge, flag.references))
    return details_html(
        flag.name,
        labelled_html(say(wording, "level_why"), flag.reason),
        labelled_html(say(wording, "level_when"), flag.time_frame),
        NOTHING if is_first else labelled_html(say(wording, "level_do"), flag.action),
        details_html(say(wording, "level_source"), note, sources),
        open=is_first,
    )
