"""What a person can take away, look up and bring back, in a real browser."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .journey import question, ready

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from .servers import Server

INHALER = "Long-acting inhaler"


@pytest.fixture
def guide(page: Page, app: Server) -> Page:
    """Open the guide."""
    page.goto(app.address)
    ready(page)
    return page


def tick_inhaler(page: Page) -> None:
    """Tick one medicine, and see it in the result."""
    question(page, "medicines").get_by_role("checkbox", name=INHALER).check()
    expect(page.locator(".cg-region-table")).to_contain_text(INHALER)


def test_answers_come_back_after_a_reload_and_from_a_file(guide: Page, tmp_path: Path) -> None:
    """A page that is loaded again, and a file on another day, give back the answers; starting again forgets them."""
    tick_inhaler(guide)
    guide.reload()
    expect(guide.get_by_text("Your answers from before are back.")).to_be_visible()
    expect(guide.locator(".cg-region-table")).to_contain_text(INHALER)
    with guide.expect_download() as kept:
        guide.get_by_role("button", name="Keep my answers in a file").click()
    file = tmp_path / "answers.json"
    kept.value.save_as(file)
    assert json.loads(file.read_text(encoding="utf-8")) == {"medicines": {"laba": "yes"}}

    guide.once("dialog", lambda dialog: dialog.accept())
    guide.get_by_role("button", name="Start again").click()
    expect(guide.locator(".cg-region-table")).not_to_contain_text(INHALER)
    guide.reload()
    ready(guide)
    expect(guide.get_by_text("Your answers from before are back.")).to_be_hidden()

    with guide.expect_file_chooser() as chooser:
        guide.get_by_role("button", name="Load my answers").click()
    chooser.value.set_files(file)
    expect(guide.get_by_text("Your answers are back.")).to_be_visible()
    expect(guide.locator(".cg-region-table")).to_contain_text(INHALER)


def test_page_for_the_doctor_is_saved_and_printed(guide: Page, tmp_path: Path) -> None:
    """The saved page opens on its own with the same words, on one sheet; the other button prints it."""
    tick_inhaler(guide)
    with guide.expect_download() as saved:
        guide.get_by_role("button", name="Save that page").click()
    file = tmp_path / "page.html"
    saved.value.save_as(file)
    sheet = guide.context.new_page()
    sheet.set_content(file.read_text(encoding="utf-8"))
    expect(sheet.get_by_role("heading", level=1)).to_contain_text("one page for my visit")
    assert sheet.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n") == 1
    sheet.close()

    guide.evaluate(
        "window.printed = 0; new MutationObserver((changes) => {"
        " for (const { addedNodes } of changes) for (const node of addedNodes)"
        " if (node.tagName === 'IFRAME') node.addEventListener('load', () => {"
        " window.printed += node.contentDocument.body.innerText.includes('one page for my visit') ? 1 : 0; }); })"
        ".observe(document.body, { childList: true })"
    )
    guide.get_by_role("button", name="Print the page for my doctor").click()
    guide.wait_for_function("() => window.printed === 1")


def test_long_lists_can_be_searched(guide: Page) -> None:
    """Whoever looks for one illness finds it among forty; what is ticked stays in sight."""
    illnesses = question(guide, "conditions")
    illnesses.get_by_role("checkbox", name="Asthma").check()
    illnesses.get_by_role("searchbox").fill("cirrho")
    expect(illnesses.get_by_role("checkbox", name="Scarred or failing liver")).to_be_visible()
    expect(illnesses.get_by_role("checkbox", name="Diabetes")).to_be_hidden()
    expect(illnesses.get_by_role("checkbox", name="Asthma")).to_be_visible()
    expect(illnesses.get_by_role("status")).to_contain_text("1 of")


def test_a_search_moves_nothing_and_takes_no_tick_out_of_sight(guide: Page) -> None:
    """A tick taken back by mistake must stay to be seen; a list that grows again must not push the box away."""
    guide.set_viewport_size({"width": 390, "height": 780})
    illnesses = question(guide, "conditions")
    box, stroke = illnesses.get_by_role("searchbox"), illnesses.get_by_role("checkbox", name="Stroke")
    box.fill("stroke")
    stroke.check()
    box.fill("stroke x")
    expect(stroke).to_be_visible()
    stroke.uncheck()
    expect(stroke).to_be_visible()
    box.click()
    guide.evaluate("document.activeElement.scrollIntoView()")
    before = box.evaluate("box => box.getBoundingClientRect().top")
    box.press("ControlOrMeta+a")
    box.press("Delete")
    expect(illnesses.get_by_text("Heart and vessels")).to_be_visible()
    guide.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert box.evaluate("box => box.getBoundingClientRect().top") == before


def test_relief_does_not_gainsay_the_result(guide: Page) -> None:
    """No "rub the calf" may stand at the top of the page for a person whom the result tells to leave it alone."""
    guide.get_by_text("More on this").click()
    relief = guide.locator(".site-relief")
    expect(relief).to_contain_text("Rub the calf gently", use_inner_text=True)
    question(guide, "warning_signs").get_by_role("checkbox", name="One leg is swollen").check()
    expect(relief).not_to_contain_text("Rub the calf gently", use_inner_text=True)
    expect(relief).to_contain_text("Your answers call for care first", use_inner_text=True)


def test_one_sign_can_be_not_sure(guide: Page) -> None:
    """Whoever wonders about one sign says so of that sign alone; it is never "no", and "yes" takes its place."""
    signs = question(guide, "warning_signs")
    signs.get_by_role("button", name="Not sure about one of these?").click()
    expect(signs.get_by_role("checkbox", name="Not sure: You struggle to breathe")).to_be_focused()
    swollen = signs.get_by_role("checkbox", name="One leg is swollen").first
    unsure = signs.get_by_role("checkbox", name="Not sure: One leg is swollen")
    unsure.check()
    expect(guide.locator(".cg-region-level")).to_contain_text("Look again. You were not sure")
    signs.get_by_role("checkbox", name="Nothing else").check()
    guide.get_by_role("link", name="One leg is swollen").click()
    expect(swollen).to_be_focused()
    guide.reload()
    expect(unsure).to_be_checked()
    expect(guide.locator(".cg-region-level")).to_contain_text("Look again. You were not sure")
    swollen.check()
    expect(unsure).not_to_be_checked()
    expect(guide.locator(".cg-region-level")).to_contain_text("clot")


def test_answers_without_a_box_of_their_own_are_kept(guide: Page, tmp_path: Path) -> None:
    """A file may hold "no" and "not sure" of single boxes: a further tick must not wipe them out."""
    file = tmp_path / "answers.json"
    told = {"statin": "no", "thiazide": "not_sure", "potassium": "yes"}
    file.write_text(json.dumps({"medicines": told}), encoding="utf-8")
    with guide.expect_file_chooser() as chooser:
        guide.get_by_role("button", name="Load my answers").click()
    chooser.value.set_files(file)
    expect(guide.get_by_text("Your answers are back.")).to_be_visible()
    question(guide, "medicines").get_by_role("checkbox", name=INHALER).first.check()
    expect(guide.locator(".cg-region-table")).to_contain_text(INHALER)
    with guide.expect_download() as kept:
        guide.get_by_role("button", name="Keep my answers in a file").click()
    kept.value.save_as(file)
    assert json.loads(file.read_text(encoding="utf-8")) == {"medicines": {**told, "laba": "yes"}}


def test_men_are_not_asked_about_pregnancy(guide: Page) -> None:
    """A question that can not apply goes away; an answer given before stays until the person takes one of them back."""
    pregnancy = guide.locator('[data-question="pregnancy"]')
    question(guide, "pregnancy").get_by_role("radio", name="Yes, week 28 or later").check()
    expect(guide.locator(".cg-region-table")).to_contain_text("Pregnancy")
    question(guide, "sex").get_by_role("radio", name="Male", exact=True).check()
    said = guide.locator(".cg-problem:has(+ [data-question='pregnancy'])")
    expect(said).to_contain_text("do not go together")
    expect(pregnancy.get_by_role("radio", name="Yes, week 28 or later")).to_be_checked()
    pregnancy.get_by_role("button", name="Clear").click()
    expect(pregnancy).to_be_hidden()
    expect(guide.locator(".cg-problem")).to_be_empty()
    expect(guide.locator(".cg-region-summary")).to_be_visible()


def test_country_changes_the_number_and_outlives_a_reload(guide: Page) -> None:
    """Who says where they are reads the number that works there, above the guide, in alerts and in the result."""
    question(guide, "warning_signs").get_by_role("checkbox", name="Pain in your chest").first.check()
    expect(guide.locator(".cg-region-level")).to_contain_text("112, 999 or 911")
    guide.get_by_label("Where are you now?").select_option("NZ")
    for place in (".cg-region-level", ".cg-alert", ".site-emergency", ".site-footer"):
        expect(guide.locator(place).first).to_contain_text("111")
        expect(guide.locator(place).first).not_to_contain_text("112, 999 or 911")
    expect(guide.get_by_role("link", name="Call 111").first).to_have_attribute("href", "tel:111")
    guide.reload()
    expect(guide.locator(".cg-region-level")).to_contain_text("Call 111")
    expect(guide.locator(".site-emergency")).to_contain_text("111")
    expect(guide.get_by_label("Where are you now?")).to_have_value("NZ")


def test_example_shows_an_invented_person(guide: Page) -> None:
    """An example fills the form and says that its person is invented."""
    guide.get_by_text("Try an example").click()
    guide.get_by_role("button", name="A woman of 50 with asthma").click()
    expect(guide.get_by_text("EXAMPLE, not you.")).to_be_visible()
    expect(guide.locator(".cg-region-level")).to_contain_text("eliever")


def test_fact_worth_finding_leads_to_its_question(guide: Page) -> None:
    """One click on what would help most opens the step and puts focus on the question."""
    tick_inhaler(guide)
    fact = guide.locator(".cg-region-change a").first
    goal = (fact.get_attribute("href") or "").removeprefix("#")
    fact.click()
    expect(guide.locator(f"#{goal}")).to_be_visible()
    assert guide.evaluate("document.activeElement.closest('fieldset.cg-question').id") == goal


def test_folds_of_one_name_stay_as_they_were_left(guide: Page) -> None:
    """Each danger sign has a fold "Where this comes from": opening one must open no other at the next answer."""
    signs = question(guide, "warning_signs")
    signs.get_by_role("checkbox", name="Pain in your chest").check()
    signs.get_by_role("checkbox", name="You passed out").check()
    sources = guide.locator(".cg-region-level details details")
    expect(sources).to_have_count(3)
    guide.evaluate("() => document.querySelectorAll('.cg-region-level details').forEach((one) => { one.open = true; })")
    sources.last.locator("summary").click()
    expect(sources.first).to_have_attribute("open", "")
    signs.get_by_role("checkbox", name="A fit").check()
    expect(sources).to_have_count(4)
    is_open = sources.evaluate_all(
        "folds => folds.map((fold) => [fold.parentElement.innerText.split('\\n')[0].split(' ').at(-1), fold.open])"
    )
    # the heart attack, the clot in the lung, the salts that were closed by hand, and the brain that has just come
    assert dict(is_open) == {"attack": True, "lung": True, "salts": False, "brain": False}


def test_page_for_the_doctor_is_one_tap_from_the_summary(guide: Page) -> None:
    """Whoever is told to book a visit finds the page for it; in an emergency nothing leads away from the call."""
    link = guide.get_by_role("link", name="Get one page for your doctor or pharmacist")
    expect(link).to_have_count(0)
    tick_inhaler(guide)
    link.click()
    expect(guide.get_by_role("heading", name="Take it with you")).to_be_focused()
    question(guide, "warning_signs").get_by_role("checkbox", name="You struggle to breathe").first.check()
    expect(link).to_have_count(0)


def test_way_back_is_gone_once_a_person_is_back(guide: Page) -> None:
    """A button "back to where you were" must not lead to where a person was an hour ago."""
    guide.set_viewport_size({"width": 390, "height": 780})
    tick_inhaler(guide)
    back = guide.get_by_role("button", name="Back to where you were")
    guide.locator(".cg-to-result button").click()
    expect(back).to_be_visible()
    question(guide, "medicines").get_by_role("checkbox", name="Statin").check()
    expect(back).to_have_count(0)


def tap_row(page: Page, name: str) -> None:
    """Tap the chart where a name is drawn; for a browser Plotly's clear layer for dragging lies on top of it."""
    page.locator(".cg-result .cg-chart").get_by_text(name).click(force=True)


def test_bar_leads_to_its_reason_with_large_letters_too(guide: Page) -> None:
    """The chart grows with the letters of the page, and a tap on a bar still finds it."""
    question(guide, "medicines").get_by_role("checkbox", name="Thiazide").check()
    tick_inhaler(guide)
    chart = guide.locator(".cg-result .cg-chart")
    usual = chart.evaluate("chart => chart.clientHeight")
    guide.evaluate("document.documentElement.style.fontSize = '32px'")
    guide.set_viewport_size({"width": 1200, "height": 800})
    guide.wait_for_function("([chart, usual]) => chart.clientHeight > 1.5 * usual", arg=[chart.element_handle(), usual])
    guide.evaluate("() => document.querySelectorAll('.cg-region-why details').forEach((one) => { one.open = false; })")
    tap_row(guide, "Thiazide")  # the second, at a height where without growth a later one would lie
    expect(guide.locator("#cg-why-thiazide")).to_have_attribute("open", "")


def test_bar_leads_to_its_reason(guide: Page) -> None:
    """A tap on a bar opens what stands behind it."""
    tick_inhaler(guide)
    tap_row(guide, INHALER)
    expect(guide.locator("#cg-why-laba")).to_have_attribute("open", "")


def test_lost_connection_is_said_within_five_seconds(guide: Page) -> None:
    """When the network is cut the page says so, and when it is back the page lives on."""
    tick_inhaler(guide)
    guide.context.set_offline(offline=True)
    expect(guide.get_by_text("The guide has stopped.")).to_be_visible(timeout=5_000)
    expect(guide.get_by_role("listitem").filter(has_text="You struggle to breathe")).to_be_visible()
    guide.context.set_offline(offline=False)
    expect(guide.get_by_text("The guide has stopped.")).to_be_hidden(timeout=5_000)
