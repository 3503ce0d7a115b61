"""Pictures of the guide: those of the README, and small grey ones that a test holds the look against.

Run as ``python -m tests.browser.pictures`` after a wanted change of the look; it writes both.
"""

from __future__ import annotations

import io
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from PIL import Image
from playwright.sync_api import expect, sync_playwright

from crampguide.workshop.database import connect
from crampguide.workshop.room import Room

from .chromium import find_chromium
from .journey import ready, run_notebook
from .rooms import STEPS, lead_to, open_stage, serve_room
from .servers import ROOT, start_server, write_notebook

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Scheme = Literal["light", "dark"]

LOOKS: Final = Path(__file__).parent / "looks"
WIDTHS: Final = (360, 768, 1280)  # [px]
SCHEMES: Final[tuple[Scheme, ...]] = ("light", "dark")
HEIGHT: Final = 1000  # [px]
COARSE: Final = 16
"""A grey picture has one point for a square of this side [px]: letters blur, what stands where remains."""

OPTIONS: Final = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking"]


def picture(browser: Browser, address: str, width: int, scheme: Scheme, *, plant: str = "") -> Image.Image:
    """Return the top of the guide with the answers of an example, after a style is planted in it, if any."""
    window = browser.new_context(
        viewport={"width": width, "height": HEIGHT}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = window.new_page()
    page.goto(address)
    ready(page)
    page.get_by_text("Try an example").click()
    page.get_by_role("button", name="A man of 74").click()
    expect(page.locator(".cg-region-level")).to_contain_text("days", timeout=60_000)
    page.get_by_text("Try an example").click()
    if page.locator(".cg-interview:not([hidden])").count():  # a narrow page shows the answer in place of the questions
        page.locator(".cg-to-result button").click()
    else:
        expect(page.locator(".cg-chart svg").first).to_be_visible(timeout=60_000)
    if plant:
        page.add_style_tag(content=plant)
    page.evaluate("() => { document.activeElement.blur(); window.scrollTo(0, 0); return document.fonts.ready; }")
    page.wait_for_timeout(1_000)
    shot = page.screenshot()
    page.goto("about:blank")  # ends the kernel
    window.close()
    return Image.open(io.BytesIO(shot))


def coarse(image: Image.Image) -> Image.Image:
    """Return a picture in grey with one point for each square."""
    return image.convert("L").resize((image.width // COARSE, image.height // COARSE), Image.Resampling.BOX)


def keep(image: Image.Image, name: str) -> None:
    """Write a picture of the README."""
    image.convert("P", palette=Image.Palette.ADAPTIVE).save(ROOT / "docs" / f"{name}.png", optimize=True)


def look_path(width: int, scheme: Scheme) -> Path:
    """Return where the small grey picture of a look is kept."""
    return LOOKS / f"{width}-{scheme}.png"


def projector(browser: Browser, folder: Path) -> Image.Image:
    """Return the projector of a session that shows the counts of a vote by hands."""
    file = folder / "room.sqlite"
    serving = serve_room(folder / "room", "--keep", str(file))
    with closing(serving):
        room = next(serving)
        page = browser.new_page(viewport={"width": WIDTHS[-1], "height": 720}, reduced_motion="reduce")
        open_stage(page, room)
        lead_to(page, room, "myth.banana")
        engine = connect(f"sqlite:///{file}")
        kept = Room(engine, room.code)
        step = next(step for step in STEPS if step.id == "myth.banana")
        kept.count_hands(step.questions[0], (9, 4, 7, 5))
        kept.reveal(step)
        engine.dispose()
        expect(page.locator(".cg-counts")).to_be_visible(timeout=60_000)
        page.evaluate("() => document.fonts.ready")
        shot = page.screenshot()
        page.goto("about:blank")
        page.close()
    return Image.open(io.BytesIO(shot))


def explorer(browser: Browser, folder: Path) -> Image.Image:
    """Return what five lines in JupyterLab give: controls, level and chart."""
    lines = (
        "from crampguide.widgets import explore",
        "",
        "explore('age', 'nights_a_month', medicines=['thiazide', 'statin', 'laba'])",
    )
    (folder / "own").mkdir(parents=True)
    write_notebook(folder / "own" / "explore.ipynb", *lines)
    command = [sys.executable, "-m", "crampguide", "lab", "--no-browser", "--folder", str(folder / "own")]
    with closing(start_server(command, folder)) as servers:
        page = browser.new_page()
        expect.set_options(timeout=60_000)
        run_notebook(page, next(servers), "explore.ipynb")
        output = page.locator(".jp-OutputArea-output").first
        expect(output.locator(".cg-chart svg").first).to_be_visible()
        for box in ("Long-acting inhaler", "Thiazide water tablet"):
            output.get_by_label(box).check()
        expect(output.locator(".cg-region-summary")).to_contain_text("Long-acting inhaler")
        page.set_viewport_size({"width": 1100, "height": 1300})
        page.wait_for_timeout(2_000)
        shot = output.screenshot()
        page.close()
    return Image.open(io.BytesIO(shot))


def main() -> None:
    """Write all pictures."""
    command = [sys.executable, "-m", "crampguide", "app", "--no-browser"]
    LOOKS.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(start_server(command, Path(folder))) as servers,
        sync_playwright() as playwright,
    ):
        address = next(servers).address
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=OPTIONS)
        for width in WIDTHS:
            for scheme in SCHEMES:
                image = picture(browser, address, width, scheme)
                coarse(image).save(look_path(width, scheme), optimize=True)
                if (width, scheme) == (1280, "light"):
                    keep(image, "guide")
                if (width, scheme) == (360, "dark"):
                    keep(image, "phone")
        keep(projector(browser, Path(folder)), "projector")
        keep(explorer(browser, Path(folder) / "lab"), "explore")
        browser.close()


if __name__ == "__main__":
    main()
