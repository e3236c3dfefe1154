"""Canonical rows of texts: the data of each session, whatever the format."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from milipol_cli.base.folding import fold
from milipol_cli.imports import names
from milipol_cli.imports.doubts import NOWHERE, Doubts, Place, not_read
from milipol_cli.imports.questions import Questions
from milipol_cli.imports.table_times import (
    FRACTION,
    day_in,
    is_time,
    read_day,
    time_of_fraction,
    times_in,
)
from milipol_cli.imports.tables import SheetRow
from milipol_cli.imports.tables.finder import FieldTable
from milipol_cli.imports.tables.headers import header_key
from milipol_cli.imports.texts import WORDS, is_unknown, paragraphs
from milipol_cli.imports.zone_names import is_zone_name, zone_in_title, zone_named_in

DAY_WITHOUT_ROWS = "a day without rows"
ONE_CELL = "one cell"
PERSONS = ("speaker", "panelist", "moderator")


class SessionRow(NamedTuple):
    """A row that may be a session, in texts as they are written.

    `above` is the day in a heading over the row. `state` is why it is not a session,
    such as `ONE_CELL` or "cancelled", and `text` how it is shown if it is left out.
    """

    place: Place = NOWHERE
    title: str = ""
    day: str = ""
    above: str = ""
    start: str = ""
    end: str = ""
    end_day: str = ""
    duration: str = ""
    duration_unit: str = ""
    zone: str = ""
    room: str = ""
    type: str = ""
    track: str = ""
    abstract: str = ""
    url: str = ""
    id: str = ""
    state: str = ""
    speakers: tuple[str, ...] = ()
    text: str = ""


# What begins a row that is not a session: a total, a legend or a note.
_NOTE = re.compile(
    r"(?:(?:sub|grand )?total(?:s|en|e)?|summe|gesamt|somme|totale|suma)(?: \w+)?"
    r"\s*[:=]?\s*\d*"
    r"|(?:legend|legende|leyenda|legenda|notes?|nota|remarques?|hinweise?|anmerkung\w*"
    r"|sources?|quellen?|stand|last updated?|mise a jour)\s*:.*|legende?|notes"
)
# The fields of a row, by those of a table.
_FIELDS = {
    "date": "day",
    "start": "start",
    "end": "end",
    "end date": "end_day",
    "duration": "duration",
    "zone": "zone",
    "room": "room",
    "type": "type",
    "track": "track",
    "abstract": "abstract",
    "url": "url",
    "id": "id",
}
_TIMES = ("start", "end", "date")
# What the words in columns about the state of a session mean.
_STATES = {
    "status": {word: state for state in ("not published", "cancelled") for word in WORDS[state]},
    "cancelled": dict.fromkeys(WORDS["yes"], "cancelled"),
    "published": dict.fromkeys(WORDS["no"], "not published"),
    "private": dict.fromkeys(WORDS["yes"], "not published"),
}
_ROOM_WORDS = frozenset(("room", "salle", "raum", "saal", "hall", "sala", "stage"))
_TIME_BESIDE = re.compile(r"\D{0,9}\d{1,2}\s?[:.h]\s?\d\d(?!\d).{0,20}")
_IN_HOURS = re.compile(r"\((?:h|hours?|heures?|std|stunden?)\)", re.IGNORECASE)
_IN_MINUTES = re.compile(r"\bmin", re.IGNORECASE)


def is_note(text: str) -> bool:
    """Whether a row begins like a total, a legend or a note."""
    return bool(_NOTE.fullmatch(fold(text).strip()))


def row_in_words(row: SheetRow) -> str:
    """A row as messages show it."""
    return " | ".join(" ".join(cell.split()) for cell in dict.fromkeys(row.texts))


def refuse_number(cells: Sequence[str], place: Place) -> None:
    """Raises NotRead for a number alone in a row: it may be the day of rows below."""
    if len(cells) == 1 and cells[0].isdecimal():
        why = f"{cells[0]!r} above rows may be a day: write it like 'Day {cells[0]}'"
        raise not_read(f"{why} or 2027-05-14", place)


def heading_day(cells: Sequence[str]) -> str:
    """The day that all cells of a row are, as "Tuesday" and "9 November"; else ""."""
    if len(cells) > 1:
        days = map(read_day, cells)
        if not all(day and (day.has_date or day.is_named) for day in days):
            return ""
    text = " ".join(cells)
    return text if day_in(text) and not (text.isdecimal() or is_time(text)) else ""


class DayAbove(NamedTuple):
    """A row with only a day, on which the rows below are."""

    text: str
    place: Place

    def report(self, after: "DayAbove | None" = None) -> Iterator[SessionRow]:
        """The row that reports a day without rows; none if the same day comes after."""
        day, next_day = day_in(self.text), day_in(after.text) if after else None
        if not (day and next_day and day.agrees(next_day)):
            yield SessionRow(self.place, state=DAY_WITHOUT_ROWS, text=self.text)


def rows_of(
    table: FieldTable, sheet: str | None, doubts: Doubts, questions: Questions
) -> Iterator[SessionRow]:
    """The rows of a table; a row with only a day is the day of the rows below it."""
    reader = _Rows(_with_times(table), sheet, doubts)
    for row in table.overfull:
        doubts.share("more cells than headers", reader.place(row))
    _ask_unused(table, questions)
    return reader.session_rows()


class _Rows:
    """Makes canonical rows of a table, of which it knows the columns and headers."""

    def __init__(self, table: FieldTable, sheet: str | None, doubts: Doubts) -> None:
        self._table, self._sheet, self._doubts = table, sheet, doubts
        self._by_comma = {
            field: self._is_by_comma(field) for field in PERSONS if field in table.columns
        }
        self._zone = _zone_above(table)
        self._duration_unit = _unit_in_header(table.name("duration"))
        # A sheet may be named after its room: "Salle 3".
        has_room_word = not _ROOM_WORDS.isdisjoint(header_key(sheet or "").split())
        self._room = (sheet or "") if has_room_word else ""
        self._is_wide = any(len(row.texts) > 1 for row in table.rows)
        # If only published sessions have a mark, those without one are not.
        marks = {fold(table.cell(row, "published")) for row in table.rows} - {""}
        self._has_ticks = bool(marks) and marks <= WORDS["yes"]

    def place(self, row: SheetRow) -> Place:
        """Where a row is in the file."""
        return Place(sheet=self._sheet, line=row.line or None, session=row.name)

    def session_rows(self) -> Iterator[SessionRow]:
        """The rows that are not headings of days, and the headings without rows."""
        above = _day_above(self._table)
        # The last heading that is a day, until a row is below it.
        unused_heading: DayAbove | None = None
        for row in self._table.rows:
            cells = list(dict.fromkeys(row.texts))
            if "date" not in self._table.columns and not above:
                refuse_number(cells, self.place(row))
            if day := heading_day(cells):
                above = day
                heading = DayAbove(above, self.place(row))
                if unused_heading is not None:
                    yield from unused_heading.report(heading)
                unused_heading = heading
            else:
                unused_heading = None
                yield self._session_row(row, cells, above)
        if unused_heading is not None:
            yield from unused_heading.report()

    def _session_row(self, row: SheetRow, cells: list[str], above: str) -> SessionRow:
        """The canonical row of a row in a table, with what its sheet says for all."""
        table = self._table
        values = {name: self._known(row, field) for field, name in _FIELDS.items()}
        values["zone"] = values["zone"] or self._zone
        values["room"] = values["room"] or self._room
        title, session = _plain(table.cell(row, "title")), self._known(row, "session")
        if title:
            values["track"] = values["track"] or session
        return SessionRow(
            self.place(row),
            title=title or session,
            above=above,
            duration_unit=self._duration_unit,
            state=self._why_no_session(row, cells),
            speakers=tuple(self._speakers_in(row)),
            text=row_in_words(row),
            **values,
        )

    def _known(self, row: SheetRow, field: str) -> str:
        """The text of a field; "" for "TBA", except where times stand."""
        text = _plain(self._table.cell(row, field))
        if field in _TIMES:
            return " ".join(text.split())
        return "" if is_unknown(text) else text

    def _speakers_in(self, row: SheetRow) -> Iterator[str]:
        """The speakers in a row; one whose name keeps a comma is a doubt."""
        for field, by_comma in self._by_comma.items():
            for cell in self._table.cells(row, field):
                for name in names.names_in(cell, by_comma=by_comma):
                    if names.has_comma(name):
                        why = "a comma is taken as part of a name; separate names with ;"
                        self._doubts.share(why, self.place(row))
                    yield name

    def _is_by_comma(self, field: str) -> bool:
        """Whether commas separate the names of a column, as in "Speakers"."""
        table = self._table
        cells = (_plain(table.cell(row, field)) for row in table.rows)
        is_one = len(table.columns[field]) == 1
        return (
            is_one
            and names.is_plural(table.name(field))
            and not any(map(names.has_separators, cells))
        )

    def _why_no_session(self, row: SheetRow, cells: list[str]) -> str:
        """Why a row is not a session, as a `state`; "" if it may be a session."""
        table = self._table
        if is_note(cells[0]):
            return "note"
        is_one_cell = self._is_wide and len(row.texts) == 1
        persons = [c for field in self._by_comma for c in table.cells(row, field)]
        if is_one_cell and not any(persons):  # a further speaker belongs to a session
            return ONE_CELL
        for field, states in _STATES.items():
            if state := states.get(fold(table.cell(row, field))):
                return state
        if self._has_ticks and not table.cell(row, "published"):
            return "not published"
        return ""


def _plain(text: str) -> str:
    return (paragraphs(text) or "") if "<" in text or "&" in text else text


def _unit_in_header(header: str) -> str:
    """The unit of durations in a header like "Length (h)"; "" if it names none."""
    if _IN_HOURS.search(header):
        return "h"
    return "min" if _IN_MINUTES.search(header) else ""


def _zone_above(table: FieldTable) -> str:
    """The time zone in the headers of times, or above the header; "" for none."""
    for field in ("start", "date", "end"):
        if zone := zone_named_in(table.name(field)):
            return zone
    return zone_in_title(" ".join(text for row in table.above for text in row.texts))


def _day_above(table: FieldTable) -> str:
    """The day in the rows above the header, or in the name of the sheet; "" for none.

    There is none if rows have other days of their own. Raises NotRead for a number that
    may be a day.
    """
    own = [day for row in table.rows if (day := read_day(table.cell(row, "date")))]
    if len({day.number for day in own}) > 1:  # the text above may say which these are
        return ""
    # The lowest row first: it is the nearest.
    texts = [" ".join(dict.fromkeys(row.texts)) for row in reversed(table.above)]
    days = {text: day for text in (*texts, table.sheet or "") if (day := day_in(text))}
    if not days and "date" not in table.columns:
        for row in table.above:
            refuse_number(row.texts, Place(line=row.line or None))
    fitting = [text for text, day in days.items() if all(map(day.agrees, own))]
    dated = [text for text in fitting if days[text].has_date]
    return next(iter(dated or fitting), "")


def _with_times(table: FieldTable) -> FieldTable:
    """A table with times in place of fractions of a day: 0.729166667 is 17:30.

    They are taken for times only if one has many digits, and no number is like 1.5.
    """
    fields = ("start", "end", "duration")
    columns = {column for f in fields for column in table.columns.get(f, ())}
    cells = {row.cell(column) for row in table.rows for column in columns}
    has_long_fraction = any(FRACTION.fullmatch(c) and len(c) > 5 for c in cells)
    has_number_above_1 = any(re.fullmatch(r"[1-9]\d?[.,]\d+", c) for c in cells)
    if not has_long_fraction or has_number_above_1:
        return table
    # A mere 0 or 1 is one as well: midnight.
    times = {cell: time_of_fraction(cell) for cell in cells if FRACTION.fullmatch(cell)}
    rows = (
        row._replace(
            cells=tuple(
                times.get(cell, cell) if column in columns else cell
                for column, cell in enumerate(row.cells)
            )
        )
        for row in table.rows
    )
    return table._replace(rows=tuple(rows))


def _ask_unused(table: FieldTable, questions: Questions) -> None:
    """Asks about columns that are not used, but look like days, starts or zones."""
    used = {column for columns in table.columns.values() for column in columns}
    width = max((len(row.cells) for row in table.rows), default=0)
    predicates = {"date": _is_day, "start": _has_time, "zone": is_zone_name}
    starts = (times_in(table.cell(row, "start")) for row in table.rows)
    if any(times and times.day for times in starts):  # no other day is needed
        del predicates["date"]
    for column in sorted({*range(width)} - used):
        cells = [cell for row in table.rows if (cell := row.cell(column))]
        name = " ".join(table.header.cell(column).split()) or str(column + 1)
        for field, is_like in predicates.items():
            is_missing = field not in table.columns
            if is_missing and cells and all(map(is_like, cells)):
                questions.ask(
                    f"column {name!r} looks like the {field}: set it with --columns"
                    f" '{field}={name}'",
                    Place(line=table.header.line or None),
                    field=field,
                )


def _has_time(cell: str) -> bool:
    """Whether a cell is a time, or has one beside a word: "9.30 - 10.00 uur"."""
    return is_time(cell) or bool(_TIME_BESIDE.fullmatch(cell))


def _is_day(cell: str) -> bool:
    day = read_day(cell)
    return day is not None and day.has_date
