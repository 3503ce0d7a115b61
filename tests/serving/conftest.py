"""Servers for the tests of this folder."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.browser.servers import start_server, write_notebook

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from pathlib import Path

    from tests.browser.servers import Server

HURRIED = """
import sys
from pathlib import Path
from crampguide.serving import kernels, limits
from crampguide.serving.launch import serve_notebook
from crampguide.serving.options import Options

if __name__ == "__main__":
    kernels.ALONE_FOR, kernels.LOOK_EVERY = float(sys.argv[2]), 0.5
    limits.LIMITS |= {"idle_connection_timeout": 2.0, "body_timeout": 2.0}
    serve_notebook(Path(sys.argv[1]), Options(visitors=3), open_browser=False)
"""
"""A server whose times are short, as no test waits for 90 s."""


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the guide to three visitors."""
    command = [sys.executable, "-m", "crampguide", "app", "--no-browser", "--visitors", "3"]
    yield from start_server([*command, "--allow-host", "cramps.example"], tmp_path_factory.mktemp("served"))


@pytest.fixture
def hurried(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Return a function that serves a notebook of these lines with short times; kernels end when alone so long [s]."""
    serving: list[Generator[Server, None, None]] = []

    def serve(*lines: str, alone: float = 60) -> Server:
        notebook = write_notebook(tmp_path / "guide.ipynb", *lines)
        serving.append(start_server([sys.executable, "-c", HURRIED, str(notebook), str(alone)], tmp_path))
        return next(serving[-1])

    yield serve
    for one in serving:
        one.close()
