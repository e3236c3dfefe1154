"""Events -> the lines of a calendar file."""

import datetime as dt
import functools
import unicodedata
import urllib.parse
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from icalendar import Alarm, Event
from icalendar.parser import Contentline, Parameters
from icalendar.prop import (
    vCategory,
    vDate,
    vDatetime,
    vDuration,
    vGeo,
    vInt,
    vText,
    vUri,
)

from milipol_cli.ics.events import UID_END, CalendarEvent
from milipol_cli.zones import times_shown

PRODUCT = "-//milipol-cli//milipol//EN"

# The property that marks the events of `export agenda`.
MARK = "X-MILIPOL-AGENDA"

# What calendars call the events together.
NAME = "Milipol"

# A line of more octets is folded (RFC 5545, 3.1).
_LINE_OCTETS = 75

# The characters that RFC 3986 reserves, and the percent sign of escaped octets.
_RESERVED = ":/?#[]@!$&'()*+,;=%"

_DAYS = {"VALUE": "DATE"}


class _Text(vText):
    r"""Text that keeps a backslash before an N; icalendar would write a newline."""

    def to_ical(self) -> bytes:
        return self._escaped(str(self)).encode()

    @staticmethod
    def _escaped(text: str) -> str:
        if "\\" in text:
            text = text.replace("\\", "\\\\")
        for char, escaped in ((";", "\\;"), (",", "\\,"), ("\n", "\\n")):
            if char in text:
                text = text.replace(char, escaped)
        return text


class _Geo(vGeo):
    """A position in decimals; icalendar writes small numbers as `2e-05`."""

    def to_ical(self) -> str:
        return ";".join(
            f"{degrees:z.6f}".rstrip("0").rstrip(".")
            for degrees in (self.latitude, self.longitude)
        )


def clean_text(text: str) -> str:
    """Text without control characters, with LF as the only line end."""
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    # Some parsers take these for line ends, too.
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    return "\n".join(
        line
        if line.isprintable()
        else "".join(
            char for char in line if unicodedata.category(char) not in ("Cc", "Cs")
        )
        for line in text.split("\n")
    )


def file_parts(
    head: bytes, zones: Iterable[bytes], events: Iterable[bytes]
) -> Iterator[bytes]:
    """A calendar file, part by part: its head, the zones, then the events."""
    yield head
    yield from zones
    yield from events
    yield plain_lines(("END", "VCALENDAR"))


def plain_lines(*pairs: tuple[str, str]) -> bytes:
    """A line for each name with its value, which is written as it is."""
    return b"".join(
        folded(Contentline.from_parts(name, Parameters(), vText(value)))
        for name, value in pairs
    )


def folded(line: Contentline) -> bytes:
    """A line with its line end, folded if it has too many octets.

    No character and no escape is cut in two. icalendar folds in the same places, but
    looks at every character, which took a sixth of the time of `publish`.
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


# The beginning of a file with one event of a calendar, and that of a new calendar.
ITEM_HEAD = plain_lines(
    ("BEGIN", "VCALENDAR"),
    ("VERSION", "2.0"),
    ("PRODID", PRODUCT),
    ("CALSCALE", "GREGORIAN"),
)
HEAD = ITEM_HEAD + plain_lines(("NAME", NAME), ("X-WR-CALNAME", NAME))


# How long a program may wait before it reads a calendar again.
_REFRESHED = "P1D"


def head_of_published(name: str) -> bytes:
    """The beginning of a calendar that programs read again every day, with its name."""
    lines = [
        Contentline.from_parts(key, Parameters(), _Text(clean_text(name)))
        for key in ("NAME", "X-WR-CALNAME")
    ]
    refreshed = vText(_REFRESHED)
    duration = Parameters({"VALUE": "DURATION"})
    lines += [
        Contentline.from_parts("REFRESH-INTERVAL", duration, refreshed),
        Contentline.from_parts("X-PUBLISHED-TTL", Parameters(), refreshed),
    ]
    return ITEM_HEAD + b"".join(map(folded, lines))


def uid_of(event: CalendarEvent) -> str:
    """The UID of an event."""
    return f"{event.uid or event.id}{UID_END}"


def event_lines(event: CalendarEvent) -> bytes:
    """The lines of one event, with its alarms at the end."""
    component = Event()
    component["UID"] = _Text(uid_of(event))
    stamp = _stamp(event.modified)
    component["DTSTAMP"] = stamp
    component["LAST-MODIFIED"] = stamp
    component["SEQUENCE"] = vInt(event.sequence)
    component["DTSTART"], component["DTEND"] = _span(event.start, event.end)
    component["SUMMARY"] = _Text(clean_text(event.summary))
    component["DESCRIPTION"] = _Text(clean_text(event.description))
    if event.location is not None:
        component["LOCATION"] = _Text(clean_text(event.location))
    if event.position is not None:
        component["GEO"] = _Geo(event.position)
    if event.address is not None:
        component["URL"] = vUri(_address(event.address))
    if event.categories:
        component["CATEGORIES"] = _categories(event.categories)
    component["STATUS"] = _word(event.status)
    component["TRANSP"] = _word("TRANSPARENT" if event.free else "OPAQUE")
    if event.mark is not None:
        component[MARK] = _word(str(event.mark))
    for before, text in event.alarms:
        alarm = Alarm()
        alarm["ACTION"] = _word("DISPLAY")
        alarm["DESCRIPTION"] = _Text(clean_text(text))
        alarm["TRIGGER"] = _before(before)
        component.add_component(alarm)
    return b"".join(map(folded, filter(None, component.content_lines(sorted=False))))


# Many events have the same values.
_cached = functools.lru_cache(maxsize=1024)


@_cached
def _word(word: str) -> vText:
    return vText(word)


@_cached
def _stamp(day: dt.date) -> vDatetime:
    return vDatetime(dt.datetime.combine(day, dt.time(), dt.UTC))


@_cached
def _before(span: dt.timedelta) -> vDuration:
    return vDuration(-span)


@_cached
def _categories(names: tuple[str, ...]) -> vCategory:
    categories = vCategory([])
    categories.cats = [_Text(clean_text(name)) for name in names]
    return categories


def _address(address: str) -> str:
    """An address, with the characters that none may have escaped (RFC 3986)."""
    return urllib.parse.quote(clean_text(address), safe=_RESERVED)


@_cached
def _zone(key: str) -> Parameters:
    return Parameters({"TZID": key})


def _span(
    start: dt.date | dt.datetime, end: dt.date | dt.datetime
) -> tuple[vDate | vDatetime, vDate | vDatetime]:
    if not isinstance(start, dt.datetime) or not isinstance(end, dt.datetime):
        first, last = vDate(start), vDate(end)
        first.params = last.params = Parameters(_DAYS)
        return first, last
    if is_written_in_utc(start, end):
        return vDatetime(start.astimezone(dt.UTC)), vDatetime(end.astimezone(dt.UTC))
    zone = start.tzinfo
    assert isinstance(zone, ZoneInfo)  # as every venue's zone
    # icalendar would add the Z of UTC in zones that are at UTC all year, like Accra's.
    begins, ends = (vDatetime(at.replace(tzinfo=None)) for at in (start, end))
    begins.params = ends.params = _zone(zone.key)
    return begins, ends


def is_written_in_utc(start: dt.datetime, end: dt.datetime) -> bool:
    """Whether times are written in UTC.

    They are if that is their zone, or if a change of clocks makes one of them exist
    twice or never.
    """
    zone = start.tzinfo
    if isinstance(zone, ZoneInfo) and zone.key in ("UTC", "Etc/UTC"):
        return True
    return isinstance(zone, ZoneInfo) and any(
        times_shown(moment.replace(tzinfo=None), zone) != 1 for moment in (start, end)
    )
