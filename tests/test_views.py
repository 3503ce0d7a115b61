from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from traitlets import TraitError

from crampguide.assessing.profile import Profile, check_answers
from crampguide.knowledge.dangers import Action, Danger, Finding, Level, Sums
from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.rules import NOT_SURE, NOTHING_ELSE, PREFER_NOT, parse_rule
from crampguide.knowledge.wording import words_of
from crampguide.telling.markup import Html
from crampguide.widgets.assets import STATIC
from crampguide.widgets.chart import ChartView
from crampguide.widgets.form import QuestionForm, form_sections
from crampguide.widgets.regions import HtmlView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anywidget import AnyWidget

SCRIPTS = Path(__file__).parent.parent / "crampguide" / "widgets" / "frontend" / "src"
FIGURE = {"data": [{"type": "bar", "x": [30.0, 70.0], "y": [0, 1]}], "layout": {"height": 200}}


def messages_of(widget: AnyWidget, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, Any]]:
    """Return a list that fills with (data, buffers) of every message the widget sends from now on."""
    sent: list[tuple[Any, Any]] = []
    monkeypatch.setattr(widget.comm, "send", lambda data, buffers=None: sent.append((data, buffers)))
    return sent


def receive(chart: ChartView, content: dict[str, str]) -> None:
    """Hand a chart a message as if a browser had sent it."""
    chart._handle_custom_msg(content, [])  # noqa: SLF001 - ipywidgets has no public entry


def possible_answers(question: dict[str, Any]) -> Iterator[Any]:
    """Yield every answer the form can give to one question, each box of a checklist on its own."""
    yield NOT_SURE
    if question["private"]:
        yield PREFER_NOT
    if question["kind"] == "number":
        yield from (question["low"], question["start"], question["high"])
        return
    ids = [option["id"] for option in question["options"]]
    if question["kind"] == "names":
        times = ("", *(f"_{time['id']}" for time in question["times"]))
        yield from ({"Lasix": f"{change}{time}"} for change in ids for time in times)
    elif question["kind"] == "choice":
        yield from ids
    else:
        yield from ({box: "yes"} for box in [*ids, NOTHING_ELSE, NOT_SURE])


def danger(name: str, level: Level, *when: str) -> Danger:
    """Return a danger of which only level, rule and action matter."""
    return Danger(
        id=name,
        name=name,
        why="",
        basis="judgement",
        references=(),
        sums=Sums(**{level: 1.0}),
        actions=(Action(level=level, text=f"do {name}"),),
        findings=(Finding(when=parse_rule(when), points=1.0, reference=""),),
    )


def test_every_answer_of_the_form_fits_the_profile() -> None:
    """Protects the agreement between the browser's answers and what an assessment takes."""
    knowledge = load_knowledge()
    questions = [question for section in form_sections(knowledge) for question in section["questions"]]
    for question in questions:
        for answer in possible_answers(question):
            check_answers(knowledge, Profile(**{question["id"]: answer}))


def test_the_form_asks_each_question_once() -> None:
    """Protects against a question that no section shows, or two do."""
    knowledge = load_knowledge()
    shown = [question["id"] for section in form_sections(knowledge) for question in section["questions"]]
    assert sorted(shown) == sorted(question.id for question in knowledge.questions)


def test_only_the_danger_signs_come_first_and_never_fold() -> None:
    """Protects the place of the warning signs."""
    assert [section["always_open"] for section in form_sections(load_knowledge())].index(True) == 0
    assert sum(section["always_open"] for section in form_sections(load_knowledge())) == 1


def test_sections_travel_as_they_are() -> None:
    """Protects the form from values that have no JSON form."""
    sections = form_sections(load_knowledge())
    assert json.loads(json.dumps(sections)) == sections


def test_a_sign_that_is_enough_alone_carries_the_most_urgent_alert() -> None:
    """Protects the alert that the browser shows without a kernel."""
    dangers = (
        danger("today", "same_day", "warning_signs has swollen_leg/chest_pain"),
        danger("now", "emergency", "warning_signs has chest_pain", "age >= 90"),
        danger("pair", "emergency", "warning_signs has swollen_leg and recent has surgery"),
        danger("elsewhere", "days", "nerves has numb_feet"),
    )
    sections = form_sections(dataclasses.replace(load_knowledge(), dangers=dangers))
    alerts = {
        option["id"]: option["alert"]
        for section in sections
        for question in section["questions"]
        for option in question["options"]
        if "alert" in option
    }
    assert alerts == {
        "chest_pain": {"level": "emergency", "text": "do now"},
        "swollen_leg": {"level": "same_day", "text": "do today"},
    }


def test_the_words_of_the_form_have_the_holes_that_its_script_fills() -> None:
    """A hole that nobody fills would stand on the page as "{count}"."""
    assert all(load_knowledge().wording.values())
    labels = words_of(load_knowledge().wording, "form_")
    holes = {word: set(re.findall(r"\{(\w+)\}", text)) for word, text in labels.items() if "{" in text}
    assert holes == {
        "bounds": {"low", "high"},
        "call": {"number"},
        "example_shown": {"text"},
        "found": {"count", "total"},
        "found_near": {"count", "total"},
        "name_about": {"what", "known"},
        "name_added": {"name"},
        "name_away": {"name"},
        "name_change": {"name"},
        "name_full": {"most"},
        "name_keep": {"name"},
        "name_plain": {"known"},
        "name_removed": {"name"},
        "name_there": {"name"},
        "name_ticked": {"name", "boxes"},
        "name_time": {"name"},
        "names_found": {"count"},
        "next": {"title"},
        "progress": {"done", "total"},
        "see_why": {"level"},
        "sharpen": {"count"},
        "step": {"at", "about"},
        "ticked": {"count"},
        "value": {"value", "unit"},
        "why": {"why"},
    }


def test_the_scripts_use_the_words_that_python_sends() -> None:
    """A word that is missing would show as "undefined"; one that no script uses stays behind unread."""
    sent = {part: set(words_of(load_knowledge().wording, part)) for part in ("form_", "take_", "steer_", "phone_")}
    used = {path.name: set(re.findall(r"labels\.(\w+)", path.read_text())) for path in SCRIPTS.glob("*.js")}
    assert used.pop("take_away.js") == sent["take_"]
    assert used.pop("steering.js") == sent["steer_"]
    assert set(re.findall(r"words\.(\w+)", (SCRIPTS / "phone.js").read_text())) == sent["phone_"]
    assert set().union(*used.values()) | {NOT_SURE, PREFER_NOT} == sent["form_"]


def test_answers_from_the_browser_reach_python_as_one_change(monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects the page from assessing one movement of a slider twice."""
    form = QuestionForm()
    sent = messages_of(form, monkeypatch)
    seen: list[dict[str, Any]] = []
    form.observe(lambda change: seen.append(change["new"]), "answers")
    form.take_in({"answers": {"age": 70, "warning_signs": {"chest_pain": "yes"}}, "country": "", "number": 1})
    assert seen == [{"age": 70, "warning_signs": {"chest_pain": "yes"}}]
    assert sent == []  # ipywidgets would send them back


def test_a_new_figure_is_one_message(monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects the speed of a step: one message for a new figure, none for the same again."""
    chart = ChartView(figure=FIGURE, label="Bars")
    sent = messages_of(chart, monkeypatch)
    chart.figure = {**FIGURE, "layout": {"height": 240}}
    chart.figure = {**FIGURE, "layout": {"height": 240}}
    assert [data["state"] for data, _ in sent] == [{"figure": {**FIGURE, "layout": {"height": 240}}}]


def test_charts_share_one_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects the page from one copy of Plotly per chart: none is in a chart's state, one comes when asked for."""
    first, second = ChartView(figure=FIGURE), ChartView(figure=FIGURE)
    assert sum(len(json.dumps(chart.get_state(), default=str)) for chart in (first, second)) < 10_000
    sent, other = messages_of(first, monkeypatch), messages_of(second, monkeypatch)
    receive(first, {"kind": "plotly"})
    assert sent == [({"method": "custom", "content": {"kind": "plotly"}}, [(STATIC / "plotly.js").read_bytes()])]
    assert other == []


def test_a_chart_ignores_messages_it_does_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects the kernel from sending a megabyte by mistake."""
    chart = ChartView()
    sent = messages_of(chart, monkeypatch)
    receive(chart, {"kind": "other"})
    assert sent == []


def test_a_page_that_joins_gets_all_regions_in_order() -> None:
    """Protects the order of the result, where the care level stays on top, for a page that opens late."""
    view = HtmlView(regions=[("level", Html("<p>a</p>")), ("announce", Html("b"))])
    view.regions = [("level", Html("<p>c</p>")), ("announce", Html("b"))]
    assert view.get_state()["regions"] == [("level", "<p>c</p>"), ("announce", "b")]


def test_a_region_takes_no_text() -> None:
    """Text that nobody has escaped never reaches the page: a region holds HTML by type."""
    with pytest.raises(TraitError, match="Html"):
        HtmlView(regions=[("level", "<p>a</p>")])


def test_only_changed_regions_travel(monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects a step from sending all of the result again."""
    view = HtmlView(regions=[("level", Html("<p>a</p>")), ("why", Html("<p>b</p>"))])
    sent = messages_of(view, monkeypatch)
    view.regions = [("level", Html("<p>a</p>")), ("why", Html("<p>c</p>")), ("advice", Html("<p>d</p>"))]
    view.regions = [("level", Html("<p>a</p>"))]
    view.send_whole()
    assert [data["content"]["regions"] for data, _ in sent] == [
        [("level", None), ("why", "<p>c</p>"), ("advice", "<p>d</p>")],
        [("level", None)],
        [("level", "<p>a</p>")],
    ]
