"""Makes the sessions of a file fit their edition, by the rules of `milipol check`."""

import datetime as dt
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.doubts import Doubt, Doubts
from milipol_cli.errors import InvalidData
from milipol_cli.importing.sessions import ImportedSession
from milipol_cli.look.words.dates import dates_plain
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.programmes import LONGEST
from milipol_cli.zones import times_shown


def fitted(
    sessions: Sequence[ImportedSession], first: dt.date, last: dt.date, zone: ZoneInfo
) -> tuple[list[ImportedSession], tuple[Doubt, ...]]:
    """The sessions on the days of an edition, and what was left out of them.

    Ends after more than 12 hours are left out, as are times that clocks in the zone
    never show. Raises InvalidData if all sessions with a date are on other days.
    """
    days = days_of(sessions)
    if days is not None and not any(
        session.date is not None and first <= session.date <= last
        for session in sessions
    ):
        here = dates_plain(Dates(start=first, end=last))
        there = dates_plain(Dates(start=days[0], end=days[1]))
        raise InvalidData(f"no session is on a day of the edition, {here}, but {there}")
    doubts = Doubts()
    kept = list(_fitted(sessions, first, last, zone, doubts))
    return kept, doubts.listed()


def days_of(sessions: Sequence[ImportedSession]) -> tuple[dt.date, dt.date] | None:
    """The first and last day of sessions; None if none has a date."""
    days = [session.date for session in sessions if session.date is not None]
    return (min(days), max(days)) if days else None


def _fitted(
    sessions: Sequence[ImportedSession],
    first: dt.date,
    last: dt.date,
    zone: ZoneInfo,
    doubts: Doubts,
) -> Iterator[ImportedSession]:
    for session in sessions:
        day, start, end = session.date, session.start, session.end
        if day is not None and not first <= day <= last:
            doubts.share("not on a day of the edition: left out", session.line)
            continue
        if day is None or start is None:
            yield session
            continue
        starts = dt.datetime.combine(day, start)
        if not times_shown(starts, zone):
            doubts.share(f"a time that clocks in {zone.key} never show", session.line)
            start = end = None
        elif end is not None:
            ends = dt.datetime.combine(day, end)
            ends += dt.timedelta(days=end <= start)
            if ends - starts > LONGEST:
                doubts.share("lasts more than 12 hours: has no end", session.line)
                end = None
            elif not times_shown(ends, zone):
                doubts.share(
                    f"an end that clocks in {zone.key} never show", session.line
                )
                end = None
        if (start, end) == (session.start, session.end):
            yield session
        else:
            yield msgspec.structs.replace(session, start=start, end=end)
