"""Every fault the reader or the checks know, shown by one broken file in ``tests/broken``.

A file is named ``<data file>__<fault>.toml``. Its first line holds the words that its fault must bring up. It is added
to the end of the real data file, unless its second line says otherwise: that the file is gone or another, or that it
takes the place of one line, named by how that line begins.
"""

from __future__ import annotations

import ast
import functools
import inspect
import re
import shutil
import tempfile
import tomllib
from pathlib import Path

import pytest

from crampguide.knowledge import (
    checks,
    code_checks,
    loading,
    medicines,
    presentation_checks,
    rule_checks,
    rules,
    text_checks,
    treatment_checks,
)
from crampguide.knowledge.checks import check_knowledge
from crampguide.knowledge.code_checks import check_code
from crampguide.knowledge.loading import FILES, RELEASE, WORDING, KnowledgeError, data_root, read_knowledge
from crampguide.knowledge.medicines import check_medicines, load_medicines
from crampguide.measuring import cases, stories
from crampguide.measuring.cases import check_cases, load_cases
from crampguide.measuring.stories import check_stories, load_stories

MUSEUM = Path(__file__).parent / "broken"
EXHIBITS = sorted(MUSEUM.glob("*.toml"))
MUST_SAY = "# must say: "
INSTEAD = "# takes the place of the real file"
FOLDER = "# a folder of that name takes its place"
ONE_LINE = "# in place of the line: "
GONE = "# the real file is taken away"

parse_once = functools.cache(tomllib.loads)
"""Each exhibit breaks one file: the others are the real ones and need not be parsed again."""


@functools.cache
def said_of(exhibit: Path) -> tuple[str, ...]:
    """Return what is said when the real data hold this exhibit: the reader's error, or the findings of the check."""
    text = exhibit.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        patch.setattr("tomllib.loads", parse_once)
        folder = Path(shutil.copytree(data_root(), Path(place) / "data"))
        broken = folder / file_of(exhibit)
        if GONE in text:
            broken.unlink()
        elif FOLDER in text:
            broken.unlink()
            broken.mkdir()
        elif ONE_LINE in text:
            _, old, *new = text.splitlines()
            lines = broken.read_text(encoding="utf-8").splitlines()
            here = next(n for n, line in enumerate(lines) if line.startswith(old.removeprefix(ONE_LINE)))
            broken.write_text("\n".join([*lines[:here], *new, *lines[here + 1 :]]), encoding="utf-8")
        else:
            real = "" if INSTEAD in text else broken.read_text(encoding="utf-8")
            broken.write_text(f"{real}\n{text}", encoding="utf-8")
        try:
            # not the remembered form: it would keep the data of every exhibit in memory
            known = read_knowledge.__wrapped__(folder, "international")
            told, written = load_cases.__wrapped__(folder), load_stories.__wrapped__(folder)
            of_data = (*check_knowledge(known), *check_code(known))
            if broken.name == medicines.FILE:  # long, and no other file leads to it
                of_data += tuple(check_medicines(known, load_medicines.__wrapped__(folder)))
            return (*of_data, *check_cases(known, told), *check_stories(known, written))
        except KnowledgeError as fault:
            return (str(fault),)


def file_of(exhibit: Path) -> str:
    """Return the name of the data file that an exhibit breaks."""
    return f"{exhibit.stem.partition('__')[0]}.toml"


def messages_of(source: str) -> dict[str, str]:
    """Return every message a module can give, with its pattern: what it yields, and what it puts into ``message``.

    A text inside quotes stands for ``!r``, and no other value holds a quote, so that two messages are told apart.
    """
    texts: list[ast.expr] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Yield) and node.value and not isinstance(node.value, ast.Tuple):
            texts.append(node.value)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "message":
            texts.append(node.value)
    return {ast.unparse(text): pattern_of(text) for text in texts}


def pattern_of(text: ast.expr) -> str:
    """Return one message as a pattern."""
    if isinstance(text, ast.Constant):
        return re.escape(str(text.value))
    assert isinstance(text, ast.JoinedStr), f"write this message out where it is given: {ast.unparse(text)}"
    return "".join(
        ("'[^']*'" if part.conversion == ord("r") else "[^']+")
        if isinstance(part, ast.FormattedValue)
        else pattern_of(part)
        for part in text.values
    )


@functools.cache
def shown_among(patterns: tuple[str, ...]) -> set[str]:
    """Return the patterns that an exhibit brings up; what fits several counts for the one with the most words."""
    fits = ([p for p in patterns if re.search(p, said)] for path in EXHIBITS for said in said_of(path))
    return {max(fitting, key=len) for fitting in fits if fitting}


MESSAGES = {
    message: pattern
    for module in (
        loading,
        rules,
        checks,
        code_checks,
        medicines,
        presentation_checks,
        rule_checks,
        text_checks,
        treatment_checks,
        cases,
        stories,
    )
    for message, pattern in messages_of(inspect.getsource(module)).items()
}
PASSED_ON = {"f'{where}: {fault}'", "f'case {case.id}: {fault}'", "f'story {story.id}: {fault}'"}
"""Messages that hand on the words of another module: a rule that cannot be read, answers that do not fit."""


@pytest.mark.parametrize("exhibit", EXHIBITS, ids=lambda path: path.stem)
def test_a_broken_file_brings_up_its_words(exhibit: Path) -> None:
    """Protects whoever edits the data: each fault is found, and named by file, record and key."""
    first = exhibit.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith(MUST_SAY), "the first line must name the words"
    words = first.removeprefix(MUST_SAY)
    assert words
    assert any(words in said for said in said_of(exhibit)), said_of(exhibit)


@pytest.mark.parametrize("message", sorted(MESSAGES.keys() - PASSED_ON))
def test_every_message_has_an_exhibit(message: str) -> None:
    """Protects the museum from a new rule that nobody has shown to fire."""
    assert MESSAGES[message] in shown_among(tuple(MESSAGES.values()))


def test_a_rule_without_exhibit_is_noticed() -> None:
    """Protects the museum's own guard: it must be able to fail."""
    new = messages_of("def check(where, option):\n    yield f'{where}: {option!r} is no phase of the moon'\n")
    assert shown_among(tuple(new.values())) == set()
    with pytest.raises(AssertionError, match="write this message out"):
        messages_of("def check(sentence):\n    yield sentence\n")


def test_every_file_of_records_has_exhibits() -> None:
    """Protects against an exhibit of no data file, and a data file without exhibit."""
    assert {file_of(path) for path in EXHIBITS} == {*FILES, RELEASE, WORDING, cases.FILE, stories.FILE, medicines.FILE}
