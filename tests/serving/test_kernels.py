"""What a kernel shares with others, what it may take up, and what can be said to it."""

from __future__ import annotations

import ast
import asyncio
import json
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from crampguide.serving.options import Options

from .asking import Answer, ask, end_kernel, listen, soon

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.servers import Server

OWN = (
    "import os, random, threading, uuid",
    "from pathlib import Path",
    "open_files = [os.readlink(path) for path in Path('/proc/self/fd').iterdir() if path.exists()]",
    "names = [thread.name for thread in threading.enumerate()]",
    "repr([random.random(), uuid.uuid4().hex, os.getpid(), os.getsid(0), sorted(names), open_files])",
)
"""What a kernel says of itself."""


def said(page: Answer) -> list[Any]:
    """Return what the cell of a page has printed."""
    output = re.search(r'cell-output\+json">(.*?)</script>', page.text, re.DOTALL)
    assert output, page.text[-500:]
    text = json.loads(output[1].replace("\\u003c", "<"))["data"]["text/plain"]
    return list(ast.literal_eval(ast.literal_eval(text)))


def test_forked_kernels_share_nothing_that_changes(hurried: Callable[..., Server]) -> None:
    """Two visitors must not draw the same random numbers, nor read from each other's or the server's sockets."""
    server = hurried(*OWN)
    one, other = (said(ask(server.address)) for _ in range(2))
    for place, what in enumerate(("random number", "random id", "process", "session")):
        assert one[place] != other[place], what
    assert one[4] == other[4], "each has its own threads, and the same"
    sockets = [{name for name in files if name.startswith("socket:")} for files in (one[5], other[5])]
    assert not sockets[0] & sockets[1]
    port = int(server.address.rstrip("/").rpartition(":")[2])
    lines = [line.split() for line in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]]
    (ours,) = {f"socket:[{line[9]}]" for line in lines if line[1].endswith(f":{port:04X}") and line[3] == "0A"}
    assert not {ours} & (sockets[0] | sockets[1]), "the server's own"


def test_what_comes_late_is_drawn(hurried: Callable[..., Server]) -> None:
    """On a busy machine what a kernel draws arrives seconds after its reply: the page of one in eight stayed empty."""
    lines = (
        "import threading",
        "kernel = get_ipython().kernel",
        "publish, drawn = kernel._publish_status, {'data': {'text/plain': 'drawn ' + 'late'}, 'metadata': {}}",
        "def late(status, channel, parent=None):",
        "    parent = parent or kernel.get_parent(channel)",
        "    def tell():",
        "        kernel.session.send(kernel.iopub_socket, 'display_data', drawn, parent=parent, ident=b'display')",
        "        publish(status, channel, parent)",
        "    threading.Timer(5, tell).start() if status == 'idle' else publish(status, channel, parent)",
        "kernel._publish_status = late",
    )
    page = ask(hurried(*lines).address)
    assert "drawn late" in page.text


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a kernel is limited where the system can")
def test_the_memory_of_a_kernel_is_limited(served: Server) -> None:
    """One visitor must not take the memory of all (S4, S7)."""
    page = ask(served.address)
    limits = [Path(f"/proc/{kernel}/limits").read_text("ascii") for kernel in served.kernels()]
    wanted = str(Options().memory * 1_000_000)
    assert all(re.search(rf"Max data size +{wanted} +{wanted}", one) for one in limits)
    assert limits
    end_kernel(served.address, page.kernel)
    code = "from crampguide.serving.kernel_process import limit_memory as l; l(200); bytearray(400_000_000)"
    tried = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "MemoryError" in tried.stderr


def test_what_a_socket_says_is_no_code(served: Server, tmp_path: Path) -> None:
    """Whatever kind of message a visitor sends, nothing of it is run, and only two kinds are answered."""
    page = ask(served.address)
    planted = tmp_path / "planted"
    code = {"code": f"open({str(planted)!r}, 'w').close()", "silent": False}
    kinds = ("execute_request", "complete_request", "inspect_request", "history_request", "is_complete_request")

    async def talk() -> list[dict[str, Any]]:
        async with listen(served.address, page.kernel) as socket:
            for kind in (*kinds, "debug_request", "interrupt_request", "create_subshell_request", "input_reply"):
                for channel in ("shell", "control", "stdin"):
                    socket.send(kind, {**code, "cursor_pos": 1}, channel)
            socket.send("comm_info_request", {})
            return await socket.heard(3)

    replies = {message["msg_type"] for message in asyncio.run(talk()) if message["msg_type"].endswith("_reply")}
    assert replies == {"comm_info_reply"}
    assert not planted.exists()
    end_kernel(served.address, page.kernel)


def test_an_error_in_a_kernel_leaves_the_page_alive(served: Server) -> None:
    """After a message that a widget can not take, the kernel still says that it is done, and answers the next (S2)."""
    page = ask(served.address)

    async def talk() -> list[dict[str, Any]]:
        async with listen(served.address, page.kernel) as socket:
            socket.send("comm_info_request", {})
            told = await socket.heard(3)
            comms = next(one["content"]["comms"] for one in told if one["msg_type"] == "comm_info_reply")
            wrong = {"method": "update", "state": {"answers": [1]}, "buffer_paths": []}
            for comm in comms:
                socket.send("comm_msg", {"comm_id": comm, "data": wrong})
            asked = socket.send("comm_info_request", {})
            return [one for one in await socket.heard(5) if one["parent_header"].get("msg_id") == asked]

    states = [message["content"].get("execution_state") for message in asyncio.run(talk())]
    assert "idle" in states
    assert "AttributeError" not in served.printed()
    end_kernel(served.address, page.kernel)


def test_a_message_is_not_longer_than_a_file_of_answers(served: Server) -> None:
    """What is longer than any page sends closes that socket, and the server goes on."""
    page = ask(served.address)

    async def talk() -> bool:
        async with listen(served.address, page.kernel) as socket:
            socket.send("comm_msg", {"comm_id": "x", "data": "x" * 1_100_000})
            return await socket.is_closed(5)

    assert asyncio.run(talk())
    assert ask(f"{served.address}licenses").status == 200
    end_kernel(served.address, page.kernel)


def test_a_page_that_is_closed_while_it_starts_leaves_no_kernel(hurried: Callable[..., Server]) -> None:
    """Of fifty tabs closed at once eleven kernels stayed, mostly of tabs that had not come up (S3)."""
    server = hurried("import time", "time.sleep(60)")
    with socket.create_connection(("127.0.0.1", int(server.address.rstrip("/").rpartition(":")[2]))) as visitor:
        visitor.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert soon(server.kernels)
    assert soon(lambda: not server.kernels(), 5)


def test_a_page_that_is_closed_at_any_moment_leaves_no_kernel(served: Server) -> None:
    """Nor does one that goes while its kernel is half started: that process would be nobody's, and run for ever."""
    port = int(served.address.rstrip("/").rpartition(":")[2])
    for wait in (0, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.4):
        with socket.create_connection(("127.0.0.1", port)) as visitor:
            visitor.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            visitor.recv(100)
            time.sleep(wait)
    assert soon(lambda: not served.kernels(), 10)


def test_kernels_end_with_a_server_that_is_killed(hurried: Callable[..., Server]) -> None:
    """A server that dies without a word leaves no kernel behind that runs for ever."""
    server = hurried("1")
    ask(server.address)
    kernels = server.kernels()
    assert kernels
    server.process.send_signal(signal.SIGKILL)
    assert soon(lambda: not any(Path(f"/proc/{kernel}").exists() for kernel in kernels), 10)
