"""The rows of a result as HTML: the table beside the chart, and the reason of each row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crampguide.knowledge.wording import range_of_100, say
from crampguide.telling.explanation import NO_CAUSE, OTHERS, cite
from crampguide.telling.markup import NOTHING, Html, element, fragment
from crampguide.telling.parts import (
    details_html,
    fold_html,
    labelled_html,
    list_html,
    section_html,
    sources_html,
)
from crampguide.telling.tables import table_html, wide_html

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crampguide.knowledge.records import Knowledge
    from crampguide.telling.explanation import Explanation
    from crampguide.telling.rows import Row

WHY: Final = "cg-why-"
"""The id of a contributor's reason on the page begins with this."""


def causes_html(knowledge: Knowledge, explanation: Explanation, *, has_reasons: bool = False) -> Html:
    """Return the table that says the same as the chart; each name leads to its reason where the reasons stand too."""
    wording = knowledge.wording
    heads = [say(wording, key) for key in ("table_cause", "table_count", "table_range", "table_evidence")]
    rows = [
        [
            _to_reason(row) if has_reasons else row.name,
            row.count_in_words,
            range_of_100(row.low, row.high, wording),
            row.evidence,
        ]
        for row in explanation.rows
    ]
    table = wide_html(wording, table_html(heads, rows, caption=say(wording, "table_caption")))
    return fold_html(say(wording, "table_title"), table) if has_reasons else table


def _to_reason(row: Row) -> str:
    """Return a row's name, leading to its reason, sum, line of data and sources where it has them."""
    return row.name if row.id in {OTHERS, NO_CAUSE} else element("a", row.name, href=f"#{WHY}{row.id}")


def why_html(knowledge: Knowledge, explanation: Explanation) -> Html:
    """Return the reason of each row that has one."""
    wording = knowledge.wording
    items = [_reason_html(knowledge, row) for row in explanation.rows if row.id not in {OTHERS, NO_CAUSE}]
    unstudied = element("p", explanation.unstudied) if explanation.unstudied else NOTHING
    return section_html(say(wording, "why_title"), *(items or [element("p", say(wording, "why_none"))]), unstudied)


def _reason_html(knowledge: Knowledge, row: Row) -> Html:
    wording = knowledge.wording
    size = fragment(element("b", say(wording, "why_study_size")), " ", row.evidence, ".")
    return details_html(
        row.name,
        element("p", row.plain),
        element("p", element("b", say(wording, "why_because"))),
        list_html(row.because),
        _against_html(wording, row),
        element("p", say(wording, "why_unsure")) if row.is_unsure else "",
        labelled_html(say(wording, "why_study"), row.finding, " ", size),
        element("p", row.change),
        sources_html(knowledge, row.references, has_titles=True),
        element("p", say(wording, "why_sum_title"), " ", row.sum_in_words, class_="cg-quiet cg-sum"),
        id=f"{WHY}{row.id}",
    )


def _against_html(wording: Mapping[str, str], row: Row) -> Html:
    if not row.against:
        return NOTHING
    return fragment(element("p", element("b", say(wording, "why_against"))), list_html(row.against))


def common_html(knowledge: Knowledge, explanation: Explanation) -> Html:
    """Return how common night cramps are among people like this one."""
    if not explanation.how_common:
        return NOTHING
    wording, baselines = knowledge.wording, explanation.assessment.baselines
    return fold_html(
        say(wording, "common_title"),
        element("p", explanation.how_common),
        sources_html(knowledge, cite(knowledge, (baseline.reference for baseline in baselines))),
    )
