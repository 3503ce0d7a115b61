"""Starts the servers that the browser tests talk to, waits until they answer, and ends them by their own process."""

from __future__ import annotations

import json
import os
import re
import subprocess
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import psutil
import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

ROOT: Final = Path(__file__).parent.parent.parent
START_WITHIN: Final = 120.0  # [s]
END_WITHIN: Final = 20.0  # [s]
ADDRESS: Final = re.compile(r"http://127\.0\.0\.1:\d+/\S*")


@dataclass
class Server:
    """A server that a test started: its process, what it has printed, and its address once it has one."""

    process: subprocess.Popen[str]
    log: Path
    address: str = ""

    def kernels(self) -> list[int]:
        """Return the processes of the kernels of open pages: its children, or those of the one that it lets fork."""
        found = []
        for child in psutil.Process(self.process.pid).children():
            with suppress(psutil.NoSuchProcess):
                forks = "multiprocessing" in " ".join(child.cmdline())
                found += [one.pid for one in (child.children() if forks else [child])]
        return found

    def printed(self) -> str:
        """Return all that it has printed so far."""
        return self.log.read_text(encoding="utf-8")


def start_server(
    command: list[str], folder: Path, cwd: Path = ROOT, **environment: str
) -> Generator[Server, None, None]:
    """Start a server, wait until it prints its address, hand it out, and end it.

    Parameters
    ----------
    command : list of str
    folder : Path
        Empty folder for its log, and for what Jupyter would keep in the home folder.
    cwd : Path
        Where to start it.
    **environment : str
        Environment variables that it has beside those of the tests.
    """
    own = {"JUPYTER_CONFIG_DIR": str(folder / "config"), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command,
        cwd=cwd,
        env={**os.environ, **own, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        server = Server(process, folder / "log")
        spoken = threading.Event()
        reader = threading.Thread(target=_follow, args=(server, spoken), daemon=True)
        reader.start()
        try:
            spoken.wait(START_WITHIN)
            if not server.address:
                pytest.fail(f"no address within {START_WITHIN:g} s:\n{server.printed()}")
            yield server
        finally:
            process.terminate()
            try:
                process.wait(END_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()
            reader.join(END_WITHIN)


def write_notebook(path: Path, *lines: str) -> Path:
    """Write a notebook with one code cell."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    source = "\n".join(lines)
    cell: dict[str, object] = {
        "cell_type": "code",
        "id": "only",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
        "source": source,
    }
    notebook = {"cells": [cell], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def _follow(server: Server, spoken: threading.Event) -> None:
    """Keep what a server prints, and say when its address, or its end, has come."""
    assert server.process.stdout is not None
    with server.log.open("w", encoding="utf-8") as log:
        for line in server.process.stdout:
            log.write(line)
            log.flush()
            if not server.address and (found := ADDRESS.search(line)):
                server.address = found[0]
                spoken.set()
    spoken.set()
