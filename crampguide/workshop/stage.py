"""What a step of a session looks like, as HTML: large on the projector, small on a phone, with notes for one person."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from crampguide.assessing.assessment import assess_profile
from crampguide.assessing.triage import emergency_signs
from crampguide.knowledge.wording import say
from crampguide.measuring.cases import load_cases
from crampguide.telling.explanation import cite, explain
from crampguide.telling.handout import answers_in_words
from crampguide.telling.parts import advice_html, list_html, sources_html
from crampguide.workshop.session import LENGTHS, basis_of
from crampguide.workshop.steps import session_steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crampguide.knowledge.records import Knowledge
    from crampguide.measuring.cases import Case
    from crampguide.workshop.session import GroupCase, Workshop
    from crampguide.workshop.steps import Moment, PollQuestion, Step, Totals


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """How phones come in: address, code of the room, and both as a picture (SVG) for cameras."""

    address: str
    code: str
    picture: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What all views of a session read: the knowledge, the session, and its steps by length [min]."""

    knowledge: Knowledge
    workshop: Workshop
    steps: dict[int, tuple[Step, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out the steps of a session of each length [min], once."""
        steps = {length: session_steps(self.knowledge, self.workshop, length) for length in LENGTHS}
        object.__setattr__(self, "steps", steps)

    def say(self, key: str, **values: object) -> str:
        """Return a sentence, safe in HTML."""
        return escape(say(self.knowledge.wording, key, **values))

    def case_of(self, step: Step) -> tuple[GroupCase, Case]:
        """Return the case that a step is about, as the session holds it and as it was published."""
        one = next(one for one in self.workshop.cases if one.id == step.about)
        return one, next(case for case in load_cases() if case.id == one.case)


# ---------------------------------------------------------------- the projector


def stage_regions(script: Script, moment: Moment, invitation: Invitation | None) -> list[tuple[str, str]]:
    """Return what the projector shows.

    Parameters
    ----------
    script : Script
    moment : Moment
    invitation : Invitation, optional
        How phones come in; without one there are none.

    Returns
    -------
    list of (str, str)
        Region and HTML: a thin line about the room, and the one thing that all look at.
    """
    return [("strip", _strip(script, moment, invitation)), ("stage", _stage(script, moment, invitation))]


def _strip(script: Script, moment: Moment, invitation: Invitation | None) -> str:
    parts = [
        escape(block_title(script, moment.step)),
        script.say("room_place", place=moment.place + 1, number=len(moment.steps)),
    ]
    if invitation:
        parts += [f"{escape(invitation.address)} · <b>{escape(invitation.code)}</b>", _phones(script, moment.joined)]
    return "<p class='cg-strip'>" + "".join(f"<span>{part}</span>" for part in parts) + "</p>"


def _phones(script: Script, number: int) -> str:
    return script.say("room_phones_one") if number == 1 else script.say("room_phones", number=number)


def block_title(script: Script, step: Step) -> str:
    """Return the title of the block that a step belongs to."""
    return next(block.title for block in script.workshop.blocks if block.id == step.block)


def _stage(script: Script, moment: Moment, invitation: Invitation | None) -> str:
    if moment.step.kind == "join":
        return _join(script, moment, invitation)
    over = f"<p><b>{script.say('room_is_over')}</b></p>" if moment.has_ended else ""
    if moment.step.kind == "quiz":
        return f"{over}{_quiz(script, moment)}{_answered(script, moment)}"
    where = ""
    if moment.step.kind == "end" and invitation:
        where = f"<p>{script.say('room_end_where', address=invitation.address)}</p>"
    return f"{over}{step_html(script, moment)}{where}{_answered(script, moment)}"


def _join(script: Script, moment: Moment, invitation: Invitation | None) -> str:
    if invitation is None:
        how = f"<p>{script.say('room_alone')}</p>"
    else:
        how = (
            f"<div class='cg-invitation'>{invitation.picture}<div><p>{script.say('room_join_how')}</p>"
            f"<p class='cg-huge'>{escape(invitation.address)}</p><p>{script.say('room_join_code')}</p>"
            f"<p class='cg-huge cg-code'>{escape(invitation.code)}</p><p>{_phones(script, moment.joined)}. "
            f"{script.say('room_no_phones')}</p></div></div>"
        )
    title = "room_join" if invitation else "room_title"
    place = LENGTHS.index(moment.length)
    agenda = ", ".join(
        f"{block.title} {say(script.knowledge.wording, 'room_minutes', number=block.minutes[place])}"
        for block in script.workshop.blocks
    )
    return (
        f"<h1>{script.say(title)}</h1>{how}<p><b>{script.say('room_rule')}</b></p>"
        f"<p class='cg-quiet'>{script.say('room_agenda')} {escape(agenda)}.</p>"
    )


def quiz_title(script: Script, step: Step) -> str:
    """Return the title of the quiz, which says whether it is asked for the second time."""
    return script.say("room_quiz_title" if step.id == "before" else "room_quiz_again")


def _quiz(script: Script, moment: Moment) -> str:
    """Return all questions of the quiz, for those who answer on paper or by hand."""
    state = script.say("room_quiz_open" if moment.poll.is_open else "room_is_closed")
    questions = "".join(
        f"<li><b>{escape(question.text)}</b>{list_html(question.options, marked=True)}</li>"
        for question in moment.step.questions
    )
    return f"<h1>{quiz_title(script, moment.step)}</h1><p>{state}</p><ol class='cg-many'>{questions}</ol>"


def _answered(script: Script, moment: Moment) -> str:
    """Return how many have answered while the vote is on; never what."""
    if not moment.step.questions or moment.poll.is_shown:
        return ""
    number = max(totals.number for totals in moment.totals.values())
    key = {0: "room_answered_none", 1: "room_answered_one"}.get(number, "room_answered")
    state = "" if moment.step.kind == "quiz" else script.say("room_open" if moment.poll.is_open else "room_is_closed")
    return f"<p class='cg-quiet'>{state} {script.say(key, number=number)}</p>"


# ---------------------------------------------------------------- one step, on the projector and on phones


def step_html(script: Script, moment: Moment) -> str:
    """Return the one thing that all look at, with the counts of a vote once they are shown."""
    step = moment.step
    match step.kind:
        case "myth":
            inside = _myth(script, moment)
        case "case":
            talk = "" if moment.poll.is_shown else f"<p class='cg-quiet'>{script.say('room_groups')}</p>"
            head = f"{_story(script, step)}{talk}<h1>{escape(step.questions[0].text)}</h1>"
            inside = f"{head}{_options(script, moment)}"
        case "guide":
            answers = list_html(answers_in_words(script.knowledge, script.case_of(step)[1].profile))
            inside = f"{_story(script, step)}<p>{script.say('room_move')}</p><div class='cg-many'>{answers}</div>"
        case "found":
            inside = _found(script, moment)
        case "danger":
            signs = list_html(emergency_signs(script.knowledge))
            call = (
                f"<p>{script.say('site_emergency_ask')} {script.say('level_emergency')}</p>"
                f"<div class='cg-many'>{signs}</div>"
            )
            inside = f"<h1>{script.say('site_emergency_title')}</h1>{call}"
        case "help":
            inside = advice_html(script.knowledge, step.about, heading="h1")
        case "teach_back":
            card = next(card for card in script.workshop.teach_back if card.id == step.about)
            inside = (
                f"<p>{script.say('workshop_own_words')}</p><h1>{escape(card.ask)}</h1><p>{script.say('room_pairs')}</p>"
            )
        case "result":
            inside = _result(script, moment)
        case _:
            inside = f"<h1>{script.say('room_end')}</h1><p>{script.say('room_end_words')}</p>"
    return inside


def _myth(script: Script, moment: Moment) -> str:
    claim = next(claim for claim in script.knowledge.claims if claim.id == moment.step.about)
    head = f"<p>{script.say('room_myth')}</p><h1>{escape(claim.claim)}</h1>{_options(script, moment)}"
    if not moment.poll.is_shown:
        return head
    verdict = f"<p><b>{script.say(f'verdict_{claim.verdict}')}.</b> {escape(claim.why)}</p>"
    return head + verdict + sources_html(script.knowledge, cite(script.knowledge, claim.references))


def _story(script: Script, step: Step) -> str:
    _, case = script.case_of(step)
    return f"<p>{script.say('room_case')}</p><p class='cg-story'>{escape(case.summary)}</p>"


def _options(script: Script, moment: Moment) -> str:
    """Return what can be answered, or once they are shown the counts."""
    question = moment.step.questions[0]
    if not moment.poll.is_shown:
        return list_html(question.options, marked=True)
    return f"<h2>{script.say('room_totals')}</h2>{counts_html(script, question, moment.totals[question.id])}"


def counts_html(script: Script, question: PollQuestion, totals: Totals, caption: str = "") -> str:
    """Return the counts of a question as a table with a bar in each row; below five answers a sentence instead."""
    if not totals.may_be_shown:
        return f"<p>{script.say('room_few')}</p>"
    rows = "".join(
        f"<tr><th scope='row'>{escape(option)}</th><td class='cg-bar'>"
        f"<span style='inline-size:{100 * count / totals.number:.0f}%'></span></td>"
        f"<td>{script.say('room_of', count=count, number=totals.number)}</td></tr>"
        for option, count in zip(question.options, totals.counts, strict=True)
    )
    head = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f"<table class='cg-counts'>{head}{rows}</table>"


def _found(script: Script, moment: Moment) -> str:
    one, case = script.case_of(moment.step)
    (question,) = moment.step.recalls
    totals = moment.totals[question.id]
    guessed = ""
    if totals.may_be_shown and question.right is not None:
        guessed = script.say("room_guessed", count=totals.counts[question.right], number=totals.number)
    source = f"<a href='{escape(case.url)}' target='_blank' rel='noopener noreferrer'>{escape(case.source)}</a>"
    return (
        f"<p>{script.say('room_found')}</p><h1>{escape(one.found)}</h1><p>{guessed}</p><p>{escape(one.lesson)}</p>"
        f"<p>{escape(guide_says(script, case))}</p>"
        f"<p class='cg-sources'>{script.say('why_sources')} {source}</p>"
    )


def guide_says(script: Script, case: Case) -> str:
    """Return what the guide says of a case, worked out now."""
    explanation = explain(script.knowledge, assess_profile(script.knowledge, case.profile))
    wording = script.knowledge.wording
    return say(wording, "workshop_guide_says", level=explanation.level_title, lead=explanation.lead)


def _result(script: Script, moment: Moment) -> str:
    question = next(question for question in script.workshop.quiz if question.id == moment.step.about)
    right = {when: right_of(script, moment, place) for place, when in enumerate(("before", "after"))}
    basis = basis_of(script.knowledge, question)
    sources = sources_html(script.knowledge, cite(script.knowledge, basis.references)) if basis else ""
    return (
        f"<p>{escape(question.text)}</p><h1>{escape(question.right)}</h1>"
        f"<p>{script.say('room_before_after', **right)}</p>{sources}"
    )


def right_of(script: Script, moment: Moment, place: int) -> str:
    """Return how many had one of the recalled questions right, or that too few answered to tell."""
    question = moment.step.recalls[place]
    return right_count(script, question, moment.totals[question.id])


def right_count(script: Script, question: PollQuestion, totals: Totals) -> str:
    """Return how many had a question right, or that too few answered to tell."""
    if not totals.may_be_shown or question.right is None:
        return say(script.knowledge.wording, "room_no_count")
    return say(script.knowledge.wording, "room_of", count=totals.counts[question.right], number=totals.number)


# ---------------------------------------------------------------- notes for the facilitator


def notes_html(script: Script, moment: Moment, minutes: float | None) -> str:
    """Return what only the facilitator should see: what to do, what is right, what to listen for, and the time.

    Parameters
    ----------
    script : Script
    moment : Moment
    minutes : float, optional
        Time since the session began [min]; None before it began.
    """
    return "".join(_notes(script, moment, minutes))


def _notes(script: Script, moment: Moment, minutes: float | None) -> Iterator[str]:
    step = moment.step
    block = next(block for block in script.workshop.blocks if block.id == step.block)
    first, last = planned_minutes(script, moment.length)[block.id]
    kind = say(script.knowledge.wording, f"room_kind_{step.kind}")
    yield f"<h2>{script.say('room_notes_now', block=f'{block.title} ({kind})')}</h2>"
    clock = "room_notes_not_begun" if minutes is None else "room_notes_clock"
    yield (
        f"<p>{script.say('room_notes_time', first=first, last=last, length=moment.length)} "
        f"<b>{script.say(clock, minutes=int(minutes or 0))}</b></p><p>{escape(block.do)}</p>"
    )
    for question in step.questions:
        if question.right is not None:
            about = f"{question.text} " if len(step.questions) > 1 else ""
            yield f"<p>{escape(about)}{script.say('room_notes_right', answer=question.options[question.right])}</p>"
    if step.questions:
        yield f"<p class='cg-quiet'>{script.say('room_notes_hands')}</p>"
    for card in script.workshop.teach_back:
        if step.kind == "teach_back" and card.id == step.about:
            yield f"<p>{script.say('workshop_listen')}:</p>{list_html(card.listen_for)}"
    if moment.place + 1 < len(moment.steps):
        following = moment.steps[moment.place + 1]
        what = f"{block_title(script, following)}, {say(script.knowledge.wording, f'room_kind_{following.kind}')}"
        yield f"<p>{script.say('room_notes_next', what=what)}</p>"


def planned_minutes(script: Script, length: int) -> dict[str, tuple[int, int]]:
    """Return when each block begins and ends in a session of some length [min]."""
    place, begin, planned = LENGTHS.index(length), 0, {}
    for block in script.workshop.blocks:
        planned[block.id] = (begin, begin + block.minutes[place])
        begin += block.minutes[place]
    return planned
