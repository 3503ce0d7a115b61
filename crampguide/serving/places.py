"""Folders of our own for what Jupyter would keep in a home folder: gone at the end, and swept after a crash."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

try:
    import fcntl
except ImportError:  # Windows: nothing is swept there
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCK: Final = "in-use"
JUPYTER_FOLDERS: Final = ("JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR")
"""Where Jupyter would keep connection files, signatures, settings and a history of what was run."""


@contextmanager
def own_folder(kind: str) -> Iterator[Path]:
    """Hand out an empty folder that nobody else can read, and delete it at the end.

    Parameters
    ----------
    kind : str
        Part of its name. Folders of the same kind whose process was killed are deleted first.

    Raises
    ------
    OSError
        If no folder for temporary files can be written to.
    """
    sweep(kind)
    with tempfile.TemporaryDirectory(prefix=f"crampguide-{kind}-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with (folder / LOCK).open("w") as lock:  # held until this process ends, in whatever way
            if fcntl:
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield folder


def sweep(kind: str) -> None:
    """Delete the folders of a kind that a killed process has left; one that is in use is locked."""
    for folder in Path(tempfile.gettempdir()).glob(f"crampguide-{kind}-*"):
        with suppress(OSError), (folder / LOCK).open("r+") as lock:  # it may be another user's, or in use
            if fcntl:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder)


def keep_jupyter_in(folder: Path) -> None:
    """Let Jupyter keep what it keeps in this folder, and read no settings from anywhere else on this machine."""
    for name in JUPYTER_FOLDERS:
        place = folder / name.lower()
        place.mkdir(mode=0o700)
        os.environ[name] = str(place)
    os.environ["JUPYTER_NO_CONFIG"] = "1"
