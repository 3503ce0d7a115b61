"""The text and tables of the methods page: one person's sum, what hangs on what, cases, survey. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crampguide.assessing.effect_sizes import DRAWS
from crampguide.knowledge.wording import count_of_100, range_of_100, say
from crampguide.measuring.cases import group_counts, misses, totals
from crampguide.measuring.stories import triage_rates
from crampguide.telling.charts.survey import age_band
from crampguide.telling.markup import Html, element, fragment
from crampguide.telling.parts import list_html, reference_html
from crampguide.telling.tables import table_html, wide_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crampguide.assessing.assessment import Assessment
    from crampguide.assessing.scoring import Contribution
    from crampguide.knowledge.records import Frequency, Knowledge
    from crampguide.measuring.cases import CaseResult
    from crampguide.measuring.sensitivity import Swing
    from crampguide.measuring.stories import StoryResult
    from crampguide.measuring.survey import SurveyFigures

STEPS: Final = 5
LIMITS: Final = 6
"""How many sentences of ``data/wording.toml`` explain the equation, and its limits."""


def equation_html(wording: Mapping[str, str]) -> Html:
    """Return the equation, in words and as a formula."""
    steps = (element("li", say(wording, f"methods_step_{step}")) for step in range(1, STEPS + 1))
    formula = "share = p × (RR − 1) / (1 + sum of all p × (RR − 1))"  # noqa: RUF001 - real signs for readers
    return fragment(
        element("h2", say(wording, "methods_equation")),
        element("ol", *steps),
        element("p", element("code", formula)),
    )


def sum_html(knowledge: Knowledge, assessment: Assessment) -> Html:
    """Return the sum of one person as a table, a row a contributor, from the published number to the share."""
    wording, score = knowledge.wording, assessment.score
    rows = [_sum_row(knowledge, contribution, score.relative_risk) for contribution in score.contributions]
    rest = [say(wording, "no_cause_name"), "", "", "", "", "1", f"1 / {score.relative_risk:.3g}"]
    interval = range_of_100(score.unexplained_low, score.unexplained_high, wording)
    rows.append([*rest, count_of_100(score.unexplained), interval, "", "", ""])
    columns = ("cause", "published", "rr", "p", "e", "w", "sum", "count", "range", "first", "line", "source")
    return fragment(
        element("h2", say(wording, "methods_sum")),
        element("p", say(wording, "methods_sum_intro", draws=DRAWS)),
        _table(wording, columns, rows),
    )


def _sum_row(knowledge: Knowledge, contribution: Contribution, total: float) -> list[str]:
    effect, wording = contribution.effect, knowledge.wording
    weight = contribution.probability * contribution.excess
    published = f"{effect.value:.3g} ({effect.low:.3g}-{effect.high:.3g}), {say(wording, f'measure_{effect.measure}')}"
    if effect.comparator_risk is not None:
        published += f"; {say(wording, 'methods_comparator', count=count_of_100(effect.comparator_risk))}"
    if contribution.units != 1:
        published += f"; {say(wording, 'methods_units', units=f'{contribution.units:.3g}')}"
    contributor = knowledge.contributor_by_id[contribution.id]
    numbers = (1 + contribution.excess, contribution.probability, contribution.excess, weight)
    lines = [effect.id]
    if contribution.clues and contributor.prior is not None:
        lines.append(say(wording, "methods_prior", contributor=contributor.id, prior=f"{contributor.prior:.3g}"))
    lines += [say(wording, "methods_clue", clue=clue.id, ratio=f"{clue.ratio:.3g}") for clue in contribution.clues]
    return [
        contributor.name,
        published,
        *(f"{number:.3g}" for number in numbers),
        f"{weight:.3g} / {total:.3g}",
        count_of_100(contribution.share),
        range_of_100(contribution.low, contribution.high, wording),
        count_of_100(contribution.first),
        ", ".join(lines),
        reference_html(knowledge.reference_by_id[effect.reference]),
    ]


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
    """Return how the published cases did: in all, by group, and the misses by name."""
    total_rows = [
        [
            say(wording, f"cases_{total.id}"),
            f"{total.hits} / {total.of}",
            range_of_100(total.low, total.high, wording),
        ]
        for total in totals(results)
    ]
    group_rows = [[say(wording, f"group_{row.group}"), *map(str, row[1:])] for row in group_counts(results)]
    missed = (
        f"{result.case.id}: {result.case.summary} "
        + say(wording, "cases_found", group=say(wording, f"group_{result.case.group}"))
        for result in misses(results)
    )
    return fragment(
        element("h2", say(wording, "cases_title")),
        element("p", say(wording, "cases_intro")),
        _table(wording, ("test", "hits", "range"), total_rows),
        _table(wording, ("group", "cases", "first_hits", "among_hits", "levels", "under"), group_rows),
        element("h3", say(wording, "cases_missed")),
        list_html(missed),
    )


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
