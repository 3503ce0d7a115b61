"""Checks of what is asked and when something applies: questions, clashes, and every rule of a record."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from crampguide.knowledge.presentation_checks import rules_of_findings
from crampguide.knowledge.rules import NOT_SURE, NOTHING_ELSE, PREFER_NOT
from crampguide.knowledge.wording import placeholders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crampguide.knowledge.asked import Question
    from crampguide.knowledge.records import Knowledge
    from crampguide.knowledge.rules import Rule, Term

ORDINARY: Final = {("when", "rest"), ("where", "calf"), ("where", "foot")}
"""Boxes for the ordinary case: they say what it is, and no rule needs to ask for them."""

RESERVED: Final = {NOTHING_ELSE, NOT_SURE, PREFER_NOT}
"""Answers that every question understands; an option must not take their name."""

VERBS: Final = {"checklist": "has", "choice": "is"}


def check_rules(knowledge: Knowledge) -> Iterator[str]:
    """Yield what is wrong with questions and rules."""
    for check in (_questions, _screens, _skips, _clashes, _rules, _used_options):
        yield from check(knowledge)


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
        yield from _amounts(question, where)
        yield from _tiles(question, where)
        yield from _names(knowledge, question, where)
        for option, times in Counter(option.id for option in question.options).items():
            if times > 1:
                yield f"{where}: option {option!r} is there {times} times"
            if option in RESERVED:
                yield f"{where}: option {option!r} has a meaning of its own in every question"


def _tiles(question: Question, where: str) -> Iterator[str]:
    groups = list(dict.fromkeys(option.group for option in question.options))
    if not question.tiles:
        return
    if groups == [""] and len(question.tiles) > 1:
        yield f"{where}: a list without groups has one tile for all"
    if groups not in ([tile.name for tile in question.tiles], [""]):
        yield f"{where}: its tiles are not its groups, in the same order"


def _screens(knowledge: Knowledge) -> Iterator[str]:
    times = Counter(question for screen in knowledge.screens for question in screen.questions)
    for question in sorted(times.keys() - knowledge.question_by_id.keys()):
        yield f"screens: there is no question {question!r}"
    for question in knowledge.question_by_id:
        if times[question] != 1:
            yield f"question {question}: it stands on {times[question]} screens, so the interview asks it as often"
    openings = [screen.opening for screen in knowledge.screens]
    if openings != sorted(openings, reverse=True):
        yield "screens: those that open the interview stand first"


def _names(knowledge: Knowledge, question: Question, where: str) -> Iterator[str]:
    """Find what is wrong with a question that takes names, and with the boxes for a medicine that was stopped."""
    if (question.kind == "names") != bool(question.times):
        yield f"{where}: a question of names needs times, and nothing else takes them"
    if question.kind == "names" and any("_" in one.id for one in (*question.options, *question.times)):
        yield f"{where}: an answer joins a change and a time by '_', so no id of them holds one"
    boxes = {option.id for one in knowledge.questions if one.named for option in one.options}
    for option in question.options:
        if option.stops and option.stops not in boxes:
            yield f"{where}: option {option.id!r} stops {option.stops!r}, which is no box of a named question"


def _amounts(question: Question, where: str) -> Iterator[str]:
    for amount, times in Counter(amount.id for amount in question.amounts).items():
        if times > 1 or amount in RESERVED:
            yield f"{where}: amount {amount!r} is there twice, or has a meaning of its own"
    for one in question.amounts:
        if not question.low <= one.low <= one.typical <= one.high <= question.high or question.kind != "number":
            yield f"{where}: low, typical and high of amount {one.id!r} are not in order within its bounds"


def _skips(knowledge: Knowledge) -> Iterator[str]:
    for question in knowledge.questions:
        alternatives = question.skip_if.alternatives if question.skip_if else ()
        if any(len(terms) > 1 or terms[0].verb == "has" for terms in alternatives):
            yield f"question {question.id}: skip_if takes one choice or number each, such as 'sex is male'"


def _clashes(knowledge: Knowledge) -> Iterator[str]:
    for clash in knowledge.clashes:
        where = f"clash {clash.id}"
        try:
            named = placeholders(clash.text)
        except ValueError:
            yield f"{where}: cannot read {clash.text!r}"
            continue
        for terms in clash.when.alternatives:
            asked = {term.question for term in terms}
            told, ruled = ", ".join(sorted(named)), ", ".join(sorted(asked))
            if len(asked) < 2 or any(term.verb == "has" for term in terms):  # noqa: PLR2004 - a pair
                yield f"{where}: each alternative joins choices and numbers of two or more questions"
            if asked != named:
                yield f"{where}: its text names {told!r}, its rule asks {ruled!r}"


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
        gates = (contributor.when, contributor.unless)
        yield from ((f"contributor {contributor.id}", rule) for rule in gates if rule)
    for advice in knowledge.advice:
        yield from ((f"advice {advice.id} caution", caution.when) for caution in advice.cautions)
        yield from ((f"advice {advice.id}", rule) for rule in (advice.unless,) if rule)
    for danger in knowledge.dangers:
        yield from ((f"danger {danger.id} needs", rule) for rule in danger.needs)
        yield from ((f"danger {danger.id} action", action.when) for action in danger.actions if action.when)
        yield from ((f"danger {danger.id} finding {n}", one.when) for n, one in enumerate(danger.findings, 1))
    yield from ((f"presentation {one.id} needs", one.needs) for one in knowledge.presentations if one.needs)
    yield from rules_of_findings(knowledge)
    for kind, records in (
        ("clash", knowledge.clashes),
        ("effect", knowledge.effects),
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
