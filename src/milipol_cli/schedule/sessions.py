"""Sessions as they stand at the moment of asking."""

import datetime as dt
from collections.abc import Collection, Iterable
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.answers.days import SessionSeen, ShowDay
from milipol_cli.answers.editions import Phase, Seen
from milipol_cli.answers.standpoint import Standpoint
from milipol_cli.model.programmes import HalfDay, Programme, Session
from milipol_cli.schedule.editions import why_off

# How long a session counts as on whose end was not published.
UNENDED = dt.timedelta(minutes=30)


def sessions_on(
    view: Seen, sessions: Iterable[Session], date: dt.date, here: Standpoint
) -> tuple[SessionSeen, ...]:
    """The sessions of a day: those with a time first, in its order, then the others."""
    held = [
        session_seen(view, session, here)
        for session in sessions
        if session.date == date
    ]
    held.sort(key=lambda one: by_clock(one.starts, one.half_day))
    upcoming_at = next(
        (at for at, one in enumerate(held) if one.starts and one.phase == "upcoming"),
        None,
    )
    is_today = here.moment is not None and date == here.day_at(view.zone)
    if not is_today or upcoming_at is None:
        return tuple(held)
    held[upcoming_at] = msgspec.structs.replace(held[upcoming_at], next=True)
    return tuple(held)


def still_on(
    view: Seen, sessions: Iterable[Session], here: Standpoint
) -> tuple[SessionSeen, ...]:
    """The sessions that began yesterday and are on; they are in no half of today."""
    if here.moment is None:
        return ()
    yesterday = here.day_at(view.zone) - dt.timedelta(days=1)
    return tuple(
        msgspec.structs.replace(one, half_day=None)
        for one in sessions_on(view, sessions, yesterday, here)
        if one.phase == "on"
    )


def programme_notes(
    programme: Programme | None, sessions: Iterable[Session]
) -> tuple[str, ...]:
    """What a programme remarks on these sessions of it."""
    if programme is None:
        return ()
    times = programme.times
    if times is None or not any(
        one.start is not None and set(one.source) & set(times.source)
        for one in sessions
    ):
        return programme.notes
    return (*programme.notes, times.note)


def by_clock(
    starts: dt.datetime | None, half_day: HalfDay | None
) -> tuple[bool, dt.datetime, int]:
    """The place in a day: by time, what has none after the others, by half-day."""
    halves: tuple[HalfDay | None, ...] = (None, "morning", "afternoon")
    moment = dt.datetime.max.replace(tzinfo=dt.UTC) if starts is None else utc(starts)
    return starts is None, moment, halves.index(half_day)


def session_seen(view: Seen, session: Session, here: Standpoint) -> SessionSeen:
    """A session of an edition with its times and its phase.

    It has none where the edition does not take place on these days.
    """
    starts, ends = session_span(session, view.zone)
    day = here.day_at(view.zone)
    phase: Phase | None
    may = False
    if session.date is None or why_off(view, session.date) is not None:
        phase = None
    elif session.date != day and (starts is None or here.moment is None):
        phase = "upcoming" if session.date > day else "over"
    elif starts is None or here.moment is None:
        phase = None
    elif utc(here.moment) < utc(starts):
        phase = "upcoming"
    else:
        phase = "on" if utc(here.moment) < until(starts, ends) else "over"
        # When the day is over at the venue, so is what began on it.
        may = ends is None and (phase == "on" or session.date == day)
    return SessionSeen(
        session=session,
        id=f"{view.edition.id}/{session.id}",
        starts=starts,
        ends=ends,
        half_day=session.half_day or session.half_by_clock,
        phase=phase,
        may=may,
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
    sessions: Iterable[SessionSeen], picked: Collection[str]
) -> tuple[SessionSeen, ...]:
    """The sessions, marked where they are among the ids that were picked."""
    return tuple(
        msgspec.structs.replace(one, picked=one.id in picked) for one in sessions
    )


def with_picked(day: ShowDay, picked: Collection[str]) -> ShowDay:
    """The day with its sessions marked where they were picked."""
    return msgspec.structs.replace(day, sessions=sessions_picked(day.sessions, picked))
