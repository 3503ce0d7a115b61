"""What the projector, the phones and the notes show at each step of a session."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from crampguide.assessing.triage import emergency_signs
from crampguide.knowledge.loading import load_knowledge
from crampguide.telling.markup import Html
from crampguide.workshop.phone import phone_html
from crampguide.workshop.session import LENGTHS, load_workshop
from crampguide.workshop.stage import Invitation, Script, notes_html, planned_minutes, stage_regions
from crampguide.workshop.steps import FEWEST, Moment, PollState, Step, Totals

if TYPE_CHECKING:
    from collections.abc import Callable

SCRIPT = Script(knowledge=load_knowledge(), workshop=load_workshop())
STEPS = SCRIPT.steps[LENGTHS[-1]]
PLACES = range(len(STEPS))
INVITED = Invitation(address="192.0.2.7:8870/", code="X7K4", picture=Html("<svg class='cg-qr'></svg>"))
GRADE = 6.0
ENOUGH_WORDS = 30
"""Below this a grade says more about one long word than about the text."""


def moment(place: int, *, is_open: bool = False, is_shown: bool = False, answers: int = 8, **more: object) -> Moment:
    """Return a room at a step; all who answered chose the first option but two, who chose the second."""
    step = STEPS[place]
    totals = {
        question.id: Totals(
            phones=(answers - 2, 2, *(0 for _ in question.options[2:])), hands=tuple(0 for _ in question.options)
        )
        for question in step.asked
    }
    poll = PollState(is_open=is_open, is_shown=is_shown)
    return Moment(steps=STEPS, place=place, length=60, poll=poll, totals=totals, **more)  # type: ignore[arg-type]


def stage(now: Moment) -> str:
    """Return the one thing on the projector."""
    return unescape(dict(stage_regions(SCRIPT, now, INVITED))["stage"])


def place_of(name: str) -> int:
    """Return where a step stands in the session."""
    return next(place for place, step in enumerate(STEPS) if step.id == name)


def words(html: str) -> str:
    """Return the sentences of HTML, without the names of sources, which are not prose."""
    prose = re.sub(r"<p class='cg-sources'>.*?</p>|<table.*?</table>|<svg.*?</svg>", " ", html, flags=re.DOTALL)
    text = unescape(re.sub(r"<[^>]+>", " ", re.sub(r"</(?:p|li|h1|h2|legend|label|td|caption)>", ". ", prose)))
    return re.sub(r"[.?!:](?:\s*\.)+", ". ", text)


@pytest.mark.parametrize("place", PLACES, ids=[step.id for step in STEPS])
def test_each_step_reads_at_grade_six(place: int, grade: Callable[[str], float]) -> None:
    """All in the room can read the projector and their phones; the facilitator's notes are plain, too."""
    for now in (moment(place), moment(place, is_open=True), moment(place, is_shown=True)):
        for text in (words(stage(now)), words(phone_html(SCRIPT, now)), words(notes_html(SCRIPT, now, 12.0))):
            if len(text.split()) >= ENOUGH_WORDS:
                assert grade(text) <= GRADE, text


@pytest.mark.parametrize("place", PLACES, ids=[step.id for step in STEPS])
def test_one_heading_stands_on_the_projector(place: int) -> None:
    """One thing at a time; only the step with the guide leaves the heading to the guide's own parts."""
    headings = stage(moment(place)).count("<h1")
    assert headings == (0 if STEPS[place].kind == "guide" else 1)


@pytest.mark.parametrize("place", PLACES, ids=[step.id for step in STEPS])
def test_the_room_does_not_see_the_notes(place: int) -> None:
    """What is right, what to do and what to listen for stay with the facilitator until their step comes."""
    step, now = STEPS[place], moment(place, is_open=bool(STEPS[place].questions))
    seen = stage(now) + unescape(phone_html(SCRIPT, now))
    assert not [block.do for block in SCRIPT.workshop.blocks if block.do in seen]
    assert not [card for card in SCRIPT.workshop.teach_back for point in card.listen_for if point in seen]
    if step.kind in {"quiz", "case"}:
        assert "cg-counts" not in seen
        assert SCRIPT.say("room_notes_right", answer="") not in seen


def test_notes_hold_what_is_right_and_what_to_listen_for() -> None:
    """The facilitator has it all in one place: task, time, answer, what to listen for, what comes next."""
    quiz = unescape(notes_html(SCRIPT, moment(place_of("before")), None))
    assert all(f"{question.text} Right answer: {question.right}" in quiz for question in SCRIPT.workshop.quiz)
    assert "The clock starts with the first step forward." in quiz
    card = unescape(notes_html(SCRIPT, moment(place_of("card.call")), 31.9))
    assert "one leg swollen and warm" in card
    assert "31 minutes have passed since the start." in card
    assert "Right answer: Not true, or no proof" in unescape(notes_html(SCRIPT, moment(place_of("myth.banana")), 5.0))


def test_the_answers_of_a_case_stand_where_all_can_read_them() -> None:
    """A room can give them to the guide together only if it sees them; a phone alone can, too."""
    now = moment(place_of("guide.thirst"))
    for seen in (stage(now), unescape(phone_html(SCRIPT, now))):
        assert "Very thirsty" in seen


@pytest.mark.parametrize("length", LENGTHS)
def test_blocks_follow_each_other_to_the_minute(length: int) -> None:
    """The plan begins at 0, has no gap, and ends on time."""
    planned = list(planned_minutes(SCRIPT, length).values())
    assert planned[0][0] == 0
    assert planned[-1][1] == length
    assert all(before[1] == after[0] for before, after in pairwise(planned))


@pytest.mark.parametrize("name", ["myth.banana", "case.thirst"])
def test_no_count_is_seen_before_it_is_shown(name: str) -> None:
    """While a vote is on, the room sees how many answered and never what; phones see not even that."""
    now = moment(place_of(name), is_open=True)
    assert "8 have answered so far." in stage(now)
    assert " of 8" not in stage(now) + phone_html(SCRIPT, now)
    assert "answered" not in phone_html(SCRIPT, now)


@pytest.mark.parametrize(("answers", "is_seen"), [(FEWEST - 1, False), (FEWEST, True)])
def test_counts_are_shown_from_five_on(answers: int, is_seen: bool) -> None:  # noqa: FBT001
    """Four who answered see a sentence instead, on the projector, on phones, in the case and at the end."""
    for name in ("myth.banana", "found.thirst", "result.tablet"):
        now = moment(place_of(name), is_shown=True, answers=answers)
        for seen in (stage(now), unescape(phone_html(SCRIPT, now))):
            assert (f" of {answers}" in seen) == is_seen
    few = stage(moment(place_of("myth.banana"), is_shown=True, answers=FEWEST - 1))
    assert "Fewer than five have answered." in few


def test_shown_counts_are_those_of_the_room() -> None:
    """Each option has its count, out of those who answered; the bar is as long as the count."""
    seen = stage(moment(place_of("myth.banana"), is_shown=True))
    assert re.findall(r"inline-size:(\d+)%.*?(\d+ of \d+)", seen) == [
        ("75", "6 of 8"),
        ("25", "2 of 8"),
        ("0", "0 of 8"),
        ("0", "0 of 8"),
    ]
    assert "Not so." in seen
    assert "<p class='cg-sources'>" in seen


def test_a_phone_locks_what_it_has_sent() -> None:
    """A sent answer can be seen but not changed; the other questions of the quiz stay open."""
    place = place_of("before")
    first, *others = STEPS[place].questions
    html = phone_html(SCRIPT, moment(place, is_open=True, own={first.id: 1}))
    assert html.count("<fieldset disabled>") == 1
    assert html.count("<fieldset>") == len(others)
    assert html.count(" checked") == 1
    assert "Send my answers" in html
    assert "Still open: 5 of 6." in html
    done = phone_html(SCRIPT, moment(place, is_open=True, own={question.id: 0 for question in STEPS[place].questions}))
    assert "<button" not in done


def test_danger_signs_are_shown_to_the_room() -> None:
    """The list on the projector is the one that the guide goes by."""
    seen = stage(moment(place_of("danger")))
    assert all(f"<li>{sign}</li>" in seen for sign in emergency_signs(SCRIPT.knowledge))


def test_a_session_without_phones_says_so() -> None:
    """In a notebook there is no room to join: the page says how to make one, and counts hands."""
    alone = dict(stage_regions(SCRIPT, moment(0), None))
    assert "crampguide workshop" in alone["stage"]
    assert "phones are in" not in alone["strip"]
    invited = dict(stage_regions(SCRIPT, moment(0, joined=1), INVITED))
    assert "1 phone is in" in invited["strip"]
    assert "cg-qr" in invited["stage"]


def test_an_ended_session_thanks_and_hands_out_the_page_to_take_home() -> None:
    """After the end no vote is left on a phone."""
    html = phone_html(SCRIPT, moment(place_of("before"), is_open=True, has_ended=True))
    assert "take-home" in html
    assert "<form" not in html


def test_short_sessions_leave_out_cases_and_nothing_else() -> None:
    """Thirty minutes hold three cases, forty-five four, sixty five; quiz, myths, danger and help are always there."""

    def kinds(length: int) -> list[str]:
        return [step.kind for step in SCRIPT.steps[length]]

    assert [kinds(length).count("case") for length in LENGTHS] == [3, 4, 5]
    for kind in ("quiz", "myth", "danger", "help", "teach_back", "result"):
        assert len({kinds(length).count(kind) for length in LENGTHS}) == 1


def test_ids_of_steps_and_questions_are_their_own() -> None:
    """Two questions with one id would share their answers."""
    names = [step.id for step in STEPS]
    questions = [question.id for step in STEPS for question in step.questions]
    assert len(names) == len(set(names))
    assert len(questions) == len(set(questions))
    assert isinstance(STEPS[0], Step)
