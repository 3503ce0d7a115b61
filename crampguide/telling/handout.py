"""One page for the doctor or pharmacist: answers, level, likely causes with their evidence, what to ask and review.

A whole HTML page with a style of its own that needs no other file and prints in black and white.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crampguide.assessing.profile import is_asked
from crampguide.knowledge.release import __version__
from crampguide.knowledge.rules import NOT_SURE
from crampguide.knowledge.wording import range_of_100, say
from crampguide.telling.answers import answer_text
from crampguide.telling.explanation import NO_CAUSE, OTHERS
from crampguide.telling.markup import NOTHING, Html, element, fragment
from crampguide.telling.parts import list_html, page_html, section_html
from crampguide.telling.tables import table_html

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from crampguide.assessing.profile import Profile
    from crampguide.knowledge.asked import Question
    from crampguide.knowledge.records import Knowledge
    from crampguide.telling.explanation import Explanation


def handout_html(knowledge: Knowledge, explanation: Explanation, day: date) -> Html:
    """Return the page as HTML.

    Parameters
    ----------
    knowledge : Knowledge
    explanation : Explanation
    day : date
        When it was made.

    Examples
    --------
    >>> import crampguide, datetime
    >>> report = crampguide.assess(crampguide.Profile(age=72, medicines=["laba"]))
    >>> "Long-acting inhaler" in handout_html(report.knowledge, report.explanation, datetime.date(2026, 1, 31))
    True
    """
    wording, assessment = knowledge.wording, explanation.assessment
    rows = [row for row in explanation.rows if row.id not in {OTHERS, NO_CAUSE}]
    named = [knowledge.contributor_by_id[row.id] for row in rows]
    made = say(wording, "handout_made", day=_in_words(day))
    release = say(wording, "handout_release", version=__version__, day=_in_words(knowledge.release.data_date))
    level = element(
        "div",
        element("p", element("b", explanation.level_title), " ", explanation.level_sentence),
        element("p", explanation.level_also),
        list_html(_danger_lines(explanation)),
        class_="level",
    )
    parts = [
        element("p", made, class_="small"),
        level,
        element("p", explanation.summary),
        _part(
            knowledge, "handout_causes", _causes_html(knowledge, explanation) if explanation.shows_shares else NOTHING
        ),
        _part(knowledge, "handout_review", list_html(one.name for one in named if one.change == "review")),
        _part(knowledge, "ask_title", list_html(f"{one.name}: {one.ask}" for one in assessment.worth_asking)),
        _part(
            knowledge,
            "advice_with_clinician",
            list_html(item.advice.name for item in assessment.advice if item.advice.moment == "with_clinician"),
        ),
        _part(knowledge, "look_alikes_title", list_html(one.name for one in assessment.look_alikes)),
        _part(knowledge, "handout_answers", list_html(answers_in_words(knowledge, assessment.profile))),
        element("p", explanation.progress, " ", _open(knowledge, assessment.unanswered), class_="small"),
        element("p", say(wording, "handout_how"), " ", say(wording, "disclaimer"), " ", release, class_="small"),
    ]
    return page_html(knowledge, "handout_title", fragment(*parts))


def _in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _danger_lines(explanation: Explanation) -> list[str]:
    """Return the dangers, each with what to do where nothing above it has said so."""
    lines, said = [], explanation.level_sentence
    for danger in explanation.dangers:
        lines.append(danger.title if danger.action in said else f"{danger.title}. {danger.action}")
        said += danger.action
    return lines


def _open(knowledge: Knowledge, unanswered: Iterable[str]) -> str:
    """Return which questions were left out: for a doctor, not answered is not "no"."""
    texts = " ".join(knowledge.question_by_id[identifier].text for identifier in unanswered)
    return say(knowledge.wording, "handout_open", questions=texts) if texts else ""


def answers_in_words(knowledge: Knowledge, profile: Profile) -> list[str]:
    """Return each answered question with its answer, in the order of the page.

    Parameters
    ----------
    knowledge : Knowledge
    profile : Profile
    """
    asked = (question for question in knowledge.questions if is_asked(question, profile))
    return [_answer(question, profile, knowledge) for question in asked if question.id in profile.answers]


def _answer(question: Question, profile: Profile, knowledge: Knowledge) -> str:
    wording = knowledge.wording
    if question.kind == "number" or profile.is_not_sure(question.id):
        return answer_text(question, None, profile, wording)
    if question.kind == "choice":
        return answer_text(question, profile.choice(question.id), profile, wording)
    boxes = profile.as_dict()[question.id]
    given = [
        answer_text(question, option.id, profile, wording)
        for option in question.options
        if isinstance(boxes, dict) and boxes.get(option.id) in {"yes", NOT_SURE}
    ]
    if isinstance(boxes, dict) and NOT_SURE in boxes:
        given.append(say(wording, "form_not_sure_rest"))
    elif not given:
        given.append(say(wording, "form_none_of_these"))
    return f"{question.text} {'; '.join(given)}."


def _part(knowledge: Knowledge, title: str, inside: Html) -> Html:
    return section_html(say(knowledge.wording, title), inside) if inside else NOTHING


def _causes_html(knowledge: Knowledge, explanation: Explanation) -> Html:
    wording = knowledge.wording
    columns = ("table_cause", "table_count", "table_range", "table_evidence", "handout_because")
    rows = [
        [
            row.name,
            row.count_in_words,
            range_of_100(row.low, row.high, wording),
            row.evidence,
            "; ".join(row.answers),
        ]
        for row in explanation.rows
    ]
    return table_html([say(wording, key) for key in columns], rows)
