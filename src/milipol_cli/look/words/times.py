"""Zones and times of day in words: when on which clock, and how far from now."""

import datetime as dt
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from milipol_cli.look.words.dates import count, minutes
from milipol_cli.network.sessions import takes_no_time, utc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milipol_cli.network.editions import Phase

    class Timed(Protocol):
        """Something with a time: an aware start and end, None where unknown."""

        @property
        def starts(self) -> dt.datetime | None:
            """When it starts."""

        @property
        def ends(self) -> dt.datetime | None:
            """When it ends."""

    class Phased(Timed, Protocol):
        """Something with a time and a phase, as a session has them."""

        @property
        def phase(self) -> Phase | None:
            """Where it stands at the moment of asking."""

        @property
        def estimated(self) -> bool:
            """Whether the phase rests on an end that was not published."""

        @property
        def next(self) -> bool:
            """Whether it is the next of its day."""


def zone_city(zone: ZoneInfo) -> str:
    """The city a zone is named for: "Buenos Aires"."""
    return zone.key.rpartition("/")[2].replace("_", " ")


def offset(moment: dt.datetime) -> str:
    """The offset of an aware time: "UTC+1", "UTC+5:30", "UTC"."""
    span = moment.utcoffset() or dt.timedelta()
    if not span:
        return "UTC"
    total = abs(int(span.total_seconds())) // 60
    sign = "-" if span < dt.timedelta() else "+"
    hours, rest = divmod(total, 60)
    return f"UTC{sign}{hours}:{rest:02}" if rest else f"UTC{sign}{hours}"


def clock(moment: dt.datetime, zone: ZoneInfo) -> str:
    """An aware time on the clock of a zone: "10:20 Paris (UTC+1)"."""
    there = moment.astimezone(zone)
    city = zone_city(zone)
    if city == offset(there):
        return f"{there:%H:%M} {city}"
    return f"{there:%H:%M} {city} ({offset(there)})"


def same_offset(moment: dt.datetime, one: ZoneInfo, other: ZoneInfo) -> bool:
    """Whether two zones show the same time at a moment."""
    return moment.astimezone(one).utcoffset() == moment.astimezone(other).utcoffset()


def between(earlier: dt.datetime, later: dt.datetime) -> dt.timedelta:
    """The time from one moment to another, also across a change of clocks."""
    return utc(later) - utc(earlier)


def clocks_differ(sessions: "Sequence[Timed]", zone: ZoneInfo | None) -> bool:
    """Whether the reader's clock shows another time for any of the sessions."""
    return zone is not None and any(
        one.starts.astimezone(zone).utcoffset() != one.starts.utcoffset()
        for one in sessions
        if one.starts is not None
    )


def days_off(days: int) -> str:
    """How far a date is from another, to follow a time: " +1 day", "" for the same."""
    if days == 0:
        return ""
    return f" {days:+} {'day' if abs(days) == 1 else 'days'}"


def span(one: "Timed", zone: ZoneInfo | None) -> str:
    """When a session is on a clock: "10:00-10:30", "from 11:00", "22:30-00:30 +1 day".

    What takes no time has one time alone: "18:00".

    Without a zone on the venue's. `+1 day` and `-1 day` say that the date there is
    another than the session's own at the venue.
    """
    assert one.starts is not None  # asked only of sessions with a time
    starts = one.starts if zone is None else one.starts.astimezone(zone)
    said = f"from {starts:%H:%M}"
    last = starts
    if takes_no_time(one.starts, one.ends):
        said = f"{starts:%H:%M}"
    elif one.ends is not None:
        last = one.ends if zone is None else one.ends.astimezone(zone)
        said = f"{starts:%H:%M}-{last:%H:%M}"
    ahead = (last.date() - one.starts.date()).days
    if ahead == 0 and starts.date() != one.starts.date():
        ahead = (starts.date() - one.starts.date()).days
    return f"{said}{days_off(ahead)}"


def span_told(one: "Timed", zone: ZoneInfo | None) -> str:
    """When a session is on, and that its end is not known."""
    return f"{span(one, zone)}{open_end(one)}"


def open_end(one: "Timed") -> str:
    """What follows a time whose end is not known."""
    return "" if one.ends is not None else ", end not published"


def session_state(
    one: "Phased", now: dt.datetime | None, *, spoken: bool = False
) -> str:
    """How a session stands: "on, 10 min left", "next, in 10 min", "over"."""
    if now is None or one.starts is None or one.phase is None:
        return ""
    if one.phase == "upcoming":
        soon = f"in {_ahead(now, one.starts, spoken=spoken)}"
        return f"next, {soon}" if one.next else soon
    if one.phase == "over":
        return "may be over" if one.estimated else "over"
    if one.ends is None:
        return f"may be on, {minutes(between(one.starts, now), spoken=spoken)} in"
    return f"on, {minutes(_up(between(now, one.ends)), spoken=spoken)} left"


def _ahead(now: dt.datetime, starts: dt.datetime, *, spoken: bool) -> str:
    """How far ahead a start is; from the day after tomorrow on in days at the venue."""
    days = (starts.date() - now.astimezone(starts.tzinfo).date()).days
    if days > 1:
        return count(days, "day")
    return minutes(_up(between(now, starts)), spoken=spoken)


def _up(span: dt.timedelta) -> dt.timedelta:
    """A span to be told in minutes, such that a part of one counts as a whole."""
    return span + dt.timedelta(minutes=1, microseconds=-1)
