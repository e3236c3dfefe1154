"""Calendar files of any program: their events, and when they are."""

import datetime as dt
from typing import NamedTuple
from zoneinfo import ZoneInfo

from milipol_cli.ics.content_lines import Component, Content, ContentLine, content
from milipol_cli.ics.file_zones import FileZones
from milipol_cli.ics.values import day_or_moment, duration

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
            zone for c in calendars for zone in c.inside("VTIMEZONE")
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
        zone = self._zones.named(name) if name else None
        return zone if isinstance(zone, ZoneInfo) else None

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
