"""The moves of the journeys, the same in Voilà and in JupyterLab."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from crampguide.assessing.triage import emergency_signs
from crampguide.knowledge.loading import load_knowledge

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from .servers import Server

CHART: Final = ".cg-chart.js-plotly-plot, .cg-chart .js-plotly-plot"
DRAWN_VALUES: Final = "plot => JSON.stringify(plot.data.map(trace => [trace.x, trace.y]))"


def ready(page: Page) -> None:
    """Wait until the real form has taken over from the one that stands there before a kernel runs."""
    expect(page.locator("body[data-site-state=ready] #site-cells .cg-form")).to_be_visible()


def expect_danger_signs(page: Page) -> None:
    """Check that each sign that alone calls for an ambulance can be read."""
    for sign in emergency_signs(load_knowledge()):
        expect(page.get_by_role("listitem").filter(has_text=sign).first).to_be_visible()


def show_all(page: Page) -> None:
    """Ask for all questions on one page, where a narrow one asks a screen at a time."""
    if page.locator(".cg-interview:not([hidden])").count():
        page.locator(".cg-layout").click()


def question(page: Page, identifier: str) -> Locator:
    """Return a question on the page of all questions, after opening the step and the tiles that hold it."""
    show_all(page)
    step = page.locator(f'[data-section]:has([data-question="{identifier}"])')
    summary = step.locator("summary").first
    fold = step.locator("> details")
    if fold.count() and not fold.evaluate("fold => fold.open"):
        summary.click()
    field = page.locator(f'[data-question="{identifier}"]')
    field.locator(".cg-tile").evaluate_all("tiles => tiles.forEach((one) => { one.open = true; })")
    return field


def move_slider(page: Page) -> None:
    """Say that cramps come at night, move the age slider by keyboard, and see the sentence and the chart follow."""
    summary, chart = page.locator(".cg-region-summary"), page.locator(CHART)
    expect(chart).to_be_visible()
    before = summary.inner_text()
    question(page, "when").get_by_role("checkbox", name="In bed at night").check()
    expect(summary).not_to_have_text(before, use_inner_text=True)

    sentence, drawn = summary.inner_text(), chart.evaluate(DRAWN_VALUES)
    slider = question(page, "age").get_by_role("slider")
    slider.focus()
    for key in ("End", "ArrowLeft", "ArrowLeft"):
        slider.press(key)
    expect(summary).not_to_have_text(sentence, use_inner_text=True)
    page.wait_for_function(
        f"([plot, before]) => ({DRAWN_VALUES})(plot) !== before", arg=[chart.element_handle(), drawn]
    )


def tick_warning_sign(page: Page) -> None:
    """Tick a warning sign, and see the emergency as the first thing in the result."""
    level = page.locator(".cg-region-level")
    expect(level).not_to_contain_text("Get help now")
    question(page, "warning_signs").get_by_role("checkbox", name="You struggle to breathe").check()
    expect(level).to_contain_text("Get help now")
    first = page.locator(".cg-result").evaluate(
        "result => [...result.querySelectorAll('.cg-region, .cg-chart:not([hidden])')].reduce("
        "(top, part) => part.getBoundingClientRect().top < top.getBoundingClientRect().top ? part : top).className"
    )
    assert "cg-region-level" in first


def change_a_number(page: Page) -> None:
    """Put another number into the sum on the page of the methods, and see the sentence follow."""
    expect(page.locator(CHART)).to_have_count(6)
    sentence = page.locator(".cg-region-changed")
    before = sentence.inner_text()
    number = page.get_by_label("Its number")
    number.fill("9")
    number.press("Enter")
    expect(sentence).not_to_have_text(before, use_inner_text=True)


def run_notebook(page: Page, lab: Server, name: str) -> None:
    """Open a notebook and run it by the menu, and again until it runs.

    JupyterLab drops cells while the kernel gets ready. It also opens again what was open last, so that is reset.
    """
    page.set_viewport_size({"width": 1400, "height": 1000})
    # on a busy machine JupyterLab may ask about a kernel or a save that took long: its questions are not ours
    page.add_locator_handler(page.locator("dialog.jp-Dialog"), lambda: page.keyboard.press("Escape"))
    page.goto(lab.address.replace("guide.ipynb", name) + "&reset")
    expect(page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']")).to_be_visible()
    prompt = page.locator(".jp-CodeCell .jp-InputPrompt").first
    for _ in range(20):
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        try:
            expect(prompt).not_to_have_text("[ ]:", timeout=3_000)
        except AssertionError:
            continue
        return
    pytest.fail("JupyterLab never ran the cells")
