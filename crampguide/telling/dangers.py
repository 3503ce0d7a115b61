"""A raised danger in words. Its title and its reason are made of what this person answered, and of nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crampguide.knowledge.wording import say
from crampguide.telling.answers import answer_text

if TYPE_CHECKING:
    from crampguide.assessing.profile import Profile
    from crampguide.assessing.triage import Raised
    from crampguide.knowledge.dangers import Level
    from crampguide.knowledge.records import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldDanger:
    """One raised danger as a person reads it.

    ``title`` names it as something that could be, ``said`` are the person's own answers that count for it, ``why``
    says what it does, ``action`` what to do. ``references`` are citation keys, those of the findings first.
    """

    id: str
    level: Level
    title: str
    said: tuple[str, ...]
    why: str
    action: str
    note: str
    references: tuple[str, ...]


def tell_danger(knowledge: Knowledge, raised: Raised, profile: Profile) -> ToldDanger:
    """Put a raised danger into words.

    Parameters
    ----------
    knowledge : Knowledge
    raised : Raised
    profile : Profile
        Whose answers raised it.

    Returns
    -------
    ToldDanger

    Examples
    --------
    >>> from crampguide.assessing.profile import Profile
    >>> from crampguide.assessing.triage import raised_dangers
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> known, person = load_knowledge(), Profile(warning_signs=["swollen_leg"])
    >>> tell_danger(known, raised_dangers(known, person)[0], person).title
    'This could be a blood clot in a leg vein'
    """
    wording, danger = knowledge.wording, raised.danger
    label = say(wording, "our_view" if danger.basis == "judgement" else "sources_differ")
    sources = [finding.reference for finding in raised.findings]
    return ToldDanger(
        id=danger.id,
        level=raised.level,
        title=say(wording, "danger_title", name=danger.name),
        said=tuple(dict.fromkeys(answer_text(knowledge, *answer, profile) for answer in raised.answers(profile))),
        why=danger.why,
        action=raised.action(profile),
        note=f"{label} {danger.disagreement}" if danger.disagreement else "",
        references=tuple(dict.fromkeys([*sources, *danger.references])),
    )
