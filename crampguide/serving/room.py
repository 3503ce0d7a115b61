"""The guide's server with a room: a page for phones, and pages that only the facilitator can open.

A phone sends what it wants in the body of a request and its key in a header, so that nothing of it stands in an address
or a log. Whoever leads the session is known by a cookie that the printed address sets. A phone that has joined gets a
stamp, the same for all, with which it may open the guide.
"""

from __future__ import annotations

import asyncio
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

from crampguide.knowledge.wording import say, words_of
from crampguide.serving.page import NoCookieHandler, PageHandler, page_options
from crampguide.serving.phone_doors import PhoneDoors
from crampguide.serving.server import MORE_PAGES, GuideServer, guide_config
from crampguide.widgets.assets import STATIC
from crampguide.workshop.pack import sheet_titles, workshop_pack
from crampguide.workshop.phone import phone_html
from crampguide.workshop.report import report_html, totals_csv
from crampguide.workshop.room import Refusal
from crampguide.workshop.stage import notes_html

if TYPE_CHECKING:
    from pathlib import Path

    from traitlets.config import Config

    from crampguide.serving.options import Options
    from crampguide.workshop.room import Room
    from crampguide.workshop.stage import Script
    from crampguide.workshop.steps import Moment

LOG: Final = logging.getLogger(__name__)

COOKIE: Final = "crampguide-facilitator"
STAMP: Final = "crampguide-room"
"""Cookie of a phone that has joined: the same for all, so it tells nobody from anybody, and gone with the browser."""
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
        self.stamp = hmac.new(secret.encode(), b"in the room", sha256).hexdigest()
        self.doors = PhoneDoors()
        self.sheets = workshop_pack(script.knowledge, script.workshop)

    def moment(self, key: str = "") -> Moment:
        """Return the room as one phone may see it."""
        return self.room.moment(self.script.steps.__getitem__, key)

    def is_facilitator(self, secret: str) -> bool:
        """Return whether this is the secret of the one who leads the session."""
        return hmac.compare_digest(secret.encode(), self._secret.encode())

    def is_in_the_room(self, stamp: str) -> bool:
        """Return whether this is the stamp of a phone that has joined."""
        return hmac.compare_digest(stamp.encode(), self.stamp.encode())


class RoomServer(GuideServer):
    """The guide's server with a room in it. ``host`` must be set before it is initialized."""

    host: ClassVar[RoomHost]

    def page_facts(self) -> dict[str, Any]:
        """Add what the pages of phones and notes are made of."""
        parts = {name: (STATIC / file).read_text(encoding="utf-8") for name, file in PAGE_PARTS.items()}
        words = words_of(self.host.script.knowledge.wording, "phone_")
        return {**super().page_facts(), **parts, "phone_words": words}

    def routes(self) -> dict[str, tuple[Any, ...]]:
        """Put the room first, and the guide beside it."""
        voila = {"voila_configuration": self.voila_configuration}  # its handlers need it to show an error
        host = {"host": self.host, **voila}
        pages = {name: {"host": self.host, **page_options(self, f"{name}.ipynb")} for name in (GUIDE_PAGE, *MORE_PAGES)}
        stage = {"host": self.host, **page_options(self, "workshop.ipynb")}
        room = {
            "/": (PhonePageHandler, host),
            "/room/(join|now|answer)": (PhoneHandler, {"host": self.host}),
            "/take-home": (SheetHandler, {**host, "name": PUBLIC_SHEET}),
            **{f"/{name}": (RoomGuideHandler, options) for name, options in pages.items()},
            FACILITATOR_PAGE: (FacilitatorPageHandler, stage),
            f"{FACILITATOR_PAGE}/(notes|notes/now|report|totals.csv|sheets)": (FacilitatorHandler, host),
            f"{FACILITATOR_PAGE}/sheets/(.*)": (SheetHandler, host),
        }
        return room | {path: what for path, what in super().routes().items() if path not in room}


def room_config(options: Options, notebook: Path, folder: Path) -> Config:
    """Return Voilà's configuration for a session: the guide's own, with the guide at a page of its own."""
    return guide_config(options, notebook, folder, GUIDE_PAGE)


# ---------------------------------------------------------------- phones


def log_kind(kind: type[BaseException] | None, value: BaseException | None, _trace: object) -> None:
    """Log the kind of a fault, and nothing of the request; what was refused is no fault."""
    if kind and not isinstance(value, HTTPError):
        LOG.error("fault in the room: %s", kind.__name__)


class RoomPageHandler(NoCookieHandler):
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

    head = get


class RoomGuideHandler(PageHandler):
    """The guide and its pages, for who has joined: whoever is merely on the same network can not take their places."""

    def initialize(self, *, host: RoomHost, **options: Any) -> None:  # type: ignore[override]  # noqa: ANN401
        """Take the room."""
        self.host = host
        super().initialize(**options)

    async def get(self) -> None:
        """Show it."""
        stamp, secret = (self.get_cookie(name, "") or "" for name in (STAMP, COOKIE))
        if not (self.host.is_in_the_room(stamp) or self.host.is_facilitator(secret)):
            self.set_status(403)
            self.finish(self.render_template("error.html", status_code=403, is_room_only=True))
            return
        await self.show()


class PhoneHandler(RequestHandler):
    """What a phone asks for. Nothing of it is logged."""

    def initialize(self, host: RoomHost) -> None:
        """Take the room."""
        self.host = host

    def check_xsrf_cookie(self) -> None:
        """Need none: the key in the header is what a foreign page does not have."""

    def log_exception(self, kind: Any, value: Any, trace: Any) -> None:  # noqa: ANN401 - tornado's own
        """Log the kind of a fault only: tornado would add the sender's address."""
        log_kind(kind, value, trace)

    async def post(self, wish: str) -> None:
        """Join, take an answer, or just tell what the room shows."""
        self.set_header("Cache-Control", "no-store")
        try:
            key, message = self._key(), self._message()
            self._check_code(key, message)
            # the database may be slow or locked: that holds up this question, and nobody else's
            told = await asyncio.to_thread(self._told, wish, key, message)
            self.set_cookie(STAMP, self.host.stamp, path=self.settings["base_url"], httponly=True, samesite="Strict")
            self.finish(told)
        except Refusal as refusal:
            self.set_status(403)
            said = say(self.host.script.knowledge.wording, refusal.reason)
            self.finish({"said": said, "is_out": refusal.reason in KEEPS_OUT})

    def _told(self, wish: str, key: str, message: dict[str, Any]) -> dict[str, str]:
        said = ""
        if wish != "now" and not self.host.moment().has_ended:  # an ended room tells of its end, and refuses none
            if not self.host.doors.may_join(str(self.request.remote_ip), key):
                reason = "room_one_address"
                raise Refusal(reason)
            self.host.room.join(key, self.host.most_phones)  # who answers is in, so a full room takes no votes
        if wish == "answer":
            said = self._answer(key, message)
        return self._now(key, message, said)

    def _key(self) -> str:
        key = self.request.headers.get(KEY_HEADER, "")
        if not KEY.fullmatch(key):
            raise _bad_message()
        return str(key)

    def _message(self) -> dict[str, Any]:
        """Return what a phone sent, once it is short and can be read."""
        if len(self.request.body) > LONGEST_MESSAGE:
            reason = "room_too_long"
            raise Refusal(reason)
        try:
            message = json.loads(self.request.body)
        except (ValueError, RecursionError) as fault:
            raise _bad_message() from fault
        if not isinstance(message, dict):
            raise _bad_message()
        return message

    def _check_code(self, key: str, message: dict[str, Any]) -> None:
        """Refuse a wrong code, and whoever sent many of them."""
        doors, address = self.host.doors, str(self.request.remote_ip)
        if not doors.may_try(address, key):
            reason = "room_slow"
            raise Refusal(reason)
        if str(message.get("code", "")).upper() != self.host.room.code:
            doors.tried_wrong(address)
            reason = "room_wrong_code"
            raise Refusal(reason)

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

    def _now(self, key: str, message: dict[str, Any], said: str) -> dict[str, str]:
        moment = self.host.moment(key)
        html = phone_html(self.host.script, moment)
        mark = sha256(html.encode()).hexdigest()[:16]  # the same from every server, and after a restart
        told = {"mark": mark}
        if said:
            told["said"] = say(self.host.script.knowledge.wording, said)
        if mark != message.get("mark"):
            told["html"] = html
        return told


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


class FacilitatorPageHandler(PageHandler):
    """The facilitator's page. Its printed address carries a secret, which becomes a cookie and leaves the address."""

    counts = False  # however many phones have the guide open, the session can be led

    def initialize(self, *, host: RoomHost, **options: Any) -> None:  # type: ignore[override]  # noqa: ANN401
        """Take the room."""
        self.host = host
        super().initialize(**options)

    async def get(self) -> None:
        """Show it to the facilitator."""
        if secret := self.get_argument("secret", ""):
            if not self.host.is_facilitator(secret):
                raise HTTPError(403)
            self.set_cookie(COOKIE, secret, path=self.base_url, httponly=True, samesite="Strict")
            self.set_header("Cache-Control", "no-store")
            self.redirect(url_path_join(self.base_url, FACILITATOR_PAGE))
            return
        let_in(self, self.host)
        await self.show()


class FacilitatorHandler(RoomPageHandler):
    """Notes, report, totals and the list of sheets."""

    async def get(self, what: str) -> None:
        """Show one of them to the facilitator."""
        let_in(self, self.host)
        self.set_header("Cache-Control", "no-store")
        script = self.host.script
        match what:
            case "report":
                today = date.today()  # noqa: DTZ011 - the day in the room
                self.finish(await asyncio.to_thread(report_html, script, self.host.room, today))
            case "totals.csv":
                self.set_header("Content-Type", "text/csv; charset=utf-8")
                self.set_header("Content-Disposition", "attachment; filename=workshop-totals.csv")
                self.finish(await asyncio.to_thread(totals_csv, script, self.host.room))
            case "notes/now":
                moment = await asyncio.to_thread(self.host.moment)
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
