"""Who and what stands behind the guide, as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crampguide.knowledge.release import __version__
from crampguide.knowledge.wording import say
from crampguide.measuring.sources import weigh_sources
from crampguide.telling.markup import Html, element, fragment
from crampguide.telling.parts import details_html, list_html
from crampguide.telling.references import sources_table_html

if TYPE_CHECKING:
    from crampguide.knowledge.records import Knowledge


PARTS: Final = ("what", "who", "signed", "date", "numbers", "limits", "money", "privacy", "mistake")
"""What the page tells, in reading order: each has a title and words of its own."""


def about_html(knowledge: Knowledge) -> Html:
    """Return what the guide is, who made it, whether a clinician has signed it, and how to report a mistake.

    Parameters
    ----------
    knowledge : Knowledge
    """
    wording, weighed, dated = knowledge.wording, weigh_sources(knowledge), knowledge.release.data_date
    parts = [
        fragment(element("h2", say(wording, f"about_{part}_title")), element("p", say(wording, f"about_{part}")))
        for part in PARTS
    ]
    facts = list_html(
        [
            say(wording, "about_version", version=__version__, day=f"{dated.day} {dated:%B %Y}"),
            say(wording, "about_counts", effects=len(knowledge.effects), treatments=len(knowledge.treatments)),
            say(wording, "about_sources", share=round(100 * weighed.share)),
        ]
    )
    return fragment(element("p", say(wording, "about_intro")), facts, *parts)


def sources_html(knowledge: Knowledge) -> Html:
    """Return every source with its kind, folded, under how many that carry something are first hand.

    Parameters
    ----------
    knowledge : Knowledge
    """
    wording, weighed = knowledge.wording, weigh_sources(knowledge)
    carrying = len(weighed.primary) + len(weighed.secondary)
    told = say(
        wording, "source_share", carrying=carrying, primary=len(weighed.primary), share=round(100 * weighed.share)
    )
    table = sources_table_html(wording, knowledge.references)
    return fragment(
        element("h2", say(wording, "source_title")),
        element("p", told),
        details_html(say(wording, "source_all", count=len(knowledge.references)), table),
    )
