"""Which dangers a person's answers raise. Worked out first; it knows no score, so no score can lower it.

For each danger::

    sum    points of every finding that holds, half of them for each answer "not sure";
           findings of one group count once, at the strongest
    level  the most urgent one whose sum is reached, if all that the danger needs holds too

The most urgent danger counts. Points are never negative and rules hold no "not": a further answer never lowers a level.
What only the names of medicines tell, that one of them is new, counts where a rule asks for that one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from crampguide.assessing.profile import Profile
from crampguide.knowledge.dangers import LEVELS, most_urgent
from crampguide.knowledge.presentations import CHANGE, MEDICINES
from crampguide.knowledge.rules import NOT_SURE, OPEN_ANSWERS, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crampguide.knowledge.dangers import Danger, Finding, Level
    from crampguide.knowledge.records import Knowledge
    from crampguide.knowledge.rules import Term

UNALARMED: Final = LEVELS[:2]
"""Levels at which a danger does not call for care soon, so that it is not named as a cause."""

URGENT: Final = LEVELS[3:]
"""Levels beside which nothing may calm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """A danger that a person's answers raise, with its sum of points and the findings that gave them."""

    danger: Danger
    level: Level
    points: float
    findings: tuple[Finding, ...]

    @property
    def excess(self) -> float:
        """The sum as a multiple of what its level asks for [1 or more]."""
        return self.points / (self.danger.sums.at(self.level) or self.points)

    def answers(self, profile: Profile) -> tuple[tuple[str, str | None], ...]:
        """Return the (question, option) pairs that gave the points, each once."""
        rules = (heard_part(finding.when, profile) for finding in self.findings)
        return tuple(dict.fromkeys(pair for rule in rules for pair in rule.weighed(profile)))

    def action(self, profile: Profile) -> str:
        """Return what this person should do."""
        fitting = (a for a in self.danger.actions if a.level == self.level)
        return next(a.text for a in fitting if a.when is None or a.when.holds(profile) is True)


def raised_dangers(knowledge: Knowledge, profile: Profile) -> tuple[Raised, ...]:
    """Return the dangers that the answers raise, the most urgent first.

    Parameters
    ----------
    knowledge : Knowledge
    profile : Profile

    Returns
    -------
    tuple of Raised
        Empty when nothing calls for care.

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> from crampguide.assessing.profile import Profile
    >>> raised_dangers(load_knowledge(), Profile(warning_signs=["chest_pain"]))[0].level
    'emergency'
    """
    told = set(_told(knowledge, profile))
    return weigh_dangers((one for one in knowledge.dangers if not one.answers.isdisjoint(told)), profile)


def _told(knowledge: Knowledge, profile: Profile) -> Iterator[tuple[str, str | None]]:
    """Yield the answers that can give points: what is ticked, chosen, typed, or not sure."""
    for question, value in profile.answers.items():
        if isinstance(value, Mapping):
            yield from ((question, option) for option, state in value.items() if state != "no")
            yield question, NOT_SURE
        elif value in OPEN_ANSWERS:
            yield from ((question, option.id) for option in knowledge.question_by_id[question].options)
            yield from ((question, None), (question, NOT_SURE))
        else:
            yield question, value if isinstance(value, str) else None


def heard_part(rule: Rule, profile: Profile) -> Rule:
    """Return what of a rule may count: not that a medicine is new, where a name says it of another medicine only."""
    if not profile.heard or CHANGE not in rule.questions or CHANGE in profile.given:
        return rule
    fitting = tuple(terms for terms in rule.alternatives if not _is_of_another(terms, profile))
    return Rule(fitting, rule.questions)


def _is_of_another(terms: tuple[Term, ...], profile: Profile) -> bool:
    boxes = [box for term in terms if term.question == MEDICINES for box in term.options]
    asks = any(term.question == CHANGE for term in terms)
    return asks and bool(boxes) and not any(profile.heard.get(box) == "yes" for box in boxes)


def weigh_dangers(dangers: Iterable[Danger], profile: Profile) -> tuple[Raised, ...]:
    """Return those of some dangers that are raised: the most urgent first, then the furthest above its threshold."""
    raised = [one for danger in dangers if (one := weigh_danger(danger, profile))]
    return tuple(sorted(raised, key=lambda one: (-LEVELS.index(one.level), -one.excess)))


def weigh_danger(danger: Danger, profile: Profile) -> Raised | None:
    """Return what a person's answers come to for one danger, or None where they do not raise it."""
    if danger.questions.isdisjoint(profile.answers) or not all(need.degree(profile) for need in danger.needs):
        return None
    counted = [(points, finding) for points, finding in _strongest(danger, profile) if points]
    total = sum(points for points, _ in counted)
    level = danger.sums.level(total)
    if level == LEVELS[0]:
        return None
    return Raised(danger=danger, level=level, points=total, findings=tuple(finding for _, finding in counted))


def points_by_group(danger: Danger, profile: Profile) -> list[float]:
    """Return what each group of findings gives, in the order of the groups."""
    if danger.questions.isdisjoint(profile.answers):
        return [0.0] * len(danger.grouped)
    return [points for points, _ in _strongest(danger, profile)]


def _strongest(danger: Danger, profile: Profile) -> Iterator[tuple[float, Finding]]:
    """Yield of each group what its strongest finding gives, and which that is."""
    for group in danger.grouped:
        points, place = max((_points(finding, profile), -n) for n, finding in enumerate(group))
        yield points, group[-place]


def _points(finding: Finding, profile: Profile) -> float:
    return finding.points * heard_part(finding.when, profile).degree(profile)


def level_after(danger: Danger, before: list[float], answer: tuple[str, str], profile: Profile) -> Level:
    """Return the level of a danger after one more answer, looking only at the findings that ask for it.

    Parameters
    ----------
    danger : Danger
    before : list of float
        Points by group before the answer.
    answer : (str, str)
        Question and option. Not for a question that was "not sure": its half points may go with the new answer.
    profile : Profile
        The answers with it.
    """
    if not all(need.degree(profile) for need in danger.needs):
        return LEVELS[0]
    groups = list(before)
    for place, finding in danger.by_answer[answer]:
        groups[place] = max(groups[place], _points(finding, profile))
    return danger.sums.level(sum(groups))


def unraised_causes(knowledge: Knowledge, raised: Iterable[Raised]) -> frozenset[str]:
    """Return the contributors that must not be named as a cause, as no danger of theirs calls for care soon.

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> from crampguide.assessing.profile import Profile
    >>> knowledge = load_knowledge()
    >>> unraised = unraised_causes(knowledge, raised_dangers(knowledge, Profile(warning_signs=["swollen_leg"])))
    >>> sorted(knowledge.ruled_out - unraised)
    ['leg_clot']
    """
    return knowledge.ruled_out.difference(*(one.danger.causes for one in raised if one.level not in UNALARMED))


def level_of(raised: Iterable[Raised]) -> Level:
    """Return the most urgent level among raised dangers; self-care where there is none."""
    return most_urgent(one.level for one in raised)


def worst_alone(knowledge: Knowledge, question: str, option: str) -> Raised | None:
    """Return the most urgent danger that one ticked box raises whatever else is said."""
    dangers = knowledge.dangers_by_answer.get((question, option), ())
    return next(iter(weigh_dangers(dangers, Profile(**{question: [option]}))), None)


def emergency_signs(knowledge: Knowledge) -> tuple[str, ...]:
    """Return the texts of the signs that alone call for an ambulance, in the order in which the guide asks them."""
    signs = knowledge.question_by_id["warning_signs"]
    alone = ((option.text, worst_alone(knowledge, signs.id, option.id)) for option in signs.options)
    return tuple(text for text, worst in alone if worst and worst.level == LEVELS[-1])
