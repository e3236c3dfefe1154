"""Programmes in tables (CSV, TSV, XLSX, ODS) -> sessions."""

import datetime as dt
import functools
import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.base.errors import NotRead
from milipol_cli.base.zones import is_utc, is_zone, zone
from milipol_cli.ics.foreign_calendar import at_venue
from milipol_cli.imports import formats
from milipol_cli.imports.doubts import NOWHERE, Doubts, not_read
from milipol_cli.imports.formats import EditionDays, Imported, ImportedSession, Span
from milipol_cli.imports.programme_grid import grid
from milipol_cli.imports.table_rows import Placed, RowReader, Slot
from milipol_cli.imports.tables import read as table_files
from milipol_cli.imports.tables.headers import Table, recognised
from milipol_cli.imports.texts import HEADERS, paragraphs
from milipol_cli.imports.written import DAY_FIRST, MONTH_FIRST, ORDERS, zone_of
from milipol_cli.look.words.dates import count
from milipol_cli.network.model.dates import ONE_DAY
from milipol_cli.network.model.programmes import LONGEST
from milipol_cli.network.model.record import MOST_LISTED

# So many rows are read for each that may be left out, because it has an error.
_ROWS_FOR_ERROR = 10
_HOUR = 60
_HALF = 12 * _HOUR
_FREE = (None, "0")
# The earliest time that may be one in the morning, tried in this order.
_MORNINGS = tuple(hour * _HOUR for hour in range(7, 12))
# Dates within so many days are near each other, and over so many days they are not.
_NEAR, _FAR = 14, 28
_ISO_DATES = "write the dates like 2026-11-14"
_DAYS_ABOVE = (
    "not in order of time, though days stand above their rows; sort the rows, put those"
    " past midnight below the next day, or write the day of each into a column 'Date'"
)
_GOES_ON = (
    "not in order of time, though rows without a start belong to the session above;"
    " write title and start into each row"
)
_KNOWN_DAYS = (
    f"{_ISO_DATES}, or name the edition with --edition, or its first day with --start"
)


def read(raw: bytes, request: formats.Request) -> Imported:
    """The sessions of a CSV, TSV, XLSX or ODS file; raises NotRead or BadInput."""
    file = table_files.read(raw, HEADERS, request.tables, grid)
    return sessions_of(file, request.edition)


def sessions_of(file: table_files.Tables, edition: EditionDays) -> Imported:
    """The sessions of the tables of a file; raises NotRead."""
    doubts = Doubts(file.notes)
    readers = [RowReader(table, file.sheet(table), doubts) for table in file.tables]
    slots = [slot for reader in readers for slot in reader.slots()]
    if not slots:
        header = file.tables[0].header
        raise not_read("no row with a title below the header", readers[0].place(header))
    all_days = [day for s in slots for day in (s.day, s.end_day) if day]
    calendar = _Calendar(all_days, edition)
    date_of = functools.cache(calendar.date)
    dated = [_dated(slot, date_of) for slot in slots]
    slots = _without_errors(dated, doubts)
    timed = [slot for slot in slots if slot.start is not None]
    for reader in readers:
        if not timed:
            reader.refuse_another_start()
        elif any(slot.zones[0] is None for slot in timed):
            reader.refuse_another_zone()
    if not any(slot.date or slot.last for slot in dated):
        only_day = _only_day(file.tables[0], edition, doubts)
        slots = [slot._replace(date=only_day) for slot in slots]
    zones = {zone(name) for name in {slot.zone for slot in slots} if is_zone(name)}
    is_known = len(zones) == 1 and not any(map(is_utc, zones))
    file_zone = zones.pop() if is_known else None
    venue = edition.zone or file_zone
    slots = _in_24_hours(slots, doubts)
    _check_order(slots)
    sessions = [
        slot.reader.session(slot.row, _span(slot, venue, doubts)) for slot in slots
    ]
    return Imported(
        format=file.format,
        sessions=tuple(_united(sessions, doubts)),
        doubts=(*calendar.doubts.listed(), *doubts.listed()),
        unused=file.unused,
        zone=file_zone,
    )


def _dated(slot: Slot, date_of: Callable[[Placed], dt.date]) -> Slot:
    dates: dict[Placed | None, dt.date] = {}
    for day in filter(None, (slot.day, slot.end_day)):
        try:
            dates[day] = date_of(day)
        except NotRead as error:
            slot.errors.append((day.place, error.text))
    return slot._replace(date=dates.get(slot.day), last=dates.get(slot.end_day))


def _without_errors(slots: Sequence[Slot], doubts: Doubts) -> list[Slot]:
    right = [slot for slot in slots if not slot.errors]
    errors = [error for slot in slots for error in slot.errors]
    if (len(slots) - len(right)) * _ROWS_FOR_ERROR > len(slots):
        place, error = min(errors, key=lambda error: error[0].order)
        others = count(len(errors) - 1, "more error")
        raise not_read(f"{error} (and {others})" if errors[1:] else error, place)
    for place, error in errors:
        doubts.share(f"{error}: the row is left out", place)
    return right


def _united(
    sessions: Iterable[ImportedSession], doubts: Doubts
) -> Iterator[ImportedSession]:
    """The sessions; rows with one title, room and time are merged unless identical.

    Without a room they are only if their speakers differ.
    """
    groups: dict[object, list[ImportedSession]] = {}
    for at, row in enumerate(sessions):
        key = (row.title, row.date, row.start, row.end, row.room)
        has_key = row.title is not None and row.start is not None
        groups.setdefault(key if has_key else at, []).append(row)
    for rows in groups.values():
        kinds = {
            msgspec.structs.replace(row, place=NOWHERE) if row.room else row.speakers
            for row in rows
        }
        if len(kinds - {()}) < 2:
            yield from rows
            continue
        first = rows[0]
        why = "rows with the same title, room and time are one session"
        for row in rows:
            doubts.share(why, row.place)
        rows.sort(key=lambda row: (row.speakers, row.summary or ""))
        names = dict.fromkeys(name for row in rows for name in row.speakers)
        summaries = dict.fromkeys(row.summary for row in rows if row.summary)
        yield msgspec.structs.replace(
            first,
            uid=first.uid if {row.uid for row in rows} == {first.uid} else None,
            speakers=tuple(names)[:MOST_LISTED],
            summary=paragraphs("\n\n".join(summaries)),
            **{
                field: next(filter(None, (getattr(row, field) for row in rows)), None)
                for field in ("kind", "track", "url")
            },
        )


def _only_day(table: Table, edition: EditionDays, doubts: Doubts) -> dt.date:
    window = _days_of(edition)[: 1 if edition.last is None else None]
    problem = "no column for the day"
    if "date" in table.columns:
        problem = f"no day in column {table.name('date')!r}"
    if len(window) != 1:
        known = recognised(table.header, table.columns)
        advice = "add a column 'Date', or name an edition of one day or --start"
        raise NotRead(f"{problem}; {known}; {advice}", table.header.line)
    doubts.add(f"{problem}: all are on {window[0]}, the day of the edition")
    return window[0]


def _span(slot: Slot, venue: ZoneInfo | None, doubts: Doubts) -> Span:
    place, day, last = slot.place, slot.date, slot.last
    start, end = slot.start, slot.end
    if day is None:
        doubts.share("no day", place)
        return Span()
    if start is None:
        if end is not None:
            doubts.share("an end without a start: it is left out", place)
        return Span.whole_days(day, last and last + ONE_DAY, place, doubts)
    begins = _moment(day, start)
    ends = None
    if end is not None:
        ends = _moment(last or day, end)
        is_after_midnight = last is None and ends < begins
        if is_after_midnight and ends + ONE_DAY - begins <= LONGEST:
            ends += ONE_DAY
    elif slot.minutes is not None:
        ends = begins + dt.timedelta(minutes=slot.minutes)
    elif last is not None and last > day:
        doubts.share(formats.SEVERAL_DAYS, place)
    if venue is not None:
        begins, ends = _converted(slot, begins, ends, venue, doubts)
    return Span.timed(begins, ends, place, doubts)


def _moment(day: dt.date, minutes: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minutes)


def _converted(
    slot: Slot,
    begins: dt.datetime,
    ends: dt.datetime | None,
    venue: ZoneInfo,
    doubts: Doubts,
) -> tuple[dt.datetime, dt.datetime | None]:
    start_zone, end_zone = slot.zones
    named = zone_of(slot.zone, begins, venue)
    if start_zone is None:
        start_zone = end_zone = named
    elif slot.zone and start_zone != dt.UTC:
        moment = begins.replace(tzinfo=start_zone)
        formats.compare_offset(moment, named, slot.zone, slot.place, doubts)
    if start_zone is None:
        slot.reader.unknown_zone(slot)
        return begins, ends
    starts = at_venue(begins.replace(tzinfo=start_zone), venue)
    if starts != begins and slot.zones[0] is None:
        text = f"times in {slot.zone[:80]} are converted to {venue.key}"
        doubts.share(text, slot.place)
    if ends is not None:
        ends = at_venue(ends.replace(tzinfo=end_zone), venue)
    return starts, ends


def _in_24_hours(rows: list[Slot], doubts: Doubts) -> list[Slot]:
    """The rows, with times that would be at night read as afternoon.

    They are only if no time of the file shows a 24-hour clock.
    """
    if not _is_12_hours(rows):
        return rows
    groups: dict[tuple[str, dt.date | None], list[Slot]] = {}
    for row in rows:
        groups.setdefault((row.room, row.date), []).append(row)
    mornings = {key: _morning(group) for key, group in groups.items()}
    doubts.add(
        "times without am or pm are taken as afternoon where they would be at night"
    )
    return [_afternoon(row, mornings[row.room, row.date]) for row in rows]


def _check_order(rows: Iterable[Slot]) -> None:
    """Raises NotRead for a table in no order whose rows need those above them.

    It is in order of time, or each room is, if most rooms have several rows.
    """
    for reader, group in itertools.groupby(rows, lambda row: row.reader):
        timed = [
            ((row.date, row.start), row)
            for row in group
            if row.date is not None and row.start is not None
        ]
        has_days = reader.is_below and len(reader.days) > 1
        dates = [date for (date, _), _ in timed]
        # With hardly more rows than rooms, any order would look like one by room.
        is_by_room = 2 * len({(row.date, row.room) for _, row in timed}) <= len(timed)
        is_by_room &= not has_days or dates == sorted(dates)
        latest: dict[str, tuple[dt.date, int]] = {}
        for time, row in timed if has_days or reader.goes_on else ():
            room = row.room if is_by_room else ""
            if time < latest.get(room, time):
                raise not_read(_DAYS_ABOVE if has_days else _GOES_ON, row.place)
            latest[room] = time


def _is_12_hours(rows: Sequence[Slot]) -> bool:
    starts = [r.start for r in rows if r.start is not None and r.clock in _FREE]
    ends = [r.end for r in rows if r.end is not None and r.end_clock in _FREE]
    times = [*starts, *ends]
    has_24 = any("24" in (row.clock, row.end_clock) for row in rows)
    if has_24 or not times or min(times) < _HOUR or max(times) >= _HALF + _HOUR:
        return False
    is_padded = all(row.clock is not None for row in rows if row.start is not None)
    has_morning = max(starts, default=0) >= _MORNINGS[0]
    return min(times) < _MORNINGS[0] and (has_morning or not is_padded)


def _morning(rows: Sequence[Slot]) -> int:
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


def _overlaps(rows: Sequence[Slot], morning: int) -> list[Slot]:
    """The rows that overlap an earlier one, or end before they begin.

    Without a room, only those count that overlap since one of the two was moved.
    """
    overlaps = []
    over = {False: 0, True: 0}
    slots: dict[tuple[int, int, bool], Slot] = {}
    for row in reversed(rows):
        read = _afternoon(row, morning)
        if read.start is not None:
            slots[read.start, read.end or 0, read.start != row.start] = row
    for (start, end, is_moved), row in sorted(slots.items()):
        ends = end or start + (row.minutes or 0)
        busy = max(over.values()) if row.room else over[not is_moved]
        if start < busy or (is_moved and ends < start):
            overlaps.append(row)
        over[is_moved] = max(over[is_moved], ends)
    return overlaps


def _afternoon(slot: Slot, morning: int) -> Slot:
    if slot.start is None:
        return slot
    is_moved = slot.clock in _FREE and slot.start < morning
    start, end = slot.start + _HALF * is_moved, slot.end
    if end is not None and end <= start and end < _HALF and slot.end_clock in _FREE:
        end += _HALF
    return slot._replace(start=start, end=end)


def _order_of(days: Collection[Placed], edition: EditionDays) -> tuple[str, list[str]]:
    """The order of day and month in all dates, and why, if that is worth reporting."""
    pairs = [
        placed
        for placed in days
        if placed.day.pair is not None
        and any(placed.day.ordered(order).is_possible for order in ORDERS)
    ]
    # The first date that is none in an order.
    not_day_first, not_month_first = (
        next((p for p in pairs if not p.day.ordered(order).is_possible), None)
        for order in ORDERS
    )
    if not_day_first and not_month_first:
        raise not_read(
            f"{not_day_first.column}: {not_day_first.day.text!r} cannot be {DAY_FIRST},"
            f" and {not_month_first.day.text!r} on {not_month_first.place} cannot be"
            f" {MONTH_FIRST}",
            not_day_first.place,
        )
    ambiguous = [p for p in pairs if len({p.day.ordered(o) for o in ORDERS}) > 1]
    window = _days_of(edition)
    fitting, spans = [], {}
    for order in ORDERS:
        if all(any(map(p.day.ordered(order).matches, window)) for p in ambiguous):
            fitting.append(order)
        dates = [date for p in days if (date := p.day.ordered(order).date) is not None]
        spans[order] = (max(dates) - min(dates)).days + 1 if dates else 0
    near, far = sorted(ORDERS, key=lambda order: spans[order])
    if proof := not_day_first or not_month_first:
        order = MONTH_FIRST if not_day_first else DAY_FIRST
        why = f"because of {proof.day.text!r} on {proof.place}"
    elif not ambiguous:
        return DAY_FIRST, []
    elif len(fitting) == 1:
        order, why = fitting[0], "because of the days of the edition"
    elif edition.last is None and spans[near] <= _NEAR and spans[far] >= _FAR:
        within = count(spans[near], "day")
        order = near
        why = f"since they are then within {within}, and otherwise within {spans[far]}"
    else:
        raise not_read(
            f"{ambiguous[0].column}: {ambiguous[0].day.text!r} may be {DAY_FIRST} or"
            f" {MONTH_FIRST}; {_ISO_DATES if edition.last else _KNOWN_DAYS}",
            ambiguous[0].place,
        )
    return order, [f"{pairs[0].column}: dates taken as {order}, {why}"]


def _days_of(edition: EditionDays) -> list[dt.date]:
    """The days of an edition; a week if its last day is not known."""
    if edition.first is None:
        return []
    number = (edition.last - edition.first).days + 1 if edition.last else 7
    return [edition.first + dt.timedelta(days=at) for at in range(number)]


class _Calendar:
    def __init__(self, days: Collection[Placed], edition: EditionDays) -> None:
        self._order, reasons = _order_of(days, edition)
        self.doubts = Doubts(reasons)
        self._window = _days_of(edition)
        self._is_new = edition.last is None
        self._numbers = {p.day.number for p in days if p.day.number is not None}
        self._columns: set[str] = set()

    def date(self, placed: Placed) -> dt.date:
        """The date of a day; raises NotRead if it is not known."""
        day, column, window = (
            placed.day.ordered(self._order),
            placed.column,
            self._window,
        )
        if not day._replace(weekday=None).is_possible:
            raise NotRead(f"no such day: {day.text!r}")
        if day.date is not None:
            if not day.matches(day.date):
                self.doubts.share("the weekday does not match the date", placed.place)
            return day.date
        if not window:
            raise NotRead(f"{column}: {day.text!r} is not a full date; {_KNOWN_DAYS}")
        dates = [date for date in window if day.matches(date)]
        if day.number is not None:
            first = min({1, *self._numbers})
            # A day 0 may be before the edition, unless there are as many days.
            is_as_long = max(self._numbers) == len(window) - 1
            is_known = first == 1 or is_as_long or self._is_new
            dates = window[day.number - first :][:1] if is_known else []
        if len(dates) != 1:
            raise NotRead(
                f"{column}: {day.text!r} fits {len(dates)} of the edition's days,"
                f" {window[0]} to {window[-1]}"
            )
        if column not in self._columns:
            self._columns.add(column)
            text = f"{column}: {day.text!r} is {dates[0]}, by the days of the edition"
            self.doubts.add(text, placed.place)
        return dates[0]
