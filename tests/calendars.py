"""Calendar files as icalendar reads them; `parsers.py` has the other parsers."""

import datetime as dt
from typing import Any, NamedTuple

from icalendar import Calendar


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
            tuple(
                int(alarm["TRIGGER"].dt.total_seconds())
                for alarm in event.walk("VALARM")
            ),
        )
        for event in events
    ]
