"""The medicines that a person named, as HTML: for the page, and as a table for the doctor or pharmacist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crampguide.knowledge.wording import say
from crampguide.telling.explanation import cite
from crampguide.telling.markup import NOTHING, Html, element
from crampguide.telling.medicines import (
    kind_of,
    known_words,
    sources_for,
    state_words,
    told_medicines,
)
from crampguide.telling.parts import section_html, sources_html
from crampguide.telling.tables import table_html

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crampguide.assessing.named import Named
    from crampguide.assessing.profile import Profile
    from crampguide.knowledge.records import Knowledge


COLUMNS: Final = ("name", "kind", "known")
"""What the table tells of each."""


def medicines_html(knowledge: Knowledge, profile: Profile) -> Html:
    """Return each medicine that the person named with what we know of it; nothing if they named none.

    Parameters
    ----------
    knowledge : Knowledge
    profile : Profile
    """
    told = told_medicines(knowledge, profile)
    if not told:
        return NOTHING
    wording = knowledge.wording
    items = (_item_html(knowledge, one) for one in told)
    keep = element("p", say(wording, "medicines_keep"))
    return section_html(say(wording, "medicines_title"), keep, element("ul", *items))


def _item_html(knowledge: Knowledge, one: Named) -> Html:
    kind = kind_of(knowledge, one)
    sources = sources_html(knowledge, cite(knowledge, sources_for(knowledge, one)))
    words = known_words(knowledge, one)
    name = element("b", state_words(knowledge, one))
    return element("li", name, f": {kind}. " if kind else ": ", words, sources)


def medicines_table(knowledge: Knowledge, told: Iterable[Named]) -> Html:
    """Return the medicines that a person named as a table: name and change, what it is, what this guide knows of it."""
    heads = [say(knowledge.wording, f"medicines_{column}") for column in COLUMNS]
    rows = [[state_words(knowledge, one), kind_of(knowledge, one), known_words(knowledge, one)] for one in told]
    return table_html(heads, rows)
