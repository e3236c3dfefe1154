"""Sessions as they stand at the moment of asking."""

import datetime as dt
from collections.abc import Collection, Iterable
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf, Phase, why_off
from milipol_cli.network.model.programmes import HalfDay, Session
from milipol_cli.network.model.record import Record


class SessionAsOf(Record, frozen=True, kw_only=True):
    """A session as it stands at the moment of asking.

    `starts` and `ends` are aware, in the venue's zone. `phase` is None where it cannot
    be known. `may` says that the phase rests on an end that was not published, and
    `picked` that it is on the reader's agenda.
    """

    session: Session
    id: str
    starts: dt.datetime | None
    ends: dt.datetime | None
    half_day: HalfDay | None
    phase: Phase | None
    estimated: bool = False
    next: bool = False
    picked: bool = False


# How long a session counts as on whose end was not published.
UNENDED = dt.timedelta(minutes=30)


def sessions_on(
    view: EditionAsOf, sessions: Iterable[Session], date: dt.date, as_of: AsOf
) -> tuple[SessionAsOf, ...]:
    """The sessions of a day: those with a time first, in its order, then the others."""
    held = [
        session_as_of(view, session, as_of)
        for session in sessions
        if session.date == date
    ]
    held.sort(key=lambda one: by_clock(one.starts, one.half_day))
    upcoming_at = next(
        (at for at, one in enumerate(held) if one.starts and one.phase == "upcoming"),
        None,
    )
    is_today = as_of.moment is not None and date == as_of.day_at(view.zone)
    if not is_today or upcoming_at is None:
        return tuple(held)
    held[upcoming_at] = msgspec.structs.replace(held[upcoming_at], next=True)
    return tuple(held)


def still_on(
    view: EditionAsOf, sessions: Iterable[Session], as_of: AsOf
) -> tuple[SessionAsOf, ...]:
    """The sessions that began yesterday and are on; they are in no half of today."""
    if as_of.moment is None:
        return ()
    yesterday = as_of.day_at(view.zone) - dt.timedelta(days=1)
    return tuple(
        msgspec.structs.replace(one, half_day=None)
        for one in sessions_on(view, sessions, yesterday, as_of)
        if one.phase == "on"
    )


def by_clock(
    starts: dt.datetime | None, half_day: HalfDay | None
) -> tuple[bool, dt.datetime, int]:
    """The place in a day: by time, what has none after the others, by half-day."""
    halves: tuple[HalfDay | None, ...] = (None, "morning", "afternoon")
    moment = dt.datetime.max.replace(tzinfo=dt.UTC) if starts is None else utc(starts)
    return starts is None, moment, halves.index(half_day)


def session_as_of(view: EditionAsOf, session: Session, as_of: AsOf) -> SessionAsOf:
    """A session of an edition with its times and its phase.

    It has none where the edition does not take place on these days.
    """
    starts, ends = session_span(session, view.zone)
    day = as_of.day_at(view.zone)
    phase: Phase | None
    estimated = False
    if session.date is None or why_off(view, session.date) is not None:
        phase = None
    elif session.date != day and (starts is None or as_of.moment is None):
        phase = "upcoming" if session.date > day else "over"
    elif starts is None or as_of.moment is None:
        phase = None
    elif utc(as_of.moment) < utc(starts):
        phase = "upcoming"
    else:
        phase = "on" if utc(as_of.moment) < until(starts, ends) else "over"
        # When the day is over at the venue, so is what began on it.
        estimated = ends is None and (phase == "on" or session.date == day)
    return SessionAsOf(
        session=session,
        id=f"{view.id}/{session.id}",
        starts=starts,
        ends=ends,
        half_day=session.half_day or session.half_by_clock,
        phase=phase,
        estimated=estimated,
    )


def utc(moment: dt.datetime) -> dt.datetime:
    """The moment in UTC: there alone two times may be compared and subtracted.

    In one zone Python compares clocks, an hour wrong in the night they change.
    """
    return moment.astimezone(dt.UTC)


def later(moment: dt.datetime, span: dt.timedelta) -> dt.datetime:
    """The moment a span later, by the time itself: the clock may change in between."""
    return (utc(moment) + span).astimezone(moment.tzinfo)


def takes_no_time(starts: dt.datetime, ends: dt.datetime | None) -> bool:
    """Whether something is over as it begins: a deadline of the reader's own."""
    return ends is not None and utc(ends) == utc(starts)


def until(starts: dt.datetime, ends: dt.datetime | None) -> dt.datetime:
    """Until when something counts as on, in UTC; an open end is half an hour away."""
    return utc(starts) + UNENDED if ends is None else utc(ends)


def session_span(
    session: Session, zone: ZoneInfo
) -> tuple[dt.datetime | None, dt.datetime | None]:
    """The aware start and end of a session, None where unknown."""
    if session.date is None or session.start is None:
        return None, None
    starts = dt.datetime.combine(session.date, session.start, zone)
    if session.end is None:
        return starts, None
    last = session.date + dt.timedelta(days=session.passes_midnight)
    return starts, dt.datetime.combine(last, session.end, zone)


def sessions_picked(
    sessions: Iterable[SessionAsOf], picked: Collection[str]
) -> tuple[SessionAsOf, ...]:
    """The sessions, marked where they are among the ids that were picked."""
    return tuple(
        msgspec.structs.replace(one, picked=one.id in picked) for one in sessions
    )
