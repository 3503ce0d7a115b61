"""The process of one visitor's kernel, forked from one that has imported and read everything, or started afresh.

What a fork shares is memory that nobody writes to: modules and the knowledge. Each has its own sockets, threads, random
numbers and environment.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from typing import TYPE_CHECKING, Final

try:
    import resource
except ImportError:  # Windows: there the memory of a kernel has no limit
    resource = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Mapping

MEMORY_VARIABLE: Final = "CRAMPGUIDE_KERNEL_MEMORY"
OPTIONS: Final = (
    "--HistoryManager.enabled=False",  # a shared computer must not know when the guide was used
    "--IPKernelApp.capture_fd_output=False",  # two threads less
    "--IPKernelApp.log_level=50",  # below that it prints how to connect to it
)


def run_kernel(connection_file: str, environment: Mapping[str, str], folder: str) -> None:
    """Be a kernel until it is asked to end.

    Parameters
    ----------
    connection_file : str
        Path of the file in which Jupyter says where to listen.
    environment : mapping of str to str
        The environment variables of this kernel alone.
    folder : str
        Where it runs.
    """
    os.setsid()  # Ctrl+C in the terminal is for the server, which then ends its kernels
    os.environ.clear()
    os.environ.update(environment)
    os.environ.pop("JPY_PARENT_PID", None)  # it is the server's; ours is the process that was forked
    os.chdir(folder)
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    serve(connection_file)


def serve(connection_file: str) -> None:
    """Answer as an IPython kernel does."""
    limit_memory(int(os.environ.get(MEMORY_VARIABLE, "0")))
    from ipykernel.kernelapp import IPKernelApp  # noqa: PLC0415 - slow

    hand_over_widgets_at_once()
    IPKernelApp.launch_instance(["-f", connection_file, *OPTIONS])


def hand_over_widgets_at_once() -> None:
    """Let a page ask for all widgets in one message; ipywidgets does so only where it is imported in a kernel."""
    import comm  # noqa: PLC0415 - slow, as the next
    from ipywidgets import Widget  # noqa: PLC0415

    comm.get_comm_manager().register_target("jupyter.widget.control", Widget.handle_control_comm_opened)


def limit_memory(megabytes: int) -> None:
    """Refuse this process more memory than that [MB]; 0 sets no limit. What it asks for beyond is an error in it."""
    if resource is not None and megabytes:
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 1_000_000,) * 2)


def _end_with_the_server() -> None:
    server = multiprocessing.parent_process()
    if server is not None:
        server.join()
        os._exit(1)


def read_everything() -> None:
    """Import and read what every kernel needs, so that those who are forked from here share it."""
    import anywidget  # noqa: F401, PLC0415
    import ipykernel.ipkernel  # noqa: PLC0415
    import ipykernel.kernelapp  # noqa: F401, PLC0415

    import crampguide.__main__  # noqa: F401, PLC0415 - a forked process runs the script that started the server once more
    from crampguide.assessing.assessment import assess_profile  # noqa: PLC0415
    from crampguide.assessing.profile import Profile  # noqa: PLC0415
    from crampguide.knowledge.loading import load_knowledge  # noqa: PLC0415
    from crampguide.pages import evidence, guide, methods  # noqa: F401, PLC0415
    from crampguide.telling.explanation import explain  # noqa: PLC0415
    from crampguide.telling.result import top_regions  # noqa: PLC0415

    knowledge = load_knowledge()
    explanation = explain(knowledge, assess_profile(knowledge, Profile()))
    top_regions(knowledge, explanation)
    gc.collect()
    gc.freeze()  # a collection would write to what is shared


if __name__ == "__main__":
    serve(sys.argv[1])
