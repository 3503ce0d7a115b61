from __future__ import annotations

from pathlib import Path

from crampguide.__main__ import app
from crampguide.serving.launcher import server_entry


def test_the_launcher_gives_only_options_that_the_command_takes() -> None:
    """An entry in JupyterLab that ends in an error page would be the first and last thing that a teacher tries."""
    options = {name for option in app.params for name in option.opts}
    given = {part for part in server_entry()["command"][3:] if part.startswith("--")}
    assert given <= options


def test_the_entry_has_a_name_and_a_picture() -> None:
    """The entry is found by its name, and its picture is in the wheel."""
    entry = server_entry()["launcher_entry"]
    assert (entry["title"], Path(entry["icon_path"]).suffix) == ("Cramp guide", ".svg")
    assert Path(entry["icon_path"]).stat().st_size < 1_000
