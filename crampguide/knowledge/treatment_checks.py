"""Checks of what was tried: it stands beside advice that is there, says why it is not surer, and counts to 100."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crampguide.knowledge.treatments import ALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crampguide.knowledge.records import Knowledge
    from crampguide.knowledge.treatments import Gain


def check_treatments(knowledge: Knowledge) -> Iterator[str]:
    """Yield what is wrong with the treatments."""
    advice = {one.id for one in knowledge.advice}
    for treatment in knowledge.treatments:
        where = f"treatment {treatment.id}"
        if treatment.of and treatment.of not in advice:
            yield f"{where}: there is no advice {treatment.of!r}"
        if not treatment.reason:
            yield f"{where}: its certainty has no reason"
        if treatment.gain:
            yield from _gain(treatment.gain, where)


def _gain(gain: Gain, where: str) -> Iterator[str]:
    if (gain.low is None) != (gain.high is None):
        yield f"{where}: give both ends of the interval of its gain, or none"
    elif gain.low is not None and gain.high is not None and not 0 <= gain.low <= gain.with_it <= gain.high:
        yield f"{where}: low, with_it and high of its gain are not in order"
    if gain.of == "cramps" and gain.without != ALL:
        yield f"{where}: cramps are counted of 100 without it"
    counts = (gain.without, gain.with_it, gain.high or 0)
    if gain.of == "people" and not all(0 <= count <= ALL for count in counts):
        yield f"{where}: people of its gain are not within 100"
