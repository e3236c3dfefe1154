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

from milipol_cli.base.escape import HIDING
from milipol_cli.base.zones import times_shown
from milipol_cli.ics.events import MARK, PRODUCT, UID_END, CalendarEvent, When

# What calendars call the events together.
NAME = "Milipol"

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


def _escaped(text: str) -> str:
    r"""A text as the value of a property: "Dogs; drones" is written "Dogs\; drones"."""
    text = clean_text(text)
    for char, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(char, escaped)
    return text


def _basic(at: When) -> str:
    """A date or a time in the basic form of ISO 8601, without an offset."""
    text = at.replace(tzinfo=None).isoformat() if isinstance(at, dt.datetime) else at
    return str(text).replace("-", "").replace(":", "")


def _duration(span: dt.timedelta) -> str:
    """A duration in whole minutes: "P14D", "PT1H30M"."""
    hours, minutes = divmod(span.seconds // 60, 60)
    days = f"{span.days}D" if span.days or not span.seconds else ""
    time = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    return f"P{days}T{time}" if time else f"P{days}"


def _span(start: When, end: When) -> list[str]:
    """DTSTART and DTEND without their names: ";VALUE=DATE:20270504" and so on."""
    if not isinstance(start, dt.datetime) or not isinstance(end, dt.datetime):
        return [f";VALUE=DATE:{_basic(day)}" for day in (start, end)]
    zone = _zone_of(start, end)
    if zone is None:
        return [f":{_basic(moment.astimezone(dt.UTC))}Z" for moment in (start, end)]
    return [f";TZID={zone.key}:{_basic(moment)}" for moment in (start, end)]


def fold_line(line: str) -> bytes:
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
    return b"".join(map(fold_line, lines))


def uid_of(event: CalendarEvent) -> str:
    """The UID of an event in files."""
    return f"{event.uid or event.id}{UID_END}"


def event_lines(event: CalendarEvent) -> bytes:
    """The lines of one event, with its alarms at the end."""
    stamp = f"{_basic(event.modified)}T000000Z"
    start, end = _span(event.start, event.end)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_escaped(uid_of(event))}",
        f"DTSTAMP:{stamp}",
        f"LAST-MODIFIED:{stamp}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTART{start}",
        f"DTEND{end}",
        f"SUMMARY:{_escaped(event.summary)}",
        f"DESCRIPTION:{_escaped(event.description)}",
        *_optional_lines(event),
        f"STATUS:{event.status}",
        f"TRANSP:{'TRANSPARENT' if event.free else 'OPAQUE'}",
    ]
    if event.mark is not None:
        lines.append(f"{MARK}:{event.mark}")
    for before, text in event.alarms:
        lines += _alarm_lines(before, text)
    return _lines(*lines, "END:VEVENT")


def _optional_lines(event: CalendarEvent) -> list[str]:
    """The lines of where an event is, its page and its categories, as far as given."""
    lines = []
    if event.location is not None:
        lines.append(f"LOCATION:{_escaped(event.location)}")
    if event.position is not None:
        # Numbers there may have no exponent.
        degrees = (f"{degree:z.6f}".rstrip("0").rstrip(".") for degree in event.position)
        lines.append(f"GEO:{';'.join(degrees)}")
    if event.address is not None:
        address = urllib.parse.quote(clean_text(event.address), safe=_RESERVED)
        lines.append(f"URL:{address}")
    if event.categories:
        lines.append(f"CATEGORIES:{','.join(map(_escaped, event.categories))}")
    return lines


def _alarm_lines(before: dt.timedelta, text: str) -> list[str]:
    """The lines of an alarm with a text, a time `before` the start of its event."""
    sign = "-" if before >= dt.timedelta() else ""
    return [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(text)}",
        f"TRIGGER:{sign}{_duration(abs(before))}",
        "END:VALARM",
    ]


# The beginning of a file with one event of a folder, and of a new file.
ITEM_HEAD = _lines("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN")
HEAD = ITEM_HEAD + _lines(f"NAME:{NAME}", f"X-WR-CALNAME:{NAME}")


def head_of_published(name: str) -> bytes:
    """The beginning of a calendar that programs read again every day, with its name."""
    return ITEM_HEAD + _lines(
        f"NAME:{_escaped(name)}",
        f"X-WR-CALNAME:{_escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
    )


def new_file(events: Sequence[CalendarEvent]) -> Iterator[bytes]:
    """A new file, part by part, one event at a time."""
    spans = [(event.start, event.end) for event in events]
    return file_parts(HEAD, spans, {}, map(event_lines, events))


def file_parts(
    head: bytes,
    spans: Iterable[tuple[When, When]],
    other_zones: Mapping[str, bytes],
    events: Iterable[bytes],
) -> Iterator[bytes]:
    """A file, part by part: its head, zones, and the lines of its events.

    It has the VTIMEZONE of each zone that the spans of events are in; `other_zones`
    are zones that another program wrote or the zone database no longer has, by name.
    """
    yield head
    years_by_zone: dict[str, tuple[int, int]] = {}
    for start, end in spans:
        zone = _zone_of(start, end)
        if zone is not None:
            first, last = years_by_zone.get(zone.key, (start.year, end.year))
            years_by_zone[zone.key] = min(first, start.year), max(last, end.year)
    for name, (first, last) in sorted(years_by_zone.items()):
        yield zone_lines(name, first, last)
    yield from (lines for name, lines in other_zones.items() if name not in years_by_zone)
    yield from events
    yield fold_line("END:VCALENDAR")


class Onset(NamedTuple):
    """A change of the offset of a zone; `wall` is the local time before the change."""

    wall: dt.datetime
    before: dt.timedelta
    after: dt.timedelta
    name: str


@functools.lru_cache(maxsize=1024)  # each file of a folder has its own
def zone_lines(key: str, first_year: int, last_year: int) -> bytes:
    """The VTIMEZONE of a zone for events in these years.

    It begins a year before the first, since times before the first onset would have no
    offset, and ends a year after the last, for events that end after New Year.
    """
    # Python has no year 0 or 10000.
    years = range(max(first_year - 1, 1), min(last_year + 2, dt.MAXYEAR + 1))
    observances = _observances(ZoneInfo(key), years)
    # DAYLIGHT is the larger offset; dst() has it the other way round for Dublin.
    offsets = {onset.after for onset, _ in observances}
    lines = [f"BEGIN:VTIMEZONE\r\nTZID:{key}\r\n"]
    for onset, rule in observances:
        is_daylight = len(offsets) > 1 and onset.after == max(offsets)
        kind = "DAYLIGHT" if is_daylight else "STANDARD"
        lines.append(
            f"BEGIN:{kind}\r\nDTSTART:{_basic(onset.wall)}\r\n{rule}"
            f"TZOFFSETFROM:{_written_offset(onset.before)}\r\n"
            f"TZOFFSETTO:{_written_offset(onset.after)}\r\n"
            f"TZNAME:{onset.name}\r\nEND:{kind}\r\n"
        )
    return "".join([*lines, "END:VTIMEZONE\r\n"]).encode()


def _observances(zone: ZoneInfo, years: range) -> list[tuple[Onset, str]]:
    """The onsets to write for some years, each with its yearly rule, or "" without one.

    The first onset back and the first one forward have a rule if it holds for all
    years. Otherwise each onset stands by itself, and so does the start of the years.
    """
    changes = onsets(zone, years)
    back = [onset for onset in changes if onset.after < onset.before]
    forward = [onset for onset in changes if onset.after > onset.before]
    rules = [_rule_of_onsets(back, years), _rule_of_onsets(forward, years)]
    if all(rules):
        return list(zip((back[0], forward[0]), rules, strict=True))
    begin = _sample_times(years[0])[0]
    offset = _offset(zone, begin)
    name = zone.tzname(begin) or zone.key
    start = Onset(begin.replace(hour=0), offset, offset, name)
    return [(onset, "") for onset in (start, *changes)]


def _written_offset(offset: dt.timedelta) -> str:
    """An offset from UTC: "+0100", "-0330", "+001621"."""
    return f"{dt.datetime.min.replace(tzinfo=dt.timezone(offset)):%z}"


def _offset(zone: ZoneInfo, wall: dt.datetime) -> dt.timedelta:
    return zone.utcoffset(wall) or dt.timedelta()


def onsets(zone: ZoneInfo, years: range) -> list[Onset]:
    """Every change of a zone's offset in these years, to the second."""
    changes = []
    for start, end in pairwise(chain.from_iterable(map(_sample_times, years))):
        before, after = _offset(zone, start), _offset(zone, end)
        if before == after:
            continue
        # The first second with the new offset; `False` sorts before `True`.
        seconds = bisect_left(
            range((end - start) // dt.timedelta(seconds=1)),
            x=True,
            key=lambda second: _offset(zone, start + dt.timedelta(0, second)) == after,
        )
        changed = start + dt.timedelta(seconds=seconds)
        # A local time that clocks skip has the offset from before the change.
        wall = changed - max(after - before, dt.timedelta())
        name = zone.tzname(changed) or zone.key
        changes.append(Onset(wall, before, after, name))
    return changes


@functools.cache
def _sample_times(year: int) -> list[dt.datetime]:
    """Local times of a year between which no zone changes its offset twice.

    They begin at noon, since several zones have changed it at the turn of a year.
    """
    begin = dt.datetime(year, 1, 1, 12)  # noqa: DTZ001
    return [begin + dt.timedelta(days=day) for day in range(0, 366, _STEP_DAYS)]


def _rule_of_onsets(onsets_one_way: Sequence[Onset], years: range) -> str:
    """The RRULE that onsets back, or forward, follow each year; "" if there is none.

    It gives the last (-1) or the nth of a weekday in a month, and the last if both fit:
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10" with its line end.
    """
    is_once_a_year = [onset.wall.year for onset in onsets_one_way] == [*years]
    times_and_offsets = {(onset.wall.time(), *onset[1:]) for onset in onsets_one_way}
    if not is_once_a_year or len(times_and_offsets) > 1:
        return ""
    days_by_year = [_days_in_rules(onset.wall) for onset in onsets_one_way]
    common = set.intersection(*days_by_year)
    return f"RRULE:FREQ=YEARLY;BYDAY={min(common)}\r\n" if common else ""


def _days_in_rules(day: dt.datetime) -> set[str]:
    """How rules may give a day of a year: "4SU;BYMONTH=10", "-1SU;BYMONTH=10"."""
    weekday = f"{_WEEKDAYS[day.weekday()]};BYMONTH={day.month}"
    is_last = (day + _WEEK).month != day.month
    nths = [(day.day - 1) // 7 + 1, *([-1] if is_last else [])]
    return {f"{nth}{weekday}" for nth in nths}


def _zone_of(start: When, end: When) -> ZoneInfo | None:
    """The zone that two times are written in; None for days, and for times in UTC."""
    if not isinstance(start, dt.datetime) or not isinstance(end, dt.datetime):
        return None
    zone = start.tzinfo
    if not isinstance(zone, ZoneInfo) or zone.key in ("UTC", "Etc/UTC"):
        return None
    # A change of clocks may make one of them exist twice or never.
    walls = [moment.replace(tzinfo=None) for moment in (start, end)]
    return zone if all(times_shown(wall, zone) == 1 for wall in walls) else None
