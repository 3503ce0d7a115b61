"""The page of the guide: it holds the state and is the only caller of ``observe`` between its parts.

The form reports answers; a new profile gives a new assessment; views draw it; nothing writes back.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import ipywidgets as widgets

from crampguide.assessing.answers_file import AnswersFileError, parse_answers, write_answers
from crampguide.assessing.assessment import assess_profile
from crampguide.assessing.changes import find_changes
from crampguide.assessing.interview import interview
from crampguide.assessing.named import NAMES
from crampguide.assessing.profile import AnswerError, Profile, check_answers, found_clashes
from crampguide.assessing.triage import URGENT
from crampguide.knowledge.dangers import LEVELS
from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.medicines import load_medicines
from crampguide.knowledge.presentations import MEDICINES
from crampguide.knowledge.wording import say, words_of
from crampguide.measuring.cases import load_cases
from crampguide.telling.charts.contributions import contribution_figure, contribution_info
from crampguide.telling.explanation import explain
from crampguide.telling.handout import handout_html
from crampguide.telling.markup import element
from crampguide.telling.result import bottom_regions, top_regions
from crampguide.widgets.chart import ChartView
from crampguide.widgets.form import QuestionForm, form_names, form_sections, form_traits
from crampguide.widgets.regions import HtmlView
from crampguide.widgets.take_away import TakeAway

if TYPE_CHECKING:
    from crampguide.knowledge.records import Knowledge

LOG = logging.getLogger(__name__)

SAID: Final = LEVELS[2:]
"""Levels that the button to the result says: calmer ones are read with what stands beside them, or not at all."""


def with_boxes(knowledge: Knowledge, profile: Profile) -> dict[str, Any]:
    """Return answers for the form: a name ticks its boxes there, also where a file or a program gave the name alone."""
    shown: dict[str, Any] = profile.as_dict()
    if NAMES in shown:
        boxes = check_answers(knowledge, profile).answers.get(MEDICINES)
        if isinstance(boxes, Mapping):
            shown[MEDICINES] = dict(boxes)
    return shown


class GuidePage:
    """The guide: questions beside a result that follows them.

    Parameters
    ----------
    knowledge : Knowledge
    profile : Profile, optional
        Answers to begin with.
    keeps : bool
        Whether a reload of the page gives the answers back; not where one person follows another at one screen.

    Attributes
    ----------
    profile : Profile or None
        The answers that the result shows; the one mutable thing of the page. None while there is no result.
    widget : ipywidgets.Box
        What the notebook shows.
    """

    def __init__(self, knowledge: Knowledge, profile: Profile | None = None, *, keeps: bool = True) -> None:
        self.knowledge = knowledge
        self.profile: Profile | None = profile or Profile()
        self._faults = 0
        self._told = ""  # what stood first when the interview last asked where to go
        self._example = ""  # what the invented person is called whose answers are shown
        self._form = QuestionForm(**form_traits(knowledge), answers=with_boxes(knowledge, self.profile), keeps=keeps)
        self._take_away = TakeAway(labels=words_of(knowledge.wording, "take_"))
        # the form brings the style of the page for all: 14 kB less for each of the others
        self._top, self._bottom = HtmlView(_css=""), HtmlView(_css="")
        words = knowledge.wording
        self._chart = ChartView(title=say(words, "chart_title"), note=say(words, "chart_key"))
        self._show(self.profile)
        self._form.observe(self._on_change, names=["answers", "country"])
        for asking in (self._form, self._take_away):
            asking.on_msg(self._on_request)
        self._result = widgets.Box([self._top, self._chart, self._bottom, self._take_away])
        self._result.add_class("cg-result")
        self._form.add_class("cg-form")
        self.widget = widgets.Box([self._form, self._result])
        self.widget.add_class("cg-page")

    def close(self) -> None:
        """Give back what the page takes up in kernel and browser; it cannot be shown again."""
        for part in (*self._result.children, self._result, self._form, self.widget):
            part.layout.close()
            part.close()

    def _on_change(self, _change: dict[str, Any]) -> None:
        """Take new answers or another country; what goes wrong is a plain sentence, and never an old result."""
        try:
            profile = Profile(**self._form.answers)
            self._form.problem_at = ""
            moves = self._form.country != self.knowledge.country
            if moves:
                self.knowledge = load_knowledge(country=self._form.country)
                self._form.sections = form_sections(self.knowledge)
            if moves or profile != self.profile:
                self._show(profile)
                self.profile = profile
            self._form.problem = ""
        except AnswerError as fault:
            clashing = [term.question for one in found_clashes(self.knowledge, profile) for term in one.when.terms()]
            self._form.problem_at = clashing[-1] if clashing else ""
            self._fail(say(self.knowledge.wording, "bad_answers", problems=" ".join(fault.problems)))
        except Exception as fault:  # noqa: BLE001 - a traceback must never reach the page
            self._fail(self._numbered(fault))

    def _on_request(self, asking: widgets.Widget, content: dict[str, Any], _buffers: object) -> None:
        """Give out a page or the answers, or take answers from a file or an example."""
        replies = {
            "answered": self._take_in,
            "example": self._show_example,
            "names": self._names,
            "step": self._step,
            "load": self._load,
            "answers": self._give_answers,
            "handout": self._give_handout,
        }
        try:
            reply = replies[content["kind"]](content)
            if reply is not None:
                asking.send({"kind": content["kind"], **reply})
        except AnswersFileError:
            asking.send({"kind": "said", "text": say(self.knowledge.wording, "file_not_readable")})
        except AnswerError as fault:
            problems = say(self.knowledge.wording, "file_bad_answers", problems=" ".join(fault.problems))
            asking.send({"kind": "said", "text": problems})
        except Exception as fault:  # noqa: BLE001 - a traceback must never reach the page
            asking.send({"kind": "said", "text": self._numbered(fault)})

    def _take_in(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Draw what follows from a set of answers, and only then give its number back."""
        if asked.get("again"):  # what the page was sent the last time may be lost, and only changes would follow
            for part in (self._form, self._top, self._chart, self._bottom):
                part.send_whole()
        self._form.take_in(asked)
        return {"number": asked["number"]}

    def _names(self, _asked: dict[str, Any]) -> dict[str, Any]:
        return {"names": form_names(load_medicines())}

    def _step(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Return which screen comes next, how many are left, and what the last answers changed."""
        step = interview(self.profile or Profile(), done=frozenset(asked["done"]), knowledge=self.knowledge)
        told = str(self._form.status.get("lead", ""))
        wording, is_same = self.knowledge.wording, told == self._told
        said = say(wording, "step_same") if is_same else say(wording, "step_changed", lead=told)
        self._told = told
        return {"step": {"screen": step.screen.id if step else "", "left": step.left if step else 0, "said": said}}

    def _load(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Show the answers of a file, once all of them fit."""
        profile = Profile(**parse_answers(asked["text"].encode()))
        check_answers(self.knowledge, profile)
        self._example = ""
        self.take(profile)
        return {}

    def _give_answers(self, _asked: dict[str, Any]) -> dict[str, Any]:
        return self._no_result() if self.profile is None else {"text": write_answers(self.profile)}

    def _give_handout(self, asked: dict[str, Any]) -> dict[str, Any]:
        if self.profile is None:
            return self._no_result()
        found = explain(self.knowledge, assess_profile(self.knowledge, self.profile))
        today = date.today()  # noqa: DTZ011 - the reader's day
        return {"text": handout_html(self.knowledge, found, today, more=bool(asked.get("more")))}

    def _no_result(self) -> dict[str, Any]:
        return {"kind": "said", "text": say(self.knowledge.wording, "no_result")}

    def take(self, profile: Profile) -> None:
        """Put a person's answers into the form, from where they go the way of all answers."""
        self._form.answers = with_boxes(self.knowledge, profile)

    def _show_example(self, asked: dict[str, Any]) -> None:
        example = next(one for one in self.knowledge.examples if one.id == asked["id"])
        case = next(one for one in load_cases() if one.id == example.case)
        self._example = example.text
        self.take(case.profile)

    def _numbered(self, fault: Exception) -> str:
        """Log the kind of a fault, and return a sentence with the same number; an answer must not reach a log."""
        self._faults += 1
        LOG.error("fault %s in the guide: %s", self._faults, type(fault).__name__)
        return say(self.knowledge.wording, "problem", number=self._faults)

    def _fail(self, sentence: str) -> None:
        self._form.problem = sentence
        self._top.regions, self._bottom.regions, self._form.status = [], [], {}
        self._chart.figure, self._chart.label = {}, ""
        self.profile = None

    def _show(self, profile: Profile) -> None:
        wording = self.knowledge.wording
        assessment = assess_profile(self.knowledge, profile)
        explanation = explain(self.knowledge, assessment)
        top = top_regions(self.knowledge, explanation)
        shows_shares = explanation.shows_shares
        figure = contribution_figure(contribution_info(explanation, wording)) if shows_shares else {}
        if not profile.answers:
            self._example = ""
        if self._example:
            shown = element("b", say(wording, "form_example_shown", text=self._example))
            top.insert(0, ("example", element("p", shown, class_="cg-example")))
        self._top.regions = top
        with self._chart.hold_sync():
            self._chart.figure = figure
            self._chart.label = say(wording, "chart_label", lead=explanation.lead) if shows_shares else ""
        # level and chart are on their way before what takes longer is worked out
        self._bottom.regions = bottom_regions(self.knowledge, explanation, find_changes(self.knowledge, assessment))
        self._form.status = {
            "level": explanation.level_name,
            "title": explanation.level_title if explanation.level_name in SAID else "",
            "is_urgent": explanation.level_name in URGENT,
            "lead": say(wording, "so_far", lead=explanation.lead) if len(profile.answers) > 1 else "",
        }


def guide(**answers: Any) -> widgets.Box:  # noqa: ANN401 - whatever Profile takes
    """Return the guide as one widget, in Voilà and in JupyterLab.

    Parameters
    ----------
    **answers : float, str, list of str or dict
        Answers to begin with, as `crampguide.Profile` takes them.

    Returns
    -------
    ipywidgets.Box

    Raises
    ------
    AnswerError
        If an answer to begin with does not fit its question.

    Examples
    --------
    >>> guide(age=70).children[0].answers
    {'age': 70.0}
    """
    return GuidePage(load_knowledge(), Profile(**answers)).widget
