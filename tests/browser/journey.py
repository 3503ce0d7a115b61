"""The moves of the journeys, the same in Voilà and in JupyterLab."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

CHART: Final = ".cg-chart.js-plotly-plot, .cg-chart .js-plotly-plot"
DRAWN_VALUES: Final = "plot => JSON.stringify(plot.data.map(trace => [trace.x, trace.y]))"


def question(page: Page, identifier: str) -> Locator:
    """Return a question, after opening the step that holds it, as a person would."""
    step = page.locator(f'[data-section]:has([data-question="{identifier}"])')
    summary = step.locator("summary").first
    if summary.count() and not step.locator("details").first.evaluate("fold => fold.open"):
        summary.click()
    return page.locator(f'[data-question="{identifier}"]')


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
    expect(level).not_to_contain_text("Call your emergency number now")
    question(page, "warning_signs").get_by_role("checkbox", name="You struggle to breathe").check()
    expect(level).to_contain_text("Call your emergency number now")
    first = page.locator(".cg-result").evaluate(
        "result => [...result.querySelectorAll('.cg-region, .cg-chart')].reduce("
        "(top, part) => part.getBoundingClientRect().top < top.getBoundingClientRect().top ? part : top).className"
    )
    assert "cg-region-level" in first


def change_a_number(page: Page) -> None:
    """Put another number into the sum on the page of the methods, and see the sentence follow."""
    expect(page.locator(CHART)).to_have_count(5)
    sentence = page.locator(".cg-region-changed")
    before = sentence.inner_text()
    number = page.get_by_label("Its number")
    number.fill("9")
    number.press("Enter")
    expect(sentence).not_to_have_text(before, use_inner_text=True)
