"""The overview of an imported programme, for a person to check at a glance."""

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from milipol_cli.imports.doubts import Doubts, Place
from milipol_cli.network.model.dates import ONE_DAY
from milipol_cli.network.model.programmes import Session


class DayOverview(NamedTuple):
    """The sessions of a day, or the sessions without a day."""

    day: dt.date | None
    sessions: Sequence[Session]

    @property
    def first_start(self) -> dt.time | None:
        return min((s.start for s in self.sessions if s.start), default=None)

    @property
    def last_end(self) -> dt.datetime | None:
        """When the last session ends; None if no end is known.

        Also None if a session without an end starts when the last one ends, or later.
        """
        timed = [*filter(None, map(_with_times, self.sessions))]
        last = max((t.ends for t in timed if t.session.end), default=None)
        starts = [t.starts for t in timed if t.session.end is None]
        if last is not None and any(start >= last for start in starts):
            return None
        return last

    @property
    def rooms(self) -> tuple[str, ...]:
        """The rooms of the sessions, in order of time."""
        return tuple(dict.fromkeys(s.room for s in self.sessions if s.room))


def overviews(sessions: Iterable[Session]) -> list[DayOverview]:
    """The days of sessions, in order; those without a day come last."""
    ordered = in_time(sessions)
    days = itertools.groupby(ordered, key=lambda session: session.date)
    return [DayOverview(day, list(group)) for day, group in days]


def samples(sessions: Iterable[Session]) -> dict[str, Session]:
    """The "First", "Middle" and "Last" session in order of time, each only once.

    Of two sessions none is the middle, and a single session is the first.
    """
    ordered = in_time(sessions)
    if len(ordered) < 3:
        return dict(zip(("First", "Last"), ordered, strict=False))
    middle = ordered[(len(ordered) - 1) // 2]
    return {"First": ordered[0], "Middle": middle, "Last": ordered[-1]}


def in_time(sessions: Iterable[Session]) -> list[Session]:
    """Sessions in order of time; those without a day or a start come last."""
    return sorted(
        sessions, key=lambda s: (s.date or dt.date.max, s.start is None, s.start or dt.time())
    )


def double_bookings(sessions: Iterable[Session]) -> Doubts:
    """A doubt for each session that begins while another one is in its room."""
    doubts = Doubts()
    by_room: dict[str, list[_Timed]] = {}
    for session in in_time(sessions):
        timed = _with_times(session)
        if session.room and timed is not None:
            by_room.setdefault(session.room, []).append(timed)
    for room, timed_sessions in by_room.items():
        for before, session in _overlaps_in_room(timed_sessions):
            place = Place(session=session.title)
            other = repr(before.title) if before.title else "another session"
            doubts.add(f"{room} has {other} at the same time", place)
    return doubts


class _Timed(NamedTuple):
    """A session with its start and its end, which may be after midnight."""

    session: Session
    starts: dt.datetime
    ends: dt.datetime


def _with_times(session: Session) -> _Timed | None:
    """A session with its times; None if its start is not known.

    Without a known end, a session ends when it starts.
    """
    day, start, end = session.date, session.start, session.end
    if day is None or start is None:
        return None
    starts = dt.datetime.combine(day, start)
    if end is None:
        return _Timed(session, starts, starts)
    ends = dt.datetime.combine(day, end)
    return _Timed(session, starts, ends + ONE_DAY * (ends <= starts))


def _overlaps_in_room(sessions: Sequence[_Timed]) -> Iterator[tuple[Session, Session]]:
    """Sessions of a room that begin before an earlier one ends, each after that one.

    Of several earlier sessions, it is the one that ends last.
    """
    earlier = sessions[0]
    for timed in sessions[1:]:
        if timed.starts < earlier.ends or timed.starts == earlier.starts:
            yield earlier.session, timed.session
        if timed.ends >= earlier.ends:
            earlier = timed
