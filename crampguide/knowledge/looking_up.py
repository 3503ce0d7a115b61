"""Which causes and treatments a word leads to: the name of a cause, of what was tried, or of any medicine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crampguide.knowledge.medicines import load_medicines
from crampguide.knowledge.names import find_medicines

if TYPE_CHECKING:
    from crampguide.knowledge.records import Knowledge


def causes_by_word(knowledge: Knowledge, word: str) -> frozenset[str]:
    """Return the ids of the causes that a word leads to; all for no word.

    Parameters
    ----------
    knowledge : Knowledge
    word : str
        Part of the name of a cause or of a box, or a medicine by any of its names.

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> sorted(causes_by_word(load_knowledge(), "ramipril"))
    ['ace_arb']
    """
    asked = word.strip().lower()
    if not asked:
        return frozenset(knowledge.contributor_by_id)
    named = {one.id for one in knowledge.contributors if asked in one.name.lower()}
    if named:
        return frozenset(named)
    # the nearest name alone: others that begin like it are mixtures, and lead to causes that nobody asked for
    boxes = {box for _, medicine in find_medicines(load_medicines(), asked)[:1] for box in medicine.boxes}
    boxes |= {
        option.id
        for question in knowledge.questions
        for option in question.options
        if asked in option.text.lower() or asked in option.note.lower()
    }
    return frozenset(
        one.id for one in knowledge.statable if one.when and boxes & {option for _, option in one.when.answers}
    )


def treatments_by_word(knowledge: Knowledge, word: str) -> frozenset[str]:
    """Return the ids of the treatments that a word leads to; all for no word.

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> sorted(treatments_by_word(load_knowledge(), "quinine"))[:2]
    ['quinine_night', 'quinine_stop']
    """
    asked = word.strip().lower()
    nearest = find_medicines(load_medicines(), asked)[:1] if asked else ()
    generic = {medicine.name.lower() for _, medicine in nearest}
    return frozenset(
        one.id
        for one in knowledge.treatments
        if asked in one.name.lower() or any(name in one.name.lower() for name in generic)
    )
