"""Events -> the lines of a calendar, and new calendar files.

milipol writes few properties, all with values of known forms, so it writes their lines
itself: icalendar takes several times as long, and 50 ms to import.
"""

import datetime as dt
import re
import unicodedata
import urllib.parse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from milipol_cli.escape import HIDING
from milipol_cli.ics.events import UID_END, CalendarEvent
from milipol_cli.ics.zones import is_written_in_utc, years_by_zone, zone_lines

PRODUCT = "-//milipol-cli//milipol//EN"

# The property that marks the events of `export agenda`.
MARK = "X-MILIPOL-AGENDA"

# What calendars call the events together.
NAME = "Milipol"

# How long a program may wait before it reads a published calendar again.
_REFRESHED = "P1D"

# A line of more octets is folded (RFC 5545, 3.1).
_LINE_OCTETS = 75

_HIDING = re.compile(f"[{HIDING}]")

# The characters that RFC 3986 reserves, and the percent sign of escaped octets.
_RESERVED = ":/?#[]@!$&'()*+,;=%"


def clean_text(text: str) -> str:
    """Text without control and hiding characters, with LF as the only line end."""
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    # Some parsers take these for line ends, too.
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(
        char
        for char in _HIDING.sub("", text)
        if char == "\n" or unicodedata.category(char) not in ("Cc", "Cs")
    )


def _text(text: str) -> str:
    """A text as a value: clean and escaped."""
    text = clean_text(text)
    for char, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(char, escaped)
    return text


def _basic(at: dt.date | dt.datetime) -> str:
    """A date or a time in the basic form of ISO 8601, without an offset."""
    text = at.replace(tzinfo=None).isoformat() if isinstance(at, dt.datetime) else at
    return str(text).replace("-", "").replace(":", "")


def _duration(span: dt.timedelta) -> str:
    """A duration: "P14D", "PT1H30M", "PT1H0M5S"."""
    minutes, seconds = divmod(span.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    days = f"{span.days}D" if span.days or not span.seconds else ""
    time = f"{hours}H" if hours else ""
    if minutes or (hours and seconds):
        time += f"{minutes}M"
    if seconds:
        time += f"{seconds}S"
    return f"P{days}T{time}" if time else f"P{days}"


def _geo(position: tuple[float, float]) -> str:
    """A position in decimals, which may have no exponent."""
    return ";".join(f"{degrees:z.6f}".rstrip("0").rstrip(".") for degrees in position)


def _span(start: dt.date | dt.datetime, end: dt.date | dt.datetime) -> list[str]:
    """The parameters and values of a start and an end."""
    if not isinstance(start, dt.datetime) or not isinstance(end, dt.datetime):
        return [f";VALUE=DATE:{_basic(day)}" for day in (start, end)]
    if is_written_in_utc(start, end):
        return [f":{_basic(moment.astimezone(dt.UTC))}Z" for moment in (start, end)]
    assert isinstance(start.tzinfo, ZoneInfo)  # as every venue's zone
    return [f";TZID={start.tzinfo.key}:{_basic(moment)}" for moment in (start, end)]


def folded(line: str) -> bytes:
    """A line with its line end, folded if it has too many octets.

    No character and no escape is cut in two.
    """
    rest = line.encode()
    parts = []
    while len(rest) >= _LINE_OCTETS:
        end = _LINE_OCTETS - 1
        while rest[end] & 0b1100_0000 == 0b1000_0000:  # inside a character
            end -= 1
        if rest[end - 1] in b"\\^":
            end -= 1
        parts.append(rest[:end])
        rest = rest[end:]
    return b"\r\n ".join([*parts, rest]) + b"\r\n"


def _lines(*lines: str) -> bytes:
    return b"".join(map(folded, lines))


def uid_of(event: CalendarEvent) -> str:
    """The UID of an event."""
    return f"{event.uid or event.id}{UID_END}"


def event_lines(event: CalendarEvent) -> bytes:
    """The lines of one event, with its alarms at the end."""
    stamp = f"{_basic(event.modified)}T000000Z"
    start, end = _span(event.start, event.end)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_text(uid_of(event))}",
        f"DTSTAMP:{stamp}",
        f"LAST-MODIFIED:{stamp}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTART{start}",
        f"DTEND{end}",
        f"SUMMARY:{_text(event.summary)}",
        f"DESCRIPTION:{_text(event.description)}",
    ]
    if event.location is not None:
        lines.append(f"LOCATION:{_text(event.location)}")
    if event.position is not None:
        lines.append(f"GEO:{_geo(event.position)}")
    if event.address is not None:
        address = urllib.parse.quote(clean_text(event.address), safe=_RESERVED)
        lines.append(f"URL:{address}")
    if event.categories:
        lines.append(f"CATEGORIES:{','.join(map(_text, event.categories))}")
    lines.append(f"STATUS:{event.status}")
    lines.append(f"TRANSP:{'TRANSPARENT' if event.free else 'OPAQUE'}")
    if event.mark is not None:
        lines.append(f"{MARK}:{event.mark}")
    for before, text in event.alarms:
        lines.append("BEGIN:VALARM")
        lines.append("ACTION:DISPLAY")
        lines.append(f"DESCRIPTION:{_text(text)}")
        sign = "-" if before >= dt.timedelta() else ""
        lines.append(f"TRIGGER:{sign}{_duration(abs(before))}")
        lines.append("END:VALARM")
    return _lines(*lines, "END:VEVENT")


# The beginning of a file with one event of a folder, and that of a new file.
ITEM_HEAD = _lines(
    "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"
)
HEAD = ITEM_HEAD + _lines(f"NAME:{NAME}", f"X-WR-CALNAME:{NAME}")


def head_of_published(name: str) -> bytes:
    """The beginning of a calendar that programs read again every day, with its name."""
    return ITEM_HEAD + _lines(
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{_REFRESHED}",
        f"X-PUBLISHED-TTL:{_REFRESHED}",
    )


def new_file(events: Sequence[CalendarEvent], head: bytes = HEAD) -> Iterator[bytes]:
    """A new file, part by part, one event at a time."""
    spans = [(event.start, event.end) for event in events]
    return file_parts(head, spans, {}, map(event_lines, events))


def file_parts(
    head: bytes,
    spans: Iterable[tuple[dt.date | dt.datetime, dt.date | dt.datetime]],
    other_zones: Mapping[str, bytes],
    lines: Iterable[bytes],
) -> Iterator[bytes]:
    """A file, part by part: its head, zones, and the lines of its events.

    It has the VTIMEZONE of each zone that the spans of events are in; `other_zones`
    are those that another program wrote or the zone database no longer has, by name.
    """
    yield head
    years = years_by_zone(spans)
    for key, (first, last) in years.items():
        yield zone_lines(key, first, last)
    for key, zone in other_zones.items():
        if key not in years:
            yield zone
    yield from lines
    yield folded("END:VCALENDAR")
