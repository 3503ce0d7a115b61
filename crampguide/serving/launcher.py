"""The entry "Cramp guide" in JupyterLab's launcher, by jupyter-server-proxy where that is installed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Final

TITLE: Final = "Cramp guide"
START_WITHIN: Final = 60
"""How long the guide may take to answer [s]."""


def server_entry() -> dict[str, Any]:
    """Return how jupyter-server-proxy starts the guide, and what the launcher shows.

    Examples
    --------
    >>> server_entry()["launcher_entry"]["title"]
    'Cramp guide'
    """
    below = ["--base-url", "{base_url}crampguide/", "--port", "{port}"]
    return {
        "command": [sys.executable, "-m", "crampguide", "app", "--no-browser", *below],
        "timeout": START_WITHIN,
        "absolute_url": True,
        "new_browser_tab": True,
        "launcher_entry": {
            "title": TITLE,
            "icon_path": str(Path(__file__).parent / "launcher.svg"),
            "category": "Other",
        },
    }
