"""Pieces of HTML that several pages share: sections, lists, links to publications, drawings."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from crampguide.knowledge.wording import say
from crampguide.telling.markup import DOCTYPE, NOTHING, Html, element, fragment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crampguide.knowledge.beside import Picture
    from crampguide.knowledge.records import Knowledge, Reference

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


def page_html(knowledge: Knowledge, title: str, inside: Html, style: str = "", after: Html = NOTHING) -> Html:
    """Return a whole page for paper, which needs no other file; ``title`` names a sentence of ``wording.toml``.

    ``after`` stands behind the main part, such as further sheets.
    """
    words = say(knowledge.wording, title)
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", words),
        element("style", PAPER, style),
    )
    body = element("body", element("main", element("h1", words), inside), after)
    return fragment(DOCTYPE, element("html", head, body, lang="en"))


def section_html(title: str, *inside: str, **attributes: str) -> Html:
    """Return a part of the page under a heading."""
    return element("section", element("h2", title), *inside, **attributes)


def fold_html(title: str, *inside: str) -> Html:
    """Return a part of the page that is folded away under its heading, for those who look for it."""
    return element("section", details_html(element("h2", title), *inside), class_="cg-folded")


def details_html(summary: str, *inside: str, **attributes: str | bool) -> Html:
    """Return what opens at a tap on its summary."""
    return element("details", element("summary", summary), *inside, **attributes)


def labelled_html(label: str, *inside: str, **attributes: str) -> Html:
    """Return a paragraph that begins with what it is about."""
    return element("p", element("b", label), " ", *inside, **attributes)


def picture_html(picture: Picture) -> Html:
    """Return a line drawing with the words for those who can not see it.

    `crampguide.knowledge.checks` lets nothing but shapes into a drawing, so it may go into the page as it stands.
    """
    shapes = Html(picture.svg)
    return element("svg", shapes, class_="cg-picture", viewBox="0 0 220 146", role="img", aria_label=picture.label)


def drawing_html(knowledge: Knowledge, identifier: str) -> Html:
    """Return the line drawing of an id; nothing for none."""
    return fragment(*(picture_html(picture) for picture in knowledge.pictures if picture.id == identifier))


def list_html(texts: Iterable[str], *, marked: bool = False) -> Html:
    """Return texts as a list; a marked one has letters, for choices that people call out. Nothing for no text."""
    items = [element("li", text) for text in texts]
    if not items:
        return NOTHING
    return element("ol", *items, class_="marked") if marked else element("ul", *items)


def sources_html(knowledge: Knowledge, references: Iterable[Reference], *, has_titles: bool = False) -> Html:
    """Return references as a line of links, with titles for who would look them up; no link without an address."""
    links = [
        # who has no author is named by the title already
        fragment(reference_html(one), ", ", one.title) if has_titles and one.authors else reference_html(one)
        for one in references
    ]
    if not links:
        return NOTHING
    label = say(knowledge.wording, "why_sources")
    return element("p", label, " ", fragment(*links, between="; "), class_="cg-sources")


def reference_name(reference: Reference) -> str:
    """Return who wrote or printed a publication, and when."""
    who = reference.authors.split(",")[0].split(";")[0] or reference.journal or reference.title
    return f"{who} {reference.year}" if reference.year else who


@cache  # the same links come back with each step of a slider
def reference_html(reference: Reference, name: str = "") -> Html:
    """Return a link to a publication under a name, by default who wrote or printed it and when; no address, no link."""
    label = name or reference_name(reference)
    address = reference_address(reference)
    if not address:
        return element("span", label, title=reference.title)
    return link_html(address, label, title=reference.title)


def link_html(address: str, label: str, **attributes: str) -> Html:
    """Return a link that leaves the page open and does not tell where the reader came from."""
    return element("a", label, href=address, **attributes, target="_blank", rel="noopener noreferrer")


def reference_address(reference: Reference) -> str:
    """Return where a publication can be read, or an empty string."""
    if reference.doi:
        return f"https://doi.org/{reference.doi}"
    if reference.pmid:
        return f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/"
    return reference.url
