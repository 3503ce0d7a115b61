"""The peers: how each is served, and how a first control, a chart and a slider are known in it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
UP_WITHIN = 120.0
BARS = ".barlayer path"


@dataclass(frozen=True, kw_only=True)
class Peer:
    """One peer: its environment below the checkout, its command, and what to look for on its page."""

    name: str
    env: str
    command: tuple[str, ...]
    control: str
    chart: str = BARS
    slider: str = ""
    path: str = ""


def notebook(*lines: str) -> str:
    """Write a notebook with one cell, and return its path."""
    cell: dict[str, object] = {
        "cell_type": "code",
        "id": "one",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
        "source": "\n".join(lines),
    }
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path = Path(tempfile.mkdtemp(prefix="bench-")) / "page.ipynb"
    told = {"cells": [cell], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(told), encoding="utf-8")
    return str(path)


VOILA = ("python", "-m", "voila", "--no-browser", "--Voila.ip=127.0.0.1", "--port={port}")
HANDLE = ".noUi-handle"
PEERS = (
    Peer(
        name="the guide",
        env=".venv",
        command=("crampguide", "app", "--no-browser", "--port", "{port}"),
        control=".cg-form input",
        slider=".cg-form input[type=range]",
    ),
    Peer(
        name="the floor: Voilà with one slider",
        env=".venv-bench-voila",
        command=(*VOILA, notebook("import ipywidgets", "ipywidgets.IntSlider()")),
        control=HANDLE,
        chart=HANDLE,
    ),
    Peer(
        name="Voilà in the textbook way",
        env=".venv-bench-voila",
        command=(*VOILA, notebook("from bench.peers.voila_page import page", "page()")),
        control=HANDLE,
        slider=HANDLE,
    ),
    Peer(
        name="Panel",
        env=".venv-bench-panel",
        command=("panel", "serve", "bench/peers/panel_page.py", "--port", "{port}", "--address", "127.0.0.1"),
        control=".noUi-handle, select, input",
        slider=HANDLE,
        path="panel_page",
    ),
    Peer(
        name="Dash",
        env=".venv-bench-dash",
        command=("gunicorn", "-w", "2", "-b", "127.0.0.1:{port}", "bench.peers.dash_page:server"),
        control="input, [role=slider]",
        slider="[role=slider], input[type=range]",
    ),
    Peer(
        name="Streamlit",
        env=".venv-bench-streamlit",
        command=(
            "streamlit", "run", "bench/peers/streamlit_page.py",
            "--server.port", "{port}", "--server.address", "127.0.0.1",
            "--server.headless", "true", "--browser.gatherUsageStats", "false",
        ),
        control="[role=slider], input",
        slider="[role=slider]",
    ),
)  # fmt: skip


@contextmanager
def serve(peer: Peer) -> Iterator[tuple[psutil.Process, int]]:
    """Serve a peer in its own environment until it has been measured."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    bin_folder = ROOT / peer.env / "bin"
    program, *options = [part.replace("{port}", str(port)) for part in peer.command]
    environment = {**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    with (Path(tempfile.gettempdir()) / "bench-log").open("w") as log:
        process = subprocess.Popen(  # noqa: S603 - the peers of this file
            [str(bin_folder / program), *options], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
        try:
            until = time.monotonic() + UP_WITHIN
            while not _answers(port) and time.monotonic() < until and process.poll() is None:
                time.sleep(0.2)
            yield psutil.Process(process.pid), port
        finally:
            started = psutil.Process(process.pid).children(recursive=True)
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
            for one in psutil.wait_procs(started, timeout=5)[1]:
                one.kill()


def _answers(port: int) -> bool:
    """Return whether a server listens; no page is opened, as that would start a kernel."""
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/robots.txt", timeout=5).close()
    except urllib.error.HTTPError as fault:
        fault.close()
    except OSError:
        return False
    return True
