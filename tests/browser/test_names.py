"""A medicine by the name on its box, in a real browser: searched, chosen, marked as new, shown, and taken away."""

from __future__ import annotations

import json
from statistics import median
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from .axe import faults
from .journey import question, ready

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from .servers import Server

WITHIN: Final = (
    50  # [ms] from a letter typed to what was found; the median of many, so that a busy machine does not matter
)

TYPE_AND_MEASURE: Final = """words => {
    const input = document.querySelector('[data-question=medicines_named] input');
    const took = [];
    for (const word of words) for (let letters = 1; letters <= word.length; letters++) {
        input.value = word.slice(0, letters);
        const began = performance.now();
        input.dispatchEvent(new Event('input', { bubbles: true }));
        document.body.offsetHeight;
        took.push(performance.now() - began);
    }
    return took;
}"""


@pytest.fixture
def names(page: Page, app: Server) -> Locator:
    """Open the guide at the question for names, with the names there."""
    page.goto(app.address)
    ready(page)
    asked = question(page, "medicines_named")
    asked.get_by_role("searchbox").click()
    asked.get_by_role("searchbox").fill("lasix")
    expect(asked.get_by_role("button", name="Lasix").first).to_be_visible()
    asked.get_by_role("searchbox").fill("")
    return asked


def choose(names: Locator, word: str) -> None:
    """Type a name and choose it."""
    box = names.get_by_role("searchbox")
    box.fill(word)
    box.press("Enter")
    expect(names.get_by_role("list", name="What you take").get_by_text(word, exact=True)).to_be_visible()


def listed(names: Locator, box: str) -> Locator:
    """Return a box of the list of medicines."""
    return names.page.locator(f"#cg-answer-medicines-{box} input").first


def test_a_brand_is_chosen_marked_as_new_and_shown(names: Locator) -> None:
    """A person searched "Lasix", ticked the class, and never saw the name again: neither in the result nor on paper."""
    page = names.page
    choose(names, "Natrilix")
    choose(names, "Crestor")
    expect(listed(names, "thiazide")).to_be_checked()
    expect(listed(names, "statin")).to_be_checked()
    names.get_by_label("Natrilix: new or changed?").select_option("taken for over a year")
    names.get_by_label("Crestor: new or changed?").select_option("new")
    names.get_by_label("Crestor: when?").select_option("a few weeks ago")
    question(page, "started").get_by_role("radio", name="A few weeks ago").check()
    expect(page.locator(".cg-region-summary")).to_contain_text("Crestor (statin) may play a part")
    expect(page.locator(".cg-region-level")).to_contain_text("Crestor (new, a few weeks ago)")
    expect(page.locator(".cg-region-medicines")).to_contain_text("Natrilix (started over a year ago): indapamide")
    expect(page.locator(".cg-region-why")).to_contain_text("Do not stop Crestor on your own")
    assert not faults(page)


def test_a_cross_takes_a_name_away_and_its_tick_with_it(names: Locator) -> None:
    """A tick that stays behind would count for a medicine that nobody takes; one that another name needs must stay."""
    choose(names, "Lasix")
    choose(names, "furosemide")
    chips = names.get_by_role("list", name="What you take").get_by_role("listitem")
    names.get_by_role("button", name="Take Lasix off the list").click()
    expect(chips).to_have_count(1)
    expect(listed(names, "loop_diuretic")).to_be_checked()
    names.get_by_role("button", name="Take furosemide off the list").click()
    expect(chips).to_have_count(0)
    expect(listed(names, "loop_diuretic")).not_to_be_checked()
    choose(names, "Moduretic")
    listed(names, "thiazide").uncheck()
    expect(chips).to_have_count(0)


def test_a_name_that_we_do_not_know_is_kept_as_typed(names: Locator, tmp_path: Path) -> None:
    """What no list holds was lost; now it is told, comes back after a reload, and goes into the file."""
    page = names.page
    box = names.get_by_role("searchbox")
    box.fill("Foobarol forte")
    expect(names.get_by_role("status")).to_contain_text("We do not know that name.")
    names.get_by_role("button", name="Keep “Foobarol forte” as typed").click()
    expect(page.locator(".cg-region-medicines")).to_contain_text("Foobarol forte: We do not know this name")
    page.reload()
    ready(page)
    expect(page.get_by_text("Your answers from before are back.")).to_be_visible()
    again = question(page, "medicines_named")
    expect(again.get_by_text("unknown to us")).to_be_visible()
    with page.expect_download() as kept:
        page.get_by_role("button", name="Keep my answers in a file").click()
    kept.value.save_as(tmp_path / "answers.json")
    told = json.loads((tmp_path / "answers.json").read_text(encoding="utf-8"))
    assert told == {"medicines_named": {"Foobarol forte": "taking"}}


@pytest.mark.parametrize(
    ("word", "offered"),
    [
        ("furosamide", "furosemide"),
        ("Lasilix 40 mg", "Lasilix"),
        ("cholesterol", "Statin"),
        ("colesterol", "Statin"),
        ("water tablet", "Strong water tablet"),
    ],
)
def test_what_people_type_is_offered(names: Locator, word: str, offered: str) -> None:
    """Whoever spells by ear, copies the whole box or knows only what it is for must not leave it out."""
    names.get_by_role("searchbox").fill(word)
    expect(names.get_by_role("button", name=offered).first).to_be_visible()


def test_markup_and_signs_that_no_name_has_are_not_offered(names: Locator) -> None:
    """What Python would refuse must not be kept: the whole result would give way to a fault."""
    names.get_by_role("searchbox").fill("<b>Lasix</b>")
    expect(names.get_by_role("button", name="as typed")).to_have_count(0)
    assert names.get_by_role("searchbox").get_attribute("maxlength") == "60"


def test_keys_alone_choose_a_name_and_say_that_it_is_new(names: Locator) -> None:
    """Enter takes what fits just so, Tab leads to its choice, and focus is never lost."""
    page, box = names.page, names.get_by_role("searchbox")
    box.fill("ramipril")
    box.press("Enter")
    expect(box).to_be_focused()
    page.keyboard.press("Tab")
    expect(names.get_by_label("ramipril: new or changed?")).to_be_focused()
    page.keyboard.type("new")
    expect(names.get_by_label("ramipril: new or changed?")).to_have_value("new")
    expect(names.get_by_label("ramipril: new or changed?")).to_be_focused()
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(names.get_by_role("listitem")).to_have_count(0)
    expect(box).to_be_focused()


def test_what_is_found_follows_each_letter_at_once(names: Locator, report: Callable[[str], None]) -> None:
    """Fourteen thousand names are searched at each letter, on the page, and no letter waits."""
    took = names.page.evaluate(TYPE_AND_MEASURE, ["furosamide", "amlodapine", "xyzzyplugh", "hydrochlorothiazide"])
    report(f"a letter typed to what was found: median {median(took):.0f} ms, longest {max(took):.0f} ms")
    assert median(took) <= WITHIN
