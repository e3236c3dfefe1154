"""Events and their files for tests, and files as icalendar reads them.

`parsers.py` has the other parsers.
"""

import datetime as dt
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Calendar

from builders import PARIS
from milipol_cli.ics import merge
from milipol_cli.ics.events import CalendarEvent, EventChange, FileEvent
from milipol_cli.ics.read import CalendarFile, calendar_file
from milipol_cli.ics.write import new_file
from milipol_cli.network.as_of import AsOf

START = dt.datetime(2027, 11, 16, 10, tzinfo=PARIS)
# When files are updated unless a test says otherwise.
TODAY = dt.date(2027, 1, 2)


def made_event(
    slug: str, start: dt.date | dt.datetime = START, hours: int = 1, **fields: Any
) -> CalendarEvent:
    """An event of so many hours, or of one day, with what `fields` say."""
    is_timed = isinstance(start, dt.datetime)
    length = dt.timedelta(hours=hours) if is_timed else dt.timedelta(days=1)
    usual = {
        "id": slug,
        "start": start,
        "end": start + length,
        "summary": slug.upper(),
        "description": "",
        "modified": dt.date(2026, 11, 24),
    }
    return CalendarEvent(**{**usual, **fields})


def timed(slug: str, when: str, zone: str) -> CalendarEvent:
    """An event of an hour in a zone, which lasts an hour even if clocks change."""
    start = dt.datetime.fromisoformat(when).replace(tzinfo=ZoneInfo(zone))
    end = start.astimezone(dt.UTC) + dt.timedelta(hours=1)
    return made_event(slug, start, end=end.astimezone(start.tzinfo))


def file(*events: CalendarEvent) -> bytes:
    """The new calendar file of the events."""
    return b"".join(new_file(events))


def read(raw: bytes) -> CalendarFile:
    """What a file holds that milipol wrote."""
    return calendar_file(raw)


class Updated(NamedTuple):
    """An updated file, and what happened to each event."""

    raw: bytes
    changes: list[EventChange]

    @property
    def placed(self) -> list[FileEvent]:
        """The events of the file."""
        return [change.after for change in self.changes if change.after]

    @property
    def alarms(self) -> int:
        """How many alarms they have."""
        return sum(event.alarms for event in self.placed)

    @property
    def kinds(self) -> list[tuple[str, ...]]:
        """The kind of each change, the id, and the properties that differ."""
        return [(each.kind, each.id, *each.properties) for each in self.changes]


def updated(raw: bytes, *events: CalendarEvent, day: dt.date = TODAY, **rules: Any) -> Updated:
    """A file updated with events as of a day."""
    rules_of_day = merge.Rules(AsOf(day=day), **rules)
    changes, parts = merge.merge(events, read(raw), rules_of_day)
    return Updated(b"".join(parts), changes)


class Read(NamedTuple):
    """An event as a parser reads it: dates, or seconds since the epoch."""

    uid: str
    start: str | int
    end: str | int
    summary: str
    description: str
    alarms: tuple[int, ...]


def moment(value: dt.date | dt.datetime) -> str | int:
    """A date, or the seconds since the epoch."""
    if not isinstance(value, dt.datetime):
        return value.isoformat()
    assert value.tzinfo is not None, "floating time"
    return int(value.timestamp())


def by_icalendar(raw: bytes) -> list[Read]:
    """What icalendar reads."""
    events: list[Any] = Calendar.from_ical(raw.decode()).walk("VEVENT")
    return [
        Read(
            str(event["UID"]),
            moment(event["DTSTART"].dt),
            moment(event["DTEND"].dt),
            str(event["SUMMARY"]),
            str(event["DESCRIPTION"]),
            tuple(int(alarm["TRIGGER"].dt.total_seconds()) for alarm in event.walk("VALARM")),
        )
        for event in events
    ]
