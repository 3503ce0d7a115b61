"""How a page is served: where, under which names, for how many."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

HUB_PREFIX = "JUPYTERHUB_SERVICE_PREFIX"
HUB_URL = "JUPYTERHUB_SERVICE_URL"
"""What a JupyterHub tells whom it starts: the path of its pages, and where to listen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a page is served.

    Attributes
    ----------
    host : str
        Address to listen on. The default can be reached from this machine only.
    port : int or None
        Port to listen on; without one, the first free port.
    base_url : str
        Path below which everything is served, with a slash at both ends.
    names : tuple of str
        Names that the server answers to, beside this machine's own and any number; "*" for any.
    frame_ancestors : tuple of str
        Other sites that may show the page in a frame.
    behind_proxy : bool
        Whether to believe what a proxy says of a visitor's address.
    visitors : int
        Kernels [count] at the same time.
    memory : int
        Memory that one kernel may take up [MB]; 0 sets no limit.
    """

    host: str = "127.0.0.1"
    port: int | None = None
    base_url: str = "/"
    names: tuple[str, ...] = ()
    frame_ancestors: tuple[str, ...] = ()
    behind_proxy: bool = False
    visitors: int = 40
    memory: int = 600

    def __post_init__(self) -> None:
        """Bring the path into one form, and know this machine by its own names."""
        inside = self.base_url.strip("/")
        object.__setattr__(self, "base_url", f"/{inside}/" if inside else "/")
        own = socket.gethostname()
        object.__setattr__(self, "names", (*self.names, own, own.partition(".")[0] + ".local", self.host))

    @property
    def is_on_a_hub(self) -> bool:
        """Return whether a JupyterHub has started this process."""
        return HUB_PREFIX in os.environ


def of_a_hub() -> dict[str, str | int]:
    """Return what a JupyterHub says of host, port and path; nothing where there is none.

    Examples
    --------
    >>> of_a_hub()
    {}
    """
    if HUB_PREFIX not in os.environ:
        return {}
    told: dict[str, str | int] = {"base_url": os.environ[HUB_PREFIX]}
    url = urlsplit(os.environ.get(HUB_URL, ""))
    if url.hostname and url.port:
        told |= {"host": url.hostname, "port": url.port}
    return told
