"""Buttons to take the result and the answers away, and to load answers. It asks for what it needs and keeps nothing."""

from __future__ import annotations

import anywidget
import traitlets

from crampguide.widgets.assets import STATIC


class TakeAway(anywidget.AnyWidget):
    """Print or save a page for the doctor, keep answers in a file, load them again.

    Parameters
    ----------
    labels : dict of str to str
        The words of the buttons. Fixed once shown.

    Notes
    -----
    It sends ``{"kind": "handout", "more": ...}``, ``{"kind": "answers"}`` or ``{"kind": "load", "text": ...}`` and
    takes ``{"kind": ..., "text": ...}`` of the same kind in return, or of the kind "said" for a plain sentence. It
    brings no style sheet: it stands below an `HtmlView`, whose 13 kB would travel once more with it.
    """

    _esm = STATIC / "take_away.js"
    labels = traitlets.Dict().tag(sync=True)
