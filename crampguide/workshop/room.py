"""A room's answers: anonymous, counted once, kept only as long as the session unless asked."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from crampguide.workshop.database import ANSWERS, CODE_LENGTH, HANDS, JOINED, POLLS, ROOMS, RoomError
from crampguide.workshop.session import LENGTHS
from crampguide.workshop.steps import Moment, PollState, Totals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection, Engine, Table

    from crampguide.workshop.steps import PollQuestion, Step

CODE_LETTERS: Final = "234679CDFGHJKMNPQRTVWX"
"""Letters and digits that nobody takes for another, with no vowel, so that no code is a word."""
MOST_HANDS: Final = 200
"""Hands [count] that a facilitator can type in for one option; more is a slip."""


class Refusal(ValueError):  # noqa: N818 - nothing has failed
    """Why an answer does not count: ``reason`` names a sentence of ``wording.toml`` for the person who sent it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Room:
    """One session's room.

    Parameters
    ----------
    engine : sqlalchemy.Engine
        What `crampguide.workshop.database.connect` returned.
    code : str
        Code of a room that is in the database.

    Raises
    ------
    RoomError
        If there is no such room.
    """

    def __init__(self, engine: Engine, code: str) -> None:
        self._engine = engine
        self.code = code
        if code not in room_codes(engine):
            message = f"there is no room {code} in this database."
            raise RoomError(message)

    @classmethod
    def new(cls, engine: Engine, length: int = 45) -> Room:
        """Make a room with a code of its own, for a session of some length [min]."""
        with engine.begin() as connection:
            taken = set(connection.execute(select(ROOMS.c.code)).scalars())
            code = next(code for code in iter(_code, "") if code not in taken)
            connection.execute(insert(ROOMS).values(code=code, length=length, place=0, has_ended=False))
        return cls(engine, code)

    # ---------------------------------------------------------------- what the facilitator does

    def go_to(self, place: int) -> None:
        """Show another step; the clock of the session starts with the first."""
        with self._engine.begin() as connection:
            mine = ROOMS.c.code == self.code
            connection.execute(update(ROOMS).where(mine).values(place=place))
            connection.execute(update(ROOMS).where(mine, ROOMS.c.began.is_(None)).values(began=time.time()))

    def set_length(self, length: int) -> None:
        """Choose how long the session is [min]."""
        self._set(length=length)

    def end(self) -> None:
        """End the session: no answer is taken any more."""
        self._set(has_ended=True)

    def count_phones_anew(self) -> None:
        """Let phones in anew: whoever answers is counted again, and what was answered stays."""
        with self._engine.begin() as connection:
            connection.execute(delete(JOINED).where(JOINED.c.room == self.code))

    def forget(self) -> None:
        """Delete all that the room has stored."""
        with self._engine.begin() as connection:
            for table in (JOINED, ANSWERS, HANDS, POLLS):
                connection.execute(delete(table).where(table.c.room == self.code))
            connection.execute(delete(ROOMS).where(ROOMS.c.code == self.code))

    def open(self, step: Step) -> None:
        """Take answers to a poll, and hide its totals."""
        self._set_poll(step, is_open=True, is_shown=False)

    def close(self, step: Step) -> None:
        """Take no more answers to a poll."""
        self._set_poll(step, is_open=False)

    def reveal(self, step: Step) -> None:
        """Show the totals of a poll, and close it: while answers come in, a change would show who has just answered."""
        self._set_poll(step, is_open=False, is_shown=True)

    def reset(self, step: Step) -> None:
        """Start a poll again: what was answered and counted is gone, and what is still under way no longer counts."""
        with self._engine.begin() as connection:
            for table in (ANSWERS, HANDS):
                connection.execute(delete(table).where(*self._asked(table, step)))
            poll_round = self._poll(connection, step).round + 1
            self._set_poll_within(connection, step, is_open=True, is_shown=False, round=poll_round)

    def count_hands(self, question: PollQuestion, numbers: Sequence[int]) -> None:
        """Store hands that were counted in the room [count], one number for each option, in place of older ones."""
        if len(numbers) != len(question.options) or not all(0 <= number <= MOST_HANDS for number in numbers):
            reason = "room_bad_hands"
            raise Refusal(reason)
        mine = (HANDS.c.room == self.code, HANDS.c.question == question.id)
        rows = [
            {"room": self.code, "question": question.id, "choice": choice, "number": number}
            for choice, number in enumerate(numbers)
        ]
        with self._engine.begin() as connection:
            connection.execute(delete(HANDS).where(*mine))
            connection.execute(insert(HANDS), rows)

    def _set(self, **values: Any) -> None:  # noqa: ANN401 - columns of a room
        with self._engine.begin() as connection:
            connection.execute(update(ROOMS).where(ROOMS.c.code == self.code).values(**values))

    def _set_poll(self, step: Step, **values: Any) -> None:  # noqa: ANN401 - columns of a poll
        with self._engine.begin() as connection:
            self._set_poll_within(connection, step, **values)

    def _set_poll_within(self, connection: Connection, step: Step, **values: Any) -> None:  # noqa: ANN401
        changed = connection.execute(update(POLLS).where(*self._poll_is(step)).values(**values))
        if not changed.rowcount:
            row = {"is_open": False, "is_shown": False, "round": 0, **values}
            connection.execute(insert(POLLS).values(room=self.code, step=step.id, **row))

    # ---------------------------------------------------------------- what participants do

    def join(self, key: str, most: int = 1_000) -> None:
        """Count a phone, once.

        Raises
        ------
        Refusal
            If the room has ended, or holds as many phones [count] as it may.
        """
        person = self._person(key, "join")
        with self._engine.begin() as connection:
            if connection.execute(select(ROOMS.c.has_ended).where(ROOMS.c.code == self.code)).scalar() is not False:
                reason = "room_ended"
                raise Refusal(reason)
            phones = set(connection.execute(select(JOINED.c.person).where(JOINED.c.room == self.code)).scalars())
            if person in phones:
                return
            if len(phones) >= most:
                reason = "room_full"
                raise Refusal(reason)
            with suppress(IntegrityError):  # the same phone, at another server of this room, in the same moment
                connection.execute(insert(JOINED).values(room=self.code, person=person))

    def answer(self, key: str, step: Step, choices: Mapping[str, int], poll_round: int) -> None:
        """Take answers of one phone to a poll, each once.

        Parameters
        ----------
        key : str
            What only this phone has.
        step : Step
            The poll.
        choices : mapping of str to int
            Question id to the place of an option, from 0.
        poll_round : int
            Round of the poll in which the person saw the questions.

        Raises
        ------
        Refusal
            If the room has ended, the poll is closed or was started again, or there is no such question or option:
            then nothing was stored. If other answers of this phone are in already: then those stay, and what was new
            is stored. The same answer again is no fault, and counts once.
        """
        options = {question.id: len(question.options) for question in step.questions}
        if not choices or not all(0 <= choice < options.get(question, 0) for question, choice in choices.items()):
            reason = "room_no_such"
            raise Refusal(reason)
        with self._engine.begin() as connection:
            self._must_be_open(connection, step, poll_round)
            before = self._own(connection, key, step, poll_round)
            rows = [
                {
                    "room": self.code,
                    "question": question,
                    "person": self._person(key, f"{question}/{poll_round}"),
                    "choice": choice,
                }
                for question, choice in choices.items()
                if question not in before
            ]
            if rows:
                connection.execute(insert(ANSWERS), rows)
        if any(before.get(question, choice) != choice for question, choice in choices.items()):
            reason = "room_already"
            raise Refusal(reason)

    def _must_be_open(self, connection: Connection, step: Step, poll_round: int) -> None:
        if connection.execute(select(ROOMS.c.has_ended).where(ROOMS.c.code == self.code)).scalar() is not False:
            reason = "room_ended"
            raise Refusal(reason)
        # locked where a database can: before we are done nobody closes the poll, and this phone gets no second turn
        poll = connection.execute(select(POLLS).where(*self._poll_is(step)).with_for_update()).first()
        if poll is None or not poll.is_open:
            reason = "room_closed"
            raise Refusal(reason)
        if poll.round != poll_round:
            reason = "room_again"
            raise Refusal(reason)

    def _person(self, key: str, about: str) -> str:
        return hmac.new(key.encode(), f"{self.code}/{about}".encode(), hashlib.sha256).hexdigest()

    # ---------------------------------------------------------------- what all may know

    def moment(self, steps_of: Callable[[int], tuple[Step, ...]], key: str = "") -> Moment:
        """Return the room as it is now.

        Parameters
        ----------
        steps_of : callable
            Gives the steps of a session of some length [min].
        key : str
            Whose own answers to tell, too; nobody's by default.
        """
        with self._reading() as connection:
            room = connection.execute(select(ROOMS).where(ROOMS.c.code == self.code)).first()
            if room is None:  # forgotten
                return Moment(steps=steps_of(LENGTHS[0])[:1], has_ended=True)
            steps = steps_of(room.length)
            step = steps[min(room.place, len(steps) - 1)]
            poll = self._poll(connection, step)
            return Moment(
                steps=steps,
                place=steps.index(step),
                length=room.length,
                began=room.began,
                has_ended=room.has_ended,
                poll=poll,
                totals=self._totals(connection, step),
                own=self._own(connection, key, step, poll.round) if key else {},
                joined=connection.execute(
                    select(func.count()).select_from(JOINED).where(JOINED.c.room == self.code)
                ).scalar_one(),
            )

    def poll(self, step: Step) -> PollState:
        """Return the state of a poll."""
        with self._reading() as connection:
            return self._poll(connection, step)

    def totals(self, step: Step) -> dict[str, Totals]:
        """Return the totals of each question of a poll."""
        with self._reading() as connection:
            return self._totals(connection, step)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """Begin a transaction that sees one moment and makes no writer wait."""
        options: dict[str, Any] = {"is_reading": True}
        if self._engine.dialect.name == "postgresql":
            options["isolation_level"] = "REPEATABLE READ"
        with self._engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    def _poll_is(self, step: Step) -> tuple[ColumnElement[bool], ...]:
        return (POLLS.c.room == self.code, POLLS.c.step == step.id)

    def _asked(self, table: Table, step: Step) -> tuple[ColumnElement[bool], ...]:
        return (table.c.room == self.code, table.c.question.in_([question.id for question in step.asked]))

    def _poll(self, connection: Connection, step: Step) -> PollState:
        row = connection.execute(select(POLLS).where(*self._poll_is(step))).first()
        return PollState(is_open=row.is_open, is_shown=row.is_shown, round=row.round) if row else PollState()

    def _own(self, connection: Connection, key: str, step: Step, poll_round: int) -> dict[str, int]:
        people = {self._person(key, f"{question.id}/{poll_round}"): question.id for question in step.questions}
        rows = connection.execute(
            select(ANSWERS.c.person, ANSWERS.c.choice).where(*self._asked(ANSWERS, step), ANSWERS.c.person.in_(people))
        )
        return {people[person]: choice for person, choice in rows}

    def _totals(self, connection: Connection, step: Step) -> dict[str, Totals]:
        phones = self._counts(connection, ANSWERS, func.count(), step)
        hands = self._counts(connection, HANDS, func.sum(HANDS.c.number), step)
        return {
            question.id: Totals(
                phones=tuple(phones.get((question.id, place), 0) for place in range(len(question.options))),
                hands=tuple(hands.get((question.id, place), 0) for place in range(len(question.options))),
            )
            for question in step.asked
        }

    def _counts(
        self, connection: Connection, table: Table, number: ColumnElement[int], step: Step
    ) -> dict[tuple[str, int], int]:
        chosen = (table.c.question, table.c.choice)
        rows = connection.execute(select(*chosen, number).where(*self._asked(table, step)).group_by(*chosen))
        return {(question, choice): int(count) for question, choice, count in rows}


def room_codes(engine: Engine) -> tuple[str, ...]:
    """Return the codes of the rooms of a database."""
    with engine.connect().execution_options(is_reading=True) as connection, connection.begin():
        return tuple(connection.execute(select(ROOMS.c.code).order_by(ROOMS.c.code)).scalars())


def _code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
