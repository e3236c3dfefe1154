"""Tables of any kind, from CSV to spreadsheets: how they are read, and their rows."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, Self

import msgspec

from milipol_cli.network.model.record import Record

# No table has more columns that matter, and a line of a text file may have millions.
MOST_COLUMNS = 1_000


class TableRequest(Record, frozen=True, kw_only=True):
    """How the user wants a file to be read.

    `columns` has the headers of some fields, or their numbers if `header_row`, the line
    of the header, is 0. `dates` is d/m/y or m/d/y, and `clock` 12 or 24. `rest` says
    whether to "keep" or "leave-out" rows that are not sessions or companies. `times_in`
    is a time zone, or "venue".
    """

    columns: Mapping[str, str] = msgspec.field(default_factory=dict)
    sheet: str | None = None
    header_row: int | None = None
    encoding: str | None = None
    dates: str | None = None
    clock: str | None = None
    rest: str | None = None
    times_in: str | None = None


# What a cell holds; days and times are texts.
CellValue = str | int | float | bool


class CellText(str):
    """The text of a cell of a workbook whose `value` is another one, like a number."""

    __slots__ = ("value",)
    value: CellValue

    def __new__(cls, text: str, value: CellValue) -> Self:
        """A text that is read like any other, but whose value is kept."""
        cell = super().__new__(cls, text)
        cell.value = value
        return cell


class SheetRow(NamedTuple):
    """A row that is not empty, as texts without spaces around them.

    `line` counts from 1; a row of a file without lines has a `name`.
    """

    line: int
    cells: tuple[str, ...]
    name: str | None = None

    @property
    def texts(self) -> list[str]:
        """The cells that are not empty."""
        return list(filter(None, self.cells))

    @property
    def values(self) -> list[CellValue]:
        """The values of the cells, where a workbook may have numbers and booleans."""
        return [cell.value if isinstance(cell, CellText) else cell for cell in self.cells]

    def cell(self, at: int) -> str:
        """The text at a position; "" if the row is too short."""
        return self.cells[at] if at < len(self.cells) else ""

    def with_cells(self, texts: Mapping[int, str]) -> "SheetRow":
        """The row with these texts at their positions."""
        width = max(len(self.cells), *(column + 1 for column in texts))
        cells = (texts.get(column, self.cell(column)) for column in range(width))
        return self._replace(cells=tuple(cells))


class RowSheet(NamedTuple):
    """The rows of a text file, or of a sheet that has a `name`.

    `merged` has the last line and column of merged cells, by those of the first.
    """

    name: str | None
    rows: list[SheetRow]
    merged: Mapping[tuple[int, int], tuple[int, int]] = MappingProxyType({})
