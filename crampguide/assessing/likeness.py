"""How much a person's cramps look like each presentation, compared with plain cramps in which nothing is found.

For each group of findings that go together, a presentation takes its strongest likelihood ratio, of a finding that is
there or of one that the person said no to; "not sure" counts by half. What is there and fits nothing in a presentation
speaks a little against it. What was not answered says nothing::

    fit       exp(DAMPING * sum of log ratios)
    weight    prior * fit of the presentation / sum of prior * fit over the presentations of plain cramps
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from crampguide.knowledge.presentations import Told
from crampguide.knowledge.rules import UNSURE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crampguide.assessing.profile import Profile
    from crampguide.knowledge.presentations import Finding, Sign, Signs
    from crampguide.knowledge.rules import Rule

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


class Likeness:
    """How much one person's cramps look like each presentation.

    Parameters
    ----------
    signs : Signs
        All presentations.
    profile : Profile
        Answers that have been checked.

    Examples
    --------
    >>> from crampguide.assessing.profile import Profile
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> signs = load_knowledge().signs
    >>> likeness = Likeness(signs, Profile(body=["thirst", "much_urine"]))
    >>> sugar = next(n for n, one in enumerate(signs.presentations) if "high_sugar_unfound" in one.of)
    >>> likeness.is_considered(sugar)
    True
    """

    __slots__ = ("_counted", "_evoking", "_named", "_plain", "_profile", "_seen", "_sums", "_there", "_told", "is_open", "signs")

    def __init__(self, signs: Signs, profile: Profile) -> None:
        number = len(signs.presentations)
        self.signs, self._profile = signs, profile
        self._sums, self._counted = [0.0] * number, [0] * number
        self._evoking, self._named, self._there = [0] * number, [0] * number, 0
        self.is_open = [one.needs is None or _opens(one.needs, profile) for one in signs.presentations]
        asked = (place for question in profile.answers for place in signs.by_question.get(question, ()))
        self._seen = self._look(profile, asked)
        self._told = {group: self._tell(group, self._seen) for group in {signs.group_of[place] for place in self._seen}}
        for told in self._told.values():
            self._count(told, 1)
            for place, *_ in told.presentations:
                self._counted[place] += 1
        self._plain = self._weight_of_plain()

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
        signs, again = self.signs, Likeness.__new__(Likeness)
        again.signs, again._profile, again._told, again._counted = signs, profile, self._told, self._counted
        again._sums, again._evoking = self._sums[:], self._evoking[:]
        again._named, again._there = self._named[:], self._there
        touched = signs.by_answer.get((question, option), ())
        seen = self._look(profile, touched)
        for group in {signs.group_of[place] for place in touched}:
            if group in self._told:
                again._count(self._told[group], -1)
            before = {place: self._seen[place] for place in signs.members[group] if place in self._seen}
            again._count(self._tell(group, before | seen), 1)
        again._seen = self._seen  # what was added counts in the sums already
        again.is_open = self.is_open
        if (question, option) in signs.needing:
            again.is_open = self.is_open[:]
            for place in signs.needing[question, option]:
                needs = signs.presentations[place].needs
                again.is_open[place] = needs is None or _opens(needs, profile)
        again._plain = again._weight_of_plain()
        return again

    def weight(self, place: int) -> float:
        """Return how likely a presentation is, over plain cramps [odds]."""
        return self.signs.presentations[place].prior * self.fit(place) / self._plain

    def fit(self, place: int) -> float:
        """Return how well the answers fit a presentation, over how common they are in all who ask [ratio]."""
        return math.exp(DAMPING * (self._sums[place] + UNNAMED * (self._there - self._named[place])))

    def unnamed_weight(self, before: Likeness) -> float:
        """Return the weight of what one more answer says nothing about, over what it was before [ratio]."""
        return math.exp(DAMPING * UNNAMED * (self._there - before._there)) * before._plain / self._plain

    def counted(self, place: int) -> int:
        """Return how many groups of findings count for or against a presentation."""
        return self._counted[place]

    def told(self, finding: Finding) -> tuple[tuple[str, str | None], ...]:
        """Return the (question, option) pairs behind a finding, those the person is not sure of too."""
        return finding.when.support(self._profile) or finding.when.unsure(self._profile)

    def is_considered(self, place: int) -> bool:
        """Return whether what a presentation needs is there, or else some finding brings it to mind."""
        return self.is_open[place] and (self._evoking[place] > 0 or self.signs.presentations[place].needs is not None)

    def speaking(self, place: int) -> tuple[Speaks, ...]:
        """Return the findings that count for or against a presentation, the strongest first."""
        told = (_strongest(signs, self._seen) for signs in self.signs.own[place])
        found = [
            Speaks(self.signs.findings[which], log_ratio, self._seen[which] != ABSENT)
            for log_ratio, which, *_ in filter(None, told)
            if log_ratio
        ]
        return tuple(sorted(found, key=lambda one: -abs(one.log_ratio)))

    def _weight_of_plain(self) -> float:
        places = (place for place in self.signs.plain if self.is_open[place])
        return sum(self.signs.presentations[place].prior * self.fit(place) for place in places)

    def _look(self, profile: Profile, places: Iterable[int]) -> dict[int, float]:
        """Return what is there, what is not and what is unsure among some findings."""
        seen = {}
        for place in places:
            rule = self.signs.findings[place].when
            holds = rule.holds(profile)
            if holds is not None:
                seen[place] = THERE if holds else ABSENT
            elif rule.unsure(profile):
                seen[place] = UNSURE
        return seen

    def _tell(self, group: int, seen: dict[int, float]) -> Told:
        """Return what a group of findings says to all that name it; it is worked out once for each state of it."""
        signs = self.signs
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

    def _count(self, told: Told, times: int) -> None:
        """Add what a group of findings says, or take it away again."""
        self._there += times * told.is_there
        sums, evoking, named = self._sums, self._evoking, self._named
        for place, log_ratio, names_it, evokes in told.presentations:
            sums[place] += times * log_ratio
            evoking[place] += times * evokes
            named[place] += times * names_it


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


def _opens(needs: Rule, profile: Profile) -> bool:
    """Return whether what is needed is there; an answer the person is not sure of leaves it open: it is not "no"."""
    holds = needs.holds(profile)
    return bool(holds or (holds is None and needs.unsure(profile)))
