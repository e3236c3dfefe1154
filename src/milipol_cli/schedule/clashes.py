"""What of an agenda does not fit together: overlaps, tight changes, shared days."""

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence

from milipol_cli.answers import Mark, Planned
from milipol_cli.schedule.editions import is_void

# So long something may still be on whose end was not published.
MAY_RUN = dt.timedelta(hours=2)

_MINUTE = dt.timedelta(minutes=1)


def utc(moment: dt.datetime) -> dt.datetime:
    """The moment in UTC: there alone two times may be compared and subtracted.

    In one zone Python compares clocks, an hour wrong in the night they change.
    """
    try:
        return moment.astimezone(dt.UTC)
    except OverflowError:  # on the first or the last day that there is
        return moment.replace(tzinfo=dt.UTC)


def is_busy(one: Planned) -> bool:
    """Whether a pick takes its reader's time: it has one, and takes place."""
    if one.starts is None or (one.ends is not None and one.ends == one.starts):
        return False
    return _takes_place(one)


def _takes_place(one: Planned) -> bool:
    return one.seen is None or not is_void(one.seen.notices)


def clashes(found: Sequence[Planned], change: dt.timedelta) -> dict[str, list[Mark]]:
    """What does not fit, by the id of the pick that comes later.

    Two picks overlap for sure where the first one's end is known, or where both start
    at once; else they may. Less than `change` between two rooms that are known, and
    differ, is tight. Editions clash where picks of both are on one day.
    """
    marks: dict[str, list[Mark]] = {}
    busy = sorted((one for one in found if is_busy(one)), key=_start)
    for at, first in enumerate(busy):
        latest = _latest_end(first) + change
        for second in itertools.islice(busy, at + 1, None):
            if _start(second) >= latest:
                break
            mark = clash(first, second, change)
            if mark is not None:
                marks.setdefault(second.pick.id, []).append(mark)
    for key, mark in _same_days(found):
        marks.setdefault(key, []).append(mark)
    return marks


def _start(one: Planned) -> dt.datetime:
    assert one.starts is not None  # busy
    return utc(one.starts)


def _latest_end(one: Planned) -> dt.datetime:
    return _start(one) + MAY_RUN if one.ends is None else utc(one.ends)


def clash(first: Planned, second: Planned, change: dt.timedelta) -> Mark | None:
    """How two picks with a time do not fit, the one that starts earlier first."""
    start = _start(second)
    other = first.pick.id
    into = (start - _start(first)) // _MINUTE
    if first.ends is None and start > _start(first):
        may = start < _latest_end(first)
        return Mark(kind="may overlap", other=other, into=into) if may else None
    if first.ends is None or start < utc(first.ends):
        ends = [utc(one.ends) for one in (first, second) if one.ends is not None]
        left = None if first.ends is None else (utc(first.ends) - start) // _MINUTE
        sure = len(ends) > 1
        return Mark(
            kind="overlap",
            other=other,
            minutes=(min(ends) - start) // _MINUTE if sure else None,
            into=into,
            left=left,
        )
    free = start - utc(first.ends)
    rooms = (_room(first), _room(second))
    if free < change and None not in rooms and rooms[0] != rooms[1]:
        return Mark(kind="tight", other=other, minutes=free // _MINUTE)
    return None


def _room(one: Planned) -> str | None:
    room = one.pick.place if one.session is None else one.session.session.room
    return None if room is None else " ".join(room.casefold().split())


_Days = tuple[dt.date, dt.date]


def _same_days(found: Sequence[Planned]) -> Iterator[tuple[str, Mark]]:
    """The editions with picks on one day, told at the first pick of the later one."""
    picked: dict[str, list[tuple[_Days, str]]] = {}
    for one in found:
        if one.seen is None or one.pick.is_own or not _takes_place(one):
            continue
        if one.first is not None and one.last is not None:
            shown = ((one.first, one.last), one.pick.id)
            picked.setdefault(one.seen.edition.id, []).append(shown)
    for spans in picked.values():
        spans.sort()
    ordered = sorted(picked.items(), key=lambda item: item[1][0])
    for (earlier, some), (_, others) in itertools.combinations(ordered, 2):
        shared = [
            (max(one[0], other[0]), min(one[1], other[1]))
            for (one, _), (other, _) in itertools.product(some, others)
            if max(one[0], other[0]) <= min(one[1], other[1])
        ]
        if shared:
            first = min(days[0] for days in shared)
            last = max(days[1] for days in shared)
            mark = Mark(kind="same days", other=earlier, first=first, last=last)
            yield others[0][1], mark
