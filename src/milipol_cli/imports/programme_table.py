"""Programmes in tables and grids, from CSV to spreadsheets -> sessions."""

from collections.abc import Sequence
from typing import NamedTuple

from milipol_cli.base.errors import NotRead
from milipol_cli.imports.doubts import Doubts
from milipol_cli.imports.formats import Imported, Request
from milipol_cli.imports.programme_grid import rows_of_grid
from milipol_cli.imports.questions import Questions
from milipol_cli.imports.rows import SessionRow, rows_of
from milipol_cli.imports.sessions import sessions_of
from milipol_cli.imports.tables import RowSheet
from milipol_cli.imports.tables.finder import (
    FieldTable,
    Finder,
    headers_read,
    layout,
    report_unread,
)
from milipol_cli.imports.tables.sheets import EXPECTED, SheetFile, sheets_of
from milipol_cli.imports.texts import HEADERS


class _Content(NamedTuple):
    """The contents of a sheet: tables, or else the rows of a grid."""

    sheet: RowSheet
    tables: list[FieldTable]
    grid: list[SessionRow] | None


def read(raw: bytes, request: Request) -> Imported:
    """The sessions of a table; raises NotRead or BadInput."""
    questions = Questions()
    with questions.asked_at_end():
        file = sheets_of(raw, request.tables, questions)
        if not file.is_table:
            raise NotRead(f"a text in lines, not a table; {EXPECTED}", 1)
        doubts = Doubts(file.notes)
        finder = Finder(HEADERS, request.tables, questions)
        contents = [_tables_or_grid(sheet, file, finder, request) for sheet in file.sheets]
        if not any(content.tables or content.grid for content in contents):
            raise finder.no_header_error(file.sheets)
        tables = _similar_tables(
            contents, finder, doubts, has_several_sheets=file.has_several_sheets
        )
        room_of_table = _titles_beside(tables)
        rows = [row for content in contents for row in content.grid or ()]
        for number, table in enumerate(tables):
            sheet = table.sheet if file.has_several_sheets else None
            rows += [
                row._replace(room=row.room or room_of_table.get(number, ""))
                for row in rows_of(table, sheet, doubts, questions)
            ]
        if not rows:
            raise NotRead("no row below the header", tables[0].header.line)
        found = sessions_of(rows, request, doubts, questions)
        return Imported(
            format=file.format,
            layout=_grid_across(contents) or layout(tables),
            sessions=found.sessions,
            doubts=doubts.sorted_doubts(),
            unused=_unused_columns(tables),
            headers_read=headers_read(file.sheets, tables),
            zone=found.zone,
        )


def _tables_or_grid(sheet: RowSheet, file: SheetFile, finder: Finder, request: Request) -> _Content:
    """The tables of a sheet; a grid if no table has a start or a day."""
    tables = finder.tables(sheet)
    asked = request.tables
    is_named = bool(asked.columns) or asked.header_row is not None
    if is_named or any(t.columns.keys() & {"start", "date"} for t in tables):
        return _Content(sheet, tables, None)
    grid = rows_of_grid(sheet, sheet.name if file.has_several_sheets else None)
    return _Content(sheet, [] if grid else tables, grid)


def _similar_tables(
    contents: Sequence[_Content], finder: Finder, doubts: Doubts, *, has_several_sheets: bool
) -> list[FieldTable]:
    """The tables of all sheets that have most headers in common; others are doubts.

    Beside a grid, a table needs a start or a day.
    """
    tables = [table for content in contents for table in content.tables]
    if any(content.grid for content in contents):
        tables = [t for t in tables if t.columns.keys() & {"start", "date"}]
    alike = finder.similar_tables(tables) if tables else []
    sheets = [content.sheet for content in contents if not content.grid]
    report_unread(sheets, tables, alike, doubts, has_several_sheets=has_several_sheets)
    return alike


def _grid_across(contents: Sequence[_Content]) -> str | None:
    """The axis across in the grids of a file; None if it has no grid."""
    rows = [row for content in contents for row in content.grid or ()]
    across = "rooms" if any(row.room for row in rows) else "days"
    return f"a grid with {across} across" if rows else None


def _titles_beside(tables: Sequence[FieldTable]) -> dict[int, str]:
    """The titles above tables side by side in one sheet, by their indexes: the rooms.

    There are none for tables one below another, or in sheets of their own.
    """
    names = [table.sheet for table in tables]
    if len({*names}) == len(names):  # also for a single table
        return {}
    lines = {table.header.line for table in tables}
    if len(lines) > 1:  # one below another
        return {}
    texts = [table.above[-1].texts if table.above else [] for table in tables]
    return {number: row[0] for number, row in enumerate(texts) if len(row) == 1}


def _unused_columns(tables: Sequence[FieldTable]) -> tuple[str, ...]:
    names = (name for table in tables for name in table.unused.values())
    return tuple(dict.fromkeys(names))
