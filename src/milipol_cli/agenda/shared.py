"""What `milipol agenda` and `milipol agenda add` share."""

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from milipol_cli.agenda import query
from milipol_cli.errors import BadInput, InvalidData
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.load import MAX_BYTES, Catalog
from milipol_cli.network.load.reading import bytes_of, text_in
from milipol_cli.picks import conflicts
from milipol_cli.picks.model import Pick

CHANGE = f"{conflicts.CHANGE // dt.timedelta(minutes=1)}m"

Change = Annotated[
    str,
    typer.Option(
        metavar="TIME",
        help="Report less than this between two rooms as a tight change.",
    ),
]


_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def text_from(name: str) -> tuple[str, Path]:
    """The text of a file of someone else, or of stdin for "-", and its name in errors.

    Raises InvalidData if it cannot be read, is over 4 MiB or not UTF-8, and BadInput
    for a name that no file can have.
    """
    path = Path("stdin" if name == "-" else name)
    try:
        # One byte more, so that a longer text is refused and not cut.
        raw = read_stdin(MAX_BYTES + 1) if name == "-" else bytes_of(path)
    except ValueError as error:
        raise BadInput(f"{name!r}: {error}") from None
    if raw is None:
        raise InvalidData(f"{path}: no such file")
    return text_in(raw.removeprefix(_BYTE_ORDER_MARK), path), path


def read_stdin(most_bytes: int) -> bytes:
    """The first bytes of stdin; none if it was closed."""
    return b"" if sys.stdin is None else sys.stdin.buffer.read(most_bytes)


def agenda_of(
    picks: Sequence[Pick],
    data: Catalog,
    as_of: AsOf,
    *,
    change: dt.timedelta,
    gap: dt.timedelta,
) -> query.Agenda:
    """The agenda of these picks; see `query.agenda`."""
    return query.agenda(
        picks,
        data.shows,
        as_of,
        programme=data.programme,
        exhibitors=data.exhibitors,
        change=change,
        gap=gap,
        unread=data.is_left_out,
    )
