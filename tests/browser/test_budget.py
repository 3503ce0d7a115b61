"""What the guide costs, beside a notebook that shows one stock slider in stock Voilà, measured in the same run."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

import pytest

from .conftest import leave
from .journey import CHART, question, ready
from .link import link_to
from .servers import start_server, write_notebook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page, WebSocket

    from .link import Link
    from .servers import Server

PAIRS: Final = 5
RATIO: Final = 1.25
WIRE_BUDGET: Final = 2_050_000  # [bytes] for a first visit, scripts and all
AGAIN_BUDGET: Final = 120_000  # [bytes] for a later visit with the same browser
REQUEST_BUDGET: Final = 120
SLIDER: Final = ".widget-slider"
STEPS: Final = 10
FIRST_SENT, FIRST_RECEIVED = 8, 30  # [messages] before the first chart; with one for each widget 18 and 59
ANSWERED_BY: Final = 4
"""Messages that come back for a step [count]: busy, a changed view, the number of the answers, idle."""


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve one slider with Voilà as it comes."""
    folder = tmp_path_factory.mktemp("stock")
    notebook = write_notebook(folder / "slider.ipynb", "import ipywidgets", "ipywidgets.IntSlider()")
    options = ["--no-browser", "--Voila.ip=127.0.0.1", "--port=8900"]
    yield from start_server([sys.executable, "-m", "voila", str(notebook), *options], folder)


def visit(browser: Browser, server: Server, awaited: str) -> tuple[float, float]:
    """Open a page in a new window; return the time until something shows [s] and its kernel's memory [MB]."""
    others = set(server.kernels())
    window = browser.new_context()
    page = window.new_page()
    began = time.perf_counter()
    page.goto(server.address, wait_until="commit")
    page.locator(awaited).first.wait_for(timeout=60_000)
    took = time.perf_counter() - began
    (kernel,) = set(server.kernels()) - others
    memory = proportional_memory(kernel)
    page.goto("about:blank")  # ends the guide's kernel
    window.close()
    return took, memory


def proportional_memory(process: int) -> float:
    """Return the memory of a process, with its part of what it shares [MB]."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="memory is read as Linux tells it")
def test_guide_costs_at_most_a_quarter_more_than_one_slider(
    browser: Browser, app: Server, stock: Server, report: Callable[[str], None]
) -> None:
    """Time to the first chart, and memory of a kernel, must stay near those of the simplest notebook."""
    visit(browser, app, CHART)
    visit(browser, stock, SLIDER)
    pairs = [(visit(browser, app, CHART), visit(browser, stock, SLIDER)) for _ in range(PAIRS)]
    guide, slider = ([median(values) for values in zip(*visits, strict=True)] for visits in zip(*pairs, strict=True))
    for place, what in enumerate(("seconds", "megabytes")):
        ratio = guide[place] / slider[place]
        report(f"first chart, {what}: guide {guide[place]:.2f}, one slider {slider[place]:.2f}, ratio {ratio:.2f}")
        assert ratio <= RATIO, what


def test_guide_sends_little_and_less_the_second_time(
    browser: Browser, app: Server, report: Callable[[str], None]
) -> None:
    """On a phone without Wi-Fi the guide must not cost much: compressed files, and files that the browser keeps."""
    port = int(app.address.rstrip("/").rpartition(":")[2])
    window = browser.new_context()
    with link_to(port) as link:
        requests = visit_through(window.new_page(), link)
        first = link.received
        visit_through(window.new_page(), link)
        again = link.received - first
        leave(window)
    report(f"on the wire: first visit {first} bytes in {requests} requests, second visit {again} bytes")
    assert first <= WIRE_BUDGET
    assert requests <= REQUEST_BUDGET
    assert again <= AGAIN_BUDGET


def visit_through(page: Page, link: Link) -> int:
    """Open the guide through a link that counts bytes; return the number of requests."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(link.address)
    page.locator(CHART).first.wait_for(timeout=60_000)
    return len(asked)


@pytest.fixture
def messages(page: Page) -> dict[str, int]:
    """Count the messages between a page and its kernel, from its first."""
    told = {"sent": 0, "received": 0}

    def watch(socket: WebSocket) -> None:
        socket.on("framesent", lambda _: told.update(sent=told["sent"] + 1))
        socket.on("framereceived", lambda _: told.update(received=told["received"] + 1))

    page.on("websocket", watch)
    return told


def test_a_page_asks_for_all_it_shows_at_once(
    page: Page, app: Server, messages: dict[str, int], report: Callable[[str], None]
) -> None:
    """Each widget asked for by itself is one more message that a slow network or a busy machine can hold up."""
    page.goto(app.address)
    page.locator(CHART).first.wait_for(timeout=60_000)
    report(f"to the first chart: messages {messages}")
    assert messages["sent"] <= FIRST_SENT
    assert messages["received"] <= FIRST_RECEIVED


def test_a_step_of_a_slider_costs_few_messages(
    page: Page, app: Server, messages: dict[str, int], report: Callable[[str], None]
) -> None:
    """On a weak network each message counts: one leaves for a step, and no more come back than before the echo."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(app.address)
    ready(page)
    question(page, "when").get_by_role("checkbox", name="In bed at night").check()
    slider = question(page, "age").get_by_role("slider")
    slider.press("End")
    page.wait_for_timeout(2_000)
    messages.update(sent=0, received=0)
    for _ in range(STEPS):
        slider.press("ArrowLeft")
        page.wait_for_timeout(500)
    report(f"{STEPS} steps of a slider: messages {messages}")
    assert messages["sent"] <= STEPS
    assert messages["received"] <= ANSWERED_BY * STEPS
