"""Dash, served by gunicorn with two workers."""

from __future__ import annotations

from dash import Dash, Input, Output, dcc, html

from bench.peers.answers import QUESTIONS, moved, told

app = Dash(__name__, serve_locally=True)
server = app.server
rows = []
for question in QUESTIONS:
    options = [{"label": option.text, "value": option.id} for option in question.options]
    if question.kind == "number":
        control = dcc.Slider(question.low, question.high, question.step, value=question.low, marks=None, id=question.id)
    elif question.kind == "choice":
        control = dcc.RadioItems(options, id=question.id)
    else:
        control = dcc.Checklist(options, id=question.id)
    rows.append(html.Div([html.Label(question.text), control]))
app.layout = html.Div([*rows, html.H2(id="level"), dcc.Graph(id="chart")])


@app.callback(Output("level", "children"), Output("chart", "figure"), [Input(one.id, "value") for one in QUESTIONS])
def show(*values: object) -> tuple[str, dict]:
    """Return level and chart."""
    raw = dict(zip([one.id for one in QUESTIONS], values, strict=True))
    return told(raw | {one.id: moved(one, raw[one.id]) for one in QUESTIONS if one.kind == "number"})
