"""The command ``crampguide``: serve the guide, assess answers from a file, check the data."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from pathlib import Path
from typing import IO, Any

import click

from crampguide import __version__
from crampguide.assessing.answers_file import AnswersFileError, read_answers
from crampguide.assessing.profile import AnswerError, Profile
from crampguide.described import data_schemas, question_values
from crampguide.knowledge.dangers import LEVELS
from crampguide.knowledge.loading import COUNTRY_VARIABLE, KnowledgeError, data_root, load_knowledge
from crampguide.listing import questions
from crampguide.report import assess

BAD_ANSWERS = 2
"""Exit code when an answer does not fit its question."""


class Plainly(click.Group):
    """Commands that say in one sentence that their output can not be written, on a full disk, say."""

    def invoke(self, context: click.Context) -> Any:  # noqa: ANN401 - click's own
        """Run a command."""
        try:
            return super().invoke(context)
        except OSError as fault:
            if fault.errno not in {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}:
                raise
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still in it would fail once more
            message = f"the output can not be written: {fault.strerror}."
            raise click.ClickException(message) from fault


@click.group(cls=Plainly, invoke_without_command=True)
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
        click.option("--host", help="Address to listen on; by default only this computer can reach it."),
        click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on; the next free one by default."),
        click.option("--no-browser", is_flag=True, help="Do not open a browser."),
    ):
        command = option(command)
    return command


def _tell_children(country: str) -> None:
    """Set the country for what this process serves, and for the kernels that it starts."""
    if country:
        os.environ[COUNTRY_VARIABLE] = country


def _public(command: Any) -> Any:  # noqa: ANN401 - a click decorator
    """Add the options of a command that may serve many."""
    for option in (
        click.option("--base-url", help="Path to serve below, such as /cramps/. A proxy may hand it on or strip it."),
        click.option(
            "--allow-host", multiple=True, metavar="NAME", help="A name that the server answers to; * for any."
        ),
        click.option(
            "--frame-ancestors", multiple=True, metavar="SITE", help="A site that may show the page in a frame."
        ),
        click.option("--behind-proxy", is_flag=True, help="Believe what a proxy says of a visitor's address."),
        click.option("--memory", type=click.IntRange(0), help="Memory that one visitor may take up [MB]; 0: no limit."),
    ):
        command = option(command)
    return command


def _options(**given: Any) -> Any:  # noqa: ANN401 - Options, which is imported only to serve
    """Return how to serve: what was asked for, then what a JupyterHub says, then the usual."""
    from crampguide.serving.options import Options, of_a_hub  # noqa: PLC0415

    return Options(**of_a_hub() | {name: value for name, value in given.items() if value is not None})


@main.command()
@_serving
@_public
@click.option("--visitors", type=click.IntRange(0), help="Visitors at the same time; 40 by default.")
def app(
    *,
    allow_host: tuple[str, ...] = (),
    no_browser: bool = False,
    country: str = "",
    **options: Any,  # noqa: ANN401 - as `crampguide.serving.options.Options` takes them
) -> None:
    """Serve the guide as a web page on this computer."""
    _tell_children(country)
    from crampguide.serving.launch import notebooks_root, serve_notebook  # noqa: PLC0415 - Voilà takes a second to import

    chosen = _options(names=allow_host, **options)
    serve_notebook(notebooks_root() / "guide.ipynb", chosen, open_browser=not no_browser and not chosen.is_on_a_hub)


@main.command()
@_serving
@click.option(
    "--folder", type=click.Path(file_okay=False, path_type=Path), help="Your notebooks; ~/crampguide if left out."
)
@click.option("--fresh", is_flag=True, help="Start over with new copies; what you have moves to a folder beside it.")
def lab(  # noqa: PLR0913 - one for each option
    host: str | None, port: int | None, *, folder: Path | None, fresh: bool, no_browser: bool, country: str
) -> None:
    """Open your own copies of the notebooks in JupyterLab: change them as you like."""
    _tell_children(country)
    from crampguide.serving.launch import serve_lab  # noqa: PLC0415 - JupyterLab takes a second to import
    from crampguide.serving.own_notebooks import copy_notebooks, own_folder  # noqa: PLC0415

    own = (folder or own_folder()).absolute()
    aside = copy_notebooks(own, fresh=fresh)
    click.echo(f"Your notebooks are in {own}" + (f"; those from before are in {aside}" if aside else ""))
    serve_lab(own, host or "127.0.0.1", port, open_browser=not no_browser)


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
            reports.append(assess(Profile(**read_answers(file)), knowledge=load_knowledge(country=country)))
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
@in_country
def ask(country: str) -> None:
    """Ask the questions here in the terminal, danger signs first, and tell the result. Ctrl+C ends it at any point."""
    from crampguide.pages.terminal import TerminalInterview  # noqa: PLC0415 - only this command needs it

    here = TerminalInterview(load_knowledge(country=country))
    here.run()
    sys.exit(0 if here.is_told else 1)


@main.command()
@click.argument("file", type=click.File("rb"))
@click.option("-o", "--output", type=click.File("w", encoding="utf-8"), default="-", help="Where to write the page.")
@click.option("--more", is_flag=True, help="Add all answers and a diary of two weeks on a second page.")
@in_country
def handout(file: IO[bytes], output: IO[str], country: str, *, more: bool) -> None:
    """Write a page for the doctor or pharmacist from answers in FILE (TOML or JSON; - reads standard input)."""
    try:
        report = assess(Profile(**read_answers(file)), knowledge=load_knowledge(country=country))
    except (AnswerError, AnswersFileError) as fault:
        click.echo(str(fault), err=True)
        sys.exit(BAD_ANSWERS)
    click.echo(report.handout(more=more), output)


@main.command()
@click.option("--keep", type=click.Path(dir_okay=False, path_type=Path), help="File to keep the room in; else it ends.")
@click.option("--database", help="Database that several servers share, as an SQLAlchemy URL.")
@click.option("--room", "code", help="Code of a room in that database to join.")
@click.option("--address", help="Address that phones open, where it is none of this computer's own.")
@click.option(
    "--guides", default=12, show_default=True, type=click.IntRange(0, 500), help="Phones with the guide open at once."
)
@click.option("--pack", type=click.Path(file_okay=False, path_type=Path), help="Only write the sheets to this folder.")
@click.option(
    "--report", type=click.Path(file_okay=False, path_type=Path), help="Only write the report to this folder."
)
@_serving
@_public
def workshop(  # noqa: PLR0913 - one for each option
    *,
    keep: Path | None,
    database: str | None,
    code: str | None,
    pack: Path | None,
    report: Path | None,
    host: str | None,
    address: str | None,
    allow_host: tuple[str, ...],
    guides: int,
    no_browser: bool,
    country: str,
    **options: Any,  # noqa: ANN401 - as `crampguide.serving.options.Options` takes them
) -> None:
    """Lead a patient-education session: a projector page, and a room that phones join. Ctrl+C ends it.

    Nothing outlives the session without --keep. --pack writes all that is needed on paper: run sheet, cards, quiz,
    teach-back cards, a page to take home. --report writes the report and the totals of a room that was kept.
    """
    from crampguide.serving.room_session import ANYWHERE, RoomPlace, serve_workshop, write_files, write_report  # noqa: PLC0415 - slow
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
    chosen = _options(host=host or ANYWHERE, names=allow_host, visitors=guides, **options)
    serve_workshop(place, chosen, address or "", open_browser=not no_browser)


@main.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def check(folder: Path | None) -> None:
    """Check the data: every record, every reference, every rule. FOLDER holds data of your own; else the guide's."""
    from crampguide.knowledge.checks import check_knowledge  # noqa: PLC0415 - the page never needs it
    from crampguide.knowledge.code_checks import check_code  # noqa: PLC0415
    from crampguide.knowledge.medicines import check_medicines, load_medicines  # noqa: PLC0415
    from crampguide.measuring.cases import check_cases, load_cases  # noqa: PLC0415
    from crampguide.measuring.stories import check_stories, load_stories  # noqa: PLC0415
    from crampguide.workshop.session import check_workshop, load_workshop  # noqa: PLC0415

    try:
        knowledge = load_knowledge(folder)
        findings = (
            *check_knowledge(knowledge),
            *check_code(knowledge),
            *check_cases(knowledge, load_cases(folder)),
            *check_stories(knowledge, load_stories(folder)),
            *check_medicines(knowledge, load_medicines(folder)),
        )
        findings = findings or check_workshop(knowledge, load_workshop(folder))
    except KnowledgeError as fault:
        findings = (str(fault),)
    for finding in findings:
        click.echo(finding, err=True)
    if findings:
        sys.exit(1)
    click.echo("The data are sound.")


@main.command("data")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def data_command(folder: Path) -> None:
    """Copy the data to a new FOLDER, to change them there: load_knowledge(FOLDER) reads them, "check" checks them."""
    try:
        shutil.copytree(data_root(), folder)
    except OSError as fault:
        message = f"cannot copy to {folder}: {fault.strerror}."
        raise click.ClickException(message) from fault
    click.echo(f"The data are in {folder}")


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


@main.command("questions")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
def questions_command(*, as_json: bool) -> None:
    """List every question with its kind, unit, bounds and choices."""
    if as_json:
        click.echo(json.dumps([question_values(question) for question in questions()], indent=2, ensure_ascii=False))
        return
    for question in questions():
        bounds = f" {question.low:g} to {question.high:g} {question.unit}" if question.kind == "number" else ""
        click.echo(f"{question.id} ({question.kind}){bounds}: {question.text}")
        for option in question.options:
            click.echo(f"    {option.id}: {option.text}" + (f" ({option.note})" if option.note else ""))
        for time in question.times:
            click.echo(f"    _{time.id}: {time.text}")


@main.command("references")
@click.option("--bibtex", "as_bibtex", is_flag=True, help="Print BibTeX, to load into a reference manager.")
def references_command(*, as_bibtex: bool) -> None:
    """List every source with its kind, and how many of those that carry a number or a danger are first hand."""
    from crampguide.measuring.sources import weigh_sources  # noqa: PLC0415 - only this command needs them
    from crampguide.telling.references import bibtex, reference_line  # noqa: PLC0415

    knowledge = load_knowledge()
    if as_bibtex:
        click.echo(bibtex(knowledge.references))
        return
    weighed = weigh_sources(knowledge)
    carrying = {*weighed.primary, *weighed.secondary}
    for reference in knowledge.references:
        mark = "*" if reference in carrying else " "
        click.echo(f"{mark} {reference.kind:14} {reference.id:28} {reference_line(reference)}")
    click.echo(
        f"\n* carries a number or a danger: {len(carrying)} of {len(knowledge.references)} sources. First hand: "
        f"{len(weighed.primary)}, or {weighed.share:.1%}. Not: {', '.join(one.id for one in weighed.secondary)}."
    )


@main.command()
def cases() -> None:
    """Run the published cases and print what the guide says beside what was found, and whether its shares come true."""
    from crampguide.measuring.cases import load_cases  # noqa: PLC0415 - the page never needs it
    from crampguide.measuring.scoreboard import scoreboard  # noqa: PLC0415

    click.echo(scoreboard(load_knowledge(), load_cases()))


if __name__ == "__main__":
    main()
