"""Danger: its records, the engine, stories, and one voice beside it."""
