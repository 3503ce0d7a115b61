"""A person's answers as a file that they keep: read from TOML or JSON, written as JSON. Nothing here judges them."""

from __future__ import annotations

import json
import tomllib
from typing import IO, TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from crampguide.assessing.profile import Profile

LARGEST: Final = 100_000
"""A file of answers is never this long [bytes]."""
MOST_DOTS: Final = 1_000
"""A file of answers never has so many [count]. A key of 45,000 parts, each in the one before, takes 8 GB to read."""


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
        If it is neither, is too long, answers a question twice, holds an answer inside an answer, holds letters that
        no file can be written with, or holds no answer: an empty file must not take the place of what was answered.

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
        if text.count(".") > MOST_DOTS:
            message = f"it has more than {MOST_DOTS} dots"
            raise ValueError(message)  # noqa: TRY301 - told as all else that can not be read
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
    if problem := _problem(answers):
        raise AnswersFileError(problem)
    return answers


def _problem(answers: dict[str, Any]) -> str:
    """Return what is wrong with answers as such, whatever the questions; an empty text if nothing is."""
    if all(answer in ("", [], {}) for answer in answers.values()):
        return "this file holds no answers."
    for key, answer in answers.items():
        inside = [*answer, *answer.values()] if isinstance(answer, dict) else answer if isinstance(answer, list) else []
        if any(isinstance(one, dict | list) for one in inside):
            return "an answer holds another answer; give one line for each question."
        if not all(_can_be_written(one) for one in (key, answer, *inside)):
            return "a letter in this file is broken."
    return ""


def _can_be_written(value: object) -> bool:
    """Return whether a text can be sent on: half of a pair of UTF-16 is no letter."""
    try:
        value.encode() if isinstance(value, str) else None
    except UnicodeEncodeError:
        return False
    return True


def read_answers(file: IO[bytes]) -> dict[str, Any]:
    """Read one set of answers from an open file, of which no more is read than a file of answers can hold.

    Raises
    ------
    AnswersFileError
        As `parse_answers`.
    """
    return parse_answers(file.read(LARGEST + 1))


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
