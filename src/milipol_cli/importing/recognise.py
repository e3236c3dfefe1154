"""Which format a programme file is in, by its content."""

import contextlib
import re
from typing import Literal
from xml.parsers import expat

from milipol_cli.errors import NotRead
from milipol_cli.tables.others import other_file
from milipol_cli.tables.workbook import is_workbook

# Spreadsheets are tables, as CSV is.
Format = Literal["ics", "schedule-xml", "schedule-json", "csv"]

_EXPECTED = "expected an iCalendar file, schedule.xml, schedule.json, CSV, XLSX or ODS"

# The beginning of a text in which its kind shows.
_HEAD_BYTES = 64 * 1024

_DELIMITED = re.compile(r"[^\n\r,;\t|]*[,;\t|]")


def recognise(raw: bytes) -> Format:
    """The format of a programme file; raises NotRead for any other file."""
    if is_workbook(raw):
        return "csv"
    kind = other_file(raw)
    if kind is not None:
        raise _other(kind)
    text = _text(raw).lstrip("\ufeff \t\r\n")
    if not text:
        raise _other("an empty file")
    component = re.match(r"BEGIN:(V\S{0,40})", text, re.IGNORECASE)
    if component is not None:
        return _calendar(component[1])
    if text.startswith("<"):
        return _markup(raw, text)
    if text.startswith(("{", "[")):
        return "schedule-json"
    if "\0" in text:
        raise _other("a file that is not text")
    if any(map(_DELIMITED.match, text.splitlines())):
        return "csv"
    raise _other("text without columns (no comma, semicolon, tab or |)")


def _other(kind: str) -> NotRead:
    return NotRead(f"{kind}; {_EXPECTED}")


def _text(raw: bytes) -> str:
    """The beginning of a file as text, whatever its encoding."""
    head = raw[:_HEAD_BYTES]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore")
    if head[1:2] == b"\0" and head[:1] != b"\0":
        return head.decode("utf-16-le", "ignore")
    if head[:1] == b"\0" and head[1:2] != b"\0":
        return head.decode("utf-16-be", "ignore")
    return head.decode("utf-8", "ignore")


def _calendar(component: str) -> Format:
    if component.upper() == "VCALENDAR":
        return "ics"
    raise _other(f"a file with {component}, without BEGIN:VCALENDAR")


def _markup(raw: bytes, text: str) -> Format:
    # Most pages are no XML, down to the first line.
    if re.match(r"<!doctype\s+html|<html", text, re.IGNORECASE):
        raise _other("a web page: download the file that it links to")
    names: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, _: names.append(name)
    with contextlib.suppress(expat.ExpatError, LookupError, ValueError):
        parser.Parse(raw[:_HEAD_BYTES].lstrip())
    if not names and "schedule" not in text:
        raise _other("text that begins with < and is not XML")
    root = names[0].rpartition(":")[2].lower() if names else "schedule"
    if root == "schedule":
        return "schedule-xml"
    raise _other(f"XML with <{root[:80]}>")
