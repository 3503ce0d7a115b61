from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import re
import shutil
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import crampguide
from crampguide.knowledge import loading
from crampguide.knowledge.asked import Question
from crampguide.knowledge.checks import check_knowledge
from crampguide.knowledge.code_checks import check_code
from crampguide.knowledge.folders import folder as folder_of
from crampguide.knowledge.loading import (
    COUNTRY_VARIABLE,
    FILES,
    RELEASE,
    WORDING,
    KnowledgeError,
    data_root,
    load_knowledge,
    read_knowledge,
    read_toml,
)
from crampguide.knowledge.presentations import NO_CAUSE
from crampguide.knowledge.records import Knowledge

if TYPE_CHECKING:
    from crampguide.knowledge.beside import Country

TABLES = [(name, table, field) for name, kinds in FILES.items() for table, field, _ in kinds]
FIELDS = [field for _, _, field in TABLES]


def raw_data() -> dict[str, dict[str, Any]]:
    """Return the real data as TOML gives them, by file name."""
    return {
        name: tomllib.loads((data_root() / name).read_text(encoding="utf-8")) for name in [*FILES, RELEASE, WORDING]
    }


def copy_of_data(folder: Path) -> Path:
    """Return a copy of the real data that a test may change."""
    return Path(shutil.copytree(data_root(), folder / "data"))


# ---------------------------------------------------------------- the real data


@pytest.mark.parametrize(("name", "table", "field"), TABLES, ids=FIELDS)
def test_every_record_of_a_file_is_read_in_its_order(name: str, table: str, field: str) -> None:
    """Protects the data from being read in part, or in another order than their authors wrote."""
    written = [row["id"] for row in raw_data()[name][table]]
    assert written
    assert [record.id for record in getattr(load_knowledge(), field)] == written


@pytest.mark.parametrize("field", FIELDS)
def test_records_are_frozen(field: str) -> None:
    """Protects what all pages share from being changed by one of them."""
    record = getattr(load_knowledge(), field)[0]
    with pytest.raises(dataclasses.FrozenInstanceError):
        record.id = "changed"


def test_the_wording_is_read_as_it_is() -> None:
    """Protects each sentence of the page from being lost or changed."""
    assert load_knowledge().wording
    words = {"{emergency}": "112, 999 or 911", "{advice_line}": "an advice line"}
    told = raw_data()[WORDING]
    for token, inside in words.items():
        told = {key: text.replace(token, inside) for key, text in told.items()}
    assert load_knowledge().wording == told


def test_every_file_in_data_has_a_reader() -> None:
    """Protects against a file that somebody adds and nothing reads."""
    apart = {
        RELEASE,
        WORDING,
        "cases.toml",
        "left_out.toml",
        "medicines.toml",
        "stories.toml",
        "survey.toml",
        "workshop.toml",
    }
    assert {path.name for path in data_root().glob("*.toml")} == {*FILES, *apart}


def test_every_part_of_the_knowledge_comes_from_a_file() -> None:
    """Protects against a new kind of record that no file fills."""
    assert sorted([*FIELDS, "country", "release", "wording"]) == sorted(
        field.name for field in dataclasses.fields(Knowledge)
    )


def test_records_are_found_by_id() -> None:
    """Protects the look-ups that the score and the page are made from."""
    known = load_knowledge()
    assert tuple(known.question_by_id.values()) == known.questions
    assert tuple(known.reference_by_id.values()) == known.references
    assert tuple(known.contributor_by_id.values()) == known.contributors


def test_effects_and_presentations_are_found_by_contributor() -> None:
    """Protects the score from an effect or a presentation that counts for no contributor, or for another."""
    known = load_knowledge()
    order = list(known.contributor_by_id)
    assert list(known.effects_by_contributor) == list(known.presentations_by_contributor) == order
    effects = [(key, effect.id) for key, found in known.effects_by_contributor.items() for effect in found]
    shown = [(key, one.id) for key, found in known.presentations_by_contributor.items() for one in found]
    assert sorted(effects) == sorted((effect.contributor, effect.id) for effect in known.effects)
    assert sorted(shown) == sorted((key, one.id) for one in known.presentations for key in one.of if key != NO_CAUSE)


# ---------------------------------------------------------------- where and how often


def test_the_data_of_a_checkout_stand_beside_the_package() -> None:
    """Protects work in a checkout: what is edited in ``data/`` is what is read."""
    assert data_root() == Path(__file__).parent.parent / "data"


def test_the_data_of_an_installed_package_stand_inside_it(tmp_path: Path) -> None:
    """Protects the wheel, which carries the data inside the package."""
    package = tmp_path / "crampguide"
    assert folder_of("data", package) == tmp_path / "data"
    (package / "data").mkdir(parents=True)
    assert folder_of("data", package) == package / "data"


def test_a_folder_is_read_once(tmp_path: Path) -> None:
    """Protects the speed of a page, and that two folders are not mixed up."""
    folder = copy_of_data(tmp_path)
    (folder / "claims.toml").write_text("", encoding="utf-8")
    assert load_knowledge() is load_knowledge()
    assert load_knowledge(folder) is load_knowledge(folder)
    assert load_knowledge(folder) == dataclasses.replace(load_knowledge(), claims=())


def test_a_fault_is_not_remembered(tmp_path: Path) -> None:
    """Protects whoever mends a file and loads again."""
    folder = copy_of_data(tmp_path)
    text = (folder / "claims.toml").read_text(encoding="utf-8")
    (folder / "claims.toml").write_text("claim = 3", encoding="utf-8")
    with pytest.raises(KnowledgeError):
        load_knowledge(folder)
    (folder / "claims.toml").write_text(text, encoding="utf-8")
    assert load_knowledge(folder) == load_knowledge()


def test_text_is_read_as_utf_8(tmp_path: Path) -> None:
    """Protects names with accents on a machine with another default encoding."""
    (tmp_path / "claims.toml").write_bytes('why = "Guillain-Barré"'.encode())
    assert read_toml(tmp_path / "claims.toml") == {"why": "Guillain-Barré"}


@pytest.mark.parametrize("name", [*FILES, WORDING])
def test_every_file_is_needed(name: str, tmp_path: Path) -> None:
    """Protects against a guide that starts without part of what it knows."""
    folder = copy_of_data(tmp_path)
    (folder / name).unlink()
    with pytest.raises(KnowledgeError, match=f"^{name}: the file is missing$"):
        load_knowledge(folder)


# ---------------------------------------------------------------- countries


@pytest.mark.parametrize("country", load_knowledge().countries, ids=lambda country: country.id)
def test_texts_name_the_numbers_of_one_country(country: Country) -> None:
    """Protects a person in danger from calling a number that does not work where they are."""
    known = load_knowledge(country=country.id)
    texts = [*known.wording.values(), *(action.text for danger in known.dangers for action in danger.actions)]
    of_all = {number for other in known.countries for number in re.findall(r"\d+", other.emergency)}
    numbers = [number for text in texts for number in re.findall(r"(?<![\d,])\d+\b", text) if number in of_all]
    assert len(numbers) > 50
    assert set(numbers) <= set(re.findall(r"\d+", f"{country.emergency} {country.advice_line}"))
    assert country.emergency in known.wording["level_emergency"]
    assert known.country == country.id
    assert list(check_code(known)) == []


def test_only_two_words_are_filled_in_when_read() -> None:
    """Protects the values of sentences, which are filled in when they are said."""
    assert load_knowledge(country="NZ").wording["range"] == "{low} to {high}"
    assert "Healthline (0800 611 116)" in load_knowledge(country="NZ").wording["level_also"]
    assert "an advice line" in load_knowledge(country="US").wording["level_also"]


def test_the_country_can_be_set_for_a_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects pages and kernels that a command starts: they name the same number as the command was told."""
    monkeypatch.setenv(COUNTRY_VARIABLE, "AU")
    assert load_knowledge() is load_knowledge(country="AU")
    assert load_knowledge(country="GB").country == "GB"


def test_an_unknown_country_is_refused() -> None:
    """Protects against a slip that would leave a reader with numbers of elsewhere."""
    with pytest.raises(KnowledgeError, match="there is no country 'Atlantis'; known are international, AU, CA"):
        load_knowledge(country="Atlantis")


# ---------------------------------------------------------------- values


def test_values_take_the_type_of_their_field() -> None:
    """Protects arithmetic and equality: a whole number may stand for a number, a key left out takes its default."""
    rows = [{"id": "age", "section": "you", "kind": "number", "text": "", "why": "", "low": 1, "high": 9.5}]
    (question,) = loading.read_records(rows, Question, "here")
    assert (question.low, question.high, question.step) == (1.0, 9.5, 0.0)
    assert {type(value) for value in (question.low, question.high, question.step)} == {float}
    assert (question.private, question.options, question.unit) == (False, (), "")


# ---------------------------------------------------------------- any value at all


def with_every_key(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a few of the rows that together have every key."""
    kept: list[dict[str, Any]] = []
    for row in sorted(rows, key=len, reverse=True):
        if row.keys() - {key for other in kept for key in other}:
            kept.append(row)
    return kept


SAMPLE = {name: {table: with_every_key(rows) for table, rows in raw_data()[name].items()} for name in FILES} | {
    RELEASE: raw_data()[RELEASE],
    WORDING: {"page_title": "Why do I get cramps?"},
}
"""A few records of each kind, as TOML gives them."""


def ways_into(value: object) -> list[tuple[Any, ...]]:
    """Return the way to every value inside a value, at any depth, and to a key that no table has."""
    items: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        items = [*value.items(), ("unheard_of", None)]
    elif isinstance(value, list):
        items = list(enumerate(value))
    return [(key, *rest) for key, inside in items for rest in ((), *ways_into(inside))]


WAYS = [(name, *way) for name, tables in SAMPLE.items() for way in ways_into(tables)]
TOML_VALUES = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(-(2**63), 2**63 - 1),
        st.floats(),
        st.text(max_size=8),
        st.sampled_from(["", "age >= 50", "medicines has statin", "project_judgement", "above", "emergency", "number"]),
        st.dates(),
        st.times(),
        st.datetimes(timezones=st.sampled_from([None, dt.UTC])),
    ),
    lambda inside: st.one_of(
        st.lists(inside, max_size=3),
        st.dictionaries(
            st.one_of(st.sampled_from(["id", "text", "when", "references"]), st.text(max_size=8)), inside, max_size=3
        ),
    ),
    max_leaves=5,
)
"""Whatever a TOML file can hold; TOML promises whole numbers of 64 bits."""


LIKE: dict[type, st.SearchStrategy[Any]] = {
    str: st.text(max_size=8),
    int: st.integers(-(2**63), 2**63 - 1),
    float: st.floats(),
    list: st.just([]),
}
"""Other values of a type, so that many of them get past the reader and reach the checks."""


@st.composite
def data_with_one_change(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """Return the sample with any value in one place, and the file of that place."""
    data: dict[str, Any] = copy.deepcopy(SAMPLE)
    file, *way, last = draw(st.sampled_from(WAYS))
    inside: Any = data[file]
    for key in way:
        inside = inside[key]
    here = type(inside[last]) if isinstance(inside, list) else type(inside.get(last))
    inside[last] = draw(st.one_of(LIKE.get(here, TOML_VALUES), TOML_VALUES))
    return file, data


@settings(
    derandomize=True, max_examples=300, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(data_with_one_change())
def test_any_value_gives_knowledge_or_a_knowledge_error(change: tuple[str, dict[str, Any]]) -> None:
    """Protects whoever edits the data from a Python error that names no file."""
    file, data = change
    with patch("crampguide.knowledge.loading.read_toml", lambda path: data[path.name]):
        try:
            known = read_knowledge.__wrapped__(Path(), "international")
        except KnowledgeError as fault:
            assert str(fault).startswith(file)  # noqa: PT017 - another error must fail the test as it is
        else:
            assert isinstance(known, Knowledge)
            assert all(isinstance(finding, str) for finding in check_knowledge(known))


# ---------------------------------------------------------------- what a reader of the package may call


def test_every_public_name_is_there_and_explained() -> None:
    """Protects the notebooks and the documentation from a name that is gone."""
    assert crampguide.__all__ == sorted(crampguide.__all__)
    assert all(getattr(crampguide, name).__doc__ for name in crampguide.__all__)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("questions", "questions"),
        ("causes", "contributors"),
        ("effects", "effects"),
        ("presentations", "presentations"),
        ("advice", "advice"),
        ("look_alikes", "look_alikes"),
        ("dangers", "dangers"),
        ("claims", "claims"),
        ("references", "references"),
    ],
)
def test_a_public_function_lists_all_that_is_known(name: str, field: str) -> None:
    """Protects a reader in a notebook from a list in which something is missing."""
    assert tuple(getattr(crampguide, name)()) == getattr(load_knowledge(), field)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    """Protects an editor whose program saves in another encoding."""
    folder = copy_of_data(tmp_path)
    (folder / "claims.toml").write_bytes('why = "Guillain-Barré"'.encode("latin-1"))
    with pytest.raises(KnowledgeError, match=r"^claims.toml: "):
        load_knowledge(folder)


def test_a_folder_in_the_place_of_a_file_is_named(tmp_path: Path) -> None:
    """Protects an editor who unpacked the data in the wrong place."""
    folder = copy_of_data(tmp_path)
    (folder / "claims.toml").unlink()
    (folder / "claims.toml").mkdir()
    with pytest.raises(KnowledgeError, match=r"^claims.toml: the file cannot be read"):
        load_knowledge(folder)
