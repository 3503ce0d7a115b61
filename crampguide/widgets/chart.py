"""Shows any Plotly figure given as a plain dict. All charts use this one view; it knows nothing about cramps.

Plotly itself (1.2 MB) is not part of a view's state. The page asks for it once, through the first chart that finds it
missing, and every chart shares it. A page that loads it on its own never asks.
"""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from crampguide.widgets.assets import STATIC


class ChartView(anywidget.AnyWidget):
    """One chart.

    Parameters
    ----------
    figure : dict
        Figure in Plotly's JSON form, with ``data`` and ``layout``. ``layout.height`` [px] is reserved before the
        chart is drawn. Width, and text and paper colours that the layout leaves open, come from the page.
    label : str
        What a screen reader says in place of the chart.
    title : str
        What the chart stands folded behind, closed where there is little room; empty for one that always shows.
    note : str
        What stands below it.
    """

    _esm = STATIC / "chart.js"
    figure = traitlets.Dict().tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    note = traitlets.Unicode().tag(sync=True)

    def __init__(self, **traits: Any) -> None:  # noqa: ANN401 - ipywidgets takes any trait
        super().__init__(**traits)
        self.on_msg(self._send_library)

    def send_whole(self) -> None:
        """Send the figure anew, to a page that may have missed it."""
        self.send_state(("figure", "label"))

    def _send_library(self, _view: object, content: dict[str, object], _buffers: object) -> None:
        if content == {"kind": "plotly"}:
            self.send(content, buffers=[(STATIC / "plotly.js").read_bytes()])
