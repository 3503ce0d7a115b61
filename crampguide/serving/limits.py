"""How much, and for how long, one connection may take up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPMessageDelegate

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from tornado.httputil import HTTPConnection, HTTPHeaders
    from tornado.iostream import IOStream

IDLE: Final = 20.0
"""How long a connection may say nothing, or stretch the head or the body of a request [s]."""
LARGEST_BODY: Final = 64_000
"""Of a request [bytes]; a phone's message has some 400, and nothing else sends any."""
LARGEST_MESSAGE: Final = 1_000_000
"""Of a web socket [bytes]; a file of answers, the longest thing that a page sends, has at most 100,000 letters."""
LIMITS: Final[dict[str, Any]] = {
    "idle_connection_timeout": IDLE,
    "body_timeout": IDLE,
    "max_body_size": LARGEST_BODY,
}
MOST_FILES: Final = 16_000
"""Open files [count] that we ask the system for; many begin with 1,024."""
FILES_FOR_REST: Final = 2
"""One of so many open files may be a connection; the rest are for kernels, some 15 each, and for the room."""


class BoundedServer(HTTPServer):
    """Closes connections that take too long; when there are too many, one that never asked for anything makes room."""

    _silent: dict[IOStream, None]  # in the order of their coming
    most: int

    def initialize(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - tornado's own
        """Begin with no connection."""
        self._silent = {}
        self.most = most_connections()
        super().initialize(*args, **{**LIMITS, **kwargs})

    def handle_stream(self, stream: IOStream, address: Any) -> None:  # noqa: ANN401 - tornado's own
        """Take a connection; what has become a web socket no longer counts, as it belongs to a page."""
        self._silent = {other: None for other in self._silent if not other.closed()}
        if len(self._connections) >= self.most:
            if not self._silent:
                stream.close()
                return
            self.heard(oldest := next(iter(self._silent)))
            oldest.close()
        self._silent[stream] = None
        super().handle_stream(stream, address)

    def start_request(self, server_conn: object, request_conn: HTTPConnection) -> HTTPMessageDelegate:
        """Begin to read a request."""
        return _Heard(self, super().start_request(server_conn, request_conn), request_conn)

    def heard(self, stream: IOStream) -> None:
        """Note that a connection has asked for something."""
        self._silent.pop(stream, None)


class _Heard(HTTPMessageDelegate):
    """Hands on what it hears, and tells the server that it has heard something."""

    def __init__(self, server: BoundedServer, inner: HTTPMessageDelegate, connection: Any) -> None:  # noqa: ANN401
        self._server, self._inner, self._connection = server, inner, connection
        self.data_received, self.finish = inner.data_received, inner.finish  # type: ignore[method-assign]
        self.on_connection_close = inner.on_connection_close  # type: ignore[method-assign]

    def headers_received(self, start_line: Any, headers: HTTPHeaders) -> Awaitable[None] | None:  # noqa: ANN401
        self._server.heard(self._connection.stream)
        return self._inner.headers_received(start_line, headers)


def most_connections() -> int:
    """Return how many connections this process can hold beside its kernels, after asking for as many as it may."""
    if resource is None:
        return 500
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = max(soft, min(hard, MOST_FILES)) if hard != resource.RLIM_INFINITY else max(soft, MOST_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return wanted // FILES_FOR_REST
