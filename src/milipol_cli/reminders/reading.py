"""A calendar file of ours -> the events it holds, each with its own lines."""

import datetime as dt
import re
from typing import NamedTuple

from icalendar import Event

from milipol_cli.reminders.writing import PRODUCT

_EVENT = re.compile(rb"BEGIN:VEVENT\r\n.*?^END:VEVENT\r\n", re.DOTALL | re.MULTILINE)
_ZONE = re.compile(
    rb"BEGIN:VTIMEZONE\r\n.*?^END:VTIMEZONE\r\n", re.DOTALL | re.MULTILINE
)
_ALARM = b"\r\nBEGIN:VALARM\r\n"


class HeldEvent(NamedTuple):
    """An event as a file has it."""

    uid: str
    lines: bytes
    sequence: int
    start: dt.date | dt.datetime
    end: dt.date | dt.datetime
    cancelled: bool
    summary: str

    @property
    def alarms(self) -> int:
        """How many alarms it has."""
        return self.lines.count(_ALARM)


class Held(NamedTuple):
    """What a file of ours holds: its events by UID, and the lines of its zones."""

    events: dict[str, HeldEvent]
    zones: dict[str, bytes]

    @property
    def has_reminders(self) -> bool:
        """Whether some of the events stand for reminders."""
        return any(REMINDER in uid for uid in self.events)


# What stands in the id of an event for a reminder, after that of the event itself.
REMINDER = ".reminder-"


def held(raw: bytes) -> Held | None:
    """What a file that milipol wrote holds; None for any other."""
    product = re.search(rb"^PRODID:(.*?)\r\n", raw, re.MULTILINE)
    whole = raw.startswith(b"BEGIN:VCALENDAR\r\n") and raw.endswith(
        b"END:VCALENDAR\r\n"
    )
    if not whole or product is None or product[1] != PRODUCT.encode():
        return None
    blocks = _EVENT.findall(raw)
    try:
        events = [_event(block) for block in blocks]
    except (ValueError, KeyError, AttributeError, IndexError):
        return None
    if len(blocks) != raw.count(b"\nBEGIN:VEVENT\r\n"):
        return None
    zones = {}
    for block in _ZONE.findall(raw):
        name = re.search(rb"^TZID:(.*?)\r\n", block, re.MULTILINE)
        zones["" if name is None else name[1].decode()] = block
    return Held({one.uid: one for one in events}, zones)


def _event(lines: bytes) -> HeldEvent:
    found = Event.from_ical(lines.decode())
    assert isinstance(found, Event)  # as the lines begin
    start, end = found.DTSTART, found.DTEND
    if start is None or end is None:
        raise ValueError  # ours have both
    if isinstance(start, dt.datetime) != isinstance(end, dt.datetime):
        raise ValueError  # ours are of two days or of two times
    return HeldEvent(
        uid=found.uid,
        lines=lines,
        sequence=found.sequence,
        start=start,
        end=end,
        cancelled=found.get("STATUS") == "CANCELLED",
        summary=str(found.get("SUMMARY", "")),
    )
