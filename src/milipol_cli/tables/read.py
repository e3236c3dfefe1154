"""The bytes of a file -> its tables, whatever its format."""

import contextlib
import itertools
from collections.abc import Callable
from typing import NamedTuple

from milipol_cli.errors import BadInput, NotRead
from milipol_cli.tables import text as delimited
from milipol_cli.tables import workbook
from milipol_cli.tables.headers import Finder, Table, Words
from milipol_cli.tables.sheets import Row, Sheet, TableRequest

_TRIED_ROWS = 50
_TRIED_CHARACTERS = 1_000_000


class Tables(NamedTuple):
    """The tables of a file, and what to report about it.

    `has_sheets` is whether the file has several sheets.
    """

    format: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...]
    has_sheets: bool

    @property
    def unused(self) -> tuple[str, ...]:
        """The headers of the columns that hold no field, each once."""
        return tuple(
            dict.fromkeys(name for each in self.tables for name in each.unused)
        )

    def sheet(self, table: Table) -> str | None:
        """The sheet of a table if there are several."""
        return table.sheet if self.has_sheets else None


def read(
    data: bytes,
    words: Words,
    request: TableRequest | None = None,
    otherwise: Callable[[Sheet], Table | None] = lambda _: None,
) -> Tables:
    """The tables in a CSV, TSV, XLSX or ODS file: at least one.

    Of several sheets, those are read whose headers agree with the sheet that is most
    like a table; the others are noted. `otherwise` reads a sheet without a header row.
    Raises BadInput for a field, header or sheet that the user named and that does not
    exist, and NotRead for a file that cannot be read, is damaged, or has no header row.
    """
    request = request or TableRequest()
    finder = Finder(words, request.columns)
    if workbook.is_old(data):
        raise NotRead(f"{workbook.OLD}; expected CSV, TSV, XLSX or ODS")
    has_sheets = False
    if workbook.is_workbook(data):
        form, sheets, hidden, has_sheets = workbook.read(data, request.sheet)
        notes = [f"sheet {name!r} is hidden, so it was not read" for name in hidden]
    elif request.sheet is not None:
        raise BadInput(f"--sheet {request.sheet!r}: the file has no sheets")
    else:
        content, encoding = delimited.decoded(data)
        delimiter = _delimiter(content, finder)
        form = "tsv" if delimiter == "\t" else "csv"
        sheets = [Sheet(None, list(delimited.rows(content, delimiter)))]
        notes = [] if encoding.startswith("UTF") else [f"not UTF-8; read as {encoding}"]
    if not request.has_header:
        sheets = [_numbered(sheet) for sheet in sheets if sheet.rows]
    tables = []
    for sheet in sheets:
        table = finder.table(sheet) or (None if request.columns else otherwise(sheet))
        if table is not None:
            tables.append(table)
    if not tables:
        raise finder.refused(sheets)
    alike = finder.alike(tables)
    read = {table.sheet for table in alike}
    for sheet in sheets:
        if sheet.rows and sheet.name not in read:
            has_table = any(table.sheet == sheet.name for table in tables)
            why = "other headers" if has_table else "no header row"
            notes.append(f"sheet {sheet.name!r} has {why}, so it was not read")
    return Tables(form, alike, tuple(notes), has_sheets)


def _numbered(sheet: Sheet) -> Sheet:
    """A sheet with a header row of the numbers of its columns."""
    width = max(len(row.cells) for row in sheet.rows)
    header = Row(sheet.rows[0].line, tuple(map(str, range(1, width + 1))))
    return sheet._replace(rows=[header, *sheet.rows])


def _delimiter(content: str, finder: Finder) -> str:
    """The delimiter with which most columns are recognised; else the most cells."""
    head = content[:_TRIED_CHARACTERS]

    def score(delimiter: str) -> tuple[int, int]:
        rows: list[Row] = []
        with contextlib.suppress(NotRead):  # the rows before an error count, too
            rows.extend(itertools.islice(delimited.rows(head, delimiter), _TRIED_ROWS))
        table = finder.table(Sheet(None, rows))
        known = 0 if table is None else len(table.columns)
        return known, sum(len(row.cells) for row in rows)

    return max(delimited.DELIMITERS, key=score)
