"""Options shared by commands that import files."""

import os
import re
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from milipol_cli.base import streams
from milipol_cli.base.errors import BadInput
from milipol_cli.cli import environment
from milipol_cli.imports.tables import TableRequest
from milipol_cli.network.load import Catalog
from milipol_cli.network.load.reading import is_folder, number_among

# Before a field of --columns.
_NEXT_FIELD = re.compile(r",(?=\s*[a-z ]+=)", re.IGNORECASE)

Columns = Annotated[
    str | None,
    typer.Option(
        metavar="FIELD=HEADER,...",
        help="Which columns of a table to use.",
    ),
]

Sheet = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Read only this sheet of a workbook."),
]

NoHeader = Annotated[
    bool,
    typer.Option(
        "--no-header", help="Tables have no header; number columns with --columns."
    ),
]

Into = Annotated[
    str | None,
    typer.Option(metavar="FOLDER", help="Data folder; without it, your own."),
]

Publisher = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Who made the file; without it, a participant."),
]

Official = Annotated[
    bool, typer.Option("--official", help="The organiser gave the file.")
]

Force = Annotated[
    bool, typer.Option("--force", help="Replace edits by hand, or other sessions.")
]

DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show the report; write nothing.")
]


class Destination(NamedTuple):
    """The data folder to write, and the data with it.

    `is_read` is whether other commands read that folder, too.
    """

    root: Path
    is_read: bool
    data: Catalog


def destination(into: str | None) -> Destination:
    """The folder of `--into`, or the reader's own; raises BadInput if there is none."""
    folders = environment.data_folders()
    is_own = os.environ.get("MILIPOL_DATA")
    own = folders[-1] if is_own else environment.own_path("data")
    root = own if into is None else Path(into)
    if root is None:
        raise BadInput("your home folder is not known; name a folder with --into")
    is_read = into is None
    if is_folder(root):
        if number_among(folders, root) is None:
            folders.append(root)
        else:
            is_read = True
    return Destination(root, is_read, Catalog(folders, streams.warn))


def tables(
    columns: str | None, sheet: str | None, example: str, *, no_header: bool
) -> TableRequest:
    """How tables are read: with the headers that `--columns` names, by field.

    A comma is part of a header unless a field follows. Raises BadInput, with an
    example, for what is not fields with headers.
    """
    headers = {}
    for pair in () if columns is None else _NEXT_FIELD.split(columns):
        field, equals, header = pair.partition("=")
        if not (equals and field.strip() and header.strip()):
            raise BadInput(
                f"--columns {columns!r}: expected fields with headers, like {example}"
            )
        headers[field.strip().casefold()] = header.strip()
    return TableRequest(columns=headers, sheet=sheet, has_header=not no_header)
