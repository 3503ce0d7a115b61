"""What a session shows one after the other, and the totals that a room may see.

A step is one thing on the projector. A step with questions is a poll: the facilitator opens it, closes it, shows its
totals or starts it again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from crampguide.knowledge.wording import say
from crampguide.workshop.session import TAKE_HOME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from crampguide.knowledge.records import Knowledge
    from crampguide.workshop.session import Workshop

FEWEST: Final = 5
"""Answers [count] from which totals are shown: among fewer, people could tell who said what."""

VERDICTS: Final[Mapping[str, int]] = {"supported": 0, "partly": 1, "weak": 2, "contradicted": 2}
"""Which option of a vote on a claim each verdict makes right."""

Kind = Literal["join", "quiz", "myth", "case", "guide", "found", "danger", "help", "teach_back", "result", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PollQuestion:
    """A question that all in the room get. ``right`` is the place of the right option, None where there is none."""

    id: str
    text: str
    options: tuple[str, ...]
    right: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing on the projector: its kind, the block it belongs to, the record it is about, what it asks.

    ``recalls`` are questions asked earlier whose totals it shows.
    """

    id: str
    kind: Kind
    block: str
    about: str = ""
    questions: tuple[PollQuestion, ...] = ()
    recalls: tuple[PollQuestion, ...] = ()

    @property
    def asked(self) -> tuple[PollQuestion, ...]:
        """All questions whose totals this step is about."""
        return self.questions + self.recalls


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How many chose each option of a question: by phone and by hands that the facilitator counted [count]."""

    phones: tuple[int, ...]
    hands: tuple[int, ...]

    @property
    def counts(self) -> tuple[int, ...]:
        """How many chose each option, in either way [count]."""
        return tuple(phone + hand for phone, hand in zip(self.phones, self.hands, strict=True))

    @property
    def number(self) -> int:
        """How many answered [count]."""
        return sum(self.counts)

    @property
    def may_be_shown(self) -> bool:
        """Whether enough people answered that nobody's answer can be told from the totals."""
        return self.number >= FEWEST


@dataclass(frozen=True, slots=True, kw_only=True)
class PollState:
    """Whether a poll takes answers, whether its totals are shown, and how often it was started again [count]."""

    is_open: bool = False
    is_shown: bool = False
    round: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A room at one moment, as one person may see it.

    ``own`` holds that person's answers by question, ``began`` when the session left its first step [s since 1970],
    ``length`` is its length [min], ``joined`` how many phones are in [count].
    """

    steps: tuple[Step, ...]
    place: int = 0
    length: int = 45
    began: float | None = None
    poll: PollState = PollState()
    totals: Mapping[str, Totals] = field(default_factory=dict)
    own: Mapping[str, int] = field(default_factory=dict)
    joined: int = 0
    has_ended: bool = False

    @property
    def step(self) -> Step:
        """What the projector shows."""
        return self.steps[self.place]

    def minutes(self, now: float) -> float | None:
        """Return how long the session has been going on [min] at a time [s since 1970]; None before it began."""
        return None if self.began is None else (now - self.began) / 60

    @property
    def is_untouched(self) -> bool:
        """Whether nothing has been done yet with the vote of this step."""
        return self.poll == PollState() and not any(totals.number for totals in self.totals.values())


def session_steps(knowledge: Knowledge, workshop: Workshop, length: int) -> tuple[Step, ...]:
    """Return the steps of a session.

    Parameters
    ----------
    knowledge : Knowledge
    workshop : Workshop
    length : int
        One of `crampguide.workshop.session.LENGTHS` [min]. A short session leaves out cases.

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> from crampguide.workshop.session import load_workshop
    >>> [len(session_steps(load_knowledge(), load_workshop(), length)) for length in (30, 45, 60)]
    [34, 37, 40]
    """
    return tuple(_steps(knowledge, workshop, length))


def _steps(knowledge: Knowledge, workshop: Workshop, length: int) -> Iterator[Step]:
    by_block: dict[str, Iterable[Step]] = {
        "welcome": [Step(id="join", kind="join", block="welcome")],
        "before": [quiz_step(knowledge, workshop, "before")],
        "myths": _myths(knowledge, workshop),
        "cases": _cases(knowledge, workshop, length),
        "danger": [Step(id="danger", kind="danger", block="danger")],
        "helps": (Step(id=f"help.{key}", kind="help", block="helps", about=key) for key in TAKE_HOME),
        "after": _results(knowledge, workshop),
    }
    for block in workshop.blocks:
        yield from by_block[block.id]
        for card in workshop.teach_back:
            if card.block == block.id:
                yield Step(id=f"card.{card.id}", kind="teach_back", block=block.id, about=card.id)


def quiz_step(knowledge: Knowledge, workshop: Workshop, when: str) -> Step:
    """Return the quiz as it is asked before the session or after it; each question may be left as not sure."""
    questions = tuple(
        PollQuestion(
            id=f"{when}.{question.id}",
            text=question.text,
            options=(*question.options, say(knowledge.wording, "room_not_sure")),
            right=question.options.index(question.right),
        )
        for question in workshop.quiz
    )
    return Step(id=when, kind="quiz", block=when, questions=questions)


def _results(knowledge: Knowledge, workshop: Workshop) -> Iterator[Step]:
    before, after = (quiz_step(knowledge, workshop, when) for when in ("before", "after"))
    yield after
    for question, *both in zip(workshop.quiz, before.questions, after.questions, strict=True):
        yield Step(id=f"result.{question.id}", kind="result", block="after", about=question.id, recalls=tuple(both))
    yield Step(id="end", kind="end", block="after")


def _myths(knowledge: Knowledge, workshop: Workshop) -> Iterator[Step]:
    keys = ("room_true", "room_partly", "room_not_true", "room_not_sure")
    options = tuple(say(knowledge.wording, key) for key in keys)
    claims = {claim.id: claim for claim in knowledge.claims}
    for myth in workshop.myths:
        name, claim = f"myth.{myth.id}", claims[myth.claim]
        question = PollQuestion(id=name, text=claim.claim, options=options, right=VERDICTS[claim.verdict])
        yield Step(id=name, kind="myth", block="myths", about=myth.claim, questions=(question,))


def _cases(knowledge: Knowledge, workshop: Workshop, length: int) -> Iterator[Step]:
    for one in workshop.cases:
        if one.from_length > length:
            continue
        name = f"case.{one.id}"
        options = (*one.options, say(knowledge.wording, "room_not_sure"))
        question = PollQuestion(id=name, text=one.ask, options=options, right=one.options.index(one.found))
        yield Step(id=name, kind="case", block="cases", about=one.id, questions=(question,))
        yield Step(id=f"guide.{one.id}", kind="guide", block="cases", about=one.id)
        yield Step(id=f"found.{one.id}", kind="found", block="cases", about=one.id, recalls=(question,))
