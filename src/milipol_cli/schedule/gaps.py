"""The free time between picks on a day of a show, and what would fit into it."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

import msgspec

from milipol_cli.answers.agenda import AgendaDay, Gap, Planned
from milipol_cli.answers.days import SessionSeen
from milipol_cli.answers.standpoint import Standpoint
from milipol_cli.model.programmes import Programme
from milipol_cli.schedule.clashes import is_busy
from milipol_cli.schedule.sessions import sessions_on, until, utc


def with_gaps(
    day: AgendaDay,
    found: Sequence[Planned],
    least: dt.timedelta,
    here: Standpoint,
    programme: Callable[[str], Programme | None],
) -> AgendaDay:
    """The day with the free time between its timed picks, if it is one of a show.

    Nobody is free while any pick of the agenda is on, wherever that is; and what is
    past is no longer free.
    """
    if day.seen is None or day.day is None:
        return day
    starts = [utc(one.starts) for one in day.picks if one.starts and is_busy(one)]
    if not starts:
        return day
    free = [
        (after, begins, ends)
        for after, begins, ends in _between(found, min(starts), max(starts))
        if ends - begins >= least and not _is_past(day, ends, here)
    ]
    if not free:
        return day
    picked = {one.pick.id for one in day.picks}
    known = programme(day.seen.edition.id) or Programme(edition=day.seen.edition.id)
    on_day = known.days.get(day.date, Programme(edition=known.edition))
    others = [
        one
        for one in sessions_on(day.seen, on_day.session, day.date, here)
        if one.id not in picked
    ]
    return msgspec.structs.replace(
        day,
        themes=tuple(theme for theme in known.theme if theme.date == day.date),
        gaps=tuple(
            Gap(
                after=after,
                starts=begins.astimezone(day.zone),
                ends=ends.astimezone(day.zone),
                fits=tuple(one for one in others if _fits(one, begins, ends)),
            )
            for after, begins, ends in free
        ),
    )


def _is_past(day: AgendaDay, ends: dt.datetime, here: Standpoint) -> bool:
    """Whether free time on a day is past; without a clock, once that day is."""
    if here.moment is None:
        return day.date < here.reader_day
    return ends <= here.moment


def _between(
    picks: Sequence[Planned], first: dt.datetime, last: dt.datetime
) -> Iterator[tuple[str, dt.datetime, dt.datetime]]:
    """The free time from one start to another, and the pick that ends before it.

    All times are in UTC.
    """
    busy = [
        (utc(one.starts), until(one.starts, one.ends), one.pick.id)
        for one in picks
        if one.starts is not None and is_busy(one)
    ]
    ended: tuple[dt.datetime, str] | None = None
    for starts, ends, key in sorted(busy):
        if starts > last:
            break
        if ended is not None and first <= ended[0] < starts:
            yield ended[1], ended[0], starts
        if ended is None or ends > ended[0]:
            ended = ends, key


def _fits(one: SessionSeen, starts: dt.datetime, ends: dt.datetime) -> bool:
    if one.starts is None or one.phase == "over":
        return False
    return starts <= utc(one.starts) and until(one.starts, one.ends) <= ends
