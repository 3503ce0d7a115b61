"""Widgets: the few anywidgets that a page is made of, and stock ipywidgets controls made from the questions.

``control("age")`` is an ordinary slider, ``explore("age", "medicines")`` controls with a live result,
``live_chart(figure)`` any Plotly figure with words for a screen reader. The three come once they are asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crampguide.widgets.controls import control
    from crampguide.widgets.exploring import explore, live_chart

__all__ = ["control", "explore", "live_chart"]

LATER = {"control": "controls", "explore": "exploring", "live_chart": "exploring"}
"""In which module of this room each stands."""


if not TYPE_CHECKING:  # a type checker would take any name for one that `__getattr__` knows

    def __getattr__(name: str) -> object:
        """Import a name once it is asked for."""
        if name in LATER:
            return getattr(import_module(f"crampguide.widgets.{LATER[name]}"), name)
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)


def __dir__() -> list[str]:
    """Return the public names, for whoever presses Tab."""
    return list(__all__)
