"""Entries -> the lines of a calendar file."""

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

from milipol_cli.ics.events import CalendarEvent
from milipol_cli.zones import times_shown

PRODUCT = "-//milipol-cli//milipol//EN"


# What a UID ends in, so that it meets no other program's.
UID_END = "@milipol-cli"


_NAME = "Milipol"


# The octets that a line may have unfolded (RFC 5545, 3.1).
_LINE_OCTETS = 75


# What RFC 3986 reserves, and the sign that an octet is written with already.
_OF_ADDRESSES = ":/?#[]@!$&'()*+,;=%"


_DAYS = {"VALUE": "DATE"}


class _Text(vText):
    r"""Text that keeps a backslash before an N; icalendar takes `\N` for a newline."""

    def to_ical(self) -> bytes:
        return self._escaped(str(self)).encode()

    @staticmethod
    def _escaped(text: str) -> str:
        if "\\" in text:
            text = text.replace("\\", "\\\\")
        for char, said in ((";", "\\;"), (",", "\\,"), ("\n", "\\n")):
            if char in text:
                text = text.replace(char, said)
        return text


class _Geo(vGeo):
    """A position in decimals; icalendar writes what is next to nothing as `2e-05`."""

    def to_ical(self) -> str:
        return ";".join(
            f"{degrees:z.6f}".rstrip("0").rstrip(".")
            for degrees in (self.latitude, self.longitude)
        )


def text(said: str) -> str:
    """Text as a calendar may hold it: line ends as LF, without control characters."""
    if said.isprintable():
        return said
    said = said.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    # Some parsers take these for the end of a line as well.
    said = said.replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(
        char
        for char in said
        if char == "\n" or unicodedata.category(char) not in ("Cc", "Cs")
    )


def parts(
    head: bytes, zones: Iterable[bytes], events: Iterable[bytes]
) -> Iterator[bytes]:
    """The calendar file, part by part: its head, the zones, then the events."""
    yield head
    yield from zones
    yield from events
    yield _lines(("END", "VCALENDAR"))


def _lines(*pairs: tuple[str, str]) -> bytes:
    return b"".join(
        folded(Contentline.from_parts(name, Parameters(), vText(value)))
        for name, value in pairs
    )


def folded(line: Contentline) -> bytes:
    """A line with its line end, folded where it has too many octets."""
    raw = line.encode()
    if len(raw) < _LINE_OCTETS:  # folding looks at every character, so it costs most
        return raw + b"\r\n"
    parted: bytes = line.to_ical()  # type: ignore[no-untyped-call]
    return parted + b"\r\n"


# What a new file begins with.
HEAD = _lines(
    ("BEGIN", "VCALENDAR"),
    ("VERSION", "2.0"),
    ("PRODID", PRODUCT),
    ("CALSCALE", "GREGORIAN"),
    ("NAME", _NAME),
    ("X-WR-CALNAME", _NAME),
)


def event(entry: CalendarEvent) -> bytes:
    """The lines of one event, its alarms last in it."""
    made = Event()
    made["UID"] = _Text(f"{entry.id}{UID_END}")
    stamp = _stamp(entry.modified)
    made["DTSTAMP"] = stamp
    made["LAST-MODIFIED"] = stamp
    made["SEQUENCE"] = vInt(entry.sequence)
    made["DTSTART"], made["DTEND"] = _span(entry.start, entry.end)
    made["SUMMARY"] = _Text(text(entry.summary))
    made["DESCRIPTION"] = _Text(text(entry.description))
    if entry.location is not None:
        made["LOCATION"] = _Text(text(entry.location))
    if entry.position is not None:
        made["GEO"] = _Geo(entry.position)
    if entry.address is not None:
        made["URL"] = vUri(_address(entry.address))
    if entry.categories:
        made["CATEGORIES"] = _categories(entry.categories)
    made["STATUS"] = _word(entry.status)
    made["TRANSP"] = _word("TRANSPARENT" if entry.free else "OPAQUE")
    for before, said in entry.alarms:
        alarm = Alarm()
        alarm["ACTION"] = _word("DISPLAY")
        alarm["DESCRIPTION"] = _Text(text(said))
        alarm["TRIGGER"] = _before(before)
        made.add_component(alarm)
    return b"".join(map(folded, filter(None, made.content_lines(sorted=False))))


# These recur from event to event.
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
    return vCategory([*names])


def _address(address: str) -> str:
    """An address, with what no address may hold written as RFC 3986 has it."""
    return urllib.parse.quote(text(address), safe=_OF_ADDRESSES)


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
    begins, ends = vDatetime(start), vDatetime(end)
    begins.params = ends.params = _zone(zone.key)
    return begins, ends


def is_written_in_utc(start: dt.datetime, end: dt.datetime) -> bool:
    """Whether times go out in UTC: it is their zone, or its clock cannot tell them.

    It shows one of them twice, or never.
    """
    zone = start.tzinfo
    if isinstance(zone, ZoneInfo) and zone.key in ("UTC", "Etc/UTC"):
        return True
    return isinstance(zone, ZoneInfo) and any(
        times_shown(moment.replace(tzinfo=None), zone) != 1 for moment in (start, end)
    )
