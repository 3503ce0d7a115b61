"""What a participant's phone shows at one moment of a session: the same step as the projector, with a vote to send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crampguide.telling.markup import NOTHING, Html, element, fragment
from crampguide.workshop.stage import case_html, quiz_title, step_html

if TYPE_CHECKING:
    from crampguide.workshop.stage import Script
    from crampguide.workshop.steps import Moment, PollQuestion


def phone_html(script: Script, moment: Moment) -> Html:
    """Return what a phone shows.

    Parameters
    ----------
    script : Script
    moment : Moment
        With that phone's own answers.

    Notes
    -----
    While a vote is open the HTML changes only with what this phone has sent: a count that runs would take away what a
    person has marked but not sent.
    """
    if moment.has_ended:
        return _page(script.say("room_end"), element("p", script.say("room_end_words")), _take_home(script))
    step, is_voting = moment.step, bool(moment.step.questions) and not moment.poll.is_shown
    if step.kind == "join":
        return _page(script.say("room_phone_in"), element("p", script.say("room_rule")))
    if is_voting and step.kind == "quiz":
        return _page(quiz_title(script, step), _vote(script, moment))
    if is_voting:
        return fragment(_above(script, moment), _vote(script, moment))
    more = {"guide": _guide(script), "end": _take_home(script)}.get(step.kind, NOTHING)
    return fragment(step_html(script, moment, "h2"), more)


def _page(title: str, *inside: Html) -> Html:
    return fragment(element("h2", title), *inside)


def _above(script: Script, moment: Moment) -> Html:
    """Return what stands above a vote: the claim or the case, but no options: those are in the vote."""
    if moment.step.kind == "myth":
        return element("p", script.say("room_myth"))
    return case_html(script, script.case_of(moment.step)[1])


def _vote(script: Script, moment: Moment) -> Html:
    """Return the questions of a vote as a form, each locked once this phone has answered it."""
    every, left = len(moment.step.questions), len(moment.step.questions) - len(moment.own)
    head = foot = NOTHING
    if not moment.poll.is_open:
        words = "room_phone_closed" if moment.own else "room_phone_missed"
        head = element("p", element("b", script.say("room_phone_wait" if moment.is_untouched else words)))
    elif left:
        send = script.say("room_phone_send" if left == 1 else "room_phone_send_all")
        still = element("small", script.say("room_phone_open", left=left, all=every))
        foot = element("button", send, fragment(" ", still) if every > 1 else "", type="submit")
    else:
        head = element("p", element("b", script.say("room_phone_sent")))
    questions = (_question(script, moment, question) for question in moment.step.questions)
    state = {"data_step": moment.step.id, "data_round": str(moment.poll.round)}
    return element("form", head, *questions, foot, class_="cg-vote", **state)


def _question(script: Script, moment: Moment, question: PollQuestion) -> Html:
    own = moment.own.get(question.id)
    options = (
        element(
            "label",
            element("input", type="radio", name=question.id, value=str(place), checked=place == own),
            " ",
            element("span", option),
            class_="cg-tick",
        )
        for place, option in enumerate(question.options)
    )
    has_mark = own is not None and len(moment.step.questions) > 1
    return element(
        "fieldset",
        element("legend", question.text),
        *options,
        element("p", script.say("room_phone_sent_one"), class_="cg-quiet") if has_mark else "",
        disabled=own is not None or not moment.poll.is_open,
    )


def _guide(script: Script) -> Html:
    note = element("p", script.say("room_phone_guide_note"), class_="cg-quiet")
    return fragment(_button(script.say("room_phone_guide"), "guide"), note)


def _take_home(script: Script) -> Html:
    return fragment(_button(script.say("room_phone_home"), "take-home"), _guide(script))


def _button(label: str, address: str) -> Html:
    """Return a link to another page of the room, as large as a button."""
    return element("p", element("a", label, class_="cg-button", href=address, target="_blank"))
