"""Who may do what in a room: what is refused, what is never said, and what is left."""

from __future__ import annotations

import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import expect

from crampguide.knowledge.loading import load_knowledge
from crampguide.workshop.database import connect
from crampguide.workshop.room import Room

from .journey import ready
from .rooms import (
    Phone,
    RoomServer,
    join_by_phone,
    lead_to,
    open_stage,
    post,
    press,
    serve_room,
    start_at,
    tap_vote,
)
from .servers import END_WITHIN, start_server

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page


WORDING: Final = load_knowledge().wording
FOR_ONE: Final = (
    "workshop",
    "workshop/notes",
    "workshop/notes/now",
    "workshop/report",
    "workshop/totals.csv",
    "workshop/sheets",
    "workshop/sheets/run-sheet.html",
    "workshop?secret=moonlight",
)
"""Addresses for the facilitator alone."""


SEND_TO_KERNEL: Final = """async ([kind, content]) => {
    const socket = new WebSocket(`ws://${location.host}/api/kernels/${document.body.dataset.kernelId}/channels`);
    await new Promise((resolve) => { socket.onopen = resolve; });
    const answers = [];
    socket.onmessage = ({ data }) => {
        const { msg_type, parent_header } = JSON.parse(data);
        if (parent_header.msg_id === "mine" && msg_type.endsWith("_reply")) answers.push(msg_type);
    };
    const header = { msg_id: "mine", msg_type: kind, session: "mine", username: "", version: "5.3", date: "" };
    const message = { header, parent_header: {}, metadata: {}, content, channel: "shell", buffers: [] };
    socket.send(JSON.stringify(message));
    await new Promise((resolve) => { setTimeout(resolve, 2000); });
    socket.close();
    return answers;
}"""
"""Sends one message to the kernel of the page as a script would, and returns the kinds of its replies."""


# ---------------------------------------------------------------- who may do what


@pytest.mark.parametrize("address", FOR_ONE)
def test_only_the_facilitator_comes_in(page: Page, room: RoomServer, address: str) -> None:
    """A participant who guesses an address is told in plain words, and sees nothing of what is right."""
    answer = page.request.get(room.base + address)
    assert answer.status == 403
    assert "Only the person who leads the session can do this." in answer.text()
    assert "Right answer" not in answer.text()


@pytest.mark.parametrize(
    "address",
    ["workshop.ipynb", "voila/files/workshop.ipynb", "voila/render/workshop.ipynb", "api/kernels", "room/now"],
)
def test_there_is_no_back_door(page: Page, room: RoomServer, address: str) -> None:
    """No other address of the server hands out the facilitator's page, its notebook or a list of kernels."""
    answer = page.request.get(room.base + address)
    assert "cg-steering" not in answer.text()
    assert "workshop_page" not in answer.text()
    assert answer.status in {403, 404, 405} or WORDING["page_title"] in answer.text()


def test_the_secret_leaves_the_address(page: Page, room: RoomServer) -> None:
    """The projector shows the address bar: whoever reads it must not be able to lead."""
    open_stage(page, room)
    assert page.url == f"{room.base}workshop"
    assert page.evaluate("document.cookie").find("facilitator") == -1


def test_messages_that_do_not_fit_are_refused_in_plain_words(page: Page, room: RoomServer) -> None:
    """Wrong code, too long, unreadable, no key, odd types, a closed vote: a sentence each, and nothing is stored."""
    start_at(page, room, "before")
    phone = Phone(room.base, room.code)
    phone.ask("join")
    turn = re.search(r"data-round='(\d+)'", phone.ask("now")["html"])
    assert turn
    fitting: dict[str, Any] = {"step": "before", "round": int(turn[1]), "choices": {"before.tablet": 0}}

    def said(content: Any, key: str = phone.key, wish: str = "answer") -> str:  # noqa: ANN401
        status, told = post(f"{room.base}room/{wish}", content, key)
        assert status in {200, 403}
        return str(told.get("said"))

    mine = {"code": room.code}
    assert said({"code": "XXXX"}, wish="join") == WORDING["room_wrong_code"]
    assert said({**mine, **fitting, "choices": {"before.tablet": "0" * 5_000}}) == WORDING["room_too_long"]
    for content in (
        b"\xff\xfe",
        b"[]",
        b"{",
        b"[" * 4_000,
        {**mine, **fitting, "round": "0"},
        {**mine, **fitting, "choices": [1]},
    ):
        assert said(content) == WORDING["room_bad_message"]
    assert said({**mine, **fitting}, key="short") == WORDING["room_bad_message"]
    for odd in ({"before.tablet": 9}, {"myth.banana": 0}, {}):
        assert said({**mine, **fitting, "choices": odd}) == WORDING["room_no_such"]
    assert said({**mine, **fitting, "step": "moonlight"}) == WORDING["room_no_such"]
    assert said({**mine, **fitting, "round": 99}) == WORDING["room_again"]
    press(page, "PageDown")
    expect(page.locator(".cg-region-stage")).to_contain_text(WORDING["room_is_closed"])
    assert said({**mine, **fitting}) == WORDING["room_closed"]
    expect(page.locator(".cg-region-stage")).to_contain_text(WORDING["room_answered_none"])


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_end_leaves_nothing(end: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C, a polite kill or a closed terminal: without --keep the answers are gone, and so is their folder."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    serving = serve_room(tmp_path / "room")
    room = next(serving)
    with closing(serving):
        Phone(room.base, room.code).ask("join")
        assert list((tmp_path / "tmp").glob("crampguide-room-*/room.sqlite"))
        room.server.process.send_signal(end)
        assert room.server.process.wait(END_WITHIN) == 0
    assert not list((tmp_path / "tmp").glob("crampguide-room-*"))
    assert "Traceback" not in room.printed()


def test_it_works_with_no_network_but_its_own(tmp_path: Path) -> None:
    """On a machine in no network the room opens, says that phones can not come, and serves its own browser."""
    apart = shutil.which("unshare")
    if not apart or subprocess.run([apart, "-n", "true"], check=False, capture_output=True).returncode:
        pytest.skip("this user may not make a network of its own (unshare -n)")
    inside = f"ip link set lo up; exec {sys.executable} -m crampguide workshop --no-browser --port 8870"
    fetch = "import urllib.request as r; print(r.urlopen('http://127.0.0.1:8870/', timeout=10).status)"
    serving = start_server([apart, "-n", "sh", "-c", inside], tmp_path)
    with closing(serving):
        server = next(serving)
        visit = [str(shutil.which("nsenter")), "-n", "-t", str(server.process.pid), sys.executable, "-c", fetch]
        done = subprocess.run(visit, capture_output=True, text=True, check=False)
        assert done.stdout.strip() == "200", done.stderr
    assert "This computer is in no network that phones could join." in server.printed()


def test_a_phone_can_not_run_code_on_the_laptop(page: Page, room: RoomServer, tmp_path: Path) -> None:
    """The guide of a phone talks to a kernel on the facilitator's laptop: what it sends as code is not run."""
    join_by_phone(page, room)  # without that it gets no guide
    page.goto(f"{room.base}guide")
    ready(page)
    code = f"open({str(tmp_path / 'planted')!r}, 'w').close()"
    answers = page.evaluate(SEND_TO_KERNEL, ["comm_info_request", {}])
    assert answers == ["comm_info_reply"], "the socket that is tried here must work"
    assert page.evaluate(SEND_TO_KERNEL, ["execute_request", {"code": code, "silent": False}]) == []
    assert not list(tmp_path.iterdir())


def test_a_broken_database_tells_nobody_anything(page: Page, phone: Page, tmp_path: Path) -> None:
    """With its tables gone, phones keep their answer and wait; the log has a kind, no answer, no address, no trace."""
    file = tmp_path / "room.sqlite"
    serving = serve_room(tmp_path / "own", "--keep", str(file))
    room = next(serving)
    with closing(serving):
        open_stage(page, room)
        lead_to(page, room, "myth.banana")
        join_by_phone(phone, room)
        expect(phone.locator("form[data-step='myth.banana']")).to_be_visible()
        with closing(sqlite3.connect(file)) as database:
            database.execute("ALTER TABLE answer RENAME TO lost")
        tap_vote(phone, 1)
        expect(phone.get_by_role("status").first).to_contain_text("No contact with the laptop")
        expect(page.locator(".cg-steering .cg-said")).to_contain_text("Something went wrong")
        with closing(sqlite3.connect(file)) as database:
            database.execute("ALTER TABLE lost RENAME TO answer")
        expect(phone.locator("#phone-room")).to_contain_text("Sent. Thank you.")
        expect(page.locator(".cg-steering .cg-said")).to_be_empty()
        printed = room.printed()
    assert "fault in the room: OperationalError" in printed
    for word in ("Traceback", "myth.banana", "remote_ip", "room.sqlite", "INSERT"):
        assert word not in printed


def test_phones_can_not_use_up_the_facilitators_kernel(page: Page, tmp_path: Path) -> None:
    """With no guide left for phones the session can still be led, and a phone is told in plain words."""
    serving = serve_room(tmp_path / "own", "--guides", "0")
    room = next(serving)
    with closing(serving):
        open_stage(page, room)
        answer = page.request.get(f"{room.base}guide")
        assert answer.status == 503
        assert WORDING["site_busy"] in answer.text()


def test_an_ended_room_thanks_who_comes_late(page: Page, phone: Page, tmp_path: Path) -> None:
    """Who scans the square after the end sees the end, and the page to take home."""
    file = tmp_path / "room.sqlite"
    serving = serve_room(tmp_path / "own", "--keep", str(file))
    room = next(serving)
    with closing(serving):
        open_stage(page, room)
        engine = connect(f"sqlite:///{file}")
        Room(engine, room.code).end()
        engine.dispose()
        join_by_phone(phone, room)
        expect(phone.locator("#phone-room")).to_contain_text("Thank you")
        expect(page.locator(".cg-strip")).to_contain_text("0 phones are in")
