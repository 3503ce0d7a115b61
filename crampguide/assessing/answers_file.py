"""A person's answers as a file that they keep: read from TOML or JSON, written as JSON. Nothing here judges them."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from crampguide.assessing.profile import Profile

LARGEST: Final = 100_000
"""A file of answers is never this long [bytes]."""


class AnswersFileError(ValueError):
    """What is wrong with a file of answers, in one sentence."""


def parse_answers(content: bytes) -> dict[str, Any]:
    """Read one set of answers.

    Parameters
    ----------
    content : bytes
        TOML, or one JSON object; question id to answer.

    Returns
    -------
    dict
        As `crampguide.Profile` takes it; not yet checked against the questions.

    Raises
    ------
    AnswersFileError
        If it is neither, is too long, or answers a question twice.

    Examples
    --------
    >>> parse_answers(b'{"age": 72}') == parse_answers(b"age = 72")
    True
    """
    if len(content) > LARGEST:
        message = f"the answers are longer than {LARGEST} bytes."
        raise AnswersFileError(message)
    try:
        text = content.decode("utf-8-sig")  # some programs begin a file with a mark of its encoding
        if text.lstrip()[:1] in {"{", "[", '"'} and not text.lstrip().startswith("[["):
            answers = json.loads(text, object_pairs_hook=_each_once)
        else:
            answers = tomllib.loads(text)
    except (ValueError, RecursionError) as fault:
        message = f"the answers are neither TOML nor JSON: {fault}."
        raise AnswersFileError(message) from fault
    if not isinstance(answers, dict):
        message = 'the answers must be one JSON object, such as {"age": 72}, not a list or a text.'
        raise AnswersFileError(message)
    return answers


def write_answers(profile: Profile) -> str:
    """Return answers as JSON text that `parse_answers` reads again.

    Parameters
    ----------
    profile : Profile
    """
    return json.dumps(profile.as_dict(), indent=2) + "\n"


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse an answer given twice: the later one would silently win."""
    answers = dict(pairs)
    if len(answers) < len(pairs):
        twice = sorted({key for key, _ in pairs if [name for name, _ in pairs].count(key) > 1})
        message = f"{', '.join(twice)} is answered twice"
        raise ValueError(message)
    return answers
