"""Files of the page, compressed once and kept: a browser that has one need never ask again."""

from __future__ import annotations

import gzip
import mimetypes
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tornado.web import HTTPError, RequestHandler

if TYPE_CHECKING:
    from collections.abc import Sequence

FOREVER: Final = "public, max-age=31536000, immutable"
"""For files under an address that changes with them."""
PACKED: Final = {".css", ".html", ".js", ".json", ".map", ".svg", ".txt"}
"""Endings of files that become smaller."""


@cache
def packed(path: Path) -> tuple[bytes, bytes]:
    """Return a file as it is, and compressed as far as it goes; a file that would not shrink is handed out as it is."""
    plain = path.read_bytes()
    return plain, gzip.compress(plain, 9, mtime=0) if path.suffix in PACKED else b""


class KeptFileHandler(RequestHandler):
    """Hands out the files of some folders from memory."""

    def initialize(self, paths: Sequence[str]) -> None:
        """Take the folders."""
        self._roots = [Path(path).resolve() for path in paths]

    def get(self, name: str) -> None:
        """Hand out a file."""
        plain, small = packed(self._find(name))
        kind, _ = mimetypes.guess_type(name)
        self.set_header(
            "Content-Type", "text/javascript" if name.endswith(".js") else kind or "application/octet-stream"
        )
        self.set_header("Cache-Control", FOREVER)
        self.set_header("Vary", "Accept-Encoding")
        if small and "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            plain = small
        self.finish(plain)

    head = get  # tornado sends no body to it

    def compute_etag(self) -> None:
        """Need none: nobody asks twice."""

    def _find(self, name: str) -> Path:
        for root in self._roots:
            path = (root / name).resolve() if "\0" not in name else root
            if path.is_file() and path.is_relative_to(root):
                return path
        raise HTTPError(404)
