"""Real servers and a real browser, and a guard that fails a test on any request to another host."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

from .chromium import find_chromium
from .guard import Guard
from .rooms import serve_room
from .servers import start_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

    from .rooms import RoomServer
    from .servers import Server

# A shell that runs the tests in the background has them ignore Ctrl+C, and so would each server they start and stop.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

WAIT = 60_000.0  # [ms] for what a page is to show; a busy machine with two cores is slow

# What a browser would ask for on its own account is turned off, and no name is looked up: the tests need no network.
BROWSER_OPTIONS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--no-first-run",
    "--no-sandbox",
]


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the guide in Voilà, as a person does."""
    command = [sys.executable, "-m", "crampguide", "app", "--no-browser"]
    yield from start_server(command, tmp_path_factory.mktemp("app"))


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the notebooks in JupyterLab, as a person does."""
    folder = tmp_path_factory.mktemp("lab")
    command = [sys.executable, "-m", "crampguide", "lab", "--no-browser", "--folder", str(folder / "notebooks")]
    yield from start_server(command, folder)


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RoomServer]:
    """Serve one session for all tests that need no room of their own; each leads it where it likes."""
    folder = tmp_path_factory.mktemp("room")
    yield from serve_room(folder, "--keep", str(folder / "room.sqlite"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one Chromium for all tests."""
    expect.set_options(timeout=WAIT)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=BROWSER_OPTIONS)
        yield chromium
        chromium.close()


def leave(window: BrowserContext) -> None:
    """Close a window as a person does: its pages end their kernels, which a window that just vanishes would not."""
    for tab in window.pages:
        tab.goto("about:blank")
    window.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Open a browser window with an empty cache, which nothing watches."""
    window = browser.new_context()
    window.set_default_timeout(WAIT)
    yield window
    leave(window)


@pytest.fixture
def guard(context: BrowserContext) -> Guard:
    """Watch that window."""
    return Guard(context)


@pytest.fixture
def page(context: BrowserContext, guard: Guard) -> Iterator[Page]:
    """Open an empty page; afterwards, fail if anything on it asked another host for anything."""
    yield context.new_page()
    guard.check()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """Open a small phone that may ask no other host for anything."""
    window = browser.new_context(viewport={"width": 320, "height": 600}, is_mobile=True, has_touch=True)
    window.set_default_timeout(WAIT)
    guard = Guard(window)
    yield window.new_page()
    window.close()
    guard.check()
