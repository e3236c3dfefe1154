"""Calendar files of any program: their events, zones and series."""

import contextlib
import datetime as dt
import itertools
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.base.zones import is_utc, zone_names, zones_called
from milipol_cli.ics.events import When
from milipol_cli.ics.iso_times import day_or_moment, duration
from milipol_cli.ics.read import refuse_damaged, unfold
from milipol_cli.network.model.record import Record

_ZONE = re.compile(r"^BEGIN:VTIMEZONE$.*?^END:VTIMEZONE$", re.DOTALL | re.MULTILINE | re.IGNORECASE)

# What a rule may hold, like FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,-1FR: dateutil would read
# other texts as dates, and some by the clock of today. It needs an interval above 0 to
# end; events by the minute are not sessions.
_RULE = re.compile(
    r"(?!.*FREQ=(?:SECONDLY|MINUTELY))(?!.*INTERVAL=(?!0*[1-9]))"
    r"[A-Z]+=[A-Z0-9,+-]+(?:;[A-Z]+=[A-Z0-9,+-]+)*;?"
)
# How Windows describes a zone: the offset in winter, and cities in it.
_DESCRIBED = re.compile(r"\((?:UTC|GMT)(?:[+-]\d\d:\d\d)?\) (?P<places>.+)")
# Such a name, as in ;TZID=(UTC+01:00) Paris, Madrid:20270504T090000, should be quoted.
_UNQUOTED = re.compile(
    r";TZID=((?:\((?:UTC|GMT)|tzone://)[^\n\"]*?)(?=:\d{8}|;VALUE=)", re.IGNORECASE
)
# An end of a rule that is not like UNTIL=20270504T090000.
_WRONG_UNTIL = re.compile(r"UNTIL=(?!\d{8}T\d{6}(?:;|$))")
# More occurrences of one event are not counted.
_MOST_COUNTED = 1_000
# Outlook writes tabs as \t.
_ESCAPES = {"n": "\n", "N": "\n", "t": "\t"}
_ESCAPED = re.compile(r'\\([\\,;:nNt"])')


# Where programs write the address of an online meeting, or of a page.
_LINKS = (
    *("URL", "CONFERENCE", "X-GOOGLE-CONFERENCE"),
    *("X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGCONFLINK"),
    *("X-MICROSOFT-ONLINEMEETINGEXTERNALLINK"),
)
_LINK = re.compile(r"[a-z][a-z0-9+.-]*:\S{3,2000}", re.IGNORECASE)


class Property(NamedTuple):
    """A line of a component, with its value as it is `written`."""

    params: Mapping[str, Any]
    written: str

    @property
    def text(self) -> str:
        """The value as a text."""
        text = _ESCAPED.sub(lambda e: _ESCAPES.get(e[1], e[1]), self.written)
        return text.strip()


class Component(Record, frozen=True):
    """A component of a calendar, with its properties by name and its components."""

    name: str
    properties: dict[str, list[Property]]
    parts: list["Component"]

    def has(self, name: str) -> bool:
        """Whether it has a property."""
        return name in self.properties

    def all(self, name: str) -> list[Property]:
        """The properties of a name."""
        return self.properties.get(name, [])

    def text(self, name: str) -> str:
        """The text of the first property of a name; "" if there is none."""
        return next((prop.text for prop in self.all(name)), "")

    def moments(self, name: str) -> list[When | None]:
        """The dates or times of a property, and the starts of periods.

        A value that is neither is None; a time in a zone that is not known is naive.
        """
        return [start for start, _ in self.periods(name)]

    def periods(self, name: str) -> list[tuple[When | None, dt.timedelta | None]]:
        """The moments of a property, each with its length if it is a period."""
        return [
            _period_in(text, prop.params.get("TZID"))
            for prop in self.all(name)
            for text in prop.written.split(",")
        ]


class ForeignEvent(Component, frozen=True):
    """An event in its own zone; a time without a zone is naive.

    `start` and `end` are None if they are missing or not understood. An `end` that is a
    date is the day after the last. An event that replaces one occurrence of a series
    has the start of that occurrence in `replaces`.
    """

    start: When | None
    end: When | None
    replaces: When | None

    @property
    def zone(self) -> dt.tzinfo | None:
        """The zone of its start."""
        return self.start.tzinfo if isinstance(self.start, dt.datetime) else None

    @property
    def zone_name(self) -> str:
        """The name of a zone as its start gives it, known or not; "" without one."""
        starts = self.all("DTSTART")
        return str(starts[0].params.get("TZID", "")) if starts else ""

    @property
    def unknown_zone(self) -> str:
        """The name of the zone of its start if that zone is not known; otherwise ""."""
        is_naive = isinstance(self.start, dt.datetime) and self.zone is None
        return self.zone_name if is_naive else ""

    @property
    def repeats(self) -> bool:
        """Whether it takes place several times."""
        return self.has("RRULE") or self.has("RDATE")

    @property
    def keys(self) -> tuple[tuple[str, dt.datetime], ...]:
        """The keys of an occurrence: its UID with its moment, and with its day.

        The first key of the event that replaces an occurrence is one of these.
        """
        uid, moment = self.text("UID"), self.replaces
        assert moment is not None  # others are not occurrences
        day = dt.datetime.combine(wall(moment).date(), dt.time())
        if isinstance(moment, dt.datetime) and moment.tzinfo is not None:
            return (uid, moment.astimezone(dt.UTC)), (uid, day)
        return (uid, wall(moment)), (uid, day)

    @property
    def occurrence(self) -> dt.datetime | None:
        """The start of the occurrence that it is or replaces, on its own clock."""
        if self.replaces is None or self.start is None:
            return None
        return wall_on_clock_of(self.replaces, self.start)

    @property
    def sequence(self) -> int:
        """Its version: of two events with one UID, the one with the higher counts."""
        number = self.text("SEQUENCE")
        return int(number[:9]) if number.isdecimal() else 0

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.text("STATUS").upper() == "CANCELLED"

    @property
    def has_unread_end(self) -> bool:
        """Whether it has an end that is not understood."""
        return self.end is None and (self.has("DTEND") or self.has("DURATION"))

    @property
    def categories(self) -> list[str]:
        """Its categories, which may be in one line or in several."""
        # Only files to import need icalendar, here and below.
        from icalendar.parser import split_on_unescaped_comma  # noqa: PLC0415

        lines = (prop.written for prop in self.all("CATEGORIES"))
        texts = (text.strip() for v in lines for text in split_on_unescaped_comma(v))
        return list(filter(None, texts))

    @property
    def links(self) -> list[str]:
        """The addresses of an online meeting or a page, each once."""
        lines = (line.text for name in _LINKS for line in self.all(name))
        return [*dict.fromkeys(line for line in lines if _LINK.fullmatch(line))]

    @property
    def alarms(self) -> list["ForeignAlarm"]:
        """Its alarms, without any with ACTION NONE, which says that there is none."""
        parts = (part for part in self.parts if part.name == "VALARM")
        return [ForeignAlarm(self, part) for part in parts if part.text("ACTION").upper() != "NONE"]


class ForeignAlarm(NamedTuple):
    """An alarm of an event."""

    event: ForeignEvent
    part: Component

    def time_before(self, zone: dt.tzinfo) -> dt.timedelta | None:
        """How long before the start of its event it rings; negative if after it.

        A date counts as its midnight. Dates, and starts without a zone, are in `zone`.
        None if the alarm or what it counts from cannot be read.
        """
        trigger = next(iter(self.part.all("TRIGGER")), None)
        if trigger is None or self.event.start is None:
            return None
        span = duration(trigger.written)
        if span is None:
            return self._span_from_moment(self.event.start, zone)
        if str(trigger.params.get("RELATED", "")).upper() != "END":
            return -span
        ends = self.event.end
        return None if ends is None else wall(self.event.start) - wall(ends) - span

    def _span_from_moment(self, start: When, zone: dt.tzinfo) -> dt.timedelta | None:
        """How long before a start it rings at a TRIGGER that is a time; else None."""
        moment = next(iter(self.part.moments("TRIGGER")), None)
        if not isinstance(moment, dt.datetime):
            return None
        if not isinstance(start, dt.datetime):
            return wall(start) - at_venue(moment, zone)
        zoned = start if start.tzinfo else start.replace(tzinfo=zone)
        rings = moment if moment.tzinfo else moment.replace(tzinfo=zoned.tzinfo)
        return zoned.astimezone(dt.UTC) - rings.astimezone(dt.UTC)


class ForeignCalendar:
    """The events and tasks of a calendar file, in its order.

    `nameless` is the number of lines that are left out, as they are not properties. Its
    rules may take minutes: only a bounded process may read it. Raises BrokenCalendar.
    """

    def __init__(self, raw: bytes) -> None:
        from icalendar import Timezone, timezone  # noqa: PLC0415

        timezone.tzp.use_zoneinfo()  # forgets the zones of a file that was read before
        text, self.is_utf8 = _decode_unfolded(raw)
        refuse_damaged(text.encode())
        # Makes the zones that a file defines known to icalendar, if they are right.
        for zone in _ZONE.findall(text):
            with contextlib.suppress(Exception):  # it raises errors of many kinds
                Timezone.from_ical(zone)
        with_quoted_zones = _UNQUOTED.sub(r';TZID="\1"', text)
        top, self.nameless = _parse_tree(with_quoted_zones)
        self.calendars = [part for part in top.parts if part.name == "VCALENDAR"]
        parts = [part for calendar in self.calendars for part in calendar.parts]
        self.events = [_event_of_component(part) for part in parts if part.name == "VEVENT"]
        self.tasks = [part for part in parts if part.name == "VTODO"]
        self.kinds = list(dict.fromkeys(part.name for part in parts))

    def text(self, *names: str) -> str:
        """The text of the first property of a calendar that has one of the names."""
        texts = (calendar.text(name) for calendar in self.calendars for name in names)
        return next(filter(None, texts), "")

    @property
    def zone(self) -> ZoneInfo | None:
        """The zone that the calendar names; no venue is in UTC."""
        named = zone_of_tzid(self.text("X-WR-TIMEZONE", "TIMEZONE-ID"))
        return named if isinstance(named, ZoneInfo) and not is_utc(named) else None


def _moment_in(text: str, zone: object) -> When | None:
    """A date or time; one without a zone is in the `zone` that its property names."""
    moment = day_or_moment(text)
    if zone and isinstance(moment, dt.datetime) and moment.tzinfo is None:
        return moment.replace(tzinfo=zone_of_tzid(str(zone)))
    return moment


def _period_in(text: str, zone: object) -> tuple[When | None, dt.timedelta | None]:
    """A moment and its length, from "START", "START/PT45M" or "START/END"."""
    begins, _, ends = text.partition("/")
    start, end = _moment_in(begins, zone), _moment_in(ends, zone)
    if isinstance(start, dt.datetime) and isinstance(end, dt.datetime):
        return start, wall(end) - wall(start)
    return start, duration(ends)


def _parse_tree(text: str) -> tuple[Component, int]:
    """A component that holds all of a file, and how many lines are not properties.

    Each component ends as it begins: `refuse_damaged` has seen to that. In the line
    "BEGIN:VEVENT", "BEGIN" is the name, and "VEVENT" is the value.
    """
    from icalendar.parser import Contentline  # noqa: PLC0415

    read_line: Callable[[str], Any] = Contentline
    opened = [Component("", {}, [])]  # the whole file, and in it what a line is in
    nameless = 0
    for line in filter(str.strip, text.split("\n")):
        try:
            name, params, written = read_line(line).raw_parts()
        except ValueError:
            nameless += 1
            continue
        name = name.upper()
        if name == "BEGIN":
            part = Component(written.strip().upper(), {}, [])
            opened[-1].parts.append(part)
            opened.append(part)
        elif name == "END":
            opened.pop()
        else:
            value = Property(params, written)
            opened[-1].properties.setdefault(name, []).append(value)
    return opened[0], nameless


def zone_of_tzid(name: str) -> dt.tzinfo | None:
    """The zone of a name; None if there is none.

    That is the name of a zone, also in capitals or after other words
    ("/example.org/Europe/Paris"), of a zone of Windows or its description
    ("(UTC+01:00) Brussels, Copenhagen, Madrid, Paris"), or of a VTIMEZONE in the file
    that was read last.
    """
    from icalendar import timezone  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of zones that it has to guess
        for candidate in filter(None, (name, _zone_described(name))):
            named: dt.tzinfo | None = timezone.tzp.timezone(candidate)
            if named is not None:
                return named
    folded = name.casefold()
    in_other_case = (zone for zone in zone_names() if zone.casefold() == folded)
    of_cities = (zone for city in _cities_described(name) for zone in zones_called(city))
    return next(map(ZoneInfo, itertools.chain(in_other_case, of_cities)), None)


def _zone_described(name: str) -> str | None:
    """The name of a zone that Windows describes without a city; None for other names.

    "(UTC-05:00) Eastern Time (US & Canada)" describes "Eastern Standard Time".
    """
    if re.fullmatch("(?i)tzone://Microsoft/Utc", name):
        return "UTC"
    described = _DESCRIBED.fullmatch(name)
    if described is None:
        return None
    if described["places"] == "Coordinated Universal Time":
        return "UTC"
    area, is_time, _ = described["places"].partition(" Time")
    return f"{area} Standard Time" if is_time else None


def _cities_described(name: str) -> list[str]:
    """The cities in the description of a zone of Windows."""
    described = _DESCRIBED.fullmatch(name)
    return [] if described is None else described["places"].split(", ")


def wall(moment: When) -> dt.datetime:
    """A date or time without a zone; a date is midnight."""
    if isinstance(moment, dt.datetime):
        return moment.replace(tzinfo=None)
    return dt.datetime.combine(moment, dt.time())


def at_venue(moment: When, venue: dt.tzinfo | None) -> dt.datetime:
    """A date or time on the clock of a venue, if its zone is known, without a zone."""
    if isinstance(moment, dt.datetime) and moment.tzinfo and venue is not None:
        moment = moment.astimezone(venue)
    return wall(moment)


def wall_on_clock_of(moment: When, start: When) -> dt.datetime:
    """A date or time on the clock of a start, without a zone.

    It is midnight for a start that is a date; a date has the time of a start with one.
    """
    if not isinstance(start, dt.datetime):
        return dt.datetime.combine(wall(moment).date(), dt.time())
    if not isinstance(moment, dt.datetime):
        return dt.datetime.combine(moment, start.time())
    return at_venue(moment, start.tzinfo)


def _decode_unfolded(raw: bytes) -> tuple[str, bool]:
    """The text of a file without folds, and whether it is in UTF-8 or UTF-16.

    The bytes are joined before they are decoded: some programs fold in the middle of a
    character. Of a file in another encoding, each line is decoded by itself.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raw = raw.decode("utf-16", "replace").encode(errors="replace")
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    raw = unfold(raw).replace(b"\r\n", b"\n")
    try:
        return raw.decode(), True
    except UnicodeDecodeError:
        return "\n".join(map(_decode_line, raw.split(b"\n"))), False


def _decode_line(line: bytes) -> str:
    """A line in UTF-8, cut in the middle of a character or not, or else of Windows.

    A line with a cut character is in UTF-8 if it has others that are not ASCII.
    """
    try:
        return line.decode()
    except UnicodeDecodeError:
        text = line.decode(errors="ignore")
        return line.decode("cp1252", "ignore") if text.isascii() else text


def _event_of_component(component: Component) -> ForeignEvent:
    """An event with its start, its end and the start of the occurrence it replaces.

    A duration is elapsed time if the start has a zone, and otherwise time on the clock.
    """
    start, end, replaces = (
        next(iter(component.moments(name)), None) for name in ("DTSTART", "DTEND", "RECURRENCE-ID")
    )
    span = None if component.all("DTEND") else duration(component.text("DURATION"))
    if span is not None and isinstance(start, dt.datetime) and start.tzinfo is not None:
        end = (start.astimezone(dt.UTC) + span).astimezone(start.tzinfo)
    elif span is not None and start is not None:
        end = start + span
    name, properties, parts = msgspec.structs.astuple(component)
    return ForeignEvent(name, properties, parts, start, end, replaces)


class NotUnderstood(Exception):
    """A rule that cannot be read, or repeats by the minute."""


def occurrences(event: ForeignEvent, first: dt.date, last: dt.date) -> list[ForeignEvent]:
    """The occurrences of an event from the first to the last day.

    Each `replaces` its own start. Raises NotUnderstood.
    """
    days = (dt.datetime.combine(first, dt.time()), dt.datetime.combine(last, dt.time.max))
    lengths = _lengths_of_periods(event)
    starts = _starts_between(event, *days)
    return [_occurrence_at(event, start, lengths) for start in starts]


def _starts_between(
    event: ForeignEvent, earliest: dt.datetime, latest: dt.datetime
) -> list[dt.datetime]:
    with _rules_understood():
        return _rule_of_starts(event).between(earliest, latest, inc=True)  # type: ignore[no-any-return]


def occurrences_from(event: ForeignEvent, first: dt.date) -> Iterator[ForeignEvent]:
    """The occurrences of an event from a day on, which may never end.

    Raises NotUnderstood only once the first occurrence is taken.
    """
    earliest = dt.datetime.combine(first, dt.time())
    lengths = _lengths_of_periods(event)
    with _rules_understood():
        starts = iter(_rule_of_starts(event).xafter(earliest, inc=True))
        while (start := next(starts, None)) is not None:
            yield _occurrence_at(event, start, lengths)


def number_of_occurrences(event: ForeignEvent) -> int | None:
    """How many occurrences an event has; None if they never end or are over a thousand.

    Raises NotUnderstood.
    """
    rules = [rule.written.upper() for rule in event.all("RRULE")]
    if not all("COUNT=" in rule or "UNTIL=" in rule for rule in rules):
        return None
    with _rules_understood():
        number = sum(1 for _ in itertools.islice(_rule_of_starts(event), _MOST_COUNTED + 1))
    return None if number > _MOST_COUNTED else number


@contextlib.contextmanager
def _rules_understood() -> Iterator[None]:
    # dateutil raises errors of many kinds for wrong rules, some only for a date.
    try:
        yield
    except Exception:
        raise NotUnderstood from None


def _rule_of_starts(event: ForeignEvent) -> Any:
    """The starts of the occurrences of an event, on its own clock, as a `rruleset`.

    Raises NotUnderstood for a rule that `_RULE` refuses, and errors of dateutil.
    """
    # Only files with events that repeat need it.
    from dateutil.rrule import rruleset, rrulestr  # noqa: PLC0415

    begins = event.start
    assert begins is not None  # others are not events
    first_start = wall_on_clock_of(begins, begins)
    starts = rruleset()
    starts.rdate(first_start)
    for add, name in ((starts.rdate, "RDATE"), (starts.exdate, "EXDATE")):
        for moment in filter(None, event.moments(name)):
            add(wall_on_clock_of(moment, begins))
    for add, name in ((starts.rrule, "RRULE"), (starts.exrule, "EXRULE")):
        for value in event.all(name):
            rule = _rule_on_clock(value.text.upper(), begins)
            if not _RULE.fullmatch(rule) or _WRONG_UNTIL.search(rule):
                raise NotUnderstood
            add(rrulestr(rule, dtstart=first_start))
    return starts


def _lengths_of_periods(event: ForeignEvent) -> dict[dt.datetime, dt.timedelta]:
    """The lengths of occurrences that have a length of their own, by their starts."""
    begins = event.start
    assert begins is not None  # others are not events
    return {
        wall_on_clock_of(start, begins): length
        for start, length in event.periods("RDATE")
        if start is not None and length is not None
    }


def _occurrence_at(
    event: ForeignEvent, moment: dt.datetime, lengths: Mapping[dt.datetime, dt.timedelta]
) -> ForeignEvent:
    """The occurrence of an event at a moment on its own clock, as long as the event.

    `lengths` has the lengths of occurrences that are longer or shorter.
    """
    begins = event.start
    assert begins is not None  # else it has no occurrences
    is_day = not isinstance(begins, dt.datetime)
    start: When = moment.date() if is_day else moment.replace(tzinfo=event.zone)
    lasts = None if event.end is None else wall(event.end) - wall(begins)
    lasts = lengths.get(moment, lasts)
    end = None if lasts is None else start + lasts
    return msgspec.structs.replace(event, start=start, end=end, replaces=start)


def _rule_on_clock(rule: str, start: When) -> str:
    """A rule with its UNTIL on the clock of the start; one that is a day ends it.

    In Paris, UNTIL=20270504T070000Z becomes UNTIL=20270504T090000.
    """

    def until_on_clock(match: re.Match[str]) -> str:
        moment = day_or_moment(match[1])
        if moment is None:
            return match[0]
        if not isinstance(moment, dt.datetime):  # all of that day
            moment = dt.datetime.combine(moment, dt.time(23, 59))
        return f"UNTIL={wall_on_clock_of(moment, start):%Y%m%dT%H%M%S}"

    return re.sub(r"UNTIL=([0-9TZ]+)", until_on_clock, rule)
