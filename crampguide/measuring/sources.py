"""How many of the sources that carry a number or a danger are first hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crampguide.knowledge.records import PRIMARY

if TYPE_CHECKING:
    from crampguide.knowledge.records import Knowledge, Reference


class Sources(NamedTuple):
    """Sources that carry a number or a danger, in file order: those that are first hand, and the others."""

    primary: tuple[Reference, ...]
    secondary: tuple[Reference, ...]

    @property
    def share(self) -> float:
        """How many of them are first hand [0-1]."""
        return len(self.primary) / (len(self.primary) + len(self.secondary))


def weigh_sources(knowledge: Knowledge) -> Sources:
    """Return the sources that a number or a danger hangs on, parted by kind; our own judgement is no source.

    Parameters
    ----------
    knowledge : Knowledge

    Returns
    -------
    Sources

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> weigh_sources(load_knowledge()).share >= 0.95
    True
    """
    keys = {one.reference for one in knowledge.effects} | {one.reference for one in knowledge.findings}
    keys |= {one.reference for one in knowledge.baselines} | {one.reference for one in knowledge.treatments}
    keys |= {one.prevalence_reference for one in knowledge.contributors}
    keys |= {amount.reference for question in knowledge.questions for amount in question.amounts}
    keys |= {advice.counts.reference for advice in knowledge.advice if advice.counts}
    keys.update(key for presentation in knowledge.presentations for key in presentation.references)
    for danger in knowledge.dangers:
        keys.update(danger.references, (finding.reference for finding in danger.findings))
    carrying = [one for one in knowledge.references if one.id in keys and one.kind != "judgement"]
    return Sources(
        primary=tuple(one for one in carrying if one.kind in PRIMARY),
        secondary=tuple(one for one in carrying if one.kind not in PRIMARY),
    )
