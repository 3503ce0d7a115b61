"""The dangers as somebody signed them: read from a folder of sheets, or from the history of a checkout."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from crampguide.knowledge.dangers import Danger
from crampguide.knowledge.loading import (
    KnowledgeError,
    country_words,
    data_root,
    fill,
    parse_toml,
    read_records,
    read_toml,
    refuse_unknown,
)

if TYPE_CHECKING:
    from crampguide.knowledge.records import Knowledge

FILE: Final = "dangers.toml"


def signed_knowledge(knowledge: Knowledge, version: str) -> Knowledge:
    """Return the knowledge with the dangers of an earlier version.

    Parameters
    ----------
    knowledge : Knowledge
    version : str
        A folder of sheets, which holds the ``dangers.toml`` that was signed; or a version in the history of a checkout.

    Raises
    ------
    KnowledgeError
        If there is no such folder or version, or its file cannot be read.
    """
    path, where = Path(version) / FILE, f"{FILE} of {version}"
    content = read_toml(path) if path.is_file() else parse_toml(_committed(version), where)
    refuse_unknown(content, {"danger"}, where)
    # an action names another number in another country: that is no change
    rows = fill(content.get("danger", []), country_words(data_root(), knowledge.country))
    return replace(knowledge, dangers=read_records(rows, Danger, f"{where} [[danger]]"))


def _committed(version: str) -> bytes:
    # "--end-of-options": a version that looks like an option must not become one
    asked = ["git", "show", "--end-of-options", f"{version}:data/{FILE}"]
    try:
        return subprocess.run(asked, cwd=data_root(), capture_output=True, check=True).stdout  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as fault:  # git is not there, or does not know this version
        message = f"{version} is no folder of sheets, and no version of this checkout with dangers"
        raise KnowledgeError(message) from fault
