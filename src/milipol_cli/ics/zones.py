"""Zones -> VTIMEZONE, from the zone database, for the years in use.

`add_missing_timezones()` of icalendar writes onsets in the time of the wrong offset,
and lists of RDATEs, of which several programs read only the first.
"""

import calendar
import datetime as dt
import functools
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Component, Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vDatetime, vRecur, vText, vUTCOffset

from milipol_cli.ics.transitions import transitions
from milipol_cli.ics.write import folded, is_written_in_utc

_STEP = dt.timedelta(days=7)
_SECOND = dt.timedelta(seconds=1)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)

# Stands for the time of an onset until that is known.
_ANY_TIME = dt.datetime(1970, 1, 1)  # noqa: DTZ001
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
    changes = onsets(zone, first, last)
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
    lines = _part_lines(onset[1:], rule, daylight=daylight)
    return lines.replace(_written(_ANY_TIME), _written(onset.wall), 1)


def _written(wall: dt.datetime) -> bytes:
    written: bytes = vDatetime(wall).to_ical()  # type: ignore[no-untyped-call]
    return written


@functools.lru_cache(maxsize=1024)  # most onsets of a zone differ only in their time
def _part_lines(
    change: tuple[dt.timedelta, dt.timedelta, str],
    rule: _Rule | None,
    *,
    daylight: bool,
) -> bytes:
    """The lines of an onset at `_ANY_TIME`."""
    before, after, name = change
    # DAYLIGHT is the larger offset; dst() has it the other way round for Dublin.
    part = TimezoneDaylight() if daylight else TimezoneStandard()
    part["DTSTART"] = vDatetime(_ANY_TIME)
    if rule is not None:
        day = f"{rule.nth}{_WEEKDAYS[rule.weekday]}"
        part["RRULE"] = vRecur(FREQ="YEARLY", BYMONTH=rule.month, BYDAY=day)
    part["TZOFFSETFROM"] = vUTCOffset(before)
    part["TZOFFSETTO"] = vUTCOffset(after)
    part["TZNAME"] = vText(name)
    return _lines_of(part)


def _offset(moment: dt.datetime) -> dt.timedelta:
    return moment.utcoffset() or dt.timedelta()


def onsets(zone: ZoneInfo, first: int, last: int) -> list[Onset]:
    """Every change of a zone's offset in these years, to the second."""
    begin = dt.datetime(first, 1, 1, tzinfo=dt.UTC)
    end = dt.datetime(last, 12, 31, tzinfo=dt.UTC)
    listed, has_rule = transitions(zone.key)
    moments = [
        _EPOCH + dt.timedelta(seconds=seconds)
        for seconds in listed
        if begin.timestamp() < seconds <= end.timestamp()
    ]
    if has_rule:
        latest = max([begin.timestamp(), *listed[-1:]])
        year = (_EPOCH + dt.timedelta(seconds=latest)).year
        moments += _by_rule(zone, year, last)
    return [
        onset
        for moment in sorted(set(moments))
        if begin < moment <= end and (onset := _onset(zone, moment)) is not None
    ]


def _onset(zone: ZoneInfo, moment: dt.datetime) -> Onset | None:
    """The change of the offset at a moment, if it does change."""
    before = _offset((moment - _SECOND).astimezone(zone))
    changed = moment.astimezone(zone)
    after = _offset(changed)
    if after == before:
        return None
    wall = (moment + before).replace(tzinfo=None)
    return Onset(wall, before, after, changed.tzname() or zone.key)


def _by_rule(zone: ZoneInfo, first: int, last: int) -> Iterator[dt.datetime]:
    """The changes in years in which a zone follows a rule, in `first` from some day on.

    Years of one length that begin on the same weekday have the same changes, so that
    few years have to be searched.
    """
    known: dict[tuple[bool, int], list[dt.timedelta]] = {}
    for year in range(first, last + 1):
        start = dt.datetime(year, 1, 1, tzinfo=dt.UTC)
        if year == first:
            yield from _searched(zone, start)
            continue
        kind = calendar.isleap(year), start.weekday()
        if kind not in known:
            known[kind] = [moment - start for moment in _searched(zone, start)]
        for since in known[kind]:
            yield start + since


def _searched(zone: ZoneInfo, start: dt.datetime) -> Iterator[dt.datetime]:
    """The changes in the year that begins at `start`."""
    at, end = start, start.replace(year=start.year + 1)
    before = _offset(at.astimezone(zone))
    while at < end:
        then = min(at + _STEP, end)
        after = _offset(then.astimezone(zone))
        if after != before:
            low, high = at, then
            while high - low > _SECOND:
                middle = low + (high - low) // 2
                middle = middle.replace(microsecond=0)
                if _offset(middle.astimezone(zone)) == before:
                    low = middle
                else:
                    high = middle
            yield high
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
