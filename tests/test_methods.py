from __future__ import annotations

import math
import re
from html import unescape
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import plotly.graph_objects as go
import pytest
from ipywidgets.widgets.widget import _instances

from crampguide import Profile, assess
from crampguide.assessing.assessment import assess_profile
from crampguide.assessing.likeness import DAMPING
from crampguide.knowledge.loading import KnowledgeError, load_knowledge
from crampguide.measuring.calibration import calibrate, told_groups, told_no_cause
from crampguide.measuring.cases import NOTES, Case, load_cases, run_cases
from crampguide.measuring.sensitivity import swings, work_through
from crampguide.measuring.survey import FILE, load_survey
from crampguide.pages.methods import EXAMPLE, MethodsPage
from crampguide.telling.charts.calibration import calibration_figure, calibration_in_words
from crampguide.telling.charts.survey import baseline_figure, tenths_figure
from crampguide.telling.methods import (
    CERTAINTIES,
    SMALLEST_WEIGHT,
    STEPS,
    calibration_html,
    cases_html,
    equation_html,
    sum_html,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from crampguide.assessing.assessment import Assessment
    from crampguide.knowledge.counted import Frequency
    from crampguide.knowledge.records import Knowledge

KNOWN = load_knowledge()
RESULTS = run_cases(KNOWN, load_cases())
PERSON = Profile(**EXAMPLE)


RATIO = re.compile(r"× (\d[\d.]*(?:e-\d+)?)")  # noqa: RUF001 - the sign on the page


def cells(html: str) -> list[list[list[str]]]:
    """Return the text of each row of each table's body."""
    return [
        [
            [unescape(re.sub("<[^>]+>", "", cell)) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
            for row in re.findall(r"<tr>(.*?)</tr>", body)
        ]
        for body in re.findall(r"<tbody>(.*?)</tbody>", html)
    ]


def product(ratios: Iterable[str]) -> float:
    """Return printed numbers times each other."""
    return math.prod(map(float, ratios))


def test_both_steps_can_be_done_again_by_hand() -> None:
    """From the printed numbers alone a reader gets each weight, the sum and the shares; nothing hides between them."""
    known, found, (*shares, rest) = cells(sum_html(KNOWN, assess(PERSON).assessment))
    weights: dict[str, float] = {}
    for name, _, rr, p, excess, weight, *_ in known:
        assert float(excess) == pytest.approx(float(rr) - 1, abs=0.01)
        assert float(weight) == pytest.approx(float(p) * float(excess), rel=0.02)
        weights[name] = float(p) * float(excess)
    plain = sum(float(row[8]) for row in found if row[0] == "Plain cramps")
    for name, _, start, signs, times, left_over, power, fit, start_fit, weight, counts, _ in found:
        ratios = product(RATIO.findall(signs))
        assert float(times) == pytest.approx(ratios, rel=0.03)
        leak = product(RATIO.findall(left_over))
        if left_over != "0":
            assert leak == pytest.approx(0.65 ** int(left_over.split(":")[0]), rel=0.01)
        assert float(fit) == pytest.approx((ratios * leak) ** float(power), rel=0.03)
        assert float(start_fit) == pytest.approx(float(start) * float(fit), rel=0.01)
        assert float(weight) == pytest.approx(float(start_fit) / plain, rel=0.02)
        if counts.startswith("Yes"):
            weights[name] = weights.get(name, 0.0) + float(weight)
    assert {row[0] for row in shares} == weights.keys()
    total = 1 + sum(weights.values())
    assert float(rest[2].removeprefix("1 / ")) == pytest.approx(total, rel=0.02)
    assert float(rest[3]) == pytest.approx(100 / total, abs=1)
    for name, weight, _, count, *_ in shares:
        assert float(weight) == pytest.approx(weights[name], rel=0.02)
        share = 100 * weights[name] / total
        assert (0 if count == "fewer than 1" else int(count)) == pytest.approx(share, abs=1)


def test_the_example_shows_both_kinds_and_what_gives_way() -> None:
    """The one person worked by hand has a cause from a study, one from signs, and one that has both."""
    worked = work_through(KNOWN, PERSON)
    assert any(one.effect for one in assess(PERSON).contributors)
    assert any(one.counts and not one.known for one in worked if one.contributor)
    assert any(one.known for one in worked)


def test_signs_that_outweigh_a_study_stand_in_its_place() -> None:
    """For who states an illness that also shows in many signs, the table says which of the two numbers counts."""
    told = {"in place of": 0, "stands": 0}
    for case in load_cases():
        _, found, _ = cells(f"<tbody></tbody>{sum_html(KNOWN, assess(case.profile).assessment)}")[-3:]
        worked = [one for one in work_through(KNOWN, case.profile) if one.weight >= SMALLEST_WEIGHT]
        assert len(found) == len(worked)
        for one, row in zip(worked, found, strict=True):
            assert ("in place of" in row[10]) == bool(one.contributor and one.known and one.counts)
            assert ("stands" in row[10]) == (not one.counts)
            for words in told:
                told[words] += words in row[10]
    assert all(told.values())


@pytest.mark.parametrize("case", load_cases(), ids=lambda case: case.id)
def test_what_is_worked_through_is_what_counts(case: Case) -> None:
    """The page explains the sum that is used: rows of a cause add up to its weight, and plain cramps to 1."""
    worked = work_through(KNOWN, case.profile)
    weights: dict[str, float] = {}
    for one in worked:
        assert one.fit == pytest.approx((one.product * one.leak) ** DAMPING)
        weights[one.contributor] = weights.get(one.contributor, 0.0) + one.weight
    assert weights.pop("") == pytest.approx(1)
    used = {one.id: one for one in assess(case.profile).contributors}
    for identifier, weight in weights.items():
        shown = next(one for one in worked if one.contributor == identifier)
        assert used[identifier].weight == pytest.approx(weight if shown.counts else shown.known)
    assert {one.id for one in used.values() if one.presentation} == {
        one.contributor for one in worked if one.counts
    } - {""}


def test_groups_left_over_are_ticked_and_not_named() -> None:
    """What a presentation is marked down for can be counted by hand from the boxes of the person."""
    signs = KNOWN.signs
    there = {place for place, one in enumerate(signs.findings) if one.when.holds(PERSON) is True}
    ticked = {group for group, boxes in enumerate(signs.boxes) if there & set(boxes)}
    for one in work_through(KNOWN, PERSON):
        own = signs.own[signs.presentations.index(one.presentation)]
        named = {signs.group_of[sign.finding] for some in own for sign in some if sign.finding in there}
        assert one.unnamed == len(ticked - named)


def test_a_sign_not_sure_of_is_said_to_be_so() -> None:
    """A reader sees which ratio counts by half, and which sign the person does not have."""
    person = Profile(when=["night"], muscles={"weakness": "not_sure"}, body={"weight_loss": "no"})
    signs = " ".join(row[3] for row in cells(sum_html(KNOWN, assess(person).assessment))[-2])
    assert "not sure, muscles has weakness: ×" in signs  # noqa: RUF001 - the sign on the page
    assert "not body has weight_loss: ×" in signs  # noqa: RUF001


def test_a_changed_number_changes_this_person_and_not_the_data() -> None:
    """A reader may try any number; what the guide knows stays as it is."""
    changed = KNOWN.with_effect("garrison_laba", 5.0)
    before, after = (
        {one.id: one.share for one in assess(PERSON, knowledge=known).contributors} for known in (KNOWN, changed)
    )
    assert after["laba"] > before["laba"]
    assert all(after[other] < before[other] for other in after if other != "laba")
    assert next(e for e in KNOWN.effects if e.id == "garrison_laba").value == 2.42


@pytest.mark.parametrize(
    ("effect", "ratio"), [("garrison_laba", 0.0), ("garrison_laba", float("nan")), ("no_such", 2.0)]
)
def test_a_number_that_makes_no_sense_is_refused(effect: str, ratio: float) -> None:
    """Protects a reader from a result that looks sound and is not."""
    with pytest.raises(ValueError, match=r"a ratio is a number|no effect has the id"):
        KNOWN.with_effect(effect, ratio)


def test_swings_hold_the_result_between_their_ends() -> None:
    """With a number at its low end its cause has no larger share than now, at its high end no smaller one."""
    shares = {one.effect.id: one.share for one in assess(PERSON).contributors if one.effect}
    found = swings(KNOWN, PERSON)
    assert {swing.effect.id for swing in found} == set(shares)
    for swing in found:
        assert swing.low_share <= shares[swing.effect.id] <= swing.high_share
    widths = [swing.high_share - swing.low_share for swing in found]
    assert widths == sorted(widths, reverse=True)


def test_the_page_follows_the_number() -> None:
    """Line and number drive one chart and one sentence; another line brings its own number."""
    page = MethodsPage(KNOWN, PERSON)
    controls, sentence, chart = page.widget.children[3:6]
    line, number = controls.children
    before = (chart.figure, sentence.regions)
    number.value = 9.0
    assert chart.figure != before[0]
    assert sentence.regions != before[1]
    *_, (_, line.value) = line.options
    assert number.value == next(effect.value for effect in KNOWN.effects if effect.id == line.value)
    assert (chart.figure, sentence.regions) == before


def test_a_changed_number_makes_no_widget_and_is_assessed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Moving a number for an hour fills no memory, and another line brings one sum, not two."""
    page = MethodsPage(KNOWN, PERSON)
    line, number = page.widget.children[3].children
    made, assessed = len(_instances), []

    def assess_once(knowledge: Knowledge, profile: Profile) -> Assessment:
        assessed.append(profile)
        return assess_profile(knowledge, profile)

    monkeypatch.setattr("crampguide.pages.methods.assess_profile", assess_once)
    number.value = 9.0
    assert len(assessed) == 1
    *_, (_, line.value) = line.options
    assert len(assessed) == 2
    assert len(_instances) == made


@pytest.mark.parametrize("answers", [{}, {"age": "not_sure"}, {"warning_signs": ["chest_pain"]}])
def test_a_person_without_causes_has_a_page_too(answers: dict[str, Any]) -> None:
    """The page does not break for somebody with nothing to add up."""
    assert len(MethodsPage(KNOWN, Profile(**answers)).widget.children) > 3


@pytest.mark.parametrize("frequency", ["any", "frequent"])
def test_baseline_charts_draw_their_own_data(frequency: Frequency) -> None:
    """Each survey count of this frequency, and of no other, is a point of a valid figure."""
    drawn = sorted(value for trace in go.Figure(baseline_figure(KNOWN, frequency)).data for value in trace.y)
    assert drawn == sorted(round(100 * b.value, 1) for b in KNOWN.baselines if b.frequency == frequency)


def test_tenths_chart_draws_the_figures() -> None:
    """Each tenth is a point of a valid figure."""
    figure = go.Figure(tenths_figure(load_survey(), KNOWN.wording))
    assert [len(trace.y) for trace in figure.data] == [10, 10]


def test_the_number_to_change_is_one_from_a_study() -> None:
    """What was found from signs has no published number, so it is not among those that a reader can move."""
    line, _ = MethodsPage(KNOWN, PERSON).widget.children[3].children
    effects = [one.effect.id for one in assess(PERSON).contributors if one.effect]
    assert [value for _, value in line.options] == effects
    assert len(effects) < len(assess(PERSON).contributors)


def test_calibration_chart_draws_its_bands() -> None:
    """Each band is a point with its interval, for the cause and for what was at work beside it, and a line is even."""
    bands = calibrate(told_groups(RESULTS))
    even, cause, either = go.Figure(calibration_figure(bands, KNOWN.wording)).data
    assert list(even.x) == list(even.y) == [0, 100]
    for trace, rates in ((cause, [band.cause for band in bands]), (either, [band.either for band in bands])):
        assert list(trace.y) == [round(100 * rate.hits / rate.of, 1) for rate in rates]
        tops = [y + above for y, above in zip(trace.y, trace.error_y.array, strict=True)]
        feet = [y - below for y, below in zip(trace.y, trace.error_y.arrayminus, strict=True)]
        assert tops == pytest.approx([100 * rate.high for rate in rates], abs=0.11)
        assert feet == pytest.approx([100 * rate.low for rate in rates], abs=0.11)
    assert list(cause.x) == pytest.approx([100 * band.told for band in bands], abs=1)


def test_who_can_not_see_the_chart_is_told_the_same() -> None:
    """The words in place of the chart and the table below it hold each band with what was told and what came true."""
    bands = calibrate(told_groups(RESULTS))
    words = calibration_in_words(bands, KNOWN.wording)
    groups, no_cause = cells(calibration_html(KNOWN.wording, RESULTS))
    for band, row in zip(bands, groups, strict=True):
        assert f"{round(100 * band.seen)} where we said {round(100 * band.told)}" in words
        assert row[1:4] == [str(band.cause.of), f"{100 * band.told:.1f}", f"{100 * band.seen:.1f}"]
    assert [int(row[1]) for row in no_cause] == [band.cause.of for band in calibrate(told_no_cause(RESULTS))]


def test_cases_are_told_by_group_and_by_how_sure_their_cause_is() -> None:
    """Each way of splitting the cases holds all of them once, with how each part did."""
    _, groups, certainties = cells(cases_html(KNOWN.wording, RESULTS))
    for rows in (groups, certainties):
        assert sum(int(row[1]) for row in rows) == len(RESULTS)
        assert sum(int(row[2].split()[0]) for row in rows) == sum(result.is_first for result in RESULTS)


def test_each_certainty_of_a_case_has_words() -> None:
    """A new word for how sure a cause is must not end in an error on the page."""
    assert set(get_args(get_type_hints(Case)["certainty"])) == CERTAINTIES.keys()
    assert set(CERTAINTIES.values()) <= KNOWN.wording.keys()


def test_the_page_says_what_the_cases_were_used_for() -> None:
    """Nobody reads the figures of the cases without reading that some rules were picked after seeing misses."""
    html, wording = unescape(cases_html(KNOWN.wording, RESULTS)), KNOWN.wording
    assert all(wording[note] in html for note in NOTES)


def test_what_the_methods_say_reads_at_grade_six(grade: Callable[[str], float]) -> None:
    """Steps, notes on the cases and what came true can be read by a person who never did such a sum."""
    texts = {
        "steps": [text for key, text in KNOWN.wording.items() if key.startswith("methods_step_")],
        "methods": [
            KNOWN.wording[f"methods_{key}"] for key in ("sum_intro", "found_intro", "change_intro", "swings_intro")
        ],
        "limits": [text for key, text in KNOWN.wording.items() if key.startswith("methods_limit_")],
        "cases": [text for key, text in KNOWN.wording.items() if key in {"cases_intro", *NOTES}],
        "calibration": [text for key, text in KNOWN.wording.items() if key.startswith("calibration_")],
    }
    grades = {name: round(grade(" ".join(f"{text.rstrip('.?:')}." for text in own)), 1) for name, own in texts.items()}
    assert len(texts["steps"]) == STEPS
    assert {name: found for name, found in grades.items() if found > 6} == {}


def test_the_equation_tells_the_numbers_that_are_used() -> None:
    """Damping, what is left over and when signs give way are filled in from the code, not typed twice."""
    html = equation_html(KNOWN.wording)
    assert f"to the power of {DAMPING}" in html
    assert "times 0.65" in html
    assert "{" not in html


def test_a_strange_key_in_the_survey_file_is_refused(tmp_path: Path) -> None:
    """A slip in the file must not be read past."""
    (tmp_path / FILE).write_text('[[discriminations]]\nid = "any"\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"survey\.toml: unknown key discriminations"):
        load_survey(tmp_path)
