"""A file of answers is small, and so is all that comes of it."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from crampguide.assessing.answers_file import LARGEST, AnswersFileError, parse_answers
from crampguide.assessing.profile import AnswerError, Profile, check_answers
from crampguide.knowledge.loading import load_knowledge

DEEP = ".".join(["a"] * 45_000) + "=1"


@pytest.mark.parametrize("content", [DEEP, ".".join(["a"] * 2_000) + "=1", ".".join(["a"] * 900) + "=1", "a={b={c=1}}"])
def test_a_file_that_is_small_stays_small(content: str) -> None:
    """90 kB of dots once took 8 GB and half a minute (S4): an answer in an answer is none, however deep."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(AnswersFileError):
        parse_answers(content.encode())
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # [kB]


@pytest.mark.parametrize("content", [b"", b"\n", b"# nothing\n", b"{}", b"medicines = []", b"when = {}", b'age = ""'])
def test_a_file_without_an_answer_is_refused(content: bytes) -> None:
    """An empty file once took the place of all answers, and "Get help now" went with them (S2b)."""
    with pytest.raises(AnswersFileError, match="holds no answers"):
        parse_answers(content)


@pytest.mark.parametrize("content", [b'{"\\ud800": 1}', b'{"when": "\\udfff"}', b'{"when": ["\\ud800"]}'])
def test_a_broken_letter_is_refused(content: bytes) -> None:
    """Half of a pair of UTF-16 can be read from JSON, and sent nowhere: the page went deaf for ten seconds (S2)."""
    with pytest.raises(AnswersFileError, match="broken"):
        parse_answers(content)


def test_what_is_said_of_answers_can_be_sent() -> None:
    """A browser can send such a letter past any file; what is then said must reach the page."""
    broken: dict[str, Any] = {"\ud800": 1, "when": {"\ud800": "yes"}}
    with pytest.raises(AnswerError) as refused:
        check_answers(load_knowledge(), Profile(**broken))
    assert all(problem.encode() for problem in refused.value.problems)


def test_an_answer_that_goes_deep_is_named_and_not_followed() -> None:
    """What a browser sends has no file's limit; its depth must not end the kernel."""
    deep: dict[str, Any] = {}
    inside = deep
    for _ in range(50_000):
        inside["a"] = {}
        inside = inside["a"]
    with pytest.raises(AnswerError, match="not a number"):
        check_answers(load_knowledge(), Profile(age=deep))
    while deep:  # taken apart by hand, as Python would go as deep to do it
        deep = deep.pop("a")


@pytest.mark.parametrize("command", ["assess", "handout"])
def test_no_more_is_read_than_a_file_of_answers_holds(command: str) -> None:
    """A device that never ends is refused at once (S14)."""
    run = [sys.executable, "-m", "crampguide", command, "/dev/zero"]
    ended = subprocess.run(run, capture_output=True, text=True, check=False, timeout=60)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert f"longer than {LARGEST}" in ended.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full disk to try")
def test_a_full_disk_is_told_in_one_sentence(tmp_path: Path) -> None:
    """Whoever writes a result to a full disk reads that, and no traceback (S14)."""
    (tmp_path / "answers.toml").write_text("age = 72", encoding="utf-8")
    run = [sys.executable, "-m", "crampguide", "assess", str(tmp_path / "answers.toml")]
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(run, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == 1
    assert ended.stderr == "Error: the output can not be written: No space left on device.\n"
