"""`milipol exhibitors import`."""

from typing import Annotated

import typer

from milipol_cli.cli import completion, environment, imports, options
from milipol_cli.cli.groups import SectionedCommand
from milipol_cli.look import output
from milipol_cli.network.as_of import read_as_of

app = options.command()

HELP = """Import your own list for an edition: CSV, TSV, XLSX or ODS with one company
per row, and columns like stand, hall, country, website and category. Run it again with
a newer file: exhibitors keep their ids, and those that are new, gone or on another
stand are listed.

\b
  milipol exhibitors import list.csv --edition paris-2027
  milipol exhibitors import list.csv --edition paris-2027 --dry-run
  milipol exhibitors import list.csv --new-show portsec --name PortSec
    --city Rotterdam --country NL --zone Europe/Amsterdam
    --start 2027-05-04 --until 2027-05-06

The list is a file in your data folder, and replaces a bundled list.

If a file is ambiguous, one message asks for all that is needed:

\b
  --columns 'company=Firm,stand=Place'  what each column has
  --header-row 3                        the line of the header, 0 for none
  --encoding cp1252                     a text file that is not UTF-8
  --rest leave-out                      rows with only a name, or none
"""
_EXAMPLE = "company=Firm,stand=Place"


@app.command(help=HELP, cls=SectionedCommand)
def import_(
    context: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE|-", help="The list; - is stdin.")
    ],
    edition: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            autocompletion=completion.editions,
            help="The edition, or a show for its next edition.",
            rich_help_panel=imports.SHOW,
        ),
    ] = None,
    show: imports.NewShow = None,
    name: imports.Name = None,
    city: imports.City = None,
    country: imports.Country = None,
    zone: imports.Zone = None,
    start: imports.Start = None,
    until: imports.Until = None,
    columns: imports.Columns = None,
    sheet: imports.Sheet = None,
    no_header: imports.NoHeader = False,
    header_row: imports.HeaderRow = None,
    encoding: imports.Encoding = None,
    rest: imports.ListRest = None,
    into: imports.Into = None,
    publisher: imports.Publisher = None,
    official: imports.Official = False,
    force: imports.ListForce = False,
    dry_run: imports.DryRun = False,
    quiet: imports.Quiet = False,
    json: options.JsonReport = False,
    on: options.On = None,
) -> None:
    # It loads much that listing exhibitors does without.
    from milipol_cli.commands.exhibitors.importing import query  # noqa: PLC0415
    from milipol_cli.imports.flow import Orders  # noqa: PLC0415

    as_of = read_as_of(on, None)
    subject = imports.subject(
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
    )
    destination = imports.destination(into)
    orders = Orders(
        file=file,
        tables=imports.table_request(
            columns,
            _EXAMPLE,
            sheet=sheet,
            no_header=no_header,
            header_row=header_row,
            encoding=encoding,
            rest=rest,
        ),
        root=destination.root,
        is_read=destination.is_read,
        publisher=publisher,
        official=official,
        force=force,
        dry_run=dry_run,
        quiet=quiet,
    )
    base = environment.base().root
    report = query.import_file(orders, subject, destination.data, base, as_of)
    output.write(report, output.format_named(None, json=json), dict, None, __package__)
