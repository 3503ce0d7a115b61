"""What may help, as HTML: the advice of a result with its cautions, and one piece of it for a whole room."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from crampguide.assessing.triage import URGENT
from crampguide.knowledge.presentations import boxes_of
from crampguide.knowledge.wording import joined, say
from crampguide.telling.charts.gains import sure_in_words
from crampguide.telling.explanation import advice_words, cite
from crampguide.telling.markup import NOTHING, Html, element, fragment
from crampguide.telling.medicines import named_in
from crampguide.telling.parts import (
    details_html,
    drawing_html,
    labelled_html,
    list_html,
    reference_html,
    section_html,
    sources_html,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crampguide.assessing.assessment import AdviceItem
    from crampguide.assessing.profile import Profile
    from crampguide.knowledge.records import Advice, Knowledge
    from crampguide.telling.explanation import Explanation

ADVICE: Final = "cg-advice-"
"""The id of a piece of advice on the page begins with this."""

ON_ONES_OWN: Final = {"during", "tonight", "this_week"}
"""Moments of advice that a person follows with nobody's help."""

REVIEWED: Final = {"with_clinician"}
"""The moment of advice that asks about a medicine."""


def advice_html(knowledge: Knowledge, explanation: Explanation) -> Html:
    """Return the advice for one person, folded by moment."""
    is_urgent = explanation.assessment.level in URGENT
    advice, profile = explanation.assessment.advice, explanation.assessment.profile
    title = advice_title(knowledge, advice)
    if len(_moments(advice)) == 1:  # as in an emergency: under its own heading, and not one tap away
        return section_html(title, *(_item_html(knowledge, item, profile, is_urgent=is_urgent) for item in advice))
    groups = groupby(advice, key=lambda item: item.advice.moment)
    inside = (_group_html(knowledge, moment, list(items), profile, is_urgent=is_urgent) for moment, items in groups)
    return section_html(title, *inside)


def advice_title(knowledge: Knowledge, advice: Iterable[AdviceItem]) -> str:
    """Return what stands above some advice: "what may help" is no title for what to leave alone."""
    moments = _moments(advice)
    return say(knowledge.wording, f"advice_{moments.pop()}" if len(moments) == 1 else "advice_title")


def _moments(advice: Iterable[AdviceItem]) -> set[str]:
    return {item.advice.moment for item in advice}


def one_advice_html(knowledge: Knowledge, identifier: str, heading: str = "h2") -> Html:
    """Return one piece of advice for anyone, with its picture, its evidence and its harms, under a heading."""
    advice = next(advice for advice in knowledge.advice if advice.id == identifier)
    return fragment(
        element(heading, advice.name),
        element("p", advice.text),
        drawing_html(knowledge, advice.picture),
        element("p", advice.evidence, " ", _certainty(knowledge, advice)),
        _harms_html(knowledge, advice),
    )


def _group_html(
    knowledge: Knowledge, moment: str, items: list[AdviceItem], profile: Profile, *, is_urgent: bool
) -> Html:
    """Return the advice of one moment, folded under a heading that says if it holds a caution for this person."""
    wording, mark = knowledge.wording, NOTHING
    if any(item.cautions or item.barred_by for item in items):
        mark = fragment(" ", element("span", say(wording, "advice_warned"), class_="cg-fits"))
    inside = (_item_html(knowledge, item, profile, is_urgent=is_urgent) for item in items)
    return details_html(element("h3", say(wording, f"advice_{moment}"), mark), *inside)


def _item_html(knowledge: Knowledge, item: AdviceItem, profile: Profile, *, is_urgent: bool) -> Html:
    """Return a piece of advice as a fold; what a person must leave alone stands open, without what speaks for it."""
    wording, advice = knowledge.wording, item.advice
    if item.barred_by:
        name = say(wording, "advice_not_now", name=advice.name)
        barred = element("p", advice_words(knowledge, item), class_="cg-caution")
        sources = sources_html(knowledge, cite(knowledge, item.barred_by.danger.references))
        return details_html(name, barred, sources, id=f"{ADVICE}{advice.id}", open=True)
    applying = [("advice_caution", caution) for caution in item.cautions]
    applying += [("advice_caution_unsure", caution) for caution in item.possible_cautions]
    cautions = [labelled_html(say(wording, label), caution.text, class_="cg-caution") for label, caution in applying]
    told = [*(cautions or [element("p", advice.text)]), told_picture_html(knowledge, item)]
    keys = [key for _, caution in applying for key in caution.references]
    title = _title(knowledge, item, profile, is_urgent=is_urgent)
    if applying and (is_urgent or (item.cautions and advice.moment in ON_ONES_OWN)):
        sources = sources_html(knowledge, cite(knowledge, keys))
        return details_html(title, *told, sources, id=f"{ADVICE}{advice.id}", open=True)
    keys = [*advice.references, *keys]
    if is_urgent:  # what speaks for it and how sure anyone is would calm beside "today"
        sources = sources_html(knowledge, cite(knowledge, keys))
        return details_html(title, *told, sources, id=f"{ADVICE}{advice.id}")
    if advice.counts and not applying:
        keys.append(advice.counts.reference)
    return details_html(
        title,
        *told,
        labelled_html(say(wording, "advice_evidence"), advice.evidence, " ", _certainty(knowledge, advice)),
        NOTHING if applying else _counts_html(knowledge, advice),
        _harms_html(knowledge, advice),
        _trials_html(knowledge, advice),
        sources_html(knowledge, cite(knowledge, keys)),
        id=f"{ADVICE}{advice.id}",
    )


def _trials_html(knowledge: Knowledge, advice: Advice) -> Html:
    """Return each trial behind a piece of advice: what it found, in whom, how sure, and its source."""
    lines = [
        fragment(
            element("b", one.people, ":"),
            " ",
            one.finding,
            " ",
            sure_in_words(knowledge, one),
            " ",
            reference_html(knowledge.reference_by_id[one.reference]),
        )
        for one in knowledge.treatments_by_advice[advice.id]
    ]
    return details_html(say(knowledge.wording, "trials_title"), list_html(lines)) if lines else NOTHING


def advice_name(knowledge: Knowledge, item: AdviceItem, profile: Profile) -> str:
    """Return what a piece of advice is called, with the names of the medicines that it is about."""
    named = named_in(knowledge, profile, boxes_of(item.advice.when)) if item.advice.moment in REVIEWED else ()
    if not named:
        return item.advice.name
    return say(knowledge.wording, "advice_about", name=item.advice.name, names=joined(one.name for one in named))


def _title(knowledge: Knowledge, item: AdviceItem, profile: Profile, *, is_urgent: bool) -> str:
    """Return the heading of a piece of advice: who reads headings only must not do what is wrong for them."""
    if item.advice.moment not in ON_ONES_OWN or not (item.cautions or item.possible_cautions):
        return advice_name(knowledge, item, profile)
    is_sure = is_urgent and bool(item.cautions)
    return say(knowledge.wording, "advice_not_now" if is_sure else "advice_read_first", name=item.advice.name)


def _counts_html(knowledge: Knowledge, advice: Advice) -> Html:
    """Return how many of 100 people had the same with it and without, where a trial counted."""
    if not advice.counts:
        return NOTHING
    numbers = advice.counts
    sentence = say(
        knowledge.wording,
        "advice_counts",
        outcome=numbers.outcome,
        without=numbers.without,
        with_it=numbers.with_it,
        low=numbers.low,
        high=numbers.high,
    )
    return element("p", sentence)


def _certainty(knowledge: Knowledge, advice: Advice) -> str:
    wording = knowledge.wording
    return say(wording, "advice_certainty", certainty=say(wording, f"evidence_{advice.certainty}"))


def _harms_html(knowledge: Knowledge, advice: Advice) -> Html:
    return labelled_html(say(knowledge.wording, "advice_harms"), advice.harms) if advice.harms else NOTHING


def told_picture_html(knowledge: Knowledge, item: AdviceItem) -> Html:
    """Return the drawing of what a person is told: of the advice, or of the one caution that takes its place.

    Of several cautions one may forbid what another draws, so there is none.
    """
    told = [caution.picture for caution in (*item.cautions, *item.possible_cautions)] or [item.advice.picture]
    return NOTHING if item.barred_by or len(told) > 1 else drawing_html(knowledge, told[0])
