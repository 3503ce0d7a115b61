from __future__ import annotations

import pytest

from crampguide import AnswerError, Profile, assess, assess_cohort
from crampguide.measuring.cases import load_cases


def test_a_table_gives_what_each_person_gets_alone() -> None:
    """The fast path for researchers is the same equation and the same red flags, not a second one."""
    people = [case.profile for case in load_cases()]
    for row, person in zip(assess_cohort(people), people, strict=True):
        alone = assess(person)
        assert row.level == alone.level
        assert row.relative_risk == pytest.approx(alone.relative_risk)
        assert row.unexplained == pytest.approx(alone.unexplained)
        assert row.shares == pytest.approx({c.id: c.share for c in alone.contributors})


def test_a_bad_answer_in_a_table_is_refused() -> None:
    """A slip in one row is not carried silently into a study."""
    with pytest.raises(AnswerError, match="person 2: age: 400"):
        assess_cohort([Profile(age=40), Profile(age=400)])
