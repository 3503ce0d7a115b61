"""Checks of the data against the code: each sentence and id that the code names is there, and each sentence is used."""

from __future__ import annotations

import fnmatch
from typing import TYPE_CHECKING, Final, TypeVar

from crampguide.knowledge.code_reading import read_code
from crampguide.knowledge.wording import placeholders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crampguide.knowledge.code_reading import Code
    from crampguide.knowledge.records import Knowledge

Found = TypeVar("Found")

BUILT: Final = ("certainty_", "setting_")
"""Beginnings of keys that the drop-downs of the evidence page build whole."""


def check_code(knowledge: Knowledge) -> Iterator[str]:
    """Yield what the code names and nobody has, and sentences that nothing says or fills.

    Parameters
    ----------
    knowledge : Knowledge
    """
    code = read_code()
    yield from _ids(knowledge, code)
    for pattern, sayings in code.sayings.items():
        if not fnmatch.filter(knowledge.wording, pattern):
            yield f"wording: there is no {pattern!r}, which {sayings[0].file} says"
    built = {pattern: files for pattern, files in code.texts.items() if "*" in pattern}
    for key, sentence in knowledge.wording.items():
        yield from _sentence(key, sentence, code, built)


def _sentence(key: str, sentence: str, code: Code, built: dict[str, list[str]]) -> Iterator[str]:
    try:
        holes = placeholders(sentence)
    except ValueError:
        yield f"wording {key}: cannot read {sentence!r}"
        return
    said = code.sayings.get(key) or _fitting(code.sayings, key)
    named = [*code.texts.get(key, ()), *_fitting(built, key)]
    in_script = key.startswith(code.parts)
    if not said and not named and not in_script and not key.startswith(BUILT):
        yield f"wording {key}: no line of the code says it; drop it, or say it in telling"
    if in_script and "scripts" not in code.values:
        return
    # a key that goes through a variable may be filled with whatever its file fills in
    loose = frozenset().union(*(code.values[file] for file in (*named, *(("scripts",) if in_script else ()))))
    for values in {saying.values for saying in said} or {loose}:
        if values is not None and (unfilled := holes - values):
            yield f"wording {key}: the code has no value for {', '.join(sorted(unfilled))!r}"
    for saying in said:
        if saying.is_only and (lost := (saying.values or frozenset()) - holes):
            yield f"wording {key}: the code gives it {', '.join(sorted(lost))!r}, which it leaves out"


def _fitting(found: dict[str, list[Found]], key: str) -> list[Found]:
    """Return what the code says or holds by a key that it builds."""
    return [one for pattern in found if "*" in pattern and fnmatch.fnmatchcase(key, pattern) for one in found[pattern]]


def _ids(knowledge: Knowledge, code: Code) -> Iterator[str]:
    known = {"question": set(knowledge.question_by_id)} | {
        f"option of {question.id}": {option.id for option in question.options} for question in knowledge.questions
    }
    known |= {"section": {one.id for one in knowledge.sections}, "advice": {one.id for one in knowledge.advice}}
    for kind, identifier, file in sorted(code.ids):
        if identifier not in known.get(kind, ()):
            yield f"there is no {kind} {identifier!r}, which {file} names"
