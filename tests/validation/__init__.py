"""Tests of the checks across records."""
