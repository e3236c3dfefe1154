"""`milipol import`."""

from typing import Annotated

import typer

from milipol_cli.base.errors import BadInput, one_of
from milipol_cli.cli import completion, imports, options
from milipol_cli.commands.importing.new_show import NewShow, country_named
from milipol_cli.commands.importing.query import import_file
from milipol_cli.imports.flow import Orders
from milipol_cli.imports.formats import FORMATS
from milipol_cli.look import output
from milipol_cli.network.as_of import read_as_of, zone_named
from milipol_cli.network.when import day_named

_EXAMPLE = "title=Talk,room=Where"
_AUTO = "auto"
_OF_SHOW = ("name", "city", "country", "zone", "start")

app = options.command()


@app.command(
    name="import",
    help="""Write the programme of an edition from a file: iCalendar, schedule.xml or
    schedule.json of a conference system, JSON, CSV, TSV, XLSX or ODS. Run it again when
    the organiser changes something: sessions keep their ids, and changes are listed.

    \b
      milipol import programme.ics --edition paris-2027
      milipol import talks.csv --edition paris-2027 --columns 'title=Session name'
      milipol import schedule.xml --new-show expo --name 'Expo' --city Oslo
        --country NO --zone Europe/Oslo
      milipol import programme.ics --edition paris-2027 --dry-run

    The programme is a file in your data folder; put sessions of your own into
    <year>-extra.toml beside it. Sessions missing from the file are kept as
    cancelled; --prune removes them. With --new-show, the show is added or updated.
    """,
)
def import_(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The programme.")],
    edition: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            autocompletion=completion.ids,
            help="The edition, or a show for its next edition.",
        ),
    ] = None,
    show: Annotated[
        str | None,
        typer.Option("--new-show", metavar="ID", help="Add a new show with this id."),
    ] = None,
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="Name of the new show.")
    ] = None,
    city: Annotated[
        str | None, typer.Option(metavar="CITY", help="City of the new show.")
    ] = None,
    country: Annotated[
        str | None,
        typer.Option(metavar="COUNTRY", help="Its country, by name or code (FR)."),
    ] = None,
    zone: Annotated[
        str | None,
        typer.Option(
            metavar="ZONE",
            autocompletion=completion.zones,
            help="Its time zone; without it, that of the file.",
        ),
    ] = None,
    start: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help='Its first day, for files with days like "Tuesday".'
        ),
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=f"{', '.join((_AUTO, *FORMATS))}; csv means any table.",
        ),
    ] = _AUTO,
    columns: imports.Columns = None,
    sheet: imports.Sheet = None,
    no_header: imports.NoHeader = False,
    into: imports.Into = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove sessions that FILE no longer has.")
    ] = False,
    publisher: imports.Publisher = None,
    official: imports.Official = False,
    force: imports.Force = False,
    dry_run: imports.DryRun = False,
    json: options.JsonReport = False,
    on: options.On = None,
    tz: options.Tz = None,
) -> None:
    if form not in (_AUTO, *FORMATS):
        expected = one_of((_AUTO, *FORMATS))
        raise BadInput(f"--format {form!r}: no such format; expected {expected}")
    tables = imports.reading(columns, _EXAMPLE, sheet=sheet, no_header=no_header)
    as_of = read_as_of(on, tz)
    if (show is None) == (edition is None):
        raise BadInput(
            "expected either --edition ID or --new-show ID; see milipol import --help"
        )
    if edition is not None:
        options.refuse(context, _OF_SHOW, "is for --new-show")
    new_show = NewShow(
        id=str(show),
        name=name or None,
        city=city or None,
        country_code=country_named(country) if country else None,
        zone=None if zone is None else zone_named(zone, "--zone"),
        start=None if start is None else day_named(start, "--start", as_of.reader_day),
    )
    subject = new_show if edition is None else edition
    destination = imports.destination(into)
    orders = Orders(
        file=file,
        tables=tables,
        root=destination.root,
        is_read=destination.is_read,
        publisher=publisher,
        official=official,
        force=force,
        dry_run=dry_run,
    )
    named = None if form == _AUTO else form
    report = import_file(orders, subject, named, destination.data, as_of, prune=prune)
    output.write(report, output.format_named(None, json=json), dict, None, __package__)
