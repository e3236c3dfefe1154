"""Small programme files in one text, and what is read from them as text."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import NamedTuple

from conftest import HERE
from milipol_cli.base import zones
from milipol_cli.base.errors import NotRead
from milipol_cli.imports import icalendar_file, json_list, programme_table, schedule
from milipol_cli.imports.formats import EditionOfFile, Imported, ImportedSession, Request

Reader = Callable[[bytes, Request], Imported]
# What reads each format, by the name of the text with its files.
READERS: dict[str, Reader] = {
    "icalendar": icalendar_file.read,
    "schedule_xml": schedule.read,
    "schedule_json": schedule.read,
    "json_lists": json_list.read,
    "programme_tables": programme_table.read,
}


class Case(NamedTuple):
    """A file with a name, and the edition that it is read for."""

    name: str
    edition: EditionOfFile
    raw: bytes


def cases(form: str) -> Iterator[Case]:
    """The files of a format: `### name | zone | first day | last day`, then lines."""
    path = HERE / "imports" / f"{form}.txt"
    for block in path.read_text("utf-8").split("### ")[1:]:
        head, _, text = block.partition("\n")
        name, zone, first, last = [*map(str.strip, head.split("|")), "", "", ""][:4]
        edition = EditionOfFile(
            zone=zones.zone(zone) if zone else None,
            first=dt.date.fromisoformat(first) if first else None,
            last=dt.date.fromisoformat(last) if last else None,
        )
        text = text.rstrip("\n") + "\n"
        if form == "icalendar":
            text = calendar(text).replace("\n", "\r\n")
        yield Case(name, edition, text.encode())


def calendar(text: str) -> str:
    """A calendar of events between empty lines; a whole calendar as it is."""
    if text.startswith("BEGIN:"):
        return text
    parts = [event.strip("\n") for event in text.split("\n\n")]
    events = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in parts)
    return f"BEGIN:VCALENDAR\n{events}END:VCALENDAR\n"


def outcome(read: Reader, raw: bytes, edition: EditionOfFile) -> str:
    """Everything that is read from a file, or why it is refused."""
    try:
        imported = read(raw, Request(edition=edition))
    except NotRead as error:
        return f"refused: {error}\n"
    lines = [f"{imported.title}, {imported.zone}"]
    if imported.title is None and imported.zone is None:
        lines = []
    lines += map(_session, imported.sessions)
    lines += [f"  doubt: {doubt}" for doubt in imported.doubts]
    if imported.unused:
        lines.append(f"  unused: {', '.join(imported.unused)}")
    return "\n".join(lines) + "\n"


def _session(session: ImportedSession) -> str:
    start, end = ("" if time is None else f"{time:%H:%M}" for time in (session.start, session.end))
    day = str(session.date)
    fields = [f"{day} {start}-{end}" if start else day, repr(session.title)]
    for name in ("uid", "kind", "track", "room", "speakers", "summary", "url"):
        value = getattr(session, name)
        if value:
            fields.append(f"{name}={value!r}")
    place = "" if session.place.line is None else str(session.place)
    return f"  {': '.join(filter(None, (place, ', '.join(fields))))}"
