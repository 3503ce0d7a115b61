"""Starts a session on the facilitator's laptop: finds the laptop's address, opens the room, says how to join."""

from __future__ import annotations

import ipaddress
import json
import os
import signal
import tempfile
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Final

import click
import psutil
import segno
from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError

from crampguide.knowledge.loading import load_knowledge
from crampguide.serving.launch import (
    ServingError,
    announce,
    free_port,
    keep_log_short,
    notebooks_root,
    once_running,
    reachable,
    show_jupyter_our_files,
)
from crampguide.workshop.database import ROOM_VARIABLE, RoomError, connect
from crampguide.workshop.report import report_html, totals_csv
from crampguide.workshop.room import Room, room_codes
from crampguide.workshop.session import load_workshop
from crampguide.workshop.stage import Script

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Engine

PORT: Final = 8870
MOST_PHONES: Final = 200
ANYWHERE: Final = "0.0.0.0"  # noqa: S104 - phones must reach the laptop


def serve_workshop(
    place: RoomPlace, host: str = ANYWHERE, port: int | None = None, *, guides: int = 12, open_browser: bool = True
) -> None:
    """Serve a session until interrupted.

    Parameters
    ----------
    place : RoomPlace
        Where the room is stored.
    host : str
        Address to listen on. By default phones on the same network can reach the room.
    port : int, optional
        Port to listen on; without one, the first free port from 8870 on.
    guides : int
        Phones [count] that may have the guide open at the same time, about 50 MB each.
    open_browser : bool
        Whether to open the facilitator's page.

    Raises
    ------
    ServingError
        If the port is taken or the room cannot be had.
    """
    port = free_port(host, port, PORT)
    own = own_address() if host == ANYWHERE else reachable(host)
    address = f"http://{own}:{port}/"
    script = Script(knowledge=load_knowledge(), workshop=load_workshop())
    show_jupyter_our_files()
    keep_log_short()
    with place.room() as (database, room):
        from crampguide.serving.room import GUIDE_PAGE, RoomHost, RoomServer, room_config  # noqa: PLC0415 - slow

        secret = token_urlsafe(24)
        os.environ[ROOM_VARIABLE] = json.dumps({"database": database, "code": room.code, "address": address})
        RoomServer.host = RoomHost(script, room, secret, MOST_PHONES)
        server = RoomServer(config=room_config(host, port, notebooks_root() / f"{GUIDE_PAGE}.ipynb", guides))
        server.initialize([])
        page = f"http://{reachable(host)}:{port}/workshop?secret={secret}"
        once_running(lambda: announce("The facilitator's page", page, open_browser=open_browser))
        once_running(lambda: _invite(address, room.code, is_alone=own.startswith("127.")))
        if hasattr(signal, "SIGHUP"):  # a terminal that is closed ends the session as Ctrl+C does
            signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
        server.start()


def _invite(address: str, code: str, *, is_alone: bool) -> None:
    click.echo(f"Phones join at {address} with the code {code}, or scan:")
    segno.make(f"{address}#{code}", error="m").terminal(compact=True)
    if is_alone:
        click.echo("This computer is in no network that phones could join. Connect it to one, or count hands.")


class RoomPlace:
    """Where a room is stored, and how long.

    Parameters
    ----------
    keep : Path, optional
        A file in which the room outlives the command; one that holds a room goes on with it.
    database : str, optional
        A database in SQLAlchemy's form that several servers share. The server that makes a room deletes it at the end.
    code : str, optional
        The room in that database to join.

    Notes
    -----
    With neither, the room lives in a folder that is deleted at the end.
    """

    def __init__(self, keep: Path | None = None, database: str | None = None, code: str | None = None) -> None:
        self._keep, self._database, self._code = keep, database, code

    @contextmanager
    def room(self) -> Iterator[tuple[str, Room]]:
        """Hand out the address of the database and the room in it.

        Raises
        ------
        ServingError
            If the database cannot be used or holds no such room.
        """
        with ExitStack() as stack:
            file = URL.create("sqlite", database=str(self._file(stack))) if not self._database else None
            database = self._database or str(file)
            try:
                engine = connect(database)
                stack.callback(engine.dispose)
                room, is_new = self._open(engine)
            except RoomError as fault:
                raise ServingError(str(fault)) from fault
            if is_new and not self._keep:
                stack.callback(_forget, room)
            yield database, room

    def _file(self, stack: ExitStack) -> Path:
        if self._keep:
            return self._keep.absolute()
        return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="crampguide-room-"))) / "room.sqlite"

    def _open(self, engine: Engine) -> tuple[Room, bool]:
        if self._code:
            return Room(engine, self._code.upper()), False
        if self._keep and (codes := room_codes(engine)):
            return Room(engine, codes[0]), False
        return Room.new(engine), True


def _forget(room: Room) -> None:
    try:
        room.forget()
    except SQLAlchemyError:
        click.echo(f"The database could not be reached, so the room {room.code} is still in it.", err=True)


def write_report(place: RoomPlace, folder: Path) -> list[Path]:
    """Write the report of a session and its totals into a folder.

    Parameters
    ----------
    place : RoomPlace
    folder : Path
        Made if it is not there.

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    ServingError
        If there is no such room, or the folder cannot be written to.
    """
    script = Script(knowledge=load_knowledge(), workshop=load_workshop())
    today = date.today()  # noqa: DTZ011 - the reader's day
    with place.room() as (_, room):
        files = {"report.html": report_html(script, room, today), "totals.csv": totals_csv(script, room)}
    return write_files(folder, files)


def write_files(folder: Path, files: Mapping[str, str]) -> list[Path]:
    """Write texts into a folder, which is made if it is not there.

    Raises
    ------
    ServingError
        If that cannot be done.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as fault:
        message = f"cannot write to {folder}: {fault.strerror}."
        raise ServingError(message) from fault
    return [folder / name for name in files]


def own_address() -> str:
    """Return the address under which phones on the same network reach this machine; 127.0.0.1 if there is none."""
    states = psutil.net_if_stats()
    found = [
        address.address
        for name, addresses in sorted(psutil.net_if_addrs().items())
        if name in states and states[name].isup and not name.startswith(("docker", "br-", "veth", "virbr", "tun"))
        for address in addresses
        if _is_for_phones(address.address)
    ]
    return found[0] if found else "127.0.0.1"


def _is_for_phones(text: str) -> bool:
    try:
        address = ipaddress.IPv4Address(text)
    except ValueError:
        return False
    return not (address.is_loopback or address.is_link_local or address.is_unspecified)
