from __future__ import annotations

from dataclasses import replace
from datetime import date
from html import unescape
from typing import TYPE_CHECKING

from click.testing import CliRunner

from crampguide import Profile, Report, __version__, assess
from crampguide.__main__ import main
from crampguide.knowledge.loading import load_knowledge
from crampguide.measuring.cases import load_cases
from crampguide.telling.explanation import OTHERS
from crampguide.telling.handout import MOST_CAUSES, MOST_QUESTIONS, handout_html
from crampguide.telling.handout_more import answers_in_words

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = load_knowledge()
DAY = date(2026, 1, 31)
PERSON = Profile(
    age=72,
    sex="female",
    when=["night"],
    conditions="not_sure",
    recent=["nothing_else"],
    diet="not_sure",
    medicines={"laba": "yes", "thiazide": "yes", "statin": "not_sure"},
    warning_signs=["swollen_leg"],
)


def page_of(report: Report, *, more: bool = True) -> str:
    """Return the page of a report as a reader sees it, by default with the second page."""
    return unescape(handout_html(report.knowledge, report.explanation, DAY, more=more))


def test_page_holds_answers_level_causes_evidence_and_what_to_review() -> None:
    """A doctor finds in one page what the person said and what the guide made of it."""
    report = assess(PERSON)
    page = page_of(report)
    assert "Made on 31 January 2026" in page
    released = KNOWN.release.data_date
    assert f"Version {__version__} of crampguide, with data from {released.day} {released:%B %Y}." in page
    assert report.explanation.level_title in page
    assert all(danger.action in page for danger in report.explanation.dangers)
    assert all(one.ask in page for one in report.assessment.worth_asking)
    taken = page[page.index(KNOWN.wording["handout_takes"]) :]
    assert "Thiazide water tablet" in taken
    assert "Statin (not sure)" in taken
    assert KNOWN.wording["disclaimer"] in page


def test_the_causes_stand_below_the_level_and_only_where_nothing_is_urgent() -> None:
    """A doctor sees what may play a part with its evidence; a person who must go today is shown no share."""
    calm = assess(PERSON.with_answer("warning_signs", ["nothing_else"]))
    page = page_of(calm)
    assert calm.explanation.shows_shares
    shown = [row for row in calm.explanation.rows if row.id != OTHERS]
    assert all(row.name in page and row.evidence in page for row in (*shown[:MOST_CAUSES], shown[-1]))
    assert page.index(calm.explanation.level_title) < page.index("What may play a part")
    assert "What may play a part" not in page_of(assess(PERSON))


def test_page_says_each_thing_to_do_once() -> None:
    """A doctor with little time must not read the same order twice; a second, other order must not be lost."""
    with_more = 0
    for case in load_cases():
        report = assess(case.profile)
        page, box = page_of(report), report.explanation.level_sentence
        for danger in report.explanation.dangers:
            listed = page.count(f". {danger.action}</li>")
            assert listed <= (danger.action not in box), case.id
            assert danger.action in page, case.id
            with_more += listed
    assert with_more


def test_the_sheet_asks_three_questions_and_keeps_the_medicine() -> None:
    """A visit has time for three questions, and none of them may sound like "I have stopped it"."""
    calm = assess(PERSON.with_answer("warning_signs", ["nothing_else"]))
    page = page_of(calm, more=False)
    asked = page[page.index("class='ask'") :]
    assert asked[: asked.index("</ul>")].count("<li>") == MOST_QUESTIONS
    assert "I will keep taking it until we have talked" in asked


def test_the_strip_for_tonight_shows_a_stretch_only_to_whom_it_suits() -> None:
    """A drawing of a standing stretch must not go home with a person who may have a clot, or who may fall."""
    steady = page_of(assess(Profile(age=50, when=["night"], warning_signs=["nothing_else"])), more=False)
    unsteady = page_of(assess(Profile(age=88, when=["night"], warning_signs=["nothing_else"])), more=False)
    assert "leans on a wall" in steady
    assert "leans on a wall" not in unsteady
    assert "sits on a bed" in unsteady
    assert "sit" in unsteady[unsteady.index("class='cut'") :]
    urgent = page_of(assess(PERSON), more=False)
    assert "<svg" not in urgent
    assert "Do not rub or stretch" in urgent


def test_the_second_page_comes_by_choice() -> None:
    """A doctor gets one sheet; all answers and the diary follow only for whoever asked for them."""
    report = assess(PERSON)
    assert KNOWN.wording["handout_diary"] not in page_of(report, more=False)
    assert page_of(report).count("<tr>") >= 15


def test_page_needs_no_other_file() -> None:
    """The page works from a memory stick: it asks for no script, picture, font or style sheet."""
    page = page_of(assess(PERSON))
    assert not [word for word in ("<script", "src=", "<link", "url(", "@import", "http") if word in page]


def test_answers_stand_as_they_were_given() -> None:
    """Answers of "not sure" and "none of these" are told as such, and nothing that was not answered appears."""
    words = answers_in_words(KNOWN, PERSON)
    assert len(words) == len(PERSON.answers)
    assert "How old are you? 72 years" in words
    assert any(line.endswith("(not sure)") and "doctor said" in line for line in words)
    assert any("None of these" in line for line in words)
    (medicines,) = (line for line in words if "Statin" in line)
    assert "Statin (not sure)" in medicines
    assert "Long-acting inhaler" in medicines


def test_hostile_text_cannot_enter_the_page() -> None:
    """Every text of the data is escaped, so that a slip in it can not run or break anything."""
    hostile = replace(KNOWN, contributors=tuple(replace(one, name="<script>") for one in KNOWN.contributors))
    report = assess(PERSON, knowledge=hostile)
    assert "<script>" not in handout_html(hostile, report.explanation, DAY)


def test_command_writes_the_page(tmp_path: Path) -> None:
    """`crampguide handout answers.toml -o page.html` makes the same page, and refuses bad answers in a sentence."""
    answers, page = tmp_path / "answers.toml", tmp_path / "page.html"
    answers.write_text('medicines = ["laba"]', encoding="utf-8")
    result = CliRunner().invoke(main, ["handout", str(answers), "-o", str(page)])
    assert result.exit_code == 0
    assert "Long-acting inhaler" in page.read_text(encoding="utf-8")
    answers.write_text("age = 900", encoding="utf-8")
    refused = CliRunner().invoke(main, ["handout", str(answers), "-o", str(page)])
    assert refused.exit_code == 2
    assert "900 is out of range" in refused.output
