"""What a person sees first below the level: one cause by name, 100 dots in four groups, three things to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from crampguide.knowledge.wording import joined, range_of_100, say
from crampguide.telling.advice import ADVICE
from crampguide.telling.explanation import NO_CAUSE
from crampguide.telling.markup import NOTHING, Html, element, fragment
from crampguide.telling.parts import labelled_html, section_html

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crampguide.assessing.assessment import AdviceItem
    from crampguide.knowledge.records import Knowledge
    from crampguide.telling.explanation import Explanation
    from crampguide.telling.rows import Row

IN_A_ROW: Final = 25
CELL: Final = 12
"""Side of the square of one dot [px]."""

RADIUS: Final = 4.5

STEPS: Final = ("tonight", "this_week", "with_clinician")
"""Moments of advice of which each gives one thing to do next."""


class Group(NamedTuple):
    """Some of the 100 dots: what they are called, how many people [count], which shape, and what stands beside."""

    name: str
    people: int
    shape: str
    note: str = ""


def first_look_html(knowledge: Knowledge, explanation: Explanation) -> Html:
    """Return headline, summary and dots; beside "today" and "now" only what the summary says.

    Parameters
    ----------
    knowledge : Knowledge
    explanation : Explanation
    """
    if not explanation.shows_shares or not explanation.assessment.profile.answers:
        return element("p", explanation.summary)
    alone = element("p", element("b", explanation.do_not_stop)) if explanation.do_not_stop else NOTHING
    return fragment(
        element("h2", explanation.headline),
        alone,
        element("p", explanation.summary),
        dots_html(groups_of(knowledge.wording, explanation.rows), knowledge.wording),
    )


def in_short_html(explanation: Explanation) -> Html:
    """Return the first cause by its name, what must stand beside it and what it comes to, as one paragraph."""
    said = (explanation.do_not_stop, " ") if explanation.do_not_stop else ()
    if not explanation.headline:
        return element("p", *said, explanation.summary)
    return labelled_html(f"{explanation.headline}.", *said, explanation.summary)


def groups_of(wording: Mapping[str, str], rows: tuple[Row, ...]) -> tuple[Group, ...]:
    """Return the rows of a result in four groups at most; their counts add up to 100."""
    causes = [row for row in rows if row.id != NO_CAUSE and not row.is_background]
    background = sum(row.count for row in rows if row.is_background)
    groups = []
    if causes:
        first = causes[0]
        spread = range_of_100(first.low, first.high, wording)
        note = say(wording, "dots_first", range=spread, evidence=first.evidence)
        groups.append(Group(first.name, first.count, "first", note))
        groups.append(Group(say(wording, "dots_others"), sum(row.count for row in causes[1:]), "others"))
    groups.append(Group(say(wording, "dots_background"), background, "background"))
    groups.append(Group(rows[-1].name, rows[-1].count, "none"))
    return tuple(group for group in groups if group.people)


def dots_html(groups: tuple[Group, ...], wording: Mapping[str, str]) -> Html:
    """Return 100 dots in rows, each group with a shape of its own, and the same in words and numbers below."""
    shapes = [group.shape for group in groups for _ in range(group.people)]
    dots = (
        element(
            "circle",
            cx=f"{place % IN_A_ROW * CELL + CELL / 2:g}",
            cy=f"{place // IN_A_ROW * CELL + CELL / 2:g}",
            r=f"{RADIUS:g}",
            class_=f"cg-dot-{shape}",
        )
        for place, shape in enumerate(shapes)
    )
    told = joined(f"{group.name} {group.people}" for group in groups)
    picture = element(
        "svg",
        *dots,
        class_="cg-dots",
        viewBox=f"0 0 {IN_A_ROW * CELL} {100 // IN_A_ROW * CELL}",
        role="img",
        aria_label=say(wording, "people_label", groups=told),
    )
    key = (_key_html(group) for group in groups)
    return element("div", picture, element("ul", *key, class_="cg-dots-key"), class_="cg-card")


def _key_html(group: Group) -> Html:
    dot = element("circle", cx="6", cy="6", r=f"{RADIUS:g}", class_=f"cg-dot-{group.shape}")
    sign = element("svg", dot, viewBox="0 0 12 12", aria_hidden="true", class_="cg-dot")
    note = element("span", group.note, class_="cg-quiet") if group.note else NOTHING
    return element("li", sign, element("span", group.name, " ", note), element("b", str(group.people)))


def next_html(knowledge: Knowledge, explanation: Explanation) -> Html:
    """Return up to three things to do, one for each moment: what fits just this person comes before what fits all."""
    if not explanation.shows_shares or not explanation.assessment.profile.answers:
        return NOTHING
    items = [_first_for(explanation.assessment.advice, moment) for moment in STEPS]
    steps = [
        element(
            "li",
            element("b", say(knowledge.wording, f"advice_{item.advice.moment}"), ": "),
            element("a", item.advice.name, href=f"#{ADVICE}{item.advice.id}"),
            element("span", item.advice.text.split(". ")[0].rstrip("."), ".", class_="cg-do-next-how"),
        )
        for item in items
        if item
    ]
    if not steps:
        return NOTHING
    return section_html(say(knowledge.wording, "next_title"), element("ol", *steps, class_="cg-do-next"))


def _first_for(advice: tuple[AdviceItem, ...], moment: str) -> AdviceItem | None:
    """Return the first piece of advice of a moment that nothing speaks against for this person."""
    free = [one for one in advice if one.advice.moment == moment]
    free = [one for one in free if not (one.barred_by or one.cautions or one.possible_cautions)]
    return next((one for one in free if one.advice.when), next(iter(free), None))
