"""The weight of every contributor that a person's answers speak for, without its uncertainty.

For each contributor c::

    known    p_c * e_c of what the person states: see `crampguide.assessing.known`
    found    sum over the presentations of c of prior * fit, over the same of plain cramps:
             see `crampguide.assessing.likeness`
    w_c      known, unless found outweighs it: an illness that is known keeps its cause
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from crampguide.assessing.known import as_told_of, is_covered, known_exposures
from crampguide.assessing.likeness import look
from crampguide.assessing.triage import unraised_causes

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from crampguide.assessing.known import Known
    from crampguide.assessing.likeness import Likeness
    from crampguide.assessing.profile import Profile
    from crampguide.assessing.triage import Raised
    from crampguide.knowledge.records import Contributor, Knowledge

NEGLIGIBLE: Final = 0.001
"""Part of all weight [0-1] below which what is found from signs is left out."""

OUTWEIGHS: Final = 2.0
"""How many times signs must outweigh a published number before it gives way to them. Judgement."""


@dataclass(frozen=True, slots=True)
class Found:
    """A presentation that a person's cramps look like: its place, and its weight over plain cramps [odds]."""

    place: int
    weight: float


@dataclass(frozen=True)
class Weighed:
    """A contributor with its weight [-], from what the person states and from presentations, the likeliest first."""

    contributor: Contributor
    known: Known | None
    found: tuple[Found, ...] = ()

    @cached_property
    def weight(self) -> float:
        """What counts of known and found [-]."""
        return what_counts(self.known_weight, self.found_weight)

    @cached_property
    def known_weight(self) -> float:
        """What the person states gives [-]."""
        return self.known.weight if self.known else 0.0

    @cached_property
    def found_weight(self) -> float:
        """The sum of what its presentations give [-]."""
        return sum(one.weight for one in self.found)

    @cached_property
    def is_found(self) -> bool:
        """Whether signs outweigh what is known."""
        return self.found_weight > OUTWEIGHS * self.known_weight


def what_counts(known: float, found: float) -> float:
    """Return the weight of a contributor [-]: that of what is known stands, unless signs outweigh it."""
    return found if found > OUTWEIGHS * known else known


class Parts(NamedTuple):
    """What a person's answers come to before it is joined: likeness, what is known, what is found from signs."""

    likeness: Likeness
    known: dict[str, Known]
    found: dict[str, list[Found]]


def take_apart(knowledge: Knowledge, profile: Profile, raised: Iterable[Raised]) -> Parts:
    """Return what is known, and what is found from signs, by contributor id; `weigh` says of what."""
    likeness = look(knowledge.signs, profile)
    known = known_exposures(knowledge, profile)
    return Parts(likeness, known, find(knowledge, profile, likeness, stated(known), unraised_causes(knowledge, raised)))


def weigh(knowledge: Knowledge, profile: Profile, raised: Iterable[Raised]) -> list[Weighed]:
    """Return the weight of every contributor that the answers speak for, without its uncertainty.

    Parameters
    ----------
    knowledge : Knowledge
    profile : Profile
        Answers that have been checked.
    raised : iterable of Raised
        What triage found.

    Returns
    -------
    list of Weighed
        In file order; every weight is above 0 and not negligible.
    """
    return join(knowledge, take_apart(knowledge, profile, raised))


def stated(known: dict[str, Known]) -> set[str]:
    """Return what the person is sure of."""
    return {identifier for identifier, one in known.items() if not one.presence.is_unsure}


def join(knowledge: Knowledge, parts: Parts) -> list[Weighed]:
    """Join what is known with what is found from signs, and drop what is negligible."""
    known, found = parts.known, parts.found
    joined = [
        Weighed(one, known.get(one.id), tuple(sorted(found.get(one.id, ()), key=lambda found: -found.weight)))
        for one in knowledge.contributors
        if one.id in known or one.id in found
    ]
    least = NEGLIGIBLE * (1 + sum(one.weight for one in joined))
    return [one for one in joined if one.weight > (least if one.is_found else 0)]


def find(
    knowledge: Knowledge, profile: Profile, likeness: Likeness, sure: Container[str], unraised: Container[str]
) -> dict[str, list[Found]]:
    """Return what presentations give each contributor, where they give anything.

    Parameters
    ----------
    knowledge : Knowledge
    profile : Profile
    likeness : Likeness
    sure : container of str
        Contributors that the person states.
    unraised : container of str
        Contributors that no raised danger lets be named.
    """
    spoken = (knowledge.contributor_by_id[one] for one in knowledge.spoken_for if one not in unraised)
    found = ((one.id, find_for(knowledge, one, profile, likeness, sure)) for one in spoken)
    return {identifier: given for identifier, given in found if given}


def find_for(
    knowledge: Knowledge, contributor: Contributor, profile: Profile, likeness: Likeness, sure: Container[str]
) -> list[Found]:
    """Return what its presentations give one contributor.

    A presentation speaks for the first of its contributors that the person states, else for what nobody has found yet.
    Without a finding that brings it to mind it is not considered, unless what it needs is there, or it speaks for
    something stated that no study has a number for.
    """
    is_sure = contributor.id in sure
    if contributor.when is not None and not is_sure:
        return []
    found = []
    has_number = contributor.id in knowledge.numbered
    for place in knowledge.spoken_for.get(contributor.id, ()):
        is_considered = likeness.evokes(place) or not has_number if is_sure else likeness.is_considered(place)
        if not is_considered:
            continue
        speakers = knowledge.speakers[place]
        speaker = next((one for one in speakers if one.id in sure), speakers[-1])
        if speaker is contributor and not is_covered(contributor, as_told_of(knowledge, contributor, profile)):
            found.append(Found(place, likeness.weight(place)))
    return found
