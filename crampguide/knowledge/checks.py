"""Rules across records: run by ``crampguide check`` and the tests, never while a page loads.

Each finding is one sentence that names the record and says what is wrong.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from crampguide.knowledge.dangers import LEVELS
from crampguide.knowledge.presentation_checks import check_presentations
from crampguide.knowledge.rule_checks import check_rules
from crampguide.knowledge.text_checks import check_texts
from crampguide.knowledge.treatment_checks import check_treatments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crampguide.knowledge.records import Contributor, Effect, Knowledge
    from crampguide.knowledge.rules import Rule, Term


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
    here = (_contributors, _effects, _ties, _baselines, _dangers, _causes)
    checks = (check_texts, *here, check_presentations, check_treatments, check_rules)
    return tuple(finding for check in checks for finding in check(knowledge))


def _contributors(knowledge: Knowledge) -> Iterator[str]:
    for contributor in knowledge.contributors:
        where = f"contributor {contributor.id}"
        is_stated = contributor.when is not None or contributor.dose is not None
        is_shown = bool(knowledge.presentations_by_contributor[contributor.id])
        has_effect = bool(knowledge.effects_by_contributor[contributor.id])
        if contributor.when is not None and contributor.dose is not None:
            yield f"{where}: give when or dose, not both"
        if not is_stated and not is_shown:
            yield f"{where}: nothing brings it up: give when, dose or a presentation"
        elif not has_effect and not is_shown:
            yield f"{where}: no effect and no presentation has it, so it never counts"
        elif not is_stated and has_effect:
            yield f"{where}: nobody states it, so its effects never count"
        if is_stated and has_effect and contributor.prevalence is None:
            yield f"{where}: a person who is not sure needs a prevalence"
        yield from _prevalence(contributor, where)
        yield from _dose(knowledge, contributor, where)


def _prevalence(contributor: Contributor, where: str) -> Iterator[str]:
    prevalence = contributor.prevalence
    if prevalence is not None and not 0 < prevalence < 1:
        yield f"{where}: prevalence {prevalence} is not between 0 and 1"
    if (prevalence is None) != (not contributor.prevalence_reference):
        yield f"{where}: prevalence and prevalence_reference go together"


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
    for amount in question.amounts:
        low, typical, high = (dose.units(number) for number in (amount.low, amount.typical, amount.high))
        if not typical and (low or high):
            yield f"{where}: amount {amount.id!r} gives no dose by its typical number, and some by its range"


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


def _causes(knowledge: Knowledge) -> Iterator[str]:
    for danger in knowledge.dangers:
        for cause in danger.causes:
            if cause not in knowledge.contributor_by_id:
                yield f"danger {danger.id}: there is no contributor {cause!r}"


def _ties(knowledge: Knowledge) -> Iterator[str]:
    """Find numbers of which the order of the file would decide which one counts."""
    for one, other in combinations(knowledge.effects, 2):
        same = all(getattr(one, key) == getattr(other, key) for key in ("contributor", "setting", "frequency", "taken"))
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
