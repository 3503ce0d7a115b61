"""The weights of a result after one more answer; only what the answer touches is weighed again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crampguide.assessing.known import known_exposures
from crampguide.assessing.likeness import touched_by
from crampguide.assessing.triage import unraised_causes
from crampguide.assessing.weighing import find_for, stated, take_apart, what_counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crampguide.assessing.known import Known
    from crampguide.assessing.profile import Profile
    from crampguide.assessing.triage import Raised
    from crampguide.knowledge.records import Knowledge

EVERYWHERE: Final = frozenset({"when", "nights_a_month"})
"""Questions that decide which evidence fits, for all contributors that are there."""

Weights = dict[str, float]


class Retelling:
    """What a person told, ready to be told again with one more answer.

    Parameters
    ----------
    knowledge : Knowledge
    profile : Profile
        Answers that have been checked.
    raised : sequence of Raised
        What triage found; one more answer is weighed as if it raised nothing else.

    Attributes
    ----------
    weights : dict
        Weight [-] of each contributor now, above 0.

    Examples
    --------
    >>> from crampguide.assessing.profile import Profile
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> told = Retelling(load_knowledge(), Profile(when=["night"]), ())
    >>> again = told.after("medicines", "laba", Profile(when=["night"], medicines=["laba"]))
    >>> round(again["laba"], 2)
    1.42
    """

    def __init__(self, knowledge: Knowledge, profile: Profile, raised: Sequence[Raised]) -> None:
        self._knowledge, self._unraised = knowledge, unraised_causes(knowledge, raised)
        self._likeness, self._known, found = take_apart(knowledge, profile, raised)
        self._found = {identifier: sum(one.weight for one in some) for identifier, some in found.items()}
        self.weights = self._weights(self._known, self._found)

    def after(self, question: str, option: str | None, profile: Profile) -> Weights | None:
        """Return the weights after one more answer, or None where nothing asks for it.

        Parameters
        ----------
        question : str
        option : str or None
            A box; None for a choice or a number.
        profile : Profile
            The answers with it.
        """
        knowledge, signs = self._knowledge, self._knowledge.signs
        touched = knowledge.contributors_by_answer.get((question, option), ())
        findings = touched_by(signs, question, option, profile)
        if not touched and not findings and (question, option) not in signs.needing:
            return None
        likeness = self._likeness.after(question, option, profile)
        there = [one.contributor for one in self._known.values()] if question in EVERYWHERE else []
        again = {one.id: one for one in (*touched, *there)}
        known = {identifier: one for identifier, one in self._known.items() if identifier not in again}
        known |= known_exposures(knowledge, profile, again.values())
        places = {place for finding in findings for place, _ in signs.naming[signs.group_of[finding]]}
        places.update(signs.needing.get((question, option), ()))
        for one in touched:
            places.update(knowledge.spoken_for.get(one.id, ()))
        others = likeness.unnamed_weight(self._likeness)
        found = {identifier: weight * others for identifier, weight in self._found.items()}
        sure = stated(known)
        changed = {
            one.id: one
            for place in places
            for one in knowledge.speakers[place]
            if one.id in found or one.id in sure or likeness.is_considered(place)
            if one.id not in self._unraised
        }
        for identifier, contributor in changed.items():
            given = find_for(knowledge, contributor, profile, likeness, sure)
            found[identifier] = sum(one.weight for one in given)
        return self._weights(known, found)

    @staticmethod
    def _weights(known: dict[str, Known], found: Weights) -> Weights:
        weights = {identifier: what_counts(one.weight, found.get(identifier, 0.0)) for identifier, one in known.items()}
        weights |= {identifier: weight for identifier, weight in found.items() if identifier not in known}
        return {identifier: weight for identifier, weight in weights.items() if weight > 0}
