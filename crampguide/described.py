"""What programs and editors read of the guide: its questions as plain values, and the schemas of its data files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crampguide.knowledge.rules import NOT_SURE, NOTHING_ELSE, PREFER_NOT

if TYPE_CHECKING:
    from crampguide.knowledge.asked import Question

ANSWERS = {
    "choice": "one choice id",
    "checklist": f"a list of choice ids that apply, with {NOTHING_ELSE!r} if no other does; "
    "or an object of choice id to 'yes', 'no' or 'not_sure'",
    "names": "an object of name to one choice id, alone or joined with the id of a time by '_', such as 'new_weeks'",
}
"""How a question of each kind is answered."""


def data_schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of each data file that is read, by its name."""
    from crampguide.knowledge import medicines, names  # noqa: PLC0415
    from crampguide.knowledge.loading import FILES, RELEASE, WORDING  # noqa: PLC0415 - the page never needs it
    from crampguide.knowledge.release import Release  # noqa: PLC0415
    from crampguide.knowledge.schema import file_schema, record_schema, text_schema  # noqa: PLC0415
    from crampguide.measuring import cases, stories, survey  # noqa: PLC0415
    from crampguide.workshop import session  # noqa: PLC0415

    tables = {name: {table: kind for table, _, kind in kinds} for name, kinds in FILES.items()}
    tables |= {cases.FILE: {"case": cases.Case}, stories.FILE: {"story": stories.Story}}
    tables |= {medicines.FILE: {"substance": names.Medicine}}
    for module in (survey, session):
        tables |= {module.FILE: {table: kind for table, (_, kind) in module.TABLES.items()}}
    apart = {RELEASE: record_schema(RELEASE, Release), WORDING: text_schema(WORDING)}
    return {name: file_schema(name, kinds) for name, kinds in tables.items()} | apart


def question_values(question: Question) -> dict[str, Any]:
    """Describe one question so that answers can be written by program without another document."""
    described: dict[str, Any] = {"id": question.id, "kind": question.kind, "text": question.text, "why": question.why}
    if question.kind == "number":
        described |= {"unit": question.unit, "low": question.low, "high": question.high, "step": question.step}
        described["answer"] = "a number"
    else:
        described["choices"] = [
            {"id": option.id, "text": option.text} | ({"note": option.note} if option.note else {})
            for option in question.options
        ]
        described["answer"] = ANSWERS[question.kind]
        if question.times:
            described["times"] = [{"id": time.id, "text": time.text} for time in question.times]
    described["also"] = [NOT_SURE, PREFER_NOT] if question.private else [NOT_SURE]
    return described
