"""The events of a calendar file, with alarms, and how an update changes them."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from milipol_cli.base.errors import BadInput
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.record import Record, is_over_ten_years
from milipol_cli.network.occasions import later, utc

# A day, or a time.
When = dt.date | dt.datetime

# The program that wrote a file, and the property that marks events of `export agenda`.
PRODUCT = "-//milipol-cli//milipol//EN"
MARK = "X-MILIPOL-AGENDA"

# In the id of a reminder, between the id of its event and the alarm offset.
REMINDER_ID = ".reminder-"

# How the ids of events that hold only visits begin; no edition may have this name.
VISITS = "visits/"

# The largest SEQUENCE that calendars read (RFC 5545, 3.3.8).
MOST_CHANGES = 2_147_483_647

# The end of every UID, which keeps it apart from the UIDs of other programs.
UID_END = "@milipol-cli"


class Mark(NamedTuple):
    """The mark of an event that `export agenda` wrote for a pick.

    `pick` is the id of the pick, or its `uid`; a session may have the pick of its
    edition. The state is `PICKED`; `REMOVED` if the pick went, so that the event is
    cancelled; or `UNPICKED` if the event was exported by its id, too. The SEQUENCE of
    the event is the number in the data plus `raised`, so that it rises with the data.
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
    is its UID without our ending, None if that is the id. An event of the reader's own
    files `is_own`.
    """

    id: str
    uid: str | None = None
    is_own: bool = False
    start: When
    end: When
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
    start: When
    end: When
    cancelled: bool
    summary: str
    modified: dt.date
    mark: Mark | None

    @property
    def id(self) -> str:
        """Its UID without our ending."""
        return self.uid.removesuffix(UID_END)

    @property
    def last(self) -> When:
        """Its end; of whole days the last one, as `end` is exclusive."""
        if isinstance(self.end, dt.datetime):
            return self.end
        return max(self.start, self.end - dt.timedelta(days=1))

    @property
    def alarms(self) -> int:
        """How many alarms it has."""
        return self.lines.count(b"\r\nBEGIN:VALARM\r\n")


def reminded_of(uid: str) -> str | None:
    """The UID of the event that an event of milipol is a reminder of, if it is one."""
    parent, is_reminder, _ = uid.partition(REMINDER_ID)
    return f"{parent}{UID_END}" if is_reminder and uid.endswith(UID_END) else None


def place_in_file(start: When, event_id: str) -> tuple[dt.date, dt.datetime, str]:
    """The sort key of events in a file: the day, whole days first, then time and id."""
    if not isinstance(start, dt.datetime):
        return start, dt.datetime.min.replace(tzinfo=dt.UTC), event_id
    return start.date(), utc(start), event_id


def has_reminders(uids: Iterable[str]) -> bool:
    """Whether any of the events with these UIDs is a reminder."""
    return any(reminded_of(uid) is not None for uid in uids)


ChangeKind = Literal["added", "moved", "cancelled", "changed", "same", "newer", "kept", "pruned"]


class EventChange(NamedTuple):
    """A change that an update makes to one event of a file.

    `event` is the event of the update; None if only the file has the event, which is
    then kept, cancelled or pruned. `before` and `after` are the event in the file
    before and after the update. An event is `newer` if the file has it with a higher
    SEQUENCE, and stays. `properties` are the names of the properties that differed.
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
        """The id of the event in the update, or else the id in its UID."""
        return self.latest.id if self.event is None else self.event.id

    @property
    def summary(self) -> str:
        """The title of the event in the update, or else in the file."""
        return self.latest.summary if self.event is None else self.event.summary

    @property
    def latest(self) -> FileEvent:
        """The event in the file after the update, or before if it was removed."""
        latest = self.after or self.before
        assert latest is not None
        return latest


class AlarmOffset(Record, frozen=True, kw_only=True):
    """How long before the start of an event an alarm rings: whole days, or minutes.

    Whole days are counted from the time of day `clock`; without one from the start
    itself, or from 09:00 for an all-day event. `text` is how the reader wrote it.
    """

    days: int = 0
    minutes: int = 0
    clock: dt.time | None = None
    text: str | None = None

    @property
    def written(self) -> str:
        """The offset as an agenda file has it: "14d", "1d@09:00", "15m"."""
        text = f"{self.minutes}m" if self.minutes else f"{self.days}d"
        return text if self.clock is None else f"{text}@{self.clock:%H:%M}"


class Alarm(Record, frozen=True, kw_only=True):
    """An alarm of an event: it `rings` the time `before` the start.

    On the day of an all-day event `before` is negative. Without a zone it rings by the
    clock of the reader's calendar, in whatever zone that is.
    """

    offset: AlarmOffset
    before: dt.timedelta
    rings: dt.datetime

    @property
    def zone(self) -> ZoneInfo | None:
        """The zone of the venue; None if it rings by the reader's clock."""
        zone = self.rings.tzinfo
        return zone if isinstance(zone, ZoneInfo) else None

    def timestamp(self, reader_zone: dt.tzinfo | None) -> float:
        """When it rings, as Unix time, as UTC may be after the last date there is."""
        return self.rings.replace(tzinfo=self.zone or reader_zone).timestamp()

    def is_past(self, as_of: AsOf) -> bool:
        """Whether it would have rung: by now, or as of a date on an earlier day."""
        if as_of.moment is None:
            return self.rings.date() < as_of.reader_day
        reader_zone = as_of.reader_zone or as_of.moment.tzinfo
        return self.timestamp(reader_zone) <= as_of.moment.timestamp()


# The time of day that whole days before an all-day event are counted from.
MORNING = dt.time(9)

EDITION_OFFSETS = (AlarmOffset(days=14), AlarmOffset(days=1))
SESSION_OFFSETS = (AlarmOffset(minutes=15),)

_OFFSET = re.compile(
    r"(?P<minutes>[0-9]{1,9}[hm])|"
    r"(?P<days>[0-9]{1,9}[wd])(?:@(?P<clock>(?:[01][0-9]|2[0-3]):[0-5][0-9]))?"
)

_IN_UNIT = {"h": 60, "m": 1, "w": 7, "d": 1}


def alarm_offset(text: str) -> AlarmOffset:
    """The offset that a reader writes: `2w`, `14d`, `2h`, `15m`, `1d@09:00`.

    Raises BadInput for anything else, and for more than ten years.
    """
    match = _OFFSET.fullmatch(text)
    if match is None or is_over_ten_years(text):
        raise BadInput(
            f"--alarm {text!r}: not understood; expected 2w, 14d, 2h, 15m or 1d@09:00,"
            " at most ten years"
        )
    span = match["minutes"] or match["days"]
    number = int(span[:-1]) * _IN_UNIT[span[-1]]
    if match["minutes"]:
        return AlarmOffset(minutes=number, text=text)
    clock = match["clock"]
    time = None if clock is None else dt.time.fromisoformat(clock)
    return AlarmOffset(days=number, clock=time, text=text)


def alarm_for(offset: AlarmOffset, start: When) -> Alarm | None:
    """The alarm of an event that begins on a day, or at a time.

    None if it would not ring before the start; an alarm of an all-day event that names
    a time may ring on the day itself.
    """
    try:
        if isinstance(start, dt.datetime):
            return _alarm_for_time(offset, start)
        return _alarm_for_day(offset, start)
    except OverflowError:  # before the year 1
        return None


def _alarm_for_day(offset: AlarmOffset, day: dt.date) -> Alarm | None:
    """The alarm of an all-day event, which rings by the clock of the reader."""
    midnight = dt.datetime.combine(day, dt.time())
    rings = dt.datetime.combine(day, offset.clock or MORNING)
    rings -= dt.timedelta(days=offset.days, minutes=offset.minutes)
    if offset.clock is None and rings >= midnight:
        return None
    return Alarm(offset=offset, before=midnight - rings, rings=rings)


def _alarm_for_time(offset: AlarmOffset, start: dt.datetime) -> Alarm | None:
    """The alarm of an event with a time, which rings by the clock at the venue."""
    if offset.minutes:
        before = dt.timedelta(minutes=offset.minutes)
        return Alarm(offset=offset, before=before, rings=later(start, -before))
    # A day may have 23 or 25 hours.
    day = start.date() - dt.timedelta(days=offset.days)
    rings = dt.datetime.combine(day, offset.clock or start.time(), start.tzinfo)
    if rings >= start:
        return None
    return Alarm(offset=offset, before=start - rings, rings=rings)


def alarms_for(offsets: Iterable[AlarmOffset], start: When) -> tuple[Alarm, ...]:
    """The alarms of an event; only the first of alarms that ring together."""
    alarms: dict[dt.timedelta, Alarm] = {}
    for offset in offsets:
        alarm = alarm_for(offset, start)
        if alarm is not None:
            alarms.setdefault(alarm.before, alarm)
    return tuple(alarms.values())


def refuse_useless_offsets(
    offsets: Iterable[AlarmOffset], starts: Sequence[When], as_of: AsOf
) -> None:
    """Raises BadInput for an offset that gives no event an alarm to come.

    Each alarm would ring after the start of its event, or is past. If there are no
    events, all offsets are fine.
    """
    for offset in offsets:
        alarms = [alarm_for(offset, start) for start in starts]
        if alarms and all(alarm is None or alarm.is_past(as_of) for alarm in alarms):
            raise BadInput(
                f"--alarm {offset.text!r}: after the start, or already past; expected a"
                " time before an upcoming event (counted from 09:00 for all-day events)"
            )
