"""The guide beside what a person would pick instead, measured in one run: see docs/bench.md."""
