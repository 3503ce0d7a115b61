"""The schemas that editors use allow the real data and find what the reader would refuse in a record."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from crampguide.__main__ import main
from crampguide.described import data_schemas
from crampguide.knowledge.loading import data_root

SCHEMAS = data_schemas()
MUSEUM = Path(__file__).parent / "broken"
SLIPS = ("unknown_key", "unknown_table", "missing_key", "not_in_its_list", "true_for", "number_for", "text_for")
"""Faults, by how their broken files are named, that the type of a record shows."""

CONFIGURATION = tomllib.loads((Path(__file__).parent.parent / ".taplo.toml").read_text(encoding="utf-8"))


BROKEN = [path for path in sorted(MUSEUM.glob("*.toml")) if any(slip in path.stem for slip in SLIPS)]


def faults(name: str, text: str) -> list[str]:
    """Return what a schema says of a data file with some text."""
    content: Any = json.loads(json.dumps(tomllib.loads(text), default=str))  # a day is text to a schema
    return [fault.message for fault in jsonschema.Draft7Validator(SCHEMAS[name]).iter_errors(content)]


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_data_file_fits_its_schema(name: str) -> None:
    """Protects an editor of the data from false alarms."""
    jsonschema.Draft7Validator.check_schema(SCHEMAS[name])
    assert faults(name, (data_root() / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_does_not_fit(path: Path) -> None:
    """Protects an editor of the data from a slip that only the reader would find."""
    name = f"{path.stem.partition('__')[0]}.toml"
    assert faults(name, path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("rule", ["medicines has", "age = 50", "side is one or side is both", ""])
def test_a_rule_that_cannot_be_read_does_not_fit(rule: str) -> None:
    """Protects the small language of rules, which no other tool knows."""
    claim = {"id": "x", "claim": "x", "verdict": "weak", "why": "x", "references": ["x"], "when": [rule]}
    found = [
        fault.validator for fault in jsonschema.Draft7Validator(SCHEMAS["claims.toml"]).iter_errors({"claim": [claim]})
    ]
    assert found == ["pattern"]


def test_every_file_of_data_has_a_schema() -> None:
    """Protects against a new file without one; what is left out is a document that nothing reads."""
    assert {path.name for path in data_root().glob("*.toml")} == {*SCHEMAS, "left_out.toml"}


def test_the_command_writes_what_editors_are_told_to_read(tmp_path: Path) -> None:
    """Protects the settings of editors: each data file leads to the schema that the command writes for it."""
    assert CliRunner().invoke(main, ["schema", str(tmp_path)]).exit_code == 0
    written = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()}
    told = {Path(rule["include"][0]).name: Path(rule["schema"]["path"]).name for rule in CONFIGURATION["rule"]}
    assert {name: written[schema] for name, schema in told.items()} == SCHEMAS
