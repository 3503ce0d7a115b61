"""The check of the code against the data: sentences and ids that a line of the code names are there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from crampguide.knowledge import code_checks
from crampguide.knowledge.code_checks import check_code
from crampguide.knowledge.code_reading import NAMED, read_code
from crampguide.knowledge.folders import PACKAGE
from crampguide.knowledge.loading import load_knowledge

if TYPE_CHECKING:
    from pathlib import Path


def test_the_code_names_what_is_there() -> None:
    """Protects the page from a sentence or a record that the code names and nobody has, and from unread sentences."""
    assert list(check_code(load_knowledge())) == []


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ('say(wording, "moonlight")', "wording: there is no 'moonlight', which new.py says"),
        ('say(wording, "range" if low else "moonlight")', "wording: there is no 'moonlight', which new.py says"),
        ('say(wording, f"moon_{phase}")', "wording: there is no 'moon_*', which new.py says"),
        ('say(wording, "range", low=1)', "wording range: the code has no value for 'high'"),
        ('say(wording, "not_sure", low=1)', "wording not_sure: the code gives it 'low', which it leaves out"),
        ('profile.number("shoe_size")', "there is no question 'shoe_size', which new.py names"),
        ('profile.state("when", "full_moon")', "there is no option of when 'full_moon', which new.py names"),
        ('knowledge.question_by_id["shoe_size"]', "there is no question 'shoe_size', which new.py names"),
    ],
)
def test_what_new_code_names_is_looked_up(line: str, finding: str, tmp_path: Path) -> None:
    """Protects whoever writes code from a key or an id that is misspelt."""
    (tmp_path / "new.py").write_text(line, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(code_checks, "read_code", lambda: read_code(tmp_path))
        assert finding in check_code(load_knowledge())


def test_every_constant_that_holds_ids_is_read() -> None:
    """Protects the list of such constants from one that has moved or got another name."""
    for file, name in NAMED:
        assert re.search(rf"^{name}: Final", (PACKAGE / file).read_text(encoding="utf-8"), re.MULTILINE), (file, name)
