"""What a step of a session looks like, as HTML: large on the projector, small on a phone, with notes for one person."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crampguide.assessing.assessment import assess_profile
from crampguide.assessing.triage import emergency_signs
from crampguide.knowledge.wording import joined, say
from crampguide.measuring.cases import load_cases
from crampguide.telling.advice import one_advice_html
from crampguide.telling.explanation import cite, explain
from crampguide.telling.handout_more import answers_in_words
from crampguide.telling.markup import NOTHING, Html, Regions, element, fragment
from crampguide.telling.parts import labelled_html, link_html, list_html, sources_html
from crampguide.telling.tables import table_html
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
    """How phones come in: address, code of the room, both as a picture (SVG), and other addresses."""

    address: str
    code: str
    picture: Html
    others: tuple[str, ...] = ()


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
        """Return a sentence, as `crampguide.knowledge.wording.say` does: text, which HTML escapes."""
        return say(self.knowledge.wording, key, **values)

    def case_of(self, step: Step) -> tuple[GroupCase, Case]:
        """Return the case that a step is about, as the session holds it and as it was published."""
        one = next(one for one in self.workshop.cases if one.id == step.about)
        return one, next(case for case in load_cases() if case.id == one.case)


# ---------------------------------------------------------------- the projector


def stage_regions(script: Script, moment: Moment, invitation: Invitation | None) -> Regions:
    """Return what the projector shows.

    Parameters
    ----------
    script : Script
    moment : Moment
    invitation : Invitation, optional
        How phones come in; without one there are none.

    Returns
    -------
    list of (str, Html)
        Region and HTML: a thin line about the room, and the one thing that all look at.
    """
    return [("strip", _strip(script, moment, invitation)), ("stage", _stage(script, moment, invitation))]


def _strip(script: Script, moment: Moment, invitation: Invitation | None) -> Html:
    parts = [
        block_title(script, moment.step),
        script.say("room_place", place=moment.place + 1, number=len(moment.steps)),
    ]
    if invitation:
        how = fragment(invitation.address, " · ", element("b", invitation.code))
        parts += [how, _phones(script, moment.joined)]
    return element("p", *(element("span", part) for part in parts), class_="cg-strip")


def _phones(script: Script, number: int) -> str:
    return script.say("room_phones_one") if number == 1 else script.say("room_phones", number=number)


def block_title(script: Script, step: Step) -> str:
    """Return the title of the block that a step belongs to."""
    return next(block.title for block in script.workshop.blocks if block.id == step.block)


def _stage(script: Script, moment: Moment, invitation: Invitation | None) -> Html:
    if moment.step.kind == "join":
        return _join(script, moment, invitation)
    over = element("p", element("b", script.say("room_is_over"))) if moment.has_ended else NOTHING
    if moment.step.kind == "quiz":
        return fragment(over, _quiz(script, moment), _answered(script, moment))
    where = NOTHING
    if moment.step.kind == "end" and invitation:
        where = element("p", script.say("room_end_where", address=invitation.address))
    return fragment(over, step_html(script, moment), where, _answered(script, moment))


def _join(script: Script, moment: Moment, invitation: Invitation | None) -> Html:
    place = LENGTHS.index(moment.length)
    agenda = ", ".join(
        f"{block.title} {script.say('room_minutes', number=block.minutes[place])}" for block in script.workshop.blocks
    )
    return fragment(
        element("h1", script.say("room_join" if invitation else "room_title")),
        _way_in(script, moment, invitation) if invitation else element("p", script.say("room_alone")),
        element("p", element("b", script.say("room_rule"))),
        element("p", f"{script.say('room_agenda')} {agenda}.", class_="cg-quiet"),
    )


def _way_in(script: Script, moment: Moment, invitation: Invitation) -> Html:
    words = element(
        "div",
        element("p", script.say("room_join_how")),
        element("p", invitation.address, class_="cg-huge"),
        element("p", script.say("room_join_code")),
        element("p", invitation.code, class_="cg-huge cg-code"),
        element("p", f"{_phones(script, moment.joined)}. {script.say('room_no_phones')}"),
        element("p", script.say("room_other_address", others=joined(invitation.others, "or")), class_="cg-quiet")
        if invitation.others
        else NOTHING,
    )
    return element("div", invitation.picture, words, class_="cg-invitation")


def quiz_title(script: Script, step: Step) -> str:
    """Return the title of the quiz, which says whether it is asked for the second time."""
    return script.say("room_quiz_title" if step.id == "before" else "room_quiz_again")


def _quiz(script: Script, moment: Moment) -> Html:
    """Return all questions of the quiz, for those who answer on paper or by hand."""
    questions = (
        element("li", element("b", question.text), list_html(question.options, marked=True))
        for question in moment.step.questions
    )
    return fragment(
        element("h1", quiz_title(script, moment.step)),
        element("p", script.say("room_quiz_open" if moment.poll.is_open else "room_is_closed")),
        element("ol", *questions, class_="cg-many"),
    )


def _answered(script: Script, moment: Moment) -> Html:
    """Return how many have answered while the vote is on; never what."""
    if not moment.step.questions or moment.poll.is_shown:
        return NOTHING
    number = max(totals.number for totals in moment.totals.values())
    key = {0: "room_answered_none", 1: "room_answered_one"}.get(number, "room_answered")
    state = "" if moment.step.kind == "quiz" else script.say("room_open" if moment.poll.is_open else "room_is_closed")
    return element("p", f"{state} {script.say(key, number=number)}", class_="cg-quiet")


# ---------------------------------------------------------------- one step, on the projector and on phones


def step_html(script: Script, moment: Moment, heading: str = "h1") -> Html:
    """Return the one thing that all look at, with the counts of a vote once they are shown.

    ``heading`` is the element of its title: the first on the projector, below the page's own title on a phone.
    """
    step = moment.step
    match step.kind:
        case "myth":
            inside = _myth(script, moment, heading)
        case "case":
            talk = NOTHING if moment.poll.is_shown else element("p", script.say("room_groups"), class_="cg-quiet")
            asked = element(heading, step.questions[0].text)
            inside = fragment(_story(script, step), talk, asked, _options(script, moment))
        case "guide":
            answers = list_html(answers_in_words(script.knowledge, script.case_of(step)[1].profile))
            move = element("p", script.say("room_move"))
            inside = fragment(_story(script, step), move, element("div", answers, class_="cg-many"))
        case "found":
            inside = _found(script, moment, heading)
        case "danger":
            inside = fragment(
                element(heading, script.say("site_emergency_title")),
                element("p", f"{script.say('site_emergency_ask')} {script.say('level_emergency')}"),
                element("div", list_html(emergency_signs(script.knowledge)), class_="cg-many"),
            )
        case "help":
            inside = one_advice_html(script.knowledge, step.about, heading)
        case "teach_back":
            card = next(card for card in script.workshop.teach_back if card.id == step.about)
            own_words, pairs = element("p", script.say("workshop_own_words")), element("p", script.say("room_pairs"))
            inside = fragment(own_words, element(heading, card.ask), pairs)
        case "result":
            inside = _result(script, moment, heading)
        case _:
            inside = fragment(element(heading, script.say("room_end")), element("p", script.say("room_end_words")))
    return inside


def _myth(script: Script, moment: Moment, heading: str) -> Html:
    claim = next(claim for claim in script.knowledge.claims if claim.id == moment.step.about)
    asked = fragment(element("p", script.say("room_myth")), element(heading, claim.claim), _options(script, moment))
    if not moment.poll.is_shown:
        return asked
    verdict = labelled_html(f"{script.say(f'verdict_{claim.verdict}')}.", claim.why)
    return fragment(asked, verdict, sources_html(script.knowledge, cite(script.knowledge, claim.references)))


def _story(script: Script, step: Step) -> Html:
    return case_html(script, script.case_of(step)[1])


def case_html(script: Script, case: Case) -> Html:
    """Return what happened to a person of a published case."""
    return fragment(element("p", script.say("room_case")), element("p", case.summary, class_="cg-story"))


def _options(script: Script, moment: Moment) -> Html:
    """Return what can be answered, or once they are shown the counts."""
    question = moment.step.questions[0]
    if not moment.poll.is_shown:
        return list_html(question.options, marked=True)
    return fragment(element("h2", script.say("room_totals")), counts_html(script, question, moment.totals[question.id]))


def counts_html(script: Script, question: PollQuestion, totals: Totals, caption: str = "") -> Html:
    """Return the counts of a question as a table with a bar in each row; below five answers a sentence instead."""
    if not totals.may_be_shown:
        return element("p", script.say("room_few"))
    rows = [
        [
            option,
            element("span", class_="cg-bar", style=f"inline-size:{100 * count / totals.number:.0f}%"),
            script.say("room_of", count=count, number=totals.number),
        ]
        for option, count in zip(question.options, totals.counts, strict=True)
    ]
    return table_html([], rows, caption=caption, class_="cg-counts")


def _found(script: Script, moment: Moment, heading: str) -> Html:
    one, case = script.case_of(moment.step)
    (question,) = moment.step.recalls
    totals = moment.totals[question.id]
    guessed = ""
    if totals.may_be_shown and question.right is not None:
        guessed = script.say("room_guessed", count=totals.counts[question.right], number=totals.number)
    return fragment(
        element("p", script.say("room_found")),
        element(heading, one.found),
        element("p", guessed),
        element("p", one.lesson),
        element("p", guide_says(script, case)),
        element("p", script.say("why_sources"), " ", link_html(case.url, case.source), class_="cg-sources"),
    )


def guide_says(script: Script, case: Case) -> str:
    """Return what the guide says of a case, worked out now."""
    explanation = explain(script.knowledge, assess_profile(script.knowledge, case.profile))
    return script.say("workshop_guide_says", level=explanation.level_title, lead=explanation.lead)


def _result(script: Script, moment: Moment, heading: str) -> Html:
    question = next(question for question in script.workshop.quiz if question.id == moment.step.about)
    right = {when: right_of(script, moment, place) for place, when in enumerate(("before", "after"))}
    basis = basis_of(script.knowledge, question)
    return fragment(
        element("p", question.text),
        element(heading, question.right),
        element("p", script.say("room_before_after", **right)),
        sources_html(script.knowledge, cite(script.knowledge, basis.references)) if basis else "",
    )


def right_of(script: Script, moment: Moment, place: int) -> str:
    """Return how many had one of the recalled questions right, or that too few answered to tell."""
    question = moment.step.recalls[place]
    return right_count(script, question, moment.totals[question.id])


def right_count(script: Script, question: PollQuestion, totals: Totals) -> str:
    """Return how many had a question right, or that too few answered to tell."""
    if not totals.may_be_shown or question.right is None:
        return script.say("room_no_count")
    return script.say("room_of", count=totals.counts[question.right], number=totals.number)


# ---------------------------------------------------------------- notes for the facilitator


def notes_html(script: Script, moment: Moment, minutes: float | None) -> Html:
    """Return what only the facilitator should see: what to do, what is right, what to listen for, and the time.

    Parameters
    ----------
    script : Script
    moment : Moment
    minutes : float, optional
        Time since the session began [min]; None before it began.
    """
    return fragment(*_notes(script, moment, minutes))


def _notes(script: Script, moment: Moment, minutes: float | None) -> Iterator[Html]:
    step = moment.step
    block = next(block for block in script.workshop.blocks if block.id == step.block)
    first, last = planned_minutes(script, moment.length)[block.id]
    kind = script.say(f"room_kind_{step.kind}")
    yield element("h2", script.say("room_notes_now", block=f"{block.title} ({kind})"))
    clock = "room_notes_not_begun" if minutes is None else "room_notes_clock"
    yield element(
        "p",
        script.say("room_notes_time", first=first, last=last, length=moment.length),
        " ",
        element("b", script.say(clock, minutes=int(minutes or 0))),
    )
    yield element("p", block.do)
    for question in step.questions:
        if question.right is not None:
            about = f"{question.text} " if len(step.questions) > 1 else ""
            yield element("p", about, script.say("room_notes_right", answer=question.options[question.right]))
    if step.questions:
        yield element("p", script.say("room_notes_hands"), class_="cg-quiet")
    for card in script.workshop.teach_back:
        if step.kind == "teach_back" and card.id == step.about:
            yield fragment(element("p", f"{script.say('workshop_listen')}:"), list_html(card.listen_for))
    if moment.place + 1 < len(moment.steps):
        following = moment.steps[moment.place + 1]
        what = f"{block_title(script, following)}, {script.say(f'room_kind_{following.kind}')}"
        yield element("p", script.say("room_notes_next", what=what))


def planned_minutes(script: Script, length: int) -> dict[str, tuple[int, int]]:
    """Return when each block begins and ends in a session of some length [min]."""
    place, begin, planned = LENGTHS.index(length), 0, {}
    for block in script.workshop.blocks:
        planned[block.id] = (begin, begin + block.minutes[place])
        begin += block.minutes[place]
    return planned
