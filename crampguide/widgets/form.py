"""One form for all questions. It reports answers and decides nothing about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import anywidget
import traitlets

from crampguide.assessing.profile import Profile
from crampguide.assessing.triage import worst_alone
from crampguide.knowledge.medicines import standing_of
from crampguide.knowledge.wording import words_of
from crampguide.telling.parts import drawing_html
from crampguide.widgets.assets import STATIC

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crampguide.knowledge.asked import Option, Question, Screen
    from crampguide.knowledge.names import Medicine
    from crampguide.knowledge.records import Knowledge


ALWAYS_OPEN: Final = "danger"
"""The section of the warning signs: it never folds, and its boxes answer at once."""


class QuestionForm(anywidget.AnyWidget):
    """All questions as native controls of the browser.

    Parameters
    ----------
    sections : list of dict
        From `form_sections`. Once shown, only the texts of its alerts follow a change.
    screens : list of dict
        From `form_screens`. Fixed once shown. Where one is left, the form sends ``{"kind": "step", "done": [...]}``
        with the ids of those that the person has seen, and takes the same with a ``step``: the ``screen`` that comes
        next, how many are ``left``, and what is ``said`` of the answers since it last asked.
    labels : dict of str to str
        The words beside the questions. Fixed once shown.
    answers : dict
        Question id to answer, in the form that `crampguide.Profile` takes; only answered questions appear.
        Set from either side: setting it here moves the controls.
    problem : str
        What is wrong, for everyone to see; empty if nothing is.
    problem_at : str
        Id of the question beside which ``problem`` stands; above all questions if empty.
    status : dict
        ``level`` of the result, its ``title`` if the button that leads there must say it, what stands first (``lead``),
        and ``is_urgent``, for the page around the form. Empty while there is no result.
    countries : list of dict of str to str
        ``id``, ``name``, ``emergency`` and ``tel`` of the countries to choose from. Fixed once shown.
    country : str
        Id of the one whose number the texts name; no answer, and never scored. Set from either side.
    examples : list of dict
        ``id`` and ``text`` of people to try the guide with. When one is picked, the form sends
        ``{"kind": "example", "id": ...}``.
        Before the first search among medicines it sends ``{"kind": "names"}`` and takes the same with ``names`` from
        `form_names`.
    keeps : bool
        Whether the tab of the browser gives the answers back after a reload of a served page.

    Notes
    -----
    What a person answers comes as ``{"kind": "answered", "number": ..., "answers": ..., "country": ...}``, with
    ``"again": True`` if nothing came back the last time. Whoever takes it hands it to `take_in`, and sends ``{"kind":
    "answered", "number": ...}`` once all has been sent that follows from it: until then the page shows no result as
    that of these answers. It is not the way that ipywidgets has for traits: there one lost message holds up all others.
    """

    _esm = STATIC / "form.js"
    _css = STATIC / "page.css"
    sections = traitlets.List(traitlets.Dict()).tag(sync=True)
    screens = traitlets.List(traitlets.Dict()).tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)
    answers = traitlets.Dict().tag(sync=True, echo_update=False)
    problem = traitlets.Unicode().tag(sync=True)
    problem_at = traitlets.Unicode().tag(sync=True)
    status = traitlets.Dict().tag(sync=True)
    countries = traitlets.List(traitlets.Dict()).tag(sync=True)
    country = traitlets.Unicode().tag(sync=True, echo_update=False)
    examples = traitlets.List(traitlets.Dict()).tag(sync=True)
    keeps = traitlets.Bool(default_value=True).tag(sync=True)

    def take_in(self, answered: dict[str, Any]) -> None:
        """Take a set of answers that the browser sent; all who observe it have seen it when this returns."""
        self.set_state({name: answered[name] for name in ("answers", "country")})

    def send_whole(self) -> None:
        """Send what the page may have missed, beside its own answers."""
        self.send_state(("sections", "problem", "problem_at", "status"))


def form_traits(knowledge: Knowledge) -> dict[str, Any]:
    """Return what a form without answers is made of, in plain JSON form: the page builds one before a kernel runs."""
    return {
        "sections": form_sections(knowledge),
        "screens": form_screens(knowledge),
        "labels": words_of(knowledge.wording, "form_"),
        "examples": [{"id": example.id, "text": example.text} for example in knowledge.examples],
        "countries": [
            {"id": one.id, "name": one.name, "emergency": one.emergency, "tel": one.tel} for one in knowledge.countries
        ],
        "country": knowledge.country,
    }


def form_sections(knowledge: Knowledge) -> list[dict[str, Any]]:
    """Return all sections with their questions in plain JSON form, in file order.

    A warning sign that raises a danger on its own carries an ``alert`` with its level and action, so that the
    browser can show it at once, even when the kernel is dead.
    """
    return [
        {
            "id": section.id,
            "title": section.title,
            "intro": section.intro,
            "always_open": section.id == ALWAYS_OPEN,
            "questions": [
                _question(question, knowledge) for question in knowledge.questions if question.section == section.id
            ],
        }
        for section in knowledge.sections
    ]


def form_screens(knowledge: Knowledge) -> list[dict[str, Any]]:
    """Return the screens of the interview in plain JSON form, in file order."""
    return [
        {
            "id": one.id,
            "title": one.title,
            "questions": list(one.questions),
            "opening": one.opening,
            **_picture(knowledge, one),
        }
        for one in knowledge.screens
    ]


def form_names(medicines: Iterable[Medicine]) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Return the names of medicines in plain JSON form: what each is called, its boxes, and its other names."""
    return [(one.name, one.boxes, one.names) for one in medicines]


def _question(question: Question, knowledge: Knowledge) -> dict[str, Any]:
    return {
        "id": question.id,
        "kind": question.kind,
        "text": question.text,
        "why": question.why,
        "unit": question.unit,
        "unit_one": question.unit_one or question.unit,
        "low": question.low,
        "high": question.high,
        "step": question.step,
        "start": question.start,
        "private": question.private,
        "helper": question.helper,
        "named": question.named,
        "amounts": [{"id": one.id, "text": one.text, "typical": one.typical} for one in question.amounts],
        "skip_if": [
            {"question": term.question, "options": list(term.options), "verb": term.verb, "bound": term.bound or 0}
            for (term,) in (question.skip_if.alternatives if question.skip_if else ())
        ],
        "tiles": [{"name": one.name, "hint": one.hint} for one in question.tiles],
        "options": [_option(option, question, knowledge) for option in question.options],
        **(_kinds(question, knowledge) if question.kind == "names" else {}),
    }


def _kinds(question: Question, knowledge: Knowledge) -> dict[str, Any]:
    """Return what a question of names needs: its times, and the boxes of the list that a name may tick."""
    (listed,) = (one for one in knowledge.questions if one.named)
    return {
        "times": [{"id": time.id, "text": time.text} for time in question.times],
        "list": listed.id,
        "kinds": [
            {**_option(option, listed, knowledge), "known_as": standing_of(knowledge, [option.id])}
            for option in listed.options
        ],
    }


def _picture(knowledge: Knowledge, record: Option | Screen) -> dict[str, Any]:
    """Return the drawing of a record; most have none, and send no byte for it."""
    return {"picture": drawing_html(knowledge, record.picture)} if record.picture else {}


def _option(option: Option, question: Question, knowledge: Knowledge) -> dict[str, Any]:
    plain: dict[str, Any] = {"id": option.id, "text": option.text, "note": option.note, "group": option.group}
    plain |= _picture(knowledge, option)
    worst = worst_alone(knowledge, question.id, option.id) if question.section == ALWAYS_OPEN else None
    if worst:
        plain["alert"] = {"level": worst.level, "text": worst.action(Profile())}
    return plain
