"""Delimited text in any usual encoding -> rows with their lines."""

import codecs
import csv
import io
import re
from collections.abc import Iterator

from milipol_cli.errors import NotRead
from milipol_cli.tables.sheets import Row

DELIMITERS = (",", ";", "\t", "|")

_MARKS = (
    (codecs.BOM_UTF8, "UTF-8"),
    (codecs.BOM_UTF16_LE, "UTF-16-LE"),
    (codecs.BOM_UTF16_BE, "UTF-16-BE"),
)
_EIGHT_BITS = {"Windows-1252": "cp1252", "Mac Roman": "mac_roman"}
# After an apostrophe, these are no formula; programs that write CSV guard them so.
_FORMULA = tuple("=+-@")
# What is inside words besides small letters.
_IN_WORD = "\u2019\u2018\u2010\u2011\u2013\u2014\u00ad"


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file, and the name of its encoding.

    Raises NotRead, with the line, for bytes that its encoding does not have, and for
    what is no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding), encoding[:6].rstrip("-")
    head = data[:2000]
    for encoding, zeros in (("UTF-16-LE", head[1::2]), ("UTF-16-BE", head[::2])):
        # Every second byte of most letters is zero.
        if zeros.count(0) * 2 > len(zeros):
            return _strictly(data, encoding), "UTF-16"
    try:
        return _without_nul(data.decode()), "UTF-8"
    except UnicodeDecodeError:
        text = data.decode(errors="replace")
        broken = text.count("\ufffd")
        if sum(char > "\x7f" for char in text) >= 2 * broken:
            _strictly(data, "UTF-8")  # it is UTF-8, and damaged
    texts = {
        name: data.decode(encoding, errors="replace")
        for name, encoding in _EIGHT_BITS.items()
    }
    name = min(texts, key=lambda name: _misplaced(texts[name]))
    return _without_nul(texts[name]), name


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return _without_nul(data.decode(encoding))
    except UnicodeDecodeError as error:
        text = data[: error.start].decode(encoding, errors="replace")
        name = encoding[:6].rstrip("-")
        line = _line(text, len(text))
        raise NotRead(f"bytes that are not {name}", line) from None


def _without_nul(text: str) -> str:
    """The text, unless it has a NUL character; raises NotRead if it has."""
    at = text.find("\0")
    if at >= 0:
        raise NotRead("a NUL character, so it is not text", _line(text, at))
    return text


def _line(text: str, at: int) -> int:
    return len(re.findall(r"\r\n?|\n", text[:at])) + 1


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
            if is_hint or not any(map(str.strip, cells)):
                continue
            fewest, width = min(fewest or width, width), len(cells)
            yield Row(begun, tuple(map(_unguarded, cells)))
    except csv.Error as error:
        raise NotRead(_quotes(str(error)), line) from None
    if width < fewest and not text.endswith(("\r", "\n")):
        raise NotRead(
            f"the file is cut off: {width} of {fewest} cells, and no end of the line",
            begun,
        )


def _unguarded(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from computing it."""
    return cell[1:] if cell.startswith("'") and cell[1:2] in _FORMULA else cell


def _quotes(error: str) -> str:
    if error == "unexpected end of data":
        return "a quoted cell that has no end; the file may be cut off"
    if "field limit" in error:
        return f"a cell of more than {csv.field_size_limit():,} characters"
    return 'a quoted cell goes on after its end; a " inside a cell must be doubled'
