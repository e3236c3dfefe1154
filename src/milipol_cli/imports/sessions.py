"""Canonical rows -> sessions: the one reader of all formats, which does not guess."""

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.base.errors import NotRead
from milipol_cli.base.zones import is_utc, is_zone, zone
from milipol_cli.ics.foreign_calendar import at_venue
from milipol_cli.imports import table_times
from milipol_cli.imports.doubts import NOWHERE, Doubts, not_read
from milipol_cli.imports.formats import (
    SEVERAL_DAYS,
    EditionOfFile,
    ImportedSession,
    Request,
    Span,
    session,
)
from milipol_cli.imports.questions import Questions
from milipol_cli.imports.rows import DAY_WITHOUT_ROWS, ONE_CELL, SessionRow
from milipol_cli.imports.table_times import HOUR, NOON, CellTimes, Day
from milipol_cli.imports.texts import is_unknown, paragraphs
from milipol_cli.imports.zone_names import zone_called
from milipol_cli.network.model.dates import ONE_DAY, is_far
from milipol_cli.network.model.programmes import LONGEST
from milipol_cli.network.model.record import MOST_LISTED

# Of so many rows one may be left out without a question.
_ROWS_FOR_ONE = 10
# A day without a year is looked for in so many days from the first one on.
_NEAR_DAYS = 60
_WEEK = 7
# Whether the day comes first in dates like 4/5/2027.
_ORDERS = frozenset((True, False))
_ANY_DAY = dt.date(2024, 1, 1)
_SHOWN = 80
# Hours that are probably in the afternoon on a clock of 12 hours.
_AFTERNOON = range(1, 7)
_EVENING = range(7, 12)
_NIGHT_ENDS = 6 * HOUR


class _TimedRow(NamedTuple):
    """A row with the times in its cells, or with the error that is in them.

    `date` is found when the days of all rows are read, and `last` is the date of the
    end, if the row names one. If it `is_asked`, only the user can say the date.
    """

    row: SessionRow
    day: Day | None
    times: CellTimes
    end: CellTimes
    minutes: int | None
    error: str = ""
    date: dt.date | None = None
    last: dt.date | None = None
    is_asked: bool = False


class Sessions(NamedTuple):
    """The sessions of rows, and the time zone that they name."""

    sessions: tuple[ImportedSession, ...]
    zone: ZoneInfo | None


def sessions_of(
    rows: Iterable[SessionRow], request: Request, doubts: Doubts, questions: Questions
) -> Sessions:
    """The sessions of rows; raises NotRead, or asks what only the user can say.

    What is left out is a doubt. Asking is no end: what follows is then read, too.
    """
    reader = _SessionReader(request, doubts, questions)
    rows = [*rows]
    kept = [row for row in rows if reader.keep_or_report(row)]
    if not kept:
        raise NotRead("no row with a title below the header")
    slots = reader.with_days([*map(reader.slot, kept)])
    slots = reader.without_undated(reader.without_errors(slots))
    reader.check_clock(slots)
    if not request.edition.is_one_day:
        _refuse_unread_days(rows, slots)
    # A day without rows is another day of its sheet.
    sheets_with_other_days = {row.place.sheet for row in rows if row.state == DAY_WITHOUT_ROWS}
    for group in _by_sheet(slots):
        is_one_day = group[0].row.place.sheet not in sheets_with_other_days
        _refuse_unsorted(group, is_one_day=is_one_day)
    file_zone = _only_zone(slots)
    venue = request.edition.zone or file_zone
    sessions = [reader.session(slot, venue) for slot in slots]
    return Sessions(tuple(_unite_rows(sessions, doubts)), file_zone)


def _only_zone(slots: Sequence[_TimedRow]) -> ZoneInfo | None:
    """The zone of a place that a file names; None if it names several, or UTC."""
    names = {slot.row.zone for slot in slots}
    zones = [zone(name) for name in names if "/" in name and is_zone(name)]
    return zones[0] if len(zones) == 1 and not is_utc(zones[0]) else None


class _SessionReader:
    """Reads rows as sessions, and asks the user if they may mean two things."""

    def __init__(self, request: Request, doubts: Doubts, questions: Questions) -> None:
        self._edition, self._tables = request.edition, request.tables
        self._doubts, self._questions = doubts, questions

    def keep_or_report(self, row: SessionRow) -> bool:
        """Whether a row may be a session; adds a doubt with the reason if it is not."""
        has_text = row.title or row.speakers or " | " in row.text
        if has_text and not row.state:
            return True
        # Rows of these states are shown as a whole: they may have no title.
        reasons = {"": "no title", "note": "a total, legend or note", ONE_CELL: "a row of one cell"}
        why = reasons.get(row.state, row.state)
        shown = row.text if row.state in reasons else row.title or row.text
        text = f": {shown[:_SHOWN]!r}" if shown else ""
        self._doubts.add(f"{why}, left out{text}", row.place)
        return False

    def slot(self, row: SessionRow) -> _TimedRow:
        """A row with the times and days in its cells, and what is wrong with it."""
        cells = _Cells(row, self._doubts)  # each cell that is read may add an error
        in_start, in_end = cells.times(row.start), cells.times(row.end)
        in_day, in_end_day = cells.day(row.day), cells.day(row.end_day)
        if in_start.day and in_day.day and not in_start.day.agrees(in_day.day):
            cells.errors.append(f"{row.start[:_SHOWN]!r} is not on {row.day[:_SHOWN]!r}")
        start = in_start if in_start.start is not None else in_day
        end = _end_in_cells(start, in_end, in_end_day)
        if self._tables.clock == "12":
            start = _put_in_afternoon(start, 0)
            end = _put_in_afternoon(end, start.start or 0)
        day, minutes = in_start.day or in_day.day, cells.minutes()
        return _TimedRow(row, day, start, end, minutes, next(iter(cells.errors), ""))

    def without_errors(self, slots: Sequence[_TimedRow]) -> list[_TimedRow]:
        """The slots that have no error; an error is a doubt, and its slot is left out.

        The user is asked if more than one in ten has one, unless incomplete rows may be
        left out; NotRead is raised if all have.
        """
        wrong = [slot for slot in slots if slot.error]
        if not wrong:
            return [*slots]
        first = wrong[0]
        if len(wrong) * _ROWS_FOR_ONE > len(slots) and self._tables.rest != "leave-out":
            more = _more_rows(len(wrong) - 1)
            if len(wrong) == len(slots):
                raise not_read(f"{first.error}{more}", first.row.place)
            why = f"{first.error}{more}: add --rest leave-out, or correct it"
            self._questions.ask(why, first.row.place)
        for slot in wrong:
            text = slot.row.text[:_SHOWN]
            self._doubts.add(f"{slot.error}: left out: {text!r}", slot.row.place)
        return [slot for slot in slots if not slot.error]

    def with_days(self, slots: list[_TimedRow]) -> list[_TimedRow]:
        """The slots with their dates: own ones, those above, or the only day.

        The user is asked for the first day if a date depends on it.
        """
        headings = {slot.row.above for slot in slots}
        day_of_heading = {text: table_times.day_in(text) for text in headings}
        own_days = (slot.day for slot in slots)
        days = [day for day in (*own_days, *day_of_heading.values()) if day]
        # An error may be about a text in the place of a day.
        if not days and not any(slot.error for slot in slots):
            return self._with_only_day(slots)
        calendar = _Calendar(
            self._edition.first,
            self._edition.last,
            is_day_first=self._is_day_first(days),
            counted_from=_counted_from(days, self._edition),
        )
        dated = [
            _with_dates(slot, day, calendar)
            for group in _by_sheet(slots)
            for slot, day in self._days_of_sheet(group, day_of_heading)
        ]
        asked = [slot for slot in dated if slot.is_asked]
        if asked:
            first = asked[0]
            day = first.day or day_of_heading[first.row.above]
            assert day is not None  # one without a full date
            self._questions.ask(
                f"{day.text!r} is not a full date: set the first day with"
                f" --start{_more_rows(len(asked) - 1)}",
                first.row.place,
            )
        return dated

    def _days_of_sheet(
        self, slots: Sequence[_TimedRow], day_of_heading: Mapping[str, Day | None]
    ) -> Iterator[tuple[_TimedRow, Day | None]]:
        """The slots of a sheet, each with its day.

        A slot may have the day of the row above it, if days are written only once.
        """
        is_day_written_once = _is_named_once(slots)
        day_before: Day | None = None
        for slot in slots:
            heading = day_of_heading[slot.row.above]
            may_inherit = is_day_written_once or self._is_bare_and_kept(slot)
            inherited = day_before if may_inherit else None
            yield slot, self._day_of_slot(slot, heading, inherited)
            # Below the heading of a day, no row inherits from a row above it.
            day_before = slot.day or (day_before if heading is None else None)

    def _with_only_day(self, slots: list[_TimedRow]) -> list[_TimedRow]:
        """Slots without any day, on the only day of the edition, which is a doubt.

        If the edition has several days, or none is known, the user is asked.
        """
        first, last = self._edition.first, self._edition.last
        if self._tables.rest == "keep" or "date" in self._questions.fields:
            return slots
        if first is None:
            self._questions.ask("no day in the file: set its only day with --start")
            return slots
        if last not in (None, first):
            self._questions.ask(
                "no day in the file: add a column 'Date', or set it with --columns"
                " date=COLUMN, or add --rest keep to have the sessions without a day"
            )
            return slots
        self._doubts.add(f"no day in the file: all are on {first}")
        return [slot._replace(date=first) for slot in slots]

    def _day_of_slot(self, slot: _TimedRow, heading: Day | None, before: Day | None) -> Day | None:
        """The day of a slot: its own, the day of the heading, or of the row before.

        A heading with a date says more than a weekday or a number. A row with neither a
        day nor a start has no day, unless such rows are kept.
        """
        own, is_dated = slot.day, heading is not None and heading.has_date
        if own is not None:
            return heading if is_dated and not own.has_date else own
        is_timeless = slot.times.start is None and not self._is_bare_and_kept(slot)
        if slot.row.day or is_timeless:  # a text that is no day is an error
            return None
        if is_dated or before is None:
            return heading
        if heading is None:
            self._doubts.share("no day: taken from the row above", slot.row.place)
        return before

    def _is_bare_and_kept(self, slot: _TimedRow) -> bool:
        """Whether a row of a table has no day and no start, and such rows are kept."""
        is_bare = slot.times.start is None and slot.day is None
        is_kept = self._tables.rest == "keep" and slot.row.place.line is not None
        return is_bare and is_kept

    def _is_day_first(self, days: Sequence[Day]) -> bool:
        """Whether days come before months in all dates like 4/5/2027.

        A date excludes an order if there is no such day, if it is another weekday, or
        if only the other order is a day of the edition. The user is asked if both
        remain; NotRead is raised if none does.
        """
        if self._tables.dates is not None:
            return self._tables.dates == "d/m/y"
        # A pair that is a day in neither order is an error elsewhere.
        pairs = [day for day in days if day.pair is not None and _orders_of(day)]
        orders, decisive = _ORDERS, ""
        for day in pairs:
            possible = _orders_of(day) & orders
            if not possible:
                raise NotRead(
                    f"{decisive!r} and {day.text!r} are not in one order of day and"
                    " month: write dates like 2027-05-14"
                )
            # A day outside of the edition in both orders excludes none.
            remaining = self._orders_within(day, possible) or possible
            if remaining != orders:
                orders, decisive = remaining, day.text
        # 5/5/2027 is the same day in both.
        unclear = next((d.text for d in pairs if len({*(d.pair or ())}) > 1), "")
        if unclear and len(orders) > 1:
            self._questions.ask(
                f"{unclear!r} may be day/month or month/day: add --dates d/m/y or m/d/y"
            )
        elif decisive:
            order = "d/m/y" if True in orders else "m/d/y"
            self._doubts.add(f"dates are {order}, because of {decisive!r}")
        return True in orders

    def _orders_within(self, day: Day, orders: frozenset[bool]) -> frozenset[bool]:
        """The orders in which a date is on a day of the edition."""
        first, last = self._edition.first, self._edition.last
        if first is None or last is None:
            return orders
        return frozenset(
            order
            for order in orders
            if (date := _date_or_none(day.in_order(day_first=order)))
            and first <= date.replace(year=day.year or first.year) <= last
        )

    def without_undated(self, slots: list[_TimedRow]) -> list[_TimedRow]:
        """The slots with a date; all if none has one, or if incomplete rows are kept.

        What is left out is a doubt; the user is asked if it is more than one in ten.
        """
        undated = [slot for slot in slots if slot.date is None]
        if len(undated) == len(slots) or self._tables.rest == "keep":
            return slots
        if len(undated) * _ROWS_FOR_ONE > len(slots) and self._tables.rest is None:
            first = undated[0].row
            self._questions.ask(
                f"{_what_is_missing(undated[0])}: {first.text[:60]!r} (in"
                f" {len(undated)} of {len(slots)} rows): add --rest keep or --rest"
                " leave-out",
                first.place,
            )
        for slot in undated:
            text = f"{_what_is_missing(slot)}, left out: {slot.row.text[:_SHOWN]!r}"
            self._doubts.add(text, slot.row.place)
        return [slot for slot in slots if slot.date is not None]

    def check_clock(self, slots: Sequence[_TimedRow]) -> None:
        """Asks if times look like those of 12 hours without am and pm.

        If the user said that they are, raises NotRead for times out of order.
        """
        if self._tables.clock == "12":
            _refuse_disorder(slots)
        clocks = {
            times.clock
            for slot in slots
            for times in (slot.times, slot.end)
            if times.start is not None
        }
        # A time like "14:00" shows the clock of the whole file.
        if self._tables.clock is not None or 24 in clocks:
            return
        slot = _first_perhaps_in_afternoon(slots)
        if slot is not None:
            self._questions.ask(
                f"{slot.row.start[:40]!r} may be in the afternoon: add --clock 12 or --clock 24",
                slot.row.place,
            )

    def session(self, slot: _TimedRow, venue: ZoneInfo | None) -> ImportedSession:
        """The session of a slot, on the clock of the venue."""
        row = slot.row
        return session(
            row.place,
            self._span_at_venue(slot, venue),
            self._doubts,
            uid=row.id,
            title=row.title,
            kind=row.type,
            track="" if row.track == row.title else row.track,
            room=row.room,
            speakers=row.speakers,
            summary=row.abstract,
            url=row.url,
        )

    def _span_at_venue(self, slot: _TimedRow, venue: ZoneInfo | None) -> Span:
        """When a slot is, on the clock of the venue, or on whole days without a start.

        If the zone of the venue is not known, times are as they are written.
        """
        place, date, last = slot.row.place, slot.date, slot.last
        start, end = slot.times.start, slot.end.start
        if date is None:
            return Span()
        if start is None:
            if end is not None:
                why = "an end without a start: it is left out"
                self._doubts.share(why, place)
            return Span.whole_days(date, last and last + ONE_DAY, place, self._doubts)
        begins = _moment(date, start)
        ends = _end_of_slot(slot, begins)
        if ends is None and last is not None and last > date:
            self._doubts.share(SEVERAL_DAYS, place)
        if venue is not None:
            zone_of_start = slot.times.zone or self._zone_of_row(slot, begins, venue)
            zone_of_end = slot.end.zone or zone_of_start
            begins = at_venue(begins.replace(tzinfo=zone_of_start), venue)
            ends = ends and at_venue(ends.replace(tzinfo=zone_of_end), venue)
        return Span.between(begins, ends, place, self._doubts)

    def _zone_of_row(self, slot: _TimedRow, begins: dt.datetime, venue: ZoneInfo) -> dt.tzinfo:
        """The zone of the times in a row, which the user is asked for if unclear."""
        asked = self._tables.times_in
        if asked is not None:
            return venue if asked == "venue" else zone(asked)
        name = slot.times.zone_name or slot.row.zone
        found = zone_called(name, begins, venue)
        if found is None:
            self._questions.ask_zone(name)
        elif found != venue:
            text = f"times in {name[:_SHOWN]} are converted to {venue.key}"
            self._doubts.share(text, slot.row.place)
        return found or venue


class _Cells:
    """Reads the cells of a row, and collects what is wrong with them."""

    def __init__(self, row: SessionRow, doubts: Doubts) -> None:
        self._row, self._doubts = row, doubts
        is_typed = row.type and (row.start or row.speakers)
        is_session = row.title or is_typed or (row.speakers and row.place.line is None)
        self.errors = [] if is_session else ["no title"]

    def times(self, text: str) -> CellTimes:
        """The times in the cell of a start or an end, with the days beside them.

        Other words are left out, which is a doubt; other figures are an error.
        """
        found = table_times.times_in(text)
        is_number = found and found.day and found.day.number is not None
        if found is not None and not is_number:
            return found
        if any(map(str.isdigit, text)):
            self.errors.append(f"{text[:_SHOWN]!r} is not a time")
        elif not is_unknown(text):
            why = f"{text[:_SHOWN]!r} is not a time: left out"
            self._doubts.share(why, self._row.place)
        return CellTimes()

    def day(self, text: str) -> CellTimes:
        """The day in a cell, with the times beside it; other texts are an error."""
        day = table_times.read_day(text)
        found = CellTimes(day=day) if day else table_times.times_in(text)
        if found is not None and found.day:
            return found
        if any(map(str.isdigit, text)) or not is_unknown(text):
            error = f"{text[:_SHOWN]!r} is not a date like 2027-05-14"
            self.errors.append(error)
        return CellTimes()

    def minutes(self) -> int | None:
        """How long the session lasts; None also for 0, and after an error."""
        row = self._row
        if not any(map(str.isdigit, row.duration)):
            return None
        minutes = table_times.read_minutes(row.duration, unit=row.duration_unit)
        if minutes is None:
            self.errors.append(
                f"{row.duration[:_SHOWN]!r} is not a duration: write '90 min' or '2 h'"
            )
        return minutes or None


class _Calendar(NamedTuple):
    """The days that texts without a full date stand for, in an edition.

    Days that have numbers are `counted_from` 0 or 1; None if these are days of a month.
    """

    first: dt.date | None
    last: dt.date | None
    is_day_first: bool
    counted_from: int | None

    def date(self, written: Day) -> dt.date | None:
        """The date of a day; None if the first day is needed, and not known.

        Raises NotRead if there is no such day.
        """
        day = written.in_order(day_first=self.is_day_first)
        # A mere 10, unlike "Day 10", may be a day of a month.
        if day.number is not None and not _has_word(day) and self.counted_from is None:
            day = day._replace(number=None, day=day.number)
        if day.year and day.month and day.day:
            date = _date_or_none(day)
            if date is None or is_far(date.year):
                raise NotRead(f"no such date, or the wrong weekday: {day.text!r}")
            return date
        if self.first is None:
            return None
        if day.number is not None:
            return self.first + ONE_DAY * (day.number - (self.counted_from or 0))
        return self._first_such_day(day, self.first)

    def _first_such_day(self, day: Day, first: dt.date) -> dt.date:
        """The first such day of the edition, or near its first day if it has no last.

        Raises NotRead if there is none, or if a weekday is several days.
        """
        is_weekday = day.month is None and day.day is None
        # Without a last day, a weekday is one of the first week.
        number = _WEEK if is_weekday and self.last is None else _NEAR_DAYS
        dates = (first + ONE_DAY * n for n in range(number))
        found = [d for d in dates if day.is_on(d) and d <= (self.last or d)]
        if is_weekday and len(found) > 1:
            raise NotRead(f"{day.text!r} is several days of the edition")
        if not found:
            last = self.last or first + ONE_DAY * (number - 1)
            raise NotRead(f"{day.text!r} is on no day from {first} to {last}")
        return found[0]


def _with_dates(slot: _TimedRow, day: Day | None, calendar: _Calendar) -> _TimedRow:
    """The slot with the dates of its day and its end, or with the error about them.

    A day that only the user knows gets an arbitrary date.
    """
    if slot.error:
        return slot
    try:
        date = None if day is None else calendar.date(day)
        last = None if slot.end.day is None else calendar.date(slot.end.day)
    except NotRead as error:
        return slot._replace(error=error.text)
    if day is not None and date is None:  # the first day of the edition is not known
        slot, date = slot._replace(is_asked=True), _ANY_DAY
    # The day of a heading came before the slot's own one, which must be the same.
    if date and slot.day and slot.day is not day and not slot.day.is_on(date):
        text = slot.row.day or slot.row.start
        return slot._replace(error=f"{text[:_SHOWN]!r} is not on {slot.row.above!r}")
    if date and last and last < date:
        text = slot.row.end_day or slot.row.end
        return slot._replace(error=f"{text[:_SHOWN]!r} is before its start")
    return slot._replace(date=date, last=last)


def _counted_from(days: Sequence[Day], edition: EditionOfFile) -> int | None:
    """The number of the first day, 0 or 1; None if numbers are days of a month.

    A day 0 may be before the edition, unless there are as many days.
    """
    numbers = {day.number for day in days if day.number is not None}
    if not numbers:
        return None
    has_words = any(day.number is not None and _has_word(day) for day in days)
    least, most = min(numbers), max(numbers)
    # Days that are counted begin with 0 or 1, and few of them are left out.
    is_of_month = least > 1 or most - least > 2 * len(numbers)
    if is_of_month and not has_words:
        return None
    first, last = edition.first, edition.last
    is_as_long = first is None or last is None or most == (last - first).days
    return 0 if least == 0 and is_as_long else 1


def _has_word(day: Day) -> bool:
    return any(map(str.isalpha, day.text))


def _orders_of(day: Day) -> frozenset[bool]:
    """The orders of day and month, day first or not, in which there is such a day."""
    return frozenset(order for order in _ORDERS if _date_or_none(day.in_order(day_first=order)))


def _date_or_none(day: Day) -> dt.date | None:
    """The date of a day with a month, in a leap year if it has none."""
    try:
        date = dt.date(day.year or 2024, day.month or 1, day.day or 1)
    except ValueError:
        return None
    return date if not day.year or day.is_on(date) else None


def _by_sheet(slots: Iterable[_TimedRow]) -> Iterator[list[_TimedRow]]:
    """The slots in groups, each of one sheet after the other."""
    for _, group in itertools.groupby(slots, lambda slot: slot.row.place.sheet):
        yield list(group)


def _is_named_once(slots: Sequence[_TimedRow]) -> bool:
    """Whether no row repeats the day of the row before: it may be left out there."""
    days = [slot.day and slot.day._replace(text="") for slot in slots]
    return not any(day and day == after for day, after in itertools.pairwise(days))


def _what_is_missing(slot: _TimedRow) -> str:
    return "no day" if slot.times.start is not None else "no day and no start"


def _more_rows(number: int) -> str:
    """How many rows there are besides one: " (and 2 more rows)"; "" for none."""
    rows = "row" if number == 1 else "rows"
    return f" (and {number} more {rows})" if number else ""


def _end_in_cells(start: CellTimes, in_end: CellTimes, in_end_day: CellTimes) -> CellTimes:
    """The end of a row: that in its own cell, beside its day, or beside the start.

    "10:00-11:00" in the cell of the start has the end, too. Its day is that of the cell
    with the end, or else the one in the cell for days of ends.
    """
    end = in_end if in_end.start is not None else in_end_day._replace(day=in_end.day)
    if end.start is None and end.day is None and start.end is not None:
        end = start._replace(start=start.end, end=None, day=start.end_day)
    return end._replace(day=end.day or in_end_day.day)


def _end_of_slot(slot: _TimedRow, begins: dt.datetime) -> dt.datetime | None:
    """When a slot that begins then ends; None if the row has no end.

    An end before the start is on the next day, if that is not too long and the row does
    not name its day.
    """
    if slot.end.start is None:
        lasts = slot.minutes
        return None if lasts is None else begins + dt.timedelta(minutes=lasts)
    ends = _moment(slot.last or begins.date(), slot.end.start)
    if slot.last is None and ends < begins and ends + ONE_DAY - begins <= LONGEST:
        return ends + ONE_DAY
    return ends


def _first_perhaps_in_afternoon(slots: Iterable[_TimedRow]) -> _TimedRow | None:
    """The first slot that a clock of 12 hours may put into the afternoon; None if none.

    It starts from 1 to 6, or ends before it starts, or starts from 7 to 11 after a
    later start (from 11 on) on the same day in the same room.
    """
    latest: dict[tuple[dt.date | None, str], int] = {}
    for slot in slots:
        start, end = slot.times.start, slot.end.start
        if slot.times.clock or start is None:  # "2 pm" and "14:00" show their clock
            continue
        day_and_room = slot.date, slot.row.room
        latest_start = latest.get(day_and_room, 0)
        is_evening = start // HOUR in _EVENING
        is_back = is_evening and latest_start >= 11 * HOUR and start < latest_start
        ends_before = end is not None and end < start
        if start // HOUR in _AFTERNOON or is_back or ends_before:
            return slot
        latest[day_and_room] = max(start, latest_start)
    return None


def _put_in_afternoon(times: CellTimes, after: int) -> CellTimes:
    """Times of 12 hours on a clock of 24: a start from 1 to 6 is in the afternoon.

    So is one that would be before `after`, and an end that would be before its start.
    Times with a mark of their clock ("am", "14:00") stay.
    """
    start = times.start
    if start is None or times.clock or start >= NOON:
        return times
    end, is_later = times.end, start // HOUR in _AFTERNOON or start < after
    if end is not None and end < NOON and (is_later or end < start):
        end += NOON
    return times._replace(start=start + NOON if is_later else start, end=end)


def _refuse_disorder(slots: Sequence[_TimedRow]) -> None:
    """Raises NotRead for a time without am or pm from 7 to 11 after a later time.

    On a clock of 12 hours it may be in the evening.
    """
    latest: dict[dt.date | None, int] = {}
    for slot in slots:
        start = slot.times.start
        if start is None:
            continue
        is_free = not slot.times.clock and start // HOUR in _EVENING
        if is_free and start < latest.get(slot.date, 0):
            raise not_read(
                "--clock 12 needs rows in order of time: write am or pm into the cell"
                f" {slot.row.start[:40]!r}",
                slot.row.place,
            )
        latest[slot.date] = max(start, latest.get(slot.date, 0))


def _refuse_unsorted(slots: Sequence[_TimedRow], *, is_one_day: bool) -> None:
    """Raises NotRead for rows of a sheet out of order if some have no day of their own.

    The rows of each room may be in order instead, if most rooms have several rows and
    the days are in order. If all rows are on one day, and the sheet has no other one
    (`is_one_day`), only times at night need to be in order.
    """
    timed = [
        (slot, slot.date, slot.times.start)
        for slot in slots
        if slot.date is not None and slot.times.start is not None
    ]
    if all(slot.day is not None for slot, _, _ in timed):  # own days: any order will do
        return
    days = [day for _, day, _ in timed]
    rooms = {(day, slot.row.room) for slot, day, _ in timed}
    is_by_room = 2 * len(rooms) <= len(timed) and days == sorted(days)
    may_be_unsorted = is_one_day and len({*days}) == 1
    latest: dict[str, tuple[dt.date, int]] = {}
    for slot, day, start in timed:
        room = slot.row.room if is_by_room else ""
        is_back = (day, start) < latest.get(room, (day, start))
        # A time at night below a later one may be on the next day.
        if is_back and (start < _NIGHT_ENDS or not may_be_unsorted):
            raise not_read(
                "not in time order below a day heading: sort the rows, or add a 'Date' column",
                slot.row.place,
            )
        latest[room] = day, start


def _refuse_unread_days(rows: Sequence[SessionRow], slots: Sequence[_TimedRow]) -> None:
    """Raises NotRead for a row of one cell above earlier times, which may be a day."""
    slot_of = {slot.row.place: slot for slot in slots if slot.times.start is not None}
    slot_before: _TimedRow | None = None
    heading: SessionRow | None = None  # since the slot before
    for row in rows:
        slot = slot_of.get(row.place)
        if row.state == ONE_CELL:
            heading = row
        elif slot is not None:
            if heading and slot_before and slot.day is None and _starts_again(slot, slot_before):
                raise not_read(
                    f"{heading.text[:_SHOWN]!r} may be a day, as times start again"
                    " below: write it like 'Day 2' or 2027-05-14, or say that there is"
                    " one day with --start and --until",
                    heading.place,
                )
            slot_before, heading = slot, None


def _starts_again(slot: _TimedRow, before: _TimedRow) -> bool:
    """Whether a slot is before another on its day, or in its room at the same time."""
    start, start_before = slot.times.start, before.times.start
    assert start is not None and start_before is not None  # noqa: PT018  timed ones
    is_same_room = slot.row.room == before.row.room
    is_back = start < start_before or (start == start_before and is_same_room)
    return slot.date == before.date and is_back


def _moment(day: dt.date, minutes: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minutes)


def _unite_rows(rows: Iterable[ImportedSession], doubts: Doubts) -> Iterator[ImportedSession]:
    """The sessions, of which several rows may be one; what is united is a doubt."""
    groups: dict[object, list[ImportedSession]] = {}
    for number, row in enumerate(rows):
        title_time_and_room = (row.title, row.date, row.start, row.end, row.room)
        # Without a title or a start, a row is a group of its own.
        is_comparable = row.title is not None and row.start is not None
        key = title_time_and_room if is_comparable else number
        groups.setdefault(key, []).append(row)
    for group in groups.values():
        if not _are_one_session(group):
            yield from group
            continue
        for row in group:
            doubts.share("rows of one title, room and time are one session", row.place)
        yield _united_session(group)


def _are_one_session(rows: Sequence[ImportedSession]) -> bool:
    """Whether rows of one title, room and time are one session: unless identical.

    Without a room they are only if their speakers differ.
    """
    if rows[0].room:
        return len({msgspec.structs.replace(row, place=NOWHERE) for row in rows}) > 1
    return len({row.speakers for row in rows} - {()}) > 1


def _united_session(rows: Sequence[ImportedSession]) -> ImportedSession:
    """A session with all speakers and summaries of rows, whatever their order.

    Its place in the file is that of the first row. It has a uid if all rows share it.
    """
    uids = {row.uid for row in rows}
    by_content = sorted(rows, key=lambda row: (row.speakers, row.summary or ""))
    names = dict.fromkeys(name for row in by_content for name in row.speakers)
    summaries = dict.fromkeys(row.summary for row in by_content if row.summary)
    return msgspec.structs.replace(
        by_content[0],
        place=rows[0].place,
        uid=rows[0].uid if len(uids) == 1 else None,
        speakers=tuple(names)[:MOST_LISTED],
        summary=paragraphs("\n\n".join(summaries)),
        **{
            field: next(filter(None, (getattr(row, field) for row in by_content)), None)
            for field in ("kind", "track", "url")
        },
    )
