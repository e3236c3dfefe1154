"""The bytes of a file -> its sheets; what is no table is refused by its name."""

import contextlib
import csv
import io
import itertools
import re
from collections import Counter
from typing import NamedTuple

from milipol_cli.base.errors import BadInput, NotRead
from milipol_cli.imports.questions import Questions
from milipol_cli.imports.tables import Sheet, TableRequest
from milipol_cli.imports.tables.encodings import decoded
from milipol_cli.imports.tables.read import (
    OLD,
    is_old,
    is_workbook,
    split_rows,
    workbook,
)

EXPECTED = "expected CSV, TSV, XLSX or ODS"
DELIMITERS = ",;\t|"
_TRIED_ROWS = 200
# Of the rows of a table, most have several cells.
_LEAST_SHARE = 0.5
_NO_DELIMITER = "\x1f"
# What begins files that are no tables, though a delimiter may split their lines.
_OTHERS = {
    "a PDF file": r"%PDF-",
    "RTF": r"\{\\rtf",
    "an e-mail": r"From \S+@|(?:Received|Return-Path|Delivered-To): ",
    "a web page (HTML)": r"\s*<(?:!doctype html|html|table|head|body)\b",
    "XML": r"\s*<(?:\?xml|!|[A-Za-z])",
    "JSON": r"\s*[\[{]\s*[\"{\[\]}]",
    "YAML": r"---\s*\n|(?:#.*\n|\s*\n)*(?:- )?[\w-]+:(?:[ \t].*)?\n(?:- |[ \t]|\w+:)",
    "Markdown": r"\s*\|.*\|\s*\n\s*\|[\s:|-]+\||\s*#+ .*\n",
}


class SheetFile(NamedTuple):
    """The format of a file, its sheets, and what to report about all of it.

    It `is_table` unless it is a text whose lines mostly have one cell.
    """

    format: str
    sheets: list[Sheet]
    notes: list[str]
    has_sheets: bool = False
    is_table: bool = True


def sheets_of(data: bytes, request: TableRequest, questions: Questions) -> SheetFile:
    """The visible sheets of a workbook, or the only sheet of a text; raises NotRead."""
    if is_old(data):
        raise NotRead(f"{OLD}; {EXPECTED}")
    if is_workbook(data):
        form, sheets, hidden, has_sheets = workbook(data, request.sheet)
        notes = [f"sheet {name!r} is hidden: not read" for name in hidden]
        return SheetFile(form, sheets, notes, has_sheets)
    if request.sheet is not None:
        raise BadInput(f"--sheet {request.sheet!r}: the file has no sheets")
    text, note = decoded(data, questions, request.encoding)
    other = other_kind(text)
    if other is not None:
        raise NotRead(f"{other}; {EXPECTED}; copy its table into a spreadsheet")
    delimiter, is_table = _delimiter(text)
    form = "tsv" if delimiter == "\t" else "csv"
    rows = split_rows(text, delimiter if is_table else _NO_DELIMITER)
    notes = [] if note is None else [note]
    return SheetFile(form, [Sheet(None, [*rows])], notes, is_table=is_table)


def other_kind(text: str) -> str | None:
    """What a text is that is not a table, such as YAML, by its first lines."""
    kinds = (n for n, begin in _OTHERS.items() if re.match(begin, text, re.IGNORECASE))
    return next(kinds, None)


def _delimiter(text: str) -> tuple[str, bool]:
    """The delimiter of a text, and whether most of its lines have one.

    It is in most rows, and gives most of them the same number of cells.
    """
    if hint := re.match("sep=(.)\r?\n", text):  # for Excel
        return hint[1], True
    best = max(DELIMITERS, key=lambda delimiter: _score(text, delimiter))
    share, _, _ = _score(text, best)
    return best, share >= _LEAST_SHARE


def _score(text: str, delimiter: str) -> tuple[float, float, int]:
    """The shares of rows with several cells, and with the usual number; that number."""
    lines = io.StringIO(text, newline="")
    rows = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    widths: list[int] = []
    with contextlib.suppress(csv.Error):  # the rows before an error count, too
        tried = itertools.islice(rows, _TRIED_ROWS)
        widths.extend(len(row) for row in tried if any(map(str.strip, row)))
    several = Counter(width for width in widths if width > 1)
    if not several:
        return 0, 0, 0
    ((usual, number),) = several.most_common(1)
    return several.total() / len(widths), number / len(widths), usual
