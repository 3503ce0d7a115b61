"""The interview in a terminal: it holds the answers, asks a screen at a time and ends with the text of the report."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from crampguide.assessing.answers_file import write_answers
from crampguide.assessing.interview import USUAL, interview
from crampguide.assessing.profile import AnswerError, Profile, check_answers, is_asked
from crampguide.assessing.triage import URGENT
from crampguide.knowledge.wording import say
from crampguide.pages.lines import BACK, CLEAR, BackError, Lines
from crampguide.report import assess

if TYPE_CHECKING:
    from crampguide.assessing.fitting import Raw
    from crampguide.assessing.interview import Step
    from crampguide.knowledge.asked import Question, Screen
    from crampguide.knowledge.records import Knowledge
    from crampguide.report import Report

MORE: Final = "more"
SAVE: Final = "save"
"""Words that are typed after the answer."""

SHARPENING: Final = 3
"""Screens that are asked before the answer is told anew."""


@dataclass
class TerminalInterview:
    """The questions a screen at a time, on standard input and output.

    Attributes
    ----------
    knowledge : Knowledge
    answers : dict
        What was told so far, in the form that `crampguide.Profile` takes.
    is_told : bool
        Whether the result has been shown.
    """

    knowledge: Knowledge
    answers: dict[str, Raw] = field(default_factory=dict)
    is_told: bool = False
    _done: list[str] = field(default_factory=list)
    _left: int | None = None
    _sharpens: int = 0  # screens still to come before the answer is told anew
    _lead: str = ""
    _line: Lines = field(init=False)

    def __post_init__(self) -> None:
        self._line = Lines(self.knowledge)

    def run(self) -> None:
        """Ask until the answer is told and the person wants no more, or ends it by Ctrl+C."""
        try:
            self._line.show(say(self.knowledge.wording, "terminal_intro"))
            screen: Screen | None = self.knowledge.screens[0]
            is_back = False
            while screen:
                try:
                    self._ask_screen(screen, is_back=is_back)
                    self._done.append(screen.id)
                    screen, is_back = self._next(), False
                except BackError:
                    is_back = bool(self._done)
                    screen = self._screen(self._done.pop()) if is_back else screen
        except (click.Abort, KeyboardInterrupt):
            click.echo()
            self._line.show(say(self.knowledge.wording, "terminal_ended"))

    def _screen(self, identifier: str) -> Screen:
        return next(screen for screen in self.knowledge.screens if screen.id == identifier)

    def _next(self) -> Screen | None:
        """Return the next screen; where the answer is as good as told, tell it and see what the person wants."""
        profile = Profile(**self.answers)
        step = interview(profile, done=frozenset(self._done), knowledge=self.knowledge)
        report = assess(profile, knowledge=self.knowledge)
        is_urgent = report.level in URGENT
        self._left = step.left if step and step.reason != "opening" else None
        if not is_urgent:
            self._tell_change(report)
        was_sharpening, self._sharpens = self._sharpens > 0, max(0, self._sharpens - 1)
        if step and not is_urgent and (self._sharpens if was_sharpening else step.left):
            return step.screen
        self._tell(report)
        return self._after(None if is_urgent else step)

    def _tell_change(self, report: Report) -> None:
        """Say what stands first so far; of each screen that sharpens, whether it changed that."""
        wording = self.knowledge.wording
        lead = say(wording, "so_far", lead=report.explanation.lead) if len(self.answers) > 1 else ""
        told = lead
        if self._sharpens:
            told = say(wording, "step_same") if lead == self._lead else say(wording, "step_changed", lead=lead)
        self._lead = lead
        if told:
            self._line.show("", told)

    def _tell(self, report: Report) -> None:
        click.echo()
        for line in str(report).splitlines():
            indent = len(line) - len(line.lstrip())
            self._line.show(line, indent=indent + 2 if indent else 0)
        # what matters most has run out of sight at the top
        click.secho(f"\n{say(self.knowledge.wording, 'cli_level', title=report.level_title)}", bold=True)
        self._line.show(say(self.knowledge.wording, "terminal_above"))
        self.is_told = True

    def _after(self, step: Step | None) -> Screen | None:
        """Return the screen to go on with after the answer, or None to end."""
        wording, left = self.knowledge.wording, len(self.knowledge.screens) - len(self._done)
        count = min(SHARPENING, left) if step else 0
        while True:
            self._line.show("", say(wording, "terminal_after"))
            if count:
                self._line.show(say(wording, "terminal_more", count=count))
            typed = self._line.prompt().casefold()
            if not typed:
                return None
            if typed == BACK:
                raise BackError
            if typed == MORE and step and count:
                self._sharpens = count
                return step.screen
            if typed == SAVE:
                self._save()
            else:
                self._line.show(say(wording, "terminal_not_read"))

    def _save(self) -> None:
        """Write the answers to a file that is not there yet."""
        wording = self.knowledge.wording
        while True:
            self._line.show(say(wording, "terminal_file"))
            name = self._line.prompt()
            if not name:
                return
            try:
                with Path(name).expanduser().open("x", encoding="utf-8") as file:
                    file.write(write_answers(Profile(**self.answers)))
            except FileExistsError:
                self._line.show(say(wording, "terminal_file_there", name=name))
            except (OSError, ValueError):  # a name that no file can have
                self._line.show(say(wording, "terminal_file_not_written"))
            else:
                self._line.show(say(wording, "terminal_saved", name=name))
                return

    # ---------------------------------------------------------------- one screen

    def _ask_screen(self, screen: Screen, *, is_back: bool) -> None:
        """Ask the questions of a screen that apply, from the last one for a person who comes back to it."""
        at = len(self._done) + 1
        about = max(at, USUAL if self._left is None else len(self._done) + self._left)
        step = say(self.knowledge.wording, "form_step", at=at, about=about)
        click.secho(f"\n{say(self.knowledge.wording, 'terminal_screen', step=step, title=screen.title)}", bold=True)
        questions = [self.knowledge.question_by_id[one] for one in screen.questions]
        asked = [place for place, one in enumerate(questions) if is_back and self._applies(one)]  # the way back
        place = asked.pop() if asked else 0
        while place < len(questions):
            try:
                if self._applies(questions[place]):
                    self._ask(questions[place], screen.title)
                    asked.append(place)
                place += 1
            except BackError:
                if not asked:
                    raise
                place = asked.pop()

    def _applies(self, question: Question) -> bool:
        """Return whether a question is asked; an answer stays in reach where it no longer applies."""
        return question.id in self.answers or is_asked(question, Profile(**self.answers))

    def _ask(self, question: Question, title: str) -> None:
        """Ask one question until its answer goes with all others."""
        while True:
            self._line.show("", *([question.text] if question.text != title else []))
            self._line.show(say(self.knowledge.wording, "form_why", why=question.why))
            answer = self._line.answer(question, is_answered=question.id in self.answers)
            told = {key: value for key, value in self.answers.items() if answer != CLEAR or key != question.id}
            if answer is not None and answer != CLEAR:
                told[question.id] = answer
            try:
                check_answers(self.knowledge, Profile(**told))
            except AnswerError as fault:
                self._line.show(*(problem.removeprefix(f"{question.id}: ") for problem in fault.problems))
            else:
                self.answers = told
                return
