"""A result is shown as that of the last answers only: where these find no echo, the page says so and tries again."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from crampguide.knowledge.loading import load_knowledge

from .axe import faults
from .conftest import leave
from .journey import expect_danger_signs, question, ready
from .link import FragileLink, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from playwright.sync_api import Browser, Page, Route

    from .servers import Server

SILENT: Final = load_knowledge().wording["form_silent"]
WITHIN: Final = 6_000  # [ms] 5 s of patience, and one for the page
AGAIN_WITHIN: Final = 7_000  # [ms] in which it tries once more, in vain
BACK_WITHIN: Final = 20_000  # [ms] once the fault is over
LEVEL: Final = ".cg-region-level"
OLD: Final = "Check the danger signs first"
WIDE: Final = 1280
PHONE: Final = 360


@contextmanager
def hung(kernels: list[int]) -> Iterator[None]:
    """Let kernels hang."""
    for kernel in kernels:
        os.kill(kernel, signal.SIGSTOP)
    try:
        yield
    finally:
        for kernel in kernels:
            os.kill(kernel, signal.SIGCONT)


# plain HTTP works under each
FAULTS: Final[dict[str, Callable[[Server, FragileLink], AbstractContextManager[None]]]] = {
    "the kernel hangs": lambda app, _: hung(app.kernels()),
    "sockets only look open": lambda _, link: link.without_sockets(look_open=True),
    "sockets are refused": lambda _, link: link.without_sockets(look_open=False),
}


@contextmanager
def guide_through(browser: Browser, link: FragileLink, width: int) -> Iterator[Page]:
    """Open the guide: on a wide page with all questions beside their result, on a narrow one as an interview."""
    window = browser.new_context(viewport={"width": width, "height": 740})
    page = window.new_page()
    page.goto(link.address)
    ready(page)
    expect(page.locator(LEVEL)).to_contain_text(OLD)
    yield page
    leave(window)


@pytest.fixture
def link(app: Server) -> Iterator[FragileLink]:
    """Open a link to the guide whose sockets can be lost."""
    with opened(FragileLink(int(app.address.rstrip("/").rpartition(":")[2]))) as link:
        yield link


def tick_emergency(page: Page) -> None:
    """Tick a sign that calls for an ambulance, on the page or on the screen that asks for it."""
    page.locator(".cg-tile:visible").evaluate_all("tiles => tiles.forEach((one) => { one.open = true; })")
    page.get_by_role("checkbox", name="You struggle to breathe").check()


def expect_silence(page: Page) -> None:
    """See the sentence and the danger signs, and neither see nor hear an old result."""
    expect(page.get_by_role("alert").filter(has_text=SILENT)).to_be_visible(timeout=WITHIN)
    assert page.locator(".cg-result :is(p, h2, h3, li, button, summary)").filter(visible=True).all_inner_texts() == []
    assert OLD not in page.locator(".cg-page").last.aria_snapshot()
    expect_danger_signs(page)
    assert faults(page) == []


def expect_emergency(page: Page) -> None:
    """See the emergency, and the sentence gone, in a page that was not loaded again."""
    expect(page.get_by_text(SILENT)).to_have_count(0, timeout=BACK_WITHIN)
    expect(page.locator("body")).to_have_attribute("data-site-state", "ready")
    if page.locator(".cg-interview").is_visible():
        page.get_by_role("button", name="Get help now: see why").click()
    expect(page.locator(LEVEL)).to_be_visible()
    expect(page.locator(LEVEL)).to_contain_text("Get help now")


@pytest.mark.parametrize(("fault", "width"), [*((fault, WIDE) for fault in FAULTS), ("sockets only look open", PHONE)])
def test_an_emergency_without_an_echo_hides_the_old_result(
    browser: Browser, app: Server, link: FragileLink, fault: str, width: int
) -> None:
    """Whatever keeps an emergency sign from the kernel: no old result stays, and the page mends itself (S1, S2)."""
    with guide_through(browser, link, width) as page:
        with FAULTS[fault](app, link):
            tick_emergency(page)
            expect_silence(page)
            page.wait_for_timeout(AGAIN_WITHIN)
            expect_silence(page)
        expect_emergency(page)
        if width == WIDE:  # a step later all is as ever
            question(page, "warning_signs").get_by_role("checkbox", name="You struggle to breathe").uncheck()
            expect(page.locator(LEVEL)).not_to_contain_text("Get help now")
            expect(page.get_by_text(SILENT)).to_have_count(0)


def test_nobody_is_told_of_silence_before_a_kernel_runs(browser: Browser, app: Server) -> None:
    """Answers given while the guide starts wait for the kernel that takes them, and only from then on for an echo."""
    window = browser.new_context(viewport={"width": PHONE, "height": 740})
    page = window.new_page()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/voila.js", hold)  # without it nothing in the page speaks to the kernel
    page.goto(app.address, wait_until="commit")
    page.locator("#site-first .cg-tile").first.wait_for()
    tick_emergency(page)
    page.wait_for_timeout(WITHIN)
    assert page.evaluate("document.body.dataset.siteState") in {"starting", "slow"}
    assert page.get_by_text(SILENT).count() == 0
    held[0].continue_()
    ready(page)
    expect_emergency(page)
    leave(window)
