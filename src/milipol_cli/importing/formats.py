"""The formats of programmes: a line each, and one file that reads it.

They are read in a process of their own (`bounded.py`).
"""

import importlib
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from milipol_cli.errors import NotRead
from milipol_cli.importing.sessions import Imported, Request
from milipol_cli.network.model.record import converted
from milipol_cli.tables.workbook import OLD, is_old, is_workbook


class Format(NamedTuple):
    """What people call a format, the module that reads it, and how its files begin.

    The module has a function `read`: it gets the bytes and a `Request`, and returns an
    `Imported` or raises NotRead.
    """

    label: str
    module: str
    begins: str


# By their names for --format; the first that a file begins like is taken.
FORMATS: Mapping[str, Format] = {
    "ics": Format("iCalendar", "icalendar_file", "BEGIN:VCALENDAR"),
    "schedule-xml": Format(
        "schedule.xml", "schedule", r"(?=<).*?<([\w.-]+:)?schedule\b"
    ),
    "schedule-json": Format("schedule.json", "schedule", r'\{.*?"schedule"\s*:\s*\{'),
    "json": Format("JSON", "json_list", r"\[|\{\s*[\"}]"),
    "csv": Format(
        "CSV", "programme_table", r"(?!BEGIN:|%PDF-|From \S+@)[^<{\[\0][^\0]*[,;\t|]"
    ),
}

_MOST_SHOWN = 3

# The beginning of a text in which its format shows.
_HEAD_BYTES = 64 * 1024


def answer(raw: bytes, request: Any) -> Imported:
    """The sessions of a file; raises InvalidData, or BadInput for wrong columns."""
    asked = converted(request, Request)
    name = asked.format or recognise(raw)
    # A reader is imported for files of its format only: they load much.
    module = importlib.import_module(f"{__package__}.{FORMATS[name].module}")
    imported: Imported = module.read(raw, asked)
    if not imported.sessions:  # or it would cancel the programme that is there
        why = "; ".join(map(str, imported.doubts[:_MOST_SHOWN]))
        raise NotRead(f"no session can be imported: {why}")
    return imported


def recognise(raw: bytes) -> str:
    """The name of the format of a programme file; raises NotRead for any other file."""
    if is_workbook(raw):
        return "csv"
    head = raw[:_HEAD_BYTES]
    is_utf_16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if is_utf_16 else "utf-8", "ignore")
    text = text.lstrip("\ufeff \t\r\n")
    for name, form in FORMATS.items():
        if re.match(form.begins, text, re.DOTALL | re.IGNORECASE):
            return name
    *labels, last = (form.label for form in FORMATS.values())
    kind = OLD if is_old(raw) else "not a programme that milipol reads"
    raise NotRead(f"{kind}; expected {', '.join(labels)}, {last}, XLSX or ODS")
