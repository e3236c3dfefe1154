"""Events and their zones -> the lines of a calendar, and new calendar files.

milipol writes few properties, all with values of known forms, so it writes their lines
itself: icalendar takes several times as long, and 50 ms to import. A VTIMEZONE comes
from the zone database: `add_missing_timezones()` of icalendar writes onsets in the time
of the wrong offset, and lists of RDATEs, of which several programs read only the first.
"""

import datetime as dt
import functools
import re
import unicodedata
import urllib.parse
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from milipol_cli.escape import HIDING
from milipol_cli.ics.events import MARK, PRODUCT, UID_END, CalendarEvent
from milipol_cli.zones import times_shown

# What calendars call the events together.
NAME = "Milipol"

# How long a program may wait before it reads a published calendar again.
_REFRESHED = "P1D"

# A line of more octets is folded (RFC 5545, 3.1).
_LINE_OCTETS = 75

# The shortest time between two changes of a zone was less than four days, in 1939.
_STEP_DAYS = 3

_WEEK = dt.timedelta(days=7)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_HIDING = re.compile(f"[{HIDING}]")

# The characters that RFC 3986 reserves, and the percent sign of escaped octets.
_RESERVED = ":/?#[]@!$&'()*+,;=%"


def clean_text(text: str) -> str:
    """Text without control and hiding characters, with LF as the only line end."""
    if text.replace("\n", "").isprintable():
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
    if not isinstance(start, dt.datetime) or not isinstance(end, dt.datetime):
        return [f";VALUE=DATE:{_basic(day)}" for day in (start, end)]
    if _is_in_utc(start, end):
        return [f":{_basic(moment.astimezone(dt.UTC))}Z" for moment in (start, end)]
    assert isinstance(start.tzinfo, ZoneInfo)  # as every venue's zone
    return [f";TZID={start.tzinfo.key}:{_basic(moment)}" for moment in (start, end)]


def folded(line: str) -> bytes:
    """A line with its line end, folded if it has too many octets.

    No character and no escape is cut in two.
    """
    octets = line.encode()
    parts = []
    while len(octets) >= _LINE_OCTETS:
        end = _LINE_OCTETS - 1
        while octets[end] & 0b1100_0000 == 0b1000_0000:  # inside a character
            end -= 1
        if octets[end - 1] in b"\\^":
            end -= 1
        parts.append(octets[:end])
        octets = octets[end:]
    return b"\r\n ".join([*parts, octets]) + b"\r\n"


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


def new_file(events: Sequence[CalendarEvent]) -> Iterator[bytes]:
    """A new file, part by part, one event at a time."""
    spans = [(event.start, event.end) for event in events]
    return file_parts(HEAD, spans, {}, map(event_lines, events))


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
    years = _years_by_zone(spans)
    for key, (first, last) in years.items():
        yield zone_lines(key, first, last)
    for key, zone in other_zones.items():
        if key not in years:
            yield zone
    yield from lines
    yield folded("END:VCALENDAR")


class Onset(NamedTuple):
    """A change of the offset of a zone; `wall` is the local time before the change."""

    wall: dt.datetime
    before: dt.timedelta
    after: dt.timedelta
    name: str


@functools.lru_cache(maxsize=1024)  # each file of a folder has its own
def zone_lines(key: str, first_year: int, last_year: int) -> bytes:
    """The VTIMEZONE of a zone for events in these years.

    It has one STANDARD and one DAYLIGHT with a yearly rule if the rules hold for all
    years, or else each onset by itself. It begins a year before the first, since times
    before the first onset would have no offset.
    """
    zone = ZoneInfo(key)
    # Python has no year 0 or 10000.
    years = range(max(first_year - 1, 1), min(last_year + 2, dt.MAXYEAR + 1))
    changes = onsets(zone, years)
    back = [onset for onset in changes if onset.after < onset.before]
    forward = [onset for onset in changes if onset.after > onset.before]
    rules = _rule(back, years), _rule(forward, years)
    parts: list[tuple[Onset, str | None]]
    if all(rules):
        parts = [(back[0], rules[0]), (forward[0], rules[1])]
    else:
        begin = _sampled(years[0])[0]
        offset = _offset(zone, begin)
        start = Onset(begin.replace(hour=0), offset, offset, zone.tzname(begin) or key)
        parts = [(onset, None) for onset in (start, *changes)]
    offsets = {onset.after for onset, _ in parts}
    # DAYLIGHT is the larger offset; dst() has it the other way round for Dublin.
    daylight = max(offsets) if len(offsets) > 1 else None
    observances = "".join(
        _observance(onset, rule, is_daylight=onset.after == daylight)
        for onset, rule in parts
    )
    lines = f"BEGIN:VTIMEZONE\r\nTZID:{key}\r\n{observances}END:VTIMEZONE\r\n"
    return lines.encode()


def _observance(onset: Onset, rule: str | None, *, is_daylight: bool) -> str:
    """The lines of an onset; none is so long that it has to be folded."""
    kind = "DAYLIGHT" if is_daylight else "STANDARD"
    lines = (
        f"BEGIN:{kind}",
        f"DTSTART:{onset.wall:%Y%m%dT%H%M%S}",
        *([] if rule is None else [f"RRULE:{rule}"]),
        f"TZOFFSETFROM:{_written_offset(onset.before)}",
        f"TZOFFSETTO:{_written_offset(onset.after)}",
        f"TZNAME:{onset.name}",
        f"END:{kind}",
    )
    return "".join(f"{line}\r\n" for line in lines)


def _written_offset(offset: dt.timedelta) -> str:
    """An offset from UTC: "+0100", "-0330", "+001621"."""
    return f"{dt.datetime.min.replace(tzinfo=dt.timezone(offset)):%z}"


def _offset(zone: ZoneInfo, wall: dt.datetime) -> dt.timedelta:
    return zone.utcoffset(wall) or dt.timedelta()


def onsets(zone: ZoneInfo, years: range) -> list[Onset]:
    """Every change of a zone's offset in these years, to the second."""
    sampled = chain.from_iterable(map(_sampled, years))
    return [
        _onset(zone, start, end)
        for start, end in pairwise(sampled)
        if zone.utcoffset(start) != zone.utcoffset(end)
    ]


@functools.cache
def _sampled(year: int) -> list[dt.datetime]:
    """Local times of a year between which no zone changes its offset twice.

    They begin at noon, since several zones have changed it at the turn of a year.
    """
    begin = dt.datetime(year, 1, 1, 12)  # noqa: DTZ001
    return [begin + dt.timedelta(days=day) for day in range(0, 366, _STEP_DAYS)]


def _onset(zone: ZoneInfo, start: dt.datetime, end: dt.datetime) -> Onset:
    before, after = _offset(zone, start), _offset(zone, end)
    seconds = bisect_left(
        range((end - start) // dt.timedelta(seconds=1)),
        x=True,
        key=lambda second: zone.utcoffset(start + dt.timedelta(0, second)) == after,
    )
    changed = start + dt.timedelta(seconds=seconds)
    # A local time that clocks skip has the offset from before the change.
    wall = changed - max(after - before, dt.timedelta())
    return Onset(wall, before, after, zone.tzname(changed) or zone.key)


def _rule(kind: Sequence[Onset], years: range) -> str | None:
    """The RRULE that onsets of a kind follow, one in each year; None if there is none.

    It is for the nth, or the last (-1), of a weekday in a month.
    """
    walls = [onset.wall for onset in kind]
    same = {
        (wall.month, wall.weekday(), wall.time(), onset[1:])
        for wall, onset in zip(walls, kind, strict=True)
    }
    if [wall.year for wall in walls] != [*years] or len(same) > 1:
        return None
    nth = {(wall.day - 1) // 7 + 1 for wall in walls}
    if all((wall + _WEEK).month != wall.month for wall in walls):
        nth = {-1}
    if len(nth) > 1:
        return None
    month, weekday = walls[0].month, _WEEKDAYS[walls[0].weekday()]
    return f"FREQ=YEARLY;BYDAY={nth.pop()}{weekday};BYMONTH={month}"


def _years_by_zone(
    spans: Iterable[tuple[dt.date | dt.datetime, dt.date | dt.datetime]],
) -> dict[str, tuple[int, int]]:
    years: dict[str, tuple[int, int]] = {}
    for start, end in spans:
        if not isinstance(start, dt.datetime) or not isinstance(end, dt.datetime):
            continue
        if isinstance(start.tzinfo, ZoneInfo) and not _is_in_utc(start, end):
            key = start.tzinfo.key
            first, last = years.get(key, (start.year, end.year))
            years[key] = (min(first, start.year), max(last, end.year))
    return dict(sorted(years.items()))


def _is_in_utc(start: dt.datetime, end: dt.datetime) -> bool:
    zone = start.tzinfo
    # A change of clocks may make one of them exist twice or never.
    return isinstance(zone, ZoneInfo) and (
        zone.key in ("UTC", "Etc/UTC")
        or any(times_shown(at.replace(tzinfo=None), zone) != 1 for at in (start, end))
    )
