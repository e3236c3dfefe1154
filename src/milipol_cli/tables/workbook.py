"""Spreadsheets (XLSX, ODS) -> sheets of rows; the only owner of python_calamine."""

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from milipol_cli import bounded
from milipol_cli.errors import INSTALL_SHEETS, NotRead
from milipol_cli.tables.others import COPY
from milipol_cli.tables.sheets import Cell, Row, Sheet

if TYPE_CHECKING:
    import python_calamine

_MOST_BYTES = 64 * 1024 * 1024
# What a ZIP file with such a file in it is instead.
_OTHERS = {
    "xl/workbook.bin": "an XLSB file: save it as XLSX",
    "word/document.xml": f"a Word document: {COPY}",
    "ppt/presentation.xml": f"a PowerPoint presentation: {COPY}",
}
_DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError)
# The start of a cell with an error.
_ERROR = re.compile(rb"""(<(?:\w+:)?c\b[^<>]*\bt=)["']e["']""")


def is_workbook(data: bytes) -> bool:
    """Whether it is a ZIP file, as XLSX and ODS are."""
    return data.startswith(b"PK\x03\x04")


def sheets(data: bytes) -> tuple[str, list[Sheet], list[str]]:
    """The format ("xlsx" or "ods"), the visible sheets, and the names of hidden ones.

    A cell merged over several rows has its value in each of them. Raises NotRead
    for what is no spreadsheet or unpacks to more than 64 MiB, and without
    python-calamine.
    """
    form = _format(data)
    try:
        import python_calamine  # noqa: PLC0415  an extra
    except ImportError:
        raise NotRead(
            f"reading {form.upper()} needs python-calamine; run in the clone of"
            f" milipol: {INSTALL_SHEETS}"
        ) from None
    visible, hidden = [], []
    try:
        file = io.BytesIO(_with_errors(data) if form == "xlsx" else data)
        book = python_calamine.CalamineWorkbook.from_filelike(file)
        for sheet in book.sheets_metadata:
            if sheet.visible == python_calamine.SheetVisibleEnum.Visible:
                # A cell far away from the others takes more memory than there is.
                bounded.reading(f"sheet {sheet.name!r}: ")
                visible.append(_sheet(book.get_sheet_by_name(sheet.name)))
            else:
                hidden.append(sheet.name)
    except (python_calamine.CalamineError, *_DAMAGED) as error:
        raise NotRead(f"a damaged {form.upper()} file: {error}") from None
    bounded.reading("")
    return form, visible, hidden


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
    kind = next((_OTHERS[name] for name in names if name in _OTHERS), "a ZIP file")
    raise NotRead(f"{kind}; expected a spreadsheet (XLSX or ODS)")


def _with_errors(data: bytes) -> bytes:
    """An XLSX file with its error values, like #REF!, as texts.

    Otherwise calamine reads them as empty cells.
    """
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        zipfile.ZipFile(changed, "w") as copy,
    ):
        for name in dict.fromkeys(archive.namelist()):
            part = archive.read(name)
            if name.startswith("xl/worksheets/"):
                part = _ERROR.sub(rb'\1"str"', part)
            copy.writestr(name, part)
    return changed.getvalue()


def _sheet(sheet: "python_calamine.CalamineSheet") -> Sheet:
    table: list[list[Cell]] = sheet.to_python(skip_empty_area=False)
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        for cells in table[top + 1 : bottom + 1]:
            if left < len(cells):  # cells without a value may be merged, too
                cells[left] = table[top][left]
    rows = [
        Row(line, tuple(cells))
        for line, cells in enumerate(table, start=1)
        if any(cell != "" for cell in cells)
    ]
    return Sheet(sheet.name, rows)
