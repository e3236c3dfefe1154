"""How a file of tables is read, and what it holds: sheets of rows."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from milipol_cli.network.model.record import Record

# No table has more columns that matter, and a line of a text file may have millions.
MOST_COLUMNS = 1_000

# Texts of a text file; a spreadsheet has values, too. An empty cell is "".
Cell = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta


class TableRequest(Record, frozen=True, kw_only=True):
    """How the user wants tables to be read.

    `columns` has the headers of some fields, or their numbers if `has_header` is not
    set. `sheet` is the only sheet to read.
    """

    columns: Mapping[str, str] = msgspec.field(default_factory=dict)
    sheet: str | None = None
    has_header: bool = True


class Row(NamedTuple):
    """A row that is not empty; `line` is where it begins, counted from 1."""

    line: int
    cells: tuple[Cell, ...]


class Sheet(NamedTuple):
    """The rows of a text file, or of a sheet that has a `name`.

    `merged` has the last line and column of merged cells, by those of the first.
    """

    name: str | None
    rows: list[Row]
    merged: Mapping[tuple[int, int], tuple[int, int]] = MappingProxyType({})


def text_of(cell: Cell) -> str:
    """A cell as text, without spaces around it: 1.0 is "1"."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
