"""WCAG 2.2 AA as far as a machine can tell: axe, room on small screens, targets, what moves, and keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import expect

from .axe import faults
from .conftest import leave
from .journey import CHART, question, ready, run_notebook, show_all

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from .servers import Server

WIDTHS: Final = (320, 768, 1280)  # [px]
OPEN_ALL: Final = """() => {
    document.querySelectorAll('details').forEach((fold) => { fold.open = true; });
    document.querySelectorAll('button.cg-doubts').forEach((button) => button.click());
}"""
TARGETS: Final = """() => [...document.querySelectorAll(
    'main :is(button, summary, select, input:not([type=checkbox], [type=radio], [hidden]), .cg-tick)')]
    .map((part) => [part.textContent.slice(0, 40) || part.type, part.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0)
    .map(([name, box]) => [name, Math.min(box.width, box.height)])"""


def open_lively(page: Page, app: Server, example: str = "A man of 74", level: str = "days") -> None:
    """Open the guide with the answers of an example, and unfold all of it."""
    page.goto(app.address)
    ready(page)
    show_all(page)
    page.get_by_text("Try an example").click()
    page.get_by_role("button", name=example).click()
    expect(page.locator(".cg-region-level")).to_contain_text(level)
    page.evaluate(OPEN_ALL)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_in_the_guide(page: Page, app: Server, width: int, scheme: Any) -> None:  # noqa: ANN401
    """The whole guide, unfolded, has names, roles and contrast, on a phone and on a wide screen, light and dark."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    open_lively(page, app)
    assert faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_beside_a_danger(page: Page, app: Server, scheme: Any) -> None:  # noqa: ANN401
    """Where the chart gives way to what to do now, nothing is left behind without a name."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 360, "height": 800})
    open_lively(page, app, "A woman of 50 with asthma", "now")
    assert faults(page) == []


@pytest.mark.parametrize("name", ["evidence", "methods"])
def test_axe_finds_nothing_in_the_other_pages(page: Page, app: Server, name: str) -> None:
    """Who checks our numbers may be blind, too."""
    page.set_viewport_size({"width": 768, "height": 800})
    page.goto(app.address + name)
    expect(page.locator(CHART).first).to_be_visible()
    page.evaluate(OPEN_ALL)
    assert faults(page) == []


def test_drop_downs_show_focus(page: Page, app: Server) -> None:
    """Whoever moves by keys must see that a drop-down has focus before a key changes what it shows."""
    page.goto(f"{app.address}evidence")
    choice = page.locator("select").first
    expect(choice).to_be_visible()
    ring = "select => getComputedStyle(select).outlineStyle"
    assert choice.evaluate(ring) == "none"
    choice.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(choice).to_be_focused()
    assert choice.evaluate(ring) == "solid"


@pytest.mark.parametrize("is_light", ["true", "false"])
def test_axe_finds_nothing_in_jupyterlab(page: Page, lab: Server, is_light: str) -> None:
    """Our output inside JupyterLab is as accessible as the page, at every width, light and dark.

    What JupyterLab itself shows is not ours. Its mark of the theme is set here by hand. 640 px is 1280 px at 200 %.
    """
    page.set_viewport_size({"width": 1280, "height": 800})
    run_notebook(page, lab, "guide.ipynb")
    expect(page.locator(".cg-form")).to_be_visible()
    page.evaluate("(light) => { document.body.dataset.jpThemeLight = light; }", is_light)
    page.evaluate(OPEN_ALL)
    for width in (1280, 768, 640, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(500)
        # axe takes what has been scrolled out above an inner edge for hidden
        page.locator(".cg-page").evaluate("part => part.scrollIntoView()")
        assert faults(page, ".cg-page") == [], width


def test_large_letters_on_a_small_phone_keep_words_whole(page: Page, app: Server) -> None:
    """With letters of 150 % on 320 px no answer may be squeezed into a column of single letters."""
    page.set_viewport_size({"width": 320, "height": 600})
    open_lively(page, app)
    page.evaluate("document.documentElement.style.fontSize = '150%'")
    narrow = page.evaluate(
        "() => [...document.querySelectorAll('.cg-tick > span, .cg-widget summary > *, .cg-widget li')]"
        ".filter((part) => part.offsetWidth && part.scrollWidth > part.offsetWidth + 1 || part.offsetHeight > 200"
        " && part.offsetWidth < 120).map((part) => part.textContent.slice(0, 60))"
    )
    assert narrow == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_axe_finds_a_planted_fault(page: Page, app: Server) -> None:
    """The check can fail: a picture without words and pale text are found."""
    page.goto(app.address)
    ready(page)
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend',"
        ' \'<img src="data:,"><p style="color:#ccc">pale</p>\')'
    )
    found = " ".join(faults(page))
    assert "image-alt" in found
    assert "color-contrast" in found


@pytest.mark.parametrize(("width", "text"), [(320, "100%"), (360, "200%"), (640, "100%"), (1280, "200%")])
def test_nothing_sticks_out_sideways(page: Page, app: Server, width: int, text: str) -> None:
    """On the smallest phone, with zoom (640 px is 1280 px at 200 %) and with large text the page scrolls one way."""
    page.set_viewport_size({"width": width, "height": 800})
    open_lively(page, app)
    page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", text)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    cut = page.evaluate(
        "() => [...document.querySelectorAll('.cg-widget :is(p, h2, h3, li, summary, legend, label, button)')]"
        ".filter((part) => part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX !== 'visible')"
        ".map((part) => part.textContent.slice(0, 60))"
    )
    assert cut == []


@pytest.mark.parametrize(("is_touch", "smallest"), [(False, 24), (True, 44)])
def test_targets_are_large_enough(browser: Browser, app: Server, smallest: int, *, is_touch: bool) -> None:
    """A mouse needs 24 px and a finger 44 px."""
    window = browser.new_context(has_touch=is_touch, is_mobile=is_touch, viewport={"width": 390, "height": 800})
    page = window.new_page()
    open_lively(page, app)
    small = [(name, round(size, 1)) for name, size in page.evaluate(TARGETS) if size < smallest]
    leave(window)
    assert small == []


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_shifts_while_a_slider_moves(page: Page, app: Server, width: int) -> None:
    """The questions stay where they are under the hand, and no shift is counted that the browser would blame on us."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(app.address)
    ready(page)
    slider = question(page, "age").get_by_role("slider")
    slider.press("End")
    expect(page.locator(".cg-region-table")).to_contain_text("Your age")
    page.wait_for_timeout(1_000)
    page.evaluate(
        "() => { window.shifts = []; new PerformanceObserver((list) => window.shifts.push(...list.getEntries()"
        ".filter((one) => !one.hadRecentInput).map((one) => one.value))).observe({ type: 'layout-shift' }); }"
    )
    places = "() => [...document.querySelectorAll('.cg-question')].map((one) => one.getBoundingClientRect().top)"
    before = page.evaluate(places)
    for _ in range(30):
        slider.press("ArrowLeft")
        page.wait_for_timeout(30)
    page.wait_for_timeout(1_000)
    assert page.evaluate(places) == before
    assert page.evaluate("() => window.shifts.reduce((sum, one) => sum + one, 0)") == 0


def test_a_person_with_keys_alone_gets_a_result(page: Page, app: Server) -> None:
    """From the top of the page to a result and its reason without a mouse."""
    page.goto(app.address)
    ready(page)
    reach(page, "document.activeElement.value === 'severe_breathlessness'")
    page.keyboard.press("Space")
    expect(page.locator(".cg-region-level")).to_contain_text("Get help now")
    page.keyboard.press("Space")
    reach(page, "document.activeElement.matches('[data-section=medicines] summary')")
    page.keyboard.press("Enter")
    reach(page, "document.activeElement.textContent.startsWith('Lungs')")
    page.keyboard.press("Enter")
    reach(page, "document.activeElement.value === 'laba'")
    page.keyboard.press("Space")
    expect(page.locator(".cg-region-table")).to_contain_text("Long-acting inhaler")
    reach(page, "document.activeElement.textContent === 'The chart as a table'")
    page.keyboard.press("Enter")
    reach(page, "document.activeElement.hash === '#cg-why-laba'")
    page.keyboard.press("Enter")
    expect(page.locator("#cg-why-laba")).to_have_attribute("open", "")


def reach(page: Page, condition: str) -> None:
    """Press Tab until something has focus."""
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate(condition):
            return
    pytest.fail(f"no way there by Tab: {condition}")


@pytest.mark.parametrize(
    ("units", "measures"),
    [
        ("Centimetres and kilos", {"Height in centimetres": "180", "Weight in kilos": "81"}),
        ("Feet, inches and pounds", {"Height: feet": "5", "and inches": "11", "Weight in pounds": "179"}),
    ],
)
def test_nobody_has_to_work_out_an_index(page: Page, app: Server, units: str, measures: dict[str, str]) -> None:
    """Height and weight are enough, in the units that a person thinks in: both pairs make 25.0."""
    page.goto(app.address)
    ready(page)
    page.evaluate(OPEN_ALL)
    asked = question(page, "bmi")
    asked.get_by_label("Units").select_option(units)
    for label, value in measures.items():
        asked.get_by_label(label, exact=True).fill(value)
    expect(asked.locator(".cg-value")).to_have_text("25 BMI points")
    asked.get_by_label("Weight in").locator("visible=true").fill("9")
    expect(asked.locator(".cg-value")).to_have_text("not answered yet")
    expect(asked).to_contain_text("Type a number from 12 to 60.")


def test_nothing_moves_under_a_finger(browser: Browser, app: Server) -> None:
    """A first answer, or taking it back, leaves every question where it is: a second tap must not hit another box."""
    window = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 640})
    page = window.new_page()
    page.goto(app.address)
    ready(page)
    place = (
        "() => [...document.querySelectorAll('.cg-question')].map((one) => one.getBoundingClientRect().top + scrollY)"
    )
    asked = question(page, "side")
    before = page.evaluate(place)
    asked.get_by_role("radio", name="Both legs").tap()
    assert page.evaluate(place) == before
    asked.scroll_into_view_if_needed()
    at = page.evaluate("scrollY")
    asked.get_by_role("button", name="Clear").tap()
    assert page.evaluate(place) == before
    assert page.evaluate("scrollY") == at
    leave(window)


def test_a_tap_on_a_bar_leads_to_its_own_reason(browser: Browser, app: Server) -> None:
    """The page moves after the tap, so the tap must not go on to whatever comes to lie under the finger."""
    window = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 780})
    page = window.new_page()
    open_lively(page, app)
    page.evaluate("() => document.querySelectorAll('.cg-region-why details').forEach((one) => { one.open = false; })")
    page.locator(CHART).scroll_into_view_if_needed()
    page.locator(CHART).tap(position={"x": 60, "y": 25})
    expect(page.locator(".cg-region-why details").first).to_have_attribute("open", "")
    page.wait_for_timeout(500)
    assert page.locator(".cg-region-why details[open]").count() == 1
    leave(window)


def test_a_typed_number_takes_the_place_of_the_old_one(page: Page, app: Server) -> None:
    """Twelve typed into a box that holds 5 is 12, not 512."""
    page.goto(app.address)
    ready(page)
    asked = question(page, "nights_a_month")
    box = asked.get_by_role("spinbutton")
    box.fill("5")
    page.keyboard.press("Tab")
    box.click()
    page.keyboard.type("12")
    expect(asked.locator(".cg-value")).to_have_text("12 nights a month")
    page.keyboard.type("9")
    page.keyboard.press("Tab")
    expect(asked).to_contain_text("Type a number from 0 to 31.")
    assert box.input_value() == "129"


def test_a_phone_leads_to_the_result_and_back_to_the_question(browser: Browser, app: Server) -> None:
    """Who looks at the result in the middle of the questions does not have to search for where they were."""
    window = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 640})
    page = window.new_page()
    page.goto(app.address)
    ready(page)
    question(page, "pain").scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    page.get_by_role("button", name="See the result").tap()
    expect(page.locator(".cg-region-level")).to_be_in_viewport()
    page.get_by_role("button", name="Back to where you were").tap()
    page.wait_for_function("(before) => Math.abs(scrollY - before) < 2", arg=before)
    leave(window)


def test_a_first_drag_goes_as_far_as_the_finger(browser: Browser, app: Server) -> None:
    """An hour-long cramp must not be noted as ten minutes because the page moved while the finger did."""
    window = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 780})
    page = window.new_page()
    page.goto(app.address)
    ready(page)
    slider = question(page, "minutes").get_by_role("slider")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box is not None
    finger = window.new_cdp_session(page)
    for place in range(9):
        point = {"x": box["x"] + 20 + (box["width"] - 22) * place / 8, "y": box["y"] + box["height"] / 2}
        kind = "touchMove" if place else "touchStart"
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
        page.wait_for_timeout(20)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(question(page, "minutes").locator(".cg-value")).to_have_text("60 minutes")
    leave(window)
