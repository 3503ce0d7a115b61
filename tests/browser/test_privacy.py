from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from crampguide.knowledge.loading import load_knowledge

from .journey import move_slider, question, ready, tick_warning_sign
from .servers import start_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from .servers import Server


@pytest.fixture
def quiet(tmp_path: Path) -> Iterator[Server]:
    """Serve the guide to one person only, so that every line it prints is about that person."""
    yield from start_server([sys.executable, "-m", "crampguide", "app", "--no-browser"], tmp_path)


def test_server_prints_its_address_and_no_answer(page: Page, quiet: Server) -> None:
    """What a person answers, or puts into an address by mistake, must not be found in a log afterwards."""
    page.goto(f"{quiet.address}no/such/page?age=97&medicines=statin")
    expect(page.get_by_text("There is no such page here.")).to_be_visible()
    page.goto(quiet.address)
    ready(page)
    move_slider(page)
    tick_warning_sign(page)
    question(page, "age").get_by_role("spinbutton").fill("97")
    expect(page.locator('[data-question="age"] .cg-value')).to_contain_text("97")

    printed = quiet.printed()
    assert printed.count("\n") == 1, printed
    options = {option.id for asked in load_knowledge().questions for option in asked.options}
    assert not [word for word in options if word in printed]
    assert "97" not in printed.replace(quiet.address, "")


def test_visitors_do_not_share_answers(page: Page, app: Server) -> None:
    """A second visitor must start with an empty form: each page has a kernel of its own."""
    page.goto(app.address)
    ready(page)
    tick_warning_sign(page)
    other = page.context.new_page()
    other.goto(app.address)
    expect(other.locator(".cg-region-level")).not_to_contain_text("Get help now")
    assert other.get_by_role("checkbox", checked=True).count() == 0
