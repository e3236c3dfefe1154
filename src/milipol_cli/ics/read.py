"""A calendar file of ours -> the events it holds, each with its own lines."""

import datetime as dt
import re
import warnings
from typing import NamedTuple

from icalendar import Event

from milipol_cli.ics.events import REMINDER_ID
from milipol_cli.ics.write import PRODUCT, UID_END
from milipol_cli.network.model.dates import FIRST_YEAR, LAST_YEAR

_BEGIN, _END = b"BEGIN:VCALENDAR\r\n", b"END:VCALENDAR\r\n"


# Where each thing in a calendar begins. Others than these are refused with what they
# follow, since that does not end in its own last line then.
_THING = re.compile(
    rb"^(?=BEGIN:V(?:EVENT|TODO|JOURNAL|FREEBUSY|TIMEZONE)\r\n)", re.MULTILINE
)


_ZONE_NAME = re.compile(rb"^TZID(?:;[^:]*)?:(.*?)\r\n", re.MULTILINE)


_ZONE_NAMED = re.compile(rb';TZID=(?:"([^"\r\n]*)"|([^":;,\r\n]*))', re.IGNORECASE)


# What an event has once; icalendar itself refuses two of what else is looked at.
_ONCE = ("UID", "SUMMARY", "STATUS")


# A reminder may come ten years before an event, and an event ends in the year after.
_YEARS = range(FIRST_YEAR - 10, LAST_YEAR + 2)


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
    def is_ours(self) -> bool:
        """Whether milipol wrote it."""
        return self.uid.endswith(UID_END)

    @property
    def reminds_of(self) -> str | None:
        """The UID of the event that it is a reminder of; None where it is none."""
        parent, is_reminder, _ = self.uid.partition(REMINDER_ID)
        return f"{parent}{UID_END}" if is_reminder and self.is_ours else None


class Held(NamedTuple):
    """What a file of ours holds, in its own lines.

    That is its `head`, the `events` by UID, the `zones` by name, and what is neither.
    """

    head: bytes
    events: dict[str, HeldEvent]
    zones: dict[str, bytes]
    others: tuple[bytes, ...]

    @property
    def has_reminders(self) -> bool:
        """Whether some of the events stand for reminders."""
        return any(one.reminds_of is not None for one in self.events.values())


def alarms_in(lines: bytes) -> int:
    """How many alarms the lines of an event have."""
    return lines.count(b"\r\nBEGIN:VALARM\r\n")


def zones_named_in(lines: bytes) -> set[str]:
    """The names of the zones that the times in some lines are in."""
    found = _ZONE_NAMED.findall(_unfolded(lines))
    return {(quoted or plain).decode(errors="replace") for quoted, plain in found}


def _unfolded(lines: bytes) -> bytes:
    return re.sub(rb"\r\n[ \t]", b"", lines)


def held(raw: bytes) -> Held | None:
    """What a file that milipol wrote holds; None for any other."""
    if not (raw.startswith(_BEGIN) and raw.endswith(_END)):
        return None
    head, *things = _THING.split(raw.removesuffix(_END))
    if f"\r\nPRODID:{PRODUCT}\r\n".encode() not in head:
        return None
    events: dict[str, list[HeldEvent]] = {}
    zones = {}
    others = []
    try:
        for lines in things:
            kind = _kind(lines)
            if kind == b"VEVENT":
                one = _event(lines)
                events.setdefault(one.uid, []).append(one)
            elif kind == b"VTIMEZONE":
                zones[_zone_name(lines)] = lines
            else:
                others.append(lines)
    # What icalendar has to say of lines that no program should have written.
    except (
        ValueError,
        LookupError,
        AttributeError,
        TypeError,
        ArithmeticError,
        OSError,
    ):
        return None
    joined = {uid: _joined(parts) for uid, parts in events.items()}
    return Held(head, joined, zones, tuple(others))


def _kind(lines: bytes) -> bytes:
    """What a thing is; raises ValueError where it does not end as it begins."""
    kind = lines.partition(b"\r\n")[0].removeprefix(b"BEGIN:")
    if not lines.endswith(b"\r\nEND:" + kind + b"\r\n"):
        raise ValueError
    return kind


def _zone_name(lines: bytes) -> str:
    found = _ZONE_NAME.search(_unfolded(lines))
    return "" if found is None else re.sub(r"\\(.)", r"\1", found[1].decode())


def _joined(parts: list[HeldEvent]) -> HeldEvent:
    """The events of one UID: what recurs has others for the days that differ."""
    return parts[0]._replace(lines=b"".join(one.lines for one in parts))


def _event(lines: bytes) -> HeldEvent:
    with warnings.catch_warnings():
        # icalendar tells of zones that it guesses, and they stay in their lines.
        warnings.simplefilter("ignore")
        found = Event.from_ical(lines.decode())
    if not isinstance(found, Event):
        raise ValueError  # what it is goes on in the next line
    if any(isinstance(found.get(name), list) for name in _ONCE):
        raise ValueError  # RFC 5545 section 3.6.1
    start, end = found.DTSTART, found.DTEND
    if start is None or end is None:
        raise ValueError  # ours have both
    if isinstance(start, dt.datetime) != isinstance(end, dt.datetime):
        raise ValueError  # ours are of two days or of two times
    if isinstance(start, dt.datetime) and (
        start.year not in _YEARS or end.year not in _YEARS
    ):
        raise ValueError  # at the ends of the calendar some have no time in UTC
    return HeldEvent(
        uid=str(found.uid),
        lines=lines,
        sequence=found.sequence,
        start=start,
        end=end,
        cancelled=found.get("STATUS") == "CANCELLED",
        summary=str(found.get("SUMMARY", "")),
    )
