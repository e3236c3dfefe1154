"""The conflicts among picks, and the free time between them.

Conflicts are overlaps, too little time between rooms, and shared days.
"""

import bisect
import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.look.words.dates import dates_plain, minutes
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.dates import ONE_DAY, Dates
from milipol_cli.network.model.programmes import room_key
from milipol_cli.network.model.record import Record
from milipol_cli.network.sessions import SessionAsOf, takes_no_time, until, utc
from milipol_cli.picks.as_of import PickAsOf, is_outside
from milipol_cli.picks.differences import Conflict, ConflictKind
from milipol_cli.picks.words import PickNames

# Less time than this between two rooms is a conflict, unless another time is asked for.
CHANGE = dt.timedelta(minutes=10)

# How long a session may last whose end was not published.
MAY_LAST = dt.timedelta(hours=2)

_MINUTE = dt.timedelta(minutes=1)


def _is_busy(pick: PickAsOf) -> bool:
    """Whether a pick takes up time: it has a start and a length, and takes place."""
    if pick.starts is None or takes_no_time(pick.starts, pick.ends):
        return False
    return _takes_place(pick)


def _takes_place(pick: PickAsOf) -> bool:
    """Whether it takes place; own entries and meetings do without their edition."""
    return pick.pick.is_entry or not pick.has("cancelled", "postponed")


def with_conflicts(picks: Sequence[PickAsOf], change: dt.timedelta) -> list[PickAsOf]:
    """The picks with the conflicts among them, each at the pick that starts later."""
    conflicts: dict[str, list[Conflict]] = defaultdict(list)
    names = PickNames(picks)
    earlier: list[PickAsOf] = []
    for second in sorted(filter(_is_busy, picks), key=_start):
        start = _start(second)
        # No pick that starts later can be in conflict with the ones left out here.
        earlier = [first for first in earlier if _latest_end(first) + change > start]
        for first in earlier:
            if conflict := _conflict(first, second, names):
                conflicts[second.id].append(conflict)
        earlier.append(second)
    for pick_id, conflict in _same_days(picks):
        conflicts[pick_id].append(conflict)
    return [
        msgspec.structs.replace(
            pick, conflicts=(*pick.conflicts, *conflicts.get(pick.id, ()))
        )
        for pick in picks
    ]


def _conflict(first: PickAsOf, second: PickAsOf, names: PickNames) -> Conflict | None:
    """The conflict of a pick with one that starts earlier, or together with it.

    They overlap if both start at the same time, or if the end of the first is known to
    be later; else, without an end, they may.
    """
    start = _start(second)
    into = start - _start(first)
    end = None if first.ends is None else utc(first.ends)
    rooms = [pick.room for pick in (first, second) if pick.room is not None]
    span = None
    kind: ConflictKind = "overlap"
    if not into or (end is not None and end > start):
        text = f"overlaps {names.named(first.id, start)}"
        if end is not None and second.ends is not None:
            span = min(end, utc(second.ends)) - start
            text += f" by {minutes(span)}"
        elif end is None or not into:
            text += ": both start at the same time"
        else:
            left = minutes(end - start)
            text += f": starts {minutes(into)} into it, {left} before its end"
    elif end is None and _latest_end(first) > start:
        kind, name = "may overlap", names.named(first.id, start)
        text = f"may overlap {name}, whose end was not published"
    elif end is not None and len({*map(room_key, rooms)}) == 2:
        kind, span = "tight", start - end
        text = f"tight: {minutes(span)} between {' and '.join(rooms)}"
    else:
        return None
    whole = None if span is None else span // _MINUTE
    return Conflict(kind=kind, text=text, other=first.id, minutes=whole)


def _start(pick: PickAsOf) -> dt.datetime:
    assert pick.starts is not None  # busy
    return utc(pick.starts)


def _latest_end(pick: PickAsOf) -> dt.datetime:
    return _start(pick) + MAY_LAST if pick.ends is None else utc(pick.ends)


def _same_days(picks: Iterable[PickAsOf]) -> Iterator[tuple[str, Conflict]]:
    """The days on which there are picks of two editions, with the id of a pick.

    It is the first of the picks that share days, of the edition that is picked later.
    """
    spans = sorted(
        (pick.first, pick.last, pick.id, pick.edition)
        for pick in picks
        if pick.edition is not None and pick.first is not None and pick.last is not None
        if not (pick.pick.is_own or pick.pick.is_visit or is_outside(pick))
        if _takes_place(pick)
    )
    titles = {edition.id: edition.title for _, _, _, edition in spans}
    picks_on: dict[str, dict[dt.date, str]] = defaultdict(dict)
    for first, last, pick_id, edition in spans:
        for number in range((last - first).days + 1):
            picks_on[edition.id].setdefault(first + number * ONE_DAY, pick_id)
    for (key, days), (_, later) in itertools.combinations(picks_on.items(), 2):
        if shared := sorted(days.keys() & later.keys()):
            dates = dates_plain(Dates(start=shared[0], end=shared[-1]))
            text = f"same days as {titles[key]}: {dates}"
            conflict = Conflict(kind="same days", text=text, other=key)
            yield later[shared[0]], conflict


class FreeTime(Record, frozen=True, kw_only=True):
    """Free time after the pick with the id `after`, and the sessions that fit into it.

    It is `certain` if no pick whose end was not published may still be on.
    """

    after: str
    starts: dt.datetime
    ends: dt.datetime
    certain: bool
    fits: tuple[SessionAsOf, ...] = ()
    id: str = ""  # as the other rows of a day; it names nothing


def free_times(picks: Iterable[PickAsOf]) -> list[FreeTime]:
    """The free time between all picks that have a time, at whatever show, in UTC."""
    busy = [
        (_start(pick), until(_start(pick), pick.ends), pick.id, bool(pick.ends))
        for pick in picks
        if _is_busy(pick)
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
            may_end = starts + MAY_LAST
    return free


def free_on(
    day: Iterable[PickAsOf],
    free: Sequence[FreeTime],
    zone: ZoneInfo,
    as_of: AsOf,
    least: dt.timedelta,
) -> Iterator[FreeTime]:
    """The free time to come of at least this length on a day, in its zone."""
    starts = sorted(_start(pick) for pick in day if _is_busy(pick))
    now = dt.datetime.min.replace(tzinfo=dt.UTC)
    if as_of.moment is not None:
        now = utc(as_of.moment).replace(second=0, microsecond=0)
    for each in free if starts else ():
        begins = max(each.starts, now)
        is_of_day = starts[0] <= each.starts and each.ends <= starts[-1]
        if is_of_day and each.ends - begins >= max(least, _MINUTE):
            yield msgspec.structs.replace(
                each, starts=begins.astimezone(zone), ends=each.ends.astimezone(zone)
            )


def with_fits(
    free: Iterable[FreeTime], sessions: Iterable[SessionAsOf]
) -> Iterator[FreeTime]:
    """Free time with those of the sessions, in order, that fit into it."""
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
