"""Where the scripts and styles that pip builds from ``frontend/`` lie."""

from __future__ import annotations

from pathlib import Path
from typing import Final

STATIC: Final = Path(__file__).parent / "static"
