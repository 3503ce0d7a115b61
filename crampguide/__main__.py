"""The command ``crampguide``: serve the guide, assess answers from a file, check the data."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import IO, Any

import click

from crampguide import __version__
from crampguide.answers_file import AnswersFileError, parse_answers
from crampguide.handout import handout_html
from crampguide.listing import questions
from crampguide.loading import KnowledgeError, load_knowledge
from crampguide.profile import NOT_SURE, NOTHING_ELSE, PREFER_NOT, AnswerError, Profile
from crampguide.report import assess

BAD_ANSWERS = 2
"""Exit code when an answer does not fit its question."""


@click.group(invoke_without_command=True)
@click.version_option(__version__)
@click.pass_context
def main(context: click.Context) -> None:
    """Find what may cause foot and leg cramps. Without a command: open the guide in the browser."""
    if context.invoked_subcommand is None:
        context.invoke(app)


def _serving(command: Any) -> Any:  # noqa: ANN401 - a click decorator
    """Add the options of a command that serves."""
    for option in (
        click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on."),
        click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on; the next free one by default."),
        click.option("--no-browser", is_flag=True, help="Do not open a browser."),
    ):
        command = option(command)
    return command


@main.command()
@_serving
def app(host: str = "127.0.0.1", port: int | None = None, *, no_browser: bool = False) -> None:
    """Serve the guide as a web page on this computer."""
    from crampguide.serving import notebooks_root, serve_notebook  # noqa: PLC0415 - Voilà takes a second to import

    serve_notebook(notebooks_root() / "guide.ipynb", host, port, open_browser=not no_browser)


@main.command()
@_serving
def lab(host: str, port: int | None, *, no_browser: bool) -> None:
    """Open the notebooks in JupyterLab."""
    from crampguide.serving import serve_lab  # noqa: PLC0415 - JupyterLab takes a second to import

    serve_lab(host, port, open_browser=not no_browser)


@main.command("assess")
@click.argument("files", nargs=-1, required=True, type=click.File("rb"))
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program; a list if there are several files.")
def assess_command(files: tuple[IO[bytes], ...], *, as_json: bool) -> None:
    """Assess answers from FILES in TOML or JSON; - reads standard input.

    A file holds one answer a line, such as: age = 72. See "crampguide questions --json" for what can be answered.
    """
    reports, problems = [], []
    for file in files:
        try:
            reports.append(assess(Profile(**parse_answers(file.read()))))
        except (AnswerError, AnswersFileError) as fault:
            where = f"{file.name}: " if len(files) > 1 else ""
            problems.append(f"{where}{fault}")
    if problems:
        click.echo("\n".join(problems), err=True)
        sys.exit(BAD_ANSWERS)
    if as_json:
        found = [report.as_dict() for report in reports]
        click.echo(json.dumps(found[0] if len(found) == 1 else found, indent=2, ensure_ascii=False))
    else:
        click.echo("\n\n".join(map(str, reports)))


@main.command()
@click.argument("file", type=click.File("rb"))
@click.option("-o", "--output", type=click.File("w", encoding="utf-8"), default="-", help="Where to write the page.")
def handout(file: IO[bytes], output: IO[str]) -> None:
    """Write a page for the doctor or pharmacist from answers in FILE (TOML or JSON; - reads standard input)."""
    try:
        report = assess(Profile(**parse_answers(file.read())))
    except (AnswerError, AnswersFileError) as fault:
        click.echo(str(fault), err=True)
        sys.exit(BAD_ANSWERS)
    click.echo(handout_html(report.knowledge, report.explanation, date.today()), output)  # noqa: DTZ011 - the reader's day


@main.command()
@click.option(
    "--pack",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write the sheets to; it is made if it is not there.",
)
def workshop(folder: Path) -> None:
    """Write the paper of a patient-education session: run sheet, cards, quiz, teach-back cards, a page to take home."""
    from crampguide.workshop import load_workshop  # noqa: PLC0415 - the page never needs it
    from crampguide.workshop_pack import workshop_pack  # noqa: PLC0415

    sheets = workshop_pack(load_knowledge(), load_workshop())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, page in sheets.items():
            (folder / name).write_text(page, encoding="utf-8")
    except OSError as fault:
        message = f"cannot write to {folder}: {fault.strerror}."
        raise click.ClickException(message) from fault
    click.echo(f"Sheets to print, in {folder}: {', '.join(sheets)}")


@main.command()
def check() -> None:
    """Check the data: every record, every reference, every rule."""
    from crampguide.validation import check_knowledge  # noqa: PLC0415 - the page never needs it
    from crampguide.workshop import check_workshop, load_workshop  # noqa: PLC0415

    try:
        knowledge = load_knowledge()
        findings = check_knowledge(knowledge) or check_workshop(knowledge, load_workshop())
    except KnowledgeError as fault:
        findings = (str(fault),)
    for finding in findings:
        click.echo(finding, err=True)
    if findings:
        sys.exit(1)
    click.echo("The data are sound.")


@main.command("questions")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
def questions_command(*, as_json: bool) -> None:
    """List every question with its kind, unit, bounds and choices."""
    if as_json:
        click.echo(json.dumps([_question_dict(question) for question in questions()], indent=2, ensure_ascii=False))
        return
    for question in questions():
        bounds = f" {question.low:g} to {question.high:g} {question.unit}" if question.kind == "number" else ""
        click.echo(f"{question.id} ({question.kind}){bounds}: {question.text}")
        for option in question.options:
            click.echo(f"    {option.id}: {option.text}" + (f" ({option.note})" if option.note else ""))


def _question_dict(question: Any) -> dict[str, Any]:  # noqa: ANN401 - a Question
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
        described["answer"] = (
            "one choice id"
            if question.kind == "choice"
            else f"a list of choice ids that apply, with {NOTHING_ELSE!r} if no other does; "
            "or an object of choice id to 'yes', 'no' or 'not_sure'"
        )
    described["also"] = [NOT_SURE, PREFER_NOT] if question.private else [NOT_SURE]
    return described


@main.command()
def cases() -> None:
    """Run the published cases and print what the guide says beside what was found."""
    from crampguide.cases import load_cases, scoreboard  # noqa: PLC0415 - the page never needs it

    click.echo(scoreboard(load_knowledge(), load_cases()))


if __name__ == "__main__":
    main()
