from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from .journey import CHART, change_a_number, move_slider, run_notebook, tick_warning_sign

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from .servers import Server


def test_reader_runs_the_notebook_and_uses_the_guide(page: Page, lab: Server) -> None:
    """The same notebook must work in JupyterLab, without a request to another host."""
    run_notebook(page, lab, "guide.ipynb")
    expect(page.locator(".cg-form")).to_be_visible()
    move_slider(page)
    tick_warning_sign(page)


def test_reader_runs_the_notebook_of_the_evidence(page: Page, lab: Server) -> None:
    """The forest plot must be drawn in JupyterLab, and a filter must change the table below it."""
    run_notebook(page, lab, "evidence.ipynb")
    expect(page.locator(CHART)).to_have_count(2)
    table = page.locator(".cg-region-forest")
    before = table.inner_text()
    page.get_by_label("Certainty").select_option("Weak")
    expect(table).not_to_have_text(before, use_inner_text=True)


def test_reader_runs_the_notebook_of_the_methods(page: Page, lab: Server) -> None:
    """Who checks our sums does so in JupyterLab: its charts and its number to change must work there."""
    run_notebook(page, lab, "methods.ipynb")
    change_a_number(page)
