"""Small inputs stay small: slow, large and many connections hold up nobody else, and flood no log."""

from __future__ import annotations

import resource
import socket
import sys
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING

from tests.browser.servers import start_server

from .asking import ask, end_kernel

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.servers import Server

FEW_FILES = "ulimit -n 128; exec {python} -m crampguide app --no-browser"


def port_of(server: Server) -> int:
    """Return the port that a server listens on."""
    return int(server.address.rstrip("/").rpartition(":")[2])


def test_a_slow_connection_is_closed(hurried: Callable[..., Server]) -> None:
    """Whoever sends a letter now and then must not hold a connection for ever (S6)."""
    server = hurried("1")
    with socket.create_connection(("127.0.0.1", port_of(server))) as slow:
        slow.settimeout(10)
        began = time.monotonic()
        slow.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        assert slow.recv(1) == b""
    assert time.monotonic() - began < 8


def test_a_large_body_is_not_read(served: Server) -> None:
    """Six bodies of 95 MB once took 826 MB (S8)."""
    with socket.create_connection(("127.0.0.1", port_of(served))) as large:
        large.sendall(b"POST /line HTTP/1.1\r\nHost: localhost\r\nContent-Length: 95000000\r\n\r\n" + b"x" * 1_000)
        large.settimeout(5)
        assert large.recv(100).startswith((b"HTTP/1.1 400", b""))


def test_with_all_connections_taken_an_honest_visitor_comes_in(tmp_path: Path) -> None:
    """Idle connections make room for one that asks, and the log does not grow: it once grew by 6 MB a second (S6)."""
    command = ["sh", "-c", FEW_FILES.format(python=sys.executable)]
    serving = start_server(command, tmp_path)
    server = next(serving)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 1_000)), hard))
    with ExitStack() as idle:
        idle.callback(serving.close)
        for _ in range(300):
            idle.enter_context(socket.create_connection(("127.0.0.1", port_of(server))))
        page = ask(server.address)
        assert page.status == 200
        end_kernel(server.address, page.kernel)
        assert len(server.printed()) < 2_000
