from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING, Any

import pytest

from crampguide import Profile, effects
from crampguide.assessing.effect_sizes import (
    DRAWS,
    log_draws,
    percentile_interval,
    risk_ratio_from_odds_ratio,
    standard_error,
)
from crampguide.assessing.known import settings
from crampguide.assessing.likeness import DAMPING, UNNAMED, look
from crampguide.assessing.scoring import Contribution, score
from crampguide.assessing.weighing import OUTWEIGHS
from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.presentations import NO_CAUSE
from crampguide.knowledge.rules import parse_rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crampguide.assessing.fitting import Raw
    from crampguide.knowledge.rules import Rule

KNOWN = load_knowledge()


def boxes(rules: Iterable[Rule]) -> set[tuple[str, str]]:
    """Return every box and choice that some rules ask for."""
    return {(term.question, option) for rule in rules for term in rule.terms() for option in term.options}


def contributions(**answers: Raw) -> dict[str, Contribution]:
    """Score some answers and return the contributions by id."""
    return {c.id: c for c in score(KNOWN, Profile(**answers)).contributions}


def test_odds_ratio_becomes_the_risk_ratio_of_the_published_counts() -> None:
    """An odds ratio of a common outcome is not read as a risk ratio: cirrhosis, 48 of 92 against 3 of 40."""
    odds_ratio = (48 / 44) / (3 / 37)
    assert odds_ratio == pytest.approx(13.45, abs=0.01)
    assert risk_ratio_from_odds_ratio(odds_ratio, 3 / 40) == pytest.approx((48 / 92) / (3 / 40))


def test_standard_error_gives_back_the_published_interval() -> None:
    """The spread of the draws is the one of the paper: inhaled long-acting beta-agonists 2.42 (2.02 to 2.89)."""
    error = standard_error(2.02, 2.89)
    assert math.exp(math.log(2.42) - 1.96 * error) == pytest.approx(2.02, abs=0.01)
    assert math.exp(math.log(2.42) + 1.96 * error) == pytest.approx(2.89, abs=0.01)


def test_draws_are_repeatable_and_centred() -> None:
    """Two machines show the same interval, and it is about the published one."""
    drawn = [math.exp(value) for value in log_draws(2.42, 2.02, 2.89, "laba")]
    low, high = percentile_interval(drawn)
    assert log_draws(2.42, 2.02, 2.89, "laba") == log_draws(2.42, 2.02, 2.89, "laba")
    assert len(drawn) == DRAWS
    assert low == pytest.approx(2.02, abs=0.08)
    assert high == pytest.approx(2.89, abs=0.12)


def test_one_published_ratio_gives_its_attributable_fraction() -> None:
    """With one contributor the share is the textbook attributable fraction (RR - 1) / RR."""
    laba = contributions(medicines=["laba"])["laba"]
    assert laba.share == pytest.approx((2.42 - 1) / 2.42)
    assert laba.low == pytest.approx((2.02 - 1) / 2.02, abs=0.02)
    assert laba.high == pytest.approx((2.89 - 1) / 2.89, abs=0.02)


def test_two_contributors_compete_by_excess_risk() -> None:
    """Shares are in proportion to excess relative risk, as in the assigned share of epidemiology."""
    found = contributions(medicines=["laba", "donepezil"])
    assert found["laba"].share / found["donepezil"].share == pytest.approx(1.42 / 2)
    assert found["laba"].share == pytest.approx(1.42 / (1 + 1.42 + 2))


def test_dose_multiplies_the_log_ratio() -> None:
    """Age counts by decades from 25 on: 45 is two decades, on the scale of log odds."""
    age = next(e for e in effects("age") if e.frequency == "any")
    risk_ratio = risk_ratio_from_odds_ratio(1.171**2, age.comparator_risk or 0)
    assert contributions(age=45, when=["night"])["age"].excess == pytest.approx(risk_ratio - 1)


def test_dose_stops_at_its_limit_and_below_its_reference() -> None:
    """Nobody is scored beyond the ages that were studied, nor below the comparator."""
    assert contributions(age=85, when=["night"])["age"].excess == contributions(age=100, when=["night"])["age"].excess
    assert "age" not in contributions(age=20, when=["night"])


def test_what_is_found_follows_bayes() -> None:
    """An illness nobody has found has the odds of its prior and its findings, over the same of plain cramps."""
    told = Profile(body=["thirst", "pale"])
    likeness = look(KNOWN.signs, told)
    place = next(n for n, one in enumerate(KNOWN.presentations) if one.id == "sugar_high")
    of_100 = {finding.id: finding.of_100 for finding in KNOWN.findings}
    bands = dict(KNOWN.presentations[place].bands())
    assert "body has pale" not in bands
    by_hand = (bands["body has thirst"] / of_100["body has thirst"] * math.exp(UNNAMED)) ** DAMPING
    assert likeness.fit(place) == pytest.approx(by_hand)
    plain = sum(KNOWN.presentations[n].prior * likeness.fit(n) for n in KNOWN.signs.plain if likeness.is_open(n))
    expected = KNOWN.presentations[place].prior * by_hand / plain
    assert contributions(body=["thirst", "pale"])["high_sugar_unfound"].weight == pytest.approx(expected)


def test_one_more_answer_counts_as_if_all_were_told_at_once() -> None:
    """What would change a result is worked out from what the answer touches only, and must come to the same."""
    for question in (one for one in KNOWN.questions if one.kind != "number"):
        for option in question.options:
            box = option.id if question.kind == "checklist" else None
            before = Profile(age=60, when=["night"], body=["thirst"], medicines={"statin": "not_sure"})
            after = before.with_answer(question.id, {option.id: "yes"} if box else option.id)
            given = before.as_dict().get(question.id)
            if isinstance(given, dict):
                after = before.with_answer(question.id, {**given, option.id: "yes"})
            again, whole = look(KNOWN.signs, before).after(question.id, box, after), look(KNOWN.signs, after)
            for place in range(len(KNOWN.presentations)):
                assert again.weight(place) == pytest.approx(whole.weight(place)), (question.id, option.id)
                assert again.is_considered(place) == whole.is_considered(place)


def test_findings_that_go_together_count_once() -> None:
    """Numb feet and tingling are one thing told twice: together they weigh as the stronger of the two."""
    place = next(n for n, one in enumerate(KNOWN.presentations) if one.id == "other_neuropathy")
    one, other, both = (
        look(KNOWN.signs, Profile(nerves=ticked)).fit(place)
        for ticked in (["numb_feet"], ["tingling"], ["numb_feet", "tingling"])
    )
    assert both == pytest.approx(max(one, other))


def test_no_speaks_and_silence_does_not() -> None:
    """Who says no to weakness is less like muscle disease; who was not asked is not."""
    place = next(n for n, one in enumerate(KNOWN.presentations) if one.id == "inflammatory_myopathy")
    silent, no = (look(KNOWN.signs, Profile(muscles=muscles)).fit(place) for muscles in ({}, {"weakness": "no"}))
    assert silent == 1
    assert no < 0.5


def test_without_a_sign_no_illness_is_named() -> None:
    """A person who ticks nothing odd is not frightened with illnesses nobody has found."""
    found = score(KNOWN, Profile(age=50, sex="male", when=["night"], where=["calf"], side="either"))
    assert [c.id for c in found.contributions if c.presentation] == []
    assert score(KNOWN, Profile(warning_signs="not_sure", body="not_sure")).contributions == ()


def test_an_illness_or_a_tablet_alone_brings_nothing_to_mind() -> None:
    """Age, illnesses and medicines make an illness likelier that something else points to; alone they name none."""
    told: dict[str, Any] = {
        "age": 70,
        "conditions": ["heart_disease", "cancer"],
        "medicines": ["statin", "metformin"],
        "smoking": "current",
    }
    stated = {c.id for c in KNOWN.contributors if c.when or c.dose}
    found = {c.id for c in score(KNOWN, Profile(**told)).contributions if c.presentation}
    assert found <= stated


def test_harmless_twitching_alone_names_no_nerve_disease() -> None:
    """Twitching without weakness is mostly harmless and must not show a deadly disease."""
    assert "motor_neurone_unfound" not in contributions(muscles=["twitching"])
    assert "motor_neurone_unfound" in contributions(muscles=["twitching", "weakness"])


def test_a_published_number_stands_unless_signs_outweigh_it() -> None:
    """A known slow thyroid keeps its number from the survey; with all its signs, the signs count."""
    alone = contributions(conditions=["liver_disease"])["liver_disease"]
    shown = contributions(conditions=["liver_disease"], body=["yellow_eyes", "itching", "tired"])["liver_disease"]
    assert alone.effect is not None
    assert shown.presentation is not None
    assert shown.weight > OUTWEIGHS * alone.weight


def test_what_was_studied_in_another_kind_of_cramp_is_said_and_not_counted() -> None:
    """Who has cramps in sport and smokes hears that smoking was studied for night cramps only."""
    sport, night = (score(KNOWN, Profile(when=[when], smoking="current")) for when in ("exercise", "night"))
    assert (sport.unstudied, night.unstudied) == (("smoking",), ())
    assert "smoking" not in {c.id for c in sport.contributions}


def test_night_and_exercise_evidence_never_mix() -> None:
    """A finding about night cramps says nothing about race cramps, and the other way round."""
    answers: dict[str, Any] = {"age": 60, "sex": "male", "exercise_hours": 10, "effort_change": "yes"}
    for when, setting in (("night", "rest"), ("exercise", "exercise")):
        effects = [c.effect for c in score(KNOWN, Profile(when=[when], **answers)).contributions if c.effect]
        assert effects
        assert {effect.setting for effect in effects} <= {setting, "both"}


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        (["night"], ("rest",)),
        (["exercise"], ("exercise",)),
        (["after_exercise"], ("exercise",)),
        (["night", "exercise"], ("rest", "exercise")),
        (["any_time"], ("rest", "exercise")),
        ([], ("rest", "exercise")),
        ("not_sure", ("rest", "exercise")),
    ],
)
def test_time_of_cramps_picks_the_evidence(times: list[str] | str, expected: tuple[str, ...]) -> None:
    """The person says when the cramps come and the estimates follow; not knowing leaves both open."""
    assert settings(Profile(when=times)) == expected


def test_frequent_cramps_use_the_estimates_for_frequent_cramps() -> None:
    """Five nights a month is the line of the survey between mild and frequent."""
    rare = contributions(when=["night"], nights_a_month=4, conditions=["cirrhosis"])["cirrhosis"]
    often = contributions(when=["night"], nights_a_month=5, conditions=["cirrhosis"])["cirrhosis"]
    assert [one.effect and one.effect.frequency for one in (rare, often)] == ["any", "frequent"]


def test_trimester_picks_its_own_estimate() -> None:
    """Early in pregnancy cramps are no more common than in others, so it adds nothing; late pregnancy adds most."""
    assert "pregnancy" not in contributions(pregnancy="first")
    second, third = (contributions(pregnancy=name)["pregnancy"] for name in ("second", "third"))
    assert [one.effect and one.effect.id for one in (second, third)] == ["pregnancy_second", "pregnancy_third"]
    assert second.share < third.share


def test_not_sure_counts_as_often_as_in_others_and_widens() -> None:
    """Not sure is neither yes nor no: the point lies between them and the interval reaches from none to full."""
    yes = contributions(conditions=["arthritis"])["arthritis"]
    unsure = contributions(conditions={"arthritis": "not_sure"})["arthritis"]
    assert 0 < unsure.share < yes.share
    assert unsure.is_unsure
    assert unsure.low == 0
    assert unsure.high - unsure.low > yes.high - yes.low
    assert "arthritis" not in contributions(conditions={"arthritis": "no"})


def test_a_protective_estimate_never_takes_away() -> None:
    """An estimate below 1 has no excess risk; it makes no negative share."""
    rare = score(KNOWN, Profile(when=["night"], activity="no", nights_a_month=2))
    assert rare.contributions == ()
    assert rare.unexplained == 1


def test_no_answers_leave_everything_unexplained() -> None:
    """Before the first answer the guide claims nothing."""
    empty = score(KNOWN, Profile())
    assert (empty.contributions, empty.unexplained, empty.relative_risk) == ((), 1, 1)
    assert (empty.unexplained_low, empty.unexplained_high) == (1, 1)


def test_the_narrower_number_counts() -> None:
    """Of two numbers that fit, the one for fewer people counts, wherever it stands in the file."""
    turned = dataclasses.replace(KNOWN, effects=KNOWN.effects[::-1])
    for known in (KNOWN, turned):
        told = Profile(medicines=["thiazide"], medicine_change="yes")
        found = {one.id: one.effect and one.effect.id for one in score(known, told).contributions}
        assert found["thiazide"] == "garrison_thiazide"


def test_plain_cramps_name_nothing_that_has_a_number_of_its_own() -> None:
    """A pregnancy has its number; were it also rare in plain cramps, every illness would gain by it."""
    numbered = (KNOWN.contributor_by_id[one] for one in KNOWN.numbered)
    told = [one.when for one in numbered if one.when and not one.background]
    plain = [one for one in KNOWN.presentations if NO_CAUSE in one.of]
    named = [parse_rule([line]) for one in plain for line, _ in one.bands()]
    assert len(plain) > 2
    assert boxes(named).isdisjoint(boxes(told))


def test_what_must_be_ruled_out_is_named_beside_its_own_danger_only() -> None:
    """A clot that calls for care brings no tumour and no infection among the causes."""
    told = Profile(side="one", started="days", when=["never_let_go"], where=["calf"], warning_signs=["swollen_leg"])
    found = {one.id for one in score(KNOWN, told).contributions if one.id in KNOWN.ruled_out}
    assert "leg_clot" in found
    assert found.isdisjoint({"deep_infection", "bone_or_blood", "tetanus"})
