"""The result as HTML, region by region, from an explanation. Pure functions of text; every value is escaped here."""

from __future__ import annotations

from html import escape
from itertools import groupby
from string import ascii_uppercase
from typing import TYPE_CHECKING, Final

from crampguide.assessing.triage import URGENT
from crampguide.knowledge.records import LEVELS
from crampguide.knowledge.wording import joined, range_of_100, say
from crampguide.telling.changes import change_html
from crampguide.telling.explanation import NO_CAUSE, OTHERS, cite
from crampguide.telling.level import level_html
from crampguide.telling.parts import fold_html, people_html, picture_html, section_html, sources_html, wide_html
from crampguide.telling.terms import explained_terms

if TYPE_CHECKING:
    from crampguide.assessing.assessment import AdviceItem
    from crampguide.assessing.changes import Changes
    from crampguide.knowledge.records import Knowledge, LookAlike
    from crampguide.telling.explanation import Explanation, Row

Regions = list[tuple[str, str]]

ON_ONES_OWN: Final = {"during", "tonight", "this_week"}
"""Moments of advice that a person follows with nobody's help."""

WHY: Final = "cg-why-"
"""The id of a contributor's reason on the page begins with this."""

TAKE_AWAY: Final = "cg-take-away"
"""The id of the heading above the buttons for the page for the doctor."""


def top_regions(knowledge: Knowledge, explanation: Explanation) -> Regions:
    """Return what stands above the chart: the level and its reasons, the summary, and the words announced aloud.

    Parameters
    ----------
    knowledge : Knowledge
    explanation : Explanation

    Returns
    -------
    list of (str, str)
        Region id and HTML, in reading order. Danger comes first.
    """
    wording = knowledge.wording
    announced = say(wording, "live_changed", level=explanation.level_title, lead=explanation.lead)
    return [
        ("level", level_html(knowledge, explanation, has_questions=True)),
        ("summary", _summary_html(knowledge, explanation)),
        ("announce", f"<p>{escape(announced)}.</p>"),
    ]


def bottom_regions(knowledge: Knowledge, explanation: Explanation, changes: Changes) -> Regions:
    """Return what stands below the chart, from the key of the chart to the words explained.

    Parameters
    ----------
    knowledge : Knowledge
    explanation : Explanation
    changes : Changes
        What would change the result.

    Returns
    -------
    list of (str, str)
        Region id and HTML, in reading order.
    """
    return [
        ("key", f"<p class='cg-quiet'>{escape(say(knowledge.wording, 'chart_key'))}</p>"),
        ("table", table_html(knowledge, explanation, has_reasons=True)),
        ("people", _people_html(knowledge, explanation)),
        ("ask", _ask_html(knowledge, explanation)),
        ("advice", _advice_html(knowledge, explanation)),
        ("why", _why_html(knowledge, explanation)),
        ("change", change_html(knowledge, explanation.assessment, changes)),
        ("common", _common_html(knowledge, explanation)),
        ("look_alikes", _look_alikes_html(knowledge, explanation)),
        ("claims", _claims_html(knowledge, explanation)),
        ("terms", _terms_html(knowledge, explanation)),
    ]


def _summary_html(knowledge: Knowledge, explanation: Explanation) -> str:
    summary = f"<p>{escape(explanation.summary)}</p><p class='cg-quiet'>{escape(explanation.progress)}</p>"
    if not explanation.assessment.profile.answers or explanation.assessment.level == LEVELS[-1]:
        return summary
    return f"{summary}<p><a href='#{TAKE_AWAY}'>{escape(say(knowledge.wording, 'to_take_away'))}</a></p>"


def report_html(knowledge: Knowledge, explanation: Explanation) -> str:
    """Return level, summary and table with a style of their own, for a notebook cell outside the page."""
    style = (
        "<style>.cg-report{max-width:60rem}.cg-report .cg-level{border:1px solid;border-left-width:8px;"
        "border-radius:4px;padding:0 1rem;margin:.5rem 0}.cg-report th,.cg-report td{text-align:left}</style>"
    )
    inside = f"{level_html(knowledge, explanation)}<p><b>{escape(explanation.summary)}</b></p>"
    table, note = table_html(knowledge, explanation), escape(say(knowledge.wording, "disclaimer"))
    return f"{style}<div class='cg-report'>{inside}{table}<p>{note}</p></div>"


def table_html(knowledge: Knowledge, explanation: Explanation, *, has_reasons: bool = False) -> str:
    """Return the table that says the same as the chart; each name leads to its reason where the reasons stand too."""
    wording = knowledge.wording
    heads = "".join(
        f"<th scope='col'>{escape(say(wording, key))}</th>"
        for key in ("table_cause", "table_count", "table_range", "table_evidence")
    )
    body = "".join(
        f"<tr><th scope='row'>{_to_reason(row) if has_reasons else escape(row.name)}</th><td>{row.count_in_words}</td>"
        f"<td>{escape(range_of_100(row.low, row.high, wording))}</td>"
        f"<td>{escape(row.evidence)}</td></tr>"
        for row in explanation.rows
    )
    caption = escape(say(wording, "table_caption"))
    head = f"<caption>{caption}</caption><thead><tr>{heads}</tr></thead>"
    table = wide_html(wording, f"<table class='cg-table'>{head}<tbody>{body}</tbody></table>")
    return fold_html(say(wording, "table_title"), table) if has_reasons else table


def _to_reason(row: Row) -> str:
    """Return a row's name, leading to its reason, sum, line of data and sources where it has them."""
    name = escape(row.name)
    return name if row.id in {OTHERS, NO_CAUSE} else f"<a href='#{WHY}{escape(row.id)}'>{name}</a>"


def _why_html(knowledge: Knowledge, explanation: Explanation) -> str:
    wording = knowledge.wording
    items = "".join(_reason_html(knowledge, row) for row in explanation.rows if row.id not in {OTHERS, NO_CAUSE})
    return section_html(say(wording, "why_title"), items or f"<p>{escape(say(wording, 'why_none'))}</p>")


def _reason_html(knowledge: Knowledge, row: Row) -> str:
    wording = knowledge.wording
    answers = "".join(f"<li>{escape(answer)}</li>" for answer in row.because)
    unsure = f"<p>{escape(say(wording, 'why_unsure'))}</p>" if row.is_unsure else ""
    size = f"<b>{escape(say(wording, 'why_study_size'))}</b> {escape(row.evidence)}."
    return (
        f"<details id='{WHY}{escape(row.id)}'><summary>{escape(row.name)}</summary><p>{escape(row.plain)}</p>"
        f"<p><b>{escape(say(wording, 'why_because'))}</b></p><ul>{answers}</ul>{unsure}"
        f"<p><b>{escape(say(wording, 'why_study'))}</b> {escape(row.finding)} {size}</p>"
        f"<p>{escape(row.change)}</p>{sources_html(knowledge, row.references, has_titles=True)}"
        f"<p class='cg-quiet cg-sum'>{escape(say(wording, 'why_sum_title'))} {escape(row.sum_in_words)}</p></details>"
    )


def _common_html(knowledge: Knowledge, explanation: Explanation) -> str:
    if not explanation.how_common:
        return ""
    baselines = explanation.assessment.baselines
    lines = say(knowledge.wording, "common_lines", lines=joined(baseline.id for baseline in baselines))
    return fold_html(
        say(knowledge.wording, "common_title"),
        f"<p>{escape(explanation.how_common)}</p><p class='cg-quiet cg-sum'>{escape(lines)}</p>"
        f"{sources_html(knowledge, cite(knowledge, (baseline.reference for baseline in baselines)))}",
    )


def _people_html(knowledge: Knowledge, explanation: Explanation) -> str:
    """Return the rows as a picture of 100 people, with its key."""
    wording, rows = knowledge.wording, [row for row in explanation.rows if row.count]
    if len(rows) < 2:  # noqa: PLR2004 - a picture of one group tells nothing
        return ""
    letters = [ascii_uppercase[place] if row.id != NO_CAUSE else "" for place, row in enumerate(rows)]
    groups = [(letter, f"cg-shade-{row.strength}", row.count) for letter, row in zip(letters, rows, strict=True)]
    key = "".join(
        f"<li><b>{letter or '□'}</b> {escape(row.name)}: {row.count}</li>"
        for letter, row in zip(letters, rows, strict=True)
    )
    label = say(wording, "people_label", groups=joined(f"{row.name} {row.count}" for row in rows))
    return fold_html(
        say(wording, "people_title"),
        f"<p>{escape(say(wording, 'people_intro'))}</p>"
        f"<div class='cg-people-row'>{people_html(groups, label)}<ul class='cg-key'>{key}</ul></div>",
    )


def _ask_html(knowledge: Knowledge, explanation: Explanation) -> str:
    wording = knowledge.wording
    items = "".join(
        f"<li>{escape(say(wording, 'ask_item', name=c.name, ask=c.ask))}</li>"
        for c in explanation.assessment.worth_asking
    )
    if not items:
        return ""
    intro = say(wording, "ask_intro_urgent" if explanation.assessment.level in URGENT else "ask_intro")
    return section_html(say(wording, "ask_title"), f"<p>{escape(intro)}</p><ul>{items}</ul>")


def _advice_html(knowledge: Knowledge, explanation: Explanation) -> str:
    wording = knowledge.wording
    is_urgent = explanation.assessment.level in URGENT
    groups = groupby(explanation.assessment.advice, key=lambda item: item.advice.moment)
    inside = "".join(
        _advice_group_html(knowledge, moment, list(items), is_urgent=is_urgent) for moment, items in groups
    )
    return section_html(say(wording, "advice_title"), inside)


def _advice_group_html(knowledge: Knowledge, moment: str, items: list[AdviceItem], *, is_urgent: bool) -> str:
    """Return the advice of one moment, folded under a heading that says if it holds a caution for this person."""
    wording, mark = knowledge.wording, ""
    if any(item.cautions for item in items):
        mark = f" <span class='cg-fits'>{escape(say(wording, 'advice_warned'))}</span>"
    heading = f"<h3>{escape(say(wording, f'advice_{moment}'))}{mark}</h3>"
    inside = "".join(_advice_item_html(knowledge, item, is_urgent=is_urgent) for item in items)
    return f"<details><summary>{heading}</summary>{inside}</details>"


def _advice_item_html(knowledge: Knowledge, item: AdviceItem, *, is_urgent: bool) -> str:
    """Return a piece of advice as a fold; what a person must leave alone stands open, without what speaks for it."""
    wording, advice = knowledge.wording, item.advice
    applying = [("advice_caution", caution) for caution in item.cautions]
    applying += [("advice_caution_unsure", caution) for caution in item.possible_cautions]
    cautions = "".join(
        f"<p class='cg-caution'><b>{escape(say(wording, label))}</b> {escape(caution.text)}</p>"
        for label, caution in applying
    )
    cautioned = [key for _, caution in applying for key in caution.references]
    title = f"<summary>{escape(_advice_name(knowledge, item, is_urgent=is_urgent))}</summary>"
    if applying and (is_urgent or (item.cautions and advice.moment in ON_ONES_OWN)):
        return f"<details open>{title}{cautions}{sources_html(knowledge, cite(knowledge, cautioned))}</details>"
    keys = [*advice.references, *cautioned]
    counts = ""
    if advice.counts and not applying:
        numbers = advice.counts
        sentence = say(
            wording,
            "advice_counts",
            outcome=numbers.outcome,
            without=numbers.without,
            with_it=numbers.with_it,
            low=numbers.low,
            high=numbers.high,
        )
        counts = f"<p>{escape(sentence)}</p>"
        keys.append(numbers.reference)
    certainty = say(wording, "advice_certainty", certainty=say(wording, f"evidence_{advice.certainty}"))
    harms = f"<p><b>{escape(say(wording, 'advice_harms'))}</b> {escape(advice.harms)}</p>" if advice.harms else ""
    picture = "".join(picture_html(one) for one in knowledge.pictures if one.id == advice.picture and not cautions)
    return (
        f"<details>{title}"
        + (cautions or f"<p>{escape(advice.text)}</p>{picture}")
        + f"<p><b>{escape(say(wording, 'advice_evidence'))}</b> {escape(advice.evidence)} {escape(certainty)}</p>"
        f"{counts}{harms}{sources_html(knowledge, cite(knowledge, keys))}</details>"
    )


def _advice_name(knowledge: Knowledge, item: AdviceItem, *, is_urgent: bool) -> str:
    """Return the heading of a piece of advice: who reads headings only must not do what is wrong for them."""
    if item.advice.moment not in ON_ONES_OWN or not (item.cautions or item.possible_cautions):
        return item.advice.name
    is_sure = is_urgent and bool(item.cautions)
    return say(knowledge.wording, "advice_not_now" if is_sure else "advice_read_first", name=item.advice.name)


def _look_alikes_html(knowledge: Knowledge, explanation: Explanation) -> str:
    wording = knowledge.wording
    named = {row.id for row in explanation.rows}
    fitting = [one for one in explanation.assessment.look_alikes if named.isdisjoint(one.same_as)]
    intro = say(wording, "look_alikes_intro" if fitting else "look_alikes_none")
    others = [other for other in knowledge.look_alikes if other not in fitting]
    likely = "".join(_look_alike_html(knowledge, one, fits=True) for one in fitting)
    less_likely = "".join(_look_alike_html(knowledge, one, fits=False) for one in others)
    title, inside = say(wording, "look_alikes_title"), f"<p>{escape(intro)}</p>{likely}"
    if not fitting:
        return fold_html(title, inside + less_likely)
    return section_html(title, inside) + fold_html(say(wording, "look_alikes_others"), less_likely)


def _look_alike_html(knowledge: Knowledge, one: LookAlike, *, fits: bool) -> str:
    wording = knowledge.wording
    mark = f" <span class='cg-fits'>{escape(say(wording, 'look_alikes_fits'))}</span>" if fits else ""
    points = "".join(f"<li>{escape(point)}</li>" for point in one.differs)
    return (
        f"<details><summary><span>{escape(one.name)}{mark}</span></summary><ul>{points}</ul>"
        f"<p><b>{escape(say(wording, 'look_alikes_do'))}</b> {escape(one.action)}</p>"
        f"{sources_html(knowledge, cite(knowledge, one.references))}</details>"
    )


def _claims_html(knowledge: Knowledge, explanation: Explanation) -> str:
    wording = knowledge.wording
    items = "".join(
        f"<details><summary>{escape(say(wording, f'verdict_{claim.verdict}'))}: {escape(claim.claim)}</summary>"
        f"<p>{escape(claim.why)}</p>{sources_html(knowledge, cite(knowledge, claim.references))}</details>"
        for claim in explanation.assessment.claims
    )
    if not items or explanation.assessment.level in URGENT:  # "not so" beside a danger would calm
        return ""
    return fold_html(say(wording, "claims_title"), f"<p>{escape(say(wording, 'claims_intro'))}</p>{items}")


def _terms_html(knowledge: Knowledge, explanation: Explanation) -> str:
    """Return the words of medicine that stand in the result, in plain words."""
    items = "".join(
        f"<dt>{escape(term.name)}</dt><dd>{escape(term.plain)}</dd>" for term in explained_terms(knowledge, explanation)
    )
    return fold_html(say(knowledge.wording, "terms_title"), f"<dl class='cg-terms'>{items}</dl>") if items else ""
