"""The kernels of all visitors: how many, who may have one, and when one ends that nobody uses."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager, suppress
from queue import Empty
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

import zmq
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_core.utils import ensure_async
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager, ServerKernelManager
from jupyter_server.utils import ApiPath
from tornado.ioloop import PeriodicCallback
from tornado.web import HTTPError
from traitlets import Integer, Type, Unicode, default

from crampguide.serving.kernel_process import MEMORY_VARIABLE
from crampguide.serving.line import Line, Turns

if TYPE_CHECKING:
    from collections.abc import Iterator

ALONE_FOR: Final = 90.0
"""How long a kernel may live without a page that listens to it [s], counted from its start."""
LOOK_EVERY: Final = 5.0
"""Between two looks for such kernels [s]."""


class PromptClient(AsyncKernelClient):
    """Goes on when the kernel has answered on both channels; Jupyter's own then waits for 0.2 s of silence."""

    async def _async_wait_for_ready(self, timeout: float | None = None) -> None:  # noqa: ASYNC109 - Jupyter's own
        """Wait until the kernel answers.

        Raises
        ------
        RuntimeError
            If it has ended, or has not answered in time [s].
        """
        until = time.monotonic() + (timeout or float("inf"))
        while True:
            self.kernel_info()
            with suppress(Empty):
                reply = await ensure_async(self.shell_channel.get_msg(timeout=1))
                await ensure_async(self.iopub_channel.get_msg(timeout=0.2))
                self._handle_kernel_info_reply(reply)
                return
            if not await self._async_is_alive() or time.monotonic() > until:
                message = "the kernel does not answer"
                raise RuntimeError(message)

    wait_for_ready = _async_wait_for_ready


class GuideKernel(ServerKernelManager):
    """One kernel."""

    client_factory = Type(PromptClient)
    # jupyter_server asks each kernel for words that only the manager of all has, so no error of a kernel got through
    traceback_replacement_message = Unicode("")


class GuideKernels(AsyncMappingKernelManager):
    """A kernel for each visitor, up to a number that the machine can bear, and none that nobody uses."""

    most_kernels = Integer(40, config=True, help="Visitors at the same time.")
    starts_at_once = Integer(config=True, help="Kernels that start at the same time; the others wait for their turn.")
    kernel_memory = Integer(600, config=True, help="Memory that one kernel may take up [MB]; 0 sets no limit.")

    @default("starts_at_once")
    def _starts_at_once(self) -> int:
        return max(2, os.cpu_count() or 1)

    @default("kernel_manager_class")
    def _kernel_manager_class(self) -> str:
        return f"{GuideKernel.__module__}.{GuideKernel.__name__}"

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Jupyter's own
        super().__init__(**options)  # type: ignore[no-untyped-call]
        self.context.setsockopt(zmq.RECONNECT_IVL, 5)  # [ms] a kernel that is about to listen is asked often
        self.line, self.turns = Line(), Turns(self.starts_at_once)
        self._admitted = 0
        self._uncounted: set[str] = set()
        self._alone_since: dict[str, float] = {}
        PeriodicCallback(self.end_deserted, LOOK_EVERY * 1000).start()

    def free(self) -> int:
        """Return how many more visitors may have a kernel."""
        return (
            self.most_kernels - self._admitted - sum(kernel not in self._uncounted for kernel in self.list_kernel_ids())
        )

    @contextmanager
    def admission(self) -> Iterator[None]:
        """Keep a place for a visitor whose kernel is about to start."""
        self._admitted += 1
        try:
            yield
        finally:
            self._admitted -= 1

    async def start_for(self, page: str, *, counts: bool = True) -> str:
        """Start the kernel of a page.

        Parameters
        ----------
        page : str
            Where the page is served.
        counts : bool
            Whether it takes up one of the places for visitors.

        Returns
        -------
        str
            Id of the kernel.
        """
        kernel = str(uuid4())
        if not counts:
            self._uncounted.add(kernel)
        environment = {**os.environ, "SCRIPT_NAME": page, MEMORY_VARIABLE: str(self.kernel_memory)}
        self._alone_since[kernel] = time.monotonic()
        await self.start_kernel(kernel_id=kernel, kernel_name="python3", path=ApiPath(""), env=environment)
        return kernel

    def remove_kernel(self, kernel_id: str) -> Any:  # noqa: ANN401 - Jupyter's own
        """Forget a kernel that has ended."""
        self._alone_since.pop(kernel_id, None)
        self._uncounted.discard(kernel_id)
        return super().remove_kernel(kernel_id)

    def notify_connect(self, kernel_id: str) -> None:
        """Note that a page listens."""
        super().notify_connect(kernel_id)  # type: ignore[no-untyped-call]
        self._alone_since.pop(kernel_id, None)

    def notify_disconnect(self, kernel_id: str) -> None:
        """Note that a page has stopped listening."""
        super().notify_disconnect(kernel_id)  # type: ignore[no-untyped-call]
        if kernel_id in self and not self._kernel_connections.get(kernel_id):
            self._alone_since[kernel_id] = time.monotonic()

    async def end_deserted(self) -> None:
        """End the kernels to which no page has listened for a while: of a browser that crashed, or never came back."""
        now = time.monotonic()  # which no change of the clock moves
        for kernel in [kernel for kernel, since in self._alone_since.items() if now - since > ALONE_FOR]:
            await self.end(kernel)

    async def end(self, kernel: str) -> None:
        """End a kernel at once: it holds nothing that anyone needs to save."""
        self._alone_since.pop(kernel, None)
        if kernel in self:
            with suppress(HTTPError):  # it has ended by itself in this moment
                await self.shutdown_kernel(kernel, now=True)  # type: ignore[no-untyped-call]
