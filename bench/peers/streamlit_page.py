"""Streamlit: ``streamlit run``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import streamlit as st

from bench.peers.answers import QUESTIONS, moved, told

raw = {}
for question in QUESTIONS:
    texts = {option.text: option.id for option in question.options}
    if question.kind == "number":
        start, end, step = float(question.low), float(question.high), float(question.step)
        raw[question.id] = moved(question, st.slider(question.text, start, end, start, step, key=question.id))
    elif question.kind == "choice":
        raw[question.id] = texts.get(st.selectbox(question.text, ["", *texts], key=question.id))
    else:
        raw[question.id] = [texts[one] for one in st.multiselect(question.text, list(texts), key=question.id)]
title, figure = told(raw)
st.header(title)
st.plotly_chart(figure)
