"""Medicines by name: kept as typed, known or said to be unknown, shown by name, and the one that is new weighs most."""

from __future__ import annotations

import json
from random import Random
from typing import Any, Final

import pytest
from click.testing import CliRunner

from crampguide import AnswerError, Profile, assess, assess_cohort
from crampguide.__main__ import main
from crampguide.assessing.answers_file import parse_answers, write_answers
from crampguide.assessing.likeness import look
from crampguide.assessing.named import LONGEST_NAME, MOST_NAMES, named_medicines
from crampguide.assessing.profile import check_answers, found_clashes
from crampguide.assessing.retelling import Retelling
from crampguide.assessing.triage import level_of, raised_dangers
from crampguide.assessing.trying import OpenAnswer, with_open_answer
from crampguide.assessing.weighing import weigh
from crampguide.knowledge.dangers import LEVELS
from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.medicines import load_medicines
from crampguide.measuring.stories import load_stories
from crampguide.pages.guide import GuidePage

KNOWN = load_knowledge()
NIGHT: Final[dict[str, Any]] = {"when": ["night"], "where": ["calf"], "started": "weeks"}
(LISTED,) = (one for one in KNOWN.questions if one.named)
NAME_OF: Final = {
    box: next(one.name for one in load_medicines() if one.boxes == (box,))
    for box in (option.id for option in LISTED.options)
}
"""A medicine of each box, and of no other."""

STATED: Final = sorted(
    {box for one in KNOWN.contributors if one.change == "review" for box in KNOWN.medicines_of[one.id]}
)


def named(**states: str) -> dict[str, Any]:
    """Return a person with night cramps for some weeks, and these medicines by name."""
    return {**NIGHT, "medicines_named": states}


def weight_of(box: str, **answers: Any) -> float:  # noqa: ANN401 - whatever Profile takes
    """Return what the medicines of a box weigh [-], those that it shares with another cause too."""
    own = {one.id for one in KNOWN.contributors if box in KNOWN.medicines_of[one.id]}
    return sum(one.weight for one in assess(Profile(**answers)).contributors if one.id in own)


def first_cause(**answers: Any) -> str:  # noqa: ANN401 - whatever Profile takes
    """Return what comes first."""
    return assess(Profile(**answers)).contributors[0].id


# ---------------------------------------------------------------- kept and read


def test_a_name_is_kept_as_it_was_typed() -> None:
    """A person searched "Lasix" and ticked the box it leads to; the name was lost, and the page spoke of a class."""
    profile = Profile(medicines_named={"lasix 40 mg": "taking", "Foobarol": "new"})
    assert parse_answers(write_answers(profile).encode()) == {
        "medicines_named": {"Foobarol": "new", "lasix 40 mg": "taking"}
    }
    assert assess(profile).assessment.profile.as_dict() == profile.as_dict()


def test_names_count_the_same_in_file_command_table_and_program() -> None:
    """Whoever names a medicine gets the same wherever they do it."""
    told = {**named(Lasix="new_weeks"), "age": 70}
    report = assess(Profile(**told))
    (row,) = assess_cohort([Profile(**told)])
    printed = CliRunner().invoke(main, ["assess", "--json", "-"], input=json.dumps(told))
    assert json.loads(printed.output)["level"] == report.level == row.level
    shares = {one.id: round(one.share, 9) for one in report.contributors}
    assert {one["id"]: round(one["share"], 9) for one in json.loads(printed.output)["contributors"]} == shares
    assert {cause: round(share, 9) for cause, share in row.shares.items()} == shares


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (["Lasix"], "“yes” is no change"),
        ("Lasix", "give each name what was done with it"),
        ({"Lasix": "halved"}, "“halved” is no change"),
        ({"Lasix": "new_tomorrow"}, "“new_tomorrow” is no change"),
        ({"<b>Lasix</b>": "new"}, "holds signs that no name of a medicine has"),
        ({"Las\u202eix": "new"}, "holds signs that no name of a medicine has"),
        ({"Las\nix": "new"}, "holds signs that no name of a medicine has"),
        ({"40": "new"}, "it has no letter"),
        ({"": "new"}, "it has no letter"),
        ({"L" * (LONGEST_NAME + 1): "new"}, "is too long for a name; 60 letters at most"),
        ({"Lasix": "new", "LASIX": "taking"}, "is named twice"),
        ({f"Name{n}": "new" for n in range(MOST_NAMES + 1)}, "31 names are too many; give 30 at most"),
    ],
)
def test_what_is_no_name_is_refused_in_a_plain_sentence(names: Any, says: str) -> None:  # noqa: ANN401 - whatever comes
    """A name may be anything that somebody typed; what could not stand on a box must not reach a page or a printer."""
    for ask in (assess, lambda profile: assess_cohort([profile], stop=True)):
        with pytest.raises(AnswerError, match=says) as refused:
            ask(Profile(medicines_named=names))
        (problem,) = refused.value.problems
        assert problem.isprintable()
        assert len(problem) < 400


def test_a_name_and_a_no_to_its_box_are_refused() -> None:
    """Whoever drops one of two answers may drop the one that calls for care; what was stopped may be "no"."""
    with pytest.raises(AnswerError, match="“Lasix” and “no” to “Strong water tablet” do not go together"):
        assess(Profile(medicines={"loop_diuretic": "no"}, medicines_named={"Lasix": "taking"}))
    assess(Profile(medicines={"loop_diuretic": "no"}, medicines_named={"Lasix": "stopped"}))


@pytest.mark.parametrize("box", sorted(NAME_OF))
def test_a_name_counts_like_its_box(box: str) -> None:
    """What is called by a name must raise the same level and the same causes as what is ticked."""
    by_name, ticked = (
        assess(Profile(**NIGHT, age=70, **told))
        for told in ({"medicines_named": {NAME_OF[box]: "taking"}}, {"medicines": [box]})
    )
    assert by_name.level == ticked.level
    assert [(one.id, one.share) for one in by_name.contributors] == [(one.id, one.share) for one in ticked.contributors]


def test_who_is_not_sure_about_the_list_stays_so_about_the_rest() -> None:
    """A name says nothing about the medicines that it does not name."""
    told = check_answers(KNOWN, Profile(medicines="not_sure", medicines_named={"Lasix": "taking"}))
    assert told.state("medicines", "loop_diuretic") == "yes"
    assert told.state("medicines", "statin") == "not_sure"


def test_a_name_is_known_or_said_to_be_unknown() -> None:
    """That we know a name and found no link is another answer than that we do not know it."""
    report = assess(Profile(medicines_named=dict.fromkeys(("Lasix", "Eliquis", "Neurontin", "Crestorr"), "taking")))
    known = {one["name"]: one["known_as"] for one in report.as_dict()["medicines"]}
    assert known == {"Lasix": "adds", "Eliquis": "danger", "Neurontin": "known", "Crestorr": "unknown"}
    assert "Did you mean Crestor?" in str(report)
    told = {one["name"]: one["references"] for one in report.as_dict()["medicines"]}
    assert told["Lasix"] == ["garrison2012"]


def test_the_words_of_a_box_are_a_name_too() -> None:
    """Who knows only "a statin" can say that it is new."""
    (one,) = named_medicines(KNOWN, {"medicines_named": {"statin": "new"}})
    assert one.boxes == ("statin",)
    assert one.is_known


def test_a_name_from_a_file_ticks_its_box_on_the_page() -> None:
    """A file may hold the name alone; the list below it must not say that the medicine is not taken."""
    page = GuidePage(KNOWN, Profile(medicines_named={"Lasix": "taking"}))
    form = page.widget.children[0]
    assert form.answers["medicines"] == {"loop_diuretic": "yes"}
    page.take(Profile(medicines=["statin"], medicines_named={"Moduretic": "new"}))
    assert form.answers["medicines"] == {"potassium_sparing": "yes", "statin": "yes", "thiazide": "yes"}
    page.close()


# ---------------------------------------------------------------- shown by name


def test_a_person_reads_the_name_they_gave() -> None:
    """They searched "ramipril" and read "ACE or ARB tablet", a word that they had never seen."""
    report = assess(Profile(**named(Natrilix="new_weeks", Tritace="taking"), age=72, warning_signs=["nothing_else"]))
    row = next(row for row in report.explanation.rows if row.id == "thiazide")
    assert row.name == "Natrilix (thiazide water tablet)"
    assert "Natrilix (new, a few weeks ago)" in str(report)
    assert "Do not stop Natrilix on your own." in row.change
    assert "Ask about your water tablet: Natrilix" in str(report)
    page = report.handout()
    for words in ("Natrilix (new, a few weeks ago)", "indapamide", "Tritace", "ramipril"):
        assert words in page
    assert report.as_dict()["contributors"][0]["named"] == ["Natrilix"]


def test_what_follows_from_a_name_is_told_as_the_name() -> None:
    """What a person reads names only what they said: they ticked no box of stopping a painkiller."""
    report = assess(Profile(medicines_named={"OxyContin": "stopped_days"}, body=["vomiting", "always_hot"]))
    said = next(one for one in report.explanation.dangers if one.id == "opioid_withdrawal").said
    assert "OxyContin (stopped, a few days ago)" in said
    assert not [one for one in said if "methadone" in one]
    assert "recent" not in report.assessment.profile.as_dict()
    assert "recent" in report.assessment.unanswered


def test_what_was_stopped_is_not_to_be_kept() -> None:
    """That it must not be stopped is no advice about a medicine that a person has stopped."""
    report = assess(Profile(**named(Natrilix="stopped_weeks")))
    row = next(row for row in report.explanation.rows if row.id == "thiazide")
    assert "You told us that you stopped Natrilix." in row.change
    assert "Do not stop" not in row.change


# ---------------------------------------------------------------- the one that is new


@pytest.mark.parametrize("box", STATED)
def test_a_new_medicine_weighs_more_than_one_taken_for_years(box: str) -> None:
    """Cramps that began a few weeks ago come from what is new rather than from what was taken for years before."""
    weights = {
        state: weight_of(box, **named(**{NAME_OF[box]: state})) for state in ("new_weeks", "taking", "taking_years")
    }
    assert weights["new_weeks"] > weights["taking_years"]
    # an acid blocker takes years to lower magnesium: that it is not new says hardly anything against it
    assert weights["new_weeks"] >= weights["taking"] >= 0.95 * weights["taking_years"]


def test_of_two_the_new_one_carries_the_weight() -> None:
    """A statin and a water tablet: whichever is new comes first, though one study has the larger number."""
    assert first_cause(**named(Natrilix="taking_years", Crestor="new_weeks")) == "statin"
    assert first_cause(**named(Natrilix="new_weeks", Crestor="taking_years")) == "thiazide"
    assert first_cause(**named(Natrilix="taking", Crestor="new_weeks")) == "statin"
    assert first_cause(**named(Natrilix="taking", Crestor="raised_weeks")) == "statin"


def test_one_change_is_not_heard_of_another_medicine() -> None:
    """That the statin is new is no news of the water tablet: neither for its share nor for its danger."""
    new_statin = assess(Profile(**named(Natrilix="taking_years", Crestor="new_weeks")))
    new_tablet = assess(Profile(**named(Natrilix="new_weeks", Crestor="taking_years")))
    assert "low_potassium" not in {one.id for one in new_statin.explanation.dangers}
    assert "low_potassium" in {one.id for one in new_tablet.explanation.dangers}
    row = next(row for row in new_statin.explanation.rows if row.id == "thiazide")
    assert row.against == ("Natrilix (started over a year ago)", "The new one is Crestor")


def test_what_came_after_the_cramps_did_not_bring_them() -> None:
    """A medicine begun a few weeks ago is not behind cramps of many years, unless they got worse."""
    told = {**named(Crestor="new_weeks"), "started": "years"}
    same, worse = (weight_of("statin", **told, course=course) for course in ("same", "worse"))
    assert same < worse
    soon, months = (
        assess(Profile(**named(Crestor=state))).explanation.dangers for state in ("new_weeks", "new_months")
    )
    assert "new_medicine" in {one.id for one in soon}
    assert "new_medicine" not in {one.id for one in months}


def test_a_name_we_do_not_know_can_be_the_new_one() -> None:
    """An unknown name that is new counts as a new medicine, also beside an old one that we know."""
    for others in ({}, {"Natrilix": "taking_years"}):
        report = assess(Profile(**named(Foobarol="new_weeks", **others)))
        assert report.contributors[0].id == "new_medicine"
        assert report.explanation.rows[0].name == "Foobarol (a new medicine or dose)"
    assert "new_medicine" not in {one.id for one in assess(Profile(**named(Foobarol="taking"))).contributors}


def test_a_statin_taken_for_years_counts_as_in_the_blinded_trials() -> None:
    """What a statin added in blinded trials came in the first year (ctt2022)."""
    found = {one.id: one for one in assess(Profile(**named(Crestor="taking_years"))).contributors}
    assert found["statin"].effect is not None
    assert found["statin"].effect.id == "ctt_statin_any"


def test_half_of_a_number_is_said_to_be_half() -> None:
    """Whoever checks the sum reads that only a part of the published number counts, and that this is our judgement."""
    report = assess(Profile(**named(Serevent="taking_years")))
    (row,) = (row for row in report.explanation.rows if row.id == "laba")
    assert "half of that number counts" in row.sum_in_words
    whole, half = (weight_of("laba", **named(Serevent=state)) for state in ("taking", "taking_years"))
    assert half == pytest.approx(whole / 2)


def test_what_was_stopped_weighs_least() -> None:
    """An inhaler that somebody had stopped stood first, before the statin that was new."""
    told = named(Serevent="stopped", Crestor="new_weeks")
    assert first_cause(**told) == "statin"
    assert 0 < weight_of("laba", **told) < weight_of("laba", **named(Serevent="taking_years", Crestor="new_weeks"))
    assert weight_of("laba", **named(Serevent="stopped_days")) == weight_of("laba", **named(Serevent="taking"))


def test_one_more_medicine_beside_names_counts_as_if_all_were_told_at_once() -> None:
    """What would change a result is worked out from what an answer touches: with names, also what is new."""
    told = check_answers(KNOWN, Profile(**named(Natrilix="taking_years", Crestor="new_weeks", Foobarol="taking")))
    likeness, now = look(KNOWN.signs, told), Retelling(KNOWN, told, ())
    for option in LISTED.options:
        more = with_open_answer(told, OpenAnswer(LISTED.id, option.id), is_box=True)
        again, whole = likeness.after(LISTED.id, option.id, more), look(KNOWN.signs, more)
        for place in range(len(KNOWN.presentations)):
            assert again.weight(place) == pytest.approx(whole.weight(place)), option.id
        weights = now.after(LISTED.id, option.id, more) or {}
        for one in weigh(KNOWN, more, ()) if weights else ():
            assert weights[one.contributor.id] == pytest.approx(one.weight), option.id


# ---------------------------------------------------------------- dangers


@pytest.mark.parametrize(
    ("name", "sign", "danger"),
    [
        ("OxyContin", {"body": ["vomiting"]}, "opioid_withdrawal"),
        ("Valium", {"muscles": ["twitching"]}, "calming_withdrawal"),
        ("Lioresal", {"body": ["always_hot"], "muscles": ["stiffness"]}, "calming_withdrawal"),
        ("Zopiclone", {"nerves": ["slow_or_shaking"]}, "calming_withdrawal"),
        ("prednisolone", {"body": ["vomiting"]}, "adrenal_crisis"),
    ],
)
@pytest.mark.parametrize("change", ["stopped_days", "lowered", "lowered_weeks"])
def test_what_was_stopped_is_a_matter_of_danger(name: str, sign: dict[str, Any], danger: str, change: str) -> None:
    """Some medicines must not be stopped at once: whoever has, and shows signs of it, needs care at least today."""
    raised = assess(Profile(medicines_named={name: change}, **sign)).explanation.dangers
    assert next(one.level for one in raised if one.id == danger) in LEVELS[3:]
    kept = assess(Profile(medicines_named={name: "taking"}, **sign)).explanation.dangers
    assert "stopped" not in " ".join(told for one in kept for told in one.said)


def test_what_was_stopped_long_ago_is_no_withdrawal() -> None:
    """A painkiller stopped last year is not behind the shaking of today."""
    raised = assess(Profile(medicines_named={"OxyContin": "stopped_years"}, body=["vomiting"])).explanation.dangers
    assert "opioid_withdrawal" not in {one.id for one in raised}


def test_no_name_lowers_a_level() -> None:
    """All stories, each with three names and any change: what once called for care still does."""
    chance = Random(3)  # noqa: S311 - a test, the same each time
    medicines = load_medicines()
    question = KNOWN.question_by_id["medicines_named"]
    states = [
        f"{change.id}{time}" for change in question.options for time in ("", *(f"_{one.id}" for one in question.times))
    ]
    for story in load_stories():
        answers = story.profile.as_dict()
        own_names = dict(story.answers.get("medicines_named", {}))
        answers.pop("medicines_named", None)
        before = level_of(raised_dangers(KNOWN, check_answers(KNOWN, story.profile)))
        boxes = answers.get("medicines")
        denied = {box for box, state in boxes.items() if state == "no"} if isinstance(boxes, dict) else set()
        for _ in range(4):
            fitting = [one for one in chance.sample(medicines, 12) if not denied & set(one.boxes)]
            names = {one.name: chance.choice(states) for one in fitting[:3]}
            told = Profile(**answers, medicines_named={**own_names, **names})
            assert not found_clashes(KNOWN, told)
            after = level_of(raised_dangers(KNOWN, check_answers(KNOWN, told)))
            assert LEVELS.index(after) >= LEVELS.index(before), (story.id, names)
