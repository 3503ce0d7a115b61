"""Pieces of HTML that several pages share: sections, links to publications, pictures of 100 people."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from crampguide.knowledge.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crampguide.knowledge.beside import Picture
    from crampguide.knowledge.records import Knowledge, Reference

COLUMNS: Final = 10
CELL: Final = 24
"""Side of the square of one person in a picture of 100 [px]."""


PAPER: Final = (
    "body{font:10.5pt/1.4 system-ui,'Segoe UI',Roboto,'Liberation Sans',sans-serif;color:#000;background:#fff;"
    "max-width:48rem;margin:1rem auto;padding:0 1rem}"
    "h1{font-size:16pt;margin:0}h2{font-size:12pt;margin:.9em 0 .3em;border-bottom:1px solid}"
    "p,ul{margin:.2em 0}ul{padding-left:1.2em}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;vertical-align:top;padding:.1em .6em .1em 0;border-bottom:1px solid #999}"
    "tbody th{font-weight:400}.level{border:2px solid;padding:.3em .6em;margin:.6em 0}.small{font-size:9pt}"
    "tr,li,.level{break-inside:avoid}@page{margin:14mm}"
    "@media screen{body{font-size:1.0625rem}.small{font-size:.9375rem}}"  # on a phone as large as its owner has set
)
"""Style of a page for paper: black on white, no other file."""


def page_html(knowledge: Knowledge, title: str, inside: str, style: str = "") -> str:
    """Return a whole page for paper, which needs no other file; ``title`` names a sentence of ``wording.toml``."""
    words = escape(say(knowledge.wording, title))
    meta = "<meta charset='utf-8'><meta name='viewport' content='width=device-width, initial-scale=1'>"
    head = f"<head>{meta}<title>{words}</title><style>{PAPER}{style}</style></head>"
    return f"<!DOCTYPE html><html lang='en'>{head}<body><main><h1>{words}</h1>{inside}</main></body></html>"


def section_html(title: str, inside: str) -> str:
    """Return a part of the page under a heading."""
    return f"<section><h2>{escape(title)}</h2>{inside}</section>"


def fold_html(title: str, inside: str) -> str:
    """Return a part of the page that is folded away under its heading, for those who look for it."""
    summary = f"<summary><h2>{escape(title)}</h2></summary>"
    return f"<section class='cg-folded'><details>{summary}{inside}</details></section>"


def picture_html(picture: Picture) -> str:
    """Return a line drawing with the words for those who can not see it."""
    label = escape(picture.label)
    return f"<svg class='cg-picture' viewBox='0 0 220 146' role='img' aria-label='{label}'>{picture.svg}</svg>"


def list_html(texts: Iterable[str], *, marked: bool = False) -> str:
    """Return texts as a list; a marked one has letters, for choices that people call out. Nothing for no text."""
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    if not items:
        return ""
    return f"<ol class='marked'>{items}</ol>" if marked else f"<ul>{items}</ul>"


def advice_html(knowledge: Knowledge, identifier: str, heading: str = "h2") -> str:
    """Return one piece of advice with its picture, its evidence and its harms, under a heading."""
    wording = knowledge.wording
    advice = next(advice for advice in knowledge.advice if advice.id == identifier)
    drawn = "".join(picture_html(picture) for picture in knowledge.pictures if picture.id == advice.picture)
    certainty = say(wording, "advice_certainty", certainty=say(wording, f"evidence_{advice.certainty}"))
    harms = f"<p><b>{escape(say(wording, 'advice_harms'))}</b> {escape(advice.harms)}</p>" if advice.harms else ""
    return (
        f"<{heading}>{escape(advice.name)}</{heading}><p>{escape(advice.text)}</p>{drawn}"
        f"<p>{escape(advice.evidence)} {escape(certainty)}</p>{harms}"
    )


def wide_html(wording: Mapping[str, str], table: str) -> str:
    """Return a table in a place of its own that scrolls, by keys too, where the table is wider than the page."""
    label = escape(say(wording, "methods_table"))
    return f"<div class='cg-wide' tabindex='0' role='group' aria-label='{label}'>{table}</div>"


def people_html(groups: Iterable[tuple[str, str, int]], label: str) -> str:
    """Return 100 squares, a person each, every group with a shade and a letter of its own.

    Parameters
    ----------
    groups : iterable of (str, str, int)
        Letter, shade (a class of the style sheet) and people [count] of each group; together 100.
    label : str
        What a screen reader says in place of the picture.
    """
    people = [(letter, shade) for letter, shade, count in groups for _ in range(count)]
    cells = "".join(
        f"<g class='{escape(shade)}' transform='translate({place % COLUMNS * CELL} {place // COLUMNS * CELL})'>"
        f"<rect x='1' y='1' width='{CELL - 2}' height='{CELL - 2}' rx='4'/>"
        f"<text x='{CELL // 2}' y='{CELL // 2 + 5}'>{escape(letter)}</text></g>"
        for place, (letter, shade) in enumerate(people)
    )
    side = COLUMNS * CELL
    return f"<svg class='cg-people' viewBox='0 0 {side} {side}' role='img' aria-label='{escape(label)}'>{cells}</svg>"


def sources_html(knowledge: Knowledge, references: Iterable[Reference], *, has_titles: bool = False) -> str:
    """Return references as a line of links, with titles for who would look them up; no link without an address."""
    links = "; ".join(
        # who has no author is named by the title already
        f"{reference_html(one)}, {escape(one.title)}" if has_titles and one.authors else reference_html(one)
        for one in references
    )
    if not links:
        return ""
    return f"<p class='cg-sources'>{escape(say(knowledge.wording, 'why_sources'))} {links}</p>"


def reference_html(reference: Reference, name: str = "") -> str:
    """Return a link to a publication under a name, its first author and year by default; no link without an address."""
    who = reference.authors.split(",")[0].split(";")[0] or reference.title
    label = escape(name or (f"{who} {reference.year}" if reference.year else who))
    title, address = escape(reference.title), escape(reference_address(reference))
    if not address:
        return f"<span title='{title}'>{label}</span>"
    return f"<a href='{address}' title='{title}' target='_blank' rel='noopener noreferrer'>{label}</a>"


def reference_address(reference: Reference) -> str:
    """Return where a publication can be read, or an empty string."""
    if reference.doi:
        return f"https://doi.org/{reference.doi}"
    if reference.pmid:
        return f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/"
    return reference.url
