"""A whole session: a facilitator and thirty phones, with all that goes wrong in a room."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

from playwright.sync_api import expect

from .journey import ready
from .rooms import Phone, RoomServer, forward_to, free_port, join_by_phone, open_stage, press, serve_room, tap_vote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

SCREENS: Final = 4
"""Phones with a real browser; the others speak the same protocol."""
PHONES: Final = 30
JOIN_WITHIN: Final = 60.0  # [s]
WHOLE_WITHIN: Final = 300.0  # [s]


def choice_of(number: int) -> int:
    """Return what phone ``number`` always votes."""
    return number % 3


EXPECTED: Final = Counter(choice_of(number) for number in range(PHONES))


def stored(file: Path, question: str) -> Counter[int]:
    """Return what the database holds for a question: choice to count."""
    with closing(sqlite3.connect(file)) as database:
        return Counter(
            dict(
                database.execute("SELECT choice, count(*) FROM answer WHERE question = ? GROUP BY choice", (question,))
            )
        )


class Room:
    """Everybody in the room: phones with a screen first, then those without."""

    def __init__(self, browser: Browser, room: RoomServer, pool: ThreadPoolExecutor) -> None:
        self.windows: list[BrowserContext] = [
            browser.new_context(viewport={"width": 360, "height": 640}, is_mobile=True, has_touch=True)
            for _ in range(SCREENS)
        ]
        self.screens = [window.new_page() for window in self.windows]
        self.others = [Phone(room.base, room.code) for _ in range(PHONES - SCREENS)]
        self.pool = pool

    def join(self, room: RoomServer) -> None:
        """Let everybody in at once."""
        joining = self._each(lambda phone, _: phone.insist("join"), self.others)
        for screen in self.screens:
            join_by_phone(screen, room)
        list(joining)

    def vote(self, step: str) -> None:
        """Let everybody answer a step that is open, once it is on their screens."""
        voting = self._each(lambda phone, number: phone.vote(choice_of(number)), self.others)
        for number, screen in enumerate(self.screens):
            expect(screen.locator(f"form[data-step='{step}']")).to_be_visible()
            tap_vote(screen, choice_of(number))
        list(voting)
        for screen in self.screens:
            expect(screen.locator("#phone-room")).to_contain_text("Sent. Thank you.")

    def _each(self, act: Callable[[Phone, int], Any], phones: Iterable[Phone]) -> Iterator[Any]:
        return self.pool.map(act, phones, range(SCREENS, PHONES))


def test_rehearsal(browser: Browser, page: Page, tmp_path: Path, report: Callable[[str], None]) -> None:
    """No answer is lost or doubled by a reload, a killed guide or a killed server; the projector tells the truth."""
    file, port, began = tmp_path / "room.sqlite", free_port(), time.monotonic()
    first = serve_room(tmp_path / "first", "--keep", str(file), port=port)
    room = next(first)
    open_stage(page, room)
    with closing(first), ThreadPoolExecutor(PHONES) as pool:
        people = Room(browser, room, pool)
        people.join(room)
        expect(page.locator(".cg-strip")).to_contain_text(f"{PHONES} phones are in")
        joined = time.monotonic() - began
        assert joined < JOIN_WITHIN
        quiz_with_a_reload(page, people, file)
        first_poll(page, people, file)
        half_a_poll_and_a_dead_server(page, people, room)

    second = serve_room(tmp_path / "second", "--keep", str(file), port=port)
    again = next(second)
    assert again.code == room.code
    with closing(second), ThreadPoolExecutor(PHONES) as people.pool:
        other_half_of_the_poll(page, people, again, file)
        case_with_a_dead_guide(page, people, again)
        second_quiz(page, people, file)
        table = page.context.request.get(f"{again.base}workshop/totals.csv").text()
        for window in people.windows:
            window.close()
        logs = room.printed() + again.printed()
    # each option of twelve quiz questions, two myths and a case
    assert len(re.findall(rf",{PHONES}$", table, re.MULTILINE)) == 12 * 4 + 2 * 4 + 4
    whole = time.monotonic() - began
    report(f"rehearsal: {PHONES} phones in after {joined:.1f} s, the whole session {whole:.0f} s")
    assert whole < WHOLE_WITHIN
    hold_nothing_identifying(tmp_path, [phone.key for phone in people.others], logs)


def quiz_with_a_reload(page: Page, people: Room, file: Path) -> None:
    """Answer the quiz, and load one phone again after that."""
    forward_to(page, "Cramps: six questions")
    people.vote("before")
    expect(page.locator(".cg-region-stage")).to_contain_text(f"{PHONES} have answered so far.")
    people.screens[0].reload()
    expect(people.screens[0].locator("#phone-room")).to_contain_text("Sent. Thank you.")
    assert stored(file, "before.tablet") == EXPECTED


def first_poll(page: Page, people: Room, file: Path) -> None:
    """Vote, and compare the projector with the database."""
    forward_to(page, "Low magnesium")
    people.vote("myth.magnesium")
    show_counts(page)
    assert stored(file, "myth.magnesium") == EXPECTED


def half_a_poll_and_a_dead_server(page: Page, people: Room, room: RoomServer) -> None:
    """Kill the server when a third has sent; the phones with a screen send into the void."""
    forward_to(page, "banana")
    for number, phone in enumerate(people.others[:10], SCREENS):
        phone.vote(choice_of(number))
    tap_vote(people.screens[0], choice_of(0))
    expect(people.screens[0].locator("#phone-room")).to_contain_text("Sent. Thank you.")
    for screen in people.screens[1:]:
        expect(screen.locator("form[data-step='myth.banana']")).to_be_visible()
    people.screens[-1].get_by_role("radio").nth(choice_of(SCREENS - 1)).check()  # marked, and not sent
    room.server.process.send_signal(signal.SIGKILL)
    room.server.process.wait(10)
    for number, screen in enumerate(people.screens[1:-1], 1):
        tap_vote(screen, choice_of(number))
        expect(screen.locator("#phone-said")).to_contain_text("No contact with the laptop")


def other_half_of_the_poll(page: Page, people: Room, room: RoomServer, file: Path) -> None:
    """Let the others vote now; what waited on the phones arrives by itself."""
    open_stage(page, room)
    expect(page.locator(".cg-region-stage")).to_contain_text("banana")
    expect(people.screens[-1].get_by_role("radio").nth(choice_of(SCREENS - 1))).to_be_checked()
    people.screens[-1].get_by_role("button", name="Send my answer").tap()
    late = [(phone, choice_of(number)) for number, phone in enumerate(people.others, SCREENS)][10:]
    list(people.pool.map(lambda one: one[0].vote(one[1]), late))
    for screen in people.screens:
        expect(screen.locator("#phone-room")).to_contain_text("Sent. Thank you.")
    show_counts(page)
    assert stored(file, "myth.banana") == EXPECTED


def case_with_a_dead_guide(page: Page, people: Room, room: RoomServer) -> None:
    """One phone has the guide open in another tab, and the guide's kernel is killed: its vote counts all the same."""
    forward_to(page, "cramps, weak legs")
    before = set(room.server.kernels())
    guide = people.windows[2].new_page()
    guide.goto(f"{room.base}guide")
    ready(guide)
    (kernel,) = set(room.server.kernels()) - before
    os.kill(kernel, signal.SIGKILL)
    people.vote("case.stiff")
    expect(guide.locator('[data-site-when="lost"]')).to_be_visible()
    show_counts(page)


def second_quiz(page: Page, people: Room, file: Path) -> None:
    """Ask the same quiz again, and compare what the room is told of it."""
    forward_to(page, "Do not drop a medicine")
    forward_to(page, "Six questions, for the second time")
    people.vote("after")
    assert stored(file, "after.tablet") == EXPECTED
    forward_to(page, "Correct at the start")
    right = f"{stored(file, 'before.first_step')[1]} of {PHONES}"
    expect(page.locator(".cg-region-stage")).to_contain_text(
        f"Correct at the start: {right}. Correct at the end: {right}."
    )


def show_counts(page: Page) -> None:
    """Show the counts of a vote in which all have answered; they are those of the room."""
    press(page, "PageDown")
    expect(page.locator(".cg-counts")).to_be_visible()
    counts = page.locator(".cg-counts td:last-child").all_inner_texts()
    assert counts[:3] == [f"{EXPECTED[choice]} of {PHONES}" for choice in range(3)]


def hold_nothing_identifying(folder: Path, keys: list[str], logs: str) -> None:
    """Look into the database and the logs for anything about a person."""
    assert "Traceback" not in logs
    assert not [line for line in logs.splitlines() if re.search(r"room/|answer|POST|GET ", line)]
    kept = b"".join(path.read_bytes() for path in folder.glob("room.sqlite*"))
    for key in keys:
        assert key not in logs
        assert key.encode() not in kept
    with closing(sqlite3.connect(folder / "room.sqlite")) as database:
        people = [row[0] for row in database.execute("SELECT person FROM answer")]
        columns = {row[1] for table in ("joined", "answer") for row in database.execute(f"PRAGMA table_info({table})")}
    assert len(people) == len(set(people)) == PHONES * (6 + 1 + 1 + 1 + 6)
    assert columns == {"room", "person", "question", "choice"}
