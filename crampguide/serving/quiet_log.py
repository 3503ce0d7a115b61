"""What a server's log may hold: kinds of faults and where they arose. No answer, no address, and no flood."""

from __future__ import annotations

import logging
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tornado.web import RequestHandler

LOG: Final = logging.getLogger(__name__)

PAUSE: Final = 60.0
"""The same line is logged at most once in this time [s]."""
WATCHED: Final = ("asyncio", "tornado.application", "tornado.general", "Voila", "traitlets")
"""Loggers of the libraries that serve; Voilà logs by one of the last two."""

OWN_FAULTS: Final = set(range(500, 600)) - {503}
"""Statuses of the server's own errors; a full house is none."""


class OnlyKinds(logging.Filter):
    """Keeps the kind of a fault and the place in the code; its words may hold what somebody sent."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite a record; drop what is no fault, and what was logged a moment ago."""
        from tornado.websocket import WebSocketClosedError  # noqa: PLC0415 - slow, and only needed to serve

        fault = record.exc_info[1] if record.exc_info else None
        # jupyter_server sends without waiting, so that a page closed meanwhile looks like a task that went wrong
        if isinstance(fault, WebSocketClosedError):
            return False
        if fault is not None:
            line = f"fault: {type(fault).__name__}{_place(fault)}"
            if record.name == "asyncio":
                line = f"{record.getMessage().splitlines()[0]} ({line})"
        else:
            line = str(record.msg)  # without what would be filled in
        now = time.monotonic()
        if now - self._last.get(line, -PAUSE) < PAUSE:
            return False
        self._last[line] = now
        if len(self._last) > 1_000:  # noqa: PLR2004 - lines of faults that nobody has seen yet
            self._last.clear()
        record.msg, record.args, record.exc_info, record.exc_text = line, (), None, None
        return True


def _place(fault: BaseException) -> str:
    frames = traceback.extract_tb(fault.__traceback__)
    return f" in {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""


def keep_log_short() -> None:
    """Let the libraries that serve log faults only, and of them nothing that a person sent."""
    logging.getLogger("tornado").setLevel(logging.ERROR)
    quiet = OnlyKinds()
    for name in WATCHED:
        logger = logging.getLogger(name)
        if not any(isinstance(one, OnlyKinds) for one in logger.filters):
            logger.addFilter(quiet)


def log_failure(handler: RequestHandler) -> None:
    """Log a failed request without its query, which may hold answers; log nothing of any other."""
    if handler.get_status() in OWN_FAULTS:
        LOG.error("%s %s: status %d", handler.request.method, handler.request.path, handler.get_status())
