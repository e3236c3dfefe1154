"""Grids, with times down and rooms or days across -> canonical rows."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from milipol_cli.base.errors import NotRead
from milipol_cli.imports.doubts import Place
from milipol_cli.imports.rows import (
    DayAbove,
    SessionRow,
    heading_day,
    is_note,
    refuse_number,
    row_in_words,
)
from milipol_cli.imports.table_times import day_in, is_time, read_day
from milipol_cli.imports.tables import RowSheet, SheetRow
from milipol_cli.imports.tables.headers import header_key
from milipol_cli.imports.texts import HEADERS, paragraphs

# What a column of a room may hold beside titles: "Hall 1 Speaker".
_OF_ROOM = {
    header: field
    for field in ("title", "type", "abstract", "speaker")
    for header in HEADERS.fields[field]
}
# Headers of a table, which a grid has none of.
_OF_TABLE = frozenset(
    word for field in ("room", "title", "speaker", "start") for word in HEADERS.fields[field]
)
# The times are in one of the first columns.
_FIRST_COLUMNS = 2


class _RoomOrDay(NamedTuple):
    """A room or a day of a grid: its columns by field, and the column of its times."""

    room: str
    day: str
    columns: dict[str, int]
    time: int


class _Grid(NamedTuple):
    """A sheet with times down: the row of its header, and its columns of times.

    A column of times beside another one holds the ends.
    """

    sheet: RowSheet
    name: str | None
    header: int
    starts: list[int]
    ends: list[int]

    @property
    def times(self) -> list[int]:
        """All columns of times."""
        return sorted((*self.starts, *self.ends))


def rows_of_grid(sheet: RowSheet, name: str | None) -> list[SessionRow] | None:
    """The cells of a grid as rows; None if the sheet is not a grid.

    Raises NotRead if all its headers are numbers, which may be rooms or days.
    """
    grid = _grid_of_sheet(sheet, name)
    if grid is None:
        return None
    across = _rooms_or_days(grid, grid.header)
    keys = [header_key(column.room) for column in across]
    has_headers_of_table = any(key in _OF_ROOM or key in _OF_TABLE for key in keys)
    is_only_room = len(across) < 2 and not any(column.day for column in across)
    corner = header_key(sheet.rows[grid.header].cell(grid.starts[0]))
    has_titles_on_left = corner in HEADERS.fields["title"]
    if has_headers_of_table or is_only_room or has_titles_on_left:
        return None
    if all(column.room.isdecimal() and not column.day for column in across):
        raise NotRead(
            f"{across[0].room!r} above a column may be a room or a day: write it like"
            " 'Room 1' or 2027-05-14",
            sheet.rows[grid.header].line,
        )
    return list(_session_rows(grid, across))


def _grid_of_sheet(sheet: RowSheet, name: str | None) -> _Grid | None:
    """A sheet as a grid of rooms by times; None if no column on the left has times."""
    rows = sheet.rows
    width = max((len(row.cells) for row in rows), default=0)
    times = [column for column in range(width) if _has_times(rows, column)]
    if not times or times[0] > _FIRST_COLUMNS:
        return None
    first_row = next(n for n, row in enumerate(rows) if is_time(row.cell(times[0])))
    # Of the rows above the times, that with the most cells; of equals the lowest.
    header = max(range(first_row), key=lambda n: (len(rows[n].texts), n), default=None)
    if header is None:
        return None
    ends = [column for column in times if column - 1 in times]
    starts = [column for column in times if column not in ends]
    return _Grid(sheet, name, header, starts, ends)


def _has_times(rows: Sequence[SheetRow], column: int) -> bool:
    """Whether a column has several times, and hardly anything else."""
    cells = [row.cell(column) for row in rows if row.cell(column)]
    times = [index for index, cell in enumerate(cells) if is_time(cell)]
    return len(times) > 1 and 2 * len(times) > len(cells) - times[0]


def _is_day(text: str) -> bool:
    """Whether a header is a day: a mere number is rather a room."""
    day = read_day(text) or day_in(text)
    return day is not None and (day.has_date or not text.strip().isdecimal())


def _rooms_or_days(grid: _Grid, header: int) -> list[_RoomOrDay]:
    """The rooms or days in a row of headers; a room may have several columns.

    "Hall 1 Title" and "Hall 1 Speaker" are of one room; so are "Title" and "Speaker"
    below "Hall 1". A day may stand above rooms, or a room above days.
    """
    rows = grid.sheet.rows
    row_above = rows[header - 1] if header else SheetRow(0, ())
    one_per_column: list[_RoomOrDay] = []
    # The columns by field of each room, and of the column of times it stands beside.
    fields_of: dict[tuple[str, int], dict[str, int]] = {}
    upper = name_over_times = ""
    for column in range(grid.starts[0] + 1, len(rows[header].cells)):
        upper = row_above.cell(column) or upper  # it goes on to the right
        name = " ".join(rows[header].cell(column).split())
        time = max(start for start in grid.starts if start <= column)
        if column in grid.times:
            name_over_times = name
            continue
        if not name and column - 1 in grid.starts[1:]:  # a room with times of its own
            name = name_over_times
        *words, noun = re.split(r"[\s_]+", name)
        room = " ".join(words or upper.split())
        field = _OF_ROOM.get(header_key(noun))
        if field is not None and room:
            fields_of.setdefault((room, time), {}).setdefault(field, column)
        if name:
            across = _room_or_day(name, " ".join(upper.split()), column, time)
            one_per_column.append(across)
    with_fields = [
        _RoomOrDay(room, "", columns, time)
        for (room, time), columns in fields_of.items()
        if "title" in columns
    ]
    return with_fields if len(with_fields) > 1 else one_per_column


def _room_or_day(name: str, group: str, column: int, time: int) -> _RoomOrDay:
    """The room and the day of a column, in its header and the header above it."""
    days = [text for text in (name, group) if _is_day(text)]
    rooms = [text for text in (name, group) if text not in days]
    if not days:
        rooms = [name]
    return _RoomOrDay("".join(rooms[:1]), "".join(days[:1]), {"title": column}, time)


class _Days(NamedTuple):
    """The day that stands on the left of a row, and the day above it; "" for none."""

    left: str
    above: str


def _session_rows(grid: _Grid, across: list[_RoomOrDay]) -> Iterator[SessionRow]:
    """The sessions row by row; days may stand on rows of their own or on the left.

    The headers may stand again in a later row, for the rooms of another day.
    """
    rows, first = grid.sheet.rows, grid.starts[0]
    title = " ".join(" ".join(row.texts) for row in rows[: grid.header])
    above = next((t for t in (title, grid.sheet.name or "") if day_in(t)), "")
    days = _Days("", above)
    # The cells below the first line of a merged cell, by line and column.
    merged: set[tuple[int, int]] = set()
    # The last heading that is a day, until a session is below it.
    unused_heading: DayAbove | None = None
    for number, row in enumerate(rows[grid.header + 1 :], start=grid.header + 1):
        day_on_left = next((cell for cell in row.cells[:first] if read_day(cell)), "")
        days = days._replace(left=day_on_left or days.left)
        texts = list(dict.fromkeys(row.texts))
        place = Place(sheet=grid.name, line=row.line)
        if texts == [day_on_left]:  # it is the day of the rows below
            continue
        refuse_number(texts if not any(days) else (), place)
        if is_note(texts[0]):
            yield SessionRow(place, state="note", text=row_in_words(row))
            continue
        if day := heading_day(texts):
            days, heading = _Days("", day), DayAbove(day, place)
            if unused_heading is not None:
                yield from unused_heading.report(heading)
            unused_heading = heading
        elif row.cell(first) and row.cell(first) == rows[grid.header].cell(first):
            # "Time" again: a further row of headers.
            across = _rooms_or_days(grid, number)
        elif not any(row.cell(column) for column in grid.times):
            # It is left out with a doubt, as it has no title.
            yield SessionRow(place, text=row_in_words(row))
        else:
            unused_heading = None
            yield from _rows_of_line(grid, across, row, days, merged)
    if unused_heading is not None:
        yield from unused_heading.report()


def _rows_of_line(
    grid: _Grid, across: list[_RoomOrDay], row: SheetRow, days: _Days, merged: set[tuple[int, int]]
) -> Iterator[SessionRow]:
    """The sessions that begin in a row; `merged` gets the cells that go on below.

    A cell that is merged over several columns is in all their rooms, or on all their
    days; over all columns, it has no room.
    """
    place = Place(sheet=grid.name, line=row.line)
    for index, heading in enumerate(across):
        column, start = heading.columns["title"], row.cell(heading.time)
        text = paragraphs(row.cell(column)) or ""
        if (row.line, column) in merged or not any(map(str.isalnum, text)):
            continue
        if not is_time(start):
            title = text.partition("\n")[0] if start else ""
            yield SessionRow(place, title, text=f"{start} | {text}")
            continue
        alone = row.line, column
        last_line, last_column = grid.sheet.merged.get(alone, alone)
        merged |= {(line, column) for line in range(row.line, last_line + 1)}
        covered = [h for h in across[index:] if h.columns["title"] <= last_column]
        rooms = list(dict.fromkeys(h.room for h in covered if h.room))
        is_for_all = len(covered) == len(across) > 1
        session = _row_of_cell(row, heading, text)._replace(
            place=place,
            above=days.above,
            end=_end_of_cell(grid, heading.time, row, last_line),
            room="" if is_for_all else ", ".join(rooms),
        )
        for day in dict.fromkeys(h.day or days.left for h in covered):
            yield session._replace(day=day)


def _row_of_cell(row: SheetRow, part: _RoomOrDay, text: str) -> SessionRow:
    """What the cells of a room say about a session: its title is the first line."""
    title, _, rest = text.partition("\n")
    start = row.cell(part.time)
    cells = {f: row.cell(column) for f, column in part.columns.items() if f != "title"}
    return SessionRow(
        title=title,
        start=start,
        type=cells.get("type", ""),
        abstract="\n\n".join(filter(None, (rest, cells.get("abstract", "")))),
        speakers=tuple(filter(None, [cells.get("speaker", "")])),
        text=f"{start} | {title}",
    )


def _end_of_cell(grid: _Grid, time: int, row: SheetRow, last: int) -> str:
    """The end of a cell that goes down to the line `last`; "" if that is not known.

    As written beside the start in the column `time` or after it, or else, if the cell
    is merged over rows, the next start.
    """
    rows = grid.sheet.rows
    has_end = time + 1 in grid.ends
    if last == row.line:
        return row.cell(time + 1) if has_end else ""
    # The last row of the cell, as empty rows are not there, and the row after it.
    lowest = max((other for other in rows if other.line <= last), key=lambda r: r.line)
    below = next((other for other in rows if other.line > last), SheetRow(last + 1, ()))
    if has_end:
        return lowest.cell(time + 1)
    start_and_end = re.split(r"\s*[-\u2013]\s*", lowest.cell(time))
    return start_and_end[1] if len(start_and_end) == 2 else below.cell(time)
