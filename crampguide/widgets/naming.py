"""Gives a screen reader the names of stock sliders, which ipywidgets leaves out; nothing of it is in sight."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import anywidget


class Names(anywidget.AnyWidget):
    """Runs a script in the page that names the controls of `crampguide.widgets.control`; it is never shown itself."""

    _esm = Path(__file__).parent / "names.js"
    _css = Path(__file__).parent / "names.css"


@cache
def name_controls() -> Names:
    """Send the script to the page, once a kernel; a page that is loaded again gets it back with all other models."""
    return Names()
