"""The free time between the picks of a day, and the sessions that fit into it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.agenda.conflicts import is_busy
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.record import Record
from milipol_cli.network.sessions import SessionAsOf, until, utc
from milipol_cli.picks.as_of import PickAsOf


class FreeTime(Record, frozen=True, kw_only=True):
    """Free time after the pick with the id `after`, and the sessions that fit into it.

    It is `certain` if the end of that pick was published.
    """

    after: str
    starts: dt.datetime
    ends: dt.datetime
    certain: bool
    fits: tuple[SessionAsOf, ...] = ()

    def with_sessions(self, sessions: Iterable[SessionAsOf]) -> "FreeTime":
        """The free time with those of the sessions that fit into it."""
        fits = (session for session in sessions if self._has_room_for(session))
        return msgspec.structs.replace(self, fits=tuple(fits))

    def _has_room_for(self, session: SessionAsOf) -> bool:
        if session.starts is None or session.session.cancelled:
            return False
        ends = until(session.starts, session.ends)
        return utc(self.starts) <= utc(session.starts) and ends <= utc(self.ends)


def find_free_time(
    day: Iterable[PickAsOf],
    picks: Sequence[PickAsOf],
    zone: ZoneInfo,
    as_of: AsOf,
    least: dt.timedelta,
) -> list[FreeTime]:
    """The free time between the timed picks of a day, in its zone.

    Nobody is free during any pick of the agenda, at whatever show, and past time is not
    free. Free time shorter than `least` is left out.
    """
    starts = [utc(pick.starts) for pick in day if pick.starts and is_busy(pick)]
    if not starts:
        return []
    return [
        msgspec.structs.replace(
            free, starts=free.starts.astimezone(zone), ends=free.ends.astimezone(zone)
        )
        for free in _between(picks, min(starts), max(starts), as_of)
        if free.ends - free.starts >= least
    ]


def _between(
    picks: Sequence[PickAsOf], first: dt.datetime, last: dt.datetime, as_of: AsOf
) -> Iterator[FreeTime]:
    """The free time from one start to another, as far as it is not past, in UTC."""
    now = first
    if as_of.moment is not None:
        now = utc(as_of.moment).replace(second=0, microsecond=0)
    busy = [
        (utc(pick.starts), until(pick.starts, pick.ends), pick.id, bool(pick.ends))
        for pick in picks
        if pick.starts is not None and is_busy(pick)
    ]
    ended, after, certain = dt.datetime.min.replace(tzinfo=dt.UTC), "", True
    for starts, ends, pick_id, is_certain in sorted(busy):
        if starts > last:
            break
        begins = max(ended, now)
        if first <= ended < starts and begins < starts:
            yield FreeTime(after=after, starts=begins, ends=starts, certain=certain)
        if ends > ended:
            ended, after, certain = ends, pick_id, is_certain
