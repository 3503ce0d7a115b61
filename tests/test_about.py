"""Whoever asks who stands behind the guide gets an answer, on every page and on paper."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import crampguide
from crampguide import Profile, assess
from crampguide.knowledge.loading import load_knowledge
from crampguide.telling.about import PARTS, about_html
from crampguide.telling.result import bottom_regions, top_regions

if TYPE_CHECKING:
    from collections.abc import Callable

KNOWN = load_knowledge()
TEMPLATES = Path(crampguide.__file__).parent / "serving/voila/templates/crampguide"
FILES = re.compile(r"\w+\.toml\b")


def test_the_page_says_who_made_it_and_that_no_clinician_has_signed() -> None:
    """A reader must not take a careful draft for a signed one."""
    page = about_html(KNOWN)
    assert "No clinician has signed this guide yet" in page
    assert page.count("<h2>") == len(PARTS)
    assert f"{KNOWN.release.data_date.day} {KNOWN.release.data_date:%B %Y}" in page


def test_the_page_reads_at_grade_six(grade: Callable[[str], float]) -> None:
    """Who wonders whether to trust the guide can read the answer."""
    assert grade(" ".join(KNOWN.wording[f"about_{part}"] for part in PARTS)) <= 6.0


def test_every_page_links_it_and_the_sheet_says_it() -> None:
    """The way there stands at the foot of each page; on paper the sentence itself does."""
    assert "about" in (TEMPLATES / "parts.html.j2").read_text(encoding="utf-8")
    assert "No clinician has signed" in assess(Profile(age=70)).handout(date(2026, 1, 31))


def test_no_id_of_a_file_and_no_citation_key_reaches_people() -> None:
    """Names and years lead a reader to a study; our ids lead nobody anywhere."""
    person = Profile(age=72, sex="female", when=["night"], nights_a_month=12, medicines=["thiazide", "laba"])
    report = assess(person)
    regions = [*top_regions(KNOWN, report.explanation), *bottom_regions(KNOWN, report.explanation, report.changes())]
    told = " ".join(re.sub(r"<[^>]*>", " ", html) for _, html in regions)
    assert FILES.findall(told) == []
    ids = [*(one.id for one in KNOWN.references), *(one.id for one in KNOWN.effects)]
    keys = {one for one in ids if "_" in one or one[-4:].isdigit()}
    assert keys & set(re.findall(r"[\w]+", told)) == set()
