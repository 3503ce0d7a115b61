"""A link between a browser and a server: it counts what goes through, and can be slow as a phone's, or lose sockets."""

from __future__ import annotations

import asyncio
import threading
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

PIECE: Final = 16_384  # [bytes]
PHONE: Final = (200_000.0, 0.075)
"""1.6 Mbit/s down [bytes/s], and the time one way [s]."""


class Link:
    """Counts the bytes that a server sends, heads and web sockets too, as they are on the wire.

    Attributes
    ----------
    received : int
        Bytes that have come from the server.
    address : str
        What the browser opens.
    """

    def __init__(self, port: int, rate: float = 0.0, delay: float = 0.0) -> None:
        self.received = 0
        self.address = ""
        self._port, self._rate, self._delay = port, rate, delay
        self._free_at = 0.0

    async def serve(self, is_open: threading.Event) -> None:
        """Serve until closed."""
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self.meet, "127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        is_open.set()
        await self._end.wait()
        server.close()

    def close(self) -> None:
        """Stop."""
        self._loop.call_soon_threadsafe(self._end.set)

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take one connection, and close it whatever ends it: what stays open would be told of in a later test."""
        with closing(writer), suppress(asyncio.CancelledError):
            up, down = await asyncio.open_connection("127.0.0.1", self._port)
            with closing(down):
                await asyncio.gather(self._pass_on(reader, down, counts=False), self._pass_on(up, writer, counts=True))

    async def _pass_on(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, counts: bool) -> None:
        loop = asyncio.get_running_loop()
        with suppress(OSError):
            while piece := await source.read(PIECE):
                if counts:
                    self.received += len(piece)
                    if self._rate:  # one pipe for all connections
                        self._free_at = max(self._free_at, loop.time()) + len(piece) / self._rate
                        await asyncio.sleep(self._free_at - loop.time())
                await asyncio.sleep(self._delay)
                target.write(piece)
                await target.drain()
        with suppress(OSError):
            target.close()


AnyLink = TypeVar("AnyLink", bound=Link)


class FragileLink(Link):
    """A link whose web sockets can be lost while all else goes through."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self._has_fault = False
        self._sockets: set[asyncio.StreamWriter] = set()
        self._deaf: set[asyncio.StreamWriter] = set()

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take one connection, unless it is a socket that is not to be."""
        with closing(writer), suppress(asyncio.CancelledError):
            first = await reader.read(PIECE)
            is_socket = b"/channels" in first
            if is_socket and self._has_fault:
                return
            up, down = await asyncio.open_connection("127.0.0.1", self._port)
            ends = {down, writer} if is_socket else set()
            self._sockets |= ends
            with closing(down):
                down.write(first)
                try:
                    await asyncio.gather(self._carry(reader, down), self._carry(up, writer))
                finally:
                    self._sockets -= ends

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while piece := await source.read(PIECE):
                if target not in self._deaf:
                    target.write(piece)
                    await target.drain()
        if target not in self._deaf:  # nor does it hear that the other end has gone
            target.close()

    @contextmanager
    def without_sockets(self, *, look_open: bool) -> Iterator[None]:
        """Lose all sockets, and refuse new ones until this is over; the lost may look open, and never come back."""
        self._has_fault = True
        self._loop.call_soon_threadsafe(self._swallow if look_open else self._close_all)
        try:
            yield
        finally:
            self._has_fault = False

    def _swallow(self) -> None:
        self._deaf |= self._sockets

    def _close_all(self) -> None:
        for writer in self._sockets:
            writer.close()


def link_to(port: int, rate: float = 0.0, delay: float = 0.0) -> AbstractContextManager[Link]:
    """Open a link to a port of this machine; a rate [bytes/s] or a delay [s] of 0 holds nothing up."""
    return opened(Link(port, rate, delay))


@contextmanager
def opened(link: AnyLink) -> Iterator[AnyLink]:
    """Serve a link while this lasts."""
    is_open = threading.Event()
    thread = threading.Thread(target=asyncio.run, args=(link.serve(is_open),), daemon=True)
    thread.start()
    is_open.wait(10)
    try:
        yield link
    finally:
        link.close()
        thread.join(5)
