"""Which red flags a person's answers raise. Evaluated first; it knows no score, so no score can lower it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crampguide.knowledge.records import LEVELS

if TYPE_CHECKING:
    from crampguide.assessing.profile import Profile
    from crampguide.knowledge.records import Knowledge, Level, RedFlag

URGENT: Final = LEVELS[3:]
"""Levels beside which nothing may calm."""


def raised_flags(knowledge: Knowledge, profile: Profile) -> tuple[RedFlag, ...]:
    """Return the red flags that the answers raise, the most urgent first.

    Parameters
    ----------
    knowledge : Knowledge
    profile : Profile

    Returns
    -------
    tuple of RedFlag
        Empty when nothing calls for care. Rules hold no "not", so a further answer never takes a flag away.

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> from crampguide.assessing.profile import Profile
    >>> raised_flags(load_knowledge(), Profile(warning_signs=["chest_pain"]))[0].level
    'emergency'
    """
    raised = [flag for flag in knowledge.red_flags if flag.when.holds(profile) is True]
    return tuple(sorted(raised, key=lambda flag: -LEVELS.index(flag.level)))


def level_of(flags: tuple[RedFlag, ...]) -> Level:
    """Return the most urgent level among flags; self-care where there is none."""
    return flags[0].level if flags else "self_care"


def emergency_signs(knowledge: Knowledge) -> tuple[str, ...]:
    """Return the texts of the signs that alone call for an ambulance, in the order in which the guide asks them."""
    alone = {
        term.options
        for flag in knowledge.red_flags
        if flag.level == "emergency"
        for term, *others in flag.when.alternatives
        if term.question == "warning_signs" and not others
    }
    signs = {sign for options in alone for sign in options}
    return tuple(option.text for option in knowledge.question_by_id["warning_signs"].options if option.id in signs)
