"""Delimited text in any usual encoding -> rows with their lines."""

import csv
import io
import re
from collections.abc import Iterator

from milipol_cli.errors import NotRead
from milipol_cli.tables.sheets import MOST_COLUMNS, Row

DELIMITERS = (",", ";", "\t", "|")

_MARKS = (b"\xff\xfe", b"\xfe\xff")
_NAMES = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman"}
# Programs that write CSV guard what a spreadsheet would take for a formula.
_FORMULA = "=+@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b-"
_GUARDED = re.compile(rf"'(?=\s*[{_FORMULA}])")
# What is inside words besides small letters.
_IN_WORD = "\u2019\u2018\u2010\u2011\u2013\u2014\u00ad"


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file, and the name of its encoding.

    Raises NotRead for bytes that its encoding does not have, and for what is no text.
    """
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
    if head.startswith(_MARKS):
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


def rows(text: str, delimiter: str) -> Iterator[Row]:
    """The rows that are not empty.

    Raises NotRead, with the line, for a cell whose quotes are wrong, and for a last
    row that is cut off.
    """
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
    line, fewest, width = 1, 0, 0
    try:
        for cells in reader:
            begun, line = line, reader.line_num + 1
            is_hint = begun == 1 and text.startswith("sep=")  # for Excel
            row = Row(begun, tuple(map(_unguarded, cells[:MOST_COLUMNS])))
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


def _unguarded(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from computing it."""
    cell = cell.strip()
    return cell[1:] if _GUARDED.match(cell) else cell
