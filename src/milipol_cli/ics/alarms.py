"""How long before something an alarm rings, and when that is."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from milipol_cli.errors import BadInput
from milipol_cli.network.model.kinds import is_long_lead
from milipol_cli.network.model.record import Record
from milipol_cli.network.sessions import later


class AlarmOffset(Record, frozen=True, kw_only=True):
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

    lead: AlarmOffset
    before: dt.timedelta
    day: dt.date
    clock: dt.time
    zone: ZoneInfo | None = None


# The time of day that a lead counts to on an all-day event, which has none of its own.
MORNING = dt.time(9)


EDITION_LEADS = (AlarmOffset(days=14), AlarmOffset(days=1))


SESSION_LEADS = (AlarmOffset(minutes=15),)


_LEAD = re.compile(
    r"(?P<number>[0-9]{1,9})(?P<unit>[wdhm])(?:@(?P<clock>[0-9]{2}:[0-9]{2}))?"
)


_MINUTES = {"h": 60, "m": 1}


def lead(text: str) -> AlarmOffset:
    """The lead that a reader writes: `2w`, `14d`, `2h`, `15m`, `1d@09:00`.

    Raises BadInput for anything else, and for one of more than ten years.
    """
    found = _LEAD.fullmatch(text)
    expected = "expected 2w, 14d, 2h, 15m or 1d@09:00"
    if found is None:
        raise BadInput(f"--alarm {text!r}: not understood; {expected}")
    number, unit, clock = int(found["number"]), found["unit"], found["clock"]
    if unit in _MINUTES:
        if clock is not None:
            raise BadInput(
                f"--alarm {text!r}: a time of day goes with days only; {expected}"
            )
        read = AlarmOffset(minutes=number * _MINUTES[unit], asked=text)
    else:
        days = number * (7 if unit == "w" else 1)
        read = AlarmOffset(days=days, clock=_clock(clock, text), asked=text)
    if is_long_lead(text):
        raise BadInput(f"--alarm {text!r}: more than ten years before; {expected}")
    return read


def _clock(clock: str | None, text: str) -> dt.time | None:
    if clock is None:
        return None
    try:
        return dt.time.fromisoformat(clock)
    except ValueError:
        raise BadInput(
            f"--alarm {text!r}: no such time of day; expected one like 09:00"
        ) from None


def alarm_for(
    lead: AlarmOffset, first: dt.date, starts: dt.datetime | None
) -> Alarm | None:
    """The alarm of an event that begins on the day `first`, or at `starts`.

    An all-day event is in no zone: the lead counts to a time of day in the reader's
    calendar. For a timed one it is the clock at the venue. None where the alarm would
    not ring before the start.
    """
    try:
        if starts is None:
            return _all_day(lead, first)
        return _timed(lead, starts)
    except OverflowError:  # before the first year that there is
        return None


def _all_day(lead: AlarmOffset, first: dt.date) -> Alarm | None:
    midnight = dt.datetime.combine(first, dt.time(), dt.UTC)
    clock = dt.datetime.combine(first, lead.clock or MORNING, dt.UTC)
    rings = clock - dt.timedelta(days=lead.days, minutes=lead.minutes)
    if rings >= midnight:
        return None
    return Alarm(
        lead=lead, before=midnight - rings, day=rings.date(), clock=rings.time()
    )


def _timed(lead: AlarmOffset, starts: dt.datetime) -> Alarm | None:
    if lead.minutes:
        before = dt.timedelta(minutes=lead.minutes)
        rings = later(starts, -before)
    else:
        # Whole days are days of the calendar, in which clocks may change.
        day = starts.date() - dt.timedelta(days=lead.days)
        rings = dt.datetime.combine(day, lead.clock or starts.time(), starts.tzinfo)
        before = starts - rings
    if before <= dt.timedelta():
        return None
    assert isinstance(starts.tzinfo, ZoneInfo)  # as every venue's zone
    return Alarm(
        lead=lead,
        before=before,
        day=rings.date(),
        clock=rings.time(),
        zone=starts.tzinfo,
    )
