"""Starts Debian's PostgreSQL for a test, in a folder of its own, reached through a socket file only."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACES = ("/usr/lib/postgresql", "/usr/local/lib/postgresql")
USER = "postgres"


def programs() -> Path | None:
    """Return the folder of the server's programs, the newest if there are several."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    folders = [path.parent for place in PLACES for path in Path(place).glob("*/bin/initdb")]
    return max(folders, default=None)


def _is_user(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def start_postgres(folder: Path) -> Iterator[str]:
    """Start a server, hand out its address in SQLAlchemy's form, and end it; skip where there is none to start."""
    if (place := programs()) is None:
        pytest.skip("PostgreSQL is not installed (Debian's package: postgresql)")
    is_root = os.geteuid() == 0  # it refuses to run as root, so it gets a user of its own
    if is_root and not _is_user(USER):
        pytest.skip(f"PostgreSQL does not run as root, and there is no user {USER!r}")
    if is_root:
        shutil.chown(folder, USER)
        for parent in [folder, *folder.parents][:4]:
            if parent != Path("/tmp"):  # noqa: S108 - pytest's own folders stand in it
                parent.chmod(0o755)

    def run(program: str, *options: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(place / program), *options],
            user=USER if is_root else None,
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    data = folder / "data"
    made = run("initdb", "-D", str(data), "-U", USER, "-A", "trust", "--no-sync")
    assert made.returncode == 0, made.stderr
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
    started = run("pg_ctl", "-D", str(data), "-l", str(folder / "log"), "-w", "-o", options, "start")
    assert started.returncode == 0, started.stderr
    try:
        yield f"postgresql+psycopg://{USER}@/{USER}?host={folder}"
    finally:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
