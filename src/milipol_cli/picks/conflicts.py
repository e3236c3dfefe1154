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
from milipol_cli.look.words.editions import place
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.programmes import room_key
from milipol_cli.network.model.record import Record
from milipol_cli.network.sessions import SessionAsOf, takes_no_time, until, utc
from milipol_cli.picks.as_of import PickAsOf, is_outside
from milipol_cli.picks.differences import Conflict
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
    if pick.pick.is_entry or pick.edition is None:
        return True
    if pick.session is not None and pick.session.session.cancelled:
        return False
    return not pick.edition.is_void


def with_conflicts(picks: Sequence[PickAsOf], change: dt.timedelta) -> list[PickAsOf]:
    """The picks with the conflicts among them, each at the pick that starts later.

    Less than `change` between two different rooms is tight.
    """
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
    into = (start - _start(first)) // _MINUTE
    end = None if first.ends is None else utc(first.ends)
    if _start(first) == start or (end is not None and end > start):
        ends = [utc(pick.ends) for pick in (first, second) if pick.ends is not None]
        common = (min(ends) - start) // _MINUTE if len(ends) == 2 else None
        left = None if end is None else (end - start) // _MINUTE
        text = f"overlaps {names.named(first.id, start)}"
        if common is not None:
            text += f" by {_length(common)}"
        elif left is None or not into:
            text += ": both start at the same time"
        else:
            text += f": starts {_length(into)} into it, {_length(left)} before its end"
        return Conflict(
            kind="overlap",
            text=text,
            other=first.id,
            minutes=common,
            into_minutes=into,
            left_minutes=left,
        )
    if end is not None:
        rooms = _rooms(first, second)
        if rooms is None:
            return None
        pause = (start - end) // _MINUTE
        text = f"tight: {_length(pause)} between {rooms}"
        return Conflict(kind="tight", text=text, other=first.id, minutes=pause)
    if _latest_end(first) <= start:
        return None
    return Conflict(
        kind="may overlap",
        text=f"may overlap {names.named(first.id, start)}, whose end was not published",
        other=first.id,
        into_minutes=into,
    )


def _length(number: int) -> str:
    return minutes(number * _MINUTE)


def _start(pick: PickAsOf) -> dt.datetime:
    assert pick.starts is not None  # busy
    return utc(pick.starts)


def _latest_end(pick: PickAsOf) -> dt.datetime:
    return _start(pick) + MAY_LAST if pick.ends is None else utc(pick.ends)


def _rooms(first: PickAsOf, second: PickAsOf) -> str | None:
    """The rooms of two picks; None if they are one room, or are not known.

    Rooms of two shows are different, and named with their cities.
    """
    if first.room is None or second.room is None:
        return None
    here, there = first.edition, second.edition
    if here is not None and there is not None and here.id != there.id:
        cities = [place(edition).partition(",")[0] for edition in (here, there)]
        return f"{first.room}, {cities[0]} and {second.room}, {cities[1]}"
    if room_key(first.room) == room_key(second.room):
        return None
    return f"{first.room} and {second.room}"


def _same_days(picks: Sequence[PickAsOf]) -> Iterator[tuple[str, Conflict]]:
    """The days on which there are picks of two editions, with the id of a pick.

    It is the first of the picks that share days, of the edition that is picked later.
    """
    titles: dict[str, str] = {}
    spans_by_edition: dict[str, list[tuple[dt.date, dt.date, str]]] = defaultdict(list)
    for pick in picks:
        if pick.edition is None or pick.pick.is_own or pick.pick.is_visit:
            continue
        if is_outside(pick) or not _takes_place(pick):
            continue
        if pick.first is not None and pick.last is not None:
            titles[pick.edition.id] = pick.edition.title
            span = (pick.first, pick.last, pick.id)
            spans_by_edition[pick.edition.id].append(span)
    for spans in spans_by_edition.values():
        spans.sort()
    ordered = sorted(spans_by_edition.items(), key=lambda item: item[1])
    for (edition, spans), (_, later_spans) in itertools.combinations(ordered, 2):
        shared = [
            (max(first, other_first), min(last, other_last), pick_id)
            for first, last, pick_id in later_spans
            for other_first, other_last, _ in spans
            if first <= other_last and other_first <= last
        ]
        if shared:
            first = min(first for first, _, _ in shared)
            last = max(last for _, last, _ in shared)
            days = dates_plain(Dates(start=first, end=last))
            text = f"same days as {titles[edition]}: {days}"
            conflict = Conflict(
                kind="same days", text=text, other=edition, first=first, last=last
            )
            yield shared[0][2], conflict


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
        (utc(pick.starts), until(pick.starts, pick.ends), pick.id, bool(pick.ends))
        for pick in picks
        if pick.starts is not None and _is_busy(pick)
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
    """The free time between the timed picks of a day, in its zone.

    Past time is not free. Free time shorter than `least` is left out.
    """
    starts = [utc(pick.starts) for pick in day if pick.starts and _is_busy(pick)]
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
