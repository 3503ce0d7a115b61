"""The look of the guide against small grey pictures of it: what stands where, how light and how dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import expect

from crampguide.knowledge.loading import load_knowledge

from .journey import ready, show_all
from .pictures import SCHEMES, WIDTHS, Scheme, coarse, look_path, picture

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from .servers import Server

MOST_OFF = 8.0  # [grey levels of 255] another machine's letters make 2 to 5, a lost style sheet 20 and more

MOST_SCREENS = 6.0
QUIET = """() => new Promise((done) => {
    let timer = setTimeout(done, 500);
    new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(done, 500); })
        .observe(document.body, { subtree: true, childList: true, attributes: true });
})"""


def off(image: Image.Image, width: int, scheme: Scheme) -> float:
    """Return how far a picture is from the kept one, on average [grey levels]."""
    with Image.open(look_path(width, scheme)) as kept:
        return ImageStat.Stat(ImageChops.difference(coarse(image), kept)).mean[0]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_guide_looks_as_it_did(browser: Browser, app: Server, width: int, scheme: Scheme) -> None:
    """A change of the look must be wanted: after one, write the pictures again and look at them."""
    assert off(picture(browser, app.address, width, scheme), width, scheme) <= MOST_OFF


def test_a_broken_look_is_found(browser: Browser, app: Server) -> None:
    """The measure can fail: a result below the questions, or light where it should be dark, is found."""
    planted = ".cg-page.widget-box { flex-direction: column !important; }"
    assert off(picture(browser, app.address, 1280, "light", plant=planted), 1280, "light") > MOST_OFF
    assert off(picture(browser, app.address, 1280, "light"), 1280, "dark") > MOST_OFF


def test_result_stays_short(phone: Page, app: Server) -> None:
    """A worried person reads a screen or two: all that is not folded must stay within six of them, for any example."""
    phone.set_viewport_size({"width": 360, "height": 640})
    phone.goto(app.address)
    ready(phone)
    show_all(phone)
    result = phone.locator(".cg-result")
    phone.on("dialog", lambda question: question.accept())  # may the answers before be taken back?
    phone.get_by_text("Try an example").click()
    for example in load_knowledge().examples:
        phone.get_by_role("button", name=example.text).click()
        expect(result.locator(".cg-region-example")).to_contain_text(example.text)
        phone.evaluate(QUIET)
        screens = result.evaluate("part => part.getBoundingClientRect().height / innerHeight")
        assert 1 < screens <= MOST_SCREENS, example.id
