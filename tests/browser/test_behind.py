"""The guide behind an institute's proxy, with TLS and below a path, and on its hub: the same journey through each."""

from __future__ import annotations

import re
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .conftest import WAIT, leave
from .guard import Guard
from .journey import move_slider, tick_warning_sign
from .proxies import caddy, free_ports, hub, nginx, running
from .servers import start_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from .servers import Server

BELOW = ["--base-url", "/cramps/", "--behind-proxy"]


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the guide below a path."""
    command = [sys.executable, "-m", "crampguide", "app", "--no-browser", *BELOW]
    yield from start_server(command, tmp_path_factory.mktemp("below"))


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    """Open a window that takes the certificate which a test has made, and asks no other host."""
    window = browser.new_context(ignore_https_errors=True)
    window.set_default_timeout(WAIT)
    guard = Guard(window)
    yield window.new_page()
    leave(window)
    guard.check()


def journey(page: Page, address: str) -> None:
    """Answer, be warned, load the page again, and read the evidence; everything must come from below the address."""
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    expect(page.locator(".cg-form")).to_be_visible()
    move_slider(page)
    tick_warning_sign(page)
    page.reload()
    expect(page.locator(".cg-region-level")).to_contain_text("Get help now")
    page.get_by_role("link", name="The evidence").click()
    expect(page.locator(".cg-chart").first).to_be_visible()
    elsewhere = [url for url in asked if not url.startswith((address, "blob:", "data:"))]
    assert not elsewhere


def port_of(server: Server) -> int:
    """Return the port of a server."""
    found = re.search(r":(\d+)/", server.address)
    assert found
    return int(found[1])


def test_behind_nginx(visitor: Page, below: Server, tmp_path: Path) -> None:
    """With the recipe for nginx of docs/serving the guide works by HTTPS below a path."""
    with nginx(tmp_path, port_of(below)) as address:
        journey(visitor, address)


def test_behind_caddy(visitor: Page, below: Server, tmp_path: Path) -> None:
    """With the recipe for Caddy of docs/serving the guide works by HTTPS below a path."""
    with caddy(tmp_path, port_of(below)) as address:
        journey(visitor, address)


@pytest.mark.parametrize("dropped", ["Upgrade", "Host"])
def test_a_proxy_that_drops_a_header_is_told_of(visitor: Page, tmp_path: Path, dropped: str) -> None:
    """Whoever set the proxy up reads what is missing, in the log of the guide."""
    command = [sys.executable, "-m", "crampguide", "app", "--no-browser", *BELOW]
    with closing(start_server(command, tmp_path)) as serving:
        server = next(serving)
        with nginx(tmp_path, port_of(server), dropped=dropped) as address:
            visitor.goto(address)
            for _ in range(300):
                if dropped in server.printed():
                    break
                visitor.wait_for_timeout(100)
            assert f"does not hand on the {dropped} header" in server.printed()
            assert "docs/serving.md" in server.printed()


def test_on_a_hub(visitor: Page, tmp_path: Path) -> None:
    """A real JupyterHub with its real proxy: one guide for all without a login, and a server of one's own behind it."""
    with hub(tmp_path) as address:
        journey(visitor, f"{address}services/cramps/")
        visitor.goto(f"{address}hub/spawn")
        visitor.get_by_label("Username").fill("somebody")
        visitor.get_by_label("Password").fill("moonlight")
        visitor.get_by_role("button", name="Sign in").click()
        visitor.wait_for_url(re.compile("/user/somebody/$"), timeout=3 * WAIT)
        expect(visitor.locator(".cg-form")).to_be_visible()
        journey(visitor.context.new_page(), f"{address}user/somebody/")  # a tab of its own, as a tab keeps its answers


def test_another_site_may_show_it_in_a_frame_when_told_so(page: Page, tmp_path: Path) -> None:
    """An institute may put the guide into a page of its own; without the option no site can."""
    (port,) = free_ports(1)
    command = [sys.executable, "-m", "crampguide", "app", "--no-browser"]
    with closing(start_server([*command, "--frame-ancestors", f"http://127.0.0.1:{port}"], tmp_path)) as serving:
        (tmp_path / "index.html").write_text(f"<iframe src='{next(serving).address}'></iframe>", encoding="utf-8")
        institute = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port)]
        with running(institute, tmp_path, f"http://127.0.0.1:{port}/") as address:
            page.goto(address)
            expect(page.frame_locator("iframe").locator(".cg-form")).to_be_visible()
