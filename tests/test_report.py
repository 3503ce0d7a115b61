from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from itertools import product
from typing import TYPE_CHECKING, Any, Final

import plotly.graph_objects as go
import pytest

import crampguide
from crampguide import Profile, assess
from crampguide.knowledge.dangers import LEVELS
from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.presentations import OF_100
from crampguide.knowledge.rules import parse_rule
from crampguide.measuring.cases import Case, load_cases
from crampguide.telling.charts.contributions import contribution_figure, contribution_info
from crampguide.telling.charts.layout import PATTERNS
from crampguide.telling.explanation import MAX_CAUSES, NO_CAUSE, OTHERS, SMALLEST_ROW
from crampguide.telling.first_look import first_look_html, groups_of
from crampguide.telling.reasons import causes_html
from crampguide.telling.result import bottom_regions, top_regions

if TYPE_CHECKING:
    from crampguide.knowledge.rules import Term

KNOWN = load_knowledge()
PERSON = Profile(
    age=72,
    sex="female",
    when=["night"],
    nights_a_month=12,
    medicines=["thiazide", "laba"],
    conditions={"arthritis": "not_sure", "heart_failure": "yes"},
    body=["thirst", "much_urine"],
)


def test_dict_holds_all_that_a_program_needs() -> None:
    """Whoever reads the JSON finds level, contributors, interval, unexplained share, advice and look-alikes."""
    found = json.loads(json.dumps(assess(PERSON).as_dict()))
    assert found["level"] in {"emergency", "same_day", "days", "routine", "self_care"}
    first = found["contributors"][0]
    assert {"id", "group", "share", "low", "high", "certainty", "basis", "because", "references"} <= set(first)
    assert found["unexplained"]["low"] <= found["unexplained"]["share"] <= found["unexplained"]["high"]
    assert found["relative_risk"] == pytest.approx(1 / found["unexplained"]["share"])
    assert sum(c["share"] for c in found["contributors"]) + found["unexplained"]["share"] == pytest.approx(1)
    places = [(c["is_background"], -c["share"]) for c in found["contributors"]]
    assert places == sorted(places)
    assert found["advice"]
    assert set(first["references"]) <= {reference.id for reference in KNOWN.references}
    assert first["effects"] == first["references"], "the name of 0.1 is understood for one more release"
    assert (found["version"], found["data_date"]) == (crampguide.__version__, str(KNOWN.release.data_date))


def test_because_names_the_persons_own_answers() -> None:
    """A reader sees which answer a cause comes from, in the words of the form."""
    found = {c["id"]: c["because"] for c in assess(PERSON).as_dict()["contributors"]}
    assert found["thiazide"] == [{"question": "medicines", "answer": "thiazide", "text": "Thiazide water tablet"}]
    assert found["age"] == [{"question": "age", "answer": 72.0, "text": "How old are you? 72 years"}]
    assert found["arthritis"][0]["text"] == "Arthritis (not sure)"


def test_summary_table_and_chart_say_the_same() -> None:
    """Sentence, table and chart are three forms of the same numbers."""
    report = assess(PERSON)
    rows = report.explanation.rows
    info = contribution_info(report.explanation, KNOWN.wording)
    table = causes_html(KNOWN, report.explanation)
    assert info.names == tuple(row.name for row in rows)
    assert info.counts == tuple(round(row.share * 100, 1) for row in rows)
    for row, label in zip(rows, info.labels, strict=True):
        assert f"<th scope='row'>{row.name}</th><td>{row.count}</td>" in table
        assert label.startswith(f"{row.count} of 100")
    assert f"Of 100 people who answered like you, about {rows[0].count} may" in report.explanation.summary
    dots = first_look_html(KNOWN, report.explanation)
    assert dots.count("<circle c") == 100 + len(groups_of(KNOWN.wording, rows))
    assert sum(group.people for group in groups_of(KNOWN.wording, rows)) == 100
    assert f"{rows[0].name} {rows[0].count}" in unescape(dots)


@pytest.mark.parametrize(
    ("answers", "who"),
    [
        ({"age": 29.9, "sex": "male", "when": ["night"]}, "men aged 18 to 29"),
        ({"age": 30, "sex": "male"}, "men aged 30 to 39"),
        ({"age": 72, "sex": "female", "when": ["night"]}, "women aged 70 to 79"),
        ({"age": 99, "sex": "female", "when": ["any_time"]}, "women aged 80 or older"),
        ({"age": 17, "sex": "female", "when": ["night"]}, ""),
        ({"age": 40, "sex": "female", "when": ["exercise"]}, ""),
        ({"age": 40, "when": ["night"]}, ""),
        ({"age": "not_sure", "sex": "female", "when": ["night"]}, ""),
    ],
)
def test_how_common_is_told_to_those_who_were_surveyed(answers: dict[str, Any], who: str) -> None:
    """Only adults with cramps at rest hear how common they are, and only for their own sex and age."""
    report = assess(Profile(**answers))
    assert who in report.explanation.how_common
    assert bool(report.explanation.how_common) == bool(who)
    regions = dict(bottom_regions(KNOWN, report.explanation, report.changes()))
    assert not any(line["baseline"] in regions["common"] for line in report.as_dict()["how_common"])
    assert ("<a href=" in regions["common"]) == bool(who)


def test_every_number_of_the_table_leads_to_its_study() -> None:
    """One click on a row opens its reason, which links the publication and names no id of our files."""
    report = assess(PERSON)
    regions = dict(bottom_regions(KNOWN, report.explanation, report.changes()))
    targets = re.findall(r"href='#(cg-why-\w+)'", regions["table"])
    assert len(targets) == len(report.explanation.rows) - sum(
        row.id in {NO_CAUSE, OTHERS} for row in report.explanation.rows
    )
    found = {contribution.id: contribution for contribution in report.contributors}
    for target in targets:
        _, _, reason = regions["why"].partition(f"<details id='{target}'>")
        inside, _, _ = reason.partition("</details>")
        one = found[target.removeprefix("cg-why-")]
        assert ".toml" not in inside
        assert f"</a>, {KNOWN.reference_by_id[one.references[0]].title}" in unescape(inside)


def test_no_cause_found_is_among_the_rows() -> None:
    """What is not known stands in the chart like everything else, and small parts are added up, not hidden."""
    everything = {q.id: [o.id for o in q.options] for q in KNOWN.questions if q.kind == "checklist"}
    report = assess(Profile(**everything))
    rows = report.explanation.rows
    assert rows[-1].id == NO_CAUSE
    assert len(rows) <= MAX_CAUSES + 5
    named = {row.id for row in rows}
    left = 0 if OTHERS in named else sum(one.share for one in report.contributors if one.id not in named)
    assert left < SMALLEST_ROW, "what is too small for a row together"
    assert sum(row.share for row in rows) + left == pytest.approx(1)
    assert sum(row.count for row in rows) == 100


@pytest.mark.parametrize("profile", [Profile(), PERSON, Profile(age="not_sure", medicines="not_sure")])
def test_every_figure_is_valid_plotly(profile: Profile) -> None:
    """A misspelt property would be drawn wrong without a word; Plotly's own check refuses it."""
    report = assess(profile)
    figure = report.figure()
    assert isinstance(figure, go.Figure)
    assert len(figure.data[0].x) == len(report.explanation.rows)


def test_evidence_is_drawn_without_colour() -> None:
    """In black and white, studies and judgement still look different."""
    report = assess(PERSON)
    figure = contribution_figure(contribution_info(report.explanation, KNOWN.wording))
    shapes = figure["data"][0]["marker"]["pattern"]["shape"]
    assert shapes == [PATTERNS[row.strength] for row in report.explanation.rows]
    assert len({PATTERNS[name] for name in ("high", "low", "judgement")}) == 3


@pytest.mark.parametrize("contributor", sorted(KNOWN.ruled_out))
def test_no_danger_is_charted_beside_a_calm_level(contributor: str) -> None:
    """A clot is never named beside "you can wait": whatever brings a danger to mind, or no word of it."""
    seen = 0
    for place in KNOWN.spoken_for[contributor]:
        presentation = KNOWN.presentations[place]
        findings = (finding for finding, of_100 in presentation.bands() if of_100 >= OF_100["frequent"])
        needs = presentation.needs.alternatives if presentation.needs else ((),)
        for finding, needed in product(findings, needs):
            found = assess(answering(*parse_rule([finding]).terms(), *needed))
            if contributor in {c.id for c in found.contributors}:
                assert LEVELS.index(found.level) >= LEVELS.index("days"), (finding, needed)
                seen += 1
    assert seen or contributor in WITH_MORE_SIGNS


WITH_MORE_SIGNS: Final = {"bone_or_blood", "preeclampsia", "rising_paralysis"}
"""Dangers that no one finding with what they need calls for care for: never charted for one sign."""


def answering(*terms: Term) -> Profile:
    """Return somebody who makes these terms true."""
    answers: dict[str, Any] = {}
    for term in terms:
        if term.verb == "has":
            answers.setdefault(term.question, {})[term.options[0]] = "yes"
        else:
            step = {">": 1.0, "<": -1.0}.get(term.verb, 0.0)
            answers[term.question] = term.options[0] if term.bound is None else term.bound + step
    return Profile(**answers)


def test_no_promise_before_the_danger_signs_are_checked() -> None:
    """The guide says "no danger sign" only to someone who has looked at them."""
    assert "Check the danger signs" in assess(Profile(age=70)).explanation.level_title
    assert "No danger sign" in assess(Profile(age=70, warning_signs=["nothing_else"])).explanation.level_title


def test_a_danger_is_named_first_and_without_a_number() -> None:
    """A person with a possible clot is not told that arthritis comes first, nor given a number to bargain with."""
    signs = Profile(side="one", blood_flow=["steady_pain"], conditions=["arthritis"], when=["night"])
    explanation = assess(signs).explanation
    assert "clot" in explanation.headline
    assert "must be ruled out first" in explanation.headline
    assert not any(letter.isdigit() for letter in explanation.headline + explanation.summary)
    assert "arthritis" not in explanation.summary


def test_danger_stands_first_in_the_result() -> None:
    """A ticked warning sign comes before every number, with what to do."""
    explanation = assess(Profile(warning_signs=["chest_pain"], age=70)).explanation
    name, html = top_regions(KNOWN, explanation)[0]
    assert name == "level"
    assert "112" in html


def test_a_caution_takes_the_place_of_the_advice() -> None:
    """Whoever must not drink more is never told to, not even when they are only not sure about heart failure."""
    plain = assess(Profile(age=50)).as_dict()["advice"]
    for conditions in (["heart_failure"], {"heart_failure": "not_sure"}):
        for item in assess(Profile(conditions=conditions)).as_dict()["advice"]:
            if item["id"] == "drink_to_thirst":
                assert item["is_caution"]
    assert any(item["id"] == "drink_to_thirst" and not item["is_caution"] for item in plain)


def test_html_is_well_formed() -> None:
    """Each element ends where it should, so that no part of the page swallows the next."""

    class Balance(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.open: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert all(value is None or "<" not in value for _, value in attrs)
            self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    report = assess(PERSON)
    explanation = report.explanation
    for _, html in [*top_regions(KNOWN, explanation), *bottom_regions(KNOWN, explanation, report.changes())]:
        checker = Balance()
        checker.feed(html)
        assert checker.open == []


def test_every_source_on_the_page_leads_somewhere() -> None:
    """A reader can follow a number to its publication; only our own judgement has no address."""
    for reference in KNOWN.references:
        leads = reference.doi or reference.pmid or reference.url
        assert leads or reference.kind in {"judgement", "dataset"}, reference.id


def test_a_report_shows_itself() -> None:
    """In a notebook cell there is a table, in a terminal plain text."""
    report = assess(PERSON)
    assert "<table" in report._repr_html_()
    assert "Thiazide water tablet" in str(report)
    assert report.explanation.level_title in str(report)


@pytest.mark.parametrize(
    "function",
    [
        "questions",
        "causes",
        "effects",
        "presentations",
        "medicines",
        "advice",
        "look_alikes",
        "dangers",
        "claims",
        "references",
    ],
)
def test_content_is_one_call_away(function: str) -> None:
    """What the guide knows is as easy to reach as the score, with a table and links."""
    listing = getattr(crampguide, function)()
    assert len(listing) > 5
    assert listing[listing[0].id] is listing[0]
    assert "<table" in listing._repr_html_()


def test_a_list_of_other_data_links_their_own_publications() -> None:
    """Whoever shows data of their own sees the publications of these, and none of ours in their place."""
    ours = KNOWN.reference_by_id["garrison2012"]
    theirs = replace(ours, doi="", pmid="", url="https://example.org/another")
    changed = replace(KNOWN, references=tuple(theirs if one is ours else one for one in KNOWN.references))
    for listing in (crampguide.effects("laba", knowledge=changed), crampguide.references(knowledge=changed)):
        assert "https://example.org/another" in listing._repr_html_()


def test_other_data_change_the_result() -> None:
    """A reader can change a number and see what follows."""
    effects = tuple(replace(e, value=5.0, low=4.0, high=6.0) if e.id == "garrison_laba" else e for e in KNOWN.effects)
    changed = replace(KNOWN, effects=effects)
    person = Profile(medicines=["laba"])
    assert assess(person, knowledge=changed).contributors[0].share == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("signs", "is_checked"),
    [
        (None, False),
        ([], False),
        ({"chest_pain": "no"}, False),
        (["nothing_else"], True),
        (["swollen_leg"], True),
        ({"chest_pain": "not_sure"}, True),
        ("not_sure", True),
        ({option.id: "no" for option in KNOWN.question_by_id["warning_signs"].options}, True),
    ],
)
def test_danger_counts_as_checked_only_when_it_was(signs: Any, is_checked: bool) -> None:  # noqa: ANN401, FBT001
    """One box answered "no", or an empty list, is not a look through the danger signs; a calm level then says so."""
    person = Profile(spoils=["sleep"]).with_answer("warning_signs", signs)
    found = assess(person)
    assert found.as_dict()["danger_checked"] is is_checked
    if not is_checked:
        assert "danger signs" in found.explanation.level_sentence


def test_a_caution_needs_its_rule_to_be_possible() -> None:
    """Whoever takes no potassium is not warned of the potassium they take, whatever else they are not sure of."""
    person = Profile(medicines={"potassium": "no", "ace_arb": "not_sure"})
    item = next(i for i in assess(person).assessment.advice if i.advice.id == "avoid_potassium")
    rules = [caution.when.holds(person) for caution in (*item.cautions, *item.possible_cautions)]
    assert False not in rules


def test_a_possible_caution_is_told_as_possible() -> None:
    """Not sure about heart failure is not told as heart failure, in text, in JSON or on the page."""
    found = assess(Profile(conditions={"heart_failure": "not_sure"}))
    item = next(i for i in found.assessment.advice if i.advice.id == "drink_to_thirst")
    text = next(i["text"] for i in found.as_dict()["advice"] if i["id"] == "drink_to_thirst")
    assert (item.cautions, len(item.possible_cautions)) == ((), 1)
    assert text.startswith(KNOWN.wording["advice_caution_unsure"])
    assert text in str(found)


def test_not_told_is_not_told_as_not_sure() -> None:
    """Whoever prefers not to say is not told that they are not sure."""
    found = assess(Profile(medicines="prefer_not_to_say"))
    assert found.assessment.not_sure == ()
    assert "not sure" not in found.explanation.progress


@pytest.mark.parametrize("case", load_cases(), ids=lambda case: case.id)
def test_the_printed_sum_can_be_done_again(case: Case) -> None:
    """A reader with a pencil gets the printed product and count from the printed factors."""
    report = assess(case.profile)
    effects = {one.id: one.effect for one in report.contributors}
    for row in report.explanation.rows:
        if not row.sum_in_words:
            continue
        told = re.search(r"1 make (\S+)\. So its part is (\S+) of (\S+), or about (\d+) of 100", row.sum_in_words)
        assert told
        total, weight, again, count = (float(number) for number in told.groups())
        assert (again, count) == (total, row.count)
        assert 100 * weight / total == pytest.approx(row.count, abs=1.1)
        if effects[row.id]:
            probability, excess = (float(number) for number in re.findall(r"[\d.e-]+", row.sum_in_words)[:2])
            assert probability * excess == pytest.approx(weight, rel=0.02)


def test_a_box_told_back_says_what_it_said_below_its_question() -> None:
    """Eggs for somebody who never eats them, or the thyroid of an aunt as one's own, would be false."""
    person = Profile(
        rarely_eats=["meat_fish"],
        family=["thyroid"],
        body=["always_cold", "weight_gain", "dry_skin"],
        spoils={"sleep": "not_sure"},
        nights_a_month=9,
    )
    report = assess(person)
    for text in (str(report), report.handout(more=True)):
        assert "Runs in the family: Thyroid disease" in text
    assert "Never or hardly ever eaten: Meat, fish or eggs" in report.handout(more=True)
    assert "Made hard by the cramps: Sleep" in str(report)
