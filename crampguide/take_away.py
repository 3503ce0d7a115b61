"""Buttons to take the result and the answers away, and to load answers. It asks for what it needs and keeps nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import anywidget
import traitlets

if TYPE_CHECKING:
    from crampguide.knowledge import Knowledge

STATIC = Path(__file__).parent / "static"

WORDS: Final = (
    "back",
    "failed",
    "intro",
    "keep",
    "kept",
    "load",
    "loaded",
    "print",
    "save",
    "saved",
    "title",
    "too_long",
)
"""Words of the buttons; each stands in ``data/wording.toml`` as ``take_<word>``."""


class TakeAway(anywidget.AnyWidget):
    """Print or save a page for the doctor, keep answers in a file, load them again.

    Parameters
    ----------
    labels : dict of str to str
        From `take_away_labels`. Fixed once shown.

    Notes
    -----
    It sends ``{"kind": "handout"}``, ``{"kind": "answers"}`` or ``{"kind": "load", "text": ...}`` and takes
    ``{"kind": ..., "text": ...}`` of the same kind in return, or of the kind "said" for a plain sentence. It brings no
    style sheet: it stands below an `HtmlView`, whose 13 kB would travel once more with it.
    """

    _esm = STATIC / "take_away.js"
    labels = traitlets.Dict().tag(sync=True)


def take_away_labels(knowledge: Knowledge) -> dict[str, str]:
    """Return the words of the buttons."""
    return {word: knowledge.wording[f"take_{word}"] for word in WORDS}
