"""Options shared by commands that import files."""

import datetime as dt
import os
import re
from pathlib import Path
from typing import Annotated

import typer

from milipol_cli.base import streams
from milipol_cli.base.errors import BadInput, one_of
from milipol_cli.cli import completion, environment, options
from milipol_cli.imports.tables import TableRequest
from milipol_cli.imports.target import Destination, Subject, country_named
from milipol_cli.network.as_of import zone_named
from milipol_cli.network.load import Catalog
from milipol_cli.network.load.reading import is_folder, number_among
from milipol_cli.network.model.dates import MOST_DAYS
from milipol_cli.network.when import day_named

# The sections of options in help.
SHOW, READING, WRITING = "The show", "Reading the file", "Writing"

# Options for --new-show only.
_OF_SHOW = ("name", "city", "country", "zone")

# The comma before a field of --columns: the second one of "name=Company, title=Role".
_NEXT_FIELD = re.compile(r",(?=\s*[a-z ]+=)", re.IGNORECASE)

Columns = Annotated[
    str | None,
    typer.Option(
        metavar="FIELD=HEADER,...",
        help="Columns to use, by field and header.",
        rich_help_panel=READING,
    ),
]

Sheet = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="Read only this sheet of a workbook.", rich_help_panel=READING
    ),
]

NoHeader = Annotated[
    bool, typer.Option("--no-header", help="Short for --header-row 0.", rich_help_panel=READING)
]


def _line_of_header(text: str) -> int:
    """The line that --header-row gives, 0 for none; raises BadInput otherwise."""
    if text == "0":
        return 0
    return options.positive_number(text, "--header-row", "a line, or 0 for none") or 0


HeaderRow = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        parser=_line_of_header,
        help="Line of the header; 0 for none: use column numbers in --columns.",
        rich_help_panel=READING,
    ),
]

Encoding = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="Encoding of a text file, like cp1252.", rich_help_panel=READING
    ),
]

Rest = Annotated[
    str | None,
    typer.Option(
        metavar="keep|leave-out",
        help="Keep rows without a day and start, or leave out incomplete rows.",
        rich_help_panel=READING,
    ),
]

ListRest = Annotated[
    str | None,
    typer.Option(
        "--rest",
        metavar="keep|leave-out",
        help="Keep rows with only a name as companies, or leave out incomplete rows.",
        rich_help_panel=READING,
    ),
]

Dates = Annotated[
    str | None,
    typer.Option(
        metavar="d/m/y|m/d/y", help="How to read dates like 3/11/2026.", rich_help_panel=READING
    ),
]

Clock = Annotated[
    str | None,
    typer.Option(
        metavar="12|24",
        help="How to read times like 1:00; with 12, 12 to 6 are pm.",
        rich_help_panel=READING,
    ),
]

TimesIn = Annotated[
    str | None,
    typer.Option(
        "--times-in",
        metavar="ZONE|venue",
        help="Time zone of the times in the file.",
        rich_help_panel=READING,
    ),
]

Into = Annotated[
    str | None,
    typer.Option(metavar="FOLDER", help="Data folder (default: yours).", rich_help_panel=WRITING),
]

Publisher = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="Who made the file (default: a participant).", rich_help_panel=WRITING
    ),
]

Official = Annotated[
    bool,
    typer.Option("--official", help="Record the file as the organiser's.", rich_help_panel=WRITING),
]

Force = Annotated[
    bool,
    typer.Option(
        "--force", help="Overwrite manual edits, or another programme.", rich_help_panel=WRITING
    ),
]

ListForce = Annotated[
    bool,
    typer.Option(
        "--force", help="Overwrite companies that were edited by hand.", rich_help_panel=WRITING
    ),
]

DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show the report; write nothing.", rich_help_panel=WRITING)
]


NewShow = Annotated[
    str | None,
    typer.Option(
        "--new-show", metavar="ID", help="Add a new show with this id.", rich_help_panel=SHOW
    ),
]

Name = Annotated[
    str | None, typer.Option(metavar="NAME", help="Name of the new show.", rich_help_panel=SHOW)
]

City = Annotated[
    str | None, typer.Option(metavar="CITY", help="City of the new show.", rich_help_panel=SHOW)
]

Country = Annotated[
    str | None,
    typer.Option(
        metavar="COUNTRY",
        help="Country of the new show, by name or code (FR).",
        rich_help_panel=SHOW,
    ),
]

Zone = Annotated[
    str | None,
    typer.Option(
        metavar="ZONE",
        autocompletion=completion.zones,
        help="Time zone of the new show, unless the file names it.",
        rich_help_panel=SHOW,
    ),
]

Start = Annotated[
    str | None,
    typer.Option(
        metavar="DATE", help="First day of the edition, if not known yet.", rich_help_panel=SHOW
    ),
]

Until = Annotated[
    str | None, typer.Option(metavar="DATE", help="Last day of the edition.", rich_help_panel=SHOW)
]


def subject(
    context: typer.Context,
    day: dt.date,
    *,
    edition: str | None,
    show: str | None,
    name: str | None,
    city: str | None,
    country: str | None,
    zone: str | None,
    start: str | None,
    until: str | None,
    known_by: str | None = None,
    is_moved: bool = False,
) -> Subject:
    """The edition or the new show that the options describe, as of a day.

    Raises BadInput for options that do not go together.
    """
    if (show is None) == (edition is None):
        raise BadInput(
            f"expected either --edition ID or --new-show ID; see {context.command_path} --help"
        )
    if edition is not None:
        options.refuse(context, _OF_SHOW, "works only with --new-show")
    else:
        options.refuse(context, ("moved",), "works only with --edition")
    if not is_moved:
        options.refuse(context, ("known_by",), "works only with --moved")
    described = Subject(
        edition=edition,
        show=show,
        name=name or None,
        city=city or None,
        country_code=country_named(country) if country else None,
        zone=None if zone is None else zone_named(zone, "--zone"),
        start=None if start is None else day_named(start, "--start", day),
        until=None if until is None else day_named(until, "--until", day),
        known_by=None if known_by is None else day_named(known_by, "--known-by", day),
        is_moved=is_moved,
    )
    _refuse_odd_days(described)
    return described


def _refuse_odd_days(subject: Subject) -> None:
    """Raises BadInput for --until alone, before --start or too long after it.

    If the edition is moved, --until may stand alone.
    """
    start, until = subject.start, subject.until
    needs_start = start is None and not subject.is_moved
    if until is not None and needs_start:
        raise BadInput("--until needs --start")
    if start and until and not 0 <= (until - start).days < MOST_DAYS:
        raise BadInput(
            f"--until '{until}': expected a day from --start on, at most {MOST_DAYS} days"
        )


Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet",
        callback=options.report_only_errors,
        help="Report only what you should check.",
        rich_help_panel=WRITING,
    ),
]


def destination(into: str | None) -> Destination:
    """The folder of `--into`, or else the last one of MILIPOL_DATA or the user's own.

    It need not exist. Raises BadInput if there is none, as the home folder is unknown.
    """
    folders = environment.data_folders()
    is_variable_set = os.environ.get("MILIPOL_DATA")
    default = folders[-1] if is_variable_set else environment.own_path("data")
    root = default if into is None else Path(into)
    if root is None:
        raise BadInput("your home folder is not known; set a folder with --into")
    is_there = is_folder(root)
    is_read_by_all = is_there and number_among(folders, root) is not None
    if is_there and not is_read_by_all:  # this import alone reads it, too
        folders.append(root)
    data = Catalog(folders, streams.warn, base=environment.base())
    return Destination(root, into is None or is_read_by_all, data)


_CHOICES = {"dates": ("d/m/y", "m/d/y"), "clock": ("12", "24"), "rest": ("keep", "leave-out")}


def table_request(
    columns: str | None,
    example: str,
    *,
    sheet: str | None = None,
    no_header: bool = False,
    header_row: int | None = None,
    **options: str | None,
) -> TableRequest:
    """How to read a file, by its options; `options` are those of texts, by field.

    Raises BadInput for wrong choices, and with the `example` for wrong `columns`.
    """
    for name, choices in _CHOICES.items():
        value = options.get(name)
        if value is not None and value not in choices:
            raise BadInput(f"--{name} {value!r}: expected {one_of(choices)}")
    zone = options.get("times_in")
    if zone not in (None, "venue"):
        zone_named(zone, "--times-in")
    return TableRequest(
        columns={} if columns is None else _headers_by_field(columns, example),
        sheet=sheet,
        header_row=0 if no_header else header_row,
        **options,
    )


def _headers_by_field(columns: str, example: str) -> dict[str, str]:
    """The headers that `--columns` gives fields: "name=Company" gives {name: Company}.

    A comma is part of a header unless a field follows. Raises BadInput, with an
    example, if a field or a header is missing.
    """
    headers = {}
    for pair in _NEXT_FIELD.split(columns):
        field, _, header = (text.strip() for text in pair.partition("="))
        if not (field and header):
            raise BadInput(f"--columns {columns!r}: expected fields with headers, like {example}")
        headers[field.casefold()] = header
    return headers
