"""What a participant's phone shows at one moment of a session: the same step as the projector, with a vote to send."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from crampguide.workshop.stage import quiz_title, step_html

if TYPE_CHECKING:
    from crampguide.workshop.stage import Script
    from crampguide.workshop.steps import Moment, PollQuestion


def phone_html(script: Script, moment: Moment) -> str:
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
        return f"<h2>{script.say('room_end')}</h2><p>{script.say('room_end_words')}</p>{_take_home(script)}"
    step, is_voting = moment.step, bool(moment.step.questions) and not moment.poll.is_shown
    if step.kind == "join":
        return f"<h2>{script.say('room_phone_in')}</h2><p>{script.say('room_rule')}</p>"
    if is_voting:
        title = f"<h2>{quiz_title(script, step)}</h2>" if step.kind == "quiz" else _above(script, moment)
        return title + _vote(script, moment)
    more = {"guide": _guide(script), "end": _take_home(script)}.get(step.kind, "")
    return step_html(script, moment).replace("<h1", "<h2").replace("</h1", "</h2") + more


def _above(script: Script, moment: Moment) -> str:
    """Return what stands above a vote: the claim or the case, but no options: those are in the vote."""
    if moment.step.kind == "myth":
        return f"<p>{script.say('room_myth')}</p>"
    _, case = script.case_of(moment.step)
    return f"<p>{script.say('room_case')}</p><p class='cg-story'>{escape(case.summary)}</p>"


def _vote(script: Script, moment: Moment) -> str:
    """Return the questions of a vote as a form, each locked once this phone has answered it."""
    questions = "".join(_question(script, moment, question) for question in moment.step.questions)
    every, left = len(moment.step.questions), len(moment.step.questions) - len(moment.own)
    head = foot = ""
    if not moment.poll.is_open:
        words = "room_phone_closed" if moment.own else "room_phone_missed"
        head = f"<p><b>{script.say('room_phone_wait' if moment.is_untouched else words)}</b></p>"
    elif left:
        send = "room_phone_send" if left == 1 else "room_phone_send_all"
        still = f" <small>{script.say('room_phone_open', left=left, all=every)}</small>" if every > 1 else ""
        foot = f"<button type='submit'>{script.say(send)}{still}</button>"
    else:
        head = f"<p><b>{script.say('room_phone_sent')}</b></p>"
    step = f"data-step='{escape(moment.step.id)}' data-round='{moment.poll.round}'"
    return f"<form class='cg-vote' {step}>{head}{questions}{foot}</form>"


def _question(script: Script, moment: Moment, question: PollQuestion) -> str:
    own = moment.own.get(question.id)
    locked = " disabled" if own is not None or not moment.poll.is_open else ""
    options = "".join(
        f"<label class='cg-tick'><input type='radio' name='{escape(question.id)}' value='{place}'"
        f"{' checked' if place == own else ''}> <span>{escape(option)}</span></label>"
        for place, option in enumerate(question.options)
    )
    sent = f"<p class='cg-quiet'>{script.say('room_phone_sent_one')}</p>"
    mark = sent if own is not None and len(moment.step.questions) > 1 else ""
    return f"<fieldset{locked}><legend>{escape(question.text)}</legend>{options}{mark}</fieldset>"


def _guide(script: Script) -> str:
    link = f"<a class='cg-button' href='guide' target='_blank'>{script.say('room_phone_guide')}</a>"
    return f"<p>{link}</p><p class='cg-quiet'>{script.say('room_phone_guide_note')}</p>"


def _take_home(script: Script) -> str:
    link = f"<a class='cg-button' href='take-home' target='_blank'>{script.say('room_phone_home')}</a>"
    return f"<p>{link}</p>{_guide(script)}"
