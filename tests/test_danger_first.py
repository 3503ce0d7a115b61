"""What a result says first, and what may stand beside "today" and "now"."""

from __future__ import annotations

import re
from html import unescape
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pytest

from crampguide import Profile, assess
from crampguide.knowledge.loading import load_knowledge
from crampguide.measuring.cases import load_cases
from crampguide.telling.level import level_html
from crampguide.telling.result import bottom_regions, top_regions

if TYPE_CHECKING:
    from crampguide.telling.markup import Regions

KNOWN = load_knowledge()
PERSON = Profile(warning_signs=["swollen_leg"], medicines=["laba"], age=70, when=["night"])


def below(profile: Profile) -> Regions:
    """Return what stands below the chart of one person."""
    report = assess(profile)
    return bottom_regions(KNOWN, report.explanation, report.changes())


def test_what_must_be_ruled_out_stands_first_whatever_else_is_said() -> None:
    """A run for the bus must not push a clot out of sight of a pregnant woman with one heavy leg."""
    leg = Profile(side="one", pregnancy="first", started="days", when=["exercise"], where=["calf"])
    ran = leg.with_answer("effort_change", "yes")
    for profile in (leg, ran):
        explanation = assess(profile).explanation
        assert explanation.dangers[0].id == "leg_clot"
        assert not explanation.shows_shares
        assert explanation.summary == KNOWN.wording["summary_urgent"]


def test_beside_today_and_now_no_share_is_shown() -> None:
    """A share would calm, or draw away: page, cell, hand-out and text hold none, the JSON of a program all."""
    report = assess(PERSON)
    assert report.level == "same_day"
    shown = [*(html for _, html in top_regions(KNOWN, report.explanation)), *(html for _, html in below(PERSON))]
    for text in (*shown, report._repr_html_(), report.handout(), str(report)):
        assert "of 100 people with these answers" not in text
        assert KNOWN.wording["table_caption"] not in text
    assert report.as_dict()["contributors"]
    assert report.as_dict()["unexplained"]["share"] > 0


def test_one_order_stands_at_the_top() -> None:
    """The box says who to call in the words of the worst danger, and once: two orders are one too many at night."""
    explanation = assess(Profile(warning_signs=["fit"])).explanation
    assert "Put nothing in the mouth" in explanation.level_sentence
    assert KNOWN.wording["level_emergency"] not in level_html(KNOWN, explanation)
    assert explanation.summary == KNOWN.wording["summary_urgent"]


def test_care_today_says_what_to_do_if_it_gets_worse() -> None:
    """A clot can move to the lungs before the doctor calls back: the box names the emergency number, too."""
    explanation = assess(Profile(side="one", pregnancy="first")).explanation
    assert explanation.level_sentence.startswith("Call your midwife")
    assert "112, 999 or 911" in explanation.level_also
    assert explanation.level_also in unescape(level_html(KNOWN, explanation))
    assert explanation.level_also in str(assess(Profile(side="one", pregnancy="first")))


def test_the_same_signs_get_no_later_date() -> None:
    """Thirst, urine and weight loss mean today; "some days" for the same signs would be the line a person picks."""
    body = ["thirst", "much_urine", "night_urine", "weight_loss"]
    report = assess(Profile(warning_signs=["nothing_else"], body=body))
    html = level_html(KNOWN, report.explanation)
    assert report.level == "same_day"
    assert report.assessment.dangers[0].danger.id == "sugar_crisis"
    assert KNOWN.wording["level_less_urgent"] not in html


def test_what_is_named_as_a_cause_is_not_something_else() -> None:
    """Below narrow arteries that come first, "could it be something else: narrow arteries?" confuses."""
    lifted = dropped = 0
    for case in load_cases():
        report = assess(case.profile)
        if not report.explanation.shows_shares:
            continue
        named = {one.id for one in report.contributors}  # those of the row "smaller parts together" are named too
        html = unescape(dict(bottom_regions(KNOWN, report.explanation, report.changes()))["look_alikes"])
        fitting = [one for one in KNOWN.look_alikes if one.when is not None and one.when.holds(case.profile) is True]
        for one in fitting:
            is_lifted = f"{one.name} <span class='cg-fits'>" in html
            assert is_lifted == named.isdisjoint(one.same_as), (case.id, one.id)
            lifted, dropped = lifted + is_lifted, dropped + (not is_lifted)
    assert lifted
    assert dropped


def test_a_caution_puts_no_answer_into_a_mouth() -> None:
    """A caution stands beside "not sure" too: "you ticked a sign" would be false there, and frighten."""
    texts = [caution.text for advice in KNOWN.advice for caution in advice.cautions]
    claims = r"\bYou (ticked|take|said|told|were told)\b|^You (are|need|have|had|drink)\b"
    assert not [text for text in texts if re.search(claims, text)]


def test_each_moment_of_advice_has_one_heading() -> None:
    """Advice stands by its moment: a second "this week" further down would not be looked for."""
    moments = [moment for moment, _ in groupby(advice.moment for advice in KNOWN.advice)]
    assert len(moments) == len(set(moments)) == 5


def test_a_group_of_advice_says_when_it_holds_a_caution() -> None:
    """A caution inside a fold must be told on the fold; where there is none, nothing is."""
    mark = KNOWN.wording["advice_warned"]
    for profile, marked in ((Profile(age=50), 0), (Profile(conditions=["heart_failure"]), 3)):
        regions = dict(below(profile))
        assert regions["advice"].count(mark) == marked


def test_a_heading_does_not_offer_what_is_wrong_for_a_person() -> None:
    """Who reads headings only must not stretch or rub a leg that may hold a clot."""
    for profile in (Profile(warning_signs=["swollen_leg"]), Profile(side="one", pregnancy="first")):
        advice = dict(below(profile))["advice"]
        for name in (
            "Stretch both legs before bed",
            "Calf cramp: toes toward the shin",
            "Foot cramp: toes up, or foot flat",
        ):
            assert f" open><summary>Not for you now: {name}</summary>" in advice
            assert f"<summary>{name}</summary>" not in advice
        assert "Rub the calf gently" not in advice
        assert "stretch gently" not in advice


def test_a_sign_that_a_person_is_not_sure_of_is_named_and_leads_back() -> None:
    """Beside "look once more" stands at what, however far up the list is; unsure of all the rest names none."""
    profile = Profile(warning_signs={"dark_urine": "not_sure", "nothing_else": "yes"})
    report = assess(profile)
    on_page, in_cell = dict(top_regions(KNOWN, report.explanation))["level"], level_html(KNOWN, report.explanation)
    assert "<a href='#cg-answer-warning_signs-dark_urine'>Urine as dark as tea or cola</a>" in on_page
    assert "<li>Urine as dark as tea or cola</li>" in in_cell, "no questions stand beside a cell"
    assert "not sure about: Urine as dark as tea or cola" in str(report)
    assert assess(Profile(warning_signs=["swollen_leg", "not_sure"])).explanation.unsure_signs == ()


def test_nothing_found_is_said_first_once_the_danger_signs_were_seen() -> None:
    """Who asks "is it dangerous?" hears at once that no danger sign was ticked; who has not looked must not."""
    seen = assess(Profile(warning_signs=["nothing_else"], spoils=["sleep"], started="months"))
    unseen = assess(Profile(spoils=["sleep"], started="months"))
    assert seen.level == unseen.level == "routine"
    assert seen.explanation.level_sentence.startswith(KNOWN.wording["level_no_sign"])
    assert KNOWN.wording["level_no_sign"] not in unseen.explanation.level_sentence


def test_no_claim_calms_beside_a_danger() -> None:
    """No "not so: statins are a big cause" may stand below "weak muscles on a statin: today"."""
    weak = assess(Profile(medicines=["statin"], muscles=["weakness"], started="weeks"))
    assert weak.level == "same_day"
    assert weak.assessment.claims
    regions = dict(bottom_regions(KNOWN, weak.explanation, weak.changes()))
    assert "claims" not in regions
    assert "over 90 of 100" not in regions["advice"]
    assert "Do not stop the pill on your own" in level_html(KNOWN, weak.explanation)


@pytest.mark.parametrize(
    ("more", "danger"),
    [
        ({"warning_signs": ["sudden_weakness"]}, "stroke"),
        ({"conditions": ["cancer"], "nerves": ["back_pain", "numb_feet"], "course": "worse"}, "pressed_cord"),
        ({"warning_signs": ["dark_urine"]}, "muscle_breakdown"),
    ],
)
def test_the_order_at_the_top_is_the_one_that_matters_most(more: dict[str, Any], danger: str) -> None:
    """A statin and weakness must not push down a stroke, a spine or broken muscle."""
    report = assess(Profile(medicines=["statin"], muscles=["weakness"], **more))
    assert report.explanation.dangers[0].id == danger
    assert report.explanation.dangers[0].action in report.explanation.level_sentence
