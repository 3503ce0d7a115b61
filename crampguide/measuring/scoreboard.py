"""The published cases as the command prints them: plain tables for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crampguide.knowledge.wording import say
from crampguide.measuring.calibration import FEW, calibrate, told_groups, told_no_cause, unnamed, widest
from crampguide.measuring.cases import NOTES, TOTALS, counts_by, misses, run_cases, totals

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crampguide.knowledge.records import Knowledge
    from crampguide.measuring.calibration import Told
    from crampguide.measuring.cases import Case, CaseResult, Count, Rate


def scoreboard(knowledge: Knowledge, cases: Iterable[Case]) -> str:
    """Return the results of all cases as a plain table, by group, in all, and the misses by name.

    Parameters
    ----------
    knowledge : Knowledge
    cases : iterable of Case

    Returns
    -------
    str
        A line a case, a line a group and a certainty, the totals with Wilson intervals, what became of the shares
        told, what the cases were used for, and the known misses.
    """
    results = run_cases(knowledge, cases)
    lines = [f"{'case':6}{'established':18}{'guide, first three groups':46}{'rank':6}{'level':12}{'accepted levels'}"]
    lines += [_case_line(result) for result in results]
    lines += ["", *_count_lines("established", counts_by(results, "group"))]
    lines += ["", *_count_lines("certainty of it", counts_by(results, "certainty"))]
    lines += ["", *(f"{TOTALS[t.id]}: {_hits(t)} (of 100)" for t in totals(results))]
    lines += ["", *_band_lines("groups of causes told", told_groups(results))]
    lines += [f"established groups not named at all: {len(unnamed(results))} of {len(results)}"]
    lines += ["", *_band_lines("no cause found told", told_no_cause(results))]
    lines += ["", *(say(knowledge.wording, note) for note in NOTES)]
    lines += ["", "Known misses:"]
    lines += [f"{r.case.id}: {r.case.summary} Found: {r.case.group}." for r in misses(results)]
    return "\n".join(lines)


def _hits(one: Rate) -> str:
    return f"{one.hits} of {one.of}, {100 * one.low:.0f} to {100 * one.high:.0f}"


def _count_lines(head: str, counts: list[Count]) -> list[str]:
    """Return a table of counts, the intervals out of 100."""
    rows = [
        f"{one.id:28}{one.cases:>5}   {_hits(one.first):22}{_hits(one.among_first):22}{one.accepted:>14}{one.under:>6}"
        for one in counts
    ]
    return [f"{head:28}{'cases':>5}   {'first':22}{'among three':22}{'level accepted':>14}{'under':>6}", *rows]


def _band_lines(head: str, told: list[Told]) -> list[str]:
    """Return a table of what became of the shares told, all out of 100, and the largest gap."""
    bands = calibrate(told)
    rows = [
        f"{f'{100 * band.low:.0f} to {100 * band.high:.0f} of 100':28}{band.cause.of:>5}{100 * band.told:>11.1f}"
        f"{100 * band.seen:>7.1f}{100 * band.gap:>+7.1f}   {_hits(band.cause):22}{_hits(band.either):22}"
        for band in bands
    ]
    columns = f"{'told':>5}{'mean told':>11}{'seen':>7}{'gap':>7}   {'established':22}{'or secondary':22}"
    off = widest(bands)
    gap = f"largest gap, of bands with {FEW} or more: {100 * off.gap:+.1f}, where {100 * off.told:.0f} was told"
    return [f"{head:28}{columns.rstrip()}", *(row.rstrip() for row in rows), gap]


def _case_line(result: CaseResult) -> str:
    mark = "first" if result.is_first else "among" if result.is_among_first else "miss"
    fit = " (under)" if result.is_under else " (over)" if result.is_over else ""
    case = result.case
    head = f"{case.id:6}{case.group:18}{', '.join(result.groups) or '-':46}{mark:6}{result.level:12}"
    return f"{head}{', '.join(case.levels)}{fit}"
