"""Where ``data/`` and ``notebooks/`` lie: inside the package when installed, beside it in a checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).parent.parent


def folder(name: str, package: Path = PACKAGE) -> Path:
    """Return one of the project's top-level folders.

    Examples
    --------
    >>> folder("data").name
    'data'
    """
    inside = package / name
    return inside if inside.is_dir() else package.parent / name
