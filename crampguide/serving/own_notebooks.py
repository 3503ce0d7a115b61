"""A person's own copy of the notebooks: theirs to change, while those of the installation stay as they are."""

from __future__ import annotations

import shutil
from itertools import count
from pathlib import Path
from typing import Final

import click

from crampguide.knowledge.folders import folder

ENDINGS: Final = (".ipynb", ".csv")
"""Of the files that are copied."""


class OwnNotebooksError(click.ClickException):
    """Why there is no folder for the notebooks, in one sentence for the person who asked."""


def own_folder() -> Path:
    """Return where a person's notebooks are, unless they name another place."""
    return Path.home() / "crampguide"


def copy_notebooks(to: Path, *, fresh: bool = False) -> Path | None:
    """Copy the notebooks that are not there yet, and what they read.

    Parameters
    ----------
    to : Path
        The person's folder; made if it is not there.
    fresh : bool
        Whether to start over. What was there moves aside, into a folder beside it: nothing is deleted.

    Returns
    -------
    Path or None
        Where the former folder is now, if it has moved.

    Raises
    ------
    OwnNotebooksError
        If the folder cannot be written.
    """
    ours = folder("notebooks")
    if to.resolve() == ours.resolve():
        return None
    aside = None
    try:
        if fresh and to.exists():
            aside = next(place for number in count(1) if not (place := Path(f"{to}-old-{number}")).exists())
            to.rename(aside)
        to.mkdir(parents=True, exist_ok=True)
        for path in sorted(ours.iterdir()):
            if path.suffix in ENDINGS and not (to / path.name).exists():
                shutil.copyfile(path, to / path.name)
    except OSError as fault:
        message = f"cannot write to {to}: {fault.strerror}. Name another folder with --folder."
        raise OwnNotebooksError(message) from fault
    return aside
