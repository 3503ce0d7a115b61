"""What would change a result, and what the person could change, as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crampguide.assessing.triage import URGENT
from crampguide.knowledge.wording import count_of_100, joined, say
from crampguide.telling.markup import NOTHING, Html, element, fragment
from crampguide.telling.medicines import called
from crampguide.telling.parts import fold_html, list_html, section_html

if TYPE_CHECKING:
    from crampguide.assessing.assessment import Assessment
    from crampguide.assessing.changes import Changes, WithoutHabits
    from crampguide.assessing.trying import OpenAnswer
    from crampguide.knowledge.records import Knowledge

QUESTION: Final = "cg-question-"
"""The id of a question on the page begins with this."""


def change_html(knowledge: Knowledge, assessment: Assessment, changes: Changes) -> Html:
    """Return the answers that would change the result and the habits behind it; nothing before the first answer.

    Parameters
    ----------
    knowledge : Knowledge
    assessment : Assessment
    changes : Changes
        From `crampguide.assessing.changes.find_changes`.
    """
    if not assessment.profile.answers or (assessment.level in URGENT and not changes.level):
        return NOTHING
    wording = knowledge.wording
    parts = [fold_html(say(wording, "change_title"), _answers_html(knowledge, changes))]
    if changes.facts:
        intro = element("p", say(wording, "facts_intro"))
        facts = list_html(
            element("a", knowledge.question_by_id[fact].text, href=f"#{QUESTION}{fact}") for fact in changes.facts
        )
        parts.append(section_html(say(wording, "facts_title"), intro, facts))
    if changes.habits:
        parts.append(section_html(say(wording, "could_title"), _habits_html(knowledge, assessment, changes.habits)))
    return fragment(*parts)


def _answers_html(knowledge: Knowledge, changes: Changes) -> Html:
    wording = knowledge.wording
    items = [
        say(
            wording,
            "change_level",
            answer=_answer(knowledge, change.answer),
            level=say(wording, f"level_{change.level}_title"),
        )
        for change in changes.level
    ]
    items += [
        say(
            wording,
            "change_first",
            answer=_answer(knowledge, change.answer),
            name=knowledge.contributor_by_id[change.contributor].name,
            count=count_of_100(change.share),
        )
        for change in changes.first
    ]
    return fragment(
        list_html(items) or element("p", say(wording, "change_nothing")),
        element("p", say(wording, "change_danger"), class_="cg-quiet"),
    )


def _answer(knowledge: Knowledge, answer: OpenAnswer) -> str:
    question = knowledge.question_by_id[answer.question]
    option = next(option for option in question.options if option.id == answer.option)
    return say(knowledge.wording, "change_answer", question=question.text, answer=option.text)


def _habits_html(knowledge: Knowledge, assessment: Assessment, habits: WithoutHabits) -> Html:
    wording, by_id = knowledge.wording, knowledge.contributor_by_id
    named = joined(by_id[key].name for key, _ in habits.changeable)
    together = count_of_100(sum(share for _, share in habits.changeable))
    sentences = [
        say(wording, "could_sum", names=named, count=together),
        say(wording, "could_without", count=count_of_100(habits.unexplained)),
    ]
    if habits.first:
        sentences.append(say(wording, "could_first", name=called(knowledge, assessment.profile, by_id[habits.first])))
    honest = f"{say(wording, 'could_honest')} {say(wording, 'could_review')}"
    return fragment(element("p", " ".join(sentences)), element("p", honest, class_="cg-quiet"))
