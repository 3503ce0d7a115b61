"""Checks of how causes show: whom a presentation speaks for, its findings, and how common each finding is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from crampguide.knowledge.presentations import NO_CAUSE, OF_PRIORS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crampguide.knowledge.presentations import Finding
    from crampguide.knowledge.records import Knowledge
    from crampguide.knowledge.rules import Rule

FEWEST: Final = 6
"""Findings that a presentation needs: with fewer, one answer decides."""

OF_FINDINGS: Final = 100
"""The people that a finding counts in; with all or none of them, its log ratio has no end."""


def check_presentations(knowledge: Knowledge) -> Iterator[str]:
    """Yield what is wrong with presentations, and with how common findings are."""
    for check in (_presentations, _speakers, _plain, _findings, _lines):
        yield from check(knowledge)


def rules_of_findings(knowledge: Knowledge) -> Iterator[tuple[str, Rule]]:
    """Yield each finding as a rule, with the record it stands in; one that cannot be read has its own error."""
    for finding in knowledge.findings:
        try:
            yield f"finding {finding.id}", finding.when
        except ValueError:
            continue


def _presentations(knowledge: Knowledge) -> Iterator[str]:
    known = {finding.id: finding for finding in knowledge.findings}
    for one in knowledge.presentations:
        where = f"presentation {one.id}"
        if not 0 < one.prior <= OF_PRIORS:
            yield f"{where}: prior {one.prior:g} is not above 0 and at most {OF_PRIORS}"
        named = Counter(finding for finding, _ in one.bands())
        if len(named) < FEWEST:
            yield f"{where}: it has fewer than {FEWEST} findings"
        for finding, times in named.items():
            if times > 1:
                yield f"{where}: {finding!r} stands in its bands {times} times"
            if finding not in known:
                yield f"{where}: {finding!r} is no finding of commonness.toml"
        yield from _counted_twice(where, [known[finding] for finding in named if finding in known])


def _counted_twice(where: str, findings: list[Finding]) -> Iterator[str]:
    """Find a box that stands alone and in a line with others: one tick would count twice."""
    group_of = {finding.id: finding.group for finding in findings}
    for finding in findings:
        for box in finding.boxes if not finding.box else ():
            if group_of.get(box, finding.group) != finding.group:
                yield f"{where}: a tick of {box!r} would count in {finding.id!r} too: set them together, or drop one"


def _speakers(knowledge: Knowledge) -> Iterator[str]:
    """Find whom a presentation wrongly speaks for: what a person states takes the place of what nobody has found."""
    known = knowledge.contributor_by_id
    for one in knowledge.presentations:
        where = f"presentation {one.id}"
        causes = [name for name in one.of if name != NO_CAUSE]
        if bool(causes) is (NO_CAUSE in one.of):
            yield f"{where}: 'of' names contributors, or no_cause alone"
        for name in (*causes, *one.after):
            if name not in known:
                yield f"{where}: there is no contributor {name!r}"
        unfound = [name for name in causes if name in known and known[name].when is None]
        if len(unfound) > 1:
            yield f"{where}: only one of {', '.join(unfound)} may be without when"
        elif unfound and causes[-1] != unfound[0]:
            yield f"{where}: {unfound[0]} is without when, so it stands last in 'of'"


def _plain(knowledge: Knowledge) -> Iterator[str]:
    if not any(NO_CAUSE in one.of and one.needs is None for one in knowledge.presentations):
        yield "presentations: none is of no_cause and without needs, so there is nothing to compare with"


def _findings(knowledge: Knowledge) -> Iterator[str]:
    used = {finding for one in knowledge.presentations for finding, _ in one.bands()}
    together = Counter(finding.together for finding in knowledge.findings)
    for finding in knowledge.findings:
        where = f"finding {finding.id}"
        if not 0 < finding.of_100 < OF_FINDINGS:
            yield f"{where}: of_100 {finding.of_100:g} is not between 0 and 100"
        if finding.id not in used and not finding.alarming:
            yield f"{where}: no presentation has it"
        if finding.together and together[finding.together] == 1:
            yield f"{where}: nothing else is together with {finding.together!r}; leave it out, or is it misspelt?"


def _lines(knowledge: Knowledge) -> Iterator[str]:
    """Find lines that are no finding, and two that are the same one: whoever has the one is not heard on the other."""
    first: dict[frozenset[tuple[object, ...]], str] = {}
    for finding in knowledge.findings:
        where = f"finding {finding.id}"
        try:
            terms = tuple(finding.when.terms())
        except ValueError as fault:
            yield f"{where}: {fault}"
            continue
        if len({term.question for term in terms}) > 1:
            yield f"{where}: it joins two questions, and a finding asks one"
        same = frozenset((term.question, term.verb, frozenset(term.options), term.bound) for term in terms)
        if first.setdefault(same, finding.id) != finding.id:
            yield f"{where}: it says the same as {first[same]!r}"
