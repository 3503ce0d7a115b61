"""The facilitator's page: one thing at a time for the projector, a bar to lead with, and the guide for the cases.

The room's database holds the state; this page asks it once a second, so it may be loaded again at any moment.
"""

from __future__ import annotations

import json
import logging
import os
import time
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import ipywidgets as widgets
import segno

from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.wording import say, words_of
from crampguide.pages.guide import GuidePage
from crampguide.telling.markup import Html, element, fragment
from crampguide.widgets.regions import HtmlView
from crampguide.widgets.steering import Steering
from crampguide.workshop.database import IN_MEMORY, ROOM_VARIABLE, connect
from crampguide.workshop.room import Refusal, Room
from crampguide.workshop.session import LENGTHS, load_workshop
from crampguide.workshop.stage import Invitation, Script, notes_html, stage_regions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crampguide.workshop.steps import Moment, Step

LOG: Final = logging.getLogger(__name__)

LINKS: Final = {
    "notes": "workshop/notes",
    "report": "workshop/report",
    "totals": "workshop/totals.csv",
    "sheets": "workshop/sheets",
}
"""Pages for the facilitator alone, where there is a server for them."""


class WorkshopPage:
    """A session, led step by step.

    Parameters
    ----------
    script : Script
    room : Room
    invitations : sequence of Invitation
        How phones come in, by the likeliest address first. Without any, hands are counted, and the notes stand below.

    Attributes
    ----------
    widget : ipywidgets.Box
        What the notebook shows.
    """

    def __init__(self, script: Script, room: Room, invitations: Sequence[Invitation] = ()) -> None:
        self._script, self._room, self._invitations = script, room, list(invitations)
        self._faults, self._has_failed = 0, False
        self._guide: GuidePage | None = None
        self._guide_is_for = ""
        self._stage, self._guide_place, self._notes = HtmlView(), widgets.Box(), HtmlView()
        self._steering = Steering(labels=words_of(script.knowledge.wording, "steer_"))
        self._show()
        self._steering.on_msg(self._on_request)
        parts = [self._stage, self._guide_place, self._steering, *([] if invitations else [self._notes])]
        self.widget = widgets.Box(parts)
        for name in ("cg-page", "cg-workshop"):
            self.widget.add_class(name)

    @property
    def _invitation(self) -> Invitation | None:
        return self._invitations[0] if self._invitations else None

    def _on_request(self, steering: Steering, content: dict[str, Any], _buffers: object) -> None:
        """Do what was asked for; whatever goes wrong, the facilitator sees a plain sentence."""
        kind = content["kind"]
        try:
            if kind != "beat" or self._has_failed:
                steering.said = ""
            if kind != "beat":
                self._do(kind, content)
            self._show()
            self._has_failed = False
        except Refusal as refusal:
            steering.said = say(self._script.knowledge.wording, refusal.reason)
        except Exception as fault:  # noqa: BLE001 - a traceback must never reach the projector
            if not self._has_failed:  # one fault a beat would only count seconds
                self._faults += 1
            self._has_failed = True
            LOG.error("fault %s in the workshop: %s", self._faults, type(fault).__name__)  # noqa: TRY400 - no answers
            steering.said = say(self._script.knowledge.wording, "room_problem", number=self._faults)

    def _do(self, kind: str, content: dict[str, Any]) -> None:
        moment = self._moment()
        match kind:
            case "forward":
                self._forward(moment)
            case "back" if (
                moment.poll.is_shown and not moment.has_ended
            ):  # shown too early, by a slip: the vote goes on
                self._room.open(moment.step)
            case "back":
                self._room.go_to(max(0, moment.place - 1))
            case "length":
                self._room.set_length(content["length"])
            case "fill":
                self._fill(moment.step)
            case "hands":
                question = next(one for one in moment.step.questions if one.id == content["question"])
                self._room.count_hands(question, [-1 if number is None else number for number in content["numbers"]])
                numbers = ", ".join(str(number) for number in content["numbers"])
                self._steering.said = say(self._script.knowledge.wording, "room_hands_saved", numbers=numbers)
            case "address":
                self._invitations = [*self._invitations[1:], *self._invitations[:1]]
            case "end" | "count_phones_anew":
                getattr(self._room, kind)()
            case "open" | "close" | "reset":
                getattr(self._room, kind)(moment.step)

    def _forward(self, moment: Moment) -> None:
        """Do the next thing: close a vote and show it, or go on; a vote that is new opens by itself."""
        if _can_be_shown(moment):
            self._room.reveal(moment.step)
        elif moment.poll.is_open:
            self._room.close(moment.step)
        elif moment.place + 1 < len(moment.steps):
            self._room.go_to(moment.place + 1)
            now = self._moment()
            if now.step.questions and now.is_untouched and not now.has_ended:
                self._room.open(now.step)

    def _moment(self) -> Moment:
        return self._room.moment(self._script.steps.__getitem__)

    def _fill(self, step: Step) -> None:
        _, case = self._script.case_of(step)
        if self._guide:
            self._guide.take(case.profile)

    def _show(self) -> None:
        moment = self._moment()
        self._stage.regions = stage_regions(self._script, moment, self._invitation)
        self._steering.state = self._state(moment)
        self._show_guide(moment.step)
        if not self._invitation:
            title = element("h2", self._script.say("room_notes"))
            notes = notes_html(self._script, moment, moment.minutes(time.time()))
            self._notes.regions = [("notes", fragment(title, notes))]

    def _show_guide(self, step: Step) -> None:
        """Show the guide below a case, empty for each; made when first needed, and kept while the case is on."""
        wanted = step.id if step.kind == "guide" else ""
        if wanted == self._guide_is_for:
            return
        self._guide_place.children = ()
        if self._guide:
            self._guide.close()
        self._guide, self._guide_is_for = None, wanted
        if wanted:
            self._guide = GuidePage(self._script.knowledge, keeps=False)
            self._guide_place.children = (self._guide.widget,)

    def _state(self, moment: Moment) -> dict[str, Any]:
        wording, step, poll = self._script.knowledge.wording, moment.step, moment.poll
        if _can_be_shown(moment):
            forward = say(wording, "room_show")
        elif poll.is_open:
            forward = say(wording, "room_close_quiz")
        else:
            forward = say(wording, "room_next") if moment.place + 1 < len(moment.steps) else ""
        can = {
            "back": moment.place > 0,
            "open": bool(step.questions) and not poll.is_open and not moment.has_ended,
            "close": poll.is_open,
            "reset": bool(step.questions) and not moment.has_ended,
            "fill": step.kind == "guide",
            "end": not moment.has_ended,
            "count_phones_anew": bool(self._invitations) and not moment.has_ended,
            "address": len(self._invitations) > 1,
        }
        hands = [
            {
                "id": question.id,
                "text": question.text,
                "options": list(question.options),
                "numbers": list(moment.totals[question.id].hands),
            }
            for question in step.questions
        ]
        return {
            "forward": forward,
            "can": [name for name, possible in can.items() if possible],
            "hands": hands,
            "length": {"lengths": list(LENGTHS), "length": moment.length} if step.kind == "join" else None,
            "links": LINKS if self._invitation else {},
        }


def _can_be_shown(moment: Moment) -> bool:
    """Return whether a vote is on whose counts come next; those of a quiz wait for the end."""
    is_on = moment.poll.is_open or not moment.is_untouched
    return bool(moment.step.questions) and moment.step.kind != "quiz" and is_on and not moment.poll.is_shown


def workshop() -> widgets.Box:
    """Return the facilitator's page as one widget, in Voilà and in JupyterLab.

    In a page served by ``crampguide workshop`` it leads that room. Elsewhere it makes a room of its own, without
    phones, that is gone with the kernel.

    Returns
    -------
    ipywidgets.Box

    Examples
    --------
    >>> len(workshop().children)
    4
    """
    script = Script(knowledge=load_knowledge(), workshop=load_workshop())
    told = os.environ.get(ROOM_VARIABLE)
    if not told:
        return WorkshopPage(script, Room.new(connect(IN_MEMORY))).widget
    place = json.loads(told)
    invitations = [
        Invitation(
            address=address.removeprefix("http://"),
            code=place["code"],
            picture=_picture(f"{address}#{place['code']}"),
            others=tuple(other.removeprefix("http://") for other in place["addresses"] if other != address),
        )
        for address in place["addresses"]
    ]
    return WorkshopPage(script, Room(connect(place["database"]), place["code"]), invitations).widget


def _picture(text: str) -> Html:
    """Return a text as a QR code that cameras read (SVG), with a white edge so that it works on dark pages."""
    drawn = BytesIO()
    segno.make(text, error="m").save(
        drawn, kind="svg", xmldecl=False, svgns=False, omitsize=True, light="#fff", svgclass="cg-qr", lineclass=None
    )
    return Html(drawn.getvalue().decode())
