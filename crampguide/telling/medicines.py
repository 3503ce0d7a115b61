"""Medicines by the names that a person gave them: what each is, what we know of it, and what a result calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crampguide.assessing.named import EVENTS, NAMES, STOPS, is_soon_after, named_medicines
from crampguide.knowledge.medicines import cramp_sources, load_medicines, standing_of
from crampguide.knowledge.names import find_medicines, key_of
from crampguide.knowledge.presentations import CHANGE, MEDICINES
from crampguide.knowledge.wording import joined, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crampguide.assessing.named import Named
    from crampguide.assessing.profile import Profile
    from crampguide.knowledge.records import Contributor, Knowledge

UNKNOWN: Final = "unknown"
"""What we know of a medicine whose name we do not know."""

NEAR: Final = 2
"""Names offered in place of one that we do not know."""


def told_medicines(knowledge: Knowledge, profile: Profile) -> tuple[Named, ...]:
    """Return the medicines that a person named."""
    return named_medicines(knowledge, profile.given)


def named_in(knowledge: Knowledge, profile: Profile, boxes: Iterable[str]) -> tuple[Named, ...]:
    """Return the medicines that a person named with a name of their own, among those of some boxes."""
    own = set(boxes)
    return tuple(one for one in told_medicines(knowledge, profile) if own & set(one.boxes) and not _is_kind(one))


def _is_kind(one: Named) -> bool:
    """Return whether a person gave the words of the box for a name: they say no more than the box."""
    return one.medicine is None and bool(one.boxes)


def called(knowledge: Knowledge, profile: Profile, contributor: Contributor) -> str:
    """Return a cause by the names that the person gave it, with what kind of medicine that is.

    Examples
    --------
    >>> from crampguide.assessing.profile import Profile
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> known = load_knowledge()
    >>> called(known, Profile(medicines_named={"Tritace": "taking"}), known.contributor_by_id["ace_arb"])
    'Tritace (ACE or ARB tablet)'
    """
    names = names_for(knowledge, profile, contributor)
    if not names:
        return contributor.name
    return say(knowledge.wording, "medicine_called", names=joined(names), kind=in_sentence(contributor.name))


def names_for(knowledge: Knowledge, profile: Profile, contributor: Contributor) -> tuple[str, ...]:
    """Return the names that the person gave to the medicines behind a cause."""
    if contributor.when is not None and CHANGE in contributor.when.questions:
        return tuple(one.name for one in new_ones(knowledge, profile))
    return tuple(one.name for one in named_in(knowledge, profile, knowledge.medicines_of[contributor.id]))


def review_words(knowledge: Knowledge, profile: Profile, contributor: Contributor) -> str:
    """Return what to do about a medicine, by its name: never to stop it alone; nothing where there is no name."""
    if contributor.change != "review" or not knowledge.medicines_of[contributor.id]:
        return ""
    named = named_in(knowledge, profile, knowledge.medicines_of[contributor.id])
    stopped = [one.name for one in named if one.change == "stopped"]
    kept = [one.name for one in named if one.change != "stopped"]
    sentences = [say(knowledge.wording, "change_review_named", names=joined(kept))] if kept else []
    sentences += [say(knowledge.wording, "change_stopped", names=joined(stopped))] if stopped else []
    return " ".join(sentences)


def why_not_new(knowledge: Knowledge, profile: Profile, contributor: Contributor) -> tuple[str, ...]:
    """Return what speaks against a medicine that is told not to be the new one: how long it is taken, or which is."""
    boxes = knowledge.medicines_of[contributor.id]
    if not profile.heard or profile.heard_of(boxes) in {None, "yes"}:
        return ()
    own = named_in(knowledge, profile, boxes)
    told = [state_words(knowledge, one) for one in own if one.since or one.change in STOPS]
    newer = [one.name for one in new_ones(knowledge, profile)]
    if newer:
        told.append(say(knowledge.wording, "medicine_newer", names=joined(newer)))
    return tuple(told)


def new_ones(knowledge: Knowledge, profile: Profile) -> tuple[Named, ...]:
    """Return the medicines that the person told were new or raised, where the cramps began soon after."""
    told = told_medicines(knowledge, profile) if profile.choice(CHANGE) == "yes" else ()
    return tuple(one for one in told if is_soon_after(one, profile.given))


def stopped_ones(knowledge: Knowledge, profile: Profile, event: str) -> tuple[Named, ...]:
    """Return the medicines that the person stopped or lowered, of the kind that a box of stopping it is about."""
    stops = {option.stops for option in knowledge.question_by_id[EVENTS].options if option.id == event}
    return tuple(one for one in told_medicines(knowledge, profile) if one.change in STOPS and stops & set(one.boxes))


def state_words(knowledge: Knowledge, one: Named) -> str:
    """Return a medicine with what was done with it, and when.

    Examples
    --------
    >>> from crampguide.assessing.profile import Profile
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> known = load_knowledge()
    >>> [state_words(known, one) for one in told_medicines(known, Profile(medicines_named={"Lasix": "new_weeks"}))]
    ['Lasix (new, a few weeks ago)']
    """
    question = knowledge.question_by_id[NAMES]
    change = next(option.text for option in question.options if option.id == one.change)
    time = next((option.text for option in question.times if option.id == one.since), "")
    if one.change == question.options[0].id:  # nothing changed: the time is that of its start
        return say(knowledge.wording, "medicine_since", name=one.name, time=time) if time else one.name
    return say(knowledge.wording, "medicine_changed", name=one.name, change=", ".join(filter(None, (change, time))))


def kind_of(knowledge: Knowledge, one: Named) -> str:
    """Return what a medicine is: its generic name and its kinds, as far as that says more than its name."""
    texts = {option.id: option.text for option in knowledge.question_by_id[MEDICINES].options}
    words = [one.medicine.name] if one.medicine else []
    words += [in_sentence(texts[box]) for box in one.boxes]
    return ", ".join(word for word in words if key_of(word) != key_of(one.name))


def known_as(knowledge: Knowledge, one: Named) -> str:
    """Return what we know of a named medicine: a `Standing`, or that we do not know the name."""
    return standing_of(knowledge, one.boxes) if one.is_known else UNKNOWN


def known_words(knowledge: Knowledge, one: Named) -> str:
    """Return what we know of a named medicine in a sentence, and names that come near where we do not know it."""
    sentence = say(knowledge.wording, f"medicine_{known_as(knowledge, one)}")
    near = () if one.is_known else find_medicines(load_medicines(), one.name)
    if near:
        sentence += " " + say(knowledge.wording, "medicine_near", names=joined((name for name, _ in near[:NEAR]), "or"))
    return sentence


def medicine_text(knowledge: Knowledge, one: Named) -> str:
    """Return a named medicine in one line: its name, what it is, what was done with it and what we know of it."""
    kind = kind_of(knowledge, one)
    name = state_words(knowledge, one)
    words = known_words(knowledge, one)
    return f"{name}: {kind}; {words}" if kind else f"{name}: {words}"


def sources_for(knowledge: Knowledge, one: Named) -> tuple[str, ...]:
    """Return the citation keys of what links a named medicine with cramps."""
    return cramp_sources(knowledge, one.boxes)


def in_sentence(name: str) -> str:
    """Return a name as it stands inside a sentence: small, unless it begins with an abbreviation."""
    return name if name[1:2].isupper() else name[0].lower() + name[1:]
