"""The result as HTML, region by region, from an explanation. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crampguide.knowledge.dangers import LEVELS
from crampguide.knowledge.wording import say
from crampguide.telling.advice import advice_html
from crampguide.telling.changes import change_html
from crampguide.telling.explanation import cite
from crampguide.telling.first_look import first_look_html, in_short_html, next_html
from crampguide.telling.level import level_html
from crampguide.telling.markup import NOTHING, Html, Regions, element, fragment
from crampguide.telling.medicines import called
from crampguide.telling.medicines_html import medicines_html
from crampguide.telling.parts import details_html, fold_html, labelled_html, list_html, section_html, sources_html
from crampguide.telling.reasons import causes_html, common_html, why_html
from crampguide.telling.terms import explained_terms

if TYPE_CHECKING:
    from crampguide.assessing.changes import Changes
    from crampguide.knowledge.beside import LookAlike
    from crampguide.knowledge.records import Knowledge
    from crampguide.telling.explanation import Explanation

STYLE: Final = (
    ".cg-report{max-width:60rem}.cg-report .cg-level{border:1px solid;border-left-width:8px;"
    "border-radius:4px;padding:0 1rem;margin:.5rem 0}.cg-report th,.cg-report td{text-align:left}"
)
"""Of a result in a notebook cell."""

TAKE_AWAY: Final = "cg-take-away"
"""The id of the heading above the buttons for the page for the doctor."""


def top_regions(knowledge: Knowledge, explanation: Explanation) -> Regions:
    """Return what stands above the chart: the level, the first look, what to do next, and the words announced aloud.

    Parameters
    ----------
    knowledge : Knowledge
    explanation : Explanation

    Returns
    -------
    list of (str, Html)
        Region id and HTML, in reading order. Danger comes first.
    """
    wording = knowledge.wording
    announced = say(wording, "live_changed", level=explanation.level_title, lead=explanation.lead)
    return [
        ("level", level_html(knowledge, explanation, has_questions=True)),
        ("summary", _summary_html(knowledge, explanation)),
        ("next", next_html(knowledge, explanation)),
        ("announce", element("p", announced, ".")),
    ]


def bottom_regions(knowledge: Knowledge, explanation: Explanation, changes: Changes) -> Regions:
    """Return what stands below the chart, from the table of the chart to the words explained.

    Parameters
    ----------
    knowledge : Knowledge
    explanation : Explanation
    changes : Changes
        What would change the result.

    Returns
    -------
    list of (str, Html)
        Region id and HTML, in reading order. Beside "today" and "now" only what to do, and what would raise the level.
    """
    what_to_do = ("advice", advice_html(knowledge, explanation))
    what_would_change = ("change", change_html(knowledge, explanation.assessment, changes))
    words = ("terms", _terms_html(knowledge, explanation))
    if not explanation.shows_shares:
        return [what_to_do, what_would_change, words]
    return [
        ("table", causes_html(knowledge, explanation, has_reasons=True)),
        ("ask", _ask_html(knowledge, explanation)),
        ("medicines", medicines_html(knowledge, explanation.assessment.profile)),
        what_to_do,
        ("why", why_html(knowledge, explanation)),
        what_would_change,
        ("common", common_html(knowledge, explanation)),
        ("look_alikes", _look_alikes_html(knowledge, explanation)),
        ("claims", _claims_html(knowledge, explanation)),
        words,
    ]


def notebook_html(knowledge: Knowledge, explanation: Explanation) -> Html:
    """Return level, summary and table with a style of their own, for a notebook cell outside the page."""
    inside = element(
        "div",
        level_html(knowledge, explanation),
        in_short_html(explanation),
        causes_html(knowledge, explanation) if explanation.shows_shares else NOTHING,
        element("p", say(knowledge.wording, "disclaimer")),
        class_="cg-report",
    )
    return fragment(element("style", STYLE), inside)


def _summary_html(knowledge: Knowledge, explanation: Explanation) -> Html:
    assessment = explanation.assessment
    summary = fragment(
        first_look_html(knowledge, explanation),
        element("p", explanation.progress, class_="cg-quiet"),
    )
    if not assessment.profile.answers or assessment.level == LEVELS[-1]:
        return summary
    link = element("a", say(knowledge.wording, "to_take_away"), href=f"#{TAKE_AWAY}")
    return fragment(summary, element("p", link))


def _ask_html(knowledge: Knowledge, explanation: Explanation) -> Html:
    wording, assessment = knowledge.wording, explanation.assessment
    if not assessment.worth_asking:
        return NOTHING
    intro = say(wording, "ask_intro")
    asked = list_html(
        say(wording, "ask_item", name=called(knowledge, assessment.profile, one), ask=one.ask)
        for one in assessment.worth_asking
    )
    return section_html(say(wording, "ask_title"), element("p", intro), asked)


def _look_alikes_html(knowledge: Knowledge, explanation: Explanation) -> Html:
    wording = knowledge.wording
    fitting = explanation.assessment.look_alikes
    others = [other for other in knowledge.look_alikes if other not in fitting]
    title = say(wording, "look_alikes_title")
    intro = element("p", say(wording, "look_alikes_intro" if fitting else "look_alikes_none"))
    likely = [_look_alike_html(knowledge, one, fits=True) for one in fitting]
    less_likely = [_look_alike_html(knowledge, one, fits=False) for one in others]
    if not fitting:
        return fold_html(title, intro, *less_likely)
    return fragment(section_html(title, intro, *likely), fold_html(say(wording, "look_alikes_others"), *less_likely))


def _look_alike_html(knowledge: Knowledge, one: LookAlike, *, fits: bool) -> Html:
    wording, mark = knowledge.wording, NOTHING
    if fits:
        mark = fragment(" ", element("span", say(wording, "look_alikes_fits"), class_="cg-fits"))
    return details_html(
        element("span", one.name, mark),
        list_html(one.differs),
        labelled_html(say(wording, "look_alikes_do"), one.action),
        sources_html(knowledge, cite(knowledge, one.references)),
    )


def _claims_html(knowledge: Knowledge, explanation: Explanation) -> Html:
    wording, assessment = knowledge.wording, explanation.assessment
    if not assessment.claims:
        return NOTHING
    items = (
        details_html(
            f"{say(wording, f'verdict_{claim.verdict}')}: {claim.claim}",
            element("p", claim.why),
            sources_html(knowledge, cite(knowledge, claim.references)),
        )
        for claim in assessment.claims
    )
    return fold_html(say(wording, "claims_title"), element("p", say(wording, "claims_intro")), *items)


def _terms_html(knowledge: Knowledge, explanation: Explanation) -> Html:
    """Return the words of medicine that stand in the result, in plain words."""
    terms = explained_terms(knowledge, explanation)
    if not terms:
        return NOTHING
    pairs = (fragment(element("dt", term.name), element("dd", term.plain)) for term in terms)
    return fold_html(say(knowledge.wording, "terms_title"), element("dl", *pairs, class_="cg-terms"))
