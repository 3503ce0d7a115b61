"""Which words of medicine a person meets in their result, so that they can be put into plain words."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from crampguide.telling.explanation import advice_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crampguide.knowledge.beside import MedicalTerm
    from crampguide.knowledge.records import Knowledge
    from crampguide.telling.explanation import Explanation


def explained_terms(knowledge: Knowledge, explanation: Explanation) -> tuple[MedicalTerm, ...]:
    """Return the words of medicine that stand in a result, in the order of the file.

    Parameters
    ----------
    knowledge : Knowledge
    explanation : Explanation

    Returns
    -------
    tuple of MedicalTerm

    Examples
    --------
    >>> from crampguide import Profile, assess
    >>> "statin" in [term.id for term in assess(Profile(medicines=["statin"])).terms()]
    True
    """
    pattern, owners = _pattern(knowledge.terms)
    text = "\n".join(_texts(knowledge, explanation)).lower()
    found = {owners[word] for word in set(pattern.findall(text))}
    return tuple(term for term in knowledge.terms if term.id in found)


@cache
def _pattern(terms: tuple[MedicalTerm, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return one pattern for all spellings, and whose each is; the longest comes first, so that it wins."""
    owners = {name.lower(): term.id for term in terms for name in (term.name, *term.also)}
    spellings = "|".join(re.escape(name) for name in sorted(owners, key=len, reverse=True))
    return re.compile(rf"\b(?:{spellings})\b"), owners


def _texts(knowledge: Knowledge, explanation: Explanation) -> Iterator[str]:
    """Yield the sentences of a result; beside "today" and "now" only the dangers and the advice stand there."""
    assessment = explanation.assessment
    for danger in explanation.dangers:
        yield from (danger.title, *danger.said, danger.why, danger.action)
    for item in assessment.advice:
        yield from (item.advice.name, advice_words(knowledge, item), item.advice.evidence, item.advice.harms)
    if not explanation.shows_shares:
        return
    for row in explanation.rows:
        yield from (row.name, row.plain, row.finding, *row.because)
    for contributor in assessment.worth_asking:
        yield from (contributor.name, contributor.ask)
    for look_alike in knowledge.look_alikes:
        yield from (look_alike.name, *look_alike.differs, look_alike.action)
    for claim in assessment.claims:
        yield from (claim.claim, claim.why)
