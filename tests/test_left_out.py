"""Every record of the evidence file moves the result or is listed with the reason why not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from crampguide.knowledge.loading import data_root, load_knowledge, read_toml

if TYPE_CHECKING:
    from collections.abc import Callable

    from crampguide.knowledge.records import Effect

KNOWN = load_knowledge()
LEFT_OUT: Final = read_toml(data_root() / "left_out.toml")["left_out"]
IDS: Final = [row["id"] for row in LEFT_OUT]
EVIDENCE: Final = Path(__file__).parent.parent.parent / "shared" / "evidence" / "effects.yaml"
NEEDED: Final = {"id", "what", "reason"}
NUMBERS: Final = {"value", "low", "high", "comparator_risk"}
GRADE: Final = 6.0

SEEN: Final = {row.id for rows in (KNOWN.effects, KNOWN.contributors, KNOWN.advice, KNOWN.claims) for row in rows}
"""Records of the guide in which a fact may stand although its number moves no result."""

CHECKS: Final = "robustness"
"""The one entry that stands for a whole part of the evidence file: checks of numbers that count already."""

OWN_MODEL: Final = "nhanes_own"
"""Our model of the survey with 26 factors and its tables, which stand beside the evidence file."""

OTHER_NAME: Final = {"allen2012": "aafp2012", "garrison2020mg": "garrison2020"}
"""Citation keys of the evidence file that are called otherwise here."""


def evidence() -> dict[str, str]:
    """Return the text of each record with a number of its own, by id; a model's terms are named by factor."""
    text = EVIDENCE.read_text("utf-8")
    text = text[text.index("\neffects:") : text.index(f"\n  {CHECKS}:")]
    records = re.split(r"\n *- (?=id: |factor: )", text)[1:]
    return {
        value(record, "id") or f"mutual/{value(record, 'factor')}/{value(record, 'frequency')}": record
        for record in records
    }


def value(record: str, key: str) -> str:
    """Return what stands behind a key of a record; empty if the key is not there."""
    found = re.search(rf"^ *{key}: (.*)$", record, re.MULTILINE)
    return found[1] if found else ""


def is_represented(record: str, effects: tuple[Effect, ...]) -> bool:
    """Tell whether an effect of the same publication has the record's ratio and interval, or those of its note."""
    source = value(record, "source") or "nhanes_slq"
    key = OTHER_NAME.get(source, source)
    words = " ".join(record.split())
    return any(
        effect.reference == key
        and (
            [value(record, name) for name in ("value", "ci_low", "ci_high")]
            == [str(number) for number in (effect.value, effect.low, effect.high)]
            or f"{effect.value} (95% CI {effect.low}-{effect.high})" in words
        )
        for effect in effects
    )


@pytest.mark.parametrize("row", LEFT_OUT, ids=IDS)
def test_each_entry_says_what_was_left_out_and_why(row: dict[str, object]) -> None:
    """A reader can judge every decision: what it is, the reason, the publication, and where the fact is used."""
    texts = {key: text for key, text in row.items() if key not in {"see", *NUMBERS}}
    assert set(row) & NUMBERS in (set(), NUMBERS)
    assert set(texts) in (NEEDED | {"reference"}, NEEDED | {"source"})
    assert all(isinstance(text, str) and text.strip() for text in texts.values())
    assert row.get("reference", "nhanes_own") in KNOWN.reference_by_id
    see = row.get("see", [])
    assert isinstance(see, list)
    assert set(see) <= SEEN


def test_nothing_is_listed_twice_or_both_used_and_left_out() -> None:
    """The list and the effects never contradict each other."""
    assert len(set(IDS)) == len(IDS)
    assert set(IDS).isdisjoint(effect.id for effect in KNOWN.effects)


def test_reasons_read_at_grade_six(grade: Callable[[str], float]) -> None:
    """Whoever asks why a number is missing can read the answer."""
    sentences = [str(row[key]) for row in LEFT_OUT for key in ("what", "reason")]
    assert grade(" ".join(sentences)) <= GRADE
    assert not [sentence for sentence in sentences if re.search(r"\d ?%|odds|ratio\b", sentence)]


@pytest.mark.skipif(not EVIDENCE.exists(), reason="the evidence file is not on this machine")
def test_every_record_of_the_evidence_is_used_or_left_out() -> None:
    """No published number is lost in silence, and none is called left out while it moves the result."""
    records = evidence()
    used = {name for name, record in records.items() if is_represented(record, KNOWN.effects)}
    assert len(records) > 200
    assert set(records) - used - set(IDS) == set()
    assert used & set(IDS) == set()
    own = {row["id"] for row in LEFT_OUT if row.get("reference") == OWN_MODEL}
    assert set(IDS) - set(records) - own == {CHECKS}


def test_another_number_or_publication_does_not_count_as_used() -> None:
    """The comparison is no formality: a slip of one digit, or a wrong citation, fails it."""
    same = "id: x\n  value: 2.42\n  ci_low: 2.02\n  ci_high: 2.89\n  source: garrison2012"
    in_note = "id: x\n  value: 4.6\n  source: matsumoto2009\n  note: the crude ratio is\n    4.09 (95% CI 2.62-6.4)."
    assert is_represented(same, KNOWN.effects)
    assert is_represented(in_note, KNOWN.effects)
    assert not is_represented(same.replace("2.89", "2.98"), KNOWN.effects)
    assert not is_represented(same.replace("garrison2012", "hawke2013"), KNOWN.effects)
