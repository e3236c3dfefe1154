"""The main list of an answer -> a workbook (XLSX); the only owner of xlsxwriter."""

import datetime as dt
import io
import re
from typing import Any

from milipol_cli.base.errors import INSTALL_SHEETS, CannotWrite
from milipol_cli.look.data import Data, cell_text

# A day, or a time with its offset. Spreadsheets know no day before 1900.
_DAY = re.compile(r"(?:19|[2-9]\d)\d\d-\d\d-\d\d")
_MOMENT = re.compile(rf"({_DAY.pattern}T\d\d:\d\d(?::\d\d)?)([+-]\d\d:\d\d)?")
_DAY_FORMAT = "yyyy-mm-dd"

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
            "writing XLSX needs XlsxWriter; run in the clone of milipol:"
            f" {INSTALL_SHEETS}"
        ) from None
    raw = io.BytesIO()
    book = xlsxwriter.Workbook(raw, {"in_memory": True, "remove_timezone": True})
    book.set_properties({"created": _CREATED})
    sheet = book.add_worksheet("milipol")
    sheet.freeze_panes(1, 0)
    bold = book.add_format({"bold": True})
    formats: dict[str, Any] = {}
    headers = map(cell_text, data.fields.headers)
    columns = zip(data.fields.keys, headers, strict=True)
    for column, (key, header) in enumerate(columns):
        sheet.write_string(0, column, header, bold)
        width = max(_NARROW, len(header))
        for line, row in enumerate(data.rows, start=1):
            shown = _write_cell(book, sheet, formats, (line, column), row.get(key))
            width = max(width, len(shown))
        sheet.set_column(column, column, min(width, _WIDE) + 1)
    book.close()
    return raw.getvalue()


def _write_cell(
    book: Any,
    sheet: Any,
    formats: dict[str, Any],
    place: tuple[int, int],
    value: object,
) -> str:
    """Writes a value into a cell; returns it as text.

    Texts like 2027-11-16 become dates. `formats` are the formats of dates that the
    book has, by their patterns; new ones are added to them.
    """
    text = cell_text(value)
    if isinstance(value, bool):
        sheet.write_boolean(*place, value)
    elif isinstance(value, (int, float)):
        sheet.write_number(*place, value)
    elif pattern := _date_pattern(text):
        if pattern not in formats:
            formats[pattern] = book.add_format({"num_format": pattern})
        sheet.write_datetime(*place, dt.datetime.fromisoformat(text), formats[pattern])
    elif text:
        sheet.write_string(*place, text)
    return text


def _date_pattern(text: str) -> str | None:
    """How to show a text that is a day or a time: "yyyy-mm-dd hh:mm "+01:00"".

    None for any other text.
    """
    if _DAY.fullmatch(text):
        return _DAY_FORMAT
    moment = _MOMENT.fullmatch(text)
    if moment is None:
        return None
    offset = f' "{moment[2]}"' if moment[2] else ""
    return f"{_DAY_FORMAT} hh:mm{offset}"
