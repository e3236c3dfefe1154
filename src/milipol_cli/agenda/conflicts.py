"""What of an agenda does not fit together: overlaps, tight changes, shared days."""

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from milipol_cli.network.editions import is_void
from milipol_cli.network.model.programmes import room_key
from milipol_cli.network.sessions import takes_no_time, utc
from milipol_cli.picks.as_of import Conflict, ConflictKind, PickAsOf

# So long something may still be on whose end was not published.
MAY_RUN = dt.timedelta(hours=2)


# So many marks of a kind are told of one pick, and then how many others there are.
MOST_MARKS = 10


_MINUTE = dt.timedelta(minutes=1)


_DAY = dt.timedelta(days=1)


def is_busy(one: PickAsOf) -> bool:
    """Whether a pick takes its reader's time: it has one, and takes place."""
    if one.starts is None or takes_no_time(one.starts, one.ends):
        return False
    return _takes_place(one)


def _takes_place(one: PickAsOf) -> bool:
    """Whether its edition does; what is the reader's own is for him to call off."""
    return one.pick.is_own or one.edition is None or not is_void(one.edition.notices)


def find_conflicts(
    found: Sequence[PickAsOf], change: dt.timedelta, whole: Collection[str] = ()
) -> dict[str, list[Conflict]]:
    """What does not fit, by the id of the pick that comes later.

    Of a kind ten marks are told of each pick, the others counted; of the picks in
    `whole` all are told, whichever comes later.

    Two picks overlap for sure where the first one's end is known, or where both start
    at once; else they may. Less than `change` between two rooms that are known, and
    differ, is tight. Editions clash where picks of both are on one day.
    """
    marks: dict[str, list[Conflict]] = {}
    running: list[_Busy] = []
    for second in _in_order(found, change):
        start, key = second.starts, second.one.pick.id
        running = [it for it in running if it.until > start or it.starts == start]
        told: list[tuple[int, Conflict]] = []
        left: list[Conflict] = []
        for kind, firsts in _by_kind(running, second):
            some = firsts if key in whole else _some(firsts, whole)
            told += [(it.place, _mark(kind, it, second)) for it in some]
            if len(some) < len(firsts):
                left.append(Conflict(kind=kind, others=len(firsts) - len(some)))
        if told:  # else none is left, either
            in_order = [mark for _, mark in sorted(told, key=_by_place)]
            marks.setdefault(key, []).extend([*in_order, *left])
        running.append(second)
    for key, mark in _some_same_days(found, whole):
        marks.setdefault(key, []).append(mark)
    return marks


class _Busy(NamedTuple):
    """A pick in the order of starts, in UTC.

    What starts before `sure` overlaps with it for sure, what starts from `until` on
    fits. `ends` is None where it was not published; then it may be on until `may`.
    """

    place: int
    one: PickAsOf
    starts: dt.datetime
    ends: dt.datetime | None
    sure: dt.datetime
    estimated: dt.datetime
    until: dt.datetime


def _by_place(told: tuple[int, Conflict]) -> int:
    return told[0]


def _in_order(found: Sequence[PickAsOf], change: dt.timedelta) -> Iterator[_Busy]:
    busy = sorted((one for one in found if is_busy(one)), key=_start)
    for place, one in enumerate(busy):
        starts, latest = _start(one), _latest_end(one)
        ends = None if one.ends is None else latest
        # Two that start at once overlap, whenever they end.
        sure = starts + dt.datetime.resolution if ends is None else ends
        yield _Busy(place, one, starts, ends, sure, latest, latest + change)


def _by_kind(
    running: Sequence[_Busy], second: _Busy
) -> Iterator[tuple[ConflictKind, list[_Busy]]]:
    """What a pick does not fit with, of all that may still be on.

    These are all pairs there are, so that none of them may cost much.
    """
    start = second.starts
    yield "overlap", [it for it in running if it.sure > start]
    late = [it for it in running if it.sure <= start]
    yield "may overlap", [it for it in late if it.ends is None and it.estimated > start]
    ended = [it for it in late if it.ends is not None]
    yield "tight", [it for it in ended if _changes_rooms(it.one, second.one)]


def _some(firsts: list[_Busy], whole: Collection[str]) -> list[_Busy]:
    """Ten of them, and all that are to be told in any case."""
    if len(firsts) <= MOST_MARKS:
        return firsts
    others = [it for it in firsts if it.one.pick.id not in whole]
    named = [it for it in firsts if it.one.pick.id in whole]
    return [*named, *others[:MOST_MARKS]]


def _start(one: PickAsOf) -> dt.datetime:
    assert one.starts is not None  # busy
    return utc(one.starts)


def _latest_end(one: PickAsOf) -> dt.datetime:
    return _start(one) + MAY_RUN if one.ends is None else utc(one.ends)


def _mark(kind: ConflictKind, first: _Busy, second: _Busy) -> Conflict:
    """How two picks do not fit, the one that starts earlier first."""
    other, into = first.one.pick.id, second.starts - first.starts
    if kind == "tight":
        assert first.ends is not None  # else it may overlap
        free = second.starts - first.ends
        return Conflict(kind=kind, other=other, minutes=free // _MINUTE)
    ends = [it.ends for it in (first, second) if it.ends is not None]
    left = None if first.ends is None else first.ends - second.starts
    return Conflict(
        kind=kind,
        other=other,
        minutes=(min(ends) - second.starts) // _MINUTE if len(ends) > 1 else None,
        into_minutes=into // _MINUTE,
        left_minutes=None if left is None else left // _MINUTE,
    )


def _changes_rooms(first: PickAsOf, second: PickAsOf) -> bool:
    """Whether two picks are in two rooms that are known, or in rooms of two shows."""
    rooms = (_room(first), _room(second))
    if None in rooms:
        return False
    return rooms[0] != rooms[1] or at_two_shows(first, second)


def at_two_shows(first: PickAsOf, second: PickAsOf) -> bool:
    """Whether two picks belong to editions that differ, so that one has to travel."""
    if first.edition is None or second.edition is None:
        return False
    return first.edition.id != second.edition.id


def _room(one: PickAsOf) -> str | None:
    room = one.pick.place if one.session is None else one.session.session.room
    return None if room is None else room_key(room)


_Days = tuple[dt.date, dt.date]


def _some_same_days(
    found: Sequence[PickAsOf], whole: Collection[str]
) -> Iterator[tuple[str, Conflict]]:
    """Of each pick ten of the days it shares, and how many others it does."""
    editions = {key.partition("/")[0] for key in whole}
    counted: Counter[str] = Counter()
    for key, mark in _same_days(found):
        is_whole = key in whole or mark.other in editions
        counted[key] += not is_whole
        if is_whole or counted[key] <= MOST_MARKS:
            yield key, mark
    for key, number in counted.items():
        if number > MOST_MARKS:
            yield key, Conflict(kind="same days", others=number - MOST_MARKS)


def _same_days(found: Sequence[PickAsOf]) -> Iterator[tuple[str, Conflict]]:
    """The days on which there are picks of two editions.

    Of the edition that was picked for a later day, each pick is marked with the days
    that it shares and that none before it was marked with.
    """
    picked: dict[str, list[tuple[_Days, str]]] = {}
    for one in found:
        if one.edition is None or one.pick.is_own or not _takes_place(one):
            continue
        if one.first is not None and one.last is not None:
            shown = ((one.first, one.last), one.pick.id)
            picked.setdefault(one.edition.id, []).append(shown)
    for spans in picked.values():
        spans.sort()
    ordered = sorted(picked.items(), key=lambda item: (item[1][0][0], item[0]))
    for (edition, some), (_, others) in itertools.combinations(ordered, 2):
        told = dt.date.min
        for days, key in others:
            for first, last in _shared(days, [span for span, _ in some]):
                if last > told:
                    yield (
                        key,
                        Conflict(
                            kind="same days",
                            other=edition,
                            first=max(first, told + _DAY),
                            last=last,
                        ),
                    )
                    told = last


def _shared(days: _Days, others: Sequence[_Days]) -> list[_Days]:
    """The days that some of the others are on, too, in runs without a gap."""
    found: list[_Days] = []
    for other in others:
        first, last = max(days[0], other[0]), min(days[1], other[1])
        if first > last:
            continue
        if found and (first - found[-1][1]).days <= 1:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found
