"""Measures the equation on the survey's people and writes ``data/survey.toml``: run after a change of the data."""

from __future__ import annotations

from crampguide.knowledge.loading import data_root, load_knowledge
from crampguide.measuring.survey import FILE

from .people import read_people
from .tables import Wave, figures_toml

if __name__ == "__main__":
    text = figures_toml(Wave(tuple(read_people())), load_knowledge().baselines)
    (data_root() / FILE).write_text(text, encoding="utf-8")
