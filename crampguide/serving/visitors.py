"""Who a visitor is: nobody. No cookie, no name, no account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jupyter_server.auth.identity import IdentityProvider, User

if TYPE_CHECKING:
    from tornado.web import RequestHandler


class Anybody(IdentityProvider):
    """Lets everybody in, and remembers nobody. Jupyter's own would set a cookie with an invented name for 30 days."""

    @property
    def auth_enabled(self) -> bool:
        """Ask nobody who they are."""
        return False

    def get_user(self, handler: RequestHandler) -> Any:  # noqa: ANN401, ARG002 - Jupyter's own
        """Return the same for all."""
        return User(username="visitor")

    def get_handlers(self) -> list[tuple[str, object]]:
        """Serve no page to log in or out."""
        return []
