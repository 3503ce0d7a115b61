"""The command ``crampguide``: serve the guide, assess answers from a file, check the data."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import IO, Any

import click

from crampguide import __version__
from crampguide.assessing.answers_file import AnswersFileError, parse_answers
from crampguide.assessing.profile import AnswerError, Profile
from crampguide.knowledge.dangers import LEVELS
from crampguide.knowledge.loading import COUNTRY_VARIABLE, KnowledgeError, data_root, load_knowledge
from crampguide.knowledge.rules import NOT_SURE, NOTHING_ELSE, PREFER_NOT
from crampguide.listing import questions
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


def _known_country(_context: click.Context, _option: click.Parameter, country: str) -> str:
    """Refuse a country of which no number is known."""
    try:
        return load_knowledge(country=country).country
    except KnowledgeError as fault:
        raise click.BadParameter(str(fault)) from fault


in_country = click.option(
    "--country", default="", callback=_known_country, help="Whose emergency number the texts name, such as GB or US."
)


def _serving(command: Any) -> Any:  # noqa: ANN401 - a click decorator
    """Add the options of a command that serves."""
    for option in (
        in_country,
        click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on."),
        click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on; the next free one by default."),
        click.option("--no-browser", is_flag=True, help="Do not open a browser."),
    ):
        command = option(command)
    return command


def _tell_children(country: str) -> None:
    """Set the country for what this process serves, and for the kernels that it starts."""
    if country:
        os.environ[COUNTRY_VARIABLE] = country


@main.command()
@_serving
def app(host: str = "127.0.0.1", port: int | None = None, *, no_browser: bool = False, country: str = "") -> None:
    """Serve the guide as a web page on this computer."""
    _tell_children(country)
    from crampguide.serving.launch import notebooks_root, serve_notebook  # noqa: PLC0415 - Voilà takes a second to import

    serve_notebook(notebooks_root() / "guide.ipynb", host, port, open_browser=not no_browser)


@main.command()
@_serving
def lab(host: str, port: int | None, *, no_browser: bool, country: str) -> None:
    """Open the notebooks in JupyterLab."""
    _tell_children(country)
    from crampguide.serving.launch import serve_lab  # noqa: PLC0415 - JupyterLab takes a second to import

    serve_lab(host, port, open_browser=not no_browser)


@main.command("assess")
@click.argument("files", nargs=-1, required=True, type=click.File("rb"))
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program; a list if there are several files.")
@in_country
def assess_command(files: tuple[IO[bytes], ...], *, as_json: bool, country: str) -> None:
    """Assess answers from FILES in TOML or JSON; - reads standard input.

    A file holds one answer a line, such as: age = 72. See "crampguide questions --json" for what can be answered.
    """
    reports, problems = [], []
    for file in files:
        try:
            reports.append(assess(Profile(**parse_answers(file.read())), knowledge=load_knowledge(country=country)))
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
@in_country
def handout(file: IO[bytes], output: IO[str], country: str) -> None:
    """Write a page for the doctor or pharmacist from answers in FILE (TOML or JSON; - reads standard input)."""
    try:
        report = assess(Profile(**parse_answers(file.read())), knowledge=load_knowledge(country=country))
    except (AnswerError, AnswersFileError) as fault:
        click.echo(str(fault), err=True)
        sys.exit(BAD_ANSWERS)
    click.echo(report.handout(), output)


@main.command()
@click.option("--keep", type=click.Path(dir_okay=False, path_type=Path), help="File to keep the room in; else it ends.")
@click.option("--database", help="Database that several servers share, as an SQLAlchemy URL.")
@click.option("--room", "code", help="Code of a room in that database to join.")
@click.option("--host", default="0.0.0.0", show_default=True, help="Address to listen on.")  # noqa: S104 - phones join
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on; the next free one by default.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@click.option(
    "--guides", default=12, show_default=True, type=click.IntRange(0, 500), help="Phones with the guide open at once."
)
@click.option("--pack", type=click.Path(file_okay=False, path_type=Path), help="Only write the sheets to this folder.")
@click.option(
    "--report", type=click.Path(file_okay=False, path_type=Path), help="Only write the report to this folder."
)
@in_country
def workshop(  # noqa: PLR0913 - one for each option
    *,
    keep: Path | None,
    database: str | None,
    code: str | None,
    pack: Path | None,
    report: Path | None,
    host: str,
    port: int | None,
    guides: int,
    no_browser: bool,
    country: str,
) -> None:
    """Lead a patient-education session: a projector page, and a room that phones join. Ctrl+C ends it.

    Nothing outlives the session without --keep. --pack writes all that is needed on paper: run sheet, cards, quiz,
    teach-back cards, a page to take home. --report writes the report and the totals of a room that was kept.
    """
    from crampguide.serving.room_session import RoomPlace, serve_workshop, write_files, write_report  # noqa: PLC0415 - slow
    from crampguide.workshop.pack import workshop_pack  # noqa: PLC0415
    from crampguide.workshop.session import load_workshop  # noqa: PLC0415 - the page never needs it

    if pack:
        written = write_files(pack, workshop_pack(load_knowledge(country=country), load_workshop()))
        click.echo(f"Sheets to print, in {pack}: {', '.join(path.name for path in written)}")
        return
    if keep and database:
        message = "--keep and --database are two places for one room: name one of them."
        raise click.UsageError(message)
    if database and database.startswith("sqlite"):
        message = "--database names a database server. For a file, use --keep."
        raise click.UsageError(message)
    if code and not database:
        message = "--room names a room in a --database."
        raise click.UsageError(message)
    place = RoomPlace(keep, database, code)
    if report:
        if not (code or (keep and keep.exists())):
            message = "--report needs a room: name the file of --keep, or --database and --room."
            raise click.UsageError(message)
        written = write_report(place, report)
        click.echo(f"Report, in {report}: {', '.join(path.name for path in written)}")
        return
    _tell_children(country)
    serve_workshop(place, host, port, guides=guides, open_browser=not no_browser)


@main.command()
def check() -> None:
    """Check the data: every record, every reference, every rule."""
    from crampguide.knowledge.checks import check_knowledge  # noqa: PLC0415 - the page never needs it
    from crampguide.knowledge.code_checks import check_code  # noqa: PLC0415
    from crampguide.knowledge.medicines import check_medicines, load_medicines  # noqa: PLC0415
    from crampguide.measuring.cases import check_cases, load_cases  # noqa: PLC0415
    from crampguide.measuring.stories import check_stories, load_stories  # noqa: PLC0415
    from crampguide.workshop.session import check_workshop, load_workshop  # noqa: PLC0415

    try:
        knowledge = load_knowledge()
        findings = (
            *check_knowledge(knowledge),
            *check_code(knowledge),
            *check_cases(knowledge, load_cases()),
            *check_stories(knowledge, load_stories()),
            *check_medicines(knowledge, load_medicines()),
        )
        findings = findings or check_workshop(knowledge, load_workshop())
    except KnowledgeError as fault:
        findings = (str(fault),)
    for finding in findings:
        click.echo(finding, err=True)
    if findings:
        sys.exit(1)
    click.echo("The data are sound.")


@main.command("dangers")
@click.option("--sheets", type=click.Path(file_okay=False, path_type=Path), help="Folder to write the sheets to.")
@click.option("--since", metavar="VERSION", help="A folder of signed sheets, or a version in the history of git.")
def dangers_command(sheets: Path | None, since: str | None) -> None:
    """List the dangers; write a sheet of each for a clinician to sign; say what changed since a signed version."""
    from crampguide.knowledge.signed import FILE, signed_knowledge  # noqa: PLC0415
    from crampguide.measuring.stories import load_stories, run_stories  # noqa: PLC0415 - the page never needs it
    from crampguide.serving.room_session import write_files  # noqa: PLC0415
    from crampguide.telling.sheets import changed_dangers, sheets_html  # noqa: PLC0415

    knowledge = load_knowledge()
    if since is not None:
        try:
            lines = changed_dangers(signed_knowledge(knowledge, since), knowledge)
        except KnowledgeError as fault:
            raise click.ClickException(str(fault)) from fault
        click.echo("\n".join(lines or ["Nothing has changed."]))
    elif sheets is not None:
        page = sheets_html(knowledge, knowledge.dangers, run_stories(knowledge, load_stories()))
        signed = (data_root() / FILE).read_text(encoding="utf-8")  # what --since compares with
        made, _ = write_files(sheets, {"dangers.html": page, FILE: signed})
        click.echo(f"Sheets of {len(knowledge.dangers)} dangers: {made}")
    else:
        for danger in knowledge.dangers:
            levels = ", ".join(level for level in LEVELS if danger.sums.at(level) is not None)
            click.echo(f"{danger.id:24}{len(danger.findings):4} findings  {levels:40}{danger.name}")


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def schema(folder: Path) -> None:
    """Write a JSON Schema of each data file to FOLDER, for an editor that completes and checks TOML."""
    from crampguide.serving.room_session import write_files  # noqa: PLC0415 - the page never needs it

    schemas = {
        f"{Path(name).stem}.schema.json": json.dumps(one, indent=2) + "\n" for name, one in data_schemas().items()
    }
    write_files(folder, schemas)
    click.echo(f"Schemas of {len(schemas)} files, in {folder}")


def data_schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of each data file that is read, by its name."""
    from crampguide.knowledge import medicines  # noqa: PLC0415
    from crampguide.knowledge.loading import FILES, RELEASE, WORDING  # noqa: PLC0415 - the page never needs it
    from crampguide.knowledge.release import Release  # noqa: PLC0415
    from crampguide.knowledge.schema import file_schema, record_schema, text_schema  # noqa: PLC0415
    from crampguide.measuring import cases, stories, survey  # noqa: PLC0415
    from crampguide.workshop import session  # noqa: PLC0415

    tables = {name: {table: kind for table, _, kind in kinds} for name, kinds in FILES.items()}
    tables |= {cases.FILE: {"case": cases.Case}, stories.FILE: {"story": stories.Story}}
    tables |= {medicines.FILE: {"substance": medicines.Medicine}}
    for module in (survey, session):
        tables |= {module.FILE: {table: kind for table, (_, kind) in module.TABLES.items()}}
    apart = {RELEASE: record_schema(RELEASE, Release), WORDING: text_schema(WORDING)}
    return {name: file_schema(name, kinds) for name, kinds in tables.items()} | apart


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
    """Run the published cases and print what the guide says beside what was found, and whether its shares come true."""
    from crampguide.measuring.cases import load_cases  # noqa: PLC0415 - the page never needs it
    from crampguide.measuring.scoreboard import scoreboard  # noqa: PLC0415

    click.echo(scoreboard(load_knowledge(), load_cases()))


if __name__ == "__main__":
    main()
