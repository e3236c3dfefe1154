"""The bytes of a file -> its tables, whatever its format.

The only owner of python_calamine, which reads spreadsheets (XLSX, ODS).
"""

import contextlib
import csv
import datetime as dt
import io
import itertools
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from milipol_cli.base import bounded
from milipol_cli.base.errors import (
    INSTALL_SHEETS,
    BadInput,
    NotRead,
    did_you_mean,
    one_of,
)
from milipol_cli.imports.tables import MOST_COLUMNS, Row, Sheet, TableRequest
from milipol_cli.imports.tables.headers import Finder, Table, Words
from milipol_cli.network.model.dates import is_far

if TYPE_CHECKING:
    import python_calamine

_TRIED_ROWS = 50
_TRIED_CHARACTERS = 1_000_000


class Tables(NamedTuple):
    """The tables of a file, what to report, and whether it has several sheets."""

    format: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...]
    has_sheets: bool

    @property
    def unused(self) -> tuple[str, ...]:
        """The headers of the columns that hold no field, each once."""
        names = (name for each in self.tables for name in each.unused.values())
        return tuple(dict.fromkeys(names))

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
    Raises BadInput for a name of the user that is not there, and NotRead.
    """
    request = request or TableRequest()
    finder = Finder(words, request.columns)
    if is_old(data):
        raise NotRead(f"{OLD}; expected CSV, TSV, XLSX or ODS")
    has_sheets = False
    if is_workbook(data):
        form, sheets, hidden, has_sheets = workbook(data, request.sheet)
        notes = [f"sheet {name!r} is hidden, so it was not read" for name in hidden]
    elif request.sheet is not None:
        raise BadInput(f"--sheet {request.sheet!r}: the file has no sheets")
    else:
        content, encoding = decoded(data)
        delimiter = _delimiter(content, finder)
        form = "tsv" if delimiter == "\t" else "csv"
        sheets = [Sheet(None, list(split_rows(content, delimiter)))]
        notes = [] if encoding.startswith("UTF") else [f"not UTF-8; read as {encoding}"]
    if not request.has_header:
        numbers = tuple(map(str, range(1, MOST_COLUMNS + 1)))
        for sheet in filter(lambda sheet: sheet.rows, sheets):
            width = max(len(row.cells) for row in sheet.rows)
            sheet.rows.insert(0, Row(sheet.rows[0].line, numbers[:width]))
    tables = [finder.table(sheet) for sheet in sheets]
    if not request.columns:
        tables = [
            table if table and finder.is_usual(table) else otherwise(sheet) or table
            for sheet, table in zip(sheets, tables, strict=True)
        ]
    if not any(tables):
        raise finder.refused(sheets)
    alike = finder.alike([table for table in tables if table is not None])
    for sheet, table in zip(sheets, tables, strict=True):
        if sheet.rows and table not in alike:
            why = "no header row" if table is None else "other headers"
            notes.append(f"sheet {sheet.name!r} has {why}, so it was not read")
    return Tables(form, alike, tuple(notes), has_sheets)


def _delimiter(content: str, finder: Finder) -> str:
    """The delimiter with which most columns are recognised; else the most cells."""
    head = content[:_TRIED_CHARACTERS]

    def score(delimiter: str) -> tuple[int, int]:
        rows: list[Row] = []
        with contextlib.suppress(NotRead):  # the rows before an error count, too
            rows.extend(itertools.islice(split_rows(head, delimiter), _TRIED_ROWS))
        table = finder.table(Sheet(None, rows))
        known = 0 if table is None else len(table.columns)
        return known, sum(len(row.cells) for row in rows)

    return max(DELIMITERS, key=score)


DELIMITERS = (",", ";", "\t", "|")

_NAMES = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman"}
# Programs that write CSV guard what a spreadsheet would take for a formula.
_FORMULA = "=+@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b-"
_GUARDED = re.compile(rf"^'(?=\s*[{_FORMULA}])")
# What is inside words besides small letters.
_IN_WORD = "\u2019\u2018\u2010\u2011\u2013\u2014\u00ad"


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file, and the name of its encoding; raises NotRead."""
    encoding = _encoding(data)
    name = _NAMES.get(encoding, encoding[:6].rstrip("-"))
    try:
        text = data.decode(encoding, "replace" if encoding in _NAMES else "strict")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise NotRead(f"bytes that are not {name}", line) from None
    if "\0" in text:
        raise NotRead("a NUL character, so it is not text")
    return text.removeprefix("\ufeff"), name


def _encoding(data: bytes) -> str:
    head = data[:2000]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    for encoding, zeros in (("UTF-16-LE", head[1::2]), ("UTF-16-BE", head[::2])):
        # Every second byte of most letters is zero.
        if zeros.count(0) * 2 > len(zeros):
            return encoding
    text = data.decode(errors="replace")
    broken = text.count("\ufffd")
    if not broken or sum(char > "\x7f" for char in text) >= 2 * broken:
        return "UTF-8"  # perhaps damaged
    return min(_NAMES, key=lambda name: _misplaced(data.decode(name, "replace")))


def _misplaced(text: str) -> int:
    """How many characters were probably decoded wrong: capitals and signs in words."""
    inside = re.findall(r"(?<=[a-z])([^\x00-\x7f])(?=[a-z])", text)
    return text.count("\ufffd") + sum(
        not char.islower() and char not in _IN_WORD for char in inside
    )


def split_rows(text: str, delimiter: str) -> Iterator[Row]:
    """The rows that are not empty; raises NotRead, with the line."""
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
    line, fewest, width = 1, 0, 0
    try:
        for cells in reader:
            begun, line = line, reader.line_num + 1
            is_hint = begun == 1 and text.startswith("sep=")  # for Excel
            texts = (_GUARDED.sub("", cell.strip()) for cell in cells[:MOST_COLUMNS])
            row = Row(begun, tuple(texts))
            if is_hint or not row.texts:
                continue
            fewest, width = min(fewest or width, width), len(cells)
            yield row
    except csv.Error as error:
        raise NotRead(f"not valid CSV, or cut off: {error}", line) from None
    if width < fewest and not text.endswith(("\r", "\n")):
        raise NotRead(
            f"the file is cut off: {width} of {fewest} cells, and no end of the line",
            begun,
        )


_MOST_BYTES = 64 * 1024 * 1024
_DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError)

OLD = "an old Excel file (.xls), or one with a password: save it as XLSX"


def is_old(data: bytes) -> bool:
    """Whether it is a file of Office from before 2007, or one with a password."""
    return data.startswith(b"\xd0\xcf\x11\xe0")


def is_workbook(data: bytes) -> bool:
    """Whether it is a ZIP file, as XLSX and ODS are."""
    return data.startswith(b"PK\x03\x04")


def workbook(
    data: bytes, only: str | None = None
) -> tuple[str, list[Sheet], list[str], bool]:
    """The format of a workbook with its visible sheets, or only that with a name.

    Then come the names of its hidden sheets, and whether it has several. A cell merged
    over several rows has its value in each of them.
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
    return form, sheets, [] if only else hidden, len(names) > 1


def _format(data: bytes) -> str:
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
