"""Which format a programme file is in, by its content."""

import io
import re
import zipfile
from typing import Literal

from milipol_cli.errors import NotRead

Format = Literal["ics", "schedule-xml", "schedule-json", "xlsx", "ods", "csv"]

_EXPECTED = "expected an iCalendar file, schedule.xml, schedule.json, CSV, XLSX or ODS"

# How files of other kinds begin, and what they are.
_OTHERS = (
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "a file of an older Excel or Word: save it as XLSX"),
    (b"\x1f\x8b", "a compressed file (gzip): unpack it"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file (7z): unpack it"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a document (RTF)"),
)

# What a ZIP file has inside, and what it is then.
_ZIPPED: tuple[tuple[str, Format | str], ...] = (
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "an XLSB file: save it as XLSX"),
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
)

_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"

# The beginning of a text in which its kind shows.
_HEAD_BYTES = 64 * 1024

# What may stand before the first element; nothing of it is tried twice.
_ROOT = re.compile(
    r"(?:\s|<\?[^>]*+>|(?><!--.*?-->)|<!DOCTYPE[^<>\[]*+(?>\[.*?\]\s*)?+>)*+"
    r"<(?:[\w.-]++:)?([\w.-]++)",
    re.DOTALL | re.IGNORECASE,
)
_DELIMITED = re.compile(r"[^\n\r,;\t|]*[,;\t|]")


def recognise(raw: bytes) -> Format:
    """The format of a programme file; raises NotRead for any other file."""
    for beginning, what in _OTHERS:
        if raw.startswith(beginning):
            raise _other(what)
    if raw.startswith(b"PK"):
        return _zipped(raw)
    text = _text(raw).lstrip("\ufeff \t\r\n")
    if not text:
        raise _other("an empty file")
    if re.match("BEGIN:V", text, re.IGNORECASE):
        return _calendar(text)
    if text.startswith("<"):
        return _markup(text)
    if text.startswith(("{", "[")):
        return "schedule-json"
    if "\0" in text:
        raise _other("a file that is not text")
    if any(map(_DELIMITED.match, text.splitlines())):
        return "csv"
    raise _other("text without columns (no comma, semicolon, tab or |)")


def _other(what: str) -> NotRead:
    return NotRead(f"{what}; {_EXPECTED}")


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


def _zipped(raw: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise _other("a damaged ZIP, XLSX or ODS file") from None
    for name, what in _ZIPPED:
        if name in names:
            if what == "xlsx":
                return "xlsx"
            raise _other(what)
    # The type of an OpenDocument file stands unpacked at its beginning.
    if _SPREADSHEET in raw[:200]:
        return "ods"
    raise _other("a ZIP file without a spreadsheet: unpack it")


def _calendar(text: str) -> Format:
    if re.match("BEGIN:VCALENDAR", text, re.IGNORECASE):
        return "ics"
    component = text[len("BEGIN:") :].split(maxsplit=1)[0][:40]
    raise _other(f"a file with {component}, without BEGIN:VCALENDAR")


def _markup(text: str) -> Format:
    match = _ROOT.match(text)
    root = "" if match is None else match[1].lower()
    if root == "schedule":
        return "schedule-xml"
    if root == "html":
        raise _other("a web page: download the file that it links to")
    if not root:
        raise _other("text that begins with < and is not XML")
    raise _other(f"XML with <{root[:80]}>")
