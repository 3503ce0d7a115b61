from __future__ import annotations

import json
import logging
from functools import partial
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

from crampguide import AnswerError
from crampguide.assessing.changes import Changes, find_changes
from crampguide.assessing.profile import Profile
from crampguide.knowledge.loading import load_knowledge
from crampguide.measuring.cases import load_cases, run_cases
from crampguide.pages.guide import GuidePage, guide
from crampguide.serving.launch import notebooks_root

if TYPE_CHECKING:
    from pathlib import Path

    from crampguide.knowledge.beside import Example

KNOWN = load_knowledge()
DOORS = [notebooks_root() / f"{name}.ipynb" for name in ("evidence", "guide", "methods", "workshop")]


@pytest.fixture
def page() -> GuidePage:
    """Make a page with no answers."""
    return GuidePage(KNOWN)


def parts(page: GuidePage) -> tuple[Any, Any, Any, Any]:
    """Return the form and the three views of a page."""
    form, result = page.widget.children
    return (form, *result.children[:3])


def test_an_answer_changes_every_view(page: GuidePage) -> None:
    """Summary, chart and table follow one answer together."""
    form, top, chart, bottom = parts(page)
    before = (top.regions, chart.figure, chart.label, bottom.regions)
    form.answers = {"pregnancy": "third"}
    after = (top.regions, chart.figure, chart.label, bottom.regions)
    assert all(old != new for old, new in zip(before, after, strict=True))
    assert "Pregnancy" in chart.label
    assert page.profile == Profile(pregnancy="third")


def test_level_and_chart_come_before_what_takes_longer(page: GuidePage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slider moves the bar at once: what would change the result is worked out after level and chart are set."""
    form, top, chart, _ = parts(page)
    seen = []

    def find(*given: Any) -> Changes:  # noqa: ANN401 - whatever the real one takes
        seen.append((dict(top.regions)["summary"], chart.label))
        return find_changes(*given)

    monkeypatch.setattr("crampguide.pages.guide.find_changes", find)
    form.answers = {"pregnancy": "third"}
    ((summary, label),) = seen
    assert "regnancy" in summary
    assert "Pregnancy" in label


def test_the_page_starts_from_given_answers() -> None:
    """Saved answers can be loaded, and a bad one is refused before anything shows."""
    form = guide(age=70).children[0]
    assert form.answers == {"age": 70}
    with pytest.raises(AnswerError, match="age"):
        guide(age=700)


def test_a_bad_answer_shows_a_sentence_and_no_old_result(page: GuidePage) -> None:
    """An answer that cannot be is named in plain words, and the former result is gone."""
    form, top, chart, bottom = parts(page)
    form.answers = {"pregnancy": "third"}
    form.answers = {"age": 900}
    assert "900 is out of range" in form.problem
    assert (top.regions, chart.figure, bottom.regions) == ([], {}, [])
    form.answers = {"pregnancy": "third"}
    assert form.problem == ""
    assert "Pregnancy" in chart.label
    assert top.regions


def test_answers_that_do_not_go_together_are_asked_about(page: GuidePage) -> None:
    """Nothing is dropped for the person: the page names both answers beside the later question until one is changed."""
    form, top, _, _ = parts(page)
    form.answers = {"pregnancy": "third"}
    form.answers = {"pregnancy": "third", "sex": "male"}
    assert "“Male” (sex at birth) and “Yes, week 28 or later” (pregnant) do not go together" in form.problem
    assert (form.problem_at, top.regions) == ("pregnancy", [])
    assert form.answers == {"pregnancy": "third", "sex": "male"}
    form.answers = {"pregnancy": "third"}
    assert (form.problem, form.problem_at) == ("", "")
    assert top.regions


def test_another_country_changes_the_number_everywhere(page: GuidePage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A country's number stands in the result, the alerts and the page for the doctor; no answer changes."""
    form, top, _, bottom = parts(page)
    form.answers = {"warning_signs": {"chest_pain": "yes"}}
    form.country = "NZ"
    (handout,) = asked(page, monkeypatch, {"kind": "handout"})
    for text in (str(top.regions), json.dumps(form.sections), handout["text"]):
        assert "Call 111 now" in text
        assert "112, 999 or 911" not in text
    assert "112, 999 or 911" not in str(bottom.regions)
    assert page.profile == Profile(warning_signs={"chest_pain": "yes"})
    form.country = "Atlantis"
    assert "number 1" in form.problem
    form.country = "US"
    assert (form.problem, "Call 911 now" in str(top.regions)) == ("", True)


def test_a_fault_shows_a_number_and_logs_no_answer(
    page: GuidePage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """When something breaks, the person sees a sentence with a number, the log has it too, and holds no answer."""
    form, top, _, _ = parts(page)
    form.answers = {"age": 71}

    def broken(*_: object) -> None:
        message = "age 72 is secret"
        raise RuntimeError(message)

    monkeypatch.setattr("crampguide.pages.guide.assess_profile", broken)
    with caplog.at_level(logging.ERROR):
        form.answers = {"age": 72}
    assert "number 1" in form.problem
    assert "Traceback" not in form.problem
    assert top.regions == []
    assert "fault 1" in caplog.text
    assert "72" not in caplog.text


def asked(page: GuidePage, monkeypatch: pytest.MonkeyPatch, content: dict[str, Any]) -> list[dict[str, Any]]:
    """Send a request as the buttons do, and return what comes back."""
    buttons = page.widget.children[1].children[3]
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(buttons, "send", sent.append)
    buttons._handle_custom_msg(content, [])  # noqa: SLF001 - ipywidgets has no public entry
    return sent


def told_by(page: GuidePage, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """Return a list that fills with what form and views tell the browser from now on, each by its class."""
    told: list[tuple[str, dict[str, Any]]] = []
    for part in parts(page):
        note = partial(_note, told, type(part).__name__)
        monkeypatch.setattr(part.comm, "send", note)
    return told


def _note(told: list[tuple[str, dict[str, Any]]], name: str, data: dict[str, Any], **_: object) -> None:
    told.append((name, data.get("content") or data))


def answer(page: GuidePage, number: int, **asked: Any) -> None:  # noqa: ANN401 - whatever a browser sends
    """Send a set of answers as the browser does."""
    content = {"kind": "answered", "number": number, "answers": {}, "country": "", **asked}
    parts(page)[0]._handle_custom_msg(content, [])  # noqa: SLF001 - ipywidgets has no public entry


def test_a_number_comes_back_last_and_once_for_each_set(page: GuidePage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that has the number of its answers has their whole result; a set that changes nothing has one, too."""
    told = told_by(page, monkeypatch)
    answer(page, 7, answers={"warning_signs": {"chest_pain": "yes"}})
    assert [name for name, _ in told] == ["HtmlView", "ChartView", "HtmlView", "QuestionForm", "QuestionForm"]
    assert "Get help now" in str(told[0])
    assert told[-1][1] == {"kind": "answered", "number": 7}
    del told[:]
    answer(page, 8, answers={"warning_signs": {"chest_pain": "yes"}})
    assert told == [("QuestionForm", {"kind": "answered", "number": 8})]


@pytest.mark.parametrize("answers", [{"age": 900}, {"no_such": 1}, {"when": {"\ud800": "yes"}}, {"\ud800": 1}])
def test_a_number_comes_back_with_the_sentence_about_answers_that_do_not_fit(
    page: GuidePage, monkeypatch: pytest.MonkeyPatch, answers: dict[str, Any]
) -> None:
    """The sentence takes the place of the result; a broken letter in an answer stops neither it nor its number."""
    told = told_by(page, monkeypatch)
    answer(page, 3, answers=answers)
    assert told[-1][1] == {"kind": "answered", "number": 3}
    assert parts(page)[0].problem
    assert json.dumps(told, ensure_ascii=False).encode()


def test_an_error_in_the_kernel_gives_no_number_back(
    page: GuidePage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What goes wrong where nobody has thought of it leaves the page without an echo, and it says so by itself."""
    told = told_by(page, monkeypatch)
    answer(page, 3, answers=[1])
    assert "answered" not in [data.get("kind") for _, data in told]
    assert "fault 1" in caplog.text


def test_answers_that_come_again_get_the_whole_result(page: GuidePage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first result may have been lost on its way, so that changes to it would lead to a wrong one."""
    answer(page, 1, answers={"warning_signs": {"chest_pain": "yes"}})
    told = told_by(page, monkeypatch)
    answer(page, 2, answers={"warning_signs": {"chest_pain": "yes"}}, again=True)
    assert [name for name, _ in told] == ["QuestionForm", "HtmlView", "ChartView", "HtmlView", "QuestionForm"]
    assert told[0][1]["state"]["status"]["level"] == "emergency"
    assert all(html is not None for _, data in told for _, html in data.get("regions", ()))
    assert told[-1][1] == {"kind": "answered", "number": 2}


def test_answers_can_be_kept_and_loaded_again(page: GuidePage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file that a person keeps gives back the same answers on another day."""
    form = parts(page)[0]
    form.answers = {"age": 71, "medicines": {"laba": "yes", "statin": "not_sure"}, "sex": "prefer_not_to_say"}
    (kept,) = asked(page, monkeypatch, {"kind": "answers"})
    form.answers = {}
    assert asked(page, monkeypatch, {"kind": "load", "text": kept["text"]}) == [{"kind": "load"}]
    assert form.answers == {"age": 71, "medicines": {"laba": "yes", "statin": "not_sure"}, "sex": "prefer_not_to_say"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{ not a file", "cannot be read"),
        ("[1, 2]", "cannot be read"),
        ("", "cannot be read"),
        ("{}", "cannot be read"),
        ("medicines = []", "cannot be read"),
        ('{"when": ["\\ud800"]}', "cannot be read"),
        ("age = 1\n" * 20_000, "cannot be read"),
        ("age = 900", "age: 900 is out of range"),
        ('sex = "male"\npregnancy = "first"', "do not go together"),
        ('{"no_such": 1}', "there is no such question"),
    ],
)
def test_a_bad_file_changes_nothing(page: GuidePage, monkeypatch: pytest.MonkeyPatch, text: str, words: str) -> None:
    """A wrong file is refused in a sentence; the answers given so far and their result stay."""
    form, top, _, _ = parts(page)
    form.answers = {"age": 71}
    before = top.regions
    (said,) = asked(page, monkeypatch, {"kind": "load", "text": text})
    assert said["kind"] == "said"
    assert words in said["text"]
    assert "JSON" not in said["text"]
    assert (form.answers, top.regions) == ({"age": 71}, before)


def test_the_page_for_the_doctor_is_that_of_the_answers(page: GuidePage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page holds the answers that the result shows; without a result there is no page."""
    form = parts(page)[0]
    form.answers = {"medicines": {"laba": "yes"}}
    (sent,) = asked(page, monkeypatch, {"kind": "handout"})
    assert sent["kind"] == "handout"
    assert "Long-acting inhaler" in sent["text"]
    form.answers = {"age": 900}
    assert asked(page, monkeypatch, {"kind": "handout"})[0]["kind"] == "said"


def test_a_fault_in_a_request_shows_a_number(
    page: GuidePage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A button that breaks says so with the number that the log has."""
    with caplog.at_level(logging.ERROR):
        (said,) = asked(page, monkeypatch, {"kind": "load"})
    assert "number 1" in said["text"]
    assert "fault 1" in caplog.text


@pytest.mark.parametrize("example", KNOWN.examples, ids=lambda example: example.id)
def test_each_example_is_a_published_case(page: GuidePage, example: Example) -> None:
    """An example shows the answers of its case, and what the guide says of it is what was found."""
    form = parts(page)[0]
    form._handle_custom_msg({"kind": "example", "id": example.id}, [])  # noqa: SLF001
    case = next(case for case in load_cases() if case.id == example.case)
    assert page.profile == case.profile
    (result,) = run_cases(KNOWN, [case])
    assert result.is_first
    assert result.is_accepted


def test_two_pages_share_no_answers() -> None:
    """One visitor never sees another's answers."""
    first, second = GuidePage(KNOWN), GuidePage(KNOWN)
    parts(first)[0].answers = {"age": 80}
    assert second.profile == Profile()
    assert parts(second)[0].answers == {}


@pytest.mark.parametrize("path", DOORS, ids=lambda path: path.name)
def test_notebooks_of_pages_are_doors(path: Path) -> None:
    """The notebook of a page is a heading and a call: no outputs, no widget state, no code to maintain."""
    notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    assert set(notebook.metadata) <= {"kernelspec", "language_info", "title", "stage"}
    assert "widgets" not in json.dumps(notebook.metadata)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert len(notebook.cells) <= 3
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    assert all(len(cell.source.splitlines()) <= 3 for cell in code)
    assert not any(mark in cell.source for cell in code for mark in ("%", "!", "def ", "<"))


def test_the_interview_asks_the_page_where_to_go() -> None:
    """Each screen comes once, what the last answers changed is said, and a question that is urgent is not buried."""
    page = GuidePage(KNOWN, Profile(warning_signs=["nothing_else"], when=["night"], age=70))
    form = parts(page)[0]
    sent: list[dict[str, Any]] = []
    form.send = sent.append
    seen = ["danger", "when", "you"]
    for _ in range(len(KNOWN.screens) - len(seen) + 1):
        form._handle_custom_msg({"kind": "step", "done": seen}, [])  # noqa: SLF001
        seen.append(sent[-1]["step"]["screen"])
    assert sorted(seen[:-1]) == sorted(screen.id for screen in KNOWN.screens)
    assert sent[-1]["step"] == {"screen": "", "left": 0, "said": KNOWN.wording["step_same"]}
    form.answers = {**form.answers, "medicines": ["laba"]}
    form._handle_custom_msg({"kind": "step", "done": seen}, [])  # noqa: SLF001
    assert "inhaler" in sent[-1]["step"]["said"]


@pytest.mark.parametrize(
    ("answers", "level", "is_said", "is_urgent"),
    [
        ({}, "unchecked", False, False),
        ({"warning_signs": ["nothing_else"]}, "self_care", False, False),
        ({"nerves": ["numb_feet"], "started": "weeks"}, "days", True, False),
        ({"warning_signs": ["swollen_leg"]}, "same_day", True, True),
        ({"warning_signs": ["chest_pain"]}, "emergency", True, True),
    ],
)
def test_the_button_to_the_result_says_what_calls_for_care(
    answers: dict[str, Any], level: str, *, is_said: bool, is_urgent: bool
) -> None:
    """On a phone this button is all that is seen of a result: it says what to act on, and nothing that would calm."""
    form, *_ = parts(GuidePage(KNOWN, Profile(**answers)))
    title = KNOWN.wording[f"level_{level}_title"] if is_said else ""
    assert form.status == {"level": level, "title": title, "is_urgent": is_urgent, "lead": form.status["lead"]}
