"""Tests of the line drawings: small, in words too, and never beside what they do not show."""

from __future__ import annotations

import json
from typing import Final

import pytest

from crampguide import Profile, assess
from crampguide.knowledge.loading import load_knowledge
from crampguide.telling.advice import told_picture_html
from crampguide.widgets.form import form_screens, form_sections

KNOWN: Final = load_knowledge()
LARGEST: Final = 2_000
"""What one drawing may weigh [B]; and all that the form is sent, four times as much."""


@pytest.mark.parametrize("picture", KNOWN.pictures, ids=lambda picture: picture.id)
def test_a_drawing_is_small_and_told_in_words(picture: object) -> None:
    """Each drawing is a few lines, has words for who can not see it, and takes the colours of the page."""
    svg, label = str(getattr(picture, "svg", "")), str(getattr(picture, "label", ""))
    assert len(svg.encode()) < LARGEST
    assert label.endswith(".")
    assert "fill=" not in svg
    assert "stroke=" not in svg


def test_no_drawing_is_kept_that_nobody_sees() -> None:
    """What is drawn stands beside an advice, a caution, a box or a screen."""
    shown = {advice.picture for advice in KNOWN.advice}
    shown |= {caution.picture for advice in KNOWN.advice for caution in advice.cautions}
    shown |= {option.picture for question in KNOWN.questions for option in question.options}
    shown |= {screen.picture for screen in KNOWN.screens}
    assert shown - {""} == {picture.id for picture in KNOWN.pictures}


def test_the_form_takes_drawings_and_little_for_them() -> None:
    """The danger sign of a swollen leg shows both calves, and all drawings of the form are light on a phone's line."""
    questions = {one["id"]: one for section in form_sections(KNOWN) for one in section["questions"]}
    drawn = {one["id"]: one["picture"] for one in questions["warning_signs"]["options"] if "picture" in one}
    assert list(drawn) == ["swollen_leg"]
    assert "aria-label='Two lower legs" in drawn["swollen_leg"]
    screens = {one["id"]: one["picture"] for one in form_screens(KNOWN) if "picture" in one}
    assert "trigger" in screens
    assert len(json.dumps([drawn, screens])) < 4 * LARGEST


def test_who_may_fall_sees_the_stretch_that_is_told_and_no_other() -> None:
    """A caution brings its own drawing; beside two cautions, of which one may forbid what the other draws, is none."""
    seen = {}
    for name, more in (("steady", {}), ("unsteady", {"age": 80}), ("operated", {"age": 80, "recent": ["surgery"]})):
        told = assess(Profile(when=["night"], warning_signs=["nothing_else"], **more)).assessment.advice
        item = next(item for item in told if item.advice.id == "stretch_bedtime")
        seen[name] = str(told_picture_html(KNOWN, item))
    assert "leans on a wall" in seen["steady"]
    assert "sits on a bed" in seen["unsteady"]
    assert seen["operated"] == ""
