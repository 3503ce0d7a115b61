"""When something goes wrong, a person must still see a plain sentence and the danger signs, and never an old result."""

from __future__ import annotations

import os
import re
import signal
import sys
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from .journey import expect_danger_signs, ready
from .servers import END_WITHIN, start_server, write_notebook

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from playwright.sync_api import Browser, Page

    from .servers import Server

SERVE: Final = """
import sys
from pathlib import Path
from crampguide.serving.launch import serve_notebook
from crampguide.serving.options import Options

if __name__ == "__main__":
    serve_notebook(Path(sys.argv[1]), Options(visitors=int(sys.argv[2])), open_browser=False)
"""

FAULTS: Final = {
    "the cell fails": "1 / 0",
    "the kernel dies": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
}


def serve(folder: Path, line: str, most_kernels: int = 5) -> Generator[Server, None, None]:
    """Serve a notebook with this line as the guide is served."""
    notebook = write_notebook(folder / "guide.ipynb", line)
    yield from start_server([sys.executable, "-c", SERVE, str(notebook), str(most_kernels)], folder)


@pytest.fixture(params=FAULTS)
def faulty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """Serve a guide that can not start."""
    yield from serve(tmp_path, FAULTS[request.param])


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Server]:
    """Serve a guide that has no room for anyone."""
    yield from serve(tmp_path, "1", most_kernels=0)


def test_guide_that_can_not_start_says_so(page: Page, faulty: Server) -> None:
    """Whether the code or the kernel fails: a plain sentence, the danger signs, and no code on the page."""
    page.goto(faulty.address)
    expect(page.get_by_role("alert").get_by_text("The guide could not start.")).to_be_visible()
    expect_danger_signs(page)
    assert not re.search("Traceback|Error|Voil", page.locator("main").inner_text())


def test_full_guide_says_so(page: Page, full: Server) -> None:
    """A crowd must not take the machine down, and who comes too late must still see the danger signs."""
    page.goto(full.address)
    expect(page.get_by_text("Too many people are using the guide right now.")).to_be_visible()
    expect_danger_signs(page)


def test_stopped_guide_says_so(page: Page, app: Server) -> None:
    """A result that no longer follows the answers must not look alive."""
    others = set(app.kernels())
    page.goto(app.address)
    ready(page)
    (kernel,) = set(app.kernels()) - others
    os.kill(kernel, signal.SIGKILL)
    expect(page.get_by_text("The guide has stopped.")).to_be_visible(timeout=5_000)
    expect(page.locator("#site-cells")).to_have_attribute("inert", "")


def test_interrupted_server_takes_its_kernels_along(tmp_path: Path) -> None:
    """Ctrl+C must end the guide at once, in silence, and leave nothing behind that still runs."""
    with closing(serve(tmp_path, "1")) as servers:
        server = next(servers)
        urllib.request.urlopen(server.address).read()  # noqa: S310
        (kernel,) = server.kernels()
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(END_WITHIN) == 0
    assert not Path(f"/proc/{kernel}").exists()
    assert server.printed().count("\n") == 1


def test_page_without_scripts_shows_the_danger_signs(browser: Browser, app: Server) -> None:
    """Where JavaScript is turned off, the page must say what it needs, and still warn."""
    page = browser.new_page(java_script_enabled=False)
    page.goto(app.address)
    expect(page.locator("noscript .site-notice")).to_be_visible()  # Playwright's search by text skips <noscript>
    expect_danger_signs(page)
    expect(page.get_by_text("Keep your knee straight.")).to_be_visible()
    expect(page.locator("noscript section summary").first).to_be_visible()
    page.close()


def test_closed_page_ends_its_kernel(page: Page, app: Server) -> None:
    """Kernels of people who have left must not fill the machine."""
    others = set(app.kernels())
    page.goto(app.address)
    ready(page)
    assert set(app.kernels()) - others
    page.goto("about:blank")
    for _ in range(100):
        if not set(app.kernels()) - others:
            return
        page.wait_for_timeout(100)
    pytest.fail("the kernel still runs 10 s later")


@pytest.mark.parametrize(
    "path",
    [
        "voila/files/guide.ipynb",
        "voila/files/pyproject.toml",
        "voila/static/etc/passwd",
        "voila/static/../../../../etc/passwd",
        "crampguide/own-0/plotly.js",
    ],
)
def test_server_hands_out_no_other_files(app: Server, path: str) -> None:
    """Only the page and its scripts may be read; Voilà once gave away any file of the machine (CVE-2024-30265)."""
    with pytest.raises(urllib.error.HTTPError) as refused, urllib.request.urlopen(app.address + path):  # noqa: S310
        pass
    assert refused.value.code in {403, 404}
    refused.value.close()


def test_address_can_not_choose_another_template(page: Page, app: Server) -> None:
    """The stock templates ask another host for style sheets, so nobody may be led to one by a link."""
    page.goto(f"{app.address}?template=lab&theme=dark")
    expect(page.get_by_role("contentinfo")).to_contain_text("This guide teaches.")
