"""What a calendar file holds: events, and what becomes of them."""

import datetime as dt
from typing import Literal

from milipol_cli.network.model.record import Record

# What stands in the id of a reminder between that of its event and the lead.
REMINDER_ID = ".reminder-"


class CalendarEvent(Record, frozen=True, kw_only=True):
    """An event as a calendar holds it, in words and times.

    `start` and `end` are days, the end exclusive, or aware times. `alarms` are spans
    before the start, each with what the alarm says; the most useful comes first.
    """

    id: str
    start: dt.date | dt.datetime
    end: dt.date | dt.datetime
    summary: str
    description: str
    location: str | None = None
    position: tuple[float, float] | None = None
    address: str | None = None
    categories: tuple[str, ...] = ()
    status: Literal["CONFIRMED", "TENTATIVE", "CANCELLED"] = "CONFIRMED"
    free: bool = True
    sequence: int = 0
    modified: dt.date
    alarms: tuple[tuple[dt.timedelta, str], ...] = ()


ChangeKind = Literal[
    "added", "moved", "cancelled", "changed", "same", "newer", "kept", "pruned"
]


class Change(Record, frozen=True, kw_only=True):
    """What writing a file again does to one event of it.

    `newer` is one that the file has at a higher SEQUENCE, and keeps; `kept` one that
    is no longer asked for, `pruned` one that goes for that reason. `start` and `end`
    are what the file had, the end exclusive for days.
    """

    kind: ChangeKind
    id: str
    summary: str
    start: dt.date | dt.datetime | None = None
    end: dt.date | dt.datetime | None = None
