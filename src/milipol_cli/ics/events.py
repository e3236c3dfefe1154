"""What a calendar file holds: events, and how an update changes them."""

import datetime as dt
from typing import Literal

from milipol_cli.network.model.record import Record

# In the id of a reminder, between the id of its event and the alarm offset.
REMINDER_ID = ".reminder-"


class CalendarEvent(Record, frozen=True, kw_only=True):
    """An event of a calendar file.

    `start` and `end` are dates, the end exclusive, or aware times. `alarms` are time
    spans before the start, each with its text; the most useful one comes first.
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
    """What an update does to one event of a file.

    `newer`: the file has a higher SEQUENCE, and keeps it. `kept` and `pruned`: the
    update does not have the event, and keeps or removes it. `start` and `end` are what
    the file had; for dates the end is exclusive.
    """

    kind: ChangeKind
    id: str
    summary: str
    start: dt.date | dt.datetime | None = None
    end: dt.date | dt.datetime | None = None

    @property
    def is_written(self) -> bool:
        """Whether the file has to be written because of it."""
        return self.kind not in ("same", "kept", "newer")
