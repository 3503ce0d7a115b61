"""How much a person's cramps look like each presentation, compared with plain cramps in which nothing is found.

For each group of findings that go together, a presentation takes its strongest likelihood ratio, of a finding that is
there or of one that the person said no to; "not sure" counts by half. What is there and fits nothing in a presentation
speaks a little against it. What was not answered says nothing::

    fit       exp(DAMPING * sum of log ratios)
    weight    prior * fit of the presentation / sum of prior * fit over the presentations of plain cramps
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from crampguide.knowledge.presentations import MEDICINES, Told
from crampguide.knowledge.rules import UNSURE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crampguide.assessing.profile import Profile
    from crampguide.knowledge.presentations import Finding, Sign, Signs

DAMPING: Final = 0.8
"""Part of a sum of log ratios that counts [0-1]: findings are less independent than the sum takes them to be."""

UNNAMED: Final = math.log(0.65)
"""What a ticked box that a presentation does not name gives it [log ratio]: nothing is left unexplained for free."""

MOST_HEARD: Final = 5_000
"""States of groups of findings that are kept."""

THERE: Final = 1.0
ABSENT: Final = -1.0


class Speaks(NamedTuple):
    """What a finding does to a presentation [log ratio]: above 0, being there or not there speaks for it."""

    finding: Finding
    log_ratio: float
    is_there: bool


@dataclass(slots=True)
class Tally:
    """What was told so far, by presentation.

    ``sums`` holds its log ratios, ``evoking`` how many groups of findings bring it to mind, ``named`` how many groups
    with a ticked box it names, out of ``there``, and ``counted`` how many groups count for or against it.
    """

    sums: list[float]
    evoking: list[int]
    named: list[int]
    counted: list[int]
    there: int = 0

    @classmethod
    def empty(cls, presentations: int) -> Tally:
        """Return the tally of a person who told nothing."""
        return cls([0.0] * presentations, [0] * presentations, [0] * presentations, [0] * presentations)

    def copy(self) -> Tally:
        """Return one to count on with."""
        return Tally(self.sums[:], self.evoking[:], self.named[:], self.counted[:], self.there)

    def count(self, told: Told, times: int = 1) -> None:
        """Add what a group of findings says, or take it away again."""
        self.there += times * told.is_there
        sums, evoking, named, counted = self.sums, self.evoking, self.named, self.counted
        for place, log_ratio, names_it, evokes in told.presentations:
            sums[place] += times * log_ratio
            evoking[place] += times * evokes
            named[place] += times * names_it
            counted[place] += times


@dataclass(slots=True, eq=False)
class Likeness:
    """How much one person's cramps look like each presentation; made by `look`.

    Parameters
    ----------
    signs : Signs
        All presentations.
    profile : Profile
        Answers that have been checked.
    seen : dict
        State of each finding that was told, by place: 1 if there, -1 if not, in between if the person is not sure.
    told : dict
        What each group of findings says.
    tally : Tally
    opened : dict
        Whether what a presentation needs is there, by place, as far as it was asked.

    Examples
    --------
    >>> from crampguide.assessing.profile import Profile
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> signs = load_knowledge().signs
    >>> likeness = look(signs, Profile(body=["thirst", "much_urine"]))
    >>> sugar = next(n for n, one in enumerate(signs.presentations) if "high_sugar_unfound" in one.of)
    >>> likeness.is_considered(sugar)
    True
    """

    signs: Signs
    profile: Profile
    seen: dict[int, float]
    told: dict[int, Told]
    tally: Tally
    opened: dict[int, bool]
    plain: float = 0.0

    def __post_init__(self) -> None:
        places = (place for place in self.signs.plain if self.is_open(place))
        self.plain = sum(self.signs.presentations[place].prior * self.fit(place) for place in places)

    def after(self, question: str, option: str | None, profile: Profile) -> Likeness:
        """Return the likeness after one more answer: only what the answer touches is counted again.

        Parameters
        ----------
        question : str
        option : str or None
            A box; None for a choice or a number.
        profile : Profile
            The answers with it.
        """
        signs, tally = self.signs, self.tally.copy()
        touched = touched_by(signs, question, option, profile)
        seen = _seen(signs, profile, touched)
        told = dict(self.told)
        for group in {signs.group_of[place] for place in touched}:
            if group in told:
                tally.count(told[group], -1)
            before = {place: self.seen[place] for place in signs.members[group] if place in self.seen}
            told[group] = _listen(signs, group, before | seen, profile)
            tally.count(told[group])
        needing = signs.needing.get((question, option), ())
        opened = {place: is_open for place, is_open in self.opened.items() if place not in needing}
        return Likeness(signs, profile, self.seen | seen, told, tally, opened)

    def weight(self, place: int) -> float:
        """Return how likely a presentation is, over plain cramps [odds]."""
        return self.signs.presentations[place].prior * self.fit(place) / self.plain

    def fit(self, place: int) -> float:
        """Return how well the answers fit a presentation, over how common they are in all who ask [ratio]."""
        return math.exp(DAMPING * (self.tally.sums[place] + UNNAMED * (self.tally.there - self.tally.named[place])))

    def unnamed_weight(self, before: Likeness) -> float:
        """Return the weight of what one more answer says nothing about, over what it was before [ratio]."""
        return math.exp(DAMPING * UNNAMED * (self.tally.there - before.tally.there)) * before.plain / self.plain

    def counted(self, place: int) -> int:
        """Return how many groups of findings count for or against a presentation."""
        return self.tally.counted[place]

    def answers(self, finding: Finding) -> tuple[tuple[str, str | None], ...]:
        """Return the (question, option) pairs behind a finding, those the person is not sure of too."""
        return finding.when.support(self.profile) or finding.when.unsure(self.profile)

    def evokes(self, place: int) -> bool:
        """Return whether some finding brings a presentation to mind."""
        return self.tally.evoking[place] > 0

    def is_considered(self, place: int) -> bool:
        """Return whether what a presentation needs is there, and that or a finding brings it to mind."""
        if not self.evokes(place):
            circumstance = self.signs.circumstances[place]
            if circumstance is None or circumstance.holds(self.profile) is not True:
                return False
        return self.is_open(place)

    def is_open(self, place: int) -> bool:
        """Return whether what a presentation needs is there; "not sure" of a box leaves it open: it is not "no"."""
        is_open = self.opened.get(place)
        if is_open is None:
            needs = self.signs.presentations[place].needs
            is_open = self.opened[place] = needs is None or needs.degree(self.profile) > 0
        return is_open

    def speaking(self, place: int) -> tuple[Speaks, ...]:
        """Return the findings that count for or against a presentation, the strongest first."""
        seen = self.seen | _own_change(self.signs, place, self.profile)
        told = (_strongest(signs, seen) for signs in self.signs.own[place])
        found = [
            Speaks(self.signs.findings[which], log_ratio, seen[which] != ABSENT)
            for log_ratio, which, *_ in filter(None, told)
            if log_ratio
        ]
        return tuple(sorted(found, key=lambda one: -abs(one.log_ratio)))


def touched_by(signs: Signs, question: str, option: str | None, profile: Profile) -> tuple[int, ...]:
    """Return the places of the findings that an answer decides; one more medicine, too, whether it was the new one."""
    own = signs.by_answer.get((question, option), ())
    return (*own, *signs.changes) if profile.heard and question == MEDICINES else own


def look(signs: Signs, profile: Profile) -> Likeness:
    """Return how much a person's cramps look like each presentation.

    Parameters
    ----------
    signs : Signs
    profile : Profile
        Answers that have been checked.

    Returns
    -------
    Likeness
    """
    asked = (place for question in profile.answers for place in signs.by_question.get(question, ()))
    seen = _seen(signs, profile, asked)
    groups = {signs.group_of[place] for place in (*seen, *(signs.changes if profile.heard else ()))}
    told = {group: _listen(signs, group, seen, profile) for group in groups}
    tally = Tally.empty(len(signs.presentations))
    for one in told.values():
        tally.count(one)
    return Likeness(signs, profile, seen, told, tally, {})


def _seen(signs: Signs, profile: Profile, places: Iterable[int]) -> dict[int, float]:
    """Return what is there, what is not and what is unsure among some findings."""
    seen = {}
    for place in places:
        finding = signs.findings[place]
        rule = finding.when
        if finding.box:  # one box is looked up faster than its rule is asked
            state = profile.state(finding.question, finding.option)
            holds = state == "yes" if state in {"yes", "no"} else None
        else:
            holds = rule.holds(profile)
        if holds is not None:
            seen[place] = THERE if holds else ABSENT
        elif finding.is_box and rule.degree(profile):
            seen[place] = UNSURE  # of just this box: a whole question answered with "not sure" says nothing of it
    return seen


def _own_change(signs: Signs, place: int, profile: Profile) -> dict[int, float]:
    """Return what the person told of a presentation's own medicine: whether it was the new one; nothing if not told."""
    heard = profile.heard_of(signs.medicines[place]) if profile.heard else None
    return {} if heard is None else dict.fromkeys(signs.changes, THERE if heard == "yes" else ABSENT)


def _listen(signs: Signs, group: int, seen: dict[int, float], profile: Profile) -> Told:
    """Return what a group of findings says; that a medicine is new says something of that medicine only."""
    if not profile.heard or not any(signs.group_of[place] == group for place in signs.changes):
        return _hear(signs, group, seen)
    told = {place: seen[place] for place in signs.members[group] if place in seen}
    best = (
        (place, _strongest(own, {**told, **_own_change(signs, place, profile)})) for place, own in signs.naming[group]
    )
    return Told(is_there=False, presentations=tuple((place, one[0], False, one[3]) for place, one in best if one))


def _hear(signs: Signs, group: int, seen: dict[int, float]) -> Told:
    """Return what a group of findings says to all that name it; it is worked out once for each state of it."""
    state = (group, tuple(seen.get(place) for place in signs.members[group]))
    told = signs.heard.get(state)
    if told is None:
        if len(signs.heard) >= MOST_HEARD:
            signs.heard.clear()
        best = ((place, _strongest(own, seen)) for place, own in signs.naming[group])
        is_there = any(seen.get(place) == THERE for place in signs.boxes[group])
        rows = tuple((place, one[0], is_there and one[2], one[3]) for place, one in best if one)
        told = signs.heard[state] = Told(is_there, rows)
    return told


def _strongest(signs: tuple[Sign, ...], seen: dict[int, float]) -> tuple[float, int, bool, bool] | None:
    """Return the strongest log ratio of some findings, which it is, whether one is there, and whether one evokes."""
    strongest, which, names_it, evokes = 0.0, -1, False, False
    for finding, present, absent, brings_to_mind in signs:
        state = seen.get(finding)
        if state is None:
            continue
        if state == ABSENT:
            log_ratio = absent
        else:
            log_ratio = present * state
            names_it = names_it or state == THERE
            evokes = evokes or brings_to_mind
        if which < 0 or abs(log_ratio) > abs(strongest):
            strongest, which = log_ratio, finding
    return None if which < 0 else (strongest, which, names_it, evokes)
