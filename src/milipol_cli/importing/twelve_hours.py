"""Times of a 12-hour clock that have no am or pm -> times of a 24-hour clock."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from milipol_cli.doubts import Doubts, Place, not_read
from milipol_cli.importing.written_times import DAY_MINUTES

_HOUR = 60
_HALF = DAY_MINUTES // 2
_FREE = (None, "0")
# The earliest time that may be one in the morning, tried in this order.
_MORNINGS = tuple(hour * _HOUR for hour in range(7, 12))


class Times(NamedTuple):
    """When a row says that a session begins and ends, and in which room on which day.

    `clock` and `end_clock` are those of `Written`; `minutes` is how long a session
    without an end lasts.
    """

    place: Place
    room: str
    day: dt.date | None
    start: int | None
    end: int | None
    clock: str | None
    end_clock: str | None
    minutes: int | None

    def read(self, morning: int) -> "Times":
        """The times as afternoon if they are before a morning."""
        if self.start is None:
            return self
        is_moved = self.clock in _FREE and self.start < morning
        start, end = self.start + _HALF * is_moved, self.end
        if end is not None and end <= start and end < _HALF and self.end_clock in _FREE:
            end += _HALF
        return self._replace(start=start, end=end)


def in_24_hours(rows: Sequence[Times], doubts: Doubts) -> Sequence[Times]:
    """The times of each row, read as those of a 24-hour clock.

    Only if no time of the file shows such a clock, those that would be at night are
    read as afternoon, which is a doubt. The order of the rows does not matter. Raises
    NotRead if sessions of a room overlap then.
    """
    if not _is_12_hours(rows):
        return rows
    groups: dict[tuple[str, dt.date | None], list[Times]] = {}
    for row in rows:
        groups.setdefault((row.room, row.day), []).append(row)
    mornings = {key: _morning(group) for key, group in groups.items()}
    doubts.add(
        "times without am or pm are taken as afternoon where they would be at night"
    )
    return [row.read(mornings[row.room, row.day]) for row in rows]


def _is_12_hours(rows: Sequence[Times]) -> bool:
    starts = [r.start for r in rows if r.start is not None and r.clock in _FREE]
    ends = [r.end for r in rows if r.end is not None and r.end_clock in _FREE]
    times = [*starts, *ends]
    has_24 = any("24" in (row.clock, row.end_clock) for row in rows)
    if has_24 or not times or min(times) < _HOUR or max(times) >= _HALF + _HOUR:
        return False
    is_padded = all(row.clock is not None for row in rows if row.start is not None)
    has_morning = max(starts, default=0) >= _MORNINGS[0]
    return min(times) < _MORNINGS[0] and (has_morning or not is_padded)


def _morning(rows: Sequence[Times]) -> int:
    """When the morning of a room begins, so that the fewest sessions overlap."""
    overlaps = {morning: _overlaps(rows, morning) for morning in _MORNINGS}
    best = min(_MORNINGS, key=lambda morning: len(overlaps[morning]))
    if not overlaps[best]:
        return best
    row = overlaps[best][0]
    assert row.start is not None
    raise not_read(
        f"{row.start // _HOUR}:{row.start % _HOUR:02} may be in the morning or in the"
        " afternoon, since sessions of the room overlap; write am or pm, or times like"
        " 13:05",
        row.place,
    )


def _overlaps(rows: Sequence[Times], morning: int) -> list[Times]:
    """The rows that begin before one that began earlier is over, or end before.

    Without a room, only those count that overlap since one of the two was moved.
    """
    overlaps = []
    over = {False: 0, True: 0}
    slots: dict[tuple[int, int, bool], Times] = {}
    for row in reversed(rows):
        read = row.read(morning)
        if read.start is not None:
            slots[read.start, read.end or 0, read.start != row.start] = row
    for (start, end, is_moved), row in sorted(slots.items()):
        ends = end or start + (row.minutes or 0)
        busy = max(over.values()) if row.room else over[not is_moved]
        if start < busy or (is_moved and ends < start):
            overlaps.append(row)
        over[is_moved] = max(over[is_moved], ends)
    return overlaps
