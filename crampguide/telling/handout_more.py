"""What follows the sheet for the doctor on a second page: each danger, all answers, and a diary of two weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crampguide.assessing.profile import is_asked
from crampguide.knowledge.rules import NOT_SURE, OPEN_ANSWERS
from crampguide.knowledge.wording import say
from crampguide.telling.answers import answer_text
from crampguide.telling.markup import NOTHING, Html, element
from crampguide.telling.medicines import called, state_words, told_medicines
from crampguide.telling.medicines_html import medicines_table
from crampguide.telling.parts import list_html, section_html
from crampguide.telling.tables import table_html

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crampguide.assessing.profile import Profile
    from crampguide.knowledge.asked import Question
    from crampguide.knowledge.records import Knowledge
    from crampguide.telling.explanation import Explanation

DAYS: Final = 14
"""Lines of the diary: two weeks, as trials keep it."""

COLUMNS: Final = ("day", "leg", "minutes", "pain", "sleep", "before", "helped")


def more_html(knowledge: Knowledge, explanation: Explanation) -> Html:
    """Return the second page.

    Parameters
    ----------
    knowledge : Knowledge
    explanation : Explanation
    """
    wording, assessment = knowledge.wording, explanation.assessment
    told = told_medicines(knowledge, assessment.profile)
    return element(
        "div",
        _part(knowledge, "handout_dangers", list_html(_danger_lines(explanation))),
        _part(knowledge, "handout_medicines", medicines_table(knowledge, told) if told else NOTHING),
        _part(
            knowledge,
            "ask_title",
            list_html(f"{called(knowledge, assessment.profile, one)}: {one.ask}" for one in assessment.worth_asking),
        ),
        _part(knowledge, "look_alikes_title", list_html(one.name for one in assessment.look_alikes)),
        _part(knowledge, "handout_answers", list_html(answers_in_words(knowledge, assessment.profile))),
        element("p", explanation.progress, " ", _open(knowledge, assessment.unanswered), class_="small"),
        section_html(
            say(wording, "handout_diary"), element("p", say(wording, "handout_diary_how")), _diary_html(knowledge)
        ),
        class_="more",
    )


def _part(knowledge: Knowledge, title: str, inside: Html) -> Html:
    return section_html(say(knowledge.wording, title), inside) if inside else NOTHING


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


def _diary_html(knowledge: Knowledge) -> Html:
    """Return an empty table to fill in, a line a day."""
    heads = [say(knowledge.wording, f"diary_{column}") for column in COLUMNS]
    rows = [[str(day), *[""] * (len(COLUMNS) - 1)] for day in range(1, DAYS + 1)]
    return table_html(heads, rows, class_="diary")


def answers_in_words(knowledge: Knowledge, profile: Profile) -> list[str]:
    """Return each answered question with its answer, in the order of the page.

    Parameters
    ----------
    knowledge : Knowledge
    profile : Profile
    """
    asked = (question for question in knowledge.questions if is_asked(question, profile))
    # what follows from a name is told with the name
    return [_answer(question, profile, knowledge) for question in asked if question.id in profile.given]


def _answer(question: Question, profile: Profile, knowledge: Knowledge) -> str:
    wording = knowledge.wording
    if question.kind == "number" or profile.given.get(question.id) in OPEN_ANSWERS:
        return answer_text(knowledge, question.id, None, profile)
    if question.kind == "choice":
        return answer_text(knowledge, question.id, profile.choice(question.id), profile)
    if question.kind == "names":
        names = "; ".join(state_words(knowledge, one) for one in told_medicines(knowledge, profile))
        return f"{question.text} {names}."
    boxes = profile.as_dict()[question.id]
    given = [
        answer_text(knowledge, question.id, option.id, profile)
        for option in question.options
        if isinstance(boxes, dict) and boxes.get(option.id) in {"yes", NOT_SURE}
    ]
    if isinstance(boxes, dict) and NOT_SURE in boxes:
        given.append(say(wording, "form_not_sure_rest"))
    elif not given:
        given.append(say(wording, "form_none_of_these"))
    return f"{question.text} {'; '.join(given)}."
