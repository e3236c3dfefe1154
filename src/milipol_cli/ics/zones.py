"""Zones -> VTIMEZONE, from the zone database, for the years in use.

`add_missing_timezones()` of icalendar writes onsets in the time of the wrong offset,
and lists of RDATEs, of which several programs read only the first.
"""

import datetime as dt
import functools
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from milipol_cli.zones import times_shown

# The shortest time between two changes of a zone was less than four days, in 1939.
_STEP_DAYS = 3

_WEEK = dt.timedelta(days=7)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Onset(NamedTuple):
    """A change of the offset of a zone; `wall` is the local time before the change."""

    wall: dt.datetime
    before: dt.timedelta
    after: dt.timedelta
    name: str


@functools.lru_cache(maxsize=1024)  # each file of a folder has its own
def zone_lines(key: str, first_year: int, last_year: int) -> bytes:
    """The VTIMEZONE of a zone for events in these years.

    It has one STANDARD and one DAYLIGHT with a yearly rule if the rules hold for all
    years, or else each onset by itself. It begins a year before the first, since times
    before the first onset would have no offset.
    """
    zone = ZoneInfo(key)
    # Python has no year 0 or 10000.
    years = range(max(first_year - 1, 1), min(last_year + 2, dt.MAXYEAR + 1))
    changes = onsets(zone, years)
    back = [onset for onset in changes if onset.after < onset.before]
    forward = [onset for onset in changes if onset.after > onset.before]
    rules = _rule(back, years), _rule(forward, years)
    parts: list[tuple[Onset, str | None]]
    if all(rules):
        parts = [(back[0], rules[0]), (forward[0], rules[1])]
    else:
        begin = _sampled(years[0])[0]
        offset = _offset(zone, begin)
        start = Onset(begin.replace(hour=0), offset, offset, zone.tzname(begin) or key)
        parts = [(onset, None) for onset in (start, *changes)]
    offsets = {onset.after for onset, _ in parts}
    # DAYLIGHT is the larger offset; dst() has it the other way round for Dublin.
    daylight = max(offsets) if len(offsets) > 1 else None
    observances = "".join(
        _observance(onset, rule, is_daylight=onset.after == daylight)
        for onset, rule in parts
    )
    lines = f"BEGIN:VTIMEZONE\r\nTZID:{key}\r\n{observances}END:VTIMEZONE\r\n"
    return lines.encode()


def _observance(onset: Onset, rule: str | None, *, is_daylight: bool) -> str:
    """The lines of an onset; none is so long that it has to be folded."""
    kind = "DAYLIGHT" if is_daylight else "STANDARD"
    lines = (
        f"BEGIN:{kind}",
        f"DTSTART:{onset.wall:%Y%m%dT%H%M%S}",
        *([] if rule is None else [f"RRULE:{rule}"]),
        f"TZOFFSETFROM:{_written_offset(onset.before)}",
        f"TZOFFSETTO:{_written_offset(onset.after)}",
        f"TZNAME:{onset.name}",
        f"END:{kind}",
    )
    return "".join(f"{line}\r\n" for line in lines)


def _written_offset(offset: dt.timedelta) -> str:
    """An offset from UTC: "+0100", "-0330", "+001621"."""
    return f"{dt.datetime.min.replace(tzinfo=dt.timezone(offset)):%z}"


def _offset(zone: ZoneInfo, wall: dt.datetime) -> dt.timedelta:
    return zone.utcoffset(wall) or dt.timedelta()


def onsets(zone: ZoneInfo, years: range) -> list[Onset]:
    """Every change of a zone's offset in these years, to the second."""
    sampled = chain.from_iterable(map(_sampled, years))
    return [
        _onset(zone, start, end)
        for start, end in pairwise(sampled)
        if zone.utcoffset(start) != zone.utcoffset(end)
    ]


@functools.cache
def _sampled(year: int) -> list[dt.datetime]:
    """Local times of a year between which no zone changes its offset twice.

    They begin at noon, since several zones have changed it at the turn of a year.
    """
    begin = dt.datetime(year, 1, 1, 12)  # noqa: DTZ001
    return [begin + dt.timedelta(days=day) for day in range(0, 366, _STEP_DAYS)]


def _onset(zone: ZoneInfo, start: dt.datetime, end: dt.datetime) -> Onset:
    """The change of the offset between two local times."""
    before, after = _offset(zone, start), _offset(zone, end)
    seconds = bisect_left(
        range((end - start) // dt.timedelta(seconds=1)),
        x=True,
        key=lambda second: zone.utcoffset(start + dt.timedelta(0, second)) == after,
    )
    changed = start + dt.timedelta(seconds=seconds)
    # A local time that clocks skip has the offset from before the change.
    wall = changed - max(after - before, dt.timedelta())
    return Onset(wall, before, after, zone.tzname(changed) or zone.key)


def _rule(kind: Sequence[Onset], years: range) -> str | None:
    """The RRULE that onsets of a kind follow, one in each year; None if there is none.

    It is for the nth, or the last (-1), of a weekday in a month.
    """
    walls = [onset.wall for onset in kind]
    same = {
        (wall.month, wall.weekday(), wall.time(), onset[1:])
        for wall, onset in zip(walls, kind, strict=True)
    }
    if [wall.year for wall in walls] != [*years] or len(same) > 1:
        return None
    nth = {(wall.day - 1) // 7 + 1 for wall in walls}
    if all((wall + _WEEK).month != wall.month for wall in walls):
        nth = {-1}
    if len(nth) > 1:
        return None
    month, weekday = walls[0].month, _WEEKDAYS[walls[0].weekday()]
    return f"FREQ=YEARLY;BYDAY={nth.pop()}{weekday};BYMONTH={month}"


def years_by_zone(
    spans: Iterable[tuple[dt.date | dt.datetime, dt.date | dt.datetime]],
) -> dict[str, tuple[int, int]]:
    """The zones that events are written in, with their first and last years."""
    years: dict[str, tuple[int, int]] = {}
    for start, end in spans:
        if not isinstance(start, dt.datetime) or not isinstance(end, dt.datetime):
            continue
        if isinstance(start.tzinfo, ZoneInfo) and not is_written_in_utc(start, end):
            key = start.tzinfo.key
            first, last = years.get(key, (start.year, end.year))
            years[key] = (min(first, start.year), max(last, end.year))
    return dict(sorted(years.items()))


def is_written_in_utc(start: dt.datetime, end: dt.datetime) -> bool:
    """Whether times are written in UTC.

    They are if that is their zone, or if a change of clocks makes one of them exist
    twice or never.
    """
    zone = start.tzinfo
    return isinstance(zone, ZoneInfo) and (
        zone.key in ("UTC", "Etc/UTC")
        or any(times_shown(at.replace(tzinfo=None), zone) != 1 for at in (start, end))
    )
