"""Voilà in the textbook way: stock widgets and Plotly's FigureWidget."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
import plotly.graph_objects as go

from bench.peers.answers import QUESTIONS, moved, told


def page() -> widgets.Box:
    """Return the page."""
    controls: dict[str, Any] = {}
    for question in QUESTIONS:
        if question.kind == "number":
            low, high = question.low, question.high
            controls[question.id] = widgets.FloatSlider(
                min=low, max=high, step=question.step, description=question.text
            )
        elif question.kind == "choice":
            options = [("", None), *((option.text, option.id) for option in question.options)]
            controls[question.id] = widgets.Dropdown(options=options, description=question.text)
        else:
            options = [(option.text, option.id) for option in question.options]
            controls[question.id] = widgets.SelectMultiple(options=options, description=question.text)
    level, chart = widgets.Label(), go.FigureWidget()

    def show(_: object = None) -> None:
        raw = {}
        for question in QUESTIONS:
            value = controls[question.id].value
            raw[question.id] = moved(question, value) if question.kind == "number" else value
        title, figure = told({key: list(value) if isinstance(value, tuple) else value for key, value in raw.items()})
        level.value = title
        with chart.batch_update():
            chart.data = []
            chart.add_traces(figure["data"])
            chart.update_layout(figure["layout"])

    for control in controls.values():
        control.observe(show, names="value")
    show()
    return widgets.VBox([*controls.values(), level, chart])
