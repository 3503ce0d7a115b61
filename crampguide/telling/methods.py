"""The text and tables of the methods page: one person's sum, what hangs on what, cases, survey. Pure functions."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from crampguide.assessing.effect_sizes import DRAWS
from crampguide.assessing.likeness import DAMPING, UNNAMED
from crampguide.assessing.weighing import OUTWEIGHS
from crampguide.knowledge.wording import count_of_100, range_of_100, say
from crampguide.measuring.calibration import FEW, calibrate, told_groups, told_no_cause, unnamed, widest
from crampguide.measuring.cases import NO_CAUSE, NOTES, counts_by, misses, totals
from crampguide.measuring.sensitivity import work_through
from crampguide.measuring.stories import triage_rates
from crampguide.telling.charts.calibration import calibration_in_words
from crampguide.telling.charts.survey import age_band
from crampguide.telling.markup import Html, element, fragment
from crampguide.telling.parts import list_html, reference_html
from crampguide.telling.tables import table_html, wide_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crampguide.assessing.assessment import Assessment
    from crampguide.assessing.likeness import Speaks
    from crampguide.assessing.profile import Profile
    from crampguide.assessing.scoring import Contribution
    from crampguide.knowledge.counted import Frequency
    from crampguide.knowledge.records import Effect, Knowledge
    from crampguide.measuring.calibration import Band
    from crampguide.measuring.cases import CaseResult, Count, Rate
    from crampguide.measuring.sensitivity import Swing, Worked
    from crampguide.measuring.stories import StoryResult
    from crampguide.measuring.survey import SurveyFigures

STEPS: Final = 9
LIMITS: Final = 6
"""How many sentences of ``data/wording.toml`` explain the equation, and its limits."""

CERTAINTIES: Final = {
    "confirmed": "cases_confirmed",
    "diagnosis_told_by_patient": "cases_diagnosis_told",
    "group_level": "cases_group_level",
    "intended_answer": "cases_intended",
    "opinion": "cases_opinion",
    "possible": "cases_possible",
    "probable": "cases_probable",
    "stated": "cases_stated",
    "stated_by_clinician": "cases_stated_clinician",
    "stated_by_patient": "cases_stated_patient",
    "stated_with_reasons": "cases_stated_reasons",
}
"""The sentences that say how certain the cause of a case is."""

SMALLEST_WEIGHT: Final = 0.001
"""Weight [odds] below which a presentation gets no row."""

FORMULAS: Final = (
    "known: weight = p × (RR − 1)",  # noqa: RUF001 - real signs for readers
    f"found: fit = (all ratios × {math.exp(UNNAMED):g} for each group left over) to the power of {DAMPING}",  # noqa: RUF001
    "found: weight = start × fit / (sum of start × fit of plain cramps)",  # noqa: RUF001
    "share = weight / (1 + sum of all weights)",
)


def equation_html(wording: Mapping[str, str]) -> Html:
    """Return the equation, in words and as formulas."""
    numbers = {"damping": DAMPING, "leak": f"{math.exp(UNNAMED):g}", "outweighs": f"{OUTWEIGHS:g}"}
    steps = (element("li", say(wording, f"methods_step_{step}", **numbers)) for step in range(1, STEPS + 1))
    return fragment(
        element("h2", say(wording, "methods_equation")),
        element("ol", *steps),
        element("p", element("code", fragment(*FORMULAS, between=element("br")))),
    )


def sum_html(knowledge: Knowledge, assessment: Assessment) -> Html:
    """Return the sum of one person as tables: what is known, what was found from signs, and the shares of both."""
    wording, contributions = knowledge.wording, assessment.score.contributions
    known = [_known_row(knowledge, one, one.effect) for one in contributions if one.effect]
    columns = ("cause", "published", "rr", "p", "e", "w", "line", "source")
    return fragment(
        element("h2", say(wording, "methods_sum")),
        element("p", say(wording, "methods_sum_intro", draws=DRAWS)),
        element("h3", say(wording, "methods_known")),
        _table(wording, columns, known) if known else element("p", say(wording, "methods_known_none")),
        element("h3", say(wording, "methods_found")),
        element("p", say(wording, "methods_found_intro", least=f"{SMALLEST_WEIGHT:g}")),
        _found_html(knowledge, assessment.profile),
        element("h3", say(wording, "methods_shares")),
        _shares_html(knowledge, assessment),
    )


def _known_row(knowledge: Knowledge, contribution: Contribution, effect: Effect) -> list[str]:
    wording = knowledge.wording
    published = f"{effect.value:.3g} ({effect.low:.3g}-{effect.high:.3g}), {say(wording, f'measure_{effect.measure}')}"
    if effect.comparator_risk is not None:
        published += f"; {say(wording, 'methods_comparator', count=count_of_100(effect.comparator_risk))}"
    if contribution.units != 1:
        published += f"; {say(wording, 'methods_units', units=f'{contribution.units:.3g}')}"
    numbers = (1 + contribution.excess, contribution.probability, contribution.excess, contribution.weight)
    return [
        _name(knowledge, contribution.id),
        published,
        *(f"{number:.3g}" for number in numbers),
        effect.id,
        reference_html(knowledge.reference_by_id[effect.reference]),
    ]


def _found_html(knowledge: Knowledge, profile: Profile) -> Html:
    """Return how each weight from signs comes about, a row a presentation, and below them plain cramps."""
    worked = (one for one in work_through(knowledge, profile) if one.weight >= SMALLEST_WEIGHT)
    columns = ("cause", "line", "start", "findings", "product", "left_over", "power", "fit", "start_fit")
    rows = [_found_row(knowledge, one, profile) for one in worked]
    return _table(knowledge.wording, (*columns, "over_plain", "counts", "source"), rows)


def _found_row(knowledge: Knowledge, one: Worked, profile: Profile) -> list[str]:
    wording, shown = knowledge.wording, one.presentation
    left_over = say(wording, "methods_left_over", count=one.unnamed, ratio=f"{one.leak:.3g}") if one.unnamed else "0"
    if one.known:
        counts = say(wording, "methods_outweighs" if one.counts else "methods_stands", known=f"{one.known:.3g}")
    else:
        counts = say(wording, "methods_counts")
    return [
        _name(knowledge, one.contributor) if one.contributor else say(wording, "methods_plain"),
        shown.id,
        f"{shown.prior:g}",
        list_html(_said(wording, said, profile) for said in one.speaks),
        f"{one.product:.3g}",
        left_over,
        str(DAMPING),
        f"{one.fit:.3g}",
        f"{shown.prior * one.fit:.3g}",
        f"{one.weight:.3g}",
        counts if one.contributor else "",
        fragment(*(reference_html(knowledge.reference_by_id[key]) for key in shown.references), between="; "),
    ]


def _said(wording: Mapping[str, str], said: Speaks, profile: Profile) -> str:
    """Return a finding with its ratio: there, not there, or not sure, which counts by half."""
    key = "methods_absent" if not said.is_there else "methods_there"
    if said.finding.when.holds(profile) is None:
        key = "methods_unsure"
    return say(wording, key, finding=said.finding.id, ratio=f"{math.exp(said.log_ratio):.3g}")


def _shares_html(knowledge: Knowledge, assessment: Assessment) -> Html:
    """Return the weights of both kinds, their sum, and the shares."""
    wording, score = knowledge.wording, assessment.score
    total = f"{score.relative_risk:.3g}"
    rows = [
        [
            _name(knowledge, one.id),
            f"{one.weight:.3g}",
            f"{one.weight:.3g} / {total}",
            count_of_100(one.share),
            range_of_100(one.low, one.high, wording),
            count_of_100(one.first),
        ]
        for one in score.contributions
    ]
    interval = range_of_100(score.unexplained_low, score.unexplained_high, wording)
    rows.append([say(wording, "no_cause_name"), "1", f"1 / {total}", count_of_100(score.unexplained), interval, ""])
    return _table(wording, ("cause", "w", "sum", "count", "range", "first"), rows)


def swings_html(knowledge: Knowledge, found: Iterable[Swing]) -> Html:
    """Return what each effect's own interval does to the result, as a table."""
    wording = knowledge.wording
    rows = [
        [
            knowledge.contributor_by_id[swing.effect.contributor].name,
            f"{swing.effect.low:.3g}-{swing.effect.high:.3g}",
            range_of_100(swing.low_share, swing.high_share, wording),
            _name(knowledge, swing.low_first),
            _name(knowledge, swing.high_first),
            swing.effect.id,
        ]
        for swing in found
    ]
    columns = ("cause", "interval", "count", "low_first", "high_first", "line")
    return fragment(
        element("h2", say(wording, "methods_swings")),
        element("p", say(wording, "methods_swings_intro")),
        _table(wording, columns, rows),
    )


def changed_html(knowledge: Knowledge, before: Assessment, after: Assessment) -> Html:
    """Return what a changed number does to the leading cause and to what has no cause, in one sentence."""
    leads = [next((c for c in one.score.contributions if not c.is_background), None) for one in (before, after)]
    names = [_name(knowledge, lead.id if lead else "") for lead in leads]
    shares = [count_of_100(lead.share if lead else 0.0) for lead in leads]
    sentence = say(
        knowledge.wording,
        "methods_changed",
        before=names[0],
        before_count=shares[0],
        after=names[1],
        after_count=shares[1],
        before_none=count_of_100(before.score.unexplained),
        after_none=count_of_100(after.score.unexplained),
    )
    return element("p", sentence)


def _name(knowledge: Knowledge, contributor: str) -> str:
    return knowledge.contributor_by_id[contributor].name if contributor else say(knowledge.wording, "live_no_lead")


def cases_html(wording: Mapping[str, str], results: list[CaseResult]) -> Html:
    """Return how the published cases did: in all, by group, by how certain the cause is, and the misses by name."""
    total_rows = [
        [
            say(wording, f"cases_{total.id}"),
            f"{total.hits} / {total.of}",
            range_of_100(total.low, total.high, wording),
        ]
        for total in totals(results)
    ]
    groups = [(say(wording, f"group_{one.id}"), one) for one in counts_by(results, "group")]
    certainties = [(say(wording, CERTAINTIES[one.id]), one) for one in counts_by(results, "certainty")]
    missed = (
        f"{result.case.id}: {result.case.summary} "
        + say(wording, "cases_found", group=say(wording, f"group_{result.case.group}"))
        for result in misses(results)
    )
    return fragment(
        element("h2", say(wording, "cases_title")),
        element("p", say(wording, "cases_intro")),
        list_html(say(wording, note) for note in NOTES),
        _table(wording, ("test", "hits", "range"), total_rows),
        _counts_html(wording, "group", groups),
        _counts_html(wording, "certainty", certainties),
        element("h3", say(wording, "cases_missed")),
        list_html(missed),
    )


def _counts_html(wording: Mapping[str, str], column: str, counts: Iterable[tuple[str, Count]]) -> Html:
    rows = [
        [
            name,
            str(one.cases),
            *(_hits(wording, found) for found in (one.first, one.among_first)),
            str(one.accepted),
            str(one.under),
        ]
        for name, one in counts
    ]
    return _table(wording, (column, "cases", "first_hits", "among_hits", "levels", "under"), rows)


def _hits(wording: Mapping[str, str], found: Rate) -> str:
    """Return a count with the interval of its proportion."""
    return say(wording, "cases_hits", hits=found.hits, range=range_of_100(found.low, found.high, wording))


def calibration_html(wording: Mapping[str, str], results: list[CaseResult]) -> Html:
    """Return how often what was told came true, in words and as tables: groups of causes, and no cause found."""
    groups, no_cause = calibrate(told_groups(results)), calibrate(told_no_cause(results))
    known = [result for result in results if result.case.group != NO_CAUSE]
    columns = ("band", "told", "mean", "seen", "gap", "cause_hits", "either_hits")
    return fragment(
        element("p", calibration_in_words(groups, wording)),
        element("p", _widest(wording, groups)),
        element("p", say(wording, "calibration_unnamed", count=len(unnamed(results)), cases=len(known))),
        _table(wording, columns, [_band_row(wording, band) for band in groups]),
        element("h3", say(wording, "calibration_no_cause")),
        element("p", say(wording, "calibration_no_cause_intro", count=len(results) - len(known), cases=len(results))),
        element("p", _widest(wording, no_cause)),
        _table(wording, columns, [_band_row(wording, band) for band in no_cause]),
    )


def calibration_intro_html(wording: Mapping[str, str]) -> Html:
    """Return what stands above the chart of shares told and causes found."""
    intro = element("p", say(wording, "calibration_intro"))
    return fragment(element("h3", say(wording, "calibration_title")), intro)


def _widest(wording: Mapping[str, str], bands: Iterable[Band]) -> str:
    band = widest(bands)
    told, seen = round(100 * band.told), round(100 * band.seen)
    return say(wording, "calibration_gap", told=told, seen=seen, few=FEW)


def _band_row(wording: Mapping[str, str], band: Band) -> list[str]:
    return [
        range_of_100(band.low, band.high, wording),
        str(band.cause.of),
        f"{100 * band.told:.1f}",
        f"{100 * band.seen:.1f}",
        f"{100 * band.gap:+.1f}",
        _hits(wording, band.cause),
        _hits(wording, band.either),
    ]


def triage_html(wording: Mapping[str, str], results: list[StoryResult]) -> Html:
    """Return how well dangers are told from harmless cramps, in the measures of the field, by batch of stories."""
    batches = sorted({result.story.batch for result in results})
    rows = [
        [
            say(wording, f"triage_{rate.id}"),
            str(batch),
            f"{rate.hits} / {rate.of}",
            range_of_100(rate.low, rate.high, wording),
        ]
        for batch in batches
        for rate in triage_rates([result for result in results if result.story.batch == batch])
    ]
    return fragment(
        element("h2", say(wording, "triage_title")),
        element("p", say(wording, "triage_intro")),
        _table(wording, ("test", "batch", "stories", "range"), rows),
    )


def survey_html(wording: Mapping[str, str], survey: SurveyFigures) -> Html:
    """Return how well the equation tells people with and without cramps apart, beside a fitted model."""
    rows = [
        [
            say(wording, f"kind_rest_{row.id}"),
            str(row.people),
            f"{row.guide:.3f} ({row.low:.3f}-{row.high:.3f})",
            f"{row.fitted:.3f}",
        ]
        for row in survey.discrimination
    ]
    return fragment(
        element("h2", say(wording, "survey_title")),
        element("p", say(wording, "survey_intro")),
        _table(wording, ("kind", "people", "auc", "fitted"), rows),
    )


def tenths_html(wording: Mapping[str, str], survey: SurveyFigures) -> Html:
    """Return cramps by tenth of the relative risk: the table beside its chart."""
    of_kind: dict[Frequency, list[list[str]]] = {"any": [], "frequent": []}
    for tenth in survey.tenths:
        of_kind[tenth.frequency].append([f"{tenth.relative_risk:.2f}", count_of_100(tenth.observed)])
    rows = [
        [str(number), *any_night, *frequent]
        for number, (any_night, frequent) in enumerate(zip(of_kind["any"], of_kind["frequent"], strict=True), start=1)
    ]
    return _table(wording, ("tenth", "any_rr", "any_count", "frequent_rr", "frequent_count"), rows)


def baseline_html(knowledge: Knowledge, survey: SurveyFigures, frequency: Frequency) -> Html:
    """Return cramps by sex and age beside what the equation alone makes of them: the table beside its chart."""
    implied, wording = {row.id: row.value for row in survey.implied}, knowledge.wording
    chosen = [baseline for baseline in knowledge.baselines if baseline.frequency == frequency]
    rows = [
        [
            say(wording, f"survey_{baseline.sex}"),
            age_band(baseline, knowledge),
            count_of_100(baseline.value),
            range_of_100(baseline.low, baseline.high, wording),
            count_of_100(implied[baseline.id]),
            baseline.id,
            reference_html(knowledge.reference_by_id[baseline.reference]),
        ]
        for baseline in chosen
    ]
    gap = max(abs(implied[baseline.id] - baseline.value) for baseline in chosen)
    columns = ("sex", "age", "count", "range", "implied", "line", "source")
    told = say(wording, "survey_gap", gap=round(100 * gap))
    return fragment(_table(wording, columns, rows), element("p", told))


def limits_html(wording: Mapping[str, str]) -> Html:
    """Return what the guide can not do."""
    limits = list_html(say(wording, f"methods_limit_{limit}") for limit in range(1, LIMITS + 1))
    return fragment(element("h2", say(wording, "methods_limits")), limits)


def change_intro_html(wording: Mapping[str, str]) -> Html:
    """Return what stands above the number to change."""
    return fragment(element("h2", say(wording, "methods_change")), element("p", say(wording, "methods_change_intro")))


def _table(wording: Mapping[str, str], columns: tuple[str, ...], rows: list[list[str]]) -> Html:
    """Return a table whose columns have sentences of their own; the first cell of each row names it."""
    return wide_html(wording, table_html([say(wording, f"column_{column}") for column in columns], rows))
