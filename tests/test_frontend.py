"""What the scripts repeat of Python, because they need it before or without a kernel."""

from __future__ import annotations

import json
import re
from pathlib import Path

from crampguide.assessing.answers_file import LARGEST
from crampguide.assessing.interview import USUAL
from crampguide.assessing.named import LONGEST_NAME, MOST_NAMES
from crampguide.knowledge.dangers import LEVELS
from crampguide.knowledge.names import FEWEST_LETTERS, MOST_FOUND, OF_LETTERS, WRONG_LETTERS
from crampguide.knowledge.rules import NOT_SURE, NOTHING_ELSE, PREFER_NOT, STATES
from crampguide.serving.room import KEY_HEADER, PAGE_PARTS
from crampguide.telling.changes import QUESTION
from crampguide.telling.level import ANSWER
from crampguide.telling.reasons import WHY
from crampguide.telling.result import TAKE_AWAY
from crampguide.workshop.room import MOST_HANDS

ROOT = Path(__file__).parent.parent
FRONTEND = ROOT / "crampguide" / "widgets" / "frontend"
TEMPLATES = ROOT / "crampguide" / "serving" / "voila" / "templates" / "crampguide"

INLINE = r"<script(?![^>]*\b(?:src=|json))[^>]*>(?!crampguidePage\.|{{)"
"""A script that has its lines in the template: not data, and neither a call of a built one nor the built one itself."""

AGREED = {
    "ANSWER": ANSWER,
    "FEWEST_LETTERS": FEWEST_LETTERS,
    "KEY_HEADER": KEY_HEADER,
    "LARGEST": LARGEST,
    "LONGEST_NAME": LONGEST_NAME,
    "MOST_FOUND": MOST_FOUND,
    "MOST_HANDS": MOST_HANDS,
    "MOST_NAMES": MOST_NAMES,
    "NOTHING_ELSE": NOTHING_ELSE,
    "NOT_SURE": NOT_SURE,
    "OF_LETTERS": OF_LETTERS,
    "PREFER_NOT": PREFER_NOT,
    "QUESTION": QUESTION,
    "TAKE_AWAY": TAKE_AWAY,
    "USUAL": USUAL,
    "WHY": WHY,
    "WRONG_LETTERS": WRONG_LETTERS,
}


def script(name: str) -> str:
    """Return a source of the scripts."""
    return (FRONTEND / "src" / name).read_text(encoding="utf-8")


def literals(name: str) -> tuple[str, ...]:
    """Return the strings that a type of the scripts allows."""
    declared = re.search(rf"^export type {name} = (.*);$", script("types.d.ts"), re.MULTILINE)
    assert declared, name
    return tuple(json.loads(f"[{declared[1].replace('|', ',')}]"))


def test_what_scripts_and_python_both_know_is_the_same() -> None:
    """A value changed on one side alone would break an answer, a link or a limit without a word."""
    exported = dict(re.findall(r"^export const (\w+) = (.*);$", script("agreed.js"), re.MULTILINE))
    assert {name: json.loads(value.replace("_000", "000")) for name, value in exported.items()} == AGREED


def test_the_scripts_types_have_the_levels_and_states_of_python() -> None:
    """The checked types would else allow a level that no result has, or miss one."""
    assert literals("Level") == LEVELS
    assert literals("State") == STATES


def test_no_script_is_written_in_a_template() -> None:
    """A script inside a template is seen by no check; Voilà's page alone needs some lines there, to start."""
    inline = {
        path.name: len(found)
        for path in (*TEMPLATES.glob("*.j2"), *TEMPLATES.glob("*.html"))
        if (found := re.findall(INLINE, path.read_text(encoding="utf-8")))
    }
    assert inline == {"index.html.j2": 1}
    assert {name for name in PAGE_PARTS.values() if name.endswith(".js")} == {"notes.js", "phone.js"}


def test_each_rule_switched_off_has_a_reason() -> None:
    """A rule that is off with no reason beside it is one that nobody decided about."""
    off = [line for line in (FRONTEND / "biome.jsonc").read_text(encoding="utf-8").splitlines() if '"off"' in line]
    assert off
    assert [line for line in off if "//" not in line] == []
