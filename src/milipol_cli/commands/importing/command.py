"""`milipol import`."""

from typing import Annotated

import typer

from milipol_cli.base.errors import BadInput, one_of
from milipol_cli.cli import completion, import_options, options
from milipol_cli.cli.agenda import agenda_if_sound
from milipol_cli.cli.groups import SectionedCommand
from milipol_cli.commands.importing import moving
from milipol_cli.commands.importing.moving.query import move_edition
from milipol_cli.commands.importing.query import import_file
from milipol_cli.imports.formats import FORMATS
from milipol_cli.imports.report import Orders
from milipol_cli.imports.target import Subject
from milipol_cli.look import output
from milipol_cli.network.as_of import read_as_of

_EXAMPLE = "title=Talk,room=Where"
_AUTO = "auto"
# Options that need a file.
_OF_FILE = (*("form", "columns", "sheet", "no_header", "prune", "publisher", "official"), "force")

app = options.command()


@app.command(
    name="import",
    cls=SectionedCommand,
    help="""Import the programme of an edition from a file: iCalendar, schedule.xml or
    schedule.json of a conference system, JSON, CSV, TSV, XLSX or ODS. Run it again when
    the organiser changes something: sessions keep their ids, and changes are listed.

    \b
      milipol import programme.ics --edition paris-2027
      milipol import talks.csv --edition paris-2027 --columns 'title=Session name'
      milipol import schedule.xml --new-show expo --name 'Expo' --city Oslo
        --country NO --zone Europe/Oslo
      milipol import programme.ics --edition paris-2027 --dry-run
      milipol import --edition paris-2027 --moved --start 2027-11-09
        --until 2027-11-12

    The programme is a file in your data folder; put your own sessions into
    <year>-extra.toml next to it. Sessions missing from the file are kept as
    cancelled; --prune removes them. With --new-show, the show is added or updated.

    If a file is ambiguous, one message asks for all that is needed:

    \b
      --columns 'title=Talk'   what each column has
      --header-row 3           the line of the header, 0 for none
      --encoding cp1252        a text file that is not UTF-8
      --dates d/m/y            how to read 3/11/2027
      --clock 12               how to read 1:00
      --start 2027-11-16       the first day, for days like "Tuesday"
      --times-in Europe/Paris  the zone of times (CEST is ambiguous), or venue
      --rest leave-out         rows that are not sessions
    """,
)
def import_(
    context: typer.Context,
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE|-]", help="The programme; - is stdin.")
    ] = None,
    edition: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            autocompletion=completion.ids,
            help="Edition, or a show for its next edition.",
            rich_help_panel=import_options.SHOW,
        ),
    ] = None,
    show: import_options.NewShow = None,
    name: import_options.Name = None,
    city: import_options.City = None,
    country: import_options.Country = None,
    zone: import_options.Zone = None,
    start: import_options.Start = None,
    until: import_options.Until = None,
    moved: Annotated[
        bool,
        typer.Option(
            "--moved",
            help="Move the edition to --start and --until, or to the file's days.",
            rich_help_panel=import_options.SHOW,
        ),
    ] = False,
    known_by: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="With --moved: when the move was known (default: today).",
            rich_help_panel=import_options.SHOW,
        ),
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=f"{', '.join((_AUTO, *FORMATS))}; csv means any table.",
            rich_help_panel=import_options.READING,
        ),
    ] = _AUTO,
    columns: import_options.Columns = None,
    sheet: import_options.Sheet = None,
    header_row: import_options.HeaderRow = None,
    no_header: import_options.NoHeader = False,
    encoding: import_options.Encoding = None,
    dates: import_options.Dates = None,
    clock: import_options.Clock = None,
    rest: import_options.Rest = None,
    times_in: import_options.TimesIn = None,
    into: import_options.Into = None,
    prune: Annotated[
        bool,
        typer.Option(
            "--prune",
            help="Remove sessions that FILE no longer has.",
            rich_help_panel=import_options.WRITING,
        ),
    ] = False,
    publisher: import_options.Publisher = None,
    official: import_options.Official = False,
    force: import_options.Force = False,
    dry_run: import_options.DryRun = False,
    quiet: import_options.Quiet = False,
    json: options.JsonReport = False,
    on: options.On = None,
    tz: options.Tz = None,
) -> None:
    asked_format = _format_named(form)
    tables = import_options.table_request(
        columns,
        _EXAMPLE,
        sheet=sheet,
        header_row=header_row,
        no_header=no_header,
        encoding=encoding,
        dates=dates,
        clock=clock,
        rest=rest,
        times_in=times_in,
    )
    as_of = read_as_of(on, tz)
    if file is None and not moved:
        raise BadInput("missing argument 'FILE'; see milipol import --help")
    subject = import_options.subject(
        context,
        as_of.reader_day,
        edition=edition,
        show=show,
        name=name,
        city=city,
        country=country,
        zone=zone,
        start=start,
        until=until,
        known_by=known_by,
        is_moved=moved,
    )
    destination = import_options.destination(into)
    form_of_report = output.format_named(None, json=json)
    if file is None:
        _refuse_options_of_files(context, subject)
        agenda = agenda_if_sound()
        move = move_edition(subject, destination, as_of, agenda, dry_run=dry_run)
        output.write(move, form_of_report, dict, None, moving.__name__)
        return
    orders = Orders(
        file=file,
        tables=tables,
        into=destination,
        publisher=publisher,
        official=official,
        force=force,
        dry_run=dry_run,
        quiet=quiet,
    )
    report = import_file(orders, subject, asked_format, as_of, prune=prune)
    output.write(report, form_of_report, dict, None, __package__)


def _refuse_options_of_files(context: typer.Context, subject: Subject) -> None:
    """Raises BadInput for a move without days, or with options that need a file."""
    if not subject.has_days:
        raise BadInput("--moved needs --start and --until, or a file")
    options.refuse(context, _OF_FILE, "works only with a file")


def _format_named(name: str) -> str | None:
    """The format that was named; None for "auto". Raises BadInput for a wrong name."""
    if name not in (_AUTO, *FORMATS):
        expected = one_of((_AUTO, *FORMATS))
        raise BadInput(f"--format {name!r}: no such format; expected {expected}")
    return None if name == _AUTO else name
