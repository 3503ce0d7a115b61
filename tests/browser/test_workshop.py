"""The facilitator's page and the phones in a real browser, and whether all can use them."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import expect

from crampguide.assessing.assessment import counted
from crampguide.assessing.profile import Profile
from crampguide.assessing.triage import emergency_signs
from crampguide.knowledge.loading import load_knowledge

from .axe import faults
from .journey import question, ready, run_notebook
from .rooms import (
    BREATH,
    RoomServer,
    forward_to,
    join_by_phone,
    lead_to,
    open_more,
    open_stage,
    press,
    serve_room,
    start_at,
    tap_vote,
)

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from .servers import Server

WORDING: Final = load_knowledge().wording
ASKED: Final = len(counted(load_knowledge(), Profile()))


# ---------------------------------------------------------------- whether all can use it


def test_a_participant_votes_and_comes_back(page: Page, phone: Page, room: RoomServer) -> None:
    """Wrong code, right code, nothing picked, a vote, a reload, leaving and coming back: one phone, one answer."""
    start_at(page, room)
    counted = page.locator(".cg-strip > span").last
    with_this = re.compile(f"^{int(counted.inner_text().split()[0]) + 1} phone")
    phone.goto(room.base)
    phone.get_by_role("button", name="Join").tap()
    expect(phone.get_by_role("status").first).to_have_text(WORDING["phone_no_code"])
    phone.get_by_label(re.compile("Code of the room")).fill("zzzz")
    phone.get_by_role("button", name="Join").tap()
    expect(phone.get_by_role("status").first).to_have_text(WORDING["room_wrong_code"])
    expect(phone.get_by_label(re.compile("Code of the room"))).to_have_value("")
    phone.get_by_label(re.compile("Code of the room")).fill(room.code.lower())
    phone.get_by_role("button", name="Join").tap()
    expect(phone.locator("#phone-room")).to_contain_text("You are in.")
    expect(counted).to_have_text(with_this)
    lead_to(page, room, "myth.magnesium")
    expect(phone.locator("form[data-step='myth.magnesium']")).to_be_visible()
    phone.get_by_role("button", name="Send my answer").tap()
    expect(phone.get_by_role("status").first).to_have_text(WORDING["phone_pick"])
    expect(phone.get_by_role("status").first).to_be_in_viewport()
    tap_vote(phone, 1)
    expect(phone.locator("#phone-room")).to_contain_text("Sent. Thank you.")
    phone.reload()
    expect(phone.get_by_role("radio").nth(1)).to_be_checked()
    expect(phone.get_by_role("radio").nth(1)).to_be_disabled()
    phone.once("dialog", lambda dialog: dialog.accept())
    phone.get_by_role("button", name="Leave the room").tap()
    expect(phone.get_by_role("status").first).to_have_text(WORDING["phone_left"])
    phone.goto("about:blank")
    join_by_phone(phone, room)
    expect(phone.locator("#phone-room")).to_contain_text("Sent. Thank you.")
    press(page, "PageDown")
    expect(phone.locator("#phone-room")).to_contain_text("Fewer than five have answered.")
    expect(counted).to_have_text(with_this)


def test_danger_signs_stand_on_the_phone_with_no_server(page: Page, phone: Page, room: RoomServer) -> None:
    """The page of a phone is whole in one answer: with the network gone the danger signs can still be read."""
    open_stage(page, room)
    join_by_phone(phone, room)
    phone.context.set_offline(offline=True)
    expect(phone.get_by_role("status").first).to_contain_text("No contact with the laptop")
    phone.get_by_text(WORDING["site_emergency_title"]).tap()
    for sign in emergency_signs(load_knowledge()):
        expect(phone.locator(".site-emergency").get_by_text(sign)).to_be_visible()


def test_notes_are_a_window_of_their_own(page: Page, room: RoomServer) -> None:
    """The notes follow the projector, in a window that is not mirrored."""
    start_at(page, room)
    open_more(page)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Open the notes").click()
    notes = opened.value
    expect(notes.locator("#notes")).to_contain_text("Now: Welcome")
    page.bring_to_front()
    page.locator(".cg-main-button").click()
    expect(notes.locator("#notes")).to_contain_text("Right answer:")
    expect(page.locator(".cg-workshop")).not_to_contain_text("Right answer:")
    assert faults(notes) == []


def test_a_case_is_worked_with_the_guide_and_arrows_stay_with_its_sliders(page: Page, room: RoomServer) -> None:
    """The guide takes the answers of the case at once; an arrow key on a slider moves the slider, not the session."""
    start_at(page, room, "guide.stiff")
    ready(page)
    where = page.locator(".cg-strip").inner_text()
    slider = question(page, "age").get_by_role("slider")
    slider.press("ArrowRight")
    expect(question(page, "age").locator(".cg-value")).to_contain_text("51 years")
    assert page.locator(".cg-strip").inner_text() == where
    expect(page.locator(".cg-region-stage")).to_contain_text("How old are you? 45 years")
    open_more(page)
    page.get_by_role("button", name="Fill in this person's answers").click()
    expect(question(page, "age").locator(".cg-value")).to_contain_text("45 years")
    expect(page.locator(".cg-region-level")).to_contain_text("next few days")


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (320, "light"), (768, "light"), (1280, "dark")])
def test_axe_finds_nothing_on_stage_and_phone(page: Page, room: RoomServer, width: int, scheme: Any) -> None:  # noqa: ANN401
    """The projector and the page of a phone, joining, voting and with counts, at three widths, light and dark."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 720})
    start_at(page, room)
    open_more(page)
    assert faults(page) == []
    lead_to(page, room, "myth.banana")
    phone = page.context.new_page()
    phone.emulate_media(color_scheme=scheme)
    phone.set_viewport_size({"width": width, "height": 720})
    phone.goto(room.base)
    assert faults(phone) == []
    join_by_phone(phone, room)
    expect(phone.locator("#phone-room")).to_contain_text("banana")
    assert faults(phone) == []
    open_more(page)
    page.locator(".cg-steering").get_by_text("Count hands:").click()
    for box in page.locator(".cg-hands input").all():
        box.click()
        page.keyboard.type("3")
    page.keyboard.press("Enter")
    expect(page.locator(".cg-steering .cg-said")).to_have_text("Saved: 3, 3, 3, 3.")
    assert page.locator(".cg-hands details").get_attribute("open") is not None
    page.locator(".cg-main-button").click()
    expect(page.locator(".cg-counts")).to_be_visible()
    expect(phone.locator(".cg-counts")).to_be_visible()
    assert faults(page) == []
    assert faults(phone) == []
    press(page, "PageUp")
    expect(page.locator(".cg-counts")).to_be_hidden()


@pytest.mark.parametrize("text", ["100%", "200%"])
def test_nothing_sticks_out_of_a_small_phone(page: Page, phone: Page, room: RoomServer, text: str) -> None:
    """320 px and large type: the quiz scrolls one way, and all that is pressed is 44 px high."""
    start_at(page, room, "before")
    join_by_phone(phone, room)
    expect(phone.locator("form[data-step='before']")).to_be_visible()
    phone.evaluate("(size) => { document.documentElement.style.fontSize = size; }", text)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    small = phone.evaluate(
        "() => [...document.querySelectorAll('main :is(button, summary, .cg-tick, input:not([type=radio]))')]"
        ".map((part) => [part.textContent, part.getBoundingClientRect()]).filter(([, box]) => box.width > 0)"
        ".filter(([, box]) => Math.min(box.width, box.height) < 44).map(([name]) => name)"
    )
    assert small == []


def test_the_notebook_leads_a_session_without_phones(page: Page, lab: Server) -> None:
    """In JupyterLab the same page runs with a room of its own: keys, counted hands, notes below, and axe is content."""
    page.set_viewport_size({"width": 1280, "height": 800})
    run_notebook(page, lab, "workshop.ipynb")
    stage = page.locator(".cg-region-stage")
    expect(stage).to_contain_text("This page runs without a room for phones.")
    page.locator(".cg-main-button").click()
    expect(stage).to_contain_text(WORDING["room_quiz_title"])
    page.wait_for_timeout(BREATH)
    page.locator(".cg-main-button").press("ArrowRight")
    expect(stage).to_contain_text(WORDING["room_is_closed"])
    expect(page.locator(".cg-region-notes")).to_contain_text("Right answer")
    page.locator(".cg-workshop").evaluate("part => part.scrollIntoView()")
    assert faults(page, ".cg-workshop") == []


def test_the_facilitator_starts_a_vote_again_and_ends_the_session(page: Page, phone: Page, tmp_path: Path) -> None:
    """Both are asked back, both take effect, and a second press within a breath does nothing."""
    serving = serve_room(tmp_path / "own")
    room = next(serving)
    with closing(serving):
        open_stage(page, room)
        join_by_phone(phone, room)
        forward_to(page, "banana")
        where = page.locator(".cg-strip").inner_text()
        page.keyboard.press("PageDown")
        page.keyboard.press("PageDown")
        expect(page.locator(".cg-main-button")).to_have_text(WORDING["room_next"])
        assert page.locator(".cg-strip").inner_text() == where
        page.on("dialog", lambda dialog: dialog.accept())
        open_more(page)
        page.get_by_role("button", name="Start the vote again").click()
        expect(phone.locator("form[data-round='1']")).to_be_visible()
        phone.get_by_role("radio").nth(2).check()
        page.get_by_role("button", name="Close the vote").click()
        expect(phone.get_by_role("status").first).to_have_text(WORDING["phone_not_sent"])
        page.get_by_role("button", name="End the session").click()
        expect(page.locator(".cg-region-stage")).to_contain_text(WORDING["room_is_over"])
        expect(phone.locator("#phone-room")).to_contain_text("Thank you")
        for link in ("Page to take home", "Open the guide on this phone"):
            expect(phone.get_by_role("link", name=link)).to_be_visible()


def test_each_case_begins_with_an_empty_guide(page: Page, room: RoomServer) -> None:
    """The answers of one case must not stand in the guide of the next, nor come back when the page is loaded again."""
    start_at(page, room)
    for step in ("guide.stiff", "guide.thirst"):
        lead_to(page, room, step)
        ready(page)
        expect(page.locator(".cg-region-summary")).to_contain_text(f"You have answered 0 of {ASKED} questions.")
        open_more(page)
        page.get_by_role("button", name="Fill in this person's answers").click()
        expect(page.locator(".cg-region-summary")).not_to_contain_text(f"You have answered 0 of {ASKED} questions.")
