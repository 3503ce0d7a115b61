"""Starts a session on the facilitator's laptop: finds the laptop's address, opens the room, says how to join."""

from __future__ import annotations

import json
import os
import signal
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import click
import segno
from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError

from crampguide.knowledge.loading import load_knowledge
from crampguide.serving.addresses import own_addresses
from crampguide.serving.launch import (
    ServingError,
    a_place_to_serve_from,
    announce,
    free_port,
    hold,
    notebooks_root,
    once_running,
    reachable,
)
from crampguide.serving.places import own_folder
from crampguide.workshop.database import ROOM_VARIABLE, RoomError, connect
from crampguide.workshop.report import report_html, totals_csv
from crampguide.workshop.room import Room, room_codes
from crampguide.workshop.session import load_workshop
from crampguide.workshop.stage import Script

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sqlalchemy import Engine

    from crampguide.serving.options import Options

PORT: Final = 8870
MOST_PHONES: Final = 200
ANYWHERE: Final = "0.0.0.0"  # noqa: S104 - phones must reach the laptop


def serve_workshop(
    place: RoomPlace, options: Options, address: str | None = None, *, open_browser: bool = True
) -> None:
    """Serve a session until interrupted.

    Parameters
    ----------
    place : RoomPlace
        Where the room is stored.
    options : Options
        Where, and how many phones may have the guide open at once; without a port, the first free one from 8870 on.
    address : str
        What phones open, where it is none of this machine's own addresses.
    open_browser : bool
        Whether to open the facilitator's page.

    Raises
    ------
    ServingError
        If the port is taken or the room cannot be had.
    """
    options = replace(options, port=(port := free_port(options.host, options.port, PORT)))
    own = [address] if address else [f"http://{one}:{port}{options.base_url}" for one in _own(options.host)]
    script = Script(knowledge=load_knowledge(), workshop=load_workshop())
    with hold(options.host, port) as held, place.room() as (database, room), a_place_to_serve_from() as folder:
        from crampguide.serving.room import GUIDE_PAGE, RoomHost, RoomServer, room_config  # noqa: PLC0415 - slow

        secret = token_urlsafe(24)
        os.environ[ROOM_VARIABLE] = json.dumps({"database": database, "code": room.code, "addresses": own})
        RoomServer.host = RoomHost(script, room, secret, MOST_PHONES)
        server = RoomServer(config=room_config(options, notebooks_root() / f"{GUIDE_PAGE}.ipynb", folder))
        server.held = held
        server.initialize([])
        here = f"http://{reachable(options.host)}:{options.port}{options.base_url}"
        page = f"{here}workshop?secret={secret}"
        once_running(lambda: announce("The facilitator's page", page, open_browser=open_browser))
        once_running(lambda: _invite(own, room.code))
        if hasattr(signal, "SIGHUP"):  # a terminal that is closed ends the session as Ctrl+C does
            signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
        server.start()


def _own(host: str) -> list[str]:
    """Return the addresses by which phones may reach what listens on a host, the likeliest first."""
    return own_addresses() if host == ANYWHERE else [reachable(host)]


def _invite(addresses: list[str], code: str) -> None:
    first, *others = addresses
    click.echo(f"Phones join at {first} with the code {code}, or scan:")
    segno.make(f"{first}#{code}", error="m").terminal(compact=True)
    if others:
        click.echo(f"If phones can not open that: {' or '.join(others)} (key A on the projector shows the next).")
    if urlsplit(first).hostname == "127.0.0.1":
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
        return stack.enter_context(own_folder("room")) / "room.sqlite"

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
