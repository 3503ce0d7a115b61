"""No text of the data can become markup: every text field is planted with some, and every page is searched for it."""

from __future__ import annotations

import dataclasses
import importlib
import re
import typing
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jinja2 import Environment, FileSystemLoader

import crampguide
from crampguide import Profile, assess
from crampguide.knowledge import beside, dangers, records, release
from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.presentations import OF_100
from crampguide.knowledge.rules import Rule
from crampguide.measuring.cases import load_cases
from crampguide.measuring.stories import load_stories, run_stories
from crampguide.measuring.survey import load_survey
from crampguide.pages.evidence import EvidencePage
from crampguide.pages.guide import GuidePage
from crampguide.pages.methods import EXAMPLE, MethodsPage
from crampguide.serving.server import page_facts
from crampguide.telling.charts.survey import baseline_figure, tenths_figure
from crampguide.telling.markup import Html
from crampguide.telling.sheets import sheets_html
from crampguide.workshop.database import IN_MEMORY, connect
from crampguide.workshop.pack import sheet_titles, workshop_pack
from crampguide.workshop.page import WorkshopPage
from crampguide.workshop.phone import phone_html
from crampguide.workshop.report import report_html
from crampguide.workshop.room import Room
from crampguide.workshop.session import LENGTHS, load_workshop
from crampguide.workshop.stage import Invitation, Script, notes_html, stage_regions
from crampguide.workshop.steps import Moment, PollState, Totals

if TYPE_CHECKING:
    from collections.abc import Iterator

    import ipywidgets as widgets

PACKAGE = Path(crampguide.__file__).parent
MARK = "It's <b>planted</b> <script>planted</script> ' marked='1' \" marked=\"1\""
"""Text that becomes an element, a script or an attribute wherever it is not escaped."""

KEYS = {
    *("id", "section", "block", "contributor", "reference", "references", "prevalence_reference"),
    *("of", "after", "together", *OF_100),
    *(
        "question",
        "acts",
        "forbids",
        "same_as",
        "picture",
        "causes",
        "case",
        "rests_on",
        "helper",
        "stops",
        "MedicalTerm.also",
        "Myth.claim",
        "Claim.doubts",
        "Claim.not_beside",
        "Story.danger",
    ),
    *("Case.group", "Case.secondary", "Case.levels", "Case.certainty", "Case.answers", "Story.answers"),
}
"""What names something else and must still be found."""

SHAPES = {"Picture.svg"}
"""The one thing in the data that is markup; ``knowledge/checks.py`` lets nothing but shapes into it."""

UNSEEN = {  # at most: a short text may be the beginning of one that is seen
    "Baseline.locator",  # nowhere
    *("Country.name", "Country.emergency", "Country.advice_line", "Clash.text"),  # in the form, and inside other texts
    *("Knowledge.country", "Story.why"),
    *("Section.title", "Section.intro", "Question.why"),  # in the form, which is no HTML
    *("Option.note", "Option.group", "Tile.hint"),  # so, too
}

PEOPLE = {
    "nobody": Profile(),
    "many answers": Profile(
        age=72,
        sex="female",
        when=["night"],
        nights_a_month=12,
        bmi="prefer_not_to_say",
        medicines=["thiazide", "laba", "statin"],
        conditions={"arthritis": "not_sure", "heart_failure": "yes"},
        body=["thirst", "much_urine"],
        standing_hours=1,
        warning_signs={"hard_to_urinate": "not_sure"},
    ),
    "checked": Profile(age=30, sex="male", when=["night"], warning_signs=["nothing_else"]),
    "emergency": Profile(age=50, warning_signs=["chest_pain", "swollen_leg"], conditions=["diabetes"]),
}
NAMES = {**vars(records), **vars(beside), **vars(dangers), **vars(release), "Profile": Profile}
FIELDS: dict[str, set[str]] = {}
"""What each text field was before: filled by planting."""


def planted(value: Any) -> Any:  # noqa: ANN401 - a record of any kind comes back as the same kind
    """Return a record with the mark in front of each text in it."""
    hints, kind = typing.get_type_hints(type(value), localns=NAMES), type(value).__name__
    changed = {}
    for name, held in ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value)):
        field = f"{kind}.{name}"
        # a record names publications by key; the knowledge holds the publications themselves
        is_key = field in KEYS | SHAPES or (name in KEYS and kind != "Knowledge")
        if not is_key and typing.get_origin(hints[name]) is not typing.Literal:
            changed[name] = _planted(held, field)
    return dataclasses.replace(value, **changed)


def _planted(held: Any, field: str) -> Any:  # noqa: ANN401
    if isinstance(held, tuple):
        return tuple(_planted(part, field) for part in held)
    if isinstance(held, dict):
        return {key: _planted(part, field) for key, part in held.items()}
    if isinstance(held, str) and held:
        FIELDS.setdefault(field, set()).add(held)
        return f"{MARK} {held}"
    return planted(held) if dataclasses.is_dataclass(held) and not isinstance(held, Rule) else held


KNOWN = planted(load_knowledge())
CASES = tuple(planted(case) for case in load_cases())
SESSION = planted(load_workshop())
STORIES = tuple(planted(story) for story in load_stories())


@pytest.fixture(scope="module")
def found() -> Iterator[dict[str, str]]:
    """Return every page, region and text of a chart, by name."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("crampguide.pages.guide", "crampguide.pages.methods"):
            patch.setattr(importlib.import_module(module), "load_cases", lambda: CASES)
        for module in ("crampguide.workshop.stage", "crampguide.workshop.pack"):
            patch.setattr(importlib.import_module(module), "load_cases", lambda: CASES)
        for module in ("crampguide.listing", "crampguide.serving.server"):
            patch.setattr(importlib.import_module(module), "load_knowledge", lambda: KNOWN)
        yield dict([*_results(), *_listings(), *_pages(), *_sheets(), *_session(), *_templates()])


def _sheets() -> Iterator[tuple[str, str]]:
    yield "sheets", sheets_html(KNOWN, KNOWN.dangers, run_stories(KNOWN, STORIES))


def _results() -> Iterator[tuple[str, str]]:
    for who, profile in PEOPLE.items():
        report = assess(profile, knowledge=KNOWN)
        yield f"{who}: notebook", report._repr_html_()
        yield f"{who}: handout", report.handout(date(2026, 1, 31))
        yield from _of_widget(f"{who}: guide", GuidePage(KNOWN, profile).widget)


def _of_widget(name: str, widget: widgets.Widget) -> Iterator[tuple[str, str]]:
    """Yield the regions and the texts of charts of a widget and of all in it."""
    for region, html in getattr(widget, "regions", ()):
        yield f"{name}: {region}", html
    if hasattr(widget, "figure"):
        yield from _of_figure(name, widget.figure)
    for place, child in enumerate(getattr(widget, "children", ())):
        yield from _of_widget(f"{name} {place}", child)


def _of_figure(name: str, figure: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any part of a figure
    parts = figure.items() if isinstance(figure, dict) else enumerate(figure) if isinstance(figure, list) else ()
    for key, part in parts:
        yield from _of_figure(f"{name} {key}", part)
    if isinstance(figure, str):
        yield name, figure


def _listings() -> Iterator[tuple[str, str]]:
    listings = ("questions", "causes", "effects", "presentations", "advice", "look_alikes", "dangers", "claims")
    for name in (*listings, "references"):
        yield name, getattr(crampguide, name)()._repr_html_()


def _pages() -> Iterator[tuple[str, str]]:
    example = GuidePage(KNOWN)
    example._show_example({"id": KNOWN.examples[0].id})  # noqa: SLF001 - as its button does
    yield from _of_widget("example", example.widget)
    evidence = EvidencePage(KNOWN)
    for box in evidence.filters.values():
        box.value = "any"
    yield from _of_widget("evidence", evidence.widget)
    yield from _of_widget("methods", MethodsPage(KNOWN, Profile(**EXAMPLE)).widget)
    yield from _of_figure("tenths", tenths_figure(load_survey(), KNOWN.wording))
    yield from _of_figure("baseline", baseline_figure(KNOWN, "any"))


def _session() -> Iterator[tuple[str, str]]:
    script = Script(knowledge=KNOWN, workshop=SESSION)
    room = Room.new(connect(IN_MEMORY))
    yield from _of_widget("workshop", WorkshopPage(script, room).widget)
    invitation = Invitation(address=MARK, code=MARK, picture=Html("<svg class='cg-qr'></svg>"))
    for place, step in enumerate(script.steps[LENGTHS[-1]]):
        totals = {one.id: Totals(phones=(8,) * len(one.options), hands=(0,) * len(one.options)) for one in step.asked}
        for poll in (PollState(), PollState(is_open=True), PollState(is_shown=True)):
            moment = Moment(steps=script.steps[LENGTHS[-1]], place=place, length=60, poll=poll, totals=totals)
            state = f"{step.id} {poll.is_open:d}{poll.is_shown:d}"
            yield from ((f"{state}: {name}", html) for name, html in stage_regions(script, moment, invitation))
            yield f"{state}: phone", phone_html(script, moment)
            yield f"{state}: notes", notes_html(script, moment, 12.0)
        if step.questions:
            room.open(step)
            for key in (f"phone-{person:026}" for person in range(6)):
                room.join(key)
                room.answer(key, step, {question.id: 0 for question in step.questions}, 0)
    yield "report", report_html(script, room, date(2026, 1, 31))
    yield from workshop_pack(KNOWN, SESSION).items()


def _templates() -> Iterator[tuple[str, str]]:
    """Yield the pages that are there before any kernel; of Voilà's own template only the blocks that are ours."""
    folder = PACKAGE / "serving" / "voila" / "templates" / "crampguide"
    loader = FileSystemLoader(folder)
    styles = {"tokens": "", "page_style": "", "room_style": "", "phone_script": ""}
    facts = {**page_facts(), **styles, "phone_words": KNOWN.wording, "version": MARK, "guide_page": "guide"}
    voila = Environment(loader=loader, autoescape=True)  # as Voilà makes it
    voila.globals["guide"] = facts
    sheets = [(name, title) for name, title in sheet_titles(KNOWN)]
    for name in ("phone.html.j2", "notes.html.j2", "sheets.html.j2"):
        yield name, voila.get_template(name).render(base_url=MARK, sheets=sheets)
    for status in (403, 404, 500, 503):
        page = voila.get_template("error.html").render(base_url=MARK, status_code=status, include_css=str)
        yield f"error.html {status}", page
    exporter = Environment(loader=loader)  # noqa: S701 - as nbconvert makes it: nothing is escaped but by our hand
    parts = exporter.get_template("parts.html.j2").module
    told = {
        "guide": facts,
        "parts": parts,
        "title": MARK,
        "is_stage": False,
        "page_config": {"fullStaticUrl": MARK, "plotlyUrl": MARK},
    }
    told["resources"] = {"base_url": MARK, "include_css": str, "include_js": str}
    index = exporter.get_template("index.html.j2")
    for block in ("header", "body_header", "body_footer"):
        yield f"index.html.j2 {block}", "".join(index.blocks[block](index.new_context(told)))


class Attributes(HTMLParser):
    """Finds the attribute that the mark becomes where a quote ends early."""

    found = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's own
        """Look at the attributes of one element."""
        self.found |= "marked" in dict(attrs)


def leaks(html: str) -> bool:
    """Return whether planted text has become an element, a script or an attribute."""
    parser = Attributes()
    parser.feed(html)
    return parser.found or bool(re.search("<b>planted|<script>planted", html))


def test_planted_markup_stays_text(found: dict[str, str]) -> None:
    """No page, region, chart or sheet takes a text of the data for markup."""
    leaking = {name: html for name, html in found.items() if leaks(html)}
    assert {name: html[max(0, html.find("<b>planted") - 80) :][:160] for name, html in leaking.items()} == {}


def test_no_script_but_that_of_served_pages(found: dict[str, str]) -> None:
    """What Python makes holds no script at all."""
    assert [name for name, html in found.items() if "<script" in html and ".html.j2" not in name] == []


def test_every_text_field_is_searched_for(found: dict[str, str]) -> None:
    """The search reaches each text field of each kind of record, so it would see a new one that nobody escapes."""
    seen = unescape(" ".join(found.values()))
    unseen = {field for field, texts in FIELDS.items() if not any(f"{MARK} {text}" in seen for text in texts)}
    assert unseen <= UNSEEN
    assert FIELDS.keys() >= UNSEEN, "a field that is no longer there needs no exception"


def test_scripts_put_in_nothing_but_that_html() -> None:
    """Whatever else a script shows, it shows as text."""
    scripts = [*(PACKAGE / "widgets" / "frontend" / "src").glob("*.js"), *PACKAGE.glob("serving/voila/**/*.*")]
    ways = r"[\w.()\"]*(?:innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser).*"
    texts = (path.read_text(encoding="utf-8") for path in scripts)
    assert sorted(way for text in texts for way in re.findall(ways, text)) == [
        'part("notes").innerHTML = shown;',
        'part("room").innerHTML = told.html;',
        "place.innerHTML = html;",
        "place.innerHTML = html;",
    ]
