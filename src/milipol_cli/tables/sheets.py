"""What a file of tables holds: sheets of rows."""

import datetime as dt
from typing import NamedTuple

from milipol_cli.errors import InvalidData

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


class TableError(InvalidData):
    """A file that cannot be read as a table, with the line (from 1) if there is one."""

    def __init__(self, text: str, line: int | None = None) -> None:
        super().__init__(text if line is None else f"line {line}: {text}")
        self.text = text
        self.line = line


def text_of(cell: Cell) -> str:
    """A cell as text, without spaces around it: 1.0 is "1"."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
