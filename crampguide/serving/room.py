"""The guide's server with a room: a page for phones, and pages that only the facilitator can open.

A phone sends what it wants in the body of a request and its key in a header, so that nothing of it stands in an address
or a log. Whoever leads the session is known by a cookie that the printed address sets.
"""

from __future__ import annotations

import hmac
import json
import logging
import re
import time
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any, ClassVar, Final

from jupyter_server.utils import url_path_join
from tornado.web import HTTPError, RequestHandler
from voila.handler import BaseVoilaHandler
from voila.tornado.handler import TornadoVoilaHandler

from crampguide.knowledge.wording import say, words_of
from crampguide.serving.server import CappedKernelManager, GuideServer, guide_config
from crampguide.widgets.assets import STATIC
from crampguide.workshop.pack import sheet_titles, workshop_pack
from crampguide.workshop.phone import phone_html
from crampguide.workshop.report import report_html, totals_csv
from crampguide.workshop.room import Refusal
from crampguide.workshop.stage import notes_html

if TYPE_CHECKING:
    from pathlib import Path

    from traitlets.config import Config

    from crampguide.workshop.room import Room
    from crampguide.workshop.stage import Script
    from crampguide.workshop.steps import Moment

LOG: Final = logging.getLogger(__name__)

COOKIE: Final = "crampguide-facilitator"
KEY_HEADER: Final = "X-Room-Key"
KEY: Final = re.compile(r"[\w-]{22,64}")
LONGEST_MESSAGE: Final = 4_000
"""Letters [bytes] of a phone's message; the longest that a phone of ours sends has some 400."""
GUIDE_PAGE: Final = "guide"
PAGE_PARTS: Final = {
    "page_style": "page.css",
    "room_style": "room.css",
    "phone_script": "phone.js",
    "notes_script": "notes.js",
}
KEEPS_OUT: Final = {"room_wrong_code", "room_full"}
"""Refusals of a phone that is not in the room, or no longer."""
FACILITATOR_PAGE: Final = "/workshop"
PUBLIC_SHEET: Final = "take-home.html"
"""The one sheet that does not tell what is right."""


class RoomHost:
    """What the server knows of its room.

    Parameters
    ----------
    script : Script
    room : Room
    secret : str
        What the facilitator's browser shows to be let in.
    most_phones : int
        Phones [count] that may join.
    """

    def __init__(self, script: Script, room: Room, secret: str, most_phones: int) -> None:
        self.script, self.room, self.most_phones = script, room, most_phones
        self._secret = secret
        self.sheets = workshop_pack(script.knowledge, script.workshop)

    def moment(self, key: str = "") -> Moment:
        """Return the room as one phone may see it."""
        return self.room.moment(self.script.steps.__getitem__, key)

    def is_facilitator(self, secret: str) -> bool:
        """Return whether this is the secret of the one who leads the session."""
        return hmac.compare_digest(secret.encode(), self._secret.encode())


class RoomServer(GuideServer):
    """The guide's server with a room in it. ``host`` must be set before it is initialized."""

    host: ClassVar[RoomHost]

    def page_facts(self) -> dict[str, Any]:
        """Add what the pages of phones and notes are made of."""
        parts = {name: (STATIC / file).read_text(encoding="utf-8") for name, file in PAGE_PARTS.items()}
        words = words_of(self.host.script.knowledge.wording, "phone_")
        return {**super().page_facts(), **parts, "phone_words": words}

    def init_handlers(self) -> list[tuple[Any, ...]]:
        """Put the room first, and the guide beside it."""

        def at(path: str) -> str:
            return url_path_join(self.server_url, path)

        voila = {"voila_configuration": self.voila_configuration}  # its handlers need it to show an error
        page = {**voila, "template_paths": self.template_paths, "config": self.config}
        host = {"host": self.host, **voila}
        return [
            (at("/"), PhonePageHandler, host),
            (at("/room/(join|now|answer)"), PhoneHandler, {"host": self.host}),
            (at("/take-home"), SheetHandler, {**host, "name": PUBLIC_SHEET}),
            (at(f"/{GUIDE_PAGE}"), TornadoVoilaHandler, {**page, "notebook_path": "guide.ipynb"}),
            (at(FACILITATOR_PAGE), FacilitatorPageHandler, {**host, **page, "notebook_path": "workshop.ipynb"}),
            (at(f"{FACILITATOR_PAGE}/(notes|notes/now|report|totals.csv|sheets)"), FacilitatorHandler, host),
            (at(f"{FACILITATOR_PAGE}/sheets/(.*)"), SheetHandler, host),
            *super().init_handlers(),
        ]


class RoomKernelManager(CappedKernelManager):
    """Keeps a kernel free for the facilitator, however many phones have opened the guide."""

    async def start_kernel(self, **kwargs: Any) -> str:  # type: ignore[override]  # noqa: ANN401 - handed on
        """Start a kernel; only those of phones count against the number that the machine can bear."""
        path = str(kwargs.get("env", {}).get("SCRIPT_NAME", ""))
        if path.rstrip("/").endswith(FACILITATOR_PAGE):
            return await self.start_uncounted(**kwargs)
        return await super().start_kernel(**kwargs)


def room_config(host: str, port: int, notebook: Path, guides: int) -> Config:
    """Return Voilà's configuration for a session: the guide's own, with the guide at a page of its own.

    Parameters
    ----------
    host, port, notebook
        As in `crampguide.serving.server.guide_config`.
    guides : int
        Phones [count] that may have the guide open at the same time.
    """
    config = guide_config(host, port, notebook, GUIDE_PAGE)
    config.VoilaConfiguration.multi_kernel_manager_class = RoomKernelManager
    config.RoomKernelManager.most_kernels = guides
    return config


# ---------------------------------------------------------------- phones


def log_kind(kind: type[BaseException] | None, value: BaseException | None, _trace: object) -> None:
    """Log the kind of a fault, and nothing of the request; what was refused is no fault."""
    if kind and not isinstance(value, HTTPError):
        LOG.error("fault in the room: %s", kind.__name__)


class RoomPageHandler(BaseVoilaHandler):  # type: ignore[misc]
    """A page of the room."""

    def log_exception(self, kind: Any, value: Any, trace: Any) -> None:  # noqa: ANN401 - tornado's own
        """Log the kind of a fault only."""
        log_kind(kind, value, trace)

    def initialize(self, host: RoomHost, **options: Any) -> None:  # noqa: ANN401 - Voilà's own
        """Take the room."""
        self.host = host
        super().initialize(**options)


class PhonePageHandler(RoomPageHandler):
    """The page of a phone: the same for all, so it holds nothing about anyone."""

    def get(self) -> None:
        """Show it."""
        template = self.settings["voila_jinja2_env"].get_template("phone.html.j2")
        self.finish(template.render(base_url=self.base_url))


class PhoneHandler(RequestHandler):
    """What a phone asks for. It holds no cookie, so there is none to misuse, and nothing is logged."""

    def initialize(self, host: RoomHost) -> None:
        """Take the room."""
        self.host = host

    def check_xsrf_cookie(self) -> None:
        """Need none: the key in the header is what a foreign page does not have."""

    def log_exception(self, kind: Any, value: Any, trace: Any) -> None:  # noqa: ANN401 - tornado's own
        """Log the kind of a fault only: tornado would add the sender's address."""
        log_kind(kind, value, trace)

    def post(self, wish: str) -> None:
        """Join, take an answer, or just tell what the room shows."""
        self.set_header("Cache-Control", "no-store")
        said = ""
        try:
            key, message = self._key(), self._message()
            if wish != "now" and not self.host.moment().has_ended:  # an ended room tells of its end, and refuses none
                self.host.room.join(key, self.host.most_phones)  # who answers is in, so a full room takes no votes
            if wish == "answer":
                said = self._answer(key, message)
            self._tell(key, message, said)
        except Refusal as refusal:
            self.set_status(403)
            said = say(self.host.script.knowledge.wording, refusal.reason)
            self.finish({"said": said, "is_out": refusal.reason in KEEPS_OUT})

    def _key(self) -> str:
        key = self.request.headers.get(KEY_HEADER, "")
        if not KEY.fullmatch(key):
            raise _bad_message()
        return str(key)

    def _message(self) -> dict[str, Any]:
        """Return what a phone sent, once it is short, can be read, and names this room."""
        if len(self.request.body) > LONGEST_MESSAGE:
            reason = "room_too_long"
            raise Refusal(reason)
        try:
            message = json.loads(self.request.body)
        except (ValueError, RecursionError) as fault:
            raise _bad_message() from fault
        if not isinstance(message, dict):
            raise _bad_message()
        if str(message.get("code", "")).upper() != self.host.room.code:
            reason = "room_wrong_code"
            raise Refusal(reason)
        return message

    def _answer(self, key: str, message: dict[str, Any]) -> str:
        """Take answers; return what is to be said of them, for what is refused here is no fault of the message."""
        moment = self.host.moment()
        choices, poll_round = message.get("choices"), message.get("round")
        if not isinstance(choices, dict) or not all(type(choice) is int for choice in choices.values()):
            raise _bad_message()
        if type(poll_round) is not int:
            raise _bad_message()
        step = next((step for step in moment.steps if step.id == message.get("step")), None)
        try:
            if step is None:
                raise _no_such()
            self.host.room.answer(key, step, choices, poll_round)
        except Refusal as refusal:
            return refusal.reason
        return ""

    def _tell(self, key: str, message: dict[str, Any], said: str) -> None:
        moment = self.host.moment(key)
        html = phone_html(self.host.script, moment)
        mark = sha256(html.encode()).hexdigest()[:16]  # the same from every server, and after a restart
        told = {"mark": mark}
        if said:
            told["said"] = say(self.host.script.knowledge.wording, said)
        if mark != message.get("mark"):
            told["html"] = html
        self.finish(told)


def _bad_message() -> Refusal:
    return Refusal("room_bad_message")


def _no_such() -> Refusal:
    return Refusal("room_no_such")


# ---------------------------------------------------------------- the facilitator


def let_in(handler: RequestHandler, host: RoomHost) -> None:
    """Refuse everyone but the facilitator, with a page that says so.

    Raises
    ------
    tornado.web.HTTPError
        With status 403.
    """
    if not host.is_facilitator(handler.get_cookie(COOKIE, "") or ""):
        raise HTTPError(403)


class FacilitatorPageHandler(TornadoVoilaHandler):  # type: ignore[misc]
    """The facilitator's page. Its printed address carries a secret, which becomes a cookie and leaves the address."""

    def initialize(self, host: RoomHost, **options: Any) -> None:  # noqa: ANN401 - Voilà's own
        """Take the room."""
        self.host = host
        super().initialize(**options)

    async def get(self, path: str | None = None) -> None:
        """Show it to the facilitator."""
        if secret := self.get_argument("secret", ""):
            if not self.host.is_facilitator(secret):
                raise HTTPError(403)
            self.set_cookie(COOKIE, secret, httponly=True, samesite="Strict")
            self.redirect(url_path_join(self.base_url, FACILITATOR_PAGE))
            return
        let_in(self, self.host)
        await super().get(path)


class FacilitatorHandler(RoomPageHandler):
    """Notes, report, totals and the list of sheets."""

    def get(self, what: str) -> None:
        """Show one of them to the facilitator."""
        let_in(self, self.host)
        self.set_header("Cache-Control", "no-store")
        script = self.host.script
        match what:
            case "report":
                today = date.today()  # noqa: DTZ011 - the day in the room
                self.finish(report_html(script, self.host.room, today))
            case "totals.csv":
                self.set_header("Content-Type", "text/csv; charset=utf-8")
                self.set_header("Content-Disposition", "attachment; filename=workshop-totals.csv")
                self.finish(totals_csv(script, self.host.room))
            case "notes/now":
                moment = self.host.moment()
                self.finish({"html": notes_html(script, moment, moment.minutes(time.time()))})
            case _:
                template = self.settings["voila_jinja2_env"].get_template(f"{what}.html.j2")
                self.finish(template.render(base_url=self.base_url, sheets=sheet_titles(script.knowledge)))


class SheetHandler(RoomPageHandler):
    """Sheets to print; all but the one to take home are for the facilitator."""

    def initialize(self, host: RoomHost, name: str = "", **options: Any) -> None:  # noqa: ANN401 - Voilà's own
        """Take the room, and the sheet if it is always the same."""
        super().initialize(host, **options)
        self.name = name

    def get(self, name: str = "") -> None:
        """Show a sheet."""
        if not self.name:
            let_in(self, self.host)
        if (sheet := self.host.sheets.get(self.name or name)) is None:
            raise HTTPError(404)
        self.finish(sheet)
