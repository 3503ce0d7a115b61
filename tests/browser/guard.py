"""Records every request of a browser, and tells which went to another host than the server under test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

HOME: Final = frozenset({"127.0.0.1", "localhost"})
WITHIN_THE_PAGE: Final = frozenset({"about", "blob", "data"})


class Guard:
    """Watches all pages of a browser context from its creation on.

    Parameters
    ----------
    context : BrowserContext

    Attributes
    ----------
    requests : list of str
        Addresses asked for, in order, web sockets among them; one that the browser refused to load counts, too.
    """

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[str] = []
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("page", self._watch_sockets)

    def _watch_sockets(self, page: Page) -> None:
        page.on("websocket", lambda socket: self.requests.append(socket.url))

    def foreign(self) -> list[str]:
        """Return the addresses on other hosts."""
        parts = [(address, urlsplit(address)) for address in self.requests]
        return [address for address, part in parts if part.scheme not in WITHIN_THE_PAGE and part.hostname not in HOME]

    def check(self) -> None:
        """Fail if there is one."""
        assert not self.foreign(), f"requests to other hosts: {self.foreign()}"
