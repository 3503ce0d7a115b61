"""The one place where numbers become words: counts out of 100, lists, and sentences from ``data/wording.toml``.

Sentences stand in ``data/``, so that they can be read, measured and translated apart from the arithmetic.
"""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def say(wording: Mapping[str, str], key: str, **values: object) -> str:
    """Return the sentence of a key with its values filled in; an unknown key or a missing value is an error.

    It is always text: `crampguide.telling.markup` escapes it where it goes into HTML.
    """
    return wording[key].format(**values)


def placeholders(sentence: str) -> set[str]:
    """Return the names of the values that a sentence takes.

    Raises
    ------
    ValueError
        If a brace is not closed or a name is missing.

    Examples
    --------
    >>> sorted(placeholders("{low} to {high}"))
    ['high', 'low']
    """
    names = {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
    if not all(name.isidentifier() for name in names):
        message = f"cannot read {sentence!r}: write a name between braces"
        raise ValueError(message)
    return names


def words_of(wording: Mapping[str, str], part: str) -> dict[str, str]:
    """Return the words of a part of a page whose script knows them by the rest of their key.

    Examples
    --------
    >>> words_of({"form_clear": "Clear", "range": "{low} to {high}"}, "form_")
    {'clear': 'Clear'}
    """
    return {key.removeprefix(part): text for key, text in wording.items() if key.startswith(part)}


def count_of_100(share: float) -> str:
    """Return a share as a whole count; below one half it is "fewer than 1".

    Parameters
    ----------
    share : float, 0 to 1
        Proportion [-].

    Examples
    --------
    >>> count_of_100(0.314), count_of_100(0.002)
    ('31', 'fewer than 1')
    """
    count = round(share * 100)
    return str(count) if count else "fewer than 1"


def range_of_100(low: float, high: float, wording: Mapping[str, str]) -> str:
    """Return an interval of shares as whole counts out of 100.

    Examples
    --------
    >>> range_of_100(0.002, 0.31, {"range": "{low} to {high}"})
    '0 to 31'
    """
    return say(wording, "range", low=round(low * 100), high=round(high * 100))


def whole_counts(shares: Sequence[float]) -> list[int]:
    """Return whole counts out of 100 that add up to 100: the largest remainders are rounded up.

    Parameters
    ----------
    shares : sequence of float
        Proportions [-] that add up to 1.

    Examples
    --------
    >>> whole_counts([0.335, 0.335, 0.33])
    [34, 33, 33]
    """
    counts = [int(share * 100) for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda place: counts[place] - shares[place] * 100)
    for place in by_remainder[: 100 - sum(counts)]:
        counts[place] += 1
    return counts


def joined(parts: Iterable[str], last: str = "and") -> str:
    """Return words as a list in a sentence.

    Examples
    --------
    >>> joined(["age", "a statin", "heat"])
    'age, a statin and heat'
    """
    *rest, final = list(parts)
    return f"{', '.join(rest)} {last} {final}" if rest else final
