"""What goes into a calendar: the answer of `milipol export`."""

import datetime as dt
from typing import ClassVar, Literal
from zoneinfo import ZoneInfo

from milipol_cli.answers.editions import Seen
from milipol_cli.answers.standpoint import Standpoint
from milipol_cli.model.picks import Pick
from milipol_cli.model.programmes import DayTheme, Session
from milipol_cli.model.record import Record
from milipol_cli.model.sources import Source


class Lead(Record, frozen=True, kw_only=True):
    """How long before something an alarm rings: whole days, or minutes.

    `clock` is the time of day that whole days count to; without one it is the start's
    own, or 09:00 where that has none. `asked` is how the reader wrote it.
    """

    days: int = 0
    minutes: int = 0
    clock: dt.time | None = None
    asked: str | None = None

    @property
    def written(self) -> str:
        """As it is written in an agenda, in one way: "14d", "1d@09:00", "15m"."""
        said = f"{self.minutes}m" if self.minutes else f"{self.days}d"
        return said if self.clock is None else f"{said}@{self.clock:%H:%M}"

    @property
    def slug(self) -> str:
        """As a part of an id: "14d", "1d-0900", "15m"."""
        return self.written.replace("@", "-").replace(":", "")


class Alarm(Record, frozen=True, kw_only=True):
    """An alarm of one event: `before` its start, which is at `clock` on `day`.

    Without a `zone` that is the time in the reader's calendar, wherever it is.
    """

    lead: Lead
    before: dt.timedelta
    day: dt.date
    clock: dt.time
    zone: ZoneInfo | None = None


# What stands in the id of a reminder between that of its event and the lead.
REMINDER_ID = ".reminder-"


class Happening(Record, frozen=True, kw_only=True):
    """Something to put into a calendar: an edition, a day, a session, or a reminder.

    `starts` and `ends` are aware; without them it is all day from `first` to `last`.
    `ends` is made up where `end_known` is false. A day has its `themes` and the
    `sessions` of it that have no time; a reminder stands for one alarm of an `event`.
    What is the reader's `own` may belong to no edition, and `note` is the reader's.
    """

    id: str
    kind: Literal["edition", "day", "session", "own", "reminder"]
    seen: Seen | None
    own: Pick | None = None
    note: str | None = None
    first: dt.date
    last: dt.date
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None
    end_known: bool = True
    session: Session | None = None
    themes: tuple[DayTheme, ...] = ()
    sessions: tuple[Session, ...] = ()
    sequence: int
    modified: dt.date
    alarms: tuple[Alarm, ...] = ()
    reminds: Alarm | None = None
    event: "Happening | None" = None

    @property
    def is_deadline(self) -> bool:
        """Whether it is a deadline of the reader's own, which takes no time."""
        return self.own is not None and self.own.kind == "deadline"

    @property
    def view(self) -> Seen:
        """The edition of what is not the reader's own."""
        assert self.seen is not None  # only an own entry may have none
        return self.seen


class Selection(Record, frozen=True, kw_only=True):
    """What `milipol export` puts into a calendar, in order of time and id.

    With `--dry-run` it is the answer: when its alarms would ring.

    `undated` are the shows and editions asked for that have no day to write, `unmet`
    the leads that some of the happenings begin too early for, `missing` the picks that
    the data does not have. `silenced` is how many happenings have no alarms since they
    are over, or do not take place.
    """

    question: ClassVar[Literal["alarms"]] = "alarms"
    standpoint: Standpoint
    happenings: tuple[Happening, ...]
    undated: tuple[str, ...] = ()
    unmet: tuple[Lead, ...] = ()
    missing: tuple[str, ...] = ()
    silenced: int = 0


class Entry(Record, frozen=True, kw_only=True):
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


class Exported(Record, frozen=True, kw_only=True):
    """The answer of `milipol export`: what was selected and what became of the file.

    `file` is the name of that; `events` and `alarms` count what it holds now. `changes`
    is None for a new one. `sources` are all there are, by id.
    """

    question: ClassVar[Literal["export"]] = "export"
    selection: Selection
    sources: dict[str, Source]
    file: str
    events: int
    alarms: int
    changes: tuple[Change, ...] | None
