"""The data of a page for its script, and for its grid of rooms and hours."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import Any, NamedTuple

from milipol_cli.network.exhibitors import ListAsOf, short_stand, walk_order
from milipol_cli.network.model.programmes import NO_ROOM
from milipol_cli.network.occasions import UNENDED, utc
from milipol_cli.network.sessions import SessionAsOf

# More columns, or hours in a half-day, would be too small to read on a screen.
_MOST_COLUMNS = 8
_MOST_HOURS = 15

# A row of the grid is five minutes; an hour has twelve.
_ROW = dt.timedelta(minutes=5)
_ROWS = 12


def exhibitors_data(listing: ListAsOf) -> dict[str, Any]:
    """The exhibitors for a search, with numbers of categories, which many share."""
    entries = listing.exhibitors.listed
    names = dict.fromkeys(chain(*(entry.exhibitor.categories for entry in entries)))
    numbers = {name: number for number, name in enumerate(names)}
    return {
        "categories": [*names],
        "rows": [
            (
                entry.key,
                entry.exhibitor.name,
                short_stand(entry.exhibitor) or "",
                entry.exhibitor.country_name or "",
                [numbers[name] for name in entry.exhibitor.categories],
            )
            for entry in entries
        ],
    }


def calendar_data(calendar: bytes) -> tuple[list[str], str]:
    """The lines that a calendar has more than once, and all lines, those as numbers.

    Its last line is left out. The text stays the published one, but in half the size,
    since most lines of events repeat; none is a number.
    """
    lines = calendar.decode().removesuffix("END:VCALENDAR\r\n").split("\r\n")
    repeated = [line for line, number in Counter(lines).items() if number > 1]
    numbers = {line: str(number) for number, line in enumerate(repeated)}
    return repeated, "\n".join(map(numbers.get, lines, lines))


class Hours(NamedTuple):
    """The hours of a grid from top to bottom, and the classes of its sessions by id."""

    labels: Sequence[str]
    classes: dict[str, str]


class Rooms(NamedTuple):
    """The columns of a day: each room with its first column and how many it takes.

    A room takes several if its sessions overlap, so that none hides another.
    """

    heads: Sequence[tuple[str, int, int]]
    columns: int
    column_of: dict[str, int]

    def hours(self, rows: Sequence[SessionAsOf]) -> Hours | None:
        """Where the sessions of a half-day stand; None if they last for too long.

        Hours without a session, as before a dinner, have no rows. Classes are the
        column, and hours and twelfths of the start and of the end: "c1 h0 m6 H1 M0"
        from half past until the next full hour, if the grid begins with that hour.
        """
        top = _top(rows)
        # In rows of five minutes from the top.
        spans = [_span(row, utc(top)) for row in rows]
        hours_in_use = {
            hour for start, end in spans for hour in range(start // _ROWS, -(-end // _ROWS))
        }
        if len(hours_in_use) > _MOST_HOURS:
            return None
        nth = {hour: number for number, hour in enumerate(sorted(hours_in_use))}
        # An end on the hour is the end of the hour before, which is in use.
        classes = {
            row.id: f"c{self.column_of[row.id]}"
            f" h{nth[start // _ROWS]} m{start % _ROWS}"
            f" H{nth[(end - 1) // _ROWS] + (end % _ROWS == 0)} M{end % _ROWS}"
            for row, (start, end) in zip(rows, spans, strict=True)
        }
        labels = [f"{(top.hour + hour) % 24:02}:00" for hour in nth]
        return Hours(labels, classes)


def rooms_of(rows: Sequence[SessionAsOf]) -> Rooms | None:
    """The columns for the sessions of a day; None for one room, or for too many."""
    timed = [row for row in rows if row.starts is not None]
    in_room: dict[str | None, list[SessionAsOf]] = {}  # None: no room is given
    for row in timed:
        in_room.setdefault(row.session.room, []).append(row)
    if len(in_room.keys() - {None}) < 2 or len(in_room) > _MOST_COLUMNS:
        return None
    top = utc(_top(timed))
    column_of: dict[str, int] = {}
    heads, columns = [], 0
    for room in sorted(in_room, key=lambda room: walk_order(room, "")):
        first = columns + 1  # style sheets count columns from 1
        # Sessions that overlap stand beside each other, in the lanes 0, 1 and so on.
        lane_of = _lanes(in_room[room], top)
        column_of |= {session_id: first + lane for session_id, lane in lane_of.items()}
        lanes = max(lane_of.values()) + 1
        heads.append((room or NO_ROOM, first, lanes))
        columns += lanes
    return None if columns > _MOST_COLUMNS else Rooms(heads, columns, column_of)


def _lanes(rows: Sequence[SessionAsOf], top: dt.datetime) -> dict[str, int]:
    """The columns of a room by ids of sessions: for each the first that is free.

    The rows are in order of time; `top` is the hour in which the day starts.
    """
    ends: list[int] = []
    lane_of = {}
    for row in rows:
        start, end = _span(row, top)
        lane = next((nth for nth, until in enumerate(ends) if until <= start), len(ends))
        ends[lane : lane + 1] = [end]  # of a new column, too
        lane_of[row.id] = lane
    return lane_of


def _times(row: SessionAsOf) -> tuple[dt.datetime, dt.datetime]:
    """The start and end of a session; half an hour if its end is not known."""
    assert row.starts is not None  # only sessions with a time are in a grid
    return row.starts, row.starts + UNENDED if row.ends is None else row.ends


def _top(rows: Sequence[SessionAsOf]) -> dt.datetime:
    """The full hour in which the first session starts; the rows are in order."""
    return _times(rows[0])[0].replace(minute=0, second=0, microsecond=0)


def _span(row: SessionAsOf, top: dt.datetime) -> tuple[int, int]:
    """The rows from the top to the start and to the end of a session, at least one."""
    starts, ends = map(utc, _times(row))
    start = (starts - top) // _ROW
    return start, max(-((top - ends) // _ROW), start + 1)
