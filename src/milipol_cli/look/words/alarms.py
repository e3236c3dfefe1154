"""Alarms in words."""

from milipol_cli.ics.events import AlarmOffset
from milipol_cli.look.words.dates import count


def offset_before(offset: AlarmOffset) -> str:
    """An alarm offset in words: "14 days before", "2 hours before", "on the day"."""
    time = _length(offset)
    return "on the day" if time is None else f"{time} before"


def offset_ahead(offset: AlarmOffset) -> str:
    """How soon the event is when an alarm rings: "In 14 days", "Today"."""
    time = _length(offset)
    return "Today" if time is None else f"In {time}"


def _length(offset: AlarmOffset) -> str | None:
    if offset.minutes:
        hours, minutes = divmod(offset.minutes, 60)
        return count(offset.minutes, "minute") if minutes else count(hours, "hour")
    return count(offset.days, "day") if offset.days else None
