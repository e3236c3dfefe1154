"""`milipol exhibitors import`."""

from typing import Annotated

import typer

from milipol_cli.cli import completion, environment, import_options, options
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
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="The list; - is stdin.")],
    edition: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            autocompletion=completion.editions,
            help="The edition, or a show for its next edition.",
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
    columns: import_options.Columns = None,
    sheet: import_options.Sheet = None,
    no_header: import_options.NoHeader = False,
    header_row: import_options.HeaderRow = None,
    encoding: import_options.Encoding = None,
    rest: import_options.ListRest = None,
    into: import_options.Into = None,
    publisher: import_options.Publisher = None,
    official: import_options.Official = False,
    force: import_options.ListForce = False,
    dry_run: import_options.DryRun = False,
    quiet: import_options.Quiet = False,
    json: options.JsonReport = False,
    on: options.On = None,
) -> None:
    # It loads much that listing exhibitors does without.
    from milipol_cli.commands.exhibitors.importing import query  # noqa: PLC0415
    from milipol_cli.imports.report import Orders  # noqa: PLC0415

    as_of = read_as_of(on, None)
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
    )
    orders = Orders(
        file=file,
        tables=import_options.table_request(
            columns,
            _EXAMPLE,
            sheet=sheet,
            no_header=no_header,
            header_row=header_row,
            encoding=encoding,
            rest=rest,
        ),
        into=import_options.destination(into),
        publisher=publisher,
        official=official,
        force=force,
        dry_run=dry_run,
        quiet=quiet,
    )
    base = environment.base().root
    report = query.import_file(orders, subject, base, as_of)
    output.write(report, output.format_named(None, json=json), dict, None, __package__)
