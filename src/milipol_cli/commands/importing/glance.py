"""The overview of an imported programme, for a person to check at a glance."""

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from milipol_cli.imports.doubts import Doubts, Place
from milipol_cli.network.model.dates import ONE_DAY
from milipol_cli.network.model.programmes import Session


class DayOverview(NamedTuple):
    """The sessions of a day, or those without a day."""

    day: dt.date | None
    sessions: Sequence[Session]

    @property
    def first_start(self) -> dt.time | None:
        return min((s.start for s in self.sessions if s.start), default=None)

    @property
    def last_end(self) -> dt.datetime | None:
        """When the last session ends; None if the last one may be without an end."""
        spans = [(session.end, *_span(session)) for session in self.sessions]
        last = max((ends for end, _, ends in spans if end and ends), default=None)
        without_end = (starts for end, starts, _ in spans if starts and end is None)
        if last is None or any(starts >= last for starts in without_end):
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
    """The first, the middle and the last session in order of time."""
    ordered = in_time(sessions)
    last = len(ordered) - 1
    names = {last // 2: "Middle", last: "Last", 0: "First"}
    return {names[n]: session for n, session in enumerate(ordered) if n in names}


def in_time(sessions: Iterable[Session]) -> list[Session]:
    """Sessions in order of time; those without a day or a start come last."""
    return sorted(
        sessions,
        key=lambda s: (s.date or dt.date.max, s.start is None, s.start or dt.time()),
    )


def double_bookings(sessions: Iterable[Session], doubts: Doubts) -> None:
    """Adds a doubt for each session that begins while another one is in its room."""
    by_room: dict[str, list[Session]] = {}
    for session in in_time(sessions):
        if session.room and session.date and session.start:
            by_room.setdefault(session.room, []).append(session)
    for room, inside in by_room.items():
        for before, session in _overlaps_in_room(inside):
            place = Place(session=session.title)
            other = repr(before.title) if before.title else "another session"
            doubts.add(f"{room} has {other} at the same time", place)


def _overlaps_in_room(sessions: Sequence[Session]) -> Iterator[tuple[Session, Session]]:
    """The sessions of a room, in order, that begin before the end of an earlier one."""
    busy: tuple[Session, dt.datetime] | None = None
    for session in sessions:
        starts, ends = _span(session)
        assert starts is not None
        if busy is not None and (starts < busy[1] or starts == _span(busy[0])[0]):
            yield busy[0], session
        ends = ends or starts
        if busy is None or ends >= busy[1]:
            busy = session, ends


def _span(session: Session) -> tuple[dt.datetime | None, dt.datetime | None]:
    """When a session starts and ends, also after midnight; None if not known."""
    day, start, end = session.date, session.start, session.end
    if day is None or start is None:
        return None, None
    starts = dt.datetime.combine(day, start)
    if end is None:
        return starts, starts
    ends = dt.datetime.combine(day, end)
    return starts, ends + ONE_DAY * (ends <= starts)
