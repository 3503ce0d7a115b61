"""One form for all questions. It reports answers and decides nothing about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import anywidget
import traitlets

from crampguide.assessing.profile import Profile
from crampguide.assessing.triage import worst_alone
from crampguide.widgets.assets import STATIC

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crampguide.knowledge.asked import Option, Question
    from crampguide.knowledge.medicines import Medicine
    from crampguide.knowledge.records import Knowledge


ALWAYS_OPEN: Final = "danger"
"""The section of the warning signs: it never folds, and its boxes answer at once."""


class QuestionForm(anywidget.AnyWidget):
    """All questions as native controls of the browser.

    Parameters
    ----------
    sections : list of dict
        From `form_sections`. Once shown, only the texts of its alerts follow a change.
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
        ``level`` of the result, its ``title`` if the button that leads there must say it, and ``is_urgent``, for the
        page around the form. Empty while there is no result.
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
    """

    _esm = STATIC / "form.js"
    _css = STATIC / "page.css"
    sections = traitlets.List(traitlets.Dict()).tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)
    problem = traitlets.Unicode().tag(sync=True)
    problem_at = traitlets.Unicode().tag(sync=True)
    status = traitlets.Dict().tag(sync=True)
    countries = traitlets.List(traitlets.Dict()).tag(sync=True)
    country = traitlets.Unicode().tag(sync=True)
    examples = traitlets.List(traitlets.Dict()).tag(sync=True)
    keeps = traitlets.Bool(default_value=True).tag(sync=True)


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
            {"question": term.question, "options": list(term.options)}
            for (term,) in (question.skip_if.alternatives if question.skip_if else ())
        ],
        "options": [_option(option, question, knowledge) for option in question.options],
    }


def _option(option: Option, question: Question, knowledge: Knowledge) -> dict[str, Any]:
    plain: dict[str, Any] = {"id": option.id, "text": option.text, "note": option.note, "group": option.group}
    worst = worst_alone(knowledge, question.id, option.id) if question.section == ALWAYS_OPEN else None
    if worst:
        plain["alert"] = {"level": worst.level, "text": worst.action(Profile())}
    return plain
