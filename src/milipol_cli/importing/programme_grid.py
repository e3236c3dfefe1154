"""Grids, with times down and rooms or days across -> tables with a session a row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from milipol_cli.importing import texts
from milipol_cli.importing.programme_headers import WORDS
from milipol_cli.importing.written_days import day_in, written_day
from milipol_cli.importing.written_times import is_time
from milipol_cli.tables.headers import Table, header_key
from milipol_cli.tables.sheets import Row, Sheet, text_of

# The first time stands in one of the first rows and columns.
_WITHIN, _FIRST_COLUMNS, _MOST_COLUMNS = 20, 3, 100
# Of the rows below the header, in percent.
_MOST_HAVE_TIMES = 60
_FIELDS = ("title", "start", "end", "date", "room", "type", "abstract", "speaker")
# The fields that a room may have columns for.
_OF_ROOM = {
    header: field
    for field in ("title", "type", "abstract", "speaker")
    for header in WORDS.fields[field]
}


class _Across(NamedTuple):
    """A room or a day of a grid, and the columns of its fields."""

    room: str
    date: str
    columns: Mapping[str, int]


def grid(sheet: Sheet) -> Table | None:
    """A sheet with times in a column, and rooms or days in the row above; else None.

    A session is a cell; its first line is the title. Merged cells are one session.
    """
    for column in range(_FIRST_COLUMNS):
        rows = sheet.rows
        first = next(
            (at for at, row in enumerate(rows[:_WITHIN]) if _has_time(row, column)), 0
        )
        timed = [row for row in rows[first:] if _has_time(row, column)]
        filled = [r for r in rows[first:] if _text(r, column) and _width(r) > 1]
        if first and len(timed) > 1:
            if 100 * len(timed) < _MOST_HAVE_TIMES * len(filled):
                continue
            ends = sum(_has_time(row, column + 1) for row in timed)
            end = column + 1 if 2 * ends > len(timed) else None
            header = max(range(first), key=lambda at: (_width(rows[at]), at))
            across = _across(rows, header, (end or column) + 1)
            if len(across) > 1:
                return _table(sheet, header, column, end, across)
    return None


def _table(
    sheet: Sheet, header: int, start: int, end: int | None, across: Sequence[_Across]
) -> Table:
    top = sheet.rows[header]
    rows = tuple(_rows(sheet, sheet.rows[header + 1 :], start, end, across))
    has = [any(row.cells[at] for row in rows) for at in range(len(_FIELDS))]
    what = "rooms" if across[0].room else "days"
    names = {field: field.capitalize() for field in _FIELDS}
    names["start"] = _text(top, start) or "Time"
    names["end"] = "End" if end is None else _text(top, end)
    names["date"] = next((_text(top, column) for column in range(start)), "Day")
    return Table(
        sheet.name,
        tuple(sheet.rows[:header]),
        Row(
            top.line,
            tuple(
                name if h else "" for name, h in zip(names.values(), has, strict=True)
            ),
        ),
        {field: (at,) for at, field in enumerate(_FIELDS) if has[at]},
        rows,
        (f"read as a grid, with times down and {what} across",),
    )


def _across(rows: Sequence[Row], header: int, begin: int) -> list[_Across]:
    """The rooms or days in the header of a grid, with those in the row above."""
    above = rows[header - 1] if header else Row(0, ())
    plain: list[_Across] = []
    by_room: dict[str, dict[str, int]] = {}
    group = ""
    for at in range(begin, min(len(rows[header].cells), _MOST_COLUMNS)):
        group = _text(above, at) or group
        name = " ".join(_text(rows[header], at).split())
        if not name or header_key(name) in _OF_ROOM:
            continue
        names = [name, " ".join(group.split())]
        days = [text for text in names if written_day(text) or day_in(text)]
        rooms = [text for text in names[: 2 if days else 1] if text not in days]
        plain.append(_Across("".join(rooms[:1]), "".join(days[:1]), {"title": at}))
        *words, last = re.split(r"[\s_]+", name)
        field = _OF_ROOM.get(header_key(last))
        if words and field is not None:
            by_room.setdefault(" ".join(words), {}).setdefault(field, at)
    grouped = [_Across(name, "", f) for name, f in by_room.items() if "title" in f]
    return grouped if len(grouped) > 1 else plain


def _rows(
    sheet: Sheet,
    rows: Sequence[Row],
    start: int,
    end: int | None,
    across: Sequence[_Across],
) -> Iterator[Row]:
    """A row for each session, and for each row that is a heading or left out."""
    positions = {row.line: at for at, row in enumerate(rows)}
    merged = set()
    for at, row in enumerate(rows):
        texts_of_row = list(dict.fromkeys(filter(None, map(text_of, row.cells))))
        if len(texts_of_row) == 1 or not _text(row, start):
            is_day = written_day(texts_of_row[0]) is not None
            field = "title" if is_day else "abstract"
            yield _row(row.line, {field: " | ".join(texts_of_row)})
            continue
        dates = (_text(row, column) for column in range(start))
        date = next((text for text in dates if written_day(text)), "")
        for number, each in enumerate(across):
            values = {field: _text(row, c) for field, c in each.columns.items()}
            column = each.columns["title"]
            if not values["title"] or (row.line, column) in merged:
                continue
            title, _, rest = (texts.paragraphs(values["title"]) or "").partition("\n")
            values |= {"title": title, "date": each.date or date, "room": each.room}
            values["abstract"] = "\n\n".join(
                filter(None, (rest, values.get("abstract", "")))
            )
            values["start"] = _text(row, start)
            values["end"] = "" if end is None else _text(row, end)
            last, right = sheet.merged.get((row.line, column), (row.line, column))
            if last > row.line:
                merged |= {(line, column) for line in range(row.line, last + 1)}
                values["end"] = _end(rows, positions.get(last, at), start, end)
            wide = [
                other for other in across[number:] if other.columns["title"] <= right
            ]
            if len(wide) > 1:
                rooms = dict.fromkeys(other.room for other in wide)
                is_all = len(wide) == len(across)
                values["room"] = "" if is_all else ", ".join(rooms)
            yield _row(row.line, values)


def _end(rows: Sequence[Row], last: int, start: int, end: int | None) -> str:
    """When a session ends whose last row is that: its end, or when the next begins."""
    if end is not None:
        return _text(rows[last], end)
    parts = re.split(r"\s*[-\u2013]\s*", _text(rows[last], start))
    if len(parts) == 2:
        return parts[1]
    return _text(rows[last + 1], start) if last + 1 < len(rows) else ""


def _row(line: int, values: Mapping[str, str]) -> Row:
    return Row(line, tuple(values.get(field, "") for field in _FIELDS))


def _has_time(row: Row, column: int) -> bool:
    return column < len(row.cells) and is_time(row.cells[column])


def _width(row: Row) -> int:
    return sum(bool(text_of(cell)) for cell in row.cells[:_MOST_COLUMNS])


def _text(row: Row, column: int) -> str:
    return text_of(row.cells[column]) if column < len(row.cells) else ""
