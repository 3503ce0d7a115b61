"""Figures as plain dicts in the form that Plotly reads."""
