"""Calendar files of any program: their events, when they are and when they repeat."""

import datetime as dt
import re
from collections.abc import Collection, Iterable
from typing import NamedTuple
from zoneinfo import ZoneInfo

from milipol_cli.ics.content_lines import Component, Content, ContentLine, content
from milipol_cli.ics.values import ONE_DAY, day_or_moment, duration
from milipol_cli.zones import zone, zone_names

When = dt.date | dt.datetime

_SERIES = ("RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
_READ = frozenset(
    (
        *("UID", "SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES", "URL", "STATUS"),
        *("DTSTART", "DTEND", "DURATION", "ATTENDEE", "ORGANIZER", *_SERIES),
        # Of calendars and zones.
        *("X-WR-CALNAME", "NAME", "X-WR-TIMEZONE", "TIMEZONE-ID", "TZID"),
        "X-LIC-LOCATION",
    )
)


class ForeignEvent(NamedTuple):
    """An event in its own zone; a time without a zone is naive.

    `start` and `end` are None if there is none, or none that is understood. `end` is
    after the last day if it is a date. `replaces` is the start of the occurrence of an
    event that repeats that it replaces.
    """

    component: Component
    start: When | None
    end: When | None
    replaces: When | None

    @property
    def line(self) -> int:
        """Where it begins, counted from 1."""
        return self.component.line

    @property
    def zone(self) -> dt.tzinfo | None:
        """The zone of its start."""
        return self.start.tzinfo if isinstance(self.start, dt.datetime) else None

    @property
    def unknown_zone(self) -> str:
        """The name of the zone of its start if there is no such zone."""
        line = self.component.first("DTSTART")
        name = "" if line is None else line.parameters.get("TZID", "")
        is_naive = isinstance(self.start, dt.datetime) and self.zone is None
        return name if is_naive else ""

    @property
    def repeats(self) -> bool:
        """Whether it takes place several times."""
        return any(line.name in ("RRULE", "RDATE") for line in self.component.lines)

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.text("STATUS").strip().upper() == "CANCELLED"

    @property
    def categories(self) -> list[str]:
        """Its categories, which may be in one line or in several."""
        lines = self.component.all("CATEGORIES")
        return [text.strip() for line in lines for text in line.texts if text.strip()]

    def text(self, name: str) -> str:
        """The text of a property; "" if there is none."""
        return self.component.text(name)


class ForeignCalendar:
    """The events and tasks of a calendar file, in its order.

    Raises UnmatchedComponent if a component does not end as it begins.
    """

    def __init__(self, raw: bytes) -> None:
        self.content: Content = content(raw, _READ)
        calendars = self.content.calendars
        self._zones = FileZones(
            part for c in calendars for part in c.inside("VTIMEZONE")
        )
        self.events = [
            self._event(event) for c in calendars for event in c.inside("VEVENT")
        ]
        self.tasks = [task for c in calendars for task in c.inside("VTODO")]

    def text(self, *names: str) -> str:
        """The text of the first line of a calendar that has one of the names."""
        texts = (c.text(name) for c in self.content.calendars for name in names)
        return next(filter(None, texts), "")

    @property
    def zone(self) -> ZoneInfo | None:
        """The zone that the calendar names."""
        name = self.text("X-WR-TIMEZONE", "TIMEZONE-ID").strip()
        named = self._zones.named(name) if name else None
        return named if isinstance(named, ZoneInfo) else None

    def when(self, line: ContentLine | None, value: str | None = None) -> When | None:
        """The date or time of a line, or of one of its values.

        None if it is none. A time in a zone that is not known is naive.
        """
        if line is None:
            return None
        when = day_or_moment(line.value if value is None else value)
        name = line.parameters.get("TZID")
        if name and isinstance(when, dt.datetime) and when.tzinfo is None:
            return when.replace(tzinfo=self._zones.named(name))
        return when

    def _event(self, component: Component) -> ForeignEvent:
        start = self.when(component.first("DTSTART"))
        replaces = self.when(component.first("RECURRENCE-ID"))
        return ForeignEvent(component, start, self._end(component, start), replaces)

    def _end(self, component: Component, start: When | None) -> When | None:
        if component.first("DTEND") is not None:
            return self.when(component.first("DTEND"))
        span = duration(component.text("DURATION"))
        if start is None or span is None:
            return None
        if isinstance(start, dt.datetime) and start.tzinfo is not None:
            return (start.astimezone(dt.UTC) + span).astimezone(start.tzinfo)
        return start + span


# Any time; one is tried, since some errors show only then.
_TRIED = dt.datetime(2000, 7, 1, 12)  # noqa: DTZ001


class FileZones:
    """Finds time zones by TZID, also those that a file alone defines.

    Rules of a stranger may take gigabytes: only a bounded process may read them.
    """

    def __init__(self, components: Iterable[Component]) -> None:
        self._components = {
            component.text("TZID").strip(): component for component in components
        }
        self._known: dict[str, dt.tzinfo | None] = {}

    def named(self, name: str) -> dt.tzinfo | None:
        """The zone of a name; None if there is none.

        The name is that of a zone, has it at its end ("/example.org/Europe/Paris"), is
        that of a zone of Windows, or that of a VTIMEZONE of the file.
        """
        if name not in self._known:
            self._known[name] = self._find(name.strip())
        return self._known[name]

    def _find(self, name: str) -> dt.tzinfo | None:
        by_name = _by_name(name)
        component = self._components.get(name)
        if by_name is not None or component is None:
            return by_name
        location = component.text("X-LIC-LOCATION").strip()
        return _by_name(location) or _by_rules(component)


def _by_name(name: str) -> dt.tzinfo | None:
    parts = name.strip("/").split("/")
    for count in (len(parts), 3, 2):
        try:
            return zone("/".join(parts[-count:]))
        except ValueError:
            continue
    key = name.casefold()
    by_case = [known for known in zone_names() if known.casefold() == key]
    if by_case:
        return zone(by_case[0])
    # Only files with such names need icalendar.
    from icalendar.timezone.windows_to_olson import (  # noqa: PLC0415
        WINDOWS_TO_OLSON,
    )

    return zone(WINDOWS_TO_OLSON[name]) if name in WINDOWS_TO_OLSON else None


def _by_rules(component: Component) -> dt.tzinfo | None:
    """The zone of a VTIMEZONE; None for one that is wrong or repeats within a year."""
    from icalendar import Timezone  # noqa: PLC0415  only few files need it

    lines = list(_lines(component))
    if any("RRULE" in line and "FREQ=YEARLY" not in line.upper() for line in lines):
        return None
    try:
        parsed = Timezone.from_ical("\r\n".join(lines))
        assert isinstance(parsed, Timezone)  # by its first line
        made = parsed.to_tz(lookup_tzid=False)
        _TRIED.replace(tzinfo=made).astimezone(dt.UTC)
    except Exception:  # icalendar and dateutil raise errors of many kinds
        return None
    return made if isinstance(made, dt.tzinfo) else None


def _lines(component: Component) -> Iterable[str]:
    yield f"BEGIN:{component.kind}"
    for line in component.lines:
        yield f"{line.name}{line.rest}".replace("\r", "")
    for part in component.parts:
        yield from _lines(part)
    yield f"END:{component.kind}"


# What a rule may hold: dateutil would read other texts as dates, and some by the clock
# of today. It needs an interval above 0 to end; events by the minute are no sessions.
_RULE = re.compile(
    r"(?!.*FREQ=(?:SECONDLY|MINUTELY))(?!.*INTERVAL=(?!0*[1-9]))"
    r"[A-Z]+=[A-Z0-9,+-]+(?:;[A-Z]+=[A-Z0-9,+-]+)*;?"
)
_UNTIL = re.compile(r"UNTIL=(?!\d{8}T\d{6}(?:;|$))")


class NotUnderstood(Exception):
    """A rule that cannot be read, or repeats by the minute."""


class Series(NamedTuple):
    """When an event repeats, on one clock without a zone: its rules and dates.

    `rules` are RRULE in capitals, their UNTIL on the same clock.
    """

    start: dt.datetime
    rules: tuple[str, ...]
    added: tuple[dt.datetime, ...]
    removed: Collection[dt.datetime]


def starts(
    series: Series, first: dt.date, last: dt.date, most: int
) -> list[dt.datetime]:
    """The starts from the first to the last day, in order, at most `most`.

    Raises NotUnderstood.
    """
    # Only files with events that repeat need it.
    from dateutil.rrule import rruleset, rrulestr  # noqa: PLC0415

    dates = rruleset()
    dates.rdate(series.start)
    for moment in series.added:
        dates.rdate(moment)
    for moment in series.removed:
        dates.exdate(moment)
    begin = dt.datetime.combine(first, dt.time())
    end = dt.datetime.combine(last + ONE_DAY, dt.time())
    within: list[dt.datetime] = []
    # dateutil raises errors of many kinds for wrong rules, some only for a date.
    try:
        for rule in series.rules:
            if not _RULE.fullmatch(rule) or _UNTIL.search(rule):
                raise NotUnderstood
            dates.rrule(rrulestr(rule, dtstart=series.start))
        for moment in dates:
            if moment >= end or len(within) == most:
                break
            if moment >= begin:
                within.append(moment)
    except Exception:
        raise NotUnderstood from None
    return within
