"""A full house: everybody sees a place, and comes in as places free up."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

from crampguide.serving.line import Line, Turns

from .asking import ask, end_kernel, soon

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.servers import Server


def test_whoever_came_first_comes_in_first() -> None:
    """Nobody overtakes: one who just comes waits behind those who wait, though there is room."""
    line = Line()
    first, place = line.ask("", 0)
    assert place == 1
    second, place = line.ask("", 0)
    assert place == 2
    assert line.ask("made up", 1) != ("", 0)
    assert line.ask(second, 1)[1] == 1
    assert line.ask(first, 1) == ("", 0)
    assert line.ask(second, 1) == ("", 0)


def test_who_has_left_the_line_holds_nobody_up() -> None:
    """A page that was closed while it waited gives its place to the next."""
    line = Line()
    gone, _ = line.ask("", 0)
    line._seen[gone] -= 31  # noqa: SLF001 - half a minute without a question
    assert line.ask("", 1) == ("", 0)


def test_some_start_at_a_time_and_the_others_see_their_place() -> None:
    """Thirty at once would each take as long as all together; in turn nobody is lost, and each sees a place."""
    told: dict[int, list[int]] = {number: [] for number in range(6)}
    running, most = 0, 0

    async def one(turns: Turns, number: int) -> None:
        nonlocal running, most
        async with turns.turn(told[number].append):
            running += 1
            most = max(most, running)
            await asyncio.sleep(0.01)
            running -= 1

    async def all_of_them() -> None:
        turns = Turns(2)
        await asyncio.gather(*(one(turns, number) for number in told))

    asyncio.run(all_of_them())
    assert most == 2
    assert told[0] == told[1] == []
    assert told[5] == sorted(told[5], reverse=True)
    assert told[5][0] == 4


def test_one_who_gives_up_leaves_the_turn_to_the_next() -> None:
    """A page that is closed while it waits must not keep its place among those who start."""

    async def give_up() -> bool:
        turns = Turns(1)
        async with turns.turn(lambda _: None):
            waiting = asyncio.create_task(turns.turn(lambda _: None).__aenter__())
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        async with asyncio.timeout(1), turns.turn(lambda _: None):
            return True

    assert asyncio.run(give_up())


def test_a_full_house_shows_the_place_and_lets_people_in(hurried: Callable[..., Server]) -> None:
    """The fourth of three is told a place and when to ask again, and comes in when another leaves."""
    server = hurried("1")
    guests = [ask(server.address).kernel for _ in range(3)]
    fourth, fifth = ask(server.address), ask(server.address)
    assert [one.status for one in (fourth, fifth)] == [503, 503]
    assert fourth.headers["Retry-After"] == "5"
    assert "Your place in line: 1." in fourth.text
    assert "Your place in line: 2." in fifth.text
    assert "struggle to breathe" in fourth.text, "the danger signs are there for all"
    tickets = [re.search(r'data-ticket="([\w-]+)"', one.text) for one in (fourth, fifth)]
    first, second = (ticket[1] for ticket in tickets if ticket)
    assert ask(f"{server.address}line?ticket={first}").text == '{"place": 1}'
    end_kernel(server.address, guests[0])
    assert ask(f"{server.address}line?ticket={first}").text == '{"place": 0}'
    assert ask(f"{server.address}?ticket={second}").status == 503
    assert ask(f"{server.address}?ticket={first}").kernel
    assert len(server.kernels()) == 3


def test_nobodys_kernel_ends(hurried: Callable[..., Server]) -> None:
    """A page that never came to life, of a script or a browser that died, gives its place back by itself (S3)."""
    server = hurried("1", alone=3)
    kernels = [ask(server.address).kernel for _ in range(3)]
    assert soon(lambda: not server.kernels(), 20)
    assert ask(f"{server.address}api/kernels/{kernels[0]}").status == 404
    assert ask(server.address).status == 200
