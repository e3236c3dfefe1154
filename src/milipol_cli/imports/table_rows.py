"""The rows of a table -> sessions, with their times as they are written."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from milipol_cli.base.folding import fold
from milipol_cli.base.zones import is_zone
from milipol_cli.imports import texts, written
from milipol_cli.imports.doubts import Doubts, Place, not_read
from milipol_cli.imports.formats import ImportedSession, Span, session
from milipol_cli.imports.tables import Row
from milipol_cli.imports.tables.headers import Table, header_key
from milipol_cli.imports.texts import HEADERS, WORDS, NameColumn, is_unknown
from milipol_cli.imports.written import Written, WrittenDay, is_time
from milipol_cli.network.model.dates import ONE_DAY

# Spreadsheets have times as fractions of a day; in a text file, 0.30 may be half past.
_FRACTION = re.compile(r"0?[.,]\d+")
_LONG_FRACTION = re.compile(r"0?[.,]\d{3,}")
_WITH_POINT = re.compile(r"[1-9]\d?[.,]\d")
_IN_UTC = re.compile(
    r"(?<![^\W_])(?:utc|gmt)(?![^\W_])(?:\s?[+\u2212-]\s?\d{1,2}(?::?\d\d)?)?",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
# The names of zones that are not those of countries, such as Singapore and GB.
_ZONE_NAME = re.compile(r"[A-Z]{3,4}|.+/.+")
_YEAR = re.compile(r"20[2-9]\d$")
_IN_HOURS = re.compile(r"\((?:h|hrs?|hours?|heures?|std|stunden?)\)", re.IGNORECASE)
_HTML = re.compile("[<&]")
_SHOWN = 80
_STATES = ("cancelled", "not published", "confirmed", "yes", "no")
_STATE_OF = {word: state for state in _STATES for word in WORDS[state]}
# What a yes and a no mean in the columns with states.
_MEANS = {
    "cancelled": {"yes": "cancelled", "no": "confirmed"},
    "status": {},
    "published": {"yes": "confirmed", "no": "not published"},
    "private": {"yes": "not published", "no": "confirmed"},
}
_PERSONS = ("speaker", "panelist", "moderator")
_ALL_ROWS = Row(0, ())


class Placed(NamedTuple):
    """A day with its place in a file, and its column as messages name it."""

    day: WrittenDay
    place: Place
    column: str


class Slot(NamedTuple):
    """A row with a session, and when it says that the session is.

    Times, clocks and zones are those of `Written`. `date` and `last` are the dates of
    its days, once they are known.
    """

    reader: "RowReader"
    row: Row
    place: Place
    room: str
    day: Placed | None
    end_day: Placed | None
    start: int | None
    end: int | None
    clock: str | None
    end_clock: str | None
    minutes: int | None
    zones: tuple[dt.tzinfo | None, dt.tzinfo | None]
    zone: str
    errors: list[tuple[Place, str]]
    date: dt.date | None = None
    last: dt.date | None = None


class RowReader:
    """Reads the rows of a table.

    Once `slots` is exhausted, `days` are the days of its rows and headings. `is_below`
    says whether a row took the day above it, `goes_on` whether one took the session.
    """

    def __init__(self, table: Table, sheet: str | None, doubts: Doubts) -> None:
        self.is_below = self.goes_on = False
        self._sheet = sheet
        self._doubts = doubts
        if "sent" in table.columns and not table.columns.keys() & {"start", "date"}:
            columns = {**table.columns, "start": table.columns["sent"]}
            table = table._replace(columns=columns)
            why = "is taken as the start, though a form may have been sent then"
            doubts.add(f"column {table.name('sent')!r} {why}", self.place())
        self._table = table
        for note in table.notes:
            doubts.add(note, self.place())
        for row in table.overfull:
            doubts.share("more cells than headers", self.place(row))
        self._fractions = set(filter(self._has_fractions, ("start", "end")))
        self._persons = {}
        for field in filter(table.columns.__contains__, _PERSONS):
            cells = (text for row in table.rows for text in self._texts(row, field))
            one_each = len(table.columns[field]) > 1
            names = NameColumn(table.name(field), cells, one_each=one_each)
            self._persons[field] = names
            if names.doubt is not None:
                doubts.add(f"{self._column(field)}: {names.doubt}", self.place())
        self._zone, self._zone_field = "", ""
        for field in filter(table.columns.__contains__, ("date", "end", "start")):
            named = _zone_in(table.name(field))
            if _names_zone(named) or (named and field == "start"):
                self._zone, self._zone_field = named, field
        # Each room may have a sheet.
        words = set() if "room" in table.columns else {*header_key(sheet or "").split()}
        self._room = "" if words.isdisjoint(HEADERS.fields["room"]) else sheet or ""
        # A box is ticked or empty.
        marks = {_STATE_OF.get(fold(self._known(r, "published"))) for r in table.rows}
        self._has_marks = marks == {"yes", None}

    def place(self, row: Row = _ALL_ROWS) -> Place:
        """The place of a row, or of the whole table."""
        return Place(sheet=self._sheet, line=row.line or None, session=row.name)

    def slots(self) -> Iterator[Slot]:
        """The rows with a session; reports the other ones."""
        day, is_heading = self._day_above(), True
        self.days = set() if day is None else {day.day}
        above: Row | None = None
        for written_row in self._table.rows:
            heading = self._heading(written_row)
            if heading is not None:
                day, is_heading, above = heading, True, None
                self.days.add(heading.day)
                continue
            row = self._continued(written_row, above)
            self.goes_on |= row is not written_row
            if self._is_left_out(row, is_continued=row is not written_row):
                continue
            slot, above = self._slot(row), row
            is_empty = not any(map(str.isalnum, self._text(row, "date")))
            if slot.day is not None:
                day, is_heading = slot.day, False
                self.days.add(day.day)
            elif day and is_empty and (is_heading or slot.start is not None):
                slot, self.is_below = slot._replace(day=day), True
                if not is_heading:
                    why = "no day: the day of the row above is used"
                    self._doubts.share(why, slot.place)
            yield slot

    def _continued(self, row: Row, above: Row | None) -> Row:
        """A row; one with more speakers of the session above has its other cells."""
        has_more = self._title(row) or self._speakers(row)
        if above is None or self._text(row, "start") or not has_more:
            return row
        has_time = self._title(above) and self._text(above, "start")
        if not has_time or any(
            self._text(row, field) not in ("", self._text(above, field))
            for field in ("title", "session", "date", "end", "room")
        ):
            return row
        persons = {at for field in self._persons for at in self._table.columns[field]}
        columns = range(len(self._table.header.cells))
        return row.with_cells(
            {at: row.cell(at) or above.cell(at) for at in columns if at not in persons}
        )

    def _is_left_out(self, row: Row, *, is_continued: bool) -> bool:
        title = texts.line_of_text(self._title(row))
        if is_continued and not self._speakers(row):
            why = "same title as the row above, but no start: left out"
            self._doubts.share(why, self.place(row))
            return True
        if title is None:
            has_more = self._speakers(row) or self._text(row, "start")
            if not (has_more and self._known(row, "type")):
                cells = " ".join(" | ".join(row.texts).split())
                why = f"no title, so left out: {cells[:_SHOWN]!r}"
                self._doubts.add(why, self.place(row))
                return True
            self._doubts.share("no title: its type is used", self.place(row))
        for field, meanings in _MEANS.items():
            text = self._known(row, field)
            state = _STATE_OF.get(fold(text), "")
            if field == "published" and self._has_marks and not text:
                state = "no"
            state = meanings.get(state, state)
            if state in ("cancelled", "not published"):
                name = repr((title or "session")[:_SHOWN])
                self._doubts.add(f"{name} is {state}: left out", self.place(row))
                return True
            if text and state != "confirmed":
                not_used = f"{self._column(field)}: {text[:_SHOWN]!r} is not used"
                self._doubts.share(not_used, self.place(row))
        return False

    def refuse_another_start(self) -> None:
        """Raises NotRead if a column that is not used looks like a start."""
        self._refuse_another(
            "start",
            lambda cell: is_time(cell) and not _YEAR.match(cell),
            "no session has a start; column {0!r} looks like it: name it with --columns"
            " 'start={0}'",
        )

    def refuse_another_zone(self) -> None:
        """Raises NotRead if no column is used for time zones, and one has them."""
        if "zone" not in self._table.columns:
            self._refuse_another(
                "zone",
                _names_zone,
                "column {0!r} has time zones: name it with --columns 'zone={0}', or"
                " remove it if times are those of the venue",
            )

    def _refuse_another(
        self, field: str, is_like: Callable[[str], bool], why: str
    ) -> None:
        """Raises NotRead if most cells of an unused column are like a field."""
        header = self._table.header
        unnamed = {at: "" for at, cell in enumerate(header.cells) if not cell}
        for at, name in {**self._table.unused, **unnamed}.items():
            cells = [row.cell(at) for row in self._table.rows[:200] if row.cell(at)]
            if 2 * sum(map(is_like, cells)) > len(cells):
                no_header = f"column {at + 1} has no header: add one like"
                text = why.format(name) if name else f"{no_header} {field.title()!r}"
                raise not_read(text, self.place(header))

    def unknown_zone(self, slot: Slot) -> None:
        """Adds a doubt about a zone that the header may name; else raises NotRead."""
        if slot.zone != self._zone:
            raise not_read(
                f"time zone {slot.zone[:_SHOWN]!r} is not known; write one like"
                " Europe/Paris, or remove it if times are those of the venue",
                slot.place,
            )
        why = "may name a time zone: times are read on the venue's clock"
        self._doubts.share(f"{self._column(self._zone_field)} {why}", slot.place)

    def session(self, row: Row, span: Span) -> ImportedSession:
        """The session of a row."""
        title, group = self._title(row), self._known(row, "session")
        return session(
            self.place(row),
            span,
            self._doubts,
            uid=self._text(row, "id"),
            title=title,
            kind=self._known(row, "type"),
            track=self._known(row, "track") or ("" if group == title else group),
            room=self._known(row, "room") or self._room,
            speakers=self._speakers(row),
            summary=self._known(row, "abstract"),
            url=self._known(row, "url"),
        )

    def _column(self, field: str) -> str:
        return f"column {self._table.name(field)[:_SHOWN]!r}"

    def _texts(self, row: Row, field: str) -> list[str]:
        cells = self._table.cells(row, field)
        return [texts.paragraphs(c) or "" if _HTML.search(c) else c for c in cells]

    def _text(self, row: Row, field: str) -> str:
        return next(iter(self._texts(row, field)), "")

    def _known(self, row: Row, field: str) -> str:
        text = self._text(row, field)
        return "" if is_unknown(text) else text

    def _title(self, row: Row) -> str:
        return self._text(row, "title") or self._text(row, "session")

    def _speakers(self, row: Row) -> list[str]:
        return [
            name
            for field, column in self._persons.items()
            for text in self._texts(row, field)
            for name in column.names(text)
        ]

    def _day_above(self) -> Placed | None:
        table, sheet = self._table, self._table.sheet or ""
        above = [(row, " ".join(dict.fromkeys(row.texts))) for row in table.above]
        titles = [(row, text, f"title {text[:_SHOWN]!r}") for row, text in above[::-1]]
        days = [
            Placed(day, self.place(row), name)
            for row, text, name in (*titles, (table.header, sheet, "name of the sheet"))
            if (day := written.day_in(text)) is not None
        ]
        # A day with a month is better than "Day 1".
        return min(days, key=lambda placed: placed.day.number is not None, default=None)

    def _heading(self, row: Row) -> Placed | None:
        cells = list(dict.fromkeys(row.texts))  # a day may fill several cells
        day = written.heading_day(cells[0]) if len(cells) == 1 else None
        return day and Placed(day, self.place(row), f"heading {cells[0]!r}")

    def _slot(self, row: Row) -> Slot:
        errors: list[tuple[Place, str]] = []
        starts, ends, date, end_date = (
            self._moment(row, field, errors)
            for field in ("start", "end", "date", "end date")
        )
        if "start" not in self._table.columns and date.start:  # midnight is none
            starts = date._replace(day=None)
        if "end" not in self._table.columns and end_date.start:
            ends = end_date._replace(day=None)
        first, day = (each.day and each.day.date for each in (starts, date))
        if first and day and abs(first - day) > ONE_DAY:
            why = f"{self._column('start')}: not on the day in {self._column('date')}"
            errors.append((self.place(row), why))
        if ends.start is None:
            ends = ends._replace(start=starts.end, clock=starts.clock)
        end_days = (("start", starts.end_day), ("end date", end_date.day))
        return Slot(
            reader=self,
            row=row,
            place=self.place(row),
            room=fold(self._known(row, "room") or self._room),
            day=self._placed(row, ("start", starts.day), ("date", date.day)),
            end_day=self._placed(row, ("end", ends.day), *end_days),
            start=starts.start,
            end=ends.start,
            clock=starts.clock,
            end_clock=ends.clock,
            minutes=self._minutes(row, errors),
            zones=(starts.zone, ends.zone or starts.zone),
            zone=self._known(row, "zone") or starts.zone_name or self._zone,
            errors=errors,
        )

    def _placed(self, row: Row, *days: tuple[str, WrittenDay | None]) -> Placed | None:
        for field, day in days:
            if day is not None:
                return Placed(day, self.place(row), self._column(field))
        return None

    def _moment(self, row: Row, field: str, errors: list[tuple[Place, str]]) -> Written:
        text = " ".join(self._text(row, field).split())
        moment = written.moment(text)
        is_number = _FRACTION.fullmatch(text) or text in ("0", "1")
        if field in self._fractions and is_number:
            moment = Written(start=_of_fraction(text), clock="0")
        day = moment and moment.day
        has_time = field in ("start", "end")
        # A number alone is no time.
        is_day = day is not None and not (has_time and day.number is not None)
        if moment is not None and (is_day or (has_time and moment.start is not None)):
            return moment
        noun = "time" if has_time else "day"
        if not written.has_no_time(text) or (field == "date" and not is_unknown(text)):
            why = f"{text[:_SHOWN]!r} is not a {noun}"
            errors.append((self.place(row), f"{self._column(field)}: {why}"))
        elif not is_unknown(text):
            shown = f"{self._column(field)}: no {noun}: {text[:_SHOWN]!r}"
            self._doubts.add(shown, self.place(row))
        return Written()

    def _has_fractions(self, field: str) -> bool:
        form = _LONG_FRACTION if self._table.sheet is None else _FRACTION
        cells = [self._table.cell(row, field) for row in self._table.rows]
        example = next(filter(form.fullmatch, cells), None)
        if example is None or any(map(_WITH_POINT.match, cells)):
            return False
        hours, minutes = divmod(_of_fraction(example), 60)
        why = f"times are fractions of a day: {example} is {hours:02}:{minutes:02}"
        self._doubts.add(f"{self._column(field)}: {why}", self.place())
        return True

    def _minutes(self, row: Row, errors: list[tuple[Place, str]]) -> int | None:
        text = " ".join(self._table.cell(row, "duration").split())
        if written.has_no_time(text):
            return None
        in_hours = bool(_IN_HOURS.search(self._table.name("duration")))
        if self._table.sheet and not in_hours and _FRACTION.fullmatch(text):
            return _of_fraction(text)
        minutes = written.duration(text, in_hours=in_hours)
        if minutes is None:
            why = f"{text[:_SHOWN]!r} is not a duration"
            errors.append((self.place(row), f"{self._column('duration')}: {why}"))
        return minutes


def _names_zone(cell: str) -> bool:
    is_name = _ZONE_NAME.fullmatch(cell) and is_zone(cell)
    return bool(is_name or _IN_UTC.fullmatch(cell))


def _zone_in(header: str) -> str:
    """The time zone that a header names, or the words in it that may do so."""
    if in_utc := _IN_UTC.search(header):
        return in_utc[0].upper()
    named = filter(None, map(written.zone_words, _IN_BRACKETS.findall(header)))
    words = filter(_names_zone, header.split())
    return max([*named, *words], key=is_zone, default="")


def _of_fraction(text: str) -> int:
    return round(float(text.replace(",", ".")) * written.DAY_MINUTES)
