"""How long before an event an alarm rings, and when that is."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from milipol_cli.errors import BadInput
from milipol_cli.look.words.dates import count
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.record import Record, is_over_ten_years
from milipol_cli.network.sessions import later


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

    @property
    def slug(self) -> str:
        """The offset as a part of an id: "14d", "1d-0900", "15m"."""
        return self.written.replace("@", "-").replace(":", "")


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
        """When it rings, in seconds: the last possible day has no UTC in some zones."""
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
    at = None if clock is None else dt.time.fromisoformat(clock)
    return AlarmOffset(days=number, clock=at, text=text)


def offset_before(offset: AlarmOffset) -> str:
    """An alarm offset in words: "14 days before", "2 hours before", "on the day"."""
    time = _length(offset)
    return "on the day" if time is None else f"{time} before"


def offset_ahead(offset: AlarmOffset) -> str:
    """How soon the event is when an alarm rings: "In 14 days", "Today"."""
    time = _length(offset)
    return "Today" if time is None else f"In {time}"


def _length(offset: AlarmOffset) -> str | None:
    if offset.minutes and offset.minutes % 60 == 0:
        return count(offset.minutes // 60, "hour")
    if offset.minutes:
        return count(offset.minutes, "minute")
    return count(offset.days, "day") if offset.days else None


def alarm_for(offset: AlarmOffset, start: dt.date | dt.datetime) -> Alarm | None:
    """The alarm of an event that begins on a day, or at a time.

    For an event with a time it rings by the clock at the venue, for an all-day event,
    which is in no zone, by that of the reader's calendar, there also on the day itself
    if the offset names a time. None if it would not ring before the start.
    """
    try:
        if isinstance(start, dt.datetime):
            return _timed(offset, start)
        return _all_day(offset, start)
    except OverflowError:  # before the year 1
        return None


def refuse_unmet(
    offsets: Iterable[AlarmOffset],
    starts: Sequence[dt.date | dt.datetime],
    as_of: AsOf,
) -> None:
    """Raises BadInput for an offset that suits none of the events.

    They begin on a day, or at a time. It is too short for all of them, or the alarms
    would have rung already.
    """
    for offset in offsets:
        alarms = [alarm_for(offset, start) for start in starts]
        if alarms and all(alarm is None or alarm.is_past(as_of) for alarm in alarms):
            raise BadInput(
                f"--alarm {offset.text!r}: would ring after the start, or would have"
                " rung already; expected another time before an upcoming event (counted"
                " from 09:00 for all-day events)"
            )


def _all_day(offset: AlarmOffset, first: dt.date) -> Alarm | None:
    midnight = dt.datetime.combine(first, dt.time())
    clock = dt.datetime.combine(first, offset.clock or MORNING)
    rings = clock - dt.timedelta(days=offset.days, minutes=offset.minutes)
    # Only an alarm that names a time rings on the day itself.
    if rings >= midnight and offset.clock is None:
        return None
    return Alarm(offset=offset, before=midnight - rings, rings=rings)


def _timed(offset: AlarmOffset, starts: dt.datetime) -> Alarm | None:
    if offset.minutes:
        before = dt.timedelta(minutes=offset.minutes)
        rings = later(starts, -before)
    else:
        # A day may have 23 or 25 hours.
        day = starts.date() - dt.timedelta(days=offset.days)
        rings = dt.datetime.combine(day, offset.clock or starts.time(), starts.tzinfo)
        before = starts - rings
    if before <= dt.timedelta():
        return None
    return Alarm(offset=offset, before=before, rings=rings)
