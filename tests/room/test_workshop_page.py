"""The facilitator's page, led by the messages that its bar sends."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from crampguide.knowledge.loading import load_knowledge
from crampguide.telling.markup import Html
from crampguide.workshop.database import IN_MEMORY, ROOM_VARIABLE, connect
from crampguide.workshop.page import WorkshopPage, workshop
from crampguide.workshop.room import Room
from crampguide.workshop.session import load_workshop
from crampguide.workshop.stage import Invitation, Script
from crampguide.workshop.steps import session_steps

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = Script(knowledge=load_knowledge(), workshop=load_workshop())
STEPS = session_steps(SCRIPT.knowledge, SCRIPT.workshop, 45)


class Led:
    """A session with its page, and a facilitator's hands."""

    def __init__(self, invitation: Invitation | None = None) -> None:
        self.room = Room.new(connect(IN_MEMORY))
        self.page = WorkshopPage(SCRIPT, self.room, [invitation] if invitation else [])
        self.stage, self.guide, self.steering, *_ = self.page.widget.children

    def ask(self, kind: str, **content: Any) -> None:  # noqa: ANN401 - whatever a message holds
        """Send what a button sends."""
        self.steering._handle_custom_msg({"kind": kind, **content}, [])  # noqa: SLF001 - as the browser does

    @property
    def step(self) -> str:
        """The step that the room is at."""
        return STEPS[self.room.moment(lambda _: STEPS).place].id

    @property
    def seen(self) -> str:
        """What the projector shows."""
        return str(dict(self.stage.regions)["stage"])


@pytest.fixture
def led() -> Led:
    """Begin a session."""
    return Led()


def test_one_key_leads_through_the_whole_session(led: Led) -> None:
    """Forward opens a vote, shows its counts and goes on; each step comes once, in order, up to the end."""
    passed = [led.step]
    for _ in range(200):
        if not led.steering.state["forward"]:
            break
        led.ask("forward")
        if led.step != passed[-1]:
            passed.append(led.step)
    assert passed == [step.id for step in STEPS]
    shown = [step.id for step in STEPS if step.questions and led.room.poll(step).is_shown]
    assert shown == [step.id for step in STEPS if step.kind in {"myth", "case"}]


def test_forward_opens_then_shows_then_goes_on(led: Led) -> None:
    """The button says what it will do next."""
    for _ in range(3):
        led.ask("forward")
    assert led.step == "myth.magnesium"
    assert led.room.poll(STEPS[2]).is_open
    assert led.steering.state["forward"] == "Show the counts"
    led.ask("forward")
    assert led.room.poll(STEPS[2]).is_shown
    assert led.steering.state["forward"] == "Next"
    led.ask("forward")
    led.ask("back")
    assert led.step == "myth.magnesium"
    assert led.room.poll(STEPS[2]).is_shown, "coming back to a vote that was shown must not open it again"
    led.ask("back")
    assert led.room.poll(STEPS[2]).is_open, "shown too early by a slip: back lets the vote go on"
    led.ask("back")
    assert led.step == "before"


def test_a_vote_can_be_closed_opened_and_started_again(led: Led) -> None:
    """What the facilitator may do with a vote, at its own step."""
    for _ in range(3):
        led.ask("forward")
    question = STEPS[2].questions[0]
    led.ask("close")
    assert "The vote is closed." in led.seen
    led.ask("open")
    led.ask("hands", question=question.id, numbers=[4, 3, 2, 0])
    assert led.steering.said == "Saved: 4, 3, 2, 0."
    led.ask("forward")
    assert "4 of 9" in led.seen
    led.ask("reset")
    assert not any(led.room.totals(STEPS[2])[question.id].counts)
    assert led.room.poll(STEPS[2]).round == 1
    assert led.steering.state["forward"] == "Show the counts"


@pytest.mark.parametrize("numbers", [[1, 2], [None, 1, 1, 0], [1000, 0, 0, 0]])
def test_slips_in_hands_are_said(led: Led, numbers: list[int | None]) -> None:
    """An empty box or an absurd number gets a sentence, and nothing is stored."""
    for _ in range(3):
        led.ask("forward")
    led.ask("hands", question=STEPS[2].questions[0].id, numbers=numbers)
    assert led.steering.said == "Hands must be whole numbers from 0 to 200."
    assert not any(led.room.totals(STEPS[2])[STEPS[2].questions[0].id].counts)


def test_hands_alone_can_be_shown(led: Led) -> None:
    """Paper works too: with no phone at all, counted hands are the totals."""
    for _ in range(3):
        led.ask("forward")
    led.ask("hands", question=STEPS[2].questions[0].id, numbers=[5, 1, 1, 0])
    led.ask("forward")
    assert "5 of 7" in led.seen


def test_the_guide_takes_the_answers_of_the_case(led: Led) -> None:
    """The guide stands below the case, empty at first, filled by a button, and gone with the next step."""
    while led.step != "guide.thirst":
        led.ask("forward")
    (guide,) = led.guide.children
    form = guide.children[0]
    assert form.answers == {}
    assert not form.keeps, "the answers of one case must not come back for the next"
    led.ask("fill")
    assert form.answers["body"]["thirst"] == "yes"
    led.ask("beat")
    assert led.guide.children == (guide,), "a beat must not take away what the room is doing"
    led.ask("forward")
    assert led.guide.children == ()
    led.ask("back")
    assert led.guide.children[0].children[0].answers == {}
    assert form.comm is None, "a guide that is over must not stay in the kernel"


def test_length_is_chosen_at_the_start_only(led: Led) -> None:
    """A session that has begun keeps its steps: a place must not come to mean another one."""
    assert led.steering.state["length"] == {"lengths": [30, 45, 60], "length": 45}
    led.ask("length", length=30)
    assert "What we will do: Welcome 2 min" in led.seen
    led.ask("forward")
    assert led.steering.state["length"] is None


def test_an_ended_session_takes_no_vote(led: Led) -> None:
    """After the end, going through the steps opens nothing."""
    led.ask("end")
    for _ in range(3):
        led.ask("forward")
    assert led.step == STEPS[3].id
    led.room.reveal(STEPS[3])
    led.ask("back")
    assert not any(led.room.poll(step).is_open for step in STEPS[:4])
    assert not {"open", "reset", "end"} & set(led.steering.state["can"])
    assert "This session has ended." in led.seen


def test_a_beat_shows_what_is_new_and_sends_nothing_otherwise(led: Led, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once a second the page looks; a second in which nothing has happened costs no message."""
    led.ask("forward")
    sent: list[Any] = []
    for widget in (led.stage, led.steering):
        monkeypatch.setattr(widget, "send", lambda content, *_: sent.append(content))
        monkeypatch.setattr(widget, "send_state", lambda key=None: sent.append(key))
    led.ask("beat")
    assert sent == []
    led.room.answer("k" * 32, STEPS[1], {STEPS[1].questions[0].id: 0}, 0)
    led.ask("beat")
    assert sent != []
    assert "1 has answered so far." in led.seen


def test_a_fault_is_a_plain_sentence_with_a_number(
    led: Led, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A lost database must not put a traceback on the projector; the log has the same number."""

    def fail(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr(led.room, "moment", fail)
        for _ in range(3):
            led.ask("beat")
    assert "Something went wrong (number 1)." in led.steering.said
    assert "fault 1 in the workshop: OSError" in caplog.text
    led.ask("beat")
    assert not led.steering.said, "once the database is back, the sentence goes"


def test_the_served_page_leads_the_room_it_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server names database, code and address to the page's kernel; the notes are a window of their own there."""
    database = f"sqlite:///{tmp_path / 'room.sqlite'}"
    room = Room.new(connect(database))
    told = {"database": database, "code": room.code, "addresses": ["http://192.0.2.7:8870/"]}
    monkeypatch.setitem(os.environ, ROOM_VARIABLE, json.dumps(told))
    stage, _, steering = workshop().children
    regions = dict(stage.regions)
    assert room.code in regions["strip"]
    assert "<svg" in regions["stage"]
    assert "192.0.2.7:8870" in regions["stage"]
    assert set(steering.state["links"]) == {"notes", "report", "totals", "sheets"}


def test_without_a_server_the_notes_stand_below(led: Led) -> None:
    """In a notebook the facilitator reads the notes under the bar."""
    notes = led.page.widget.children[-1]
    assert "Notes for you alone" in dict(notes.regions)["notes"]
    assert len(Led(Invitation(address="", code="", picture=Html(""))).page.widget.children) == 3
