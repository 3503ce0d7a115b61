"""The page for the doctor as a real PDF, and the guide as it comes out of a printer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from crampguide import assess
from crampguide.measuring.cases import load_cases

from .journey import question, ready

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from .servers import Server

DAY = date(2026, 1, 31)
PAGE = b"/Type /Page\n"


@pytest.fixture
def paper(browser: Browser) -> Iterator[Page]:
    """Return an empty page that can be printed."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("more", [False, True])
def test_every_case_prints_to_one_sheet_and_two_by_choice(
    paper: Page, report: Callable[[str], None], *, more: bool
) -> None:
    """A doctor has one sheet in hand, whatever a person told; all answers and the diary fill one more by choice."""
    sheets = {}
    for case in load_cases():
        paper.set_content(assess(case.profile).handout(DAY, more=more))
        sheets[case.id] = paper.pdf(format="A4", prefer_css_page_size=True).count(PAGE)
    report(f"sheets of {len(sheets)} cases: {sorted(set(sheets.values()))}, with more: {more}")
    assert {key: count for key, count in sheets.items() if count != 1 + more} == {}


def test_the_guide_on_paper_has_all_folds_open_and_no_buttons(page: Page, app: Server) -> None:
    """Whoever prints the result itself gets every text of the advice, and nothing that only works on a screen."""
    page.goto(app.address)
    ready(page)
    question(page, "medicines").get_by_role("checkbox", name="Long-acting inhaler").check()
    advice = page.locator(".cg-region-advice")
    expect(advice).to_contain_text("inhaler")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert advice.locator("details:not([open])").count() == 0
    page.emulate_media(media="print")
    assert page.locator(".cg-result button:visible").count() == 0
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert advice.locator("details:not([open])").count() > 0
