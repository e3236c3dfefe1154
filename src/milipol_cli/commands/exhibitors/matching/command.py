"""`milipol exhibitors match`."""

from pathlib import Path
from typing import Annotated

import typer

from milipol_cli.base import streams
from milipol_cli.base.errors import BadInput
from milipol_cli.cli import completion, environment, import_options, options
from milipol_cli.imports.reading import read_with
from milipol_cli.look import output
from milipol_cli.network.as_of import read_as_of

app = options.command()

# The lists of other fairs begin with this year.
FIRST_YEAR = 2023
_EXAMPLE = "company=Buyer,website=URL"


def _first_year(text: str) -> int:
    """The year that --since gives; raises BadInput if no list is that old."""
    expected = f"a year from {FIRST_YEAR} on"
    year = options.positive_number(text, "--since", expected) or 0
    if year < FIRST_YEAR:
        raise BadInput(f"--since {text}: expected {expected}")
    return year


@app.command(
    help="""Find companies from your file, such as customers or competitors, on the
    exhibitor lists. The file is CSV, TSV, XLSX or ODS, with one company per row and
    columns like country and website. Each company is reported as listed, as a possible
    match or as not found. Nothing leaves this computer.

    \b
      milipol exhibitors match accounts.csv
      milipol exhibitors match accounts.csv --edition paris-2025
      milipol exhibitors match accounts.csv --fairs    which fair has them
      milipol exhibitors match accounts.xlsx --columns company=Buyer -o found.csv
    """
)
def match(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The companies.")],
    edition: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            autocompletion=completion.editions_and_fairs,
            help="Only at this edition, or the last one of a show or fair.",
        ),
    ] = None,
    show: Annotated[
        str | None,
        typer.Option(
            metavar="SHOW",
            autocompletion=completion.shows_and_fairs,
            help="Only at the editions of a show or fair.",
        ),
    ] = None,
    fairs: Annotated[
        bool, typer.Option("--fairs", help="Count the companies at each fair, Milipol or not.")
    ] = False,
    since: Annotated[
        int | None,
        typer.Option(
            metavar="YEAR",
            parser=_first_year,
            help=f"With --fairs: only lists since this year (default: {FIRST_YEAR}).",
        ),
    ] = None,
    columns: import_options.Columns = None,
    sheet: import_options.Sheet = None,
    no_header: import_options.NoHeader = False,
    header_row: import_options.HeaderRow = None,
    encoding: import_options.Encoding = None,
    rest: import_options.ListRest = None,
    fields: options.FieldNames = None,
    sort: options.SortKeys = None,
    limit: options.Limit = None,
    on: options.On = None,
    form: options.Form = None,
    json: options.Json = False,
    out: options.Out = None,
) -> None:
    from milipol_cli.commands.exhibitors.matching import query  # noqa: PLC0415
    from milipol_cli.imports.exhibitor_list import ImportedList  # noqa: PLC0415
    from milipol_cli.imports.kept_options import options_to_read_again  # noqa: PLC0415

    asked_format = output.format_named(form, json=json)
    as_of = read_as_of(on, None)
    if edition is not None and show is not None:
        raise BadInput("--edition cannot be used with --show")
    if fairs and (edition is not None or show is not None):
        raise BadInput("--fairs cannot be used with --edition or --show")
    if since is not None and not fairs:
        raise BadInput("--since works only with --fairs")
    if out is not None and Path(out).resolve() == Path(file).resolve():
        raise BadInput(f"-o {out!r}: this file has your companies; choose another")
    most = options.positive_number(limit, "--limit")
    rows, most = options.selection(fields, sort, asked_format, limit=most)
    data = environment.open_catalog()
    request = import_options.table_request(
        columns,
        _EXAMPLE,
        sheet=sheet,
        no_header=no_header,
        header_row=header_row,
        encoding=encoding,
        rest=rest,
    )
    imported = read_with(file, query.__name__, request, ImportedList)
    read_as = options_to_read_again(request)
    if asked_format in ("csv", "tsv", "marked-csv", "xlsx"):  # others have the doubts
        for doubt in imported.doubts:
            streams.warn(f"{file}: {doubt}")
    if fairs:
        from milipol_cli.commands.exhibitors.matching import fairs as match_fairs  # noqa: PLC0415
        from milipol_cli.commands.exhibitors.matching.fairs.query import fairs_of_accounts  # noqa: PLC0415

        by_fair = fairs_of_accounts(
            file, imported, data, as_of, read_as=read_as, since=since or FIRST_YEAR, limit=most
        )
        folder = match_fairs.__name__
        output.write(by_fair, asked_format, data.sources_of_lists, out, folder, rows)
        return
    named = edition or show
    answer = query.match_accounts(
        file,
        imported,
        data,
        as_of,
        read_as=read_as,
        subject=None if named is None else data.list_named(named),
        all_editions=show is not None,
        limit=most,
    )
    output.write(answer, asked_format, data.sources_of_lists, out, __package__, rows)
