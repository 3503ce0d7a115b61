"""How tests ask a server: plain requests with any header, and the socket of a kernel."""

from __future__ import annotations

import asyncio
import json
import re
import time
import urllib.error
import urllib.request
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from email.message import Message

    from tornado.websocket import WebSocketClientConnection


@dataclass
class Answer:
    """What a server said."""

    status: int
    headers: Message
    text: str

    @property
    def kernel(self) -> str:
        """Return the id of the kernel of this page."""
        found = re.search(r'kernelStarted\("([^"]+)', self.text)
        assert found, self.text[-500:]
        return found[1]


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:  # noqa: ANN401
        """Follow nothing."""


def ask(address: str, *, method: str = "GET", body: bytes | None = None, **headers: Any) -> Answer:  # noqa: ANN401
    """Send a request; an underscore in the name of a header is a dash. What is refused is an answer, too."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(address, body, named, method=method)  # noqa: S310 - loopback
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=60) as answer:
            return Answer(answer.status, answer.headers, answer.read().decode(errors="replace"))
    except urllib.error.HTTPError as fault:
        with fault:
            return Answer(fault.code, fault.headers, fault.read().decode(errors="replace"))


def soon(holds: Callable[[], object], within: float = 15.0) -> bool:
    """Return whether something comes to hold within a time [s]."""
    until = time.monotonic() + within
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def end_kernel(address: str, kernel: str) -> None:
    """Say goodbye as a page does."""
    assert ask(f"{address}voila/api/shutdown/{kernel}", method="POST", body=b"").status == 204


class Socket:
    """The socket of a page to its kernel, spoken to in Jupyter's messages."""

    def __init__(self, connection: WebSocketClientConnection) -> None:
        self._connection = connection

    def send(self, kind: str, content: dict[str, Any], channel: str = "shell") -> str:
        """Send a message; return its id."""
        name = f"{kind}-{time.monotonic_ns()}"
        header = {"msg_id": name, "msg_type": kind, "session": "s", "username": "", "version": "5.3", "date": ""}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": channel}
        self._connection.write_message(json.dumps({**message, "buffers": []}))
        return name

    async def heard(self, within: float) -> list[dict[str, Any]]:
        """Return all messages that come within a time [s], or before the socket closes."""
        messages: list[dict[str, Any]] = []
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                while isinstance(told := await self._connection.read_message(), str):
                    messages.append(json.loads(told))
        return messages

    async def is_closed(self, within: float) -> bool:
        """Return whether the server closes it within a time [s]."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                while await self._connection.read_message() is not None:
                    pass
                return True
        return False


@asynccontextmanager
async def listen(address: str, kernel: str, **headers: str) -> AsyncIterator[Socket]:
    """Open the socket of a kernel."""
    url = address.replace("http", "ws", 1) + f"api/kernels/{kernel}/channels?session_id=s"
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection = await websocket_connect(HTTPRequest(url, headers=named))
    try:
        yield Socket(connection)
    finally:
        connection.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(2):
                while await connection.read_message() is not None:
                    pass
