"""One sheet for the doctor or pharmacist, and a strip to tear off for tonight.

A whole HTML page with a style of its own that needs no other file and prints in black and white on one A4 sheet. All
answers, the other dangers and a diary follow on a second page, for whoever wants them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crampguide.assessing.triage import URGENT
from crampguide.knowledge.presentations import MEDICINES
from crampguide.knowledge.release import __version__
from crampguide.knowledge.rules import NOT_SURE
from crampguide.knowledge.wording import range_of_100, say
from crampguide.telling.advice import told_picture_html
from crampguide.telling.answers import answer_text
from crampguide.telling.explanation import NO_CAUSE, OTHERS, advice_words
from crampguide.telling.first_look import in_short_html
from crampguide.telling.handout_more import more_html
from crampguide.telling.markup import NOTHING, Html, element, fragment
from crampguide.telling.medicines import called, kind_of, state_words, told_medicines
from crampguide.telling.parts import labelled_html, page_html, section_html
from crampguide.telling.tables import table_html

if TYPE_CHECKING:
    from datetime import date

    from crampguide.assessing.profile import Profile
    from crampguide.knowledge.records import Knowledge
    from crampguide.telling.explanation import Explanation

TOLD: Final = (
    "age",
    "sex",
    "pregnancy",
    "when",
    "where",
    "side",
    "started",
    "nights_a_month",
    "minutes",
    "pain",
    "course",
)
"""Questions whose answers make the one line of what was told, in reading order."""

MOST_CAUSES: Final = 5
MOST_QUESTIONS: Final = 3
MOST_DANGERS: Final = 4
"""Dangers named beside the first; what to do for each stands on the second page."""

MOST_NAMES: Final = 14
"""Boxes of a list that are named in its line; how many more there are is said, and the second page has them."""

TONIGHT: Final = ("relief_child", "stretch_bedtime", "relief_calf")
"""Advice for the strip, the first that fits this person."""

STYLE: Final = (
    "@page{size:A4;margin:11mm 13mm}"
    "body{font-size:9.2pt;line-height:1.3;margin:0 auto;max-width:184mm}"
    "h1{font-size:14pt}h2{font-size:10.5pt;margin:.5em 0 .15em}"
    "main{min-height:272mm;display:flex;flex-direction:column}.name{display:flex;gap:1em;margin:.4em 0}"
    ".name span{flex:1;border-bottom:1px solid #000}.two{display:flex;gap:6mm}.two>section{flex:1 1 0}"
    ".two td:nth-child(2){white-space:nowrap}"
    ".lines{flex:1 0 9mm;background:repeating-linear-gradient(#fff 0 6.4mm,#999 6.4mm 6.6mm)}"
    ".ask li{margin-bottom:.25em}.ask{list-style:'\\2610\\0020';padding-left:1.2em}"
    ".cut{border-top:2px dashed #000;margin-top:3mm;padding-top:2mm;display:flex;gap:5mm;break-inside:avoid}"
    ".cut svg{width:34mm;height:24mm;flex:none;fill:none;stroke:#000;stroke-width:3}"
    ".more{break-before:page;font-size:8.5pt;line-height:1.25}"
    ".more ul{columns:2;column-gap:6mm}.more .small{font-size:7.5pt}"
    ".diary td{height:4.9mm}.diary th,.diary td{border:1px solid #999;padding:0 .3em}"
    "@media print{body{max-width:none}}"
)
"""Of the sheet: the ruled space takes what the words leave, so that the strip stands at the foot."""


def handout_html(knowledge: Knowledge, explanation: Explanation, day: date, *, more: bool = False) -> Html:
    """Return the sheet as HTML.

    Parameters
    ----------
    knowledge : Knowledge
    explanation : Explanation
    day : date
        When it was made.
    more : bool
        Whether all answers, what to do about each danger and a diary of two weeks follow on a second page.

    Examples
    --------
    >>> import crampguide, datetime
    >>> report = crampguide.assess(crampguide.Profile(age=72, medicines=["laba"]))
    >>> "Long-acting inhaler" in handout_html(report.knowledge, report.explanation, datetime.date(2026, 1, 31))
    True
    """
    wording, profile = knowledge.wording, explanation.assessment.profile
    told = fragment(
        _line(knowledge, "handout_told", _told(knowledge, profile)),
        _line(knowledge, "handout_illnesses", _boxes(knowledge, profile, "conditions")),
        _medicines_html(knowledge, profile),
    )
    sides = element("div", _ask_html(knowledge, explanation), _causes_html(knowledge, explanation), class_="two")
    release = say(wording, "handout_release", version=__version__, day=_in_words(knowledge.release.data_date))
    sheet = (
        element("p", say(wording, "handout_made", day=_in_words(day)), class_="small"),
        element(
            "p",
            say(wording, "handout_name"),
            element("span"),
            say(wording, "handout_born"),
            element("span"),
            class_="name",
        ),
        _level_html(explanation),
        told,
        sides,
        element("h2", say(wording, "handout_notes")),
        element("div", class_="lines"),
        _tonight_html(knowledge, explanation),
        element("p", say(wording, "handout_foot"), " ", say(wording, "disclaimer"), " ", release, class_="small"),
    )
    second = more_html(knowledge, explanation) if more else NOTHING
    return page_html(knowledge, "handout_title", fragment(*sheet), STYLE, second)


def _in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _level_html(explanation: Explanation) -> Html:
    """Return how urgent it is and what to do, with the names of the other dangers."""
    titles = [danger.title for danger in explanation.dangers][: MOST_DANGERS + 1]
    return element(
        "div",
        element("p", element("b", explanation.level_title), " ", explanation.level_sentence),
        element("p", explanation.level_also),
        element("p", ". ".join(titles), ".") if titles else NOTHING,
        in_short_html(explanation) if explanation.shows_shares else NOTHING,
        class_="level",
    )


def _line(knowledge: Knowledge, key: str, texts: list[str]) -> Html:
    """Return some names in a line; past a number only how many more."""
    if len(texts) > MOST_NAMES:
        more = say(knowledge.wording, "handout_and_more", count=len(texts) - MOST_NAMES)
        texts = [*texts[:MOST_NAMES], more]
    return labelled_html(say(knowledge.wording, key), "; ".join(texts), ".") if texts else NOTHING


def _told(knowledge: Knowledge, profile: Profile) -> list[str]:
    """Return the one line of what was told: who, and what the cramps are like."""
    texts = []
    for identifier in TOLD:
        question = knowledge.question_by_id.get(identifier)
        if question is None or identifier not in profile.answers or profile.is_not_sure(identifier):
            continue
        if question.kind == "checklist":
            texts += _boxes(knowledge, profile, identifier)
        else:
            choice = profile.choice(identifier) if question.kind == "choice" else None
            words = answer_text(knowledge, identifier, choice, profile).removeprefix(question.text).strip()
            texts.append(say(knowledge.wording, f"handout_told_{identifier}", answer=words))
    return texts


def _boxes(knowledge: Knowledge, profile: Profile, identifier: str) -> list[str]:
    """Return the boxes of a list that were ticked, or not sure and named so."""
    question, boxes = knowledge.question_by_id[identifier], profile.as_dict().get(identifier)
    if not isinstance(boxes, dict):
        return []
    unsure = say(knowledge.wording, "not_sure")
    # a box that the person named as well is told by its name
    named = {box for one in told_medicines(knowledge, profile) for box in one.boxes if identifier == MEDICINES}
    options = [one for one in question.options if one.id not in named]
    states = [(one.text, boxes.get(one.id)) for one in options if boxes.get(one.id) in {"yes", NOT_SURE}]
    return [text if state == "yes" else f"{text} ({unsure})" for text, state in states]


def _medicines_html(knowledge: Knowledge, profile: Profile) -> Html:
    """Return what the person takes, for a pharmacist to go through: by the names they gave, then boxes without one."""
    told = told_medicines(knowledge, profile)
    named = [_named(state_words(knowledge, one), kind_of(knowledge, one)) for one in told]
    return _line(knowledge, "handout_takes", [*named, *_boxes(knowledge, profile, MEDICINES)])


def _named(name: str, kind: str) -> str:
    return f"{name}: {kind}" if kind else name


def _causes_html(knowledge: Knowledge, explanation: Explanation) -> Html:
    """Return what may play a part with its evidence, where nothing is urgent."""
    if not explanation.shows_shares:
        return NOTHING
    wording = knowledge.wording
    rows = [row for row in explanation.rows if row.id != OTHERS]
    shown = [*rows[:-1][:MOST_CAUSES], rows[-1]]
    lines = [
        [one.name, f"{one.count_in_words} ({range_of_100(one.low, one.high, wording)})", one.evidence] for one in shown
    ]
    heads = [say(wording, key) for key in ("table_cause", "table_count", "table_evidence")]
    return section_html(say(wording, "handout_causes"), table_html(heads, lines))


def _ask_html(knowledge: Knowledge, explanation: Explanation) -> Html:
    """Return the questions to ask: of medicines that may play a part, of checks, and those that always fit."""
    wording, assessment = knowledge.wording, explanation.assessment
    rows = [row.id for row in explanation.rows if row.id not in {OTHERS, NO_CAUSE}] if explanation.shows_shares else []
    causes = [knowledge.contributor_by_id[one] for one in rows]
    names = {one.id: called(knowledge, assessment.profile, one) for one in (*causes, *assessment.worth_asking)}
    asked = [say(wording, "handout_ask_medicine", name=names[one.id]) for one in causes if one.change == "review"][:1]
    asked += [say(wording, "handout_ask_check", name=names[one.id], ask=one.ask) for one in assessment.worth_asking]
    asked = asked[: MOST_QUESTIONS - 1] if explanation.shows_shares else []
    asked += [say(wording, "handout_ask_else"), say(wording, "handout_ask_help"), say(wording, "handout_ask_when")]
    items = (element("li", text) for text in asked[:MOST_QUESTIONS])
    return section_html(say(wording, "handout_ask"), element("ul", *items, class_="ask"))


def _tonight_html(knowledge: Knowledge, explanation: Explanation) -> Html:
    """Return the strip to tear off: a stretch with its drawing, or to leave the leg alone where that is right."""
    wording, found = knowledge.wording, {item.advice.id: item for item in explanation.assessment.advice}
    item = next((found[one] for one in TONIGHT if one in found), None)
    title = element("b", say(wording, "handout_tonight"), " ")
    call = element("p", say(wording, "handout_call"))
    if item is None or explanation.assessment.level in URGENT:
        return element("div", element("div", title, say(wording, "cramp_now_urgent"), call), class_="cut")
    words = element("div", title, advice_words(knowledge, item), call)
    return element("div", told_picture_html(knowledge, item), words, class_="cut")
