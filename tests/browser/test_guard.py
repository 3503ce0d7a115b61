from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

    from .guard import Guard
    from .servers import Server

PLANTS = {
    "image": "new Image().src = 'http://192.0.2.1/pixel.png'",
    "style sheet": "document.head.append(Object.assign(document.createElement('link'),"
    " {rel: 'stylesheet', href: 'https://cdn.example.invalid/all.css'}))",
    "fetch": "fetch('https://example.invalid/').catch(() => undefined)",
    "web socket": "new WebSocket('ws://192.0.2.1/')",
}


@pytest.mark.parametrize("plant", PLANTS)
def test_guard_reports_a_planted_request(context: BrowserContext, guard: Guard, plant: str) -> None:
    """A guard that never barks guards nothing: each kind of request to another host must fail the check."""
    page = context.new_page()
    guard.check()
    page.evaluate(f"() => {{ {PLANTS[plant]} }}")
    while not guard.foreign():
        page.wait_for_timeout(20)
    with pytest.raises(AssertionError, match=r"requests to other hosts: .*(192\.0\.2\.1|invalid)"):
        guard.check()


def test_guide_refuses_what_a_widget_would_load_from_elsewhere(
    context: BrowserContext, guard: Guard, app: Server
) -> None:
    """Even a faulty widget must not tell another host that somebody reads about cramps."""
    page = context.new_page()
    page.goto(app.address)
    guard.check()
    with page.expect_event("requestfailed") as failed:
        page.evaluate("() => { new Image().src = 'http://192.0.2.1/pixel.png' }")
    assert failed.value.failure == "csp"
    assert guard.foreign() == ["http://192.0.2.1/pixel.png"]
