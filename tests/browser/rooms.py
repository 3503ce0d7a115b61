"""What the tests of a session share: a served room, phones that speak its protocol, and the facilitator's moves."""

from __future__ import annotations

import json
import re
import secrets
import socket
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from crampguide.knowledge.loading import load_knowledge
from crampguide.workshop.database import connect
from crampguide.workshop.room import Room
from crampguide.workshop.session import load_workshop
from crampguide.workshop.steps import session_steps

from .servers import start_server

if TYPE_CHECKING:
    from collections.abc import Generator

    from playwright.sync_api import Page

    from .servers import Server

STEPS = session_steps(load_knowledge(), load_workshop(), 45)
BREATH = 650  # [ms] after a step, in which a second press counts as a slip
PATIENCE = 60.0  # [s] for a phone to be heard


@dataclass
class RoomServer:
    """A served room: its server, the facilitator's address, the phones' address and the code."""

    server: Server
    page: str
    base: str
    code: str
    file: Path | None = None

    def printed(self) -> str:
        """Return all that the server has printed."""
        return self.server.printed()


def serve_room(folder: Path, *options: str, port: int | None = None) -> Generator[RoomServer, None, None]:
    """Serve a session as a facilitator does, but on loopback only."""
    command = [sys.executable, "-m", "crampguide", "workshop", "--no-browser", "--host", "127.0.0.1", *options]
    if port:
        command += ["--port", str(port)]
    folder.mkdir(exist_ok=True)
    serving = start_server(command, folder)
    server = next(serving)
    found = None
    for _ in range(100):
        if found := re.search(r"join at (\S+) with the code (\w+)", server.printed()):
            break
        time.sleep(0.1)
    assert found, server.printed()
    try:
        kept = [Path(option) for before, option in pairwise(options) if before == "--keep"]
        yield RoomServer(server, server.address, found[1], found[2], kept[0] if kept else None)
    finally:
        serving.close()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@dataclass
class Phone:
    """A phone without a screen: it sends what the page of a phone sends, until the room has taken it."""

    base: str
    code: str
    key: str = field(default_factory=lambda: secrets.token_hex(24))

    def ask(self, wish: str, **content: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a phone may send
        """Send a wish once and return what the room says to it."""
        _, told = post(f"{self.base}room/{wish}", {"code": self.code, **content}, self.key)
        return told

    def insist(self, wish: str, **content: Any) -> dict[str, Any]:  # noqa: ANN401
        """Send a wish again and again while the room can not be reached."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return self.ask(wish, **content)
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.5)

    def vote(self, choice: int) -> None:
        """Answer what is open with the same choice throughout, and send it twice, as after a lost reply."""
        html = self.insist("now")["html"]
        form = re.search(r"data-step='([^']+)' data-round='(\d+)'", html)
        assert form, html
        choices = dict.fromkeys(re.findall(r"name='([^']+)'", html), choice)
        for _ in range(2):
            told = self.insist("answer", step=form[1], round=int(form[2]), choices=choices)
            assert "refused" not in told


def post(address: str, content: Any, key: str) -> tuple[int, dict[str, Any]]:  # noqa: ANN401
    """Send JSON, or bytes as they are; return status and answer, an error's too."""
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    request = urllib.request.Request(address, body, {"X-Room-Key": key}, method="POST")  # noqa: S310 - loopback
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as fault:
        return fault.code, json.loads(fault.read() or b"{}")


def open_stage(page: Page, room: RoomServer) -> None:
    """Open the facilitator's page."""
    page.goto(room.page)
    expect(page.locator(".cg-main-button")).to_be_visible()
    expect(page.locator(".cg-strip")).to_contain_text(room.code)


def lead_to(page: Page, room: RoomServer, name: str) -> None:
    """Put a kept room at a step, with a fresh vote open where it has one, and wait until the projector shows it."""
    engine = connect(f"sqlite:///{room.file}")
    kept = Room(engine, room.code)
    place, step = next((place, step) for place, step in enumerate(STEPS) if step.id == name)
    if step.questions:
        kept.reset(step)
    kept.go_to(place)
    engine.dispose()
    expect(page.locator(".cg-strip")).to_contain_text(f"{place + 1} of {len(STEPS)}")


def start_at(page: Page, room: RoomServer, step: str = "join") -> None:
    """Open the facilitator's page at a step."""
    open_stage(page, room)
    lead_to(page, room, step)


def open_more(page: Page) -> None:
    """Open what lies beside the blue button, unless it is open."""
    more = page.locator(".cg-steering nav > details")
    if more.get_attribute("open") is None:
        more.locator("> summary").click()


def press(page: Page, key: str) -> None:
    """Press a key that leads on or back, see what it changes, and take the breath that the bar asks for."""
    before = page.locator(".cg-workshop").inner_text()
    page.keyboard.press(key)
    page.wait_for_function("(before) => document.querySelector('.cg-workshop').innerText !== before", arg=before)
    page.wait_for_timeout(BREATH)


def forward_to(page: Page, words: str) -> None:
    """Press the forward key until these words stand on the projector."""
    stage = page.locator(".cg-region-stage")
    for _ in range(120):
        if words in stage.inner_text():
            return
        press(page, "PageDown")
    message = f"never seen: {words}"
    raise AssertionError(message)


def join_by_phone(page: Page, room: RoomServer) -> None:
    """Open the address of the square on the projector."""
    page.goto(f"{room.base}#{room.code}")
    expect(page.locator("#phone-room")).to_be_visible()


def tap_vote(page: Page, choice: int) -> None:
    """Mark the same option of each open question, and send."""
    send = page.get_by_role("button", name=re.compile("^Send"))
    expect(send).to_be_visible()
    for asked in page.locator("#phone-room fieldset:not([disabled])").all():
        asked.get_by_role("radio").nth(choice).check()
    send.click()
