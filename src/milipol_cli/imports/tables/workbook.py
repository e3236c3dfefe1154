"""Workbooks (XLSX, ODS) -> their visible sheets.

The only owner of python_calamine, which reads them.
"""

import datetime as dt
import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from milipol_cli.base import bounded
from milipol_cli.base.errors import INSTALL_SHEETS, BadInput, NotRead, did_you_mean, one_of
from milipol_cli.imports.tables import MOST_COLUMNS, CellText, RowSheet, SheetRow
from milipol_cli.imports.tables.hidden import Hidden, hidden_parts
from milipol_cli.network.model.dates import is_far

if TYPE_CHECKING:
    import python_calamine

_MOST_BYTES = 64 * 1024 * 1024
# JSON, in which the process that reads writes, has whole numbers of 64 bits.
_MOST_WHOLE = 2**63
_DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError)

OLD = "an old Excel file (.xls), or one with a password: save it as XLSX"


def is_old(data: bytes) -> bool:
    """Whether the bytes are an Office file from before 2007, or have a password."""
    return data.startswith(b"\xd0\xcf\x11\xe0")


def is_workbook(data: bytes) -> bool:
    """Whether it is a ZIP file, as XLSX and ODS are."""
    return data.startswith(b"PK\x03\x04")


class Workbook(NamedTuple):
    """The format of a workbook, its visible sheets, and what to report about them.

    Hidden sheets count for `has_several_sheets`, too.
    """

    format: str
    sheets: list[RowSheet]
    notes: list[str]
    has_several_sheets: bool


def workbook(data: bytes, only: str | None = None) -> Workbook:
    """The visible sheets of a workbook, or only the one with a name; raises NotRead.

    Hidden rows and columns are empty. A cell merged over several rows has its value in
    each of them.
    """
    form = _format_of_zip(data)
    try:
        import python_calamine  # noqa: PLC0415  an extra
    except ImportError:
        raise NotRead(
            f"reading {form.upper()} needs python-calamine; run in the clone of"
            f" milipol: {INSTALL_SHEETS}"
        ) from None
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        visible = python_calamine.SheetVisibleEnum.Visible
        is_visible = {s.name: s.visible == visible for s in book.sheets_metadata}
        names, notes = _sheets_to_read(is_visible, only)
        parts, sheets = hidden_parts(data, form), []
        for name in names:
            # An error names this sheet if reading it takes too much memory.
            bounded.note_reading(f"sheet {name!r}: ")
            part = parts.get(name, Hidden())
            sheets.append(_visible_sheet(book.get_sheet_by_name(name), part))
            notes += _notes_on_hidden(name, part)
    except (python_calamine.CalamineError, *_DAMAGED) as error:
        raise NotRead(f"a damaged {form.upper()} file: {error}") from None
    bounded.note_reading("")  # what fails later is not about a sheet
    return Workbook(form, sheets, notes, has_several_sheets=len(is_visible) > 1)


def _sheets_to_read(
    is_visible: Mapping[str, bool], only: str | None
) -> tuple[list[str], list[str]]:
    """The names of the sheets that are read, and notes about the other ones.

    They are all visible ones, or only the one named, also if it is hidden; raises
    BadInput if it is not there.
    """
    if only is None:
        hidden = [name for name in is_visible if not is_visible[name]]
        notes = [f"sheet {name!r} is hidden: not read" for name in hidden]
        return [name for name in is_visible if is_visible[name]], notes
    if only not in is_visible:
        choose = f"choose {one_of([*map(repr, is_visible)])}"
        advice = did_you_mean(only, [*is_visible]) or choose
        raise BadInput(f"--sheet {only!r}: no such sheet; {advice}")
    return [only], []


def _notes_on_hidden(name: str, hidden: Hidden) -> Iterator[str]:
    """How many rows and columns of a sheet are left out."""
    for number, noun in ((len(hidden.lines), "row"), (len(hidden.columns), "column")):
        if number:
            plural = "s" if number > 1 else ""
            yield f"sheet {name!r}: {number} hidden {noun}{plural} left out"


def _format_of_zip(data: bytes) -> str:
    """The format of an archive, by its files; raises NotRead for any other."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(file.file_size for file in archive.infolist()) > _MOST_BYTES:
                raise NotRead("a spreadsheet of more than 64 MiB when unpacked")
            names = archive.namelist()
    except _DAMAGED as error:
        raise NotRead(f"a damaged ZIP file: {error}") from None
    for form, part in (("xlsx", "xl/workbook.xml"), ("ods", "content.xml")):
        if part in names:
            return form
    raise NotRead("a ZIP file, but not a spreadsheet; expected XLSX or ODS")


def _visible_sheet(sheet: "python_calamine.CalamineSheet", hidden: Hidden) -> RowSheet:
    """A sheet with the text of merged cells in each of their rows.

    Its hidden rows are left out, and the cells of its hidden columns are empty.
    """
    # Rows begin with the first column that is filled.
    _, left = sheet.start or (0, 0)
    blanks = [""] * left
    table: dict[int, list[str]] = {}  # the cells by line, counted from 1
    # Row by row: one cell far below the others makes a million of them.
    for line, values in enumerate(sheet.iter_rows(), start=1):
        if any(value != "" for value in values):
            cells = [_text(value) for value in values[: MOST_COLUMNS - left]]
            table[line] = blanks + cells
    # The last line and column of each merged cell, by its first ones.
    merged = {}
    for (top, first), (bottom, last) in sheet.merged_cell_ranges or ():
        merged[top + 1, first] = bottom + 1, last
        _fill_merged(table, range(top + 1, bottom + 2), first, last)
    rows = []
    for line in sorted(table.keys() - {line + 1 for line in hidden.lines}):
        cells = table[line]
        for column in hidden.columns:  # which may lie behind the last cell
            cells[column : column + 1] = [""] * len(cells[column : column + 1])
        if any(cells):
            rows.append(SheetRow(line, tuple(cells)))
    return RowSheet(sheet.name, rows, merged)


def _fill_merged(table: dict[int, list[str]], lines: range, first: int, last: int) -> None:
    """Puts the text of a merged cell into all its lines; other columns are empty."""
    (text,) = table.get(lines[0], [])[first : first + 1] or [""]  # in a short row
    for line in lines if text else ():
        cells = table.setdefault(line, [])
        cells += [""] * (first + 1 - len(cells))
        covered = cells[first + 1 : last + 1]
        cells[first : last + 1] = [text, *[""] * len(covered)]


def _text(value: object) -> str:
    """A value as text: times in full minutes, with seconds; 1.0 is "1".

    Numbers, booleans and seconds are kept as the `value` of the text.
    """
    if isinstance(value, dt.time):
        value = dt.timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    if isinstance(value, dt.timedelta):
        minutes = round(value / dt.timedelta(minutes=1))
        return f"{minutes // 60}:{minutes % 60:02}:00"
    if isinstance(value, dt.datetime):
        minute = value + dt.timedelta(seconds=30)
        if is_far(value.year):
            # Excel has times without a day on the last days of 1899.
            return f"{minute:%H:%M:00}"
        text = f"{minute:%Y-%m-%d %H:%M:00}"
        return CellText(text, f"{value:%Y-%m-%d %H:%M:%S}")
    if isinstance(value, float):
        is_whole = value.is_integer() and abs(value) < _MOST_WHOLE
        value = int(value) if is_whole else value
    if isinstance(value, (bool, int, float)):
        return CellText(str(value), value)
    return str(value).strip()
