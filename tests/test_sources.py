"""What the guide stands on is the study, the guidance or the advice itself, and can be taken along."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from click.testing import CliRunner

from crampguide.__main__ import main
from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.records import PRIMARY
from crampguide.measuring.sources import weigh_sources
from crampguide.telling.parts import reference_address
from crampguide.telling.references import bibtex, reference_line

if TYPE_CHECKING:
    from collections.abc import Callable

KNOWN = load_knowledge()
FEWEST_PRIMARY = 0.95
RESELLERS = re.compile(
    r"dailymail|newsbeep|mirror\.|reuters|lincolndaily|healthday|thehealthcast|zana\.com|doctoori|drpharmacy|"
    r"1stchoicepharmacy|safedale|clearchemist|webmd|medicinenet|rxlist|drugs\.com|diabetestalk|ellviva|healthline|"
    r"mediguard|gponline|usadrugslist|hospitalsoup|ntro\.it|dietdoctor|aarp|scoop\.co",
    re.IGNORECASE,
)
AUTHORS_OPEN = 26
"""References of which the copy that was read shows no author; it may only fall."""


def test_sources_that_carry_something_are_first_hand(report: Callable[[str], None]) -> None:
    """A pharmacist finds the trial, the guideline or the label behind a number or a danger, not an account of it."""
    weighed = weigh_sources(KNOWN)
    report(f"first hand: {len(weighed.primary)} of {len(weighed.primary) + len(weighed.secondary)} sources")
    assert weighed.share >= FEWEST_PRIMARY


def test_no_source_is_a_newspaper_or_a_shop() -> None:
    """Nobody is told on the word of a newspaper, a reseller or a copy that a consumer site made."""
    found = [one.id for one in KNOWN.references if RESELLERS.search(f"{one.url} {one.authors} {one.title}")]
    assert found == []
    assert [one.id for one in KNOWN.references if re.search("[Rr]e-publish|[Rr]elay", f"{one.id} {one.note}")] == []


def test_every_source_leads_somewhere() -> None:
    """Each can be looked up by DOI, PubMed number or official page."""
    assert [one.id for one in KNOWN.references if one.kind != "judgement" and not reference_address(one)] == []


def test_authors_are_named() -> None:
    """A reference to copy says whose it is."""
    nameless = [one.id for one in KNOWN.references if not one.authors and one.kind != "judgement"]
    assert len(nameless) <= AUTHORS_OPEN, nameless


def test_bibtex_has_an_entry_for_each_source_and_balanced_braces() -> None:
    """A reference manager can read the file: names joined, fields closed, one entry a key."""
    text = bibtex(KNOWN.references)
    assert re.findall(r"^@\w+\{([^,]+),", text, re.MULTILINE) == [one.id for one in KNOWN.references]
    assert text.count("{") == text.count("}")
    assert "author = {Naylor, J R and Young, J B}" in text
    assert "author = {{NHS (England)}}" in text


def test_the_command_lists_sources_and_writes_bibtex() -> None:
    """Whoever checks the sources needs no Python."""
    listed = CliRunner().invoke(main, ["references"])
    assert listed.exit_code == 0
    assert "First hand: " in listed.output
    assert reference_line(KNOWN.reference_by_id["tan2024"]) in listed.output
    assert CliRunner().invoke(main, ["references", "--bibtex"]).output.startswith("@article{grandner2017,")


def test_kinds_that_count_as_first_hand_are_kinds() -> None:
    """A misspelt kind would never count."""
    assert {one.kind for one in KNOWN.references} >= PRIMARY
