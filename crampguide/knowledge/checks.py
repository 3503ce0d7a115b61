"""Rules across records: run by ``crampguide check`` and the tests, never while a page loads.

Each finding is one sentence that names the record and says what is wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from crampguide.knowledge.rules import NOT_SURE, NOTHING_ELSE, PREFER_NOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crampguide.knowledge.records import Contributor, Effect, Knowledge, Question, Reference
    from crampguide.knowledge.rules import Rule, Term

DOI: Final = re.compile(r"10\.\d{4,9}/\S+")
ORDINARY: Final = {("when", "rest"), ("where", "calf"), ("where", "foot")}
"""Boxes for the ordinary case: they say what it is, and no rule needs to ask for them."""

PEOPLE: Final = 100
"""The one denominator of the guide."""

RESERVED: Final = {NOTHING_ELSE, NOT_SURE, PREFER_NOT}
"""Answers that every question understands; an option must not take their name."""

AGE: Final = "age"
"""The one dose that may be a clue too: nobody can have more of it, and many illnesses depend on it."""

MARKUP: Final = re.compile(r"</?([a-zA-Z]+)| (on\w+|href|style)=")
SHAPES: Final = {"circle", "path"}
"""All that a drawing may hold: it goes into the page as it stands."""

VERBS: Final = {"checklist": "has", "choice": "is"}


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
    records = (_questions, _skips, _references, _contributors, _effects, _clues, _baselines)
    checks = (*records, _texts, _rules, _used_options)
    return tuple(finding for check in checks for finding in check(knowledge))


def _questions(knowledge: Knowledge) -> Iterator[str]:
    sections = {section.id for section in knowledge.sections}
    for question in knowledge.questions:
        where = f"question {question.id}"
        if question.section not in sections:
            yield f"{where}: there is no section {question.section!r}"
        if question.kind == "number":
            if not question.low <= question.start <= question.high or question.low == question.high:
                yield f"{where}: low, start and high are not in order"
            if question.step <= 0 or not question.unit:
                yield f"{where}: a number needs a step above 0 and a unit"
        elif not question.options:
            yield f"{where}: a {question.kind} needs options"
        for option, times in Counter(option.id for option in question.options).items():
            if times > 1:
                yield f"{where}: option {option!r} is there {times} times"
            if option in RESERVED:
                yield f"{where}: option {option!r} has a meaning of its own in every question"


def _skips(knowledge: Knowledge) -> Iterator[str]:
    for question in knowledge.questions:
        alternatives = question.skip_if.alternatives if question.skip_if else ()
        if any(len(terms) > 1 or terms[0].verb != "is" for terms in alternatives):
            yield f"question {question.id}: skip_if takes choices only, such as 'sex is male'"


def _references(knowledge: Knowledge) -> Iterator[str]:
    cited = set()
    for where, keys in _citations(knowledge):
        if not keys:
            yield f"{where}: no reference"
        for key in keys:
            cited.add(key)
            if key not in knowledge.reference_by_id:
                yield f"{where}: there is no reference {key!r}"
    for reference in knowledge.references:
        if reference.id not in cited:
            yield f"reference {reference.id}: nothing cites it"
        yield from _address(reference)
    for doi, times in Counter(r.doi for r in knowledge.references if r.doi).items():
        if times > 1:
            yield f"DOI {doi}: {times} references have it"


def _address(reference: Reference) -> Iterator[str]:
    where = f"reference {reference.id}"
    if reference.kind != "judgement" and not (reference.doi or reference.pmid or reference.url):
        yield f"{where}: it leads nowhere: give a doi, a pmid or a url"
    if reference.doi and not DOI.fullmatch(reference.doi):
        yield f"{where}: {reference.doi!r} is no DOI"


def _citations(knowledge: Knowledge) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every record with the citation keys it names."""
    for kind, several in (
        ("contributor", knowledge.contributors),
        ("red flag", knowledge.red_flags),
        ("advice", knowledge.advice),
        ("look-alike", knowledge.look_alikes),
        ("claim", knowledge.claims),
    ):
        yield from ((f"{kind} {record.id}", record.references) for record in several)
    for kind, single in (("effect", knowledge.effects), ("clue", knowledge.clues), ("baseline", knowledge.baselines)):
        yield from ((f"{kind} {record.id}", (record.reference,)) for record in single)
    for contributor in knowledge.contributors:
        sources = {"prevalence": contributor.prevalence_reference, "prior": contributor.prior_reference}
        yield from ((f"contributor {contributor.id} {name}", (key,)) for name, key in sources.items() if key)
    for advice in knowledge.advice:
        if advice.counts:
            yield f"advice {advice.id} counts", (advice.counts.reference,)
        yield from ((f"advice {advice.id} caution", caution.references) for caution in advice.cautions)


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


def _texts(knowledge: Knowledge) -> Iterator[str]:
    flags = {flag.id for flag in knowledge.red_flags}
    for advice in knowledge.advice:
        counts = advice.counts
        if counts and not (
            0 <= counts.low <= counts.with_it <= counts.high <= PEOPLE and 0 <= counts.without <= PEOPLE
        ):
            yield f"advice {advice.id}: counts are not in order within 100"
        if advice.picture and advice.picture not in {picture.id for picture in knowledge.pictures}:
            yield f"advice {advice.id}: there is no picture {advice.picture!r}"
        for flag in sorted({flag for caution in advice.cautions for flag in caution.flags} - flags):
            yield f"advice {advice.id} caution: there is no red flag {flag!r}"
    for picture in knowledge.pictures:
        if foreign := {tag or key for tag, key in MARKUP.findall(picture.svg)} - SHAPES:
            yield f"picture {picture.id}: {', '.join(sorted(foreign))} is no shape"
    for look_alike in knowledge.look_alikes:
        if not look_alike.differs:
            yield f"look-alike {look_alike.id}: says no difference"
        for cause in sorted(set(look_alike.same_as) - set(knowledge.contributor_by_id)):
            yield f"look-alike {look_alike.id}: there is no contributor {cause!r}"


def _rules(knowledge: Knowledge) -> Iterator[str]:
    for where, rule in _all_rules(knowledge):
        for term in rule.terms():
            question = knowledge.question_by_id.get(term.question)
            if question is None:
                yield f"{where}: there is no question {term.question!r}"
            else:
                yield from _term(term, question, where)


def _term(term: Term, question: Question, where: str) -> Iterator[str]:
    if term.bound is None:
        if VERBS.get(question.kind) != term.verb:
            yield f"{where}: {question.id} is a {question.kind}, so {term.verb!r} does not fit"
        known = {option.id for option in question.options} | ({NOT_SURE, NOTHING_ELSE} if term.verb == "has" else set())
        for option in term.options:
            if option not in known:
                yield f"{where}: {question.id} has no option {option!r}"
    elif question.kind != "number":
        yield f"{where}: {question.id} is no number question"
    elif not question.low <= term.bound <= question.high:
        yield f"{where}: {term.bound:g} is out of the bounds of {question.id}"


def _all_rules(knowledge: Knowledge) -> Iterator[tuple[str, Rule]]:
    """Yield every rule with the record it stands in."""
    yield from ((f"question {question.id}", question.skip_if) for question in knowledge.questions if question.skip_if)
    for contributor in knowledge.contributors:
        gates = (contributor.when, contributor.only_if, contributor.unless)
        yield from ((f"contributor {contributor.id}", rule) for rule in gates if rule)
    for advice in knowledge.advice:
        yield from ((f"advice {advice.id} caution", caution.when) for caution in advice.cautions)
    for kind, records in (
        ("effect", knowledge.effects),
        ("clue", knowledge.clues),
        ("red flag", knowledge.red_flags),
        ("advice", knowledge.advice),
        ("look-alike", knowledge.look_alikes),
        ("claim", knowledge.claims),
    ):
        yield from ((f"{kind} {record.id}", record.when) for record in records if record.when)


def _used_options(knowledge: Knowledge) -> Iterator[str]:
    """Find boxes that change nothing: a person should not be asked for the sake of asking."""
    asked = {
        (term.question, option) for _, rule in _all_rules(knowledge) for term in rule.terms() for option in term.options
    }
    for question in knowledge.questions:
        if question.kind == "checklist":
            for option in question.options:
                if (question.id, option.id) not in asked | ORDINARY:
                    yield f"question {question.id}: no rule asks for option {option.id!r}"
