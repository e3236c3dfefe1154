"""Spreadsheets (XLSX, ODS) -> sheets of rows; the only owner of python_calamine."""

import datetime as dt
import io
import zipfile
import zlib
from typing import TYPE_CHECKING, NamedTuple

from milipol_cli import bounded
from milipol_cli.errors import INSTALL_SHEETS, BadInput, NotRead, did_you_mean, one_of
from milipol_cli.network.model.dates import is_far
from milipol_cli.tables import MOST_COLUMNS, Row, Sheet

if TYPE_CHECKING:
    import python_calamine

_MOST_BYTES = 64 * 1024 * 1024
_DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError)


OLD = "an old Excel file (.xls), or one with a password: save it as XLSX"


def is_old(data: bytes) -> bool:
    """Whether it is a file of Office from before 2007, or one with a password."""
    return data.startswith(b"\xd0\xcf\x11\xe0")


def is_workbook(data: bytes) -> bool:
    """Whether it is a ZIP file, as XLSX and ODS are."""
    return data.startswith(b"PK\x03\x04")


class Workbook(NamedTuple):
    """The format of a workbook ("xlsx" or "ods"), and the sheets that were read.

    `hidden` are the names of hidden sheets, unless only one was to be read.
    """

    format: str
    sheets: list[Sheet]
    hidden: list[str]
    has_several: bool


def read(data: bytes, only: str | None = None) -> Workbook:
    """The visible sheets of a workbook, or only the sheet with a name.

    A cell merged over several rows has its value in each of them. Raises NotRead for
    what is no spreadsheet or unpacks to more than 64 MiB, and without
    python-calamine; and BadInput if there is no such sheet.
    """
    form = _format(data)
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
        names = [sheet.name for sheet in book.sheets_metadata]
        hidden = [s.name for s in book.sheets_metadata if s.visible != visible]
        if only is not None and only not in names:
            choose = f"choose {one_of([*map(repr, names)])}"
            advice = did_you_mean(only, names) or choose
            raise BadInput(f"--sheet {only!r}: no such sheet; {advice}")
        sheets = []
        for name in [only] if only else [n for n in names if n not in hidden]:
            # A cell far away from the others takes more memory than there is.
            bounded.reading(f"sheet {name!r}: ")
            sheets.append(_sheet(book.get_sheet_by_name(name)))
    except (python_calamine.CalamineError, *_DAMAGED) as error:
        raise NotRead(f"a damaged {form.upper()} file: {error}") from None
    bounded.reading("")
    return Workbook(form, sheets, [] if only else hidden, len(names) > 1)


def _format(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(file.file_size for file in archive.infolist()) > _MOST_BYTES:
                raise NotRead("a spreadsheet of more than 64 MiB when unpacked")
            names = archive.namelist()
    except _DAMAGED as error:
        raise NotRead(f"a damaged ZIP file: {error}") from None
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    raise NotRead("a ZIP file that is no spreadsheet; expected XLSX or ODS")


def _sheet(sheet: "python_calamine.CalamineSheet") -> Sheet:
    values = sheet.to_python(skip_empty_area=False)
    table = [[_text(cell) for cell in row[:MOST_COLUMNS]] for row in values]
    merged = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        merged[top + 1, left] = bottom + 1, right
        for cells in table[top : bottom + 1]:
            if left < len(cells):  # cells without a value may be merged, too
                hidden = cells[left + 1 : right + 1]
                cells[left : right + 1] = [table[top][left], *([""] * len(hidden))]
    rows = [
        Row(line, tuple(cells))
        for line, cells in enumerate(table, start=1)
        if any(cells)
    ]
    return Sheet(sheet.name, rows, merged)


def _text(value: object) -> str:
    """A value as text: times in full minutes, with seconds; 1.0 is "1"."""
    if isinstance(value, dt.time):
        value = dt.timedelta(
            hours=value.hour, minutes=value.minute, seconds=value.second
        )
    if isinstance(value, dt.timedelta):
        minutes = round(value / dt.timedelta(minutes=1))
        return f"{minutes // 60}:{minutes % 60:02}:00"
    if isinstance(value, dt.datetime):
        # Excel has times without a day on the last days of 1899.
        form = "%H:%M:00" if is_far(value.year) else "%Y-%m-%d %H:%M:00"
        return f"{value + dt.timedelta(seconds=30):{form}}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
