"""The conflicts among picks: overlaps, too little time between rooms, shared days."""

import bisect
import datetime as dt
import itertools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.dates import ONE_DAY, Dates
from milipol_cli.network.model.programmes import room_key
from milipol_cli.network.occasions import Conflict, ConflictKind, takes_no_time
from milipol_cli.picks.as_of import PickAsOf, is_outside

# Less time than this between two rooms is a conflict, unless another time is asked for.
CHANGE = dt.timedelta(minutes=10)

# More conflicts of a pick with others are only counted.
MOST_CONFLICTS = 10

_MINUTE = dt.timedelta(minutes=1)


def is_busy(pick: PickAsOf) -> bool:
    """Whether a pick takes up time: it has a start and a length, and takes place."""
    if pick.starts is None or takes_no_time(pick.starts, pick.ends):
        return False
    return _takes_place(pick)


def _takes_place(pick: PickAsOf) -> bool:
    """Whether a pick takes place: an entry or a meeting also if its show does not."""
    return pick.pick.is_entry or not pick.has("cancelled", "postponed")


class Latest:
    """The starts of picks by kind, to find out which pick is the latest of its kind."""

    def __init__(self, picks: Iterable[PickAsOf]) -> None:
        self._starts: dict[str, list[dt.datetime]] = defaultdict(list)
        for pick in picks:
            if pick.starts is not None:
                self._starts[pick.kind].append(pick.begins)
        for starts in self._starts.values():
            starts.sort()

    def is_latest(self, pick: PickAsOf, then: dt.datetime) -> bool:
        """Whether no other pick of its kind begins from its start until `then`."""
        starts = self._starts[pick.kind]
        since = bisect.bisect_left(starts, pick.begins)
        return bisect.bisect_right(starts, then) - since == 1


def with_conflicts(
    picks: Sequence[PickAsOf],
    change: dt.timedelta,
    *,
    new: Collection[str] = (),
    edited: Collection[str] = (),
) -> list[PickAsOf]:
    """The picks with the conflicts among them, each at the pick that starts later.

    Of each pick the first ten with others are listed, the rest are counted: thousands
    of picks at one time make millions of pairs. All with `edited` picks are listed, and
    ten more with `new` ones, so that a conflict that a command brings is not taken for
    one that was only counted before.
    """
    listed_by_id: dict[str, list[Conflict]] = defaultdict(list)
    counted_by_id: dict[str, list[ConflictKind]] = {}
    latest = Latest(picks)
    busy = [_Busy(pick, new, edited) for pick in picks if is_busy(pick)]
    for earlier, second in _with_earlier(busy, change):
        listed, counted = _conflicts_with(earlier, second, latest)
        listed_by_id[second.pick.id] += listed
        counted_by_id[second.pick.id] = counted
    for pick_id, conflict in _same_days(picks):
        listed_by_id[pick_id].append(conflict)
    return [
        msgspec.structs.replace(
            pick,
            conflicts=(*pick.conflicts, *listed_by_id.get(pick.id, ())),
            unlisted=tuple(Counter(counted_by_id.get(pick.id, ())).items()),
        )
        for pick in picks
    ]


def _with_earlier(
    busy: Iterable["_Busy"], change: dt.timedelta
) -> Iterator[tuple[Sequence["_Busy"], "_Busy"]]:
    """Each pick in order of its start, with earlier picks that it may conflict with."""
    earlier: list[_Busy] = []
    for second in sorted(busy, key=lambda pick: pick.start):
        start = second.start
        # No pick that starts later can be in conflict with the ones left out here.
        earlier = [first for first in earlier if first.latest_end + change > start]
        yield earlier, second
        earlier.append(second)


def with_first_conflicts(pick: PickAsOf) -> PickAsOf:
    """The pick with its first ten conflicts with others, more of them only counted."""
    listed: list[Conflict] = []
    unlisted: Counter[ConflictKind] = Counter(dict(pick.unlisted))
    pairs = 0  # the number of conflicts with others so far
    for conflict in pick.conflicts:
        pairs += conflict.pair is not None
        if conflict.pair is None or pairs <= MOST_CONFLICTS:
            listed.append(conflict)
        else:
            unlisted[conflict.kind] += 1
    return msgspec.structs.replace(pick, conflicts=tuple(listed), unlisted=tuple(unlisted.items()))


class _Busy:
    """A pick with the values that it is compared by in millions of pairs.

    `end` is None if it is not known; `latest_end` is then an assumption.
    """

    __slots__ = ("end", "is_edited", "is_new", "latest_end", "pick", "room", "start")

    def __init__(self, pick: PickAsOf, new: Collection[str], edited: Collection[str]) -> None:
        self.pick, self.start, self.latest_end = pick, pick.begins, pick.latest_end
        self.is_new, self.is_edited = pick.id in new, pick.id in edited
        self.end = None if pick.ends is None else self.latest_end
        self.room = None if pick.room is None else room_key(pick.room)


def _conflicts_with(
    earlier: Iterable[_Busy], second: _Busy, latest: Latest
) -> tuple[list[Conflict], list[ConflictKind]]:
    """The conflicts of a pick with earlier picks to list, and the kinds of the others.

    All with edited picks are listed, ten with new picks and ten with old picks.
    """
    listed: list[Conflict] = []
    counted: list[ConflictKind] = []
    numbers = {False: 0, True: 0}  # of those listed, with old picks and with new ones
    for first in earlier:
        if (kind := _kind_of_conflict(first, second)) is None:
            continue
        is_edited = first.is_edited or second.is_edited
        if is_edited or numbers[first.is_new] < MOST_CONFLICTS:
            is_latest = latest.is_latest(first.pick, second.start)
            listed.append(_pair_conflict(kind, first, second, is_latest=is_latest))
            numbers[first.is_new] += 1
        else:
            counted.append(kind)
    return listed, counted


def _kind_of_conflict(first: _Busy, second: _Busy) -> ConflictKind | None:
    """The conflict of a pick with a pick that starts earlier, or together with it.

    They overlap if both start at the same time, or if the end of the first is known to
    be later; without a known end, they may. A first pick that is over was just before
    the second, as `_with_earlier` gives no others: in another room, that is tight.
    """
    start, end = second.start, first.end
    if first.start == start or (end is not None and end > start):
        return "overlap"
    if end is None:
        return "may overlap" if first.latest_end > start else None
    is_elsewhere = None not in (first.room, second.room) and first.room != second.room
    return "tight" if is_elsewhere else None


def _pair_conflict(kind: ConflictKind, first: _Busy, second: _Busy, *, is_latest: bool) -> Conflict:
    """The conflict of two picks, with its minutes if the ends are known.

    They are the time between tight picks, or that in which both take place.
    """
    span = None
    if kind == "tight" and first.end is not None:
        span = second.start - first.end
    elif kind == "overlap" and first.end is not None and second.end is not None:
        span = min(first.end, second.end) - second.start
    return Conflict(
        kind=kind,
        other=first.pick.id,
        minutes=None if span is None else span // _MINUTE,
        pair=(first.pick, second.pick),
        is_latest=is_latest,
    )


def _same_days(picks: Iterable[PickAsOf]) -> Iterator[tuple[str, Conflict]]:
    """The days on which there are picks of two editions, each with the id of a pick.

    It is the first pick on these days at the edition whose picks begin later.
    """
    stays = _stays(picks)
    titles = {stay.edition.id: stay.edition.title for stay in stays}
    first_picks: dict[str, dict[dt.date, str]] = defaultdict(dict)  # by edition and day
    for stay in stays:
        of_edition = first_picks[stay.edition.id]
        for day in stay.days:
            of_edition.setdefault(day, stay.pick_id)
    for (other, there), (_, later) in itertools.combinations(first_picks.items(), 2):
        if shared := sorted(there.keys() & later.keys()):
            dates = Dates(start=shared[0], end=shared[-1])
            conflict = Conflict(kind="same days", other=other, shared=(titles[other], dates))
            yield later[shared[0]], conflict


class _Stay(NamedTuple):
    """The days for which a pick takes the reader to an edition."""

    first: dt.date
    last: dt.date
    pick_id: str
    edition: EditionAsOf

    @property
    def days(self) -> list[dt.date]:
        numbers = range((self.last - self.first).days + 1)
        return [self.first + number * ONE_DAY for number in numbers]


def _stays(picks: Iterable[PickAsOf]) -> list[_Stay]:
    """The stays of dated picks, in order; none of an own entry or a visit.

    A meeting at a stand is one unless it is outside the days of its edition.
    """
    return sorted(
        _Stay(pick.first, pick.last, pick.id, pick.edition)
        for pick in picks
        if pick.edition is not None and pick.first is not None and pick.last is not None
        if not (pick.pick.is_own or pick.pick.is_visit or is_outside(pick))
        if _takes_place(pick)
    )
