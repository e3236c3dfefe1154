"""Reads a programme file of any format; runs in a process of its own (`bounded.py`)."""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from milipol_cli.importing.recognise import Format, recognise
from milipol_cli.importing.sessions import Edition, Imported
from milipol_cli.network.model.record import Record, converted

# What a reader may be asked for.
FileFormat = Literal["auto", Format]


class Request(Record, frozen=True, kw_only=True):
    """How a file is read: for an edition, in a format, with headers named by field."""

    edition: Edition
    format: FileFormat = "auto"
    columns: Mapping[str, str] = msgspec.field(default_factory=dict)


def answer(raw: bytes, request: Any) -> Imported:
    """The sessions of a file; raises InvalidData, or BadInput for wrong columns."""
    asked = converted(request, Request)
    # A reader is imported for files of its format only: they load much.
    form = recognise(raw) if asked.format == "auto" else asked.format
    if form == "ics":
        from milipol_cli.importing import icalendar_file  # noqa: PLC0415

        return icalendar_file.read(raw, asked.edition)
    if form == "schedule-xml":
        from milipol_cli.importing import schedule_xml  # noqa: PLC0415

        return schedule_xml.read(raw, asked.edition)
    if form == "schedule-json":
        from milipol_cli.importing import schedule_json  # noqa: PLC0415

        return schedule_json.read(raw, asked.edition)
    from milipol_cli.importing import programme_table  # noqa: PLC0415

    return programme_table.read(raw, asked.edition, asked.columns)
