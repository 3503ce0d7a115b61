"""The documentation, as a reader sees it who has no internet."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from tests.site import build_site

from .axe import faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

PAGES: Final = (
    *("index", "start", "how/build", "how/table", "made/teach", "made/figures", "made/formats", "made/data/effects"),
    *("reference/api", "why/sums"),
)
"""One of each kind."""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def docs() -> Iterator[str]:
    """Serve the documentation, as any server of files would."""
    handler = partial(Quiet, directory=str(build_site()))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_in_the_documentation(page: Page, docs: str, name: str) -> None:
    """Who reads with a screen reader, by keys or with large letters can learn to build, too; no other host is asked."""
    page.goto(f"{docs}/{name}.html")
    assert faults(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_figures_of_the_documentation_are_drawn(page: Page, docs: str) -> None:
    """The figures of a notebook are there without a kernel and without internet, each with its words."""
    page.goto(f"{docs}/made/teach.html")
    figures = page.locator(".cg-figure")
    expect(figures.first.locator(".main-svg").first).to_be_visible()
    labels = figures.evaluate_all("parts => parts.map(part => part.getAttribute('aria-label'))")
    assert len(labels) >= 3
    assert all(labels)
