"""Starts the guide in Voilà, or the notebooks in JupyterLab, and says where. Nothing leaves this machine."""

from __future__ import annotations

import os
import socket
import threading
import webbrowser
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Final

import click

from crampguide.knowledge.folders import folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from crampguide.serving.options import Options

APP_PORT: Final = 8866
LAB_PORT: Final = 8888
PORTS_TO_TRY: Final = 50


class ServingError(click.ClickException):
    """Why the guide cannot be served, in one sentence for the person who asked."""


def notebooks_root() -> Path:
    """Return the folder of the notebooks."""
    return folder("notebooks")


def serve_notebook(notebook: Path, options: Options, *, open_browser: bool = True) -> None:
    """Serve a notebook as a page until interrupted.

    Parameters
    ----------
    notebook : Path
        What to serve: one of `notebooks_root`.
    options : Options
        Where, and for whom; without a port, the first free one from 8866 on.
    open_browser : bool
        Whether to open the page.

    Raises
    ------
    ServingError
        If the port is taken, or there is nowhere to keep files while it runs.
    """
    options = replace(options, port=(port := free_port(options.host, options.port, APP_PORT)))
    with hold(options.host, port) as held, a_place_to_serve_from() as folder:
        from crampguide.serving.server import GuideServer, guide_config  # noqa: PLC0415 - slow, and only needed here

        server = GuideServer(config=guide_config(options, notebook, folder))
        server.held = held
        server.initialize([])
        address = f"http://{reachable(options.host)}:{options.port}{options.base_url}"
        once_running(lambda: announce("The guide", address, open_browser=open_browser))
        server.start()


@contextmanager
def a_place_to_serve_from() -> Iterator[Path]:
    """Hand out a folder for what a server keeps while it runs; nothing is kept in or read from anywhere else.

    Raises
    ------
    ServingError
        If there is none.
    """
    from crampguide.serving.places import keep_jupyter_in, own_folder  # noqa: PLC0415

    with ExitStack() as stack:
        try:
            folder = stack.enter_context(own_folder("serving"))
            keep_jupyter_in(folder)
        except OSError as fault:
            message = f"there is no folder for temporary files that can be written to: {fault.strerror}."
            raise ServingError(message) from fault
        show_jupyter_our_files()
        from crampguide.serving.forking import prepare_to_fork  # noqa: PLC0415
        from crampguide.serving.quiet_log import keep_log_short  # noqa: PLC0415

        keep_log_short()
        prepare_to_fork()
        yield folder


def serve_lab(root: Path, host: str = "127.0.0.1", port: int | None = None, *, open_browser: bool = True) -> None:
    """Serve notebooks in JupyterLab until interrupted.

    Parameters
    ----------
    root : Path
        The folder of notebooks.
    host : str
        Address to listen on. The default can be reached from this machine only.
    port : int, optional
        Port to listen on; without one, the first free port from 8888 on.
    open_browser : bool
        Whether to open the page.

    Raises
    ------
    ServingError
        If the port is taken.
    """
    port = free_port(host, port, LAB_PORT)
    from jupyterlab.labapp import LabApp  # noqa: PLC0415 - slow, and only needed here
    from traitlets.config import Config  # noqa: PLC0415

    quiet = {"log_level": "ERROR"}
    token = token_hex(24)
    config = Config(
        {
            "ServerApp": {
                "ip": host,
                "port": port,
                "port_retries": 0,
                "root_dir": str(root),
                "open_browser": False,
                "answer_yes": True,  # Ctrl+C ends it without a question
                "allow_root": True,  # containers run as root; the token still guards it
                "jpserver_extensions": {"notebook_shim": False},  # for old notebooks; it warns of its own settings
                **quiet,
            },
            "ExtensionApp": quiet,
            "MappingKernelManager": {"transport_encryption": "auto"},
            "IdentityProvider": {"token": token},  # whoever has it can run code here; JupyterLab would print it thrice
            # JupyterLab would look for news, for updates and for extensions on other hosts, and ask whether it may
            "LabApp": {
                "app_settings_dir": str(Path(__file__).parent / "lab_settings"),
                "news_url": None,
                "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
                "extension_manager": "readonly",
            },
        },
    )
    from crampguide.serving.quiet_log import keep_log_short  # noqa: PLC0415

    keep_log_short()
    server = LabApp.initialize_server(argv=[], config=config)
    address = f"http://{reachable(host)}:{port}/lab/tree/guide.ipynb?token={token}"
    once_running(lambda: announce("JupyterLab", address, open_browser=open_browser))
    server.start()


def show_jupyter_our_files() -> None:
    """Let Voilà find our template without an installation, and this environment's kernel before a user's own."""
    ours = str(Path(__file__).parent)
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, (ours, os.environ.get("JUPYTER_PATH"))))
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"


def free_port(host: str, port: int | None, first: int) -> int:
    """Return the port asked for, or the first free one; complain if there is none."""
    for candidate in range(first, first + PORTS_TO_TRY) if port is None else (port,):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
            except OSError as fault:
                reason = fault.strerror
            else:
                return candidate
    asked = f"port {port}" if port is not None else f"any port from {first} to {first + PORTS_TO_TRY - 1}"
    message = f"cannot listen on {host}, {asked}: {reason}."
    raise ServingError(message)


def hold(host: str, port: int) -> socket.socket:
    """Keep a free port for a server that takes seconds to import: whoever starts another one meanwhile gets the next.

    The socket that is returned is closed by the server when it begins to listen itself.
    """
    holder = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a server that has just ended may linger there
    with suppress(OSError):  # taken since it was found free: the server says so when it begins to listen
        holder.bind((host, port))
        holder.listen()
    return holder


def reachable(host: str) -> str:
    """Return a host name that a browser on this machine can open."""
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - a look-up, nothing listens
    return f"[{name}]" if ":" in name else name


def once_running(action: Callable[[], None]) -> None:
    """Call something when the server of this thread has begun to answer."""
    from tornado.ioloop import IOLoop  # noqa: PLC0415

    IOLoop.current().add_callback(action)


def announce(what: str, address: str, *, open_browser: bool) -> None:
    """Say where something runs, and open it."""
    click.echo(f"{what} runs at {address} (end it with Ctrl+C)")
    if open_browser:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
