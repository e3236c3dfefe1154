"""The main list of an answer -> a workbook (XLSX); the only owner of xlsxwriter."""

import datetime as dt
import io
import re
from collections.abc import Iterable
from typing import Any

from milipol_cli.base.errors import INSTALL_SHEETS, CannotWrite
from milipol_cli.look.data import Data, FileText, cell_text

# A day, or a time with its offset. Spreadsheets know no day before 1900.
_DATE = re.compile(
    r"(?:19|[2-9]\d)\d\d-\d\d-\d\d"
    r"(?P<time>[T ]\d\d:\d\d(?::\d\d)?(?P<offset>[+-]\d\d:\d\d)?)?"
)

# Columns are as wide as their longest text, within these bounds.
_NARROW, _WIDE = 8, 60

# The same answer has the same bytes.
_CREATED = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)


def to_xlsx(data: Data) -> bytes:
    """The rows under a header that stays, with real dates and numbers, no formula.

    A time is on the clock of its offset, which is shown behind it. Raises CannotWrite
    without XlsxWriter.
    """
    try:
        import xlsxwriter  # noqa: PLC0415  an extra
    except ImportError:
        raise CannotWrite(
            f"writing XLSX needs XlsxWriter; run in the clone of milipol: {INSTALL_SHEETS}"
        ) from None
    raw = io.BytesIO()
    book = xlsxwriter.Workbook(raw, {"in_memory": True, "remove_timezone": True})
    book.set_properties({"created": _CREATED})
    sheet = _SheetOfRows(book)
    headers = map(_text, data.fields.headers)
    columns = zip(data.fields.keys, headers, strict=True)
    for column, (key, header) in enumerate(columns):
        sheet.write_column(column, header, [row.get(key) for row in data.rows])
    book.close()
    return raw.getvalue()


class _SheetOfRows:
    """The sheet of a workbook, under a header that stays."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._sheet = book.add_worksheet("milipol")
        self._sheet.freeze_panes(1, 0)
        self._bold = book.add_format({"bold": True, "text_wrap": True})
        self._lines = book.add_format({"text_wrap": True})
        # The formats of dates that the book has, by their patterns.
        self._formats: dict[str, Any] = {}

    def write_column(self, column: int, header: str, values: Iterable[object]) -> None:
        """Writes a column with its header, as wide as its longest text."""
        self._sheet.write_string(0, column, header, self._bold)
        width = max(_NARROW, len(header))
        for row, value in enumerate(values, start=1):
            text = self._write_cell((row, column), value)
            width = max(width, *map(len, text.split("\n")))
        self._sheet.set_column(column, column, min(width, _WIDE) + 1)

    def _write_cell(self, place: tuple[int, int], value: object) -> str:
        """Writes a value into a cell; returns it as text.

        Texts like 2027-11-16 become dates.
        """
        text = _text(value)
        if isinstance(value, bool):
            self._sheet.write_boolean(*place, value)
        elif isinstance(value, (int, float)):
            self._sheet.write_number(*place, value)
        elif date_and_pattern := _date_in(text):
            date, pattern = date_and_pattern
            if pattern not in self._formats:
                self._formats[pattern] = self._book.add_format({"num_format": pattern})
            self._sheet.write_datetime(*place, date, self._formats[pattern])
        elif text:
            has_lines = "\n" in text
            self._sheet.write_string(*place, text, self._lines if has_lines else None)
        return text


def _text(value: object) -> str:
    return value if isinstance(value, FileText) else cell_text(value)


def _date_in(text: str) -> tuple[dt.datetime, str] | None:
    """A text that is a day or a time, and its pattern: "yyyy-mm-dd hh:mm "+01:00"".

    None for any other text, such as "2027-02-30".
    """
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    try:
        date = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    time = " hh:mm" if match["time"] else ""
    offset = f' "{match["offset"]}"' if match["offset"] else ""
    return date, f"yyyy-mm-dd{time}{offset}"
