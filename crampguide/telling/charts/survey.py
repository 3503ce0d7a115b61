"""Charts of the survey: how common night cramps are by sex and age, and by tenth of the relative risk.

Like every chart: plain numbers in, a Plotly figure specification out; a table beside each says the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from crampguide.knowledge.wording import say
from crampguide.telling.charts.layout import EDGES, FILLS, points_figure
from crampguide.telling.markup import fragment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crampguide.knowledge.counted import Baseline, Frequency
    from crampguide.knowledge.records import Knowledge
    from crampguide.measuring.survey import SurveyFigures, Tenth

LOOKS: Final = {"female": ("circle", "high", "solid"), "male": ("square", "judgement", "dash")}
"""Symbol, colour and line of a sex, told apart without colour."""


def baseline_figure(knowledge: Knowledge, frequency: Frequency) -> dict[str, Any]:
    """Return how many of 100 people have night cramps, by age, a line for each sex with its intervals.

    Parameters
    ----------
    knowledge : Knowledge
    frequency : str
        ``any`` or ``frequent``.

    Returns
    -------
    dict
        Figure specification.
    """
    of_sex = {sex: [b for b in knowledge.baselines if (b.sex, b.frequency) == (sex, frequency)] for sex in LOOKS}
    traces = [_baseline_trace(sex, baselines, knowledge.wording) for sex, baselines in of_sex.items()]
    names = [age_band(baseline, knowledge) for baseline in of_sex["female"]]
    axis = {"tickvals": list(range(len(names))), "ticktext": names}
    return points_figure(traces, axis, say(knowledge.wording, "survey_age"), say(knowledge.wording, "table_count"))


def age_band(baseline: Baseline, knowledge: Knowledge) -> str:
    """Return the ages of a group, the oldest without an end."""
    oldest = max(one.age_high for one in knowledge.baselines)
    return f"{baseline.age_low}+" if baseline.age_high == oldest else f"{baseline.age_low}-{baseline.age_high}"


def _baseline_trace(sex: str, baselines: list[Baseline], wording: Mapping[str, str]) -> dict[str, Any]:
    symbol, look, line = LOOKS[sex]
    aside = 0.06 if sex == "male" else -0.06  # so that two intervals do not hide each other
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": fragment(say(wording, f"survey_{sex}")),
        "x": [place + aside for place in range(len(baselines))],
        "y": [round(100 * baseline.value, 1) for baseline in baselines],
        "hoverinfo": "skip",
        "line": {"color": EDGES[look], "dash": line, "width": 2},
        "marker": {"symbol": symbol, "size": 9, "color": FILLS[look], "line": {"color": EDGES[look], "width": 2}},
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [round(100 * (baseline.high - baseline.value), 1) for baseline in baselines],
            "arrayminus": [round(100 * (baseline.value - baseline.low), 1) for baseline in baselines],
            "color": EDGES[look],
            "thickness": 1.5,
            "width": 4,
        },
    }


def tenths_figure(survey: SurveyFigures, wording: Mapping[str, str]) -> dict[str, Any]:
    """Return how many of 100 people have night cramps by tenth of the relative risk, any and frequent ones."""
    looks = {"any": LOOKS["female"], "frequent": LOOKS["male"]}
    rows = {frequency: [tenth for tenth in survey.tenths if tenth.frequency == frequency] for frequency in looks}
    traces = [_tenths_trace(rows[frequency], look, wording) for frequency, look in looks.items()]
    axis = {"tickvals": list(range(1, 11))}
    return points_figure(traces, axis, say(wording, "survey_tenth"), say(wording, "table_count"))


def _tenths_trace(tenths: list[Tenth], look: tuple[str, str, str], wording: Mapping[str, str]) -> dict[str, Any]:
    symbol, colour, line = look
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": fragment(say(wording, f"kind_rest_{tenths[0].frequency}")),
        "x": [tenth.number for tenth in tenths],
        "y": [round(100 * tenth.observed, 1) for tenth in tenths],
        "hoverinfo": "skip",
        "line": {"color": EDGES[colour], "dash": line, "width": 2},
        "marker": {"symbol": symbol, "size": 9, "color": FILLS[colour], "line": {"color": EDGES[colour], "width": 2}},
    }
