"""Panel: ``panel serve``."""

from __future__ import annotations

import panel as pn

from bench.peers.answers import QUESTIONS, moved, told

pn.extension("plotly")
controls = {}
for question in QUESTIONS:
    texts = {option.text: option.id for option in question.options}
    if question.kind == "number":
        start, end = question.low, question.high
        controls[question.id] = pn.widgets.FloatSlider(name=question.text, start=start, end=end, step=question.step)
    elif question.kind == "choice":
        controls[question.id] = pn.widgets.Select(name=question.text, options={"": None, **texts})
    else:
        controls[question.id] = pn.widgets.CheckBoxGroup(name=question.text, options=texts)


def show(**raw: object) -> pn.Column:
    """Return level and chart."""
    numbers = {one.id: moved(one, raw[one.id]) for one in QUESTIONS if one.kind == "number"}
    title, figure = told({**raw, **numbers})
    return pn.Column(f"## {title}", pn.pane.Plotly(figure))


pn.Column(*controls.values(), pn.bind(show, **controls)).servable()
