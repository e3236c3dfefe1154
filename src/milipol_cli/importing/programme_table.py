"""Programmes in tables (CSV, TSV, XLSX, ODS) -> sessions."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.doubts import NOWHERE, Doubts, not_read
from milipol_cli.errors import NotRead
from milipol_cli.ics.foreign import ONE_DAY
from milipol_cli.importing import texts
from milipol_cli.importing.programme_grid import grid
from milipol_cli.importing.sessions import (
    SEVERAL_DAYS,
    EditionDays,
    Imported,
    ImportedSession,
    Request,
    Span,
    at_venue,
)
from milipol_cli.importing.table_rows import RowReader, Slot
from milipol_cli.importing.words import HEADERS
from milipol_cli.importing.written_days import Calendar, Placed, days_of
from milipol_cli.importing.written_times import DAY_MINUTES, written_zone
from milipol_cli.network.model.programmes import LONGEST
from milipol_cli.network.model.record import MOST_LISTED
from milipol_cli.tables import read as table_files
from milipol_cli.tables.headers import Table, recognised
from milipol_cli.zones import is_utc, zone

# The most errors that are listed.
_MOST_ERRORS = 20
# So many rows are read for each that may be left out, because it has an error.
_ROWS_FOR_ERROR = 10
_SHOWN = 80
_HOUR = 60
_HALF = DAY_MINUTES // 2
_FREE = (None, "0")
# The earliest time that may be one in the morning, tried in this order.
_MORNINGS = tuple(hour * _HOUR for hour in range(7, 12))


def read(raw: bytes, request: Request) -> Imported:
    """The sessions of a CSV, TSV, XLSX or ODS file.

    Raises NotRead for a file without usual headers or with too many cells that cannot
    be read, and for days and times that may be two; and BadInput for a field, header
    or sheet that the user named and that does not exist.
    """
    file = table_files.read(raw, HEADERS, request.tables, grid)
    return sessions_of(file, request.edition)


def sessions_of(file: table_files.Tables, edition: EditionDays) -> Imported:
    """The sessions of the tables of a file; raises NotRead."""
    doubts = Doubts()
    for note in file.notes:
        doubts.add(note)
    readers = [RowReader(table, file.sheet(table), doubts) for table in file.tables]
    slots = [slot for reader in readers for slot in reader.slots()]
    if not slots:
        header = file.tables[0].header
        raise not_read("no row with a title below the header", readers[0].place(header))
    all_days = [day for s in slots for day in (s.day, s.end_day) if day]
    calendar = Calendar(all_days, edition)
    dates = _dates(slots, calendar)
    slots = _without_errors(slots, doubts)
    if not any(slot.start is not None for slot in slots):
        for reader in readers:
            reader.refuse_another("start")
    if any(s.start is not None and s.zones[0] is None for s in slots):
        for reader in readers:
            reader.refuse_another("zone")
    only_day = None if dates else _only_day(file.tables[0], edition, doubts)
    dated = [
        slot._replace(
            date=dates[slot.day] if slot.day else only_day,
            last=dates[slot.end_day] if slot.end_day else None,
        )
        for slot in slots
    ]
    file_zone = _file_zone(slots)
    venue = edition.zone or file_zone
    sessions = [
        slot.reader.session(slot.row, _span(slot, venue, doubts))
        for slot in _in_24_hours(dated, doubts)
    ]
    return Imported(
        format=file.format,
        sessions=tuple(_united(sessions, doubts)),
        doubts=(*calendar.doubts, *doubts.listed()),
        unused=file.unused,
        zone=file_zone,
    )


def _dates(slots: Sequence[Slot], calendar: Calendar) -> dict[Placed, dt.date]:
    """The date of each day; a day that cannot be dated is an error of its slot."""
    dates: dict[Placed, dt.date] = {}
    for slot in slots:
        for day in (slot.day, slot.end_day):
            if day is None or day in dates:
                continue
            try:
                dates[day] = calendar.date(day)
            except NotRead as error:
                slot.errors.append((day.place, error.text))
    return dates


def _without_errors(slots: Sequence[Slot], doubts: Doubts) -> list[Slot]:
    """The slots without errors; raises NotRead if too many have some."""
    right = [slot for slot in slots if not slot.errors]
    errors = [error for slot in slots for error in slot.errors]
    if (len(slots) - len(right)) * _ROWS_FOR_ERROR > len(slots):
        collected = Doubts()
        for place, error in errors:
            collected.share(error, place)
        first, *others = collected.listed()
        refusal = not_read(first.text, first.place)
        more = [str(error) for error in others[: _MOST_ERRORS - 1]]
        raise NotRead(refusal.text, refusal.line, more)
    for place, error in errors:
        doubts.share(f"{error}: the row is left out", place)
    return right


def _file_zone(slots: Sequence[Slot]) -> ZoneInfo | None:
    """The only time zone that the rows name, unless it is UTC."""
    try:
        (only,) = {zone(slot.zone) for slot in slots if slot.zone}
    except ValueError:
        return None
    return None if is_utc(only) else only


def _united(
    sessions: Iterable[ImportedSession], doubts: Doubts
) -> Iterator[ImportedSession]:
    """The sessions; rows with one title, room and time are merged unless identical.

    Without a room they are only if their speakers differ. The order of the rows does
    not matter.
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
        for row in rows:
            why = "rows with the same title, room and time are one session"
            doubts.share(why, row.place)
        rows.sort(key=lambda row: (row.speakers, row.summary or ""))
        names = dict.fromkeys(name for row in rows for name in row.speakers)
        summaries = dict.fromkeys(row.summary for row in rows if row.summary)
        yield msgspec.structs.replace(
            first,
            uid=first.uid if {row.uid for row in rows} == {first.uid} else None,
            speakers=tuple(names)[:MOST_LISTED],
            summary=texts.paragraphs("\n\n".join(summaries)),
            **{
                field: next(filter(None, (getattr(row, field) for row in rows)), None)
                for field in ("kind", "track", "url")
            },
        )


def _only_day(table: Table, edition: EditionDays, doubts: Doubts) -> dt.date:
    """The day of an edition of one day, for a table without days.

    A new show begins on its day.
    """
    window = days_of(edition)[: 1 if edition.last is None else None]
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
    """When a session is, on the clock of the venue."""
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
        doubts.share(SEVERAL_DAYS, place)
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
    """The start and the end, by the offsets of their cells or the zone of the row."""
    start_zone, end_zone = slot.zones
    if start_zone is None:
        start_zone = end_zone = written_zone(slot.zone, begins, venue)
    if start_zone is None:
        slot.reader.unknown_zone(slot)
        return begins, ends
    starts = at_venue(begins.replace(tzinfo=start_zone), venue)
    if starts != begins and slot.zones[0] is None:
        text = f"times in {slot.zone[:_SHOWN]} are converted to {venue.key}"
        doubts.share(text, slot.place)
    if ends is not None:
        ends = at_venue(ends.replace(tzinfo=end_zone), venue)
    return starts, ends


def _in_24_hours(rows: Sequence[Slot], doubts: Doubts) -> Sequence[Slot]:
    """The times of each row, read as those of a 24-hour clock.

    Only if no time of the file shows such a clock, those that would be at night are
    read as afternoon, which is a doubt. The order of the rows does not matter. Raises
    NotRead if sessions of a room overlap then.
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
    """A slot whose times are in the afternoon if they are before a morning."""
    if slot.start is None:
        return slot
    is_moved = slot.clock in _FREE and slot.start < morning
    start, end = slot.start + _HALF * is_moved, slot.end
    if end is not None and end <= start and end < _HALF and slot.end_clock in _FREE:
        end += _HALF
    return slot._replace(start=start, end=end)
