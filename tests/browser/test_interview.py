"""The interview on a phone: a screen at a time, an answer in its place, and nothing lost when the kernel takes over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from .axe import faults
from .journey import ready

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from .servers import Server

NOW: Final = ".cg-screen:not([hidden])"


def go_on(page: Page) -> None:
    """Say "none of these" where the screen offers it, else go on as it is."""
    heading = page.locator(f"{NOW} h2").inner_text()
    none = page.locator(".cg-none")
    (none if none.is_visible() else page.locator(".cg-step-ways .cg-next-step")).click()
    expect(page.locator(f"{NOW} h2")).not_to_have_text(heading)


def to_the_answer(page: Page) -> int:
    """Answer for a woman of 71 with cramps at night and a water tablet; return how many screens it took."""
    go_on(page)
    page.get_by_role("checkbox", name="In bed at night").check()
    page.get_by_role("button", name="Once or twice a week").click()
    go_on(page)
    page.locator("[data-question=age] input[type=number]").fill("71")
    page.get_by_role("radio", name="Female").check()
    for screens in range(3, 14):
        page.locator(".cg-step-ways .cg-next-step").click()
        page.wait_for_function(
            "(before) => document.querySelector('.cg-answer-bar')"
            " || document.querySelector('.cg-screen:not([hidden])').dataset.screen !== before",
            arg=page.locator(NOW).get_attribute("data-screen"),
        )
        if page.locator(".cg-answer-bar").count():
            return screens
        if page.locator(NOW).get_attribute("data-screen") == "medicines":
            page.locator(NOW).get_by_text("Heart and blood pressure").click()
            page.get_by_role("checkbox", name="Thiazide water tablet").check()
        elif page.locator(".cg-none").is_visible():
            page.locator(f"{NOW} .cg-tile summary, {NOW} .cg-tick").first.focus()
    pytest.fail("no answer after all screens")


def test_a_phone_gets_an_answer_after_about_seven_screens(phone: Page, app: Server) -> None:
    """A tired person is asked a screen at a time, and then reads one cause by its name and what to do."""
    phone.goto(app.address)
    ready(phone)
    assert to_the_answer(phone) <= 8
    expect(phone.locator(".cg-form")).to_be_hidden()
    expect(phone.get_by_role("heading", name="Thiazide water tablet may play a part")).to_be_visible()
    expect(phone.get_by_text("Do not stop it on your own: talk to").first).to_be_visible()
    expect(phone.locator(".cg-do-next li")).to_have_count(3)
    assert phone.locator(".cg-dots circle").count() == 100
    assert faults(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    phone.get_by_role("button", name="Sharpen").click()
    expect(phone.locator(NOW)).to_be_visible()
    expect(phone.locator(".cg-result")).to_be_hidden()


def test_answers_given_before_the_kernel_runs_are_not_lost(phone: Page, app: Server) -> None:
    """What is tapped while the guide starts stands in the real form, on the same screen, and counts."""
    phone.goto(app.address, wait_until="commit")
    phone.locator("#site-first .cg-none").click()
    phone.locator("#site-first").get_by_role("checkbox", name="In bed at night").check()
    ready(phone)
    expect(phone.locator("#site-first")).to_have_count(0)
    expect(phone.get_by_role("checkbox", name="In bed at night")).to_be_checked()
    expect(phone.locator(NOW)).to_have_attribute("data-screen", "when")
    expect(phone.locator(".cg-region-level")).to_contain_text("No danger signs so far")


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_jumps_when_the_kernel_takes_over(page: Page, app: Server, width: int) -> None:
    """A tap must not land on something else because the page has just become alive."""
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(app.address, wait_until="commit")
    page.locator("#site-first .cg-questions").wait_for()
    place = (
        "() => [...document.querySelectorAll('.cg-tile')].map((one) => Math.round(one.getBoundingClientRect().top))"
        ".filter((top) => top < innerHeight)"
    )
    page.wait_for_function("() => document.readyState === 'complete' || document.querySelector('.cg-tile')")
    before = page.evaluate(place)
    ready(page)
    page.wait_for_timeout(500)
    assert page.evaluate(place) == before


def test_a_danger_sign_ends_the_interview(phone: Page, app: Server) -> None:
    """Who ticks a sign of an emergency is not asked on: the next tap shows whom to call."""
    phone.goto(app.address)
    ready(phone)
    phone.get_by_text("Chest and head").click()
    phone.get_by_role("checkbox", name="Pain in your chest").check()
    expect(phone.get_by_role("button", name="Get help now: see why")).to_be_visible()
    phone.locator(".cg-step-ways .cg-next-step").click()
    expect(phone.get_by_role("heading", name="Get help now")).to_be_visible()
    expect(phone.get_by_role("link", name="Call 112")).to_be_visible()
    expect(phone.locator(".cg-dots")).to_have_count(0)
    assert faults(phone) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_screen(phone: Page, app: Server, scheme: str) -> None:
    """Each screen of the interview has names, contrast and room, with its tiles open."""
    phone.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    phone.goto(app.address)
    ready(phone)
    for place in range(6):
        phone.evaluate(
            "() => document.querySelectorAll('.cg-screen:not([hidden]) details').forEach((one) => { one.open = true; })"
        )
        assert faults(phone) == [], place
        assert phone.evaluate("document.documentElement.scrollWidth") <= 320
        go_on(phone)
