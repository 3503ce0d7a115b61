"""What a teacher builds in JupyterLab: controls, chart and level follow each other, by keys and for a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from .axe import faults
from .journey import CHART, DRAWN_VALUES, run_notebook
from .servers import write_notebook

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from .servers import Server

LINES = (
    "import ipywidgets",
    "from crampguide.widgets import control, explore",
    "box = explore('age', 'nights_a_month', 'smoking', 'started', medicines=['thiazide', 'laba'])",
    "unsure, stock = control('fluid_l', not_sure=True), ipywidgets.IntSlider(description='Stock')",
    "for name, one in {'ours': ipywidgets.VBox([box, unsure]), 'theirs': stock}.items():",
    "    one.add_class(name)",
    "    display(one)",
)


def test_a_teacher_builds_with_sliders_that_everybody_can_use(page: Page, lab: Server) -> None:
    """A slider moved by keys changes chart and words; axe finds nothing, and would have: a stock slider has no name."""
    write_notebook(lab.log.parent / "notebooks" / "build.ipynb", *LINES)
    run_notebook(page, lab, "build.ipynb")
    ours = page.locator(".ours")
    chart, words = ours.locator(CHART), ours.locator(".cg-region-summary")
    expect(chart).to_be_visible()
    drawn = chart.evaluate(DRAWN_VALUES)
    slider = ours.get_by_role("slider", name="How old are you? (years)")
    slider.focus()
    for _ in range(5):
        slider.press("ArrowRight")
    page.wait_for_function(
        f"([plot, before]) => ({DRAWN_VALUES})(plot) !== before", arg=[chart.element_handle(), drawn]
    )
    ours.get_by_role("group", name="Which of these do you take or use?").get_by_label("Long-acting inhaler").check()
    expect(words).to_contain_text("Long-acting inhaler may play a part")
    ours.get_by_role("radiogroup", name="Do you smoke?").get_by_label("Never").check()
    assert slider.get_attribute("aria-description") == "Night cramps get more common with age."

    assert faults(page, ".ours") == []
    (planted,) = faults(page, ".theirs")
    assert planted.startswith("aria-input-field-name")


def test_the_launcher_opens_the_guide(page: Page, lab: Server) -> None:
    """Who never types a command finds the guide beside the notebooks: one click, and it stands below JupyterLab."""
    page.goto(lab.address.replace("/lab/tree/guide.ipynb", "/lab") + "&reset")
    with page.context.expect_page() as opened:
        page.locator(".jp-LauncherCard", has_text="Cramp guide").click()
    expect(opened.value.locator(".cg-form")).to_be_visible()
    assert opened.value.url.endswith("/crampguide/")
