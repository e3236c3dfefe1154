"""The bytes of a file -> its sheets; anything but a table is rejected by its kind."""

import re
from typing import NamedTuple

from milipol_cli.base.errors import BadInput, NotRead
from milipol_cli.imports.questions import Questions
from milipol_cli.imports.tables import RowSheet, TableRequest
from milipol_cli.imports.tables.delimited import delimiter_of, split_rows
from milipol_cli.imports.tables.encodings import decode
from milipol_cli.imports.tables.workbook import OLD, is_old, is_workbook, workbook

EXPECTED = "expected CSV, TSV, XLSX or ODS"
_NO_DELIMITER = "\x1f"
# The beginnings of files that are not tables, though a delimiter may split their lines.
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

    It `is_table` unless it is a text whose lines mostly have one cell. The `delimiter`
    is one of a text.
    """

    format: str
    sheets: list[RowSheet]
    notes: list[str]
    has_several_sheets: bool = False
    is_table: bool = True
    delimiter: str = ""


def sheets_of(data: bytes, request: TableRequest, questions: Questions) -> SheetFile:
    """The visible sheets of a workbook, or the only sheet of a text; raises NotRead."""
    if is_old(data):
        raise NotRead(f"{OLD}; {EXPECTED}")
    if is_workbook(data):
        return SheetFile(*workbook(data, request.sheet))
    if request.sheet is not None:
        raise BadInput(f"--sheet {request.sheet!r}: the file has no sheets")
    text, note = decode(data, questions, request.encoding)
    other = other_kind(text)
    if other is not None:
        raise NotRead(f"{other}; {EXPECTED}; copy its table into a spreadsheet")
    delimiter, is_table = delimiter_of(text)
    form = "tsv" if delimiter == "\t" else "csv"
    rows = split_rows(text, delimiter if is_table else _NO_DELIMITER)
    notes = [] if note is None else [note]
    sheets = [RowSheet(None, [*rows])]
    return SheetFile(form, sheets, notes, is_table=is_table, delimiter=delimiter)


def other_kind(text: str) -> str | None:
    """The kind of a text that is not a table, such as YAML, by its first lines."""
    kinds = (n for n, begin in _OTHERS.items() if re.match(begin, text, re.IGNORECASE))
    return next(kinds, None)
