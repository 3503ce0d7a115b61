"""The paper of a session: run sheet, cards, quiz, teach-back cards and the page to take home, each a page by itself.

They need no script, no picture file and no network, and print in black and white.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from crampguide.assessing.assessment import assess_profile
from crampguide.assessing.triage import emergency_signs
from crampguide.knowledge.wording import say
from crampguide.measuring.cases import load_cases
from crampguide.telling.explanation import cite, explain
from crampguide.telling.handout import answers_in_words
from crampguide.telling.parts import advice_html, list_html, page_html, section_html, sources_html
from crampguide.workshop.session import LENGTHS, TAKE_HOME, basis_of

if TYPE_CHECKING:
    from crampguide.knowledge.records import Knowledge
    from crampguide.workshop.session import GroupCase, Workshop

CARD_STYLE: Final = (
    ".card{border:2px solid;border-radius:.5rem;padding:1rem 1.5rem;margin:1rem 0;font-size:20pt;line-height:1.35;"
    "break-inside:avoid;break-after:page}.card h2{font-size:24pt;border:0;margin:0 0 .5em}"
    "ol.marked{list-style:upper-alpha}li{margin:.3em 0}.small,.cg-sources{font-size:9pt}td.write{width:7rem}"
    ".cg-picture{display:block;width:14rem;max-width:100%;fill:none;stroke:currentcolor;stroke-width:6;stroke-linecap:round}"
)


SHEETS: Final = {
    "run-sheet.html": "workshop_run_sheet",
    "cards.html": "workshop_cards",
    "quiz.html": "workshop_quiz",
    "teach-back.html": "workshop_teach_back",
    "take-home.html": "workshop_take_home",
}
"""File name and title of each sheet."""


def workshop_pack(knowledge: Knowledge, workshop: Workshop) -> dict[str, str]:
    """Return every sheet of a session.

    Parameters
    ----------
    knowledge : Knowledge
    workshop : Workshop

    Returns
    -------
    dict of str to str
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
    note = f"<p class='small'>{escape(say(knowledge.wording, 'disclaimer'))}</p>"
    return {name: page_html(knowledge, SHEETS[name], inside + note, CARD_STYLE) for name, inside in insides.items()}


def sheet_titles(knowledge: Knowledge) -> list[tuple[str, str]]:
    """Return the file name and the title of each sheet."""
    return [(name, say(knowledge.wording, title)) for name, title in SHEETS.items()]


def _run_sheet(knowledge: Knowledge, workshop: Workshop) -> str:
    wording = knowledge.wording
    heads = "".join(f"<th scope='col'>{length} min</th>" for length in LENGTHS)
    rows = "".join(
        f"<tr><th scope='row'><b>{escape(block.title)}</b><br>{escape(block.do)}</th>"
        + "".join(f"<td>{minutes}</td>" for minutes in block.minutes)
        + "</tr>"
        for block in workshop.blocks
    )
    agenda = f"<table><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    parts = [
        f"<p>{escape(say(wording, 'workshop_rules'))}</p>{agenda}",
        section_html(say(wording, "workshop_cases"), "".join(_case_key(knowledge, one) for one in workshop.cases)),
        section_html(say(wording, "workshop_key"), _quiz_key(knowledge, workshop)),
        section_html(say(wording, "workshop_listen"), _listen(workshop)),
        section_html(say(wording, "workshop_counts"), _count_table(knowledge, workshop)),
    ]
    return "".join(parts)


def _case_key(knowledge: Knowledge, one: GroupCase) -> str:
    case = next(case for case in load_cases() if case.id == one.case)
    explanation = explain(knowledge, assess_profile(knowledge, case.profile))
    said = say(knowledge.wording, "workshop_guide_says", level=explanation.level_title, lead=explanation.lead)
    source = f"<a href='{escape(case.url)}'>{escape(case.source)}</a>"
    return (
        f"<h3>{escape(case.summary)}</h3><p><b>{escape(one.found)}.</b> {escape(one.lesson)} {escape(said)}</p>"
        f"<p class='small'>{escape(say(knowledge.wording, 'workshop_enter'))}</p>"
        f"<div class='small'>{list_html(answers_in_words(knowledge, case.profile))}</div>"
        f"<p class='small'>{escape(say(knowledge.wording, 'why_sources'))} {source}</p>"
    )


def _quiz_key(knowledge: Knowledge, workshop: Workshop) -> str:
    items = []
    for question in workshop.quiz:
        basis = basis_of(knowledge, question)
        sources = sources_html(knowledge, cite(knowledge, basis.references)) if basis else ""
        items.append(f"<li>{escape(question.text)} <b>{escape(question.right)}</b>{sources}</li>")
    return f"<ol>{''.join(items)}</ol>"


def _listen(workshop: Workshop) -> str:
    return "".join(f"<p><b>{escape(card.ask)}</b></p>{list_html(card.listen_for)}" for card in workshop.teach_back)


def _count_table(knowledge: Knowledge, workshop: Workshop) -> str:
    """Return a table in which hands are counted: the answers to each question, before and after."""
    wording = knowledge.wording
    heads = "".join(
        f"<th scope='col'>{escape(say(wording, key))}</th>" for key in ("workshop_before", "workshop_after")
    )
    rows = "".join(
        f"<tr><th scope='row'>{escape(question.text)} {escape(option)}</th><td class='write'></td>"
        "<td class='write'></td></tr>"
        for question in workshop.quiz
        for option in question.options
    )
    intro = f"<p>{escape(say(wording, 'workshop_counts_intro'))}</p>"
    return f"{intro}<table><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _cards(knowledge: Knowledge, workshop: Workshop) -> str:
    """Return a card and its back for each myth and each case."""
    wording = knowledge.wording
    by_id = {claim.id: claim for claim in knowledge.claims}
    cases = {case.id: case for case in load_cases()}
    parts = []
    for myth in workshop.myths:
        claim = by_id[myth.claim]
        parts.append(_card(say(wording, "workshop_vote"), f"<p>{escape(claim.claim)}</p>"))
        sources = sources_html(knowledge, cite(knowledge, claim.references))
        why = f"<p>{escape(claim.claim)}</p><p>{escape(claim.why)}</p>{sources}"
        parts.append(_card(say(wording, f"verdict_{claim.verdict}"), why))
    for one in workshop.cases:
        summary = f"<p>{escape(cases[one.case].summary)}</p>"
        asked = f"<p><b>{escape(one.ask)}</b></p>{list_html(one.options, marked=True)}"
        parts.append(_card(say(wording, "workshop_case"), summary + asked))
        parts.append(_card(one.found, f"{summary}<p>{escape(one.lesson)}</p>"))
    return "".join(parts)


def _card(title: str, inside: str) -> str:
    """Return a card; each prints on a sheet of its own, so that what is right stays out of sight."""
    return f"<section class='card'><h2>{escape(title)}</h2>{inside}</section>"


def _quiz(knowledge: Knowledge, workshop: Workshop) -> str:
    items = "".join(
        f"<li><b>{escape(question.text)}</b>{list_html(question.options, marked=True)}</li>"
        for question in workshop.quiz
    )
    return f"<p>{escape(say(knowledge.wording, 'workshop_quiz_intro'))}</p><ol>{items}</ol>"


def _teach_back(knowledge: Knowledge, workshop: Workshop) -> str:
    title = say(knowledge.wording, "workshop_own_words")
    return "".join(_card(title, f"<p>{escape(card.ask)}</p>") for card in workshop.teach_back)


def _take_home(knowledge: Knowledge) -> str:
    ask, call = (escape(say(knowledge.wording, key)) for key in ("site_emergency_ask", "level_emergency"))
    danger = f"<p>{ask} {call}</p>{list_html(emergency_signs(knowledge))}"
    advice = "".join(f"<section>{advice_html(knowledge, key)}</section>" for key in TAKE_HOME)
    return section_html(say(knowledge.wording, "site_emergency_title"), danger) + advice
