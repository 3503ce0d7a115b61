"""The one door that every request comes through: which names we answer to, and what each answer carries."""

from __future__ import annotations

import ipaddress
import logging
from typing import TYPE_CHECKING, Any, Final

from tornado.web import Application, OutputTransform, RequestHandler

from crampguide.serving.limits import BoundedServer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from tornado.httpserver import HTTPServer
    from tornado.httputil import HTTPHeaders, HTTPServerRequest

LOG: Final = logging.getLogger(__name__)

ANY_NAME: Final = "*"
SAFE_HEADERS: Final = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
"""On every answer: a browser guesses no type, and tells nobody where a reader came from."""
UNKNOWN_NAME: Final = (
    "This server does not know the name by which it was asked. If you run it: start it with --allow-host NAME, "
    "and let a proxy in front of it hand on the Host header (docs/serving.md shows how)."
)
NO_UPGRADE: Final = "a proxy does not hand on the Upgrade header, so no page can start: see docs/serving.md"
NO_HOST: Final = "a proxy does not hand on the Host header, so no page can start: see docs/serving.md"


class SafeAnswer(OutputTransform):
    """Puts `SAFE_HEADERS` on every answer, whoever makes it."""

    def __init__(self, _request: HTTPServerRequest) -> None:
        """Need nothing of the request."""

    def transform_first_chunk(
        self,
        status_code: int,
        headers: HTTPHeaders,
        chunk: bytes,
        finishing: bool,  # noqa: ARG002, FBT001 - tornado's own
    ) -> tuple[int, HTTPHeaders, bytes]:
        """Add them."""
        for name, value in SAFE_HEADERS.items():
            headers.setdefault(name, value)
        return status_code, headers, chunk


class UnknownNameHandler(RequestHandler):
    """Answers whoever asks by a name that is not ours: a page of another site that took our address for its own."""

    def prepare(self) -> None:
        """Refuse, in one sentence for whoever runs the server."""
        self.set_status(403)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(UNKNOWN_NAME)


class GuideApplication(Application):
    """All that is served.

    Parameters
    ----------
    handlers : iterable
        As tornado takes them; their paths begin with ``base_url``.
    names : collection of str
        Names that we answer to, beside "localhost" and any number: only a name can be made to point to another machine.
    behind_proxy : bool
        Whether to believe what a proxy says of a visitor's address.
    **settings
        Tornado's own; ``base_url`` is where we are served. A proxy may hand on the path with it or without.
    """

    def __init__(
        self,
        handlers: Iterable[Any],
        names: Collection[str],
        *,
        behind_proxy: bool,
        **settings: Any,  # noqa: ANN401 - tornado's own
    ) -> None:
        super().__init__(list(handlers), **settings)
        self.add_transform(SafeAnswer)
        self._names = {"localhost", *(name.lower() for name in names)}
        self._base_url = str(settings["base_url"])
        self._behind_proxy = behind_proxy

    def listen(self, port: int, address: str | None = None, **options: Any) -> HTTPServer:  # noqa: ANN401
        """Listen, within limits."""
        server = BoundedServer(self, xheaders=self._behind_proxy, **options)
        server.listen(port, address or "")
        return server

    def find_handler(self, request: HTTPServerRequest, **kwargs: Any) -> Any:  # noqa: ANN401
        """Choose who answers."""
        if not self._is_ours(request.host_name):
            return self.get_handler_delegate(request, UnknownNameHandler)
        if not request.path.startswith(self._base_url):
            request.path = self._base_url + request.path.removeprefix("/")
        _note_what_a_proxy_drops(request)
        return super().find_handler(request, **kwargs)

    def _is_ours(self, name: str) -> bool:
        name = name.lower().strip("[]").rstrip(".")
        return bool(self._names & {name, ANY_NAME}) or _is_number(name)


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _note_what_a_proxy_drops(request: HTTPServerRequest) -> None:
    """Tell whoever runs the server why no page can start; the reader sees only that it does not."""
    if not request.path.endswith("/channels"):
        return
    if request.headers.get("Upgrade", "").lower() != "websocket":
        LOG.error(NO_UPGRADE)
    elif (origin := request.headers.get("Origin")) and origin.partition("://")[2] != request.host:
        LOG.error(NO_HOST)


def is_a_visit(request: HTTPServerRequest, *, may_be_embedded: bool) -> bool:
    """Return whether somebody opens the page; another site's picture, frame or guess that they might is no visit.

    Parameters
    ----------
    request : tornado.httputil.HTTPServerRequest
        Browsers say in its headers what they ask for, and for whom; a program that says nothing is let in.
    may_be_embedded : bool
        Whether other sites may show the page in a frame.
    """
    headers = request.headers
    hints = ("Sec-Purpose", "Purpose", "X-Moz")
    if any("prefetch" in headers.get(hint, "") or "preview" in headers.get(hint, "") for hint in hints):
        return False
    what, whose = headers.get("Sec-Fetch-Dest", "document"), headers.get("Sec-Fetch-Site", "none")
    if what in {"iframe", "frame"}:
        return may_be_embedded or whose == "same-origin"
    return what == "document"
