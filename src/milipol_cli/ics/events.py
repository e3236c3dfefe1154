"""What a calendar file holds: events, and how an update changes them."""

import datetime as dt
from collections.abc import Iterable
from typing import Literal, NamedTuple

from milipol_cli.network.model.record import Record
from milipol_cli.network.sessions import utc

# In the id of a reminder, between the id of its event and the alarm offset.
REMINDER_ID = ".reminder-"

# How the ids of events that hold only visits begin; no edition may have this name.
VISITS = "visits/"

# The largest SEQUENCE that calendars read (RFC 5545, 3.3.8).
MOST_CHANGES = 2_147_483_647

# The end of every UID, which keeps it apart from those of other programs.
UID_END = "@milipol-cli"


class Mark(NamedTuple):
    """The mark of an event that `export agenda` wrote for a pick.

    `pick` is the id of the pick, or its `uid`; a session may be there for its edition.
    The state is `PICKED`; `REMOVED` if the pick went, so that the event is cancelled;
    or `UNPICKED` if the event was exported by its id, too. Its SEQUENCE is that of the
    data plus what it was `raised` by, so that it is updated as that rises.
    """

    pick: str
    state: Literal["PICKED", "REMOVED", "UNPICKED"] = "PICKED"
    raised: int = 0

    def __str__(self) -> str:
        text = f"{self.state} {self.pick}"
        return f"{text} +{self.raised}" if self.raised else text


class CalendarEvent(Record, frozen=True, kw_only=True):
    """An event of a calendar file.

    `start` and `end` are dates, the end exclusive, or aware times. `alarms` are time
    spans before the start, each with its text; the most useful one comes first. `uid`
    is its UID without our ending; without it, that is the id. `is_own` says that it
    comes from the reader's own files.
    """

    id: str
    uid: str | None = None
    is_own: bool = False
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
    mark: Mark | None = None


class FileEvent(NamedTuple):
    """An event as a file has it, with the lines of all components of its UID."""

    uid: str
    lines: bytes
    sequence: int
    start: dt.date | dt.datetime
    end: dt.date | dt.datetime
    cancelled: bool
    summary: str
    modified: dt.date
    mark: Mark | None

    @property
    def last(self) -> dt.date | dt.datetime:
        """Its end; of whole days the last one, as `end` is exclusive."""
        if isinstance(self.end, dt.datetime):
            return self.end
        return max(self.start, self.end - dt.timedelta(days=1))

    @property
    def alarms(self) -> int:
        """How many alarms it has."""
        return self.lines.count(b"\r\nBEGIN:VALARM\r\n")

    @property
    def is_removed(self) -> bool:
        """Whether it is cancelled because its pick is gone."""
        return self.mark is not None and self.mark.state == "REMOVED"


def reminded_of(uid: str) -> str | None:
    """The UID of the event that an event of milipol is a reminder of, if it is one."""
    parent, is_reminder, _ = uid.partition(REMINDER_ID)
    if not is_reminder or not uid.endswith(UID_END):
        return None
    return f"{parent}{UID_END}"


def place_in_file(
    start: dt.date | dt.datetime, event_id: str
) -> tuple[dt.date, dt.datetime, str]:
    """The place of an event in a file: by day, whole days first, then time and id."""
    if not isinstance(start, dt.datetime):
        return start, dt.datetime.min.replace(tzinfo=dt.UTC), event_id
    return start.date(), utc(start), event_id


def has_reminders(uids: Iterable[str]) -> bool:
    """Whether any of the events with these UIDs is a reminder."""
    return any(reminded_of(uid) is not None for uid in uids)


ChangeKind = Literal[
    "added", "moved", "cancelled", "changed", "same", "newer", "kept", "pruned"
]


class Change(NamedTuple):
    """What an update does to one event of a file.

    `event` is the event of the update; None if the update does not have it, and keeps
    or removes it. `before` and `after` are what the file had and has then. `newer`: the
    file has a higher SEQUENCE and differs, and stays. `properties` are the names of
    those in which the file and the update differed.
    """

    kind: ChangeKind
    uid: str
    event: CalendarEvent | None
    before: FileEvent | None
    after: FileEvent | None
    properties: tuple[str, ...] = ()

    @property
    def is_written(self) -> bool:
        """Whether the file has to be written because of it."""
        return self.kind not in ("same", "kept", "newer")

    @property
    def id(self) -> str:
        """The id of the event; that in its UID if the update does not have it."""
        return self.uid.removesuffix(UID_END) if self.event is None else self.event.id

    @property
    def summary(self) -> str:
        """The title of the event, in the update if that has it."""
        return self.latest.summary if self.event is None else self.event.summary

    @property
    def latest(self) -> FileEvent:
        """The event in the file, or what it was before it was removed."""
        latest = self.after or self.before
        assert latest is not None
        return latest
