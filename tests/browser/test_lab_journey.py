from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .journey import move_slider, tick_warning_sign

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from .servers import Server


def test_reader_runs_the_notebook_and_uses_the_guide(page: Page, lab: Server) -> None:
    """The same notebook must work in JupyterLab, without a request to another host."""
    page.set_viewport_size({"width": 1400, "height": 1000})
    page.goto(lab.address)
    run_all_cells(page)
    expect(page.locator(".cg-form")).to_be_visible()
    move_slider(page)
    tick_warning_sign(page)


def run_all_cells(page: Page) -> None:
    """Run the notebook by its menu, and again until it runs: JupyterLab drops cells while the kernel gets ready."""
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
