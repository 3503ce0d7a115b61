"""Builds the documentation as `make docs` does, once for whoever asks."""

from __future__ import annotations

import fcntl
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
SITE: Final = ROOT / "build" / "docs"
OPTIONS: Final = ["--fail-on-warning", "--keep-going", "--quiet", "--builder", "html"]


def build_site() -> Path:
    """Return the folder of the documentation, built from what is there now; a warning fails.

    Who asks while another builds waits, and then finds nothing left to build.
    """
    SITE.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "sphinx", *OPTIONS, str(ROOT / "docs"), str(SITE)]
    with (SITE.parent / "docs.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return SITE
