"""Rules across records: run by ``crampguide check`` and the tests, never while a page loads.

Each finding is one sentence that names the record and says what is wrong.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

from crampguide.knowledge.dangers import LEVELS
from crampguide.knowledge.rule_checks import check_rules
from crampguide.knowledge.text_checks import check_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crampguide.knowledge.records import Contributor, Effect, Knowledge
    from crampguide.knowledge.rules import Rule, Term

AGE: Final = "age"
"""The one dose that may be a clue too: nobody can have more of it, and many illnesses depend on it."""


def check_knowledge(knowledge: Knowledge) -> tuple[str, ...]:
    """Return what is wrong across the records.

    Parameters
    ----------
    knowledge : Knowledge

    Returns
    -------
    tuple of str
        One sentence for each finding; empty when the data are sound.

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> check_knowledge(load_knowledge())
    ()
    """
    checks = (check_texts, _contributors, _effects, _ties, _clues, _baselines, _dangers, check_rules)
    return tuple(finding for check in checks for finding in check(knowledge))


def _contributors(knowledge: Knowledge) -> Iterator[str]:
    for contributor in knowledge.contributors:
        where = f"contributor {contributor.id}"
        if sum(way is not None for way in (contributor.when, contributor.dose, contributor.prior)) != 1:
            yield f"{where}: give exactly one of when, dose and prior"
        if not knowledge.effects_by_contributor[contributor.id]:
            yield f"{where}: no effect has it"
        yield from _probabilities(contributor, where)
        yield from _dose(knowledge, contributor, where)
        if contributor.prior is not None and not knowledge.clues_by_contributor[contributor.id]:
            yield f"{where}: an illness not yet found needs a clue"


def _probabilities(contributor: Contributor, where: str) -> Iterator[str]:
    for name, value, reference in (
        ("prevalence", contributor.prevalence, contributor.prevalence_reference),
        ("prior", contributor.prior, contributor.prior_reference),
    ):
        if value is not None and not 0 < value < 1:
            yield f"{where}: {name} {value} is not between 0 and 1"
        if (value is None) != (not reference):
            yield f"{where}: {name} and {name}_reference go together"
    if contributor.prior is None and contributor.prevalence is None:
        yield f"{where}: a person who is not sure needs a prevalence"


def _dose(knowledge: Knowledge, contributor: Contributor, where: str) -> Iterator[str]:
    dose = contributor.dose
    if dose is None:
        return
    question = knowledge.question_by_id.get(dose.question)
    if question is None or question.kind != "number":
        yield f"{where}: {dose.question!r} is no number question"
        return
    ordered = sorted((dose.reference, dose.typical, dose.limit), reverse=dose.direction == "below")
    if dose.per <= 0 or [dose.reference, dose.typical, dose.limit] != ordered:
        yield f"{where}: reference, typical and limit are not in order, or per is not above 0"
    if not all(question.low <= value <= question.high for value in ordered):
        yield f"{where}: the dose leaves the bounds of question {question.id}"


def _effects(knowledge: Knowledge) -> Iterator[str]:
    for effect in knowledge.effects:
        where = f"effect {effect.id}"
        if effect.contributor not in knowledge.contributor_by_id:
            yield f"{where}: there is no contributor {effect.contributor!r}"
        if not 0 < effect.low <= effect.value <= effect.high or effect.low == effect.high:
            yield f"{where}: low, value and high are not in order"
        yield from _comparator(effect, where)


def _comparator(effect: Effect, where: str) -> Iterator[str]:
    if (effect.measure == "odds_ratio") != (effect.comparator_risk is not None):
        yield f"{where}: an odds ratio needs a comparator_risk, and nothing else takes one"
    elif effect.comparator_risk is not None and not 0 < effect.comparator_risk < 1:
        yield f"{where}: comparator_risk {effect.comparator_risk} is not between 0 and 1"


def _clues(knowledge: Knowledge) -> Iterator[str]:
    doses = {c.dose.question: c.id for c in knowledge.contributors if c.dose}
    for clue in knowledge.clues:
        where = f"clue {clue.id}"
        contributor = knowledge.contributor_by_id.get(clue.contributor)
        if contributor is None or contributor.prior is None:
            yield f"{where}: {clue.contributor!r} is no illness that can be unfound"
        if not 1 <= clue.low <= clue.ratio <= clue.high or clue.low == clue.high:
            yield f"{where}: low, ratio and high are not in order from 1 up"
        if not 0 < clue.ratio_absent <= 1:
            yield f"{where}: ratio_absent {clue.ratio_absent} is not above 0 and at most 1"
        for term in clue.when.terms():
            if term.question in doses and term.question != AGE:
                dosed = doses[term.question]
                yield f"{where}: {term.question} is the dose of {dosed}; more of it must not lower that share"


def _baselines(knowledge: Knowledge) -> Iterator[str]:
    for place, baseline in enumerate(knowledge.baselines):
        where = f"baseline {baseline.id}"
        if not 0 <= baseline.low <= baseline.value <= baseline.high <= 1 or baseline.low == baseline.high:
            yield f"{where}: low, value and high are not in order within 0 to 1"
        if baseline.people < 1:
            yield f"{where}: nobody was asked"
        if baseline.age_low > baseline.age_high:
            yield f"{where}: age_low is above age_high"
        same = [b for b in knowledge.baselines[:place] if (b.frequency, b.sex) == (baseline.frequency, baseline.sex)]
        if any(b.age_low <= baseline.age_high and baseline.age_low <= b.age_high for b in same):
            yield f"{where}: another baseline has an age of it"


def _dangers(knowledge: Knowledge) -> Iterator[str]:
    for danger in knowledge.dangers:
        where = f"danger {danger.id}"
        sums = [at for level in LEVELS if (at := danger.sums.at(level)) is not None]
        if not sums or sums[0] <= 0 or sums != sorted(set(sums)):
            yield f"{where}: the sums of its levels are not in order above 0"
        if any(finding.points <= 0 for finding in danger.findings):
            yield f"{where}: points are above 0, so that no answer can lower a level"
        for level in LEVELS:
            plain = [action for action in danger.actions if action.level == level and action.when is None]
            if danger.sums.at(level) is not None and len(plain) != 1:
                yield f"{where}: {level} needs one action for everybody"
            if danger.sums.at(level) is None and any(action.level == level for action in danger.actions):
                yield f"{where}: it never reaches {level}, so nobody meets that action"
        for group in danger.grouped:
            if len(group) == 1 and group[0].group:
                yield f"{where}: group {group[0].group!r} holds one finding only; leave it out, or is it misspelt?"
        most = sum(group[0].points for group in danger.grouped)
        if sums and most < sums[-1]:
            yield f"{where}: all its points together do not reach its highest sum"


def _ties(knowledge: Knowledge) -> Iterator[str]:
    """Find numbers of which the order of the file would decide which one counts."""
    for one, other in combinations(knowledge.effects, 2):
        same = (one.contributor, one.setting, one.frequency) == (other.contributor, other.setting, other.frequency)
        if same and _can_tie(one.when, other.when):
            yield f"effects {one.id} and {other.id}: both would count for the same people: narrow one, or drop one"


def _can_tie(one: Rule | None, other: Rule | None) -> bool:
    """Return whether some answers make both rules true, none of them narrower: the narrower number would count."""
    if one is None or other is None:
        return one is other
    if one.narrowness != other.narrowness:
        return False
    pairs = ((a, b) for a in one.alternatives for b in other.alternatives)
    return any(not any(_exclude(x, y) for x in a for y in b) for a, b in pairs)


def _exclude(one: Term, other: Term) -> bool:
    """Return whether no answer makes both terms true."""
    if one.question != other.question:
        return False
    if one.verb == other.verb == "is":
        return not set(one.options) & set(other.options)
    if one.bound is None or other.bound is None or one.verb[0] == other.verb[0]:
        return False
    low, high = (one.bound, other.bound) if one.verb[0] == ">" else (other.bound, one.bound)
    return high < low or (high == low and not (one.verb[-1] == other.verb[-1] == "="))
