"""What is left of a session: a page and a table of totals, never a person's answers."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from crampguide.telling.markup import Html, element, fragment
from crampguide.telling.parts import page_html, section_html
from crampguide.telling.tables import table_html
from crampguide.workshop.session import LENGTHS
from crampguide.workshop.stage import counts_html, right_count

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from crampguide.workshop.room import Room
    from crampguide.workshop.stage import Script
    from crampguide.workshop.steps import PollQuestion, Step, Totals


def report_html(script: Script, room: Room, day: date) -> Html:
    """Return a page about a session: how many answered, each vote, the quiz before and after.

    Parameters
    ----------
    script : Script
    room : Room
    day : date
        When it was made.

    Notes
    -----
    A count stands only where five or more have answered. Before and after are compared by counts, with no word about
    a cause: people leave, come late, and guess.
    """
    voted = [(step, question, totals) for step, question, totals in _asked(script, room) if totals.number]
    quiz = {question.id: (question, totals) for step, question, totals in voted if step.kind == "quiz"}
    votes = [
        counts_html(script, question, totals, caption=_caption(script, step, question))
        for step, question, totals in voted
        if step.kind != "quiz" and totals.may_be_shown
    ]
    numbers = {
        "day": f"{day.day} {day:%B %Y}",
        "joined": room.moment(script.steps.__getitem__).joined,
        "votes": len(voted),
        "hands": sum(sum(totals.hands) for _, _, totals in voted),
    }
    few = sum(not totals.may_be_shown for _, _, totals in voted)
    told = f"{script.say('report_numbers', **numbers)} {script.say('report_few', number=few) if few else ''}"
    inside = fragment(
        element("p", told),
        section_html(script.say("report_quiz"), *_quiz_table(script, quiz)) if quiz else "",
        section_html(script.say("report_votes"), *votes) if votes else "",
        element("p", script.say("report_how"), class_="small"),
    )
    return page_html(script.knowledge, "report_title", inside, STYLE)


STYLE = (
    "caption{text-align:left;font-weight:700;padding-top:.6em}.cg-counts td:first-of-type{width:40%}"
    ".cg-bar{display:block;height:.8em;border:1px solid;background:#bbb;print-color-adjust:exact}"
)


def totals_csv(script: Script, room: Room) -> str:
    """Return the totals of a session as a table: a line for each option of each question that five or more answered.

    Phones and hands stand together: apart, four hands would give away the one phone.

    Parameters
    ----------
    script : Script
    room : Room
    """
    text = StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["step", "question", "option", "is_right", "count", "answered"])
    for step, question, totals in _asked(script, room):
        if not totals.may_be_shown:
            continue
        for place, option in enumerate(question.options):
            is_right = "" if question.right is None else str(place == question.right).lower()
            row = [step.id, question.text, option, is_right, totals.counts[place], totals.number]
            table.writerow(row)
    return text.getvalue()


def _asked(script: Script, room: Room) -> Iterator[tuple[Step, PollQuestion, Totals]]:
    """Yield every question of the longest session with its totals: the length may have been changed on the way."""
    for step in script.steps[LENGTHS[-1]]:
        if step.questions:
            totals = room.totals(step)
            yield from ((step, question, totals[question.id]) for question in step.questions)


def _caption(script: Script, step: Step, question: PollQuestion) -> str:
    if step.kind != "case":
        return question.text
    _, case = script.case_of(step)
    return f"{case.summary} {question.text}"


def _quiz_table(script: Script, quiz: dict[str, tuple[PollQuestion, Totals]]) -> list[Html]:
    """Return how many had each question right, before and after."""
    heads = ["", script.say("workshop_before"), script.say("workshop_after")]
    rows = []
    for question in script.workshop.quiz:
        asked = [quiz.get(f"{when}.{question.id}") for when in ("before", "after")]
        counts = [right_count(script, *found) if found else "" for found in asked]
        rows.append([fragment(question.text, " ", element("b", question.right)), *counts])
    return [element("p", script.say("report_quiz_intro")), table_html(heads, rows)]
