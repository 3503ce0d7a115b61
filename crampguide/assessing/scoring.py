"""The one sum: how a person's contributors share their cramps, with intervals.

For each contributor c with its weight w (see `crampguide.assessing.weighing`)::

    share_c  w_c / (1 + sum of w)

What is left, ``1 / (1 + sum of w)``, has no cause found. Nothing here rounds or speaks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from crampguide.assessing.drawing import draw_shares, plain_shares
from crampguide.assessing.triage import raised_dangers
from crampguide.assessing.weighing import join, take_apart

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from crampguide.assessing.drawing import Drawn
    from crampguide.assessing.likeness import Likeness, Speaks
    from crampguide.assessing.profile import Profile
    from crampguide.assessing.triage import Raised
    from crampguide.assessing.weighing import Weighed
    from crampguide.knowledge.dangers import Basis
    from crampguide.knowledge.presentations import Presentation
    from crampguide.knowledge.records import Certainty, Effect, Group, Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """One contributor's part in a person's cramps.

    ``share``, ``low`` and ``high`` [0-1] are the share and its 95 % interval; ``first`` [0-1] is how often it leads
    among the draws; ``weight`` [-] is w of the sum. What is known has an ``effect`` with ``probability`` [0-1],
    ``excess`` [-] and ``units`` [multiples of its dose, 1 where there is none], and ``part`` [0-1] of that number for a
    medicine that is not new; what is found from signs has the
    ``presentation`` that fits best, with its ``fit`` [ratio] and the findings that speak for and against it.
    ``support`` holds the (question, option) pairs that speak for it. ``after`` is the contributor, there too, of which
    it is a consequence, or an empty string.
    """

    id: str
    group: Group
    share: float
    low: float
    high: float
    first: float
    weight: float
    certainty: Certainty
    basis: Basis
    support: tuple[tuple[str, str | None], ...]
    effect: Effect | None = None
    probability: float = 1.0
    excess: float = 0.0
    units: float = 1.0
    part: float = 1.0
    presentation: Presentation | None = None
    fit: float = 1.0
    speaks: tuple[Speaks, ...] = ()
    after: str = ""
    is_unsure: bool = False
    is_background: bool = False

    @property
    def references(self) -> tuple[str, ...]:
        """Citation keys of the number behind it."""
        if self.presentation:
            return self.presentation.references
        return (self.effect.reference,) if self.effect else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """All contributions and what has no cause found; every share is in [0-1], together 1.

    Causes come first, the largest share ahead, what follows from another beside it; then background such as age.
    ``unstudied`` holds contributors that the person states, but that were studied in another kind of cramp only.
    """

    contributions: tuple[Contribution, ...]
    unexplained: float
    unexplained_low: float
    unexplained_high: float
    relative_risk: float
    unstudied: tuple[str, ...] = ()


def score(knowledge: Knowledge, profile: Profile, raised: Iterable[Raised] | None = None) -> Score:
    """Share a person's cramps among the contributors their answers speak for.

    Parameters
    ----------
    knowledge : Knowledge
    profile : Profile
        Answers that have been checked.
    raised : iterable of Raised, optional
        What triage found, where that is known already.

    Returns
    -------
    Score

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> from crampguide.assessing.profile import Profile
    >>> result = score(load_knowledge(), Profile(medicines=["laba"]))
    >>> result.contributions[0].id, round(result.contributions[0].share, 2)
    ('laba', 0.59)
    """
    if not profile.answers:
        return Score(contributions=(), unexplained=1.0, unexplained_low=1.0, unexplained_high=1.0, relative_risk=1.0)
    parts = take_apart(knowledge, profile, raised_dangers(knowledge, profile) if raised is None else raised)
    weighed = join(knowledge, parts)
    shares, unexplained = draw_shares(weighed, parts.likeness)
    return Score(
        contributions=_contributions(weighed, parts.likeness, shares),
        unexplained=unexplained.share,
        unexplained_low=unexplained.low,
        unexplained_high=unexplained.high,
        relative_risk=1 / unexplained.share,
        unstudied=tuple(
            one.contributor.id
            for one in parts.known.values()
            if one.effect is None
            and one.contributor.id not in parts.found
            and knowledge.effects_by_contributor[one.contributor.id]
        ),
    )


def first_cause(knowledge: Knowledge, profile: Profile) -> Contribution | None:
    """Return the cause that comes first, without its uncertainty: what is asked for many answers in one step."""
    parts = take_apart(knowledge, profile, raised_dangers(knowledge, profile))
    weighed = join(knowledge, parts)
    contributions = _contributions(weighed, parts.likeness, plain_shares(weighed))
    return next((one for one in contributions if not one.is_background), None)


def _contributions(weighed: list[Weighed], likeness: Likeness, shares: list[Drawn]) -> tuple[Contribution, ...]:
    there = {one.contributor.id for one in weighed}
    told = zip(weighed, shares, strict=True)
    return _in_order([_contribution(one, likeness, drawn, there) for one, drawn in told])


def _in_order(contributions: list[Contribution]) -> tuple[Contribution, ...]:
    """Order by share; a consequence stands right behind what can be checked or changed, the two by their sum."""
    chained: dict[str, float] = {one.id: one.share for one in contributions}
    for one in contributions:
        if one.after:
            chained[one.after] += one.share
    for one in contributions:
        if one.after:
            chained[one.id] = chained[one.after]
    return tuple(
        sorted(
            contributions,
            key=lambda c: (c.is_background, -chained[c.id], c.after or c.id, bool(c.after), -c.share, c.id),
        )
    )


def _contribution(one: Weighed, likeness: Likeness, drawn: Drawn, there: Container[str]) -> Contribution:
    contribution = partial(
        Contribution,
        id=one.contributor.id,
        group=one.contributor.group,
        share=drawn.share,
        low=drawn.low,
        high=drawn.high,
        first=drawn.first,
        weight=one.weight,
        is_background=one.contributor.background,
    )
    known = one.known
    if known is not None and known.effect is not None and not one.is_found:
        return contribution(
            certainty=known.effect.certainty,
            basis=known.effect.basis,
            support=known.presence.support,
            effect=known.effect,
            probability=known.presence.probability,
            excess=known.excess,
            units=known.presence.units,
            part=known.part,
            is_unsure=known.presence.is_unsure,
        )
    place = one.found[0].place
    presentation, speaks = likeness.signs.presentations[place], likeness.speaking(place)
    support = dict.fromkeys(known.presence.support if known else ())
    support |= dict.fromkeys(pair for said in speaks if said.log_ratio > 0 for pair in likeness.answers(said.finding))
    return contribution(
        certainty="very_low",
        basis=presentation.basis,
        support=tuple(support),
        presentation=presentation,
        fit=likeness.fit(place),
        speaks=speaks,
        after=next((cause for cause in presentation.after if cause in there), ""),
    )
