"""The bytes of a file -> its tables, whatever its format."""

import itertools
from collections.abc import Mapping
from typing import NamedTuple

from milipol_cli.errors import NotRead
from milipol_cli.tables import text as delimited
from milipol_cli.tables import workbook
from milipol_cli.tables.headers import Finder, Table, Words
from milipol_cli.tables.others import other_file
from milipol_cli.tables.sheets import Sheet

_TRIED_ROWS = 50
_TRIED_CHARACTERS = 1_000_000


class Tables(NamedTuple):
    """The tables of a file, and what to report about it."""

    format: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...]

    @property
    def unused(self) -> tuple[str, ...]:
        """The headers of the columns that hold no field, each once."""
        return tuple(
            dict.fromkeys(name for each in self.tables for name in each.unused)
        )

    def place(self, table: Table) -> str:
        """The name of a sheet for messages if there are several: "sheet 'A': "."""
        return "" if len(self.tables) == 1 else f"sheet {table.sheet!r}: "


def read(data: bytes, words: Words, named: Mapping[str, str] | None = None) -> Tables:
    """The tables in a CSV, TSV, XLSX or ODS file: at least one.

    `named` has the header of some fields, as the user named them. Sheets without a
    header row are not read, and noted. Raises BadInput for a field or header in `named`
    that does not exist, and NotRead for a file that cannot be read, is damaged, or
    has no header row.
    """
    finder = Finder(words, named or {})
    kind = other_file(data)
    if kind is not None:
        raise NotRead(f"{kind}; expected CSV, TSV, XLSX or ODS")
    if workbook.is_workbook(data):
        form, sheets, hidden = workbook.sheets(data)
        notes = [f"sheet {name!r} is hidden, so it was not read" for name in hidden]
    else:
        content, encoding = delimited.decoded(data)
        delimiter = _delimiter(content, finder)
        form = "tsv" if delimiter == "\t" else "csv"
        sheets = [Sheet(None, list(delimited.rows(content, delimiter)))]
        notes = [] if encoding.startswith("UTF") else [f"not UTF-8; read as {encoding}"]
    tables = []
    for sheet in sheets:
        table = finder.table(sheet)
        if table is not None:
            tables.append(table)
        elif sheet.rows and sheet.name is not None:
            notes.append(f"sheet {sheet.name!r} has no header row, so it was not read")
    if not tables:
        raise finder.refused(sheets)
    return Tables(form, tuple(tables), tuple(notes))


def _delimiter(content: str, finder: Finder) -> str:
    """The delimiter with which most columns are recognised; else the most cells."""
    head = content[:_TRIED_CHARACTERS]

    def score(delimiter: str) -> tuple[int, int]:
        rows = []
        try:
            for row in itertools.islice(delimited.rows(head, delimiter), _TRIED_ROWS):
                rows.append(row)  # noqa: PERF402  those before an error count, too
        except NotRead:
            pass
        table = finder.table(Sheet(None, rows))
        known = 0 if table is None else len(table.columns)
        return known, sum(len(row.cells) for row in rows)

    return max(delimited.DELIMITERS, key=score)
