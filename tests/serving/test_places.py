"""Nothing of the place leaks in, and nothing is left behind."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crampguide.serving import places
from crampguide.serving.quiet_log import OnlyKinds
from tests.browser.rooms import serve_room
from tests.browser.servers import END_WITHIN, start_server

from .asking import ask, end_kernel, soon

if TYPE_CHECKING:
    from collections.abc import Iterator

PLANT = "import pathlib; pathlib.Path({!r}).write_text('read')"


@pytest.fixture
def short_path() -> Iterator[Path]:
    """Make a folder whose name is short enough to fork kernels from."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.mark.parametrize("name", ["short", "long" * 25], ids=["kernels are forked", "kernels are started"])
def test_an_odd_place_changes_nothing(tmp_path: Path, short_path: Path, name: str) -> None:
    """Settings in the current folder are not run (S5); a locked home and a bare locale do no harm (S13)."""
    here, temporary = tmp_path / "here", short_path / name
    for folder in (here, temporary):
        folder.mkdir()
    planted = tmp_path / "planted"
    for file in ("voila.py", "jupyter_config.py", "ipython_config.py", "ipython_kernel_config.py"):
        (here / file).write_text(PLANT.format(str(planted)), encoding="utf-8")
    (here / "voila.json").write_text('{"Voila": {"port": 9}}', encoding="utf-8")
    odd = {"HOME": "/proc", "LC_ALL": "C", "PYTHONUTF8": "0", "TZ": "Nowhere/There", "PYTHONOPTIMIZE": "1"}
    command = [str(Path(sys.executable).with_name("crampguide")), "app", "--no-browser"]
    with closing(start_server(command, tmp_path, cwd=here, TMPDIR=str(temporary), **odd)) as serving:
        server = next(serving)
        page = ask(server.address)
        assert page.status == 200
        assert page.kernel
        assert list(temporary.glob("crampguide-serving-*")), "all that Jupyter keeps is in a folder of our own"
        assert not [path for path in temporary.rglob("*") if path.name == "history.sqlite"]
        end_kernel(server.address, page.kernel)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(END_WITHIN) == 0
    assert not planted.exists()
    assert not list(temporary.glob("crampguide-*"))
    assert server.printed().count("\n") == 1, server.printed()


def test_what_a_killed_server_left_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a power cut the votes of a room must not lie in a temporary folder for ever (S12); a live one stays."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with places.own_folder("room") as live:
        dead = Path(tempfile.mkdtemp(prefix="crampguide-room-"))
        (dead / places.LOCK).touch()
        (dead / "room.sqlite").touch()
        with places.own_folder("room") as new:
            assert not dead.exists()
            assert live.exists()
        assert not new.exists()
    assert not list(tmp_path.iterdir())


def test_a_killed_room_goes_with_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same with a server that is really killed."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    with closing(serve_room(tmp_path / "first")) as serving:
        room = next(serving)
        room.server.process.send_signal(signal.SIGKILL)
        room.server.process.wait(END_WITHIN)
    (left,) = (tmp_path / "tmp").glob("crampguide-room-*")
    with closing(serve_room(tmp_path / "second")) as serving:
        next(serving)
        assert not left.exists()


def test_nowhere_to_keep_files_is_said_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever starts the guide on a full or locked disk reads why it does not run."""
    from crampguide.serving import launch  # noqa: PLC0415

    def fail(_: str) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(places, "sweep", fail)
    assert tmp_path.exists()
    with (
        pytest.raises(launch.ServingError, match=r"^there is no folder .* No space left on device\.$"),
        launch.a_place_to_serve_from(),
    ):
        pass


def test_the_log_has_kinds_and_no_flood(caplog: pytest.LogCaptureFixture) -> None:
    """A fault is told by its kind and its place, once a minute, without the words that may hold an answer (S10)."""
    import logging  # noqa: PLC0415

    log = logging.getLogger("tests.quiet")
    log.addFilter(OnlyKinds())
    for _ in range(100):
        try:
            int("SECRET")
        except ValueError:
            log.exception("Uncaught exception GET /?answers=%s", "SECRET")
        log.error("Too many files: %s", "SECRET")
    assert len(caplog.records) == 2
    assert "SECRET" not in caplog.text
    assert "fault: ValueError in test_places.py, line" in caplog.text


def test_a_locked_database_stops_one_question_and_not_the_server(tmp_path: Path) -> None:
    """While another program holds the file, a vote waits, and all else is answered at once (S15)."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    from tests.browser.rooms import Phone  # noqa: PLC0415

    file = tmp_path / "room.sqlite"
    with closing(serve_room(tmp_path / "own", "--keep", str(file))) as serving, ThreadPoolExecutor(1) as pool:
        room = next(serving)
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            joining = pool.submit(Phone(room.base, room.code).insist, "join")
            for _ in range(20):
                assert ask(room.base).status == 200
            assert not joining.done(), "the phone waits for the file, and nobody else does"
            other.execute("ROLLBACK")
        assert joining.result()["mark"]
        assert soon(lambda: "Traceback" not in room.printed(), 1)
