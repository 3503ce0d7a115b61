"""What axe finds on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

RULES: Final = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SERIOUS: Final = {"moderate", "serious", "critical"}


def faults(page: Page, where: str | None = None) -> list[str]:
    """Return what axe finds, from moderate on: rule and first place.

    Axe takes a target that lies half under the band at the foot of the screen for a small one; at the end of the page
    nothing lies under it.
    """
    if where is None:
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    found: Any = Axe().run(page, context=where, options=RULES)
    return [
        f"{fault['id']}: {fault['nodes'][0]['html'][:150]}"
        for fault in found.response["violations"]
        if fault["impact"] in SERIOUS
    ]
