"""Zones -> VTIMEZONE, from the zone database, for the years in use.

`add_missing_timezones()` of icalendar writes onsets in the time of the wrong offset,
and lists of RDATEs, of which several programs read only the first.
"""

import datetime as dt
import functools
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Component, Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vDatetime, vRecur, vText, vUTCOffset

from milipol_cli.ics.write import folded, is_written_in_utc

_STEP = dt.timedelta(days=7)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Onset(NamedTuple):
    """A change of the offset of a zone; `wall` is the local time before the change."""

    wall: dt.datetime
    before: dt.timedelta
    after: dt.timedelta
    name: str


class _Rule(NamedTuple):
    """A day of the year: the nth, or the last (-1), of a weekday in a month."""

    month: int
    weekday: int
    nth: int


@functools.lru_cache(maxsize=1024)  # each file of a folder has its own
def zone_lines(key: str, first_year: int, last_year: int) -> bytes:
    """The VTIMEZONE of a zone for events in these years.

    It has one STANDARD and one DAYLIGHT with a yearly rule if the rules hold for all
    years, or else each onset by itself. It begins a year before the first, since times
    before the first onset would have no offset.
    """
    zone = ZoneInfo(key)
    first, last = max(first_year - 1, 1), min(last_year + 1, 9998)
    changes = list(onsets(zone, first, last))
    parts = []
    rules = _rules(changes, first, last)
    if rules is None:
        begin = dt.datetime(first, 1, 1, tzinfo=dt.UTC)
        at = begin.astimezone(zone)
        offset = _offset(at)
        start = Onset(dt.datetime(first, 1, 1), offset, offset, at.tzname() or key)  # noqa: DTZ001
        listed = [start, *changes]
        larger = max(onset.after for onset in listed)
        smaller = min(onset.after for onset in listed)
        for onset in listed:
            is_daylight = onset.after == larger != smaller
            parts.append(_part(onset, None, daylight=is_daylight))
    else:
        for onset, rule in rules:
            is_daylight = onset.after > onset.before
            parts.append(_part(onset, rule, daylight=is_daylight))
    timezone = Timezone()
    timezone["TZID"] = vText(key)
    head, end, tail = _lines_of(timezone).partition(b"END:VTIMEZONE")
    return b"".join((head, *parts, end, tail))


def _lines_of(component: Component) -> bytes:
    return b"".join(map(folded, filter(None, component.content_lines(sorted=False))))


def _part(onset: Onset, rule: _Rule | None, *, daylight: bool) -> bytes:
    # DAYLIGHT is the larger offset; dst() has it the other way round for Dublin.
    part = TimezoneDaylight() if daylight else TimezoneStandard()
    part["DTSTART"] = vDatetime(onset.wall)
    if rule is not None:
        day = f"{rule.nth}{_WEEKDAYS[rule.weekday]}"
        part["RRULE"] = vRecur(FREQ="YEARLY", BYMONTH=rule.month, BYDAY=day)
    part["TZOFFSETFROM"] = vUTCOffset(onset.before)
    part["TZOFFSETTO"] = vUTCOffset(onset.after)
    part["TZNAME"] = vText(onset.name)
    return _lines_of(part)


def _offset(moment: dt.datetime) -> dt.timedelta:
    return moment.utcoffset() or dt.timedelta()


def onsets(zone: ZoneInfo, first: int, last: int) -> Iterator[Onset]:
    """Every change of a zone's offset in these years, to the second.

    No zone has two changes within a week.
    """
    at = dt.datetime(first, 1, 1, tzinfo=dt.UTC)
    end = dt.datetime(last, 12, 31, tzinfo=dt.UTC)
    before = _offset(at.astimezone(zone))
    while at < end:
        then = min(at + _STEP, end)
        after = _offset(then.astimezone(zone))
        if after != before:
            low, high = 0, int((then - at).total_seconds())
            while high - low > 1:
                middle = (low + high) // 2
                moment = at + dt.timedelta(seconds=middle)
                is_before = _offset(moment.astimezone(zone)) == before
                low, high = (middle, high) if is_before else (low, middle)
            changed = at + dt.timedelta(seconds=high)
            wall = (changed + before).replace(tzinfo=None)
            name = changed.astimezone(zone).tzname() or zone.key
            yield Onset(wall, before, after, name)
        at, before = then, after


def _rules(
    changes: list[Onset], first: int, last: int
) -> list[tuple[Onset, _Rule]] | None:
    """The first onset of each kind with its yearly rule; None if one has no rule."""
    forward = [onset for onset in changes if onset.after > onset.before]
    back = [onset for onset in changes if onset.after < onset.before]
    rules = []
    for kind in (back, forward):
        if [onset.wall.year for onset in kind] != list(range(first, last + 1)):
            return None
        rule = _rule(kind)
        if rule is None:
            return None
        rules.append((kind[0], rule))
    return rules


def _rule(kind: list[Onset]) -> _Rule | None:
    """The rule that all onsets of a kind follow, if there is one."""
    if len({(onset[1:], onset.wall.time()) for onset in kind}) > 1:
        return None
    days = {(onset.wall.month, onset.wall.weekday()) for onset in kind}
    if len(days) > 1:
        return None
    month, weekday = days.pop()
    week = dt.timedelta(days=7)
    if all((onset.wall + week).month != month for onset in kind):
        return _Rule(month, weekday, -1)
    weeks = {(onset.wall.day - 1) // 7 + 1 for onset in kind}
    return _Rule(month, weekday, weeks.pop()) if len(weeks) == 1 else None


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
