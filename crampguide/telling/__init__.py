"""A finding in words, tables, figures and HTML: pure functions from an explanation to text."""
