"""The survey's people, scored once."""

from __future__ import annotations

import pytest

from .people import SURVEY, read_people
from .tables import Wave


@pytest.fixture(scope="session")
def wave() -> Wave:
    """Return the survey's adults; the file is data of a project beside this one and is not part of it."""
    if not SURVEY.exists():
        pytest.skip("the survey's people are not on this machine")
    return Wave(tuple(read_people()))
