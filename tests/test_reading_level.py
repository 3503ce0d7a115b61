"""What people read stays at US grade 6 or below, and speaks of people out of 100."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest

from crampguide import Profile, assess
from crampguide.knowledge.loading import load_knowledge
from crampguide.telling.result import bottom_regions, top_regions

KNOWN = load_knowledge()
Grade = Callable[[str], float]
GRADE = 6.0
LONGEST_NAME = 45
LONGEST_NOTE = 40
PROPER = {"Addison", "Gitelman"}
"""Names of people in the names of causes."""

ENOUGH_WORDS = 60
"""Below this a grade says more about one long word than about the text."""

PEOPLE: dict[str, dict[str, Any]] = {
    "nothing answered": {},
    "older woman with tablets": {
        "age": 72,
        "sex": "female",
        "when": ["night"],
        "nights_a_month": 12,
        "medicines": ["thiazide", "statin", "laba", "warfarin"],
        "conditions": ["heart_failure", "kidney_disease", "arthritis"],
        "spoils": ["sleep"],
    },
    "athlete in heat": {
        "age": 24,
        "sex": "male",
        "when": ["exercise"],
        "heat_hours": 30,
        "exercise_hours": 14,
        "effort_change": "yes",
        "diet": ["salt_marks"],
        "warning_signs": ["heat_illness"],
    },
    "pregnant": {"age": 30, "sex": "female", "pregnancy": "third", "when": ["night"], "side": "one"},
    "many signs": {
        "body": ["thirst", "much_urine", "weight_loss", "tired", "yellow_eyes", "dark_skin"],
        "muscles": ["weakness", "wasting", "twitching", "stiffness"],
        "nerves": ["numb_feet", "mouth_tingling", "back_pain"],
        "warning_signs": ["chest_pain", "swollen_leg", "dark_urine"],
    },
    "not sure": {question.id: "not_sure" for question in KNOWN.questions},
}


class Text(HTMLParser):
    """Collects the words of HTML; the end of each block is the end of a sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks = [""]
        self._is_source = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a new block, and leave out lines of sources and sums: they are not prose."""
        if tag not in {"b", "a", "span"}:
            self.blocks.append("")
            self._is_source = dict(attrs).get("class") in {"cg-sources", "cg-quiet cg-sum"}

    def handle_data(self, data: str) -> None:
        """Take the words."""
        if not self._is_source:
            self.blocks[-1] += data


def prose(html: str) -> str:
    """Return the sentences of HTML."""
    parser = Text()
    parser.feed(html)
    return " ".join(f"{block.strip().rstrip('.')}." for block in parser.blocks if block.strip())


@pytest.mark.parametrize("person", PEOPLE)
def test_each_part_of_the_result_reads_at_grade_six(person: str, grade: Grade) -> None:
    """A worried person of 70 can read every part of the result."""
    report = assess(Profile(**PEOPLE[person]))
    explanation = report.explanation
    regions = [*top_regions(KNOWN, explanation), *bottom_regions(KNOWN, explanation, report.changes())]
    grades = {
        name: grade(prose(html))
        for name, html in regions
        if name != "table" and len(prose(html).split()) >= ENOUGH_WORDS
    }
    assert {name: value for name, value in grades.items() if value > GRADE} == {}


@pytest.mark.parametrize("section", [section.id for section in KNOWN.sections])
def test_each_step_of_the_form_reads_at_grade_six(section: str, grade: Grade) -> None:
    """A worried person of 70 can read every question."""
    parts = [text for one in KNOWN.sections if one.id == section for text in (one.title, one.intro)]
    parts += [clash.text.format(sex="Male", age=7, pregnancy="Yes, weeks 1 to 13") for clash in KNOWN.clashes]
    for question in KNOWN.questions:
        if question.section == section:
            parts += [question.text, question.why, *(option.text for option in question.options)]
    assert grade(" ".join(f"{part.rstrip('.?')}." for part in parts)) <= GRADE


@pytest.mark.parametrize("group", sorted({contributor.group for contributor in KNOWN.contributors}))
def test_each_group_of_causes_reads_at_grade_six(group: str, grade: Grade) -> None:
    """Whoever has a cause that is rare or new here can read what it is, what is known of it and what to ask for."""
    causes = [contributor for contributor in KNOWN.contributors if contributor.group == group]
    told = [text for one in causes for text in (one.name, one.plain, one.ask) if text]
    shown = zip(KNOWN.presentations, KNOWN.speakers, strict=True)
    known = [one.note for one, speakers in shown if group in {cause.group for cause in speakers}]
    for texts in filter(None, (told, known)):
        assert grade(" ".join(f"{text.rstrip('.')}." for text in texts)) <= GRADE


def test_names_of_causes_are_short_and_plain() -> None:
    """Protects the chart, where a name has one line, from a long one, and from capitals inside as in a heading."""
    names = {contributor.id: contributor.name for contributor in KNOWN.contributors}
    assert {key: name for key, name in names.items() if len(name) > LONGEST_NAME} == {}
    capitals = {key: re.findall(r"(?<=\s)[A-Z][a-z]\w+", name) for key, name in names.items()}
    assert {key: found for key, found in capitals.items() if set(found) - PROPER} == {}


def test_what_is_known_of_a_presentation_is_plain_prose() -> None:
    """Protects whoever reads "What is known" from notes as a researcher takes them."""
    notes = {one.id: one.note for one in KNOWN.presentations}
    assert {key: note for key, note in notes.items() if not re.fullmatch(r"[A-Z][^=:;%()]+\.", note)} == {}
    assert {key: note for key, note in notes.items() if len(note.split()) > LONGEST_NOTE} == {}


def test_what_was_tried_reads_at_grade_six(grade: Grade) -> None:
    """Whoever looks up what helps can read what each trial found and why nobody is surer."""
    for texts in ([one.finding for one in KNOWN.treatments], [one.reason for one in KNOWN.treatments]):
        assert grade(" ".join(texts)) <= GRADE


def test_what_the_page_says_around_the_guide_reads_at_grade_six(grade: Grade) -> None:
    """Loading, failing, stopping and the emergency list are read in the worst moments."""
    texts = [text for key, text in KNOWN.wording.items() if key.startswith(("site_", "page_", "level_"))]
    assert len(texts) > 20
    assert grade(" ".join(f"{text.rstrip('.?!:')}." for text in texts)) <= GRADE


def test_what_is_taken_away_reads_at_grade_six(grade: Grade) -> None:
    """The buttons, what they say back and the words of the page for the doctor are read by the same person."""
    texts = [text for key, text in KNOWN.wording.items() if key.startswith(("take_", "handout_", "form_", "change_"))]
    assert grade(" ".join(f"{text.rstrip('.?!:')}." for text in texts)) <= GRADE


def test_the_measure_can_fail(grade: Grade) -> None:
    """The reading test is no formality: a sentence from a paper fails it."""
    sentence = (
        "Nocturnal leg cramps are associated with cardiometabolic comorbidities in epidemiological investigations."
    )
    assert grade(sentence) > GRADE


FORBIDDEN = {
    "a bare relative risk": r"odds ratio|relative risk|hazard ratio|(?-i:\bRR\b|\bOR \d)|times (more|as) likely",
    "one in so many": r"\b1 in \d|\bone in \d",
    "a percentage": r"\d ?%|per ?cent",
    "another denominator": r"\d+ (of|in|out of) (1,?000|10,?000)\b",
    "an order to stop a medicine": r"(?<!not )(?<!never )\bstop (taking|your (statin|tablet|medicine|inhaler))",
    "a diagnosis": r"(?<!if )(?<!or )(?<!that )(?<!when )\byou have (a clot|diabetes|cancer|a disease)\b",
}


EXPLAINING = ("wording measure_", "wording methods_step_", "wording column_rr", "wording column_e")
"""Words of the page that explains what such a number is, to those who want to do the sum again."""


@pytest.mark.parametrize("fault", FORBIDDEN)
def test_no_text_holds_a_forbidden_form(fault: str, all_texts: list[tuple[str, str]]) -> None:
    """Numbers are people out of 100; nobody is told what they have or to stop a medicine."""
    found = [(where, text) for where, text in all_texts if re.search(FORBIDDEN[fault], text, re.IGNORECASE)]
    allowed = EXPLAINING if fault == "a bare relative risk" else ()
    assert [(where, text) for where, text in found if not where.startswith(allowed)] == []
