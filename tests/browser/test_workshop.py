"""The facilitator's page and the phones in a real browser: who may do what, and whether all can use it."""

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

from crampguide.loading import load_knowledge
from crampguide.room import Room
from crampguide.room_database import connect
from crampguide.triage import emergency_signs

from .guard import Guard
from .journey import question
from .rooms import (
    BREATH,
    Phone,
    RoomServer,
    forward_to,
    join_by_phone,
    lead_to,
    open_stage,
    post,
    press,
    serve_room,
    tap_vote,
)
from .servers import END_WITHIN, start_server
from .test_accessible import faults
from .test_lab_journey import run_notebook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from .servers import Server

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


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RoomServer]:
    """Serve one room for all these tests; each leaves it as it likes."""
    folder = tmp_path_factory.mktemp("room")
    yield from serve_room(folder, "--keep", str(folder / "room.sqlite"))


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """Open a small phone that may ask no other host for anything."""
    window = browser.new_context(viewport={"width": 320, "height": 600}, is_mobile=True, has_touch=True)
    guard = Guard(window)
    yield window.new_page()
    window.close()
    guard.check()


def start_at(page: Page, room: RoomServer, step: str = "join") -> None:
    """Open the facilitator's page at a step."""
    open_stage(page, room)
    lead_to(page, room, step)


def open_more(page: Page) -> None:
    """Open what lies beside the blue button, unless it is open."""
    more = page.locator(".cg-steering nav > details")
    if more.get_attribute("open") is None:
        more.locator("> summary").click()


# ---------------------------------------------------------------- who may do what


@pytest.mark.parametrize("address", FOR_ONE)
def test_only_the_facilitator_comes_in(page: Page, room: RoomServer, address: str) -> None:
    """A participant who guesses an address is told in plain words, and sees nothing of what is right."""
    answer = page.request.get(room.base + address)
    assert answer.status == 403
    assert "Only the person who leads the session can do this." in answer.text()
    assert "What is right" not in answer.text()


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
        room.server.process.wait(END_WITHIN)
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
    page.goto(f"{room.base}guide")
    expect(page.locator(".cg-form")).to_be_visible()
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


# ---------------------------------------------------------------- whether all can use it


def test_a_participant_votes_and_comes_back(page: Page, phone: Page, room: RoomServer) -> None:
    """Wrong code, right code, nothing picked, a vote, a reload, leaving and coming back: one phone, one answer."""
    start_at(page, room)
    counted = page.locator(".cg-strip > span").last
    with_this = re.compile(f"^{int(counted.inner_text().split()[0]) + 1} phone")
    phone.goto(room.base)
    phone.get_by_role("button", name="Join").tap()
    expect(phone.get_by_role("status").first).to_have_text(WORDING["phone_no_code"])
    phone.get_by_label(re.compile("Code of the room")).fill("zzzz")
    phone.get_by_role("button", name="Join").tap()
    expect(phone.get_by_role("status").first).to_have_text(WORDING["room_wrong_code"])
    expect(phone.get_by_label(re.compile("Code of the room"))).to_have_value("")
    phone.get_by_label(re.compile("Code of the room")).fill(room.code.lower())
    phone.get_by_role("button", name="Join").tap()
    expect(phone.locator("#phone-room")).to_contain_text("You are in.")
    expect(counted).to_have_text(with_this)
    lead_to(page, room, "myth.magnesium")
    expect(phone.locator("form[data-step='myth.magnesium']")).to_be_visible()
    phone.get_by_role("button", name="Send my answer").tap()
    expect(phone.get_by_role("status").first).to_have_text(WORDING["phone_pick"])
    expect(phone.get_by_role("status").first).to_be_in_viewport()
    tap_vote(phone, 1)
    expect(phone.locator("#phone-room")).to_contain_text("Sent. Thank you.")
    phone.reload()
    expect(phone.get_by_role("radio").nth(1)).to_be_checked()
    expect(phone.get_by_role("radio").nth(1)).to_be_disabled()
    phone.once("dialog", lambda dialog: dialog.accept())
    phone.get_by_role("button", name="Leave the room").tap()
    expect(phone.get_by_role("status").first).to_have_text(WORDING["phone_left"])
    phone.goto("about:blank")
    join_by_phone(phone, room)
    expect(phone.locator("#phone-room")).to_contain_text("Sent. Thank you.")
    press(page, "PageDown")
    expect(phone.locator("#phone-room")).to_contain_text("Fewer than five have answered.")
    expect(counted).to_have_text(with_this)


def test_danger_signs_stand_on_the_phone_with_no_server(page: Page, phone: Page, room: RoomServer) -> None:
    """The page of a phone is whole in one answer: with the network gone the danger signs can still be read."""
    open_stage(page, room)
    join_by_phone(phone, room)
    phone.context.set_offline(offline=True)
    expect(phone.get_by_role("status").first).to_contain_text("No contact with the laptop")
    phone.get_by_text(WORDING["site_emergency_title"]).tap()
    for sign in emergency_signs(load_knowledge()):
        expect(phone.locator(".site-emergency").get_by_text(sign)).to_be_visible()


def test_notes_are_a_window_of_their_own(page: Page, room: RoomServer) -> None:
    """The notes follow the projector, in a window that is not mirrored."""
    start_at(page, room)
    open_more(page)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Open the notes").click()
    notes = opened.value
    expect(notes.locator("#notes")).to_contain_text("Now: Welcome")
    page.bring_to_front()
    page.locator(".cg-main-button").click()
    expect(notes.locator("#notes")).to_contain_text("What is right:")
    expect(page.locator(".cg-workshop")).not_to_contain_text("What is right:")
    assert faults(notes) == []


def test_a_case_is_worked_with_the_guide_and_arrows_stay_with_its_sliders(page: Page, room: RoomServer) -> None:
    """The guide takes the answers of the case at once; an arrow key on a slider moves the slider, not the session."""
    start_at(page, room, "guide.stiff")
    expect(page.locator(".cg-form")).to_be_visible()
    where = page.locator(".cg-strip").inner_text()
    slider = question(page, "age").get_by_role("slider")
    slider.press("ArrowRight")
    expect(question(page, "age").locator(".cg-value")).to_contain_text("51 years")
    assert page.locator(".cg-strip").inner_text() == where
    expect(page.locator(".cg-region-stage")).to_contain_text("How old are you? 45 years")
    open_more(page)
    page.get_by_role("button", name="Fill in this person's answers").click()
    expect(question(page, "age").locator(".cg-value")).to_contain_text("45 years")
    expect(page.locator(".cg-region-level")).to_contain_text("next few days")


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (320, "light"), (768, "light"), (1280, "dark")])
def test_axe_finds_nothing_on_stage_and_phone(page: Page, room: RoomServer, width: int, scheme: Any) -> None:  # noqa: ANN401
    """The projector and the page of a phone, joining, voting and with counts, at three widths, light and dark."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 720})
    start_at(page, room)
    open_more(page)
    assert faults(page) == []
    lead_to(page, room, "myth.banana")
    phone = page.context.new_page()
    phone.emulate_media(color_scheme=scheme)
    phone.set_viewport_size({"width": width, "height": 720})
    phone.goto(room.base)
    assert faults(phone) == []
    join_by_phone(phone, room)
    expect(phone.locator("#phone-room")).to_contain_text("banana")
    assert faults(phone) == []
    open_more(page)
    page.locator(".cg-steering").get_by_text("Count hands:").click()
    for box in page.locator(".cg-hands input").all():
        box.click()
        page.keyboard.type("3")
    page.keyboard.press("Enter")
    expect(page.locator(".cg-steering .cg-said")).to_have_text("Saved: 3, 3, 3, 3.")
    assert page.locator(".cg-hands details").get_attribute("open") is not None
    page.locator(".cg-main-button").click()
    expect(page.locator(".cg-counts")).to_be_visible()
    expect(phone.locator(".cg-counts")).to_be_visible()
    assert faults(page) == []
    assert faults(phone) == []
    press(page, "PageUp")
    expect(page.locator(".cg-counts")).to_be_hidden()


@pytest.mark.parametrize("text", ["100%", "200%"])
def test_nothing_sticks_out_of_a_small_phone(page: Page, phone: Page, room: RoomServer, text: str) -> None:
    """320 px and large type: the quiz scrolls one way, and all that is pressed is 44 px high."""
    start_at(page, room, "before")
    join_by_phone(phone, room)
    expect(phone.locator("form[data-step='before']")).to_be_visible()
    phone.evaluate("(size) => { document.documentElement.style.fontSize = size; }", text)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    small = phone.evaluate(
        "() => [...document.querySelectorAll('main :is(button, summary, .cg-tick, input:not([type=radio]))')]"
        ".map((part) => [part.textContent, part.getBoundingClientRect()]).filter(([, box]) => box.width > 0)"
        ".filter(([, box]) => Math.min(box.width, box.height) < 44).map(([name]) => name)"
    )
    assert small == []


def test_the_notebook_leads_a_session_without_phones(page: Page, lab: Server) -> None:
    """In JupyterLab the same page runs with a room of its own: keys, counted hands, notes below, and axe is content."""
    page.set_viewport_size({"width": 1280, "height": 800})
    run_notebook(page, lab, "workshop.ipynb")
    stage = page.locator(".cg-region-stage")
    expect(stage).to_contain_text("This page runs without a room for phones.")
    page.locator(".cg-main-button").click()
    expect(stage).to_contain_text(WORDING["room_quiz_title"])
    page.wait_for_timeout(BREATH)
    page.locator(".cg-main-button").press("ArrowRight")
    expect(stage).to_contain_text(WORDING["room_is_closed"])
    expect(page.locator(".cg-region-notes")).to_contain_text("What is right")
    page.locator(".cg-workshop").evaluate("part => part.scrollIntoView()")
    assert faults(page, ".cg-workshop") == []


def test_the_facilitator_starts_a_vote_again_and_ends_the_session(page: Page, phone: Page, tmp_path: Path) -> None:
    """Both are asked back, both take effect, and a second press within a breath does nothing."""
    serving = serve_room(tmp_path / "own")
    room = next(serving)
    with closing(serving):
        open_stage(page, room)
        join_by_phone(phone, room)
        forward_to(page, "banana")
        where = page.locator(".cg-strip").inner_text()
        page.keyboard.press("PageDown")
        page.keyboard.press("PageDown")
        expect(page.locator(".cg-main-button")).to_have_text(WORDING["room_next"])
        assert page.locator(".cg-strip").inner_text() == where
        page.on("dialog", lambda dialog: dialog.accept())
        open_more(page)
        page.get_by_role("button", name="Start the vote again").click()
        expect(phone.locator("form[data-round='1']")).to_be_visible()
        phone.get_by_role("radio").nth(2).check()
        page.get_by_role("button", name="Close the vote").click()
        expect(phone.get_by_role("status").first).to_have_text(WORDING["phone_not_sent"])
        page.get_by_role("button", name="End the session").click()
        expect(page.locator(".cg-region-stage")).to_contain_text(WORDING["room_is_over"])
        expect(phone.locator("#phone-room")).to_contain_text("Thank you")
        for link in ("Page to take home", "Open the guide on this phone"):
            expect(phone.get_by_role("link", name=link)).to_be_visible()


def test_each_case_begins_with_an_empty_guide(page: Page, room: RoomServer) -> None:
    """The answers of one case must not stand in the guide of the next, nor come back when the page is loaded again."""
    start_at(page, room)
    for step in ("guide.stiff", "guide.thirst"):
        lead_to(page, room, step)
        expect(page.locator(".cg-form")).to_be_visible()
        expect(page.locator(".cg-region-summary")).to_contain_text("You have answered 0 of 36 questions.")
        open_more(page)
        page.get_by_role("button", name="Fill in this person's answers").click()
        expect(page.locator(".cg-region-summary")).not_to_contain_text("You have answered 0 of")
