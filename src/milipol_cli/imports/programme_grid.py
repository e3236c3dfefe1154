"""Grids, with times down and rooms or days across -> tables with a session a row."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from milipol_cli.imports.tables import Row, Sheet
from milipol_cli.imports.tables.headers import Table, header_key
from milipol_cli.imports.texts import HEADERS, paragraphs
from milipol_cli.imports.written import day_in, is_time, written_day

# The first time stands in one of the first rows and columns.
_WITHIN, _FIRST_COLUMNS = 20, 3
# Of the rows below the header, in percent.
_MOST_HAVE_TIMES = 60
_FIELDS = ("title", "start", "end", "date", "room", "type", "abstract", "speaker")
# The fields that a room may have columns for.
_OF_ROOM = {
    header: field
    for field in ("title", "type", "abstract", "speaker")
    for header in HEADERS.fields[field]
}
_ROOMS = frozenset(HEADERS.fields["room"])


class _Across(NamedTuple):
    """A room or a day of a grid, and the columns of its fields."""

    room: str
    date: str
    columns: Mapping[str, int]


def grid(sheet: Sheet) -> Table | None:
    """A sheet with times in a column, and rooms or days in the row above; else None.

    A session is a cell; its first line is the title. Merged cells are one session.
    """
    rows = sheet.rows
    for start in range(_FIRST_COLUMNS):
        first = next(
            (at for at, row in enumerate(rows[:_WITHIN]) if is_time(row.cell(start))), 0
        )
        timed = [row for row in rows[first:] if is_time(row.cell(start))]
        filled = [r for r in rows[first:] if r.cell(start) and len(r.texts) > 1]
        if not first or len(timed) < 2:
            continue
        ends = sum(is_time(row.cell(start + 1)) for row in timed)
        end = start + 1 if 2 * ends > len(timed) else None
        header = max(range(first), key=lambda at: (len(rows[at].texts), at))
        is_grid = 100 * len(timed) >= _MOST_HAVE_TIMES * len(filled)
        across = _across(rows, header, (end or start) + 1)
        # Each room has a column for its speakers, or none has. A single column with
        # the header of rooms makes it an ordinary table.
        keys = [header_key(text) for text in rows[header].texts]
        fields = Counter(map(_OF_ROOM.get, keys))
        is_grid &= all(fields[field] != 1 for field in _OF_ROOM.values())
        rooms = [key for key in keys if not _ROOMS.isdisjoint(key.split())]
        is_grid &= len(rooms) != 1 or rooms[0] not in _ROOMS
        if is_grid and (len(across) > 1 or any(each.date for each in across)):
            return _table(sheet, header, start, end, across)
    return None


def _table(
    sheet: Sheet, header: int, start: int, end: int | None, across: list[_Across]
) -> Table:
    rows = tuple(
        Row(line, tuple(values.get(field, "") for field in _FIELDS))
        for line, values in _rows(sheet, header, start, end, across)
    )
    has = {
        field: (at,)
        for at, field in enumerate(_FIELDS)
        if any(row.cells[at] for row in rows)
    }
    names = tuple(field.capitalize() if field in has else "" for field in _FIELDS)
    what = "rooms" if "room" in has else "days"
    shown = ", ".join(dict.fromkeys(each.room or each.date for each in across))
    note = f"read as a grid, with times down and {what} across: {shown}"
    above, top = tuple(sheet.rows[:header]), Row(sheet.rows[header].line, names)
    return Table(sheet.name, above, top, has, rows, (note,))


def _across(rows: Sequence[Row], header: int, begin: int) -> list[_Across]:
    above = rows[header - 1] if header else Row(0, ())
    plain: list[_Across] = []
    by_room: dict[str, dict[str, int]] = {}
    group = ""
    for at in range(begin, len(rows[header].cells)):
        group = above.cell(at) or group
        name = " ".join(rows[header].cell(at).split())
        *words, last = re.split(r"[\s_]+", name)
        field = _OF_ROOM.get(header_key(last))
        words = words or group.split()
        if name and words and field is not None:
            by_room.setdefault(" ".join(words), {}).setdefault(field, at)
        if not name or header_key(name) in _OF_ROOM:
            continue
        names = [name, " ".join(group.split())]
        days = [text for text in names if day_in(text)]
        rooms = [text for text in names[: 2 if days else 1] if text not in days]
        plain.append(_Across("".join(rooms[:1]), "".join(days[:1]), {"title": at}))
    grouped = [_Across(name, "", f) for name, f in by_room.items() if "title" in f]
    return grouped if len(grouped) > 1 else plain


def _rows(
    sheet: Sheet, header: int, start: int, end: int | None, across: list[_Across]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The line and fields of each session, and of each row that is none."""
    positions = {row.line: at for at, row in enumerate(sheet.rows)}
    merged: set[tuple[int, int]] = set()
    for at, row in enumerate(sheet.rows[header + 1 :], start=header + 1):
        time = row.cell(start)
        cells = list(dict.fromkeys(row.texts))
        if time and time == sheet.rows[header].cell(start):  # the rooms of a day
            across = _across(sheet.rows, at, (end or start) + 1)
            continue
        if cells == [time] and is_time(row.cell(start)):
            continue
        if len(cells) == 1 or not time:
            field = "title" if written_day(cells[0]) is not None else "abstract"
            yield row.line, {field: " | ".join(cells)}
            continue
        dates = (row.cell(column) for column in range(start))
        date = next((text for text in dates if written_day(text)), "")
        for number, each in enumerate(across):
            column = each.columns["title"]
            text = paragraphs(row.cell(column)) or ""
            if not text or (row.line, column) in merged:
                continue
            values = {field: row.cell(place) for field, place in each.columns.items()}
            values["title"], _, rest = text.partition("\n")
            more = filter(None, (rest, values.get("abstract")))
            values |= {
                "start": row.cell(start),
                "end": "" if end is None else row.cell(end),
                "room": each.room,
                "abstract": "\n\n".join(more),
            }
            last, right = sheet.merged.get((row.line, column), (row.line, column))
            if last > row.line:
                merged |= {(line, column) for line in range(row.line, last + 1)}
                last_row = positions.get(last, at)
                values["end"] = _end(sheet.rows, last_row, start, end)
            wide = [
                other for other in across[number:] if other.columns["title"] <= right
            ]
            if len(wide) > 1:
                rooms = dict.fromkeys(other.room for other in wide)
                values["room"] = "" if len(wide) == len(across) else ", ".join(rooms)
            for day in dict.fromkeys(other.date or date for other in wide):
                yield row.line, values | {"date": day}


def _end(rows: Sequence[Row], last: int, start: int, end: int | None) -> str:
    """The end of a session by its `last` row: as written, else the next row's start."""
    if end is not None:
        return rows[last].cell(end)
    parts = re.split(r"\s*[-\u2013]\s*", rows[last].cell(start))
    if len(parts) == 2:
        return parts[1]
    return rows[last + 1].cell(start) if last + 1 < len(rows) else ""
