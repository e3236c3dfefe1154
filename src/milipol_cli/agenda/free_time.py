"""The free time between picks on a day of a show, and what would fit into it."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

import msgspec

from milipol_cli.agenda.conflicts import is_busy
from milipol_cli.agenda.days import AgendaDay, FreeTime
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.programmes import Programme
from milipol_cli.network.sessions import SessionAsOf, sessions_on, until, utc
from milipol_cli.picks.as_of import PickAsOf


def with_free_time(
    day: AgendaDay,
    found: Sequence[PickAsOf],
    least: dt.timedelta,
    as_of: AsOf,
    programme: Callable[[str], Programme | None],
) -> AgendaDay:
    """The day with the free time between its timed picks, if it is one of a show.

    Nobody is free while any pick of the agenda is on, wherever that is; and what is
    past is no longer free.
    """
    if day.edition is None or day.day is None:
        return day
    starts = [utc(one.starts) for one in day.picks if one.starts and is_busy(one)]
    if not starts:
        return day
    if as_of.moment is None and day.date < as_of.reader_day:
        return day
    free = [
        gap
        for gap in _between(found, min(starts), max(starts), as_of)
        if gap.ends - gap.starts >= least
    ]
    if not free:
        return day
    picked = {one.pick.id for one in day.picks}
    known = programme(day.edition.id) or Programme(edition=day.edition.id)
    others = [
        one
        for one in sessions_on(day.edition, known.on(day.date).session, day.date, as_of)
        if one.id not in picked
    ]
    return msgspec.structs.replace(
        day,
        themes=tuple(theme for theme in known.theme if theme.date == day.date),
        gaps=tuple(
            msgspec.structs.replace(
                gap,
                starts=gap.starts.astimezone(day.zone),
                ends=gap.ends.astimezone(day.zone),
                fits=tuple(one for one in others if _fits(one, gap)),
            )
            for gap in free
        ),
    )


def _between(
    picks: Sequence[PickAsOf], first: dt.datetime, last: dt.datetime, as_of: AsOf
) -> Iterator[FreeTime]:
    """The free time from one start to another, as far as it is not past.

    All times are in UTC; nothing is fitted in yet.
    """
    now = first
    if as_of.moment is not None:
        now = utc(as_of.moment).replace(second=0, microsecond=0)
    busy = [
        (utc(one.starts), until(one.starts, one.ends), one.pick.id, bool(one.ends))
        for one in picks
        if one.starts is not None and is_busy(one)
    ]
    ended, after, sure = dt.datetime.min.replace(tzinfo=dt.UTC), "", True
    for starts, ends, key, is_sure in sorted(busy):
        if starts > last:
            break
        begins = max(ended, now)
        if first <= ended < starts and begins < starts:
            yield FreeTime(after=after, starts=begins, ends=starts, sure=sure, fits=())
        if ends > ended:
            ended, after, sure = ends, key, is_sure


def _fits(one: SessionAsOf, gap: FreeTime) -> bool:
    if one.starts is None:
        return False
    return gap.starts <= utc(one.starts) and until(one.starts, one.ends) <= gap.ends
