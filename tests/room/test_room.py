"""A room's answers: counted once, told only as totals, kept by nobody; on SQLite and on PostgreSQL."""

from __future__ import annotations

import re
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import inspect, text

from crampguide.knowledge.loading import load_knowledge
from crampguide.workshop.database import IN_MEMORY, RoomError, connect
from crampguide.workshop.room import CODE_LETTERS, MOST_HANDS, Refusal, Room, room_codes
from crampguide.workshop.session import LENGTHS, load_workshop
from crampguide.workshop.steps import FEWEST, Step, session_steps

from .postgres import start_postgres

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

STEPS = {length: session_steps(load_knowledge(), load_workshop(), length) for length in LENGTHS}
QUIZ = next(step for step in STEPS[45] if step.id == "before")
MYTH = next(step for step in STEPS[45] if step.kind == "myth")
KEY = "k" * 32


def key(number: int) -> str:
    """Return the key of a phone."""
    return f"phone-{number:026}"


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """Start a PostgreSQL server; its socket's path must be short, so not in pytest's own folder."""
    with tempfile.TemporaryDirectory(prefix="cg-") as folder:
        yield from start_postgres(Path(folder))


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a database, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'room.sqlite'}"
    address: str = request.getfixturevalue("postgres")
    return address


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """Connect to it."""
    engine = connect(database)
    yield engine
    engine.dispose()


@pytest.fixture
def room(engine: Engine) -> Room:
    """Make a room with an open vote."""
    room = Room.new(engine)
    room.open(MYTH)
    return room


def votes(room: Room, step: Step = MYTH) -> tuple[int, ...]:
    """Return the counts of the first question of a step."""
    return room.totals(step)[step.questions[0].id].counts


def refused(room: Room, choice: int = 0, *, by: str = KEY, question: str = MYTH.questions[0].id, turn: int = 0) -> str:
    """Send an answer that must be refused; return why."""
    with pytest.raises(Refusal) as found:
        room.answer(by, MYTH, {question: choice}, turn)
    return found.value.reason


def test_an_answer_counts_once_however_often_it_comes(room: Room) -> None:
    """A phone that sends again after a lost reply adds nothing, and a second thought does not replace the first."""
    for _ in range(3):
        room.answer(KEY, MYTH, {MYTH.questions[0].id: 1}, 0)
    assert votes(room) == (0, 1, 0, 0)
    assert refused(room, 2) == "room_already"
    assert votes(room) == (0, 1, 0, 0)


def test_thirty_phones_at_once_and_twice_are_thirty_answers(room: Room) -> None:
    """Answers that come in the same moment are neither lost nor doubled."""
    faults: list[Exception] = []

    def phone(number: int) -> None:
        try:
            for _ in range(2):
                room.join(key(number))
                room.answer(key(number), MYTH, {MYTH.questions[0].id: number % 3}, 0)
        except Exception as fault:  # noqa: BLE001 - a thread's fault must reach the test
            faults.append(fault)

    threads = [threading.Thread(target=phone, args=(number // 2,)) for number in range(60)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []
    assert votes(room) == (10, 10, 10, 0)
    assert room.moment(STEPS.__getitem__).joined == 30


def test_two_servers_share_a_room(database: str, room: Room) -> None:
    """What one server takes the other counts, for it asks the database each time."""
    other = connect(database)
    Room(other, room.code).answer(KEY, MYTH, {MYTH.questions[0].id: 2}, 0)
    other.dispose()
    assert votes(room) == (0, 0, 1, 0)
    assert refused(room, 0) == "room_already"


def test_late_and_odd_answers_are_refused_and_change_nothing(room: Room) -> None:
    """A closed vote, an old round, an unknown question or option, an ended room: each has its own reason."""
    assert refused(room, 4) == "room_no_such"
    assert refused(room, -1) == "room_no_such"
    assert refused(room, question="myth.moonlight") == "room_no_such"
    assert refused(room, turn=1) == "room_again"
    room.close(MYTH)
    assert refused(room) == "room_closed"
    room.open(MYTH)
    room.end()
    assert refused(room) == "room_ended"
    with pytest.raises(Refusal, match="room_ended"):
        room.join(KEY)
    assert votes(room) == (0, 0, 0, 0)


def test_an_answer_on_its_way_when_a_vote_starts_again_does_not_count(room: Room) -> None:
    """After "start again" the same phone votes anew, and what it had sent before is of the old round."""
    room.answer(KEY, MYTH, {MYTH.questions[0].id: 0}, 0)
    room.count_hands(MYTH.questions[0], (1, 1, 1, 1))
    room.reset(MYTH)
    assert votes(room) == (0, 0, 0, 0)
    assert refused(room, 0, by=key(1), turn=0) == "room_again"
    room.answer(KEY, MYTH, {MYTH.questions[0].id: 1}, 1)
    assert votes(room) == (0, 1, 0, 0)


def test_part_of_a_quiz_can_be_sent_and_the_rest_later(room: Room) -> None:
    """A quiz question left open can still be answered; those that were sent stay as they are."""
    room.open(QUIZ)
    first, second, *_ = (question.id for question in QUIZ.questions)
    room.answer(KEY, QUIZ, {first: 0}, 0)
    room.answer(KEY, QUIZ, {first: 0, second: 1}, 0)
    with pytest.raises(Refusal, match="room_already"):
        room.answer(KEY, QUIZ, {first: 2, QUIZ.questions[2].id: 2}, 0)
    room.go_to(1)
    assert room.moment(STEPS.__getitem__, KEY).own == {first: 0, second: 1, QUIZ.questions[2].id: 2}


def test_a_phone_finds_its_own_answers_again_and_no_other_does(room: Room) -> None:
    """Who loads the page again keeps the place; who has another key sees nothing of it."""
    room.answer(KEY, MYTH, {MYTH.questions[0].id: 1}, 0)
    room.go_to(STEPS[45].index(MYTH))
    assert room.moment(STEPS.__getitem__, KEY).own == {MYTH.questions[0].id: 1}
    assert room.moment(STEPS.__getitem__, key(1)).own == {}
    assert room.moment(STEPS.__getitem__).own == {}


def test_totals_wait_for_five() -> None:
    """Among fewer than five, counts would tell who said what; hands and phones count together."""
    room = Room.new(connect(IN_MEMORY))
    room.open(MYTH)
    for number in range(FEWEST - 1):
        room.answer(key(number), MYTH, {MYTH.questions[0].id: 0}, 0)
    assert not room.totals(MYTH)[MYTH.questions[0].id].may_be_shown
    room.count_hands(MYTH.questions[0], (0, 1, 0, 0))
    assert room.totals(MYTH)[MYTH.questions[0].id].may_be_shown
    assert votes(room) == (4, 1, 0, 0)


@pytest.mark.parametrize("numbers", [(1, 2, 3), (1, 2, 3, 4, 5), (1, -1, 0, 0), (MOST_HANDS + 1, 0, 0, 0)])
def test_slips_in_counted_hands_are_refused(numbers: tuple[int, ...]) -> None:
    """A missing, negative or absurd number is a slip, and what was counted before stays."""
    room = Room.new(connect(IN_MEMORY))
    room.count_hands(MYTH.questions[0], (1, 2, 3, 4))
    with pytest.raises(Refusal, match="room_bad_hands"):
        room.count_hands(MYTH.questions[0], numbers)
    room.count_hands(MYTH.questions[0], (4, 3, 2, 1))
    assert votes(room) == (4, 3, 2, 1)


def test_showing_closes(room: Room) -> None:
    """Counts that moved while they are shown would tell who has just answered."""
    room.answer(KEY, MYTH, {MYTH.questions[0].id: 1}, 0)
    room.reveal(MYTH)
    assert room.poll(MYTH).is_shown
    assert refused(room, by=key(1)) == "room_closed"
    room.open(MYTH)
    assert not room.poll(MYTH).is_shown


def test_a_full_room_takes_no_more_but_those_in_it_come_back() -> None:
    """A number of phones that the laptop can bear; a phone that is in already is no new one."""
    room = Room.new(connect(IN_MEMORY))
    room.join(key(1), most=1)
    room.join(key(1), most=1)
    with pytest.raises(Refusal, match="room_full"):
        room.join(key(2), most=1)


def test_nothing_identifying_is_stored(database: str, room: Room, tmp_path: Path) -> None:
    """No column for a name, an address or a time of a person; no key, and no mark that two answers share."""
    room.join(KEY)
    room.answer(KEY, MYTH, {MYTH.questions[0].id: 1}, 0)
    room.open(QUIZ)
    room.answer(KEY, QUIZ, {question.id: 0 for question in QUIZ.questions}, 0)
    engine = connect(database)
    columns = {
        table: {column["name"] for column in inspect(engine).get_columns(table)} for table in ("joined", "answer")
    }
    assert columns == {"joined": {"room", "person"}, "answer": {"room", "question", "person", "choice"}}
    with engine.connect() as connection:
        marks = [
            row.person
            for table in ("joined", "answer")
            for row in connection.execute(text(f"SELECT person FROM {table} WHERE room = :room"), {"room": room.code})  # noqa: S608 - two fixed names
        ]
    engine.dispose()
    assert len(marks) == 2 + len(QUIZ.questions) == len(set(marks))
    assert all(re.fullmatch(r"[0-9a-f]{64}", mark) for mark in marks)
    for file in tmp_path.iterdir():
        assert KEY.encode() not in file.read_bytes()


def test_a_room_that_is_forgotten_leaves_no_row(engine: Engine, room: Room) -> None:
    """At the end all of it goes, and whoever still asks sees an ended room."""
    room.answer(KEY, MYTH, {MYTH.questions[0].id: 1}, 0)
    room.forget()
    assert room.code not in room_codes(engine)
    assert votes(room) == (0, 0, 0, 0)
    assert room.moment(STEPS.__getitem__, KEY).has_ended
    with pytest.raises(RoomError, match=f"there is no room {room.code} in this database"):
        Room(engine, room.code)


def test_sqlite_writes_ahead_and_wipes_what_it_deletes(tmp_path: Path) -> None:
    """Readers do not make a vote wait, and a deleted answer is gone from the file, not only from the table."""
    engine = connect(f"sqlite:///{tmp_path / 'room.sqlite'}")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1
    engine.dispose()


def test_codes_can_be_read_aloud() -> None:
    """Four letters or digits, none that looks like another, no vowel."""
    engine = connect(IN_MEMORY)
    codes = {Room.new(engine).code for _ in range(50)}
    assert len(codes) == 50
    assert set("".join(codes)) <= set(CODE_LETTERS)
    assert not set("0O1IL5S8BZAEUY") & set(CODE_LETTERS)


@pytest.mark.parametrize(
    ("address", "must_say"),
    [
        ("moonlight", "no such address"),
        ("sqlite:////no/such/folder/room.sqlite", "unable to open database file"),
        ("postgresql+moonlight://me:secret@127.0.0.1/room", "driver is not installed"),
    ],
)
def test_a_database_that_can_not_be_used_is_named_without_its_password(address: str, must_say: str) -> None:
    """One sentence for the facilitator, and no password on a screen that may be mirrored."""
    with pytest.raises(RoomError, match="the database cannot be used") as found:
        connect(address)
    assert must_say in str(found.value)
    assert "secret" not in str(found.value)


def test_a_file_that_is_no_database_is_not_written_to(tmp_path: Path) -> None:
    """A slip in --keep must not destroy a document."""
    (tmp_path / "letter.txt").write_text("Dear all, " * 100, encoding="utf-8")
    with pytest.raises(RoomError, match="file is not a database"):
        connect(f"sqlite:///{tmp_path / 'letter.txt'}")
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "Dear all, " * 100
