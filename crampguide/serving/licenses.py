"""The licenses of all that a page sends to a browser, as a page of plain text."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from tornado.web import RequestHandler

OURS: Final = "crampguide"
BUNDLED: Final = Path(__file__).parent / "THIRD_PARTY_LICENSES.txt"
"""Of what is built into our own scripts."""
SENT_ALONG: Final = ("voila", "jupyterlab_widgets", "anywidget", "nbconvert")
"""Packages whose scripts and style sheets a page loads from here."""


@cache
def licenses() -> str:
    """Return the license of each, under its name and version."""
    told = [BUNDLED.read_text(encoding="utf-8")]
    for name in (OURS, *SENT_ALONG):
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue
        files = [file for file in package.files or () if file.name.upper().startswith(("LICENSE", "COPYING"))]
        texts = [Path(str(file.locate())).read_text(encoding="utf-8") for file in files]
        told.append("\n\n".join([f"{name} {package.version}", *texts]))
    return ("\n\n" + "-" * 72 + "\n\n").join(told)


class LicenseHandler(RequestHandler):
    """Shows them."""

    def get(self) -> None:
        """Show them."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(licenses())

    head = get
