"""One row of a table as answers: what its columns are called, what its cells may hold. It judges no answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from crampguide.assessing.frames import is_missing
from crampguide.knowledge.rules import NOT_SURE, NOTHING_ELSE, OPEN_ANSWERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crampguide.knowledge.asked import Question
    from crampguide.knowledge.records import Knowledge

BETWEEN: Final = "."
"""Parts question and box in the name of a column."""

BETWEEN_BOXES: Final = ";"
"""Parts boxes in a cell that holds several as text."""

BETWEEN_NAMES: Final = re.compile(r";|,\s|\n")
"""Parts names of medicines in a text; a comma inside a name, as in 1,25-dihydroxyvitamin D, has no space behind it."""

BEFORE_CHANGE: Final = re.compile(r"[=:]")

STATES_OF_CELLS: Final = {
    **dict.fromkeys(("yes", "true", "1", "1.0"), "yes"),
    **dict.fromkeys(("no", "false", "0", "0.0"), "no"),
    NOT_SURE: NOT_SURE,
}


class Fault(NamedTuple):
    """What is wrong with one cell: its column, empty where several do not go together, and a sentence."""

    column: str
    text: str

    def __str__(self) -> str:
        """Return the sentence with its column in front."""
        return f"{self.column}: {self.text}" if self.column else self.text


def read_row(knowledge: Knowledge, row: Mapping[str, Any], skip: Iterable[str]) -> tuple[dict[str, Any], list[Fault]]:
    """Return answers as `crampguide.Profile` takes them, and what is wrong with columns and boxes.

    Parameters
    ----------
    knowledge : Knowledge
    row : mapping of str to cell
    skip : iterable of str
        Columns that hold no answers.

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> answers, faults = read_row(load_knowledge(), {"age": "72", "body.tired": "maybe", "weight": 80}, ["weight"])
    >>> answers, [str(fault) for fault in faults]
    ({'age': 72.0}, ["body.tired: 'maybe' is not an answer; write 'yes', 'no' or 'not_sure'."])
    """
    answers: dict[str, Any] = {}
    faults = []
    left_out = set(skip)
    for column, cell in row.items():
        if column in left_out or (not isinstance(cell, list | tuple | dict) and is_missing(cell)):
            continue
        question, _, box = str(column).partition(BETWEEN)
        asked = knowledge.question_by_id.get(question)
        if asked is None or (box and not _has(asked, box)):
            faults.append(Fault(str(column), _unknown(knowledge, asked)))
        elif not box:
            answers[question] = _cell(asked, cell)
        elif isinstance(answers.setdefault(question, {}), dict) and (state := _state(cell)):
            answers[question][box] = state
        else:
            states = f"{cell!r} is not an answer; write 'yes', 'no' or {NOT_SURE!r}."
            twice = f"{question} has a column of its own, too; keep the one or the others."
            faults.append(Fault(str(column), states if isinstance(answers[question], dict) else twice))
    return {key: answer for key, answer in answers.items() if answer != {}}, faults


def _has(question: Question, box: str) -> bool:
    own = {option.id for option in question.options} | {NOT_SURE, NOTHING_ELSE}
    return question.kind == "checklist" and box in own


def _unknown(knowledge: Knowledge, question: Question | None) -> str:
    if question is None:
        return f"there is no such question; the ids are {', '.join(knowledge.question_by_id)}."
    if question.kind != "checklist":
        return f"{question.id} has no boxes; call the column {question.id}."
    return f"there is no such box; the ids are {', '.join(option.id for option in question.options)}."


def _cell(question: Question, cell: Any) -> Any:  # noqa: ANN401 - whatever a table holds
    """Return a cell as an answer; what is none stays as it is, for whoever checks it."""
    if not isinstance(cell, str) or cell.strip() in OPEN_ANSWERS:
        return cell.strip() if isinstance(cell, str) else cell
    if question.kind == "names":
        return names_in(question, cell)
    if question.kind == "checklist":
        return [one.strip() for one in cell.split(BETWEEN_BOXES) if one.strip()]
    if question.kind == "number":
        try:
            return float(cell)
        except ValueError:
            return cell.strip()
    return cell.strip()


def names_in(question: Question, text: str) -> dict[str, str]:
    """Return names of medicines that stand in one text, each with what was done with it.

    Parameters
    ----------
    question : Question
        Of kind ``names``: its first option is meant where nothing is said.
    text : str
        Names with semicolons or commas between them, each alone or with a change behind ``=`` or a colon.

    Examples
    --------
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> names_in(load_knowledge().question_by_id["medicines_named"], "Lasix = new_weeks, ramipril")
    {'Lasix': 'new_weeks', 'ramipril': 'taking'}
    """
    parts = ([*BEFORE_CHANGE.split(one, 1), ""] for one in BETWEEN_NAMES.split(text) if one.strip())
    return {name.strip(): change.strip().lower() or question.options[0].id for name, change, *_ in parts}


def _state(cell: object) -> str | None:
    return STATES_OF_CELLS.get(str(cell).strip().lower())
