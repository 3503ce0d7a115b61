"""Pieces of HTML that several pages share: sections, links to publications, pictures of 100 people."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from crampguide.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crampguide.knowledge import Knowledge, Picture, Reference

COLUMNS: Final = 10
CELL: Final = 24
"""Side of the square of one person in a picture of 100 [px]."""


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


def sources_html(knowledge: Knowledge, references: Iterable[Reference]) -> str:
    """Return references as a line of links; what has no address is named without one."""
    links = "; ".join(reference_html(reference) for reference in references)
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
