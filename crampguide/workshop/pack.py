"""The paper of a session: run sheet, cards, quiz, teach-back cards and the page to take home, each a page by itself.

They need no script, no picture file and no network, and print in black and white.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crampguide.assessing.assessment import assess_profile
from crampguide.assessing.triage import emergency_signs
from crampguide.knowledge.wording import say
from crampguide.measuring.cases import load_cases
from crampguide.telling.advice import one_advice_html
from crampguide.telling.explanation import cite, explain
from crampguide.telling.handout_more import answers_in_words
from crampguide.telling.markup import Html, element, fragment
from crampguide.telling.parts import labelled_html, list_html, page_html, section_html, sources_html
from crampguide.telling.tables import table_html
from crampguide.workshop.session import LENGTHS, TAKE_HOME, basis_of

if TYPE_CHECKING:
    from crampguide.knowledge.records import Knowledge
    from crampguide.workshop.session import GroupCase, Workshop

CARD_STYLE: Final = (
    ".card{border:2px solid;border-radius:.5rem;padding:1rem 1.5rem;margin:1rem 0;font-size:20pt;line-height:1.35;"
    "break-inside:avoid;break-after:page}.card h2{font-size:24pt;border:0;margin:0 0 .5em}"
    "ol.marked{list-style:upper-alpha}li{margin:.3em 0}.small,.cg-sources{font-size:9pt}.write td{width:7rem}"
    ".cg-picture{display:block;width:14rem;max-width:100%;fill:none;stroke:currentcolor;stroke-width:6;stroke-linecap:round}"
    ".cg-faint{stroke:#666;stroke-width:3}.cg-strap,.cg-arrow{stroke-width:4}"
)


SHEETS: Final = {
    "run-sheet.html": "workshop_run_sheet",
    "cards.html": "workshop_cards",
    "quiz.html": "workshop_quiz",
    "teach-back.html": "workshop_teach_back",
    "take-home.html": "workshop_take_home",
}
"""File name and title of each sheet."""


def workshop_pack(knowledge: Knowledge, workshop: Workshop) -> dict[str, Html]:
    """Return every sheet of a session.

    Parameters
    ----------
    knowledge : Knowledge
    workshop : Workshop

    Returns
    -------
    dict of str to Html
        File name to a whole HTML page. The run sheet is for the facilitator only: it holds what is right.

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> from crampguide.workshop.session import load_workshop
    >>> sorted(workshop_pack(load_knowledge(), load_workshop()))
    ['cards.html', 'quiz.html', 'run-sheet.html', 'take-home.html', 'teach-back.html']
    """
    insides = {
        "run-sheet.html": _run_sheet(knowledge, workshop),
        "cards.html": _cards(knowledge, workshop),
        "quiz.html": _quiz(knowledge, workshop),
        "teach-back.html": _teach_back(knowledge, workshop),
        "take-home.html": _take_home(knowledge),
    }
    note = element("p", say(knowledge.wording, "disclaimer"), class_="small")
    return {
        name: page_html(knowledge, SHEETS[name], fragment(inside, note), CARD_STYLE) for name, inside in insides.items()
    }


def sheet_titles(knowledge: Knowledge) -> list[tuple[str, str]]:
    """Return the file name and the title of each sheet."""
    return [(name, say(knowledge.wording, title)) for name, title in SHEETS.items()]


def _run_sheet(knowledge: Knowledge, workshop: Workshop) -> Html:
    wording = knowledge.wording
    rows = [
        [fragment(element("b", block.title), element("br"), block.do), *map(str, block.minutes)]
        for block in workshop.blocks
    ]
    return fragment(
        element("p", say(wording, "workshop_rules")),
        table_html(["", *(f"{length} min" for length in LENGTHS)], rows),
        section_html(say(wording, "workshop_cases"), *(_case_key(knowledge, one) for one in workshop.cases)),
        section_html(say(wording, "workshop_key"), _quiz_key(knowledge, workshop)),
        section_html(say(wording, "workshop_listen"), _listen(workshop)),
        section_html(say(wording, "workshop_counts"), _count_table(knowledge, workshop)),
    )


def _case_key(knowledge: Knowledge, one: GroupCase) -> Html:
    wording = knowledge.wording
    case = next(case for case in load_cases() if case.id == one.case)
    explanation = explain(knowledge, assess_profile(knowledge, case.profile))
    said = say(wording, "workshop_guide_says", level=explanation.level_title, lead=explanation.lead)
    source = element("a", case.source, href=case.url)
    return fragment(
        element("h3", case.summary),
        labelled_html(f"{one.found}.", f"{one.lesson} {said}"),
        element("p", say(wording, "workshop_enter"), class_="small"),
        element("div", list_html(answers_in_words(knowledge, case.profile)), class_="small"),
        element("p", say(wording, "why_sources"), " ", source, class_="small"),
    )


def _quiz_key(knowledge: Knowledge, workshop: Workshop) -> Html:
    items = []
    for question in workshop.quiz:
        basis = basis_of(knowledge, question)
        sources = sources_html(knowledge, cite(knowledge, basis.references)) if basis else ""
        items.append(element("li", question.text, " ", element("b", question.right), sources))
    return element("ol", *items)


def _listen(workshop: Workshop) -> Html:
    return fragment(
        *(fragment(element("p", element("b", card.ask)), list_html(card.listen_for)) for card in workshop.teach_back)
    )


def _count_table(knowledge: Knowledge, workshop: Workshop) -> Html:
    """Return a table in which hands are counted: the answers to each question, before and after."""
    wording = knowledge.wording
    heads = ["", say(wording, "workshop_before"), say(wording, "workshop_after")]
    rows = [[f"{question.text} {option}", "", ""] for question in workshop.quiz for option in question.options]
    return fragment(element("p", say(wording, "workshop_counts_intro")), table_html(heads, rows, class_="write"))


def _cards(knowledge: Knowledge, workshop: Workshop) -> Html:
    """Return a card and its back for each myth and each case."""
    wording = knowledge.wording
    by_id = {claim.id: claim for claim in knowledge.claims}
    cases = {case.id: case for case in load_cases()}
    parts = []
    for myth in workshop.myths:
        claim = by_id[myth.claim]
        said = element("p", claim.claim)
        parts.append(_card(say(wording, "workshop_vote"), said))
        sources = sources_html(knowledge, cite(knowledge, claim.references))
        parts.append(_card(say(wording, f"verdict_{claim.verdict}"), said, element("p", claim.why), sources))
    for one in workshop.cases:
        summary = element("p", cases[one.case].summary)
        asked = element("p", element("b", one.ask))
        parts.append(_card(say(wording, "workshop_case"), summary, asked, list_html(one.options, marked=True)))
        parts.append(_card(one.found, summary, element("p", one.lesson)))
    return fragment(*parts)


def _card(title: str, *inside: Html) -> Html:
    """Return a card; each prints on a sheet of its own, so that what is right stays out of sight."""
    return element("section", element("h2", title), *inside, class_="card")


def _quiz(knowledge: Knowledge, workshop: Workshop) -> Html:
    items = (
        element("li", element("b", question.text), list_html(question.options, marked=True))
        for question in workshop.quiz
    )
    return fragment(element("p", say(knowledge.wording, "workshop_quiz_intro")), element("ol", *items))


def _teach_back(knowledge: Knowledge, workshop: Workshop) -> Html:
    title = say(knowledge.wording, "workshop_own_words")
    return fragment(*(_card(title, element("p", card.ask)) for card in workshop.teach_back))


def _take_home(knowledge: Knowledge) -> Html:
    wording = knowledge.wording
    call = element("p", say(wording, "site_emergency_ask"), " ", say(wording, "level_emergency"))
    danger = section_html(say(wording, "site_emergency_title"), call, list_html(emergency_signs(knowledge)))
    return fragment(danger, *(element("section", one_advice_html(knowledge, key)) for key in TAKE_HOME))
