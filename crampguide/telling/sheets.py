"""Danger sheets: each danger on a page of paper that a clinician can review, sign and date, and what changed since."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from crampguide.knowledge.dangers import LEVELS
from crampguide.knowledge.release import __version__
from crampguide.knowledge.wording import joined, say
from crampguide.telling.answers import told_back
from crampguide.telling.explanation import cite
from crampguide.telling.markup import Html, element, fragment
from crampguide.telling.parts import labelled_html, list_html, page_html, reference_html, section_html
from crampguide.telling.tables import table_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from crampguide.knowledge.dangers import Danger, Finding
    from crampguide.knowledge.records import Knowledge
    from crampguide.knowledge.rules import Rule, Term
    from crampguide.measuring.stories import StoryResult

STYLE = (
    ".sheet{break-after:page;font-size:.8rem;line-height:1.3}.sheet table{width:100%}.sheet td{vertical-align:top}"
    ".sheet td:nth-child(2){width:3.5em}.sheet p,.sheet ul{margin:.3em 0}"
    ".sign{margin-top:1.5em;border-top:1px solid}"
    "@media screen{.sheet a{display:inline-block;padding:.4em 0}}"
)


def sheets_html(knowledge: Knowledge, dangers: Iterable[Danger], stories: Iterable[StoryResult]) -> Html:
    """Return the sheets of some dangers as one page for paper: findings, points, levels, sources, stories, a signature.

    Parameters
    ----------
    knowledge : Knowledge
    dangers : iterable of Danger
    stories : iterable of StoryResult
        Those of a danger stand on its sheet, with the level that the guide gives each.

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> from crampguide.measuring.stories import load_stories, run_stories
    >>> known = load_knowledge()
    >>> page = sheets_html(known, known.dangers[:1], run_stories(known, load_stories()))
    >>> "Wells" in page, page.count("class='sheet'")
    (True, 1)
    """
    told = list(stories)
    sheets = (_sheet_html(knowledge, d, [one for one in told if one.story.danger == d.id]) for d in dangers)
    intro = element("p", say(knowledge.wording, "sheet_intro"))
    return page_html(knowledge, "sheet_title", fragment(intro, *sheets), STYLE)


def _sheet_html(knowledge: Knowledge, danger: Danger, stories: list[StoryResult]) -> Html:
    wording = knowledge.wording
    levels = [
        [say(wording, f"level_{level}_title"), f"{at:g}", " ".join(_actions(knowledge, danger, level))]
        for level in reversed(LEVELS)
        if (at := danger.sums.at(level)) is not None
    ]
    findings = [
        [rule_in_words(knowledge, finding.when), _points(danger, finding), _source(knowledge, finding.reference)]
        for group in danger.grouped
        for finding in group
    ]
    needs = [rule_in_words(knowledge, need) for need in danger.needs]
    barred = [say(wording, f"act_{act}") for act in danger.forbids]
    causes = [knowledge.contributor_by_id[cause].name for cause in danger.causes]
    told = [
        say(
            wording,
            "sheet_story",
            story=one.story.story,
            level=say(wording, f"level_{one.level}_title"),
            wanted=_span(wording, one),
        )
        for one in stories
    ]
    return section_html(
        f"{danger.name[0].upper()}{danger.name[1:]} ({danger.id})",
        element("p", danger.why, " ", danger.disagreement),
        table_html([say(wording, key) for key in ("sheet_level", "sheet_from", "sheet_do")], levels),
        labelled_html(say(wording, "sheet_needs"), "; ".join(needs)) if needs else "",
        labelled_html(say(wording, "sheet_barred"), joined(barred)) if barred else "",
        labelled_html(say(wording, "sheet_causes"), joined(causes)) if causes else "",
        table_html([say(wording, key) for key in ("sheet_finding", "sheet_points", "column_source")], findings),
        labelled_html(say(wording, "why_sources"), _links(knowledge, danger.references)),
        element("h3", say(wording, "sheet_stories")),
        list_html(told),
        element("p", say(wording, "sheet_sign", version=__version__, date=knowledge.release.data_date), class_="sign"),
        class_="sheet",
    )


def rule_in_words(knowledge: Knowledge, rule: Rule) -> str:
    """Return a rule with the texts of the form in place of ids.

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> from crampguide.knowledge.rules import parse_rule
    >>> rule_in_words(load_knowledge(), parse_rule(["recent has surgery and pain >= 8"]))
    'Surgery, or days in bed + How bad is the pain at its worst? >= 8'
    """
    return "; or ".join(" + ".join(_term_in_words(knowledge, term) for term in terms) for terms in rule.alternatives)


def _term_in_words(knowledge: Knowledge, term: Term) -> str:
    question = knowledge.question_by_id[term.question]
    if term.bound is not None:
        return f"{question.text} {term.verb} {term.bound:g}"
    texts = {option.id: option.text for option in question.options}
    chosen = joined((texts.get(option, option) for option in term.options), last="or")
    return told_back(question, chosen) if term.verb == "has" else f"{question.text} {chosen}"


def _points(danger: Danger, finding: Finding) -> str:
    mark = f" ({finding.group})" if sum(one.group == finding.group != "" for one in danger.findings) > 1 else ""
    return f"{finding.points:g}{mark}"


def _actions(knowledge: Knowledge, danger: Danger, level: str) -> Iterator[str]:
    for action in danger.actions:
        if action.level == level:
            yield f"[{rule_in_words(knowledge, action.when)}] {action.text}" if action.when else action.text


def _source(knowledge: Knowledge, key: str) -> Html:
    return reference_html(knowledge.reference_by_id[key])


def _links(knowledge: Knowledge, keys: Iterable[str]) -> Html:
    return fragment(*(reference_html(one) for one in cite(knowledge, keys)), between="; ")


def _span(wording: Mapping[str, str], result: StoryResult) -> str:
    ends = dict.fromkeys((result.story.at_least, result.story.at_most))
    return joined((say(wording, f"level_{level}_title") for level in ends), last="to")


def changed_dangers(before: Knowledge, after: Knowledge) -> list[str]:
    """Return what differs between two sets of dangers, a line for each: for whoever signed the first.

    Parameters
    ----------
    before, after : Knowledge

    Examples
    --------
    >>> from dataclasses import replace
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> known = load_knowledge()
    >>> changed_dangers(known, replace(known, dangers=known.dangers[1:]))
    ['leg_clot: gone']
    """
    old, new = ({danger.id: danger for danger in known.dangers} for known in (before, after))
    lines = [f"{key}: gone" for key in old if key not in new]
    for key, danger in new.items():
        lines += _changed(after, key, old[key], danger) if key in old else [f"{key}: new"]
    return lines


def _changed(knowledge: Knowledge, key: str, old: Danger, new: Danger) -> Iterator[str]:
    for field in fields(new):
        was, now = getattr(old, field.name), getattr(new, field.name)
        if isinstance(now, tuple):
            yield from (f"{key} {field.name}, gone: {_shown(knowledge, one)}" for one in was if one not in now)
            yield from (f"{key} {field.name}, new: {_shown(knowledge, one)}" for one in now if one not in was)
        elif was != now:
            yield f"{key} {field.name}: {was} -> {now}"


def _shown(knowledge: Knowledge, part: object) -> str:
    rule = getattr(part, "when", None)
    said = rule_in_words(knowledge, rule) if rule else ""
    rest = [str(getattr(part, name)) for name in ("points", "level", "text", "reference") if hasattr(part, name)]
    return ", ".join(filter(None, [said, *rest])) or str(part)
