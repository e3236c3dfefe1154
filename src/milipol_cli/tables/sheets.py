"""What a file of tables holds: sheets of rows."""

import datetime as dt
from typing import NamedTuple

# Texts of a text file; a spreadsheet has values, too. An empty cell is "".
Cell = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta


class Row(NamedTuple):
    """A row that is not empty; `line` is where it begins, counted from 1."""

    line: int
    cells: tuple[Cell, ...]


class Sheet(NamedTuple):
    """The rows of a text file, or of a sheet that has a `name`."""

    name: str | None
    rows: list[Row]


def text_of(cell: Cell) -> str:
    """A cell as text, without spaces around it: 1.0 is "1"."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
