from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from .journey import CHART, change_a_number, move_slider, question, ready, tick_warning_sign

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from .servers import Server


def test_person_moves_a_slider_and_ticks_a_sign(page: Page, app: Server) -> None:
    """The guide must say what happens while it starts, follow each answer, and put danger on top."""
    page.goto(app.address, wait_until="commit")
    expect(page.get_by_text("Starting the guide.")).to_be_visible()
    expect(page.locator("#site-first").get_by_role("checkbox", name="You struggle to breathe")).to_be_visible()

    ready(page)
    expect(page.get_by_text("Starting the guide.")).to_have_count(0)
    move_slider(page)
    tick_warning_sign(page)


def test_page_has_a_name_a_language_and_landmarks(page: Page, app: Server) -> None:
    """A screen reader must find its way: title, language, one heading of the first rank, main part, skip link."""
    page.goto(app.address)
    expect(page).to_have_title(re.compile("^Why do I get cramps?"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("main")).to_have_id("cg-main")
    expect(page.get_by_role("contentinfo")).to_contain_text("This guide teaches.")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the guide")).to_be_focused()


def test_page_fits_a_phone_in_dark_mode(page: Page, app: Server) -> None:
    """On a small phone with dark colours nothing may stick out sideways, and the whole page is dark."""
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(app.address)
    ready(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(page.locator("body")).to_have_css("background-color", "rgb(15, 27, 31)")


def test_a_number_leads_to_what_stands_behind_it(page: Page, app: Server) -> None:
    """One click on a row of the table opens its reason with the line of data and a link to the publication."""
    page.goto(app.address)
    ready(page)
    question(page, "medicines").get_by_role("checkbox", name="Long-acting inhaler").check()
    page.get_by_text("The chart as a table").click()
    page.locator(".cg-region-table").get_by_role("link", name="Long-acting inhaler").click()
    reason = page.locator("#cg-why-laba")
    expect(reason).to_contain_text("The size is from: Garrison SR 2012.")
    expect(reason.get_by_role("link", name="Garrison SR 2012").first).to_be_visible()
    expect(reason.locator("summary")).to_be_focused()
    assert page.url == app.address


def test_reader_goes_from_the_guide_to_the_evidence_and_the_methods(page: Page, app: Server) -> None:
    """The other pages are served beside the guide, draw their charts, and a changed number changes the chart."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(app.address)
    page.get_by_role("link", name="The evidence").click()
    expect(page.locator(CHART)).to_have_count(2)
    page.get_by_role("link", name="How it is worked out").click()
    change_a_number(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
