"""The free time between the picks of a day, and the sessions that fit into it."""

import bisect
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.record import Record
from milipol_cli.network.sessions import SessionAsOf, until, utc
from milipol_cli.picks.as_of import PickAsOf
from milipol_cli.picks.conflicts import MAY_LAST, is_busy


class FreeTime(Record, frozen=True, kw_only=True):
    """Free time after the pick with the id `after`, and the sessions that fit into it.

    It is `certain` if no pick whose end was not published may still be on.
    """

    after: str
    starts: dt.datetime
    ends: dt.datetime
    certain: bool
    fits: tuple[SessionAsOf, ...] = ()
    id: str = ""  # a row of a day, which has none


def free_times(picks: Iterable[PickAsOf]) -> list[FreeTime]:
    """The free time between all picks that have a time, in order, in UTC.

    Nobody is free during any pick of the agenda, at whatever show.
    """
    busy = [
        (utc(pick.starts), until(pick.starts, pick.ends), pick.id, bool(pick.ends))
        for pick in picks
        if pick.starts is not None and is_busy(pick)
    ]
    free = []
    ended, after = dt.datetime.max.replace(tzinfo=dt.UTC), ""
    may_end = dt.datetime.min.replace(tzinfo=dt.UTC)
    for starts, ends, pick_id, is_certain in sorted(busy):
        if ended < starts:
            certain = may_end <= ended
            free.append(
                FreeTime(after=after, starts=ended, ends=starts, certain=certain)
            )
        if not after or ends > ended:
            ended, after = ends, pick_id
        if not is_certain:
            may_end = max(may_end, starts + MAY_LAST)
    return free


def free_on(
    day: Iterable[PickAsOf],
    free: Sequence[FreeTime],
    zone: ZoneInfo,
    as_of: AsOf,
    least: dt.timedelta,
) -> Iterator[FreeTime]:
    """The free time between the timed picks of a day, in its zone.

    Past time is not free. Free time shorter than `least` is left out.
    """
    starts = [utc(pick.starts) for pick in day if pick.starts and is_busy(pick)]
    if not starts:
        return
    now = first = min(starts)
    if as_of.moment is not None:
        now = utc(as_of.moment).replace(second=0, microsecond=0)
    last = max(starts)
    for each in free:
        if each.starts < first or each.ends > last:
            continue
        begins = max(each.starts, now)
        if begins < each.ends and each.ends - begins >= least:
            yield msgspec.structs.replace(
                each, starts=begins.astimezone(zone), ends=each.ends.astimezone(zone)
            )


def with_fits(
    free: Iterable[FreeTime], sessions: Iterable[SessionAsOf]
) -> Iterator[FreeTime]:
    """Free time with those of the sessions that fit into it.

    The sessions with a time are in order of time.
    """
    timed = [
        (utc(session.starts), until(session.starts, session.ends), session)
        for session in sessions
        if session.starts is not None and not session.is_cancelled
    ]
    starts = [start for start, _, _ in timed]
    for each in free:
        since, last = bisect.bisect_left(starts, utc(each.starts)), utc(each.ends)
        within = timed[since : bisect.bisect_left(starts, last)]
        fits = tuple(session for _, ends, session in within if ends <= last)
        yield msgspec.structs.replace(each, fits=fits)
