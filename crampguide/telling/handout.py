"""One page for the doctor or pharmacist: answers, level, likely causes with their evidence, what to ask and review.

A whole HTML page with a style of its own that needs no other file and prints in black and white.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from crampguide.assessing.profile import is_asked
from crampguide.knowledge.release import __version__
from crampguide.knowledge.rules import NOT_SURE
from crampguide.knowledge.wording import range_of_100, say
from crampguide.telling.answers import answer_text
from crampguide.telling.explanation import NO_CAUSE, OTHERS
from crampguide.telling.parts import list_html, page_html, section_html

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from crampguide.assessing.profile import Profile
    from crampguide.knowledge.records import Knowledge, Question
    from crampguide.telling.explanation import Explanation


def handout_html(knowledge: Knowledge, explanation: Explanation, day: date) -> str:
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
    flags = list_html(_flag_lines(explanation))
    made = say(wording, "handout_made", day=_in_words(day))
    release = say(wording, "handout_release", version=__version__, day=_in_words(knowledge.release.data_date))
    parts = [
        f"<p class='small'>{escape(made)}</p>",
        f"<div class='level'><p><b>{escape(explanation.level_title)}</b> {escape(explanation.level_sentence)}</p>"
        f"<p>{escape(explanation.level_also)}</p>{flags}</div>",
        f"<p>{escape(explanation.summary)}</p>",
        _part(knowledge, "handout_causes", _causes_html(knowledge, explanation)),
        _part(knowledge, "handout_review", list_html(one.name for one in named if one.change == "review")),
        _part(knowledge, "ask_title", list_html(f"{one.name}: {one.ask}" for one in assessment.worth_asking)),
        _part(
            knowledge,
            "advice_with_clinician",
            list_html(item.advice.name for item in assessment.advice if item.advice.moment == "with_clinician"),
        ),
        _part(knowledge, "look_alikes_title", list_html(one.name for one in assessment.look_alikes)),
        _part(knowledge, "handout_answers", list_html(answers_in_words(knowledge, assessment.profile))),
        f"<p class='small'>{escape(explanation.progress)} {escape(_open(knowledge, assessment.unanswered))}</p>",
        f"<p class='small'>{escape(say(wording, 'handout_how'))} {escape(say(wording, 'disclaimer'))} "
        f"{escape(release)}</p>",
    ]
    return page_html(knowledge, "handout_title", "".join(parts))


def _in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _flag_lines(explanation: Explanation) -> list[str]:
    """Return the red flags, each with what to do where nothing above it has said so."""
    lines, said = [], explanation.level_sentence
    for flag in explanation.assessment.flags:
        lines.append(flag.name if flag.action in said else f"{flag.name}: {flag.action}")
        said += flag.action
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


def _part(knowledge: Knowledge, title: str, inside: str) -> str:
    return section_html(say(knowledge.wording, title), inside) if inside else ""


def _causes_html(knowledge: Knowledge, explanation: Explanation) -> str:
    wording = knowledge.wording
    heads = "".join(
        f"<th scope='col'>{escape(say(wording, key))}</th>"
        for key in ("table_cause", "table_count", "table_range", "table_evidence", "handout_because")
    )
    body = "".join(
        f"<tr><th scope='row'>{escape(row.name)}</th><td>{row.count_in_words}</td>"
        f"<td>{escape(range_of_100(row.low, row.high, wording))}</td><td>{escape(row.evidence)}</td>"
        f"<td>{escape('; '.join(row.answers))}</td></tr>"
        for row in explanation.rows
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
