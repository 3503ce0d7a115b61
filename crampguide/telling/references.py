"""Publications to take along: each as one line to copy, as BibTeX, and how many of them are the source itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crampguide.knowledge.wording import say
from crampguide.telling.markup import Html, element, fragment
from crampguide.telling.parts import reference_address, reference_html
from crampguide.telling.tables import table_html, wide_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crampguide.knowledge.records import Reference

ENTRY: Final = {"article": "article", "review": "article", "guideline": "techreport"}
"""The BibTeX entry of each kind; all others are ``misc``."""


def reference_line(reference: Reference) -> str:
    """Return a publication as one line of text, with where it can be read.

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> reference_line(load_knowledge().reference_by_id["naylor1994"])[:34]
    'Naylor JR, Young JB (1994). A gene'
    """
    year = f" ({reference.year})" if reference.year else ""
    title = f" {reference.title.rstrip('.')}." if reference.authors else ""
    who = reference.authors or reference.title
    journal = f" {reference.journal}." if reference.journal else ""
    address = reference_address(reference)
    return f"{who}{year}.{title}{journal} {address}".strip()


def bibtex(references: Iterable[Reference]) -> str:
    """Return publications as a BibTeX file, in the order given.

    Parameters
    ----------
    references : iterable of Reference

    Returns
    -------
    str
        One entry for each, under its citation key.

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> print(bibtex([load_knowledge().reference_by_id["naylor1994"]]).splitlines()[0])
    @article{naylor1994,
    """
    return "\n".join(_entry(reference) for reference in references)


def _entry(reference: Reference) -> str:
    # names are joined by "and", those of bodies are kept whole
    authors = reference.authors
    people = [name.strip() for name in authors.replace(" and ", ", ").split(",")]
    is_people = all(name.split()[-1].isupper() for name in people if name)
    fields = {
        "author": " and ".join(_turned(name) for name in people) if is_people and authors else f"{{{authors}}}",
        "title": f"{{{reference.title}}}",
        "year": str(reference.year or ""),
        "journal": reference.journal,
        "doi": reference.doi,
        "pmid": reference.pmid,
        "url": reference_address(reference),
        "note": reference.note,
    }
    lines = [f"  {key} = {{{value}}}," for key, value in fields.items() if value.strip("{}")]
    return "\n".join([f"@{ENTRY.get(reference.kind, 'misc')}{{{reference.id},", *lines, "}\n"])


def _turned(name: str) -> str:
    """Return a name with its initials behind a comma."""
    *family, initials = name.split()
    return f"{' '.join(family)}, {' '.join(initials)}" if family else initials


def sources_table_html(wording: Mapping[str, str], references: Iterable[Reference]) -> Html:
    """Return every publication with its citation key, its kind and what was read of it."""
    heads = [say(wording, f"source_{column}") for column in ("key", "kind", "what", "read")]
    rows = (
        [one.id, say(wording, f"source_kind_{one.kind}"), reference_html(one, reference_line(one)), one.note]
        for one in references
    )
    return wide_html(wording, table_html(heads, rows))


def copied_html(wording: Mapping[str, str], reference: Reference, locator: str) -> Html:
    """Return a link to a publication, where in it, and a button that copies it as one line."""
    button = element(
        "button",
        say(wording, "copy_reference"),
        type="button",
        class_="cg-copy",
        data_copy=reference_line(reference),
        data_copied=say(wording, "copy_done"),
        data_failed=say(wording, "copy_failed"),
        aria_label=f"{say(wording, 'copy_reference')}: {reference.title}",
    )
    return fragment(reference_html(reference), ": ", locator, " ", button)
