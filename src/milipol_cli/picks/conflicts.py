"""The conflicts among picks: overlaps, too little time between rooms, shared days."""

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from milipol_cli.network.model.programmes import room_key
from milipol_cli.network.model.shows import is_void
from milipol_cli.network.sessions import takes_no_time, utc
from milipol_cli.picks.as_of import Conflict, PickAsOf, is_outside

# Less time than this between two rooms is a conflict, unless another time is asked for.
CHANGE = dt.timedelta(minutes=10)

# How long a session may last whose end was not published.
MAY_LAST = dt.timedelta(hours=2)

_MINUTE = dt.timedelta(minutes=1)


def is_busy(pick: PickAsOf) -> bool:
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
    return not is_void(pick.edition.notices)


def with_conflicts(picks: Sequence[PickAsOf], change: dt.timedelta) -> list[PickAsOf]:
    """The picks with the conflicts among them, each at the pick that starts later.

    Less than `change` between two different rooms is tight.
    """
    conflicts: dict[str, list[Conflict]] = defaultdict(list)
    earlier: list[PickAsOf] = []
    for second in sorted(filter(is_busy, picks), key=_start):
        start = _start(second)
        # No pick that starts later can be in conflict with the ones left out here.
        earlier = [first for first in earlier if _latest_end(first) + change > start]
        for first in earlier:
            if conflict := _conflict(first, second):
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


def _conflict(first: PickAsOf, second: PickAsOf) -> Conflict | None:
    """The conflict of a pick with one that starts earlier, or together with it.

    They overlap if both start at the same time, or if the end of the first is known to
    be later; else, without an end, they may.
    """
    start = _start(second)
    end = None if first.ends is None else utc(first.ends)
    if _start(first) == start or (end is not None and end > start):
        ends = [utc(pick.ends) for pick in (first, second) if pick.ends is not None]
        return Conflict(
            kind="overlap",
            other=first.id,
            minutes=(min(ends) - start) // _MINUTE if len(ends) == 2 else None,
            into_minutes=(start - _start(first)) // _MINUTE,
            left_minutes=None if end is None else (end - start) // _MINUTE,
        )
    if end is not None:
        if not _changes_rooms(first, second):
            return None
        return Conflict(kind="tight", other=first.id, minutes=(start - end) // _MINUTE)
    if _latest_end(first) <= start:
        return None
    return Conflict(
        kind="may overlap",
        other=first.id,
        into_minutes=(start - _start(first)) // _MINUTE,
    )


def _start(pick: PickAsOf) -> dt.datetime:
    assert pick.starts is not None  # busy
    return utc(pick.starts)


def _latest_end(pick: PickAsOf) -> dt.datetime:
    return _start(pick) + MAY_LAST if pick.ends is None else utc(pick.ends)


def _changes_rooms(first: PickAsOf, second: PickAsOf) -> bool:
    """Whether two picks are in two rooms that are known, or in rooms of two shows."""
    if first.room is None or second.room is None:
        return False
    return room_key(first.room) != room_key(second.room) or at_two_shows(first, second)


def at_two_shows(first: PickAsOf, second: PickAsOf) -> bool:
    """Whether two picks belong to different editions."""
    if first.edition is None or second.edition is None:
        return False
    return first.edition.id != second.edition.id


def _same_days(picks: Sequence[PickAsOf]) -> Iterator[tuple[str, Conflict]]:
    """The days on which there are picks of two editions, with the id of a pick.

    It is the first of the picks that share days, of the edition that is picked later.
    """
    spans_by_edition: dict[str, list[tuple[dt.date, dt.date, str]]] = {}
    for pick in picks:
        if pick.edition is None or pick.pick.is_own or pick.pick.is_visit:
            continue
        if is_outside(pick):
            continue
        if pick.first is not None and pick.last is not None and _takes_place(pick):
            span = (pick.first, pick.last, pick.id)
            spans_by_edition.setdefault(pick.edition.id, []).append(span)
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
            conflict = Conflict(
                kind="same days",
                other=edition,
                first=min(first for first, _, _ in shared),
                last=max(last for _, last, _ in shared),
            )
            yield shared[0][2], conflict
