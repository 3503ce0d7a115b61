from __future__ import annotations

from typing import Any

import ipywidgets as widgets
import pytest
import traitlets

import crampguide
from crampguide import Profile, assess
from crampguide.knowledge.loading import load_knowledge
from crampguide.widgets import control, explore
from crampguide.widgets.regions import HtmlView

KNOWN = load_knowledge()
QUESTIONS = [question.id for question in KNOWN.questions]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_has_a_control_with_its_words(question: str) -> None:
    """Whoever builds a page writes no label, bound or choice by hand; and each value is one that can be assessed."""
    asked, made = KNOWN.question_by_id[question], control(question)
    assert isinstance(made, widgets.ValueWidget)
    has_title = asked.kind in {"checklist", "names"}
    texts = made.children[0].value if has_title else made.description
    assert asked.text in texts
    assert asked.why in {
        made.tooltip,
        made.children[0].tooltip if has_title else None,
    }
    assess(Profile(**{question: made.value}))
    if asked.kind == "number":
        assert (made.min, made.max, made.step, made.value) == (asked.low, asked.high, asked.step, asked.start)
    else:
        assert not made.value, "what nobody has touched is no answer"


@pytest.mark.parametrize(
    ("question", "more", "kind"),
    [
        ("age", {}, "IntSlider"),
        ("fluid_l", {}, "FloatSlider"),
        ("smoking", {}, "RadioButtons"),
        ("started", {}, "Dropdown"),
        ("medicines", {"among": ["statin"]}, "Boxes"),
        ("age", {"not_sure": True}, "Number"),
    ],
)
def test_controls_are_stock_ones(question: str, more: dict[str, Any], kind: str) -> None:
    """All that is known and written of ipywidgets holds for these controls."""
    assert type(control(question, **more)).__name__ == kind


def test_interact_takes_controls_as_they_are() -> None:
    """Five lines to a working widget: `interact` calls with the values, and again after a change."""
    calls: list[dict[str, Any]] = []
    asked = {name: control(name) for name in ("age", "smoking")} | {"medicines": control("medicines", among=["laba"])}
    widgets.interactive_output(lambda **answers: calls.append(answers), asked)
    asked["medicines"].value = ["laba"]
    assert calls == [
        {"age": 50, "smoking": None, "medicines": []},
        {"age": 50, "smoking": None, "medicines": ["laba"]},
    ]
    made = widgets.interactive(lambda age: calls.append({"age": age}), age=control("age"))
    assert [child.description for child in made.children[:-1]] == ["How old are you? (years)"]


def test_boxes_tell_one_change_and_can_be_set_and_linked() -> None:
    """A box of boxes is one control: it says each change once, and follows whoever sets it."""
    heard: list[list[str]] = []
    boxes = control("medicines", among=["statin", "laba"])
    boxes.observe(lambda change: heard.append(change.new), names="value")
    other = control("medicines", among=["statin", "laba"])
    widgets.link((boxes, "value"), (other, "value"))
    boxes.children[1].children[1].value = True
    boxes.value = ["laba", "statin"]
    assert heard == [["laba"], ["statin", "laba"]], "in the order of the boxes"
    assert other.value == ["statin", "laba"]
    assert [box.value for box in other.children[1].children[:2]] == [True, True]
    with pytest.raises(traitlets.TraitError, match="no such box: aspirin"):
        boxes.value = ["aspirin"]


def test_not_sure_of_a_number_is_an_answer() -> None:
    """A slider cannot say "I do not know": the box below it does, and gives the number back."""
    heard: list[object] = []
    made = control("fluid_l", not_sure=True)
    made.observe(lambda change: heard.append(change.new), names="value")
    slider, unsure = made.children
    unsure.value = True
    assert (made.value, slider.disabled) == ("not_sure", True)
    unsure.value = False
    slider.value = 2.5
    made.value = "not_sure"
    assert (unsure.value, heard) == (True, ["not_sure", 1.5, 2.5, "not_sure"])
    assert control("age", value="not_sure").value == "not_sure"
    assert assess(Profile(fluid_l=made.value)).assessment.not_sure == ("fluid_l",)


def test_names_of_medicines_are_typed_as_in_a_file() -> None:
    """A teacher types what stands on the boxes, and which one is new; a value that is set stands in the line."""
    made = control("medicines_named")
    title, line = made.children
    line.value = "Lasix = new_weeks; ramipril"
    assert made.value == {"Lasix": "new_weeks", "ramipril": "taking"}
    assert assess(Profile(medicines_named=made.value)).contributors[0].id == "loop_diuretic"
    made.value = {"Lasix": "taking", "statin": "stopped"}
    assert (title.value[:12], line.value) == ("What do you ", "Lasix; statin = stopped")


def test_nobody_says_no_to_a_sign_they_were_not_shown() -> None:
    """A teacher shows one danger sign of many: "nothing else" would say no to all the others, unseen."""
    some, all_signs = control("warning_signs", among=["swollen_leg"]), control("warning_signs")
    for word in ("nothing_else", "not_sure"):
        with pytest.raises(traitlets.TraitError, match="no such box"):
            some.value = [word]
        all_signs.value = [word]
        assert all_signs.value == [word]
    assert not assess(Profile(warning_signs=some.value)).assessment.danger_checked


def test_what_a_person_told_of_other_boxes_stays() -> None:
    """A teacher begins with a whole person and shows two boxes; what was said of the others stays."""
    person = Profile(medicines=["statin", "ssri", "nothing_else"], warning_signs=["nothing_else"])
    box = explore("age", person=person, medicines=["statin", "laba"], warning_signs=["swollen_leg"])
    assert box.controls["medicines"].value == ["statin"]
    box.controls["medicines"].value = ["laba"]
    assert box.profile.as_dict()["medicines"] == {"ssri": "yes", "nothing_else": "yes", "laba": "yes"}
    assert assess(box.profile).assessment.danger_checked


def test_private_questions_can_be_left_untold() -> None:
    """What the form lets a person keep to themselves, a control does, too."""
    assert control("smoking").options[-1][1] == "prefer_not_to_say"
    assert control("started").options[-1][1] == "not_sure"
    assert [key for _, key in control("smoking", not_sure=False).options] == [None, "never", "former", "current"]


@pytest.mark.parametrize(
    ("question", "more", "problem"),
    [
        ("nights", {}, "there is no question 'nights'; the ids are warning_signs"),
        ("medicines", {"among": ["aspirin"]}, "medicines has no option aspirin; there are thiazide"),
        ("age", {"among": ["old"]}, "age has no options to choose among"),
    ],
)
def test_a_misspelt_id_is_named(question: str, more: dict[str, Any], problem: str) -> None:
    """Whoever misspells an id reads which ones there are."""
    with pytest.raises(KeyError, match=problem):
        control(question, **more)


def test_explore_follows_its_controls() -> None:
    """Controls, level and chart in one box say what `assess` says of the same answers."""
    box = explore("age", "pregnancy", medicines=["laba"], warning_signs=["chest_pain"], person=Profile(sex="female"))
    *_, words, chart = box.children
    assert box.profile == Profile(age=50, sex="female")
    box.controls["medicines"].value = ["laba"]
    bars = chart.figure["data"][0]["x"]
    assert bars[0] == pytest.approx(100 * assess(box.profile).contributors[0].share, abs=0.1)
    assert "Long-acting inhaler" in chart.label
    assert "Do not stop a medicine on your own" in words.regions[-1][1]
    box.controls["warning_signs"].value = ["chest_pain"]
    assert "Get help now" in words.regions[0][1]
    assert (chart.figure, chart.label) == ({}, ""), "beside an emergency there are no shares"


def test_explore_says_which_name_it_does_not_know() -> None:
    """A calm level below a medicine that was not understood would be heard as "it is harmless"."""
    box = explore("medicines_named")
    box.controls["medicines_named"].value = {"Lasx": "new"}
    words = next(view for view in box.children if isinstance(view, HtmlView))
    assert "We do not know this name" in dict(words.regions)["medicines"]


def test_explore_shows_no_old_result_for_answers_that_do_not_go_together() -> None:
    """A stale chart beside a refused answer would be read as its result."""
    box = explore("sex", "pregnancy", person=Profile(sex="female", pregnancy="third"))
    *_, words, chart = box.children
    assert chart.figure
    box.controls["sex"].value = "male"
    assert [region for region, _ in words.regions] == ["level"]
    assert "do not go together" in words.regions[0][1]
    assert chart.figure == {}


def test_a_person_gives_where_controls_begin() -> None:
    """A teacher starts from a case: its ticked boxes are ticked, and the rest stays."""
    box = explore("medicines", "age", person=Profile(age=72, medicines={"laba": "yes", "statin": "no"}, sex="male"))
    assert box.controls["medicines"].value == ["laba"]
    assert box.profile == Profile(age=72, medicines=["laba"], sex="male")


def test_a_misspelt_name_of_this_room_is_said_to_be_missing() -> None:
    """Whoever misspells a name reads which one is not there, and sees the others by Tab."""
    with pytest.raises(AttributeError, match="no attribute 'contrl'"):
        getattr(crampguide.widgets, "contrl")  # noqa: B009 - mypy rightly refuses the plain form
    assert dir(crampguide.widgets) == ["control", "explore", "live_chart"]
