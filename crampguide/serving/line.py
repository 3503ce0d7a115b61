"""Who comes next: a line before a full house, and turns for those whose guide is starting."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

FORGOTTEN_AFTER: Final = 30.0
"""Whoever has not asked for this long has left the line [s]; a page that waits asks every few seconds."""
LONGEST_LINE: Final = 2_000
"""Places [count]; whoever comes later is told to come back, and keeps none."""
ASK_AGAIN: Final = 5
"""When a page that waits asks for its place again [s]."""


class Line:
    """The line before a full house. A place in it is a number that nobody can guess, and nothing about anyone."""

    def __init__(self) -> None:
        self._seen: dict[str, float] = {}  # in the order of coming

    def ask(self, ticket: str, free: int) -> tuple[str, int]:
        """Return a ticket and the place that it has; place 0 may come in, and its ticket is used up.

        Parameters
        ----------
        ticket : str
            What was handed out before; anything else goes to the end of the line.
        free : int
            Guests that the house can take now [count].
        """
        now = time.monotonic()
        self._seen = {key: seen for key, seen in self._seen.items() if now - seen < FORGOTTEN_AFTER}
        if ticket not in self._seen:
            if len(self._seen) < free:  # nobody waits whom this one would overtake
                return "", 0
            ticket = token_urlsafe(12)
            if len(self._seen) >= LONGEST_LINE:
                return ticket, LONGEST_LINE + 1
        self._seen[ticket] = now
        place = list(self._seen).index(ticket) + 1
        if place <= free:
            del self._seen[ticket]
            return "", 0
        return ticket, place - free if free > 0 else place

    def place(self, ticket: str, free: int) -> int:
        """Return the place of a ticket without using it up; 0 may come in."""
        if ticket not in self._seen:
            return 0
        self._seen[ticket] = time.monotonic()
        return max(0, list(self._seen).index(ticket) + 1 - max(0, free))


class Turns:
    """Lets some start at a time, in the order of their coming: all at once would each take as long as all together.

    Parameters
    ----------
    at_once : int
        How many [count].
    """

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._in_line: list[object] = []
        self._moved = asyncio.Condition()

    @asynccontextmanager
    async def turn(self, tell: Callable[[int], None]) -> AsyncIterator[None]:
        """Wait for a turn, and hold it.

        Parameters
        ----------
        tell : callable
            Told the place in the line while there is one, each time that it changes.
        """
        me, told = object(), 0
        self._in_line.append(me)
        try:
            async with self._moved:
                while (place := self._in_line.index(me) + 1 - self._at_once) > 0:
                    if place != told:
                        tell(place)
                        told = place
                    await self._moved.wait()
            yield
        finally:
            self._in_line.remove(me)
            async with self._moved:
                self._moved.notify_all()
