"""The bar with which a facilitator leads a session: buttons and keys. It asks for steps and keeps nothing."""

from __future__ import annotations

import anywidget
import traitlets

from crampguide.widgets.assets import STATIC


class Steering(anywidget.AnyWidget):
    """Forward and back, and what can be done with a vote.

    Parameters
    ----------
    labels : dict of str to str
        The words of the bar. Fixed once shown.
    state : dict
        What can be done now: ``forward`` is the name of the next step of the session, ``can`` lists other actions,
        ``hands`` the questions for which hands can be counted, ``length`` the length of the session [min] while it can
        be chosen, ``links`` the pages for the facilitator alone.
    said : str
        A sentence about the last thing asked for.

    Notes
    -----
    It sends ``{"kind": ...}`` with "forward", "back", one of ``can``, "length" (with ``length``), "hands" (with
    ``question`` and ``numbers``), and "beat" each second while the page is in sight.
    """

    _esm = STATIC / "steering.js"
    _css = STATIC / "room.css"
    labels = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
