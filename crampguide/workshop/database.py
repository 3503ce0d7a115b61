"""Where rooms are stored: tables, and a connection that many phones and a facilitator can share.

What is stored: the code of the room, the step it is at, the state of each poll, and one row for each answer. A row
holds no name, no address, no time, and instead of a person a keyed hash that is another one for each question: the rows
do not tell which answers one person gave. Only the phone has the key. SQLite keeps rows in the order of their hashes; a
server such as PostgreSQL keeps them in the order of coming, from which whoever runs it could guess.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Boolean, Column, Float, Integer, MetaData, String, Table, create_engine, event
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

CODE_LENGTH: Final = 4
"""Letters of a room's code [count]."""
PATIENCE: Final = 5.0
"""How long one writer waits for another [s]."""
IN_MEMORY: Final = "sqlite://"
"""A database for one notebook, gone with its kernel."""

ROOM_VARIABLE: Final = "CRAMPGUIDE_ROOM"
"""Environment variable in which the facilitator's page learns of its room: database, code and addresses (JSON)."""

_METADATA: Final = MetaData()
ROOMS: Final = Table(
    "room",
    _METADATA,
    Column("code", String(CODE_LENGTH), primary_key=True),
    Column("length", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    Column("began", Float),
    Column("has_ended", Boolean, nullable=False),
)
POLLS: Final = Table(
    "poll",
    _METADATA,
    Column("room", String(CODE_LENGTH), primary_key=True),
    Column("step", String(80), primary_key=True),
    Column("is_open", Boolean, nullable=False),
    Column("is_shown", Boolean, nullable=False),
    Column("round", Integer, nullable=False),
)
# rows in the order of a hash, not in the order of coming: the order of two questions could link a person's answers
JOINED: Final = Table(
    "joined",
    _METADATA,
    Column("room", String(CODE_LENGTH), primary_key=True),
    Column("person", String(64), primary_key=True),
    sqlite_with_rowid=False,
)
ANSWERS: Final = Table(
    "answer",
    _METADATA,
    Column("room", String(CODE_LENGTH), primary_key=True),
    Column("question", String(80), primary_key=True),
    Column("person", String(64), primary_key=True),
    Column("choice", Integer, nullable=False),
    sqlite_with_rowid=False,
)
HANDS: Final = Table(
    "hands",
    _METADATA,
    Column("room", String(CODE_LENGTH), primary_key=True),
    Column("question", String(80), primary_key=True),
    Column("choice", Integer, primary_key=True),
    Column("number", Integer, nullable=False),
)


class RoomError(ValueError):
    """Why a room cannot be had, in one sentence for the facilitator."""


def connect(database: str) -> Engine:
    """Return a database that is ready for rooms.

    Parameters
    ----------
    database : str
        Address in SQLAlchemy's form, such as ``sqlite:///room.sqlite``. A SQLite file is used in WAL mode.

    Returns
    -------
    sqlalchemy.Engine

    Raises
    ------
    RoomError
        If the address is none, its driver is missing, or the database cannot be reached or written to. The sentence
        holds no password.
    """
    try:
        engine = _engine(database)
        _METADATA.create_all(engine)
    except (ImportError, SQLAlchemyError) as fault:
        reason = "it has no such address, or its driver is not installed"
        if isinstance(fault, DBAPIError):
            reason = str(fault.orig).strip().splitlines()[0].rstrip(".")
        message = f"the database cannot be used: {reason}."
        raise RoomError(message) from fault
    return engine


def _engine(database: str) -> Engine:
    if not database.startswith("sqlite"):
        patience = {"connect_timeout": 5} if database.startswith("postgresql") else {}  # [s]
        # a server that was started again is no fault; what a person answered must not stand in a fault's words
        return create_engine(database, pool_pre_ping=True, hide_parameters=True, connect_args=patience)
    options: dict[str, Any] = {"connect_args": {"timeout": PATIENCE}}
    if database == IN_MEMORY:
        options = {"connect_args": {"check_same_thread": False}, "poolclass": StaticPool}
    engine = create_engine(database, hide_parameters=True, **options)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own
    connection.isolation_level = None  # we begin transactions ourselves
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA secure_delete=ON")  # what is deleted is gone from the file too


def _begin_sqlite(connection: Connection) -> None:
    # a reader that turns writer fails if another has written meanwhile; one that says so at once waits its turn
    is_reading = connection.get_execution_options().get("is_reading", False)
    connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")
