"""Starts kernels as forks of one process that has read everything: each then costs a third less, and starts sooner."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import tempfile
from multiprocessing import forkserver
from typing import TYPE_CHECKING, Any, Final

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from crampguide.serving.kernel_process import run_kernel

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from jupyter_client.connect import KernelConnectionInfo

NAME: Final = "crampguide"
"""Under which `pyproject.toml` registers the provisioner."""
PRELOADED: Final = "crampguide.serving.preloaded"
LONGEST: Final = 107 - len("/pymp-12345678/listener-12345678")
"""Longest folder for temporary files below which the process that forks can be spoken to [bytes]."""


def can_fork() -> bool:
    """Return whether kernels are forked here: macOS could, but its libraries may not bear it; Windows can not."""
    return sys.platform == "linux" and len(os.fsencode(tempfile.gettempdir())) <= LONGEST


def prepare_to_fork() -> None:
    """Start the process that kernels are forked from, so that the first visitor need not wait for it."""
    if can_fork():
        forkserver.set_forkserver_preload([PRELOADED])
        forkserver.ensure_running()


class ForkedKernel:
    """A forked process in the shape of a `subprocess.Popen`, which Jupyter's own provisioner knows how to handle."""

    stdin = stdout = stderr = None

    def __init__(self, process: BaseProcess) -> None:
        self._process = process
        self.pid = process.pid

    def poll(self) -> int | None:
        """Return the exit code, or None while it runs."""
        return self._process.exitcode

    def wait(self) -> int | None:
        """Wait for its end."""
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None and self.pid:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


class GuideProvisioner(LocalProvisioner):
    """Starts each kernel by a fork where the system can, and as a process of its own elsewhere."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:  # noqa: ANN401 - Jupyter's own
        """Start a kernel."""
        file = cmd[cmd.index("-f") + 1]
        if not can_fork():
            return await super().launch_kernel([sys.executable, "-m", run_kernel.__module__, file], **kwargs)
        process = multiprocessing.get_context("forkserver").Process(
            target=run_kernel, args=(file, kwargs["env"], str(kwargs["cwd"])), daemon=True
        )
        process.start()
        self.process = ForkedKernel(process)  # type: ignore[assignment]
        self.pid, self.cwd = process.pid, kwargs["cwd"]  # no group: signals are for this one process
        return self.connection_info
