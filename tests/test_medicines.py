"""Names of medicines: what people type finds the box, also when it is a brand, an old name or spelt nearly so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.medicines import check_medicines, load_medicines
from crampguide.knowledge.names import Medicine, find_medicines

MEDICINES = load_medicines()
EVERYDAY = json.loads((Path(__file__).parent / "everyday_medicines.json").read_text(encoding="utf-8"))
"""Names that somebody wrote who had not seen ours: 40 brands of five countries, and 20 as tired people type them."""

SHARED = json.loads((Path(__file__).parent / "name_searches.json").read_text(encoding="utf-8"))
"""What the browser must find as well: ``widgets/frontend/test/names.test.js`` runs the same."""

OTHER_WORDS = {"colecalciferol": "vitamin d"}


def first(typed: str) -> str:
    """Return the generic name of what is found first."""
    found = find_medicines(MEDICINES, typed)
    return found[0][1].name if found else ""


def is_found(typed: str, substance: str) -> bool:
    """Return whether a name leads to its substance; a salt is the same medicine."""
    return OTHER_WORDS.get(substance, substance.split(maxsplit=1)[0]) in first(typed)


def test_everyday_brands_of_five_countries_are_found() -> None:
    """Of 17 brands tried in the first round none was found."""
    missed = [one["name"] for one in EVERYDAY["brands"] if not is_found(one["name"], one["substance"])]
    assert len(EVERYDAY["brands"]) == 40
    assert len(missed) <= 1, missed


def test_misspelt_names_are_found() -> None:
    """Whoever types at night types by ear."""
    missed = [one["typed"] for one in EVERYDAY["misspelt"] if not is_found(one["typed"], one["substance"])]
    assert len(EVERYDAY["misspelt"]) == 20
    assert len(missed) <= 2, missed


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        ("Lasix", "loop_diuretic"),
        ("Moduretic", "potassium_sparing"),
        ("Crestor", "statin"),
        ("Norvasc", "nifedipine"),
        ("Symbicort", "laba"),
        ("Ventolin", "reliever"),
        ("Lipitor", "statin"),
        ("bendrofluazide", "thiazide"),
        ("Tritace", "ace_arb"),
    ],
)
def test_the_names_that_testers_typed_lead_to_their_box(typed: str, box: str) -> None:
    """Each of these was typed by somebody, and nothing was found."""
    assert box in find_medicines(MEDICINES, typed)[0][1].boxes


@pytest.mark.parametrize("search", SHARED["searches"], ids=lambda one: one["why"])
def test_page_and_program_find_the_same(search: dict[str, Any]) -> None:
    """Two rules for one search disagreed: what the page found, a file or the command did not know."""
    medicines = tuple(
        Medicine(id=name.replace(" ", "_"), boxes=tuple(boxes), names=tuple(names))
        for name, boxes, names in SHARED["substances"]
    )
    assert [name for name, _ in find_medicines(medicines, search["typed"])] == search["found"]


def test_what_has_no_box_is_known_and_what_nobody_sells_is_not() -> None:
    """That we know a name and no box is about it is another answer than that we do not know it."""
    assert [one.boxes for name, one in find_medicines(MEDICINES, "neurontin")[:1]] == [()]
    assert find_medicines(MEDICINES, "xyzzyplugh") == ()
    assert find_medicines(MEDICINES, "la") == ()


def test_each_name_leads_to_one_medicine() -> None:
    """A name of two medicines would lead a person to the wrong box."""
    assert list(check_medicines(load_knowledge(), MEDICINES)) == []


def test_every_box_has_a_name() -> None:
    """A box that no name leads to would be found by its own words only."""
    (question,) = (one for one in load_knowledge().questions if one.named)
    assert {option.id for option in question.options} == {box for one in MEDICINES for box in one.boxes}
