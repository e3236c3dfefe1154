"""Canonical rows -> sessions: the one reader of all formats, which does not guess."""

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.base.errors import NotRead
from milipol_cli.base.zones import is_utc, is_zone, zone
from milipol_cli.ics.foreign_calendar import at_venue
from milipol_cli.imports import when
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
from milipol_cli.imports.texts import is_unknown, paragraphs
from milipol_cli.imports.when import HOUR, NOON, Day, Times
from milipol_cli.imports.zone_names import zone_called
from milipol_cli.network.model.dates import ONE_DAY, is_far
from milipol_cli.network.model.programmes import LONGEST
from milipol_cli.network.model.record import MOST_LISTED

# Of so many rows one may be left out without a question.
_ROWS_FOR_ONE = 10
# A day without a year is looked for in so many days from the first one on.
_NEAR_DAYS = 60
_WEEK = 7
_ORDERS = frozenset((True, False))
_ANY_DAY = dt.date(2024, 1, 1)
_SHOWN = 80
# Hours that are probably in the afternoon on a clock of 12 hours.
_AFTERNOON = range(1, 7)
_EVENING = range(7, 12)
_NIGHT_ENDS = 6 * HOUR


class _Slot(NamedTuple):
    """A row with its times; `date` is known later, and `last` if it ends on another."""

    row: SessionRow
    day: Day | None
    times: Times
    end: Times
    minutes: int | None
    error: str = ""
    date: dt.date | None = None
    last: dt.date | None = None


class Sessions(NamedTuple):
    """The sessions of rows, and the time zone that they name."""

    sessions: tuple[ImportedSession, ...]
    zone: ZoneInfo | None


def sessions_of(
    rows: Iterable[SessionRow], request: Request, doubts: Doubts, questions: Questions
) -> Sessions:
    """The sessions of rows; raises NotRead, or asks what only the user can say."""
    reader = _Reader(request, doubts, questions)
    rows = [*rows]
    kept = [row for row in rows if reader.keep_or_report(row)]
    if not kept:
        raise NotRead("no row with a title below the header")
    slots = reader.with_days([*map(reader.slot, kept)])
    slots = reader.with_times(reader.without_errors(slots))
    reader.check_clock(slots)
    if request.edition.first is None or request.edition.first != request.edition.last:
        _refuse_unread_days(rows, slots)
    with_other_days = {r.place.sheet for r in rows if r.state == DAY_WITHOUT_ROWS}
    for group in _by_sheet(slots):
        is_one_day = group[0].row.place.sheet not in with_other_days
        _check_order(group, is_one_day=is_one_day)
    file_zone = _only_zone(slots)
    venue = request.edition.zone or file_zone
    sessions = [reader.session(slot, venue) for slot in slots]
    return Sessions(tuple(_unite_rows(sessions, doubts)), file_zone)


def _only_zone(slots: Sequence[_Slot]) -> ZoneInfo | None:
    """The zone of a place that a file names, if it names no other."""
    names = {slot.row.zone for slot in slots}
    zones = [zone(name) for name in names if "/" in name and is_zone(name)]
    return zones[0] if len(zones) == 1 and not is_utc(zones[0]) else None


class _Reader:
    """Reads rows as sessions, and asks the user if they may mean two things."""

    def __init__(self, request: Request, doubts: Doubts, questions: Questions) -> None:
        self._edition, self._tables = request.edition, request.tables
        self._doubts, self._questions = doubts, questions

    def keep_or_report(self, row: SessionRow) -> bool:
        """Whether a row may be a session; adds a doubt with the reason if it is not."""
        has_text = row.title or row.speakers or " | " in row.text
        if has_text and not row.state:
            return True
        # These rows are shown as a whole: their title, if any, may be none.
        reasons = {
            "": "no title",
            "note": "a total, legend or note",
            ONE_CELL: "a row of one cell",
        }
        why = reasons.get(row.state, row.state)
        shown = row.text if row.state in reasons else row.title or row.text
        text = f": {shown[:_SHOWN]!r}" if shown else ""
        self._doubts.add(f"{why}, left out{text}", row.place)
        return False

    def slot(self, row: SessionRow) -> _Slot:
        """A row with the times and days in its cells, and what is wrong with it."""
        cells = _Cells(row, self._doubts)
        start, end = cells.times(row.start, "time"), cells.times(row.end, "time")
        own_day, end_day = cells.times(row.day, "day"), cells.times(row.end_day, "day")
        if start.day and own_day.day and not start.day.agrees(own_day.day):
            cells.errors.append(
                f"{row.start[:_SHOWN]!r} is not on {row.day[:_SHOWN]!r}"
            )
        day = start.day or own_day.day
        start = start if start.start is not None else own_day
        end = end if end.start is not None else end_day._replace(day=end.day)
        if end.start is None and end.day is None and start.end is not None:
            end = start._replace(start=start.end, end=None, day=start.end_day)
        end = end._replace(day=end.day or end_day.day)
        if self._tables.clock == "12":
            start = _put_in_afternoon(start, 0)
            end = _put_in_afternoon(end, start.start or 0)
        minutes = cells.minutes()
        return _Slot(row, day, start, end, minutes, next(iter(cells.errors), ""))

    def without_errors(self, slots: Sequence[_Slot]) -> list[_Slot]:
        """The slots that have no error: at most one in ten has, unless all may go."""
        wrong = [slot for slot in slots if slot.error]
        if not wrong:
            return [*slots]
        first = wrong[0]
        if len(wrong) * _ROWS_FOR_ONE > len(slots) and self._tables.rest != "leave-out":
            more = _and_more(len(wrong) - 1)
            if len(wrong) == len(slots):
                raise not_read(f"{first.error}{more}", first.row.place)
            why = f"{first.error}{more}: add --rest leave-out, or correct it"
            self._questions.ask(why, first.row.place)
        for slot in wrong:
            text = slot.row.text[:_SHOWN]
            self._doubts.add(f"{slot.error}: left out: {text!r}", slot.row.place)
        return [slot for slot in slots if not slot.error]

    def with_days(self, slots: list[_Slot]) -> list[_Slot]:
        """The slots with their dates: own ones, those above, or the only day."""
        above = {text: when.day_in(text) for text in {s.row.above for s in slots}}
        days = [day for day in (*(s.day for s in slots), *above.values()) if day]
        date_of = _Calendar(
            self._edition.first,
            self._edition.last,
            is_day_first=self._is_day_first(days),
            counted_from=_counted_from(days, self._edition),
        ).date
        if not days and not any(slot.error for slot in slots):
            return self._set_only_day(slots)
        dated: list[_Slot] = []
        missing: list[_Slot] = []
        for group in _by_sheet(slots):
            is_once = _is_named_once(group)
            filled: Day | None = None
            for slot in group:
                over = above[slot.row.above]
                is_below = is_once or self._is_paper(slot)
                own = self._day_of_slot(slot, over, filled if is_below else None)
                filled = slot.day or (filled if over is None else None)
                dated.append(self._with_dates(slot, own, date_of, missing))
        if missing:
            first = missing[0]
            more = _and_more(len(missing) - 1)
            day = first.day or above[first.row.above]
            assert day is not None
            self._questions.ask(
                f"{day.text!r} is not a full date: set the first day with"
                f" --start{more}",
                first.row.place,
            )
        return dated

    def _set_only_day(self, slots: list[_Slot]) -> list[_Slot]:
        """Sessions without any day are on the only day of the edition, which is said.

        If it has several, or none is known, the user is asked.
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

    def _day_of_slot(
        self, slot: _Slot, over: Day | None, filled: Day | None
    ) -> Day | None:
        """The day of a slot: its own, the heading's, or the day of the row above."""
        own = slot.day
        if own is None:
            if slot.row.day or (slot.times.start is None and not self._is_paper(slot)):
                return None
            if over is None and filled is not None:
                self._doubts.share("no day: taken from the row above", slot.row.place)
            return filled if filled and (over is None or not over.has_date) else over
        if over is not None and over.has_date and not own.has_date:
            return over
        return own

    def _is_paper(self, slot: _Slot) -> bool:
        """Whether a row without a day and a start is kept on the day of those above."""
        is_bare = slot.times.start is None and slot.day is None
        is_kept = self._tables.rest == "keep" and slot.row.place.line is not None
        return is_bare and is_kept

    def _with_dates(
        self,
        slot: _Slot,
        day: Day | None,
        date_of: Callable[[Day], dt.date | None],
        missing: list[_Slot],
    ) -> _Slot:
        """The slot with the dates of its day and its end, or with why it has none.

        A day that waits for an answer gets any date, and its slot goes to `missing`.
        """
        if slot.error:
            return slot
        try:
            date = None if day is None else date_of(day)
            end_day = slot.end.day
            last = None if end_day is None else date_of(end_day)
        except NotRead as error:
            return slot._replace(error=error.text)
        if day is not None and date is None:  # which is asked for
            missing.append(slot)
            date = _ANY_DAY
        if date and slot.day and slot.day is not day and not slot.day.is_on(date):
            text = slot.row.day or slot.row.start
            return slot._replace(
                error=f"{text[:_SHOWN]!r} is not on {slot.row.above!r}"
            )
        if date and last and last < date:
            text = slot.row.end_day or slot.row.end
            return slot._replace(error=f"{text[:_SHOWN]!r} is before its start")
        return slot._replace(date=date, last=last)

    def _is_day_first(self, days: Sequence[Day]) -> bool:
        """Whether days come before months in all dates like 4/5/2027.

        Each date excludes an order: there is no such day, it is another weekday, or
        only one is on a day of the edition. The user is asked what stays possible.
        """
        if self._tables.dates is not None:
            return self._tables.dates == "d/m/y"
        left, first, why = _ORDERS, "", ""
        for day in days:
            orders = _orders_of(day)
            if day.pair is None or not orders:  # which is said to be no such day
                continue
            if not orders & left:
                raise NotRead(
                    f"{why!r} and {day.text!r} are not in one order of day and month:"
                    " write dates like 2027-05-14"
                )
            possible = self._orders_within(day, orders & left) or orders & left
            if len(possible) < len(left):
                why = day.text
            left = possible
            first = first or (day.text if day.pair[0] != day.pair[1] else "")
        if first and len(left) > 1:
            self._questions.ask(
                f"{first!r} may be day/month or month/day: add --dates d/m/y or m/d/y"
            )
        elif why:
            order = "d/m/y" if True in left else "m/d/y"
            self._doubts.add(f"dates are {order}, because of {why!r}")
        return True in left

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

    def with_times(self, slots: list[_Slot]) -> list[_Slot]:
        """The slots without those that have no time, if the others have one."""
        bare = [slot for slot in slots if slot.date is None]
        if len(bare) == len(slots) or self._tables.rest == "keep":
            return slots
        if len(bare) * _ROWS_FOR_ONE > len(slots) and self._tables.rest is None:
            first = bare[0].row
            self._questions.ask(
                f"{_missing(bare[0])}: {first.text[:60]!r} (in {len(bare)} of"
                f" {len(slots)} rows): add --rest keep or --rest leave-out",
                first.place,
            )
        for slot in bare:
            text = f"{_missing(slot)}, left out: {slot.row.text[:_SHOWN]!r}"
            self._doubts.add(text, slot.row.place)
        return [slot for slot in slots if slot.date is not None]

    def check_clock(self, slots: Sequence[_Slot]) -> None:
        """Asks if times look like those of 12 hours without am and pm."""
        clocks = {
            t.clock for s in slots for t in (s.times, s.end) if t.start is not None
        }
        if self._tables.clock == "12":
            _refuse_disorder(slots)
        if self._tables.clock is not None or 24 in clocks:
            return
        latest: dict[object, int] = {}
        for slot in slots:
            start, end = slot.times.start, slot.end.start
            if slot.times.clock or start is None:
                continue
            group = slot.date, slot.row.room
            is_back = start // HOUR in _EVENING and latest.get(group, 0) >= 11 * HOUR
            is_back &= start < latest.get(group, 0)
            if (
                start // HOUR in _AFTERNOON
                or is_back
                or (end is not None and end < start)
            ):
                self._questions.ask(
                    f"{slot.row.start[:40]!r} may be in the afternoon: add --clock 12"
                    " or --clock 24",
                    slot.row.place,
                )
                return
            latest[group] = max(start, latest.get(group, 0))

    def session(self, slot: _Slot, venue: ZoneInfo | None) -> ImportedSession:
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

    def _span_at_venue(self, slot: _Slot, venue: ZoneInfo | None) -> Span:
        """When a slot is, on the clock of the venue, or on whole days without a start.

        An end before its start is on the next day, if that is not too long.
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
        begins, ends = _moment(date, start), None
        if end is not None:
            ends = _moment(last or date, end)
            if last is None and ends < begins and ends + ONE_DAY - begins <= LONGEST:
                ends += ONE_DAY
        elif slot.minutes is not None:
            ends = begins + dt.timedelta(minutes=slot.minutes)
        elif last is not None and last > date:
            self._doubts.share(SEVERAL_DAYS, place)
        if venue is not None:
            own = slot.times.zone or self._zone_of_row(slot, begins, venue)
            begins = at_venue(begins.replace(tzinfo=own), venue)
            own = slot.end.zone or own
            ends = ends and at_venue(ends.replace(tzinfo=own), venue)
        return Span.between(begins, ends, place, self._doubts)

    def _zone_of_row(
        self, slot: _Slot, begins: dt.datetime, venue: ZoneInfo
    ) -> dt.tzinfo:
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

    def times(self, text: str, noun: str) -> Times:
        """The times and days in a cell for a "time" or a "day"."""
        alone = when.read_day(text) if noun == "day" else None
        found = Times(day=alone) if alone else when.times_in(text)
        is_number = found and found.day and found.day.number is not None
        what = "date" if noun == "day" else noun
        if found is not None and (found.day if noun == "day" else not is_number):
            return found
        if any(map(str.isdigit, text)) or (noun == "day" and not is_unknown(text)):
            like = " like 2027-05-14" if noun == "day" else ""
            self.errors.append(f"{text[:_SHOWN]!r} is not a {what}{like}")
        elif not is_unknown(text):
            why = f"{text[:_SHOWN]!r} is not a {what}: left out"
            self._doubts.share(why, self._row.place)
        return Times()

    def minutes(self) -> int | None:
        """How long the session lasts; None also for 0, and after an error."""
        row = self._row
        if not any(map(str.isdigit, row.duration)):
            return None
        minutes = when.read_minutes(row.duration, unit=row.duration_unit)
        if minutes is None:
            self.errors.append(
                f"{row.duration[:_SHOWN]!r} is not a duration: write '90 min' or '2 h'"
            )
        return minutes or None


class _Calendar(NamedTuple):
    """The days that texts without a full date stand for."""

    first: dt.date | None
    last: dt.date | None
    is_day_first: bool
    counted_from: int | None

    def date(self, written: Day) -> dt.date | None:
        """The date of a day; None if the first day is needed, and not known.

        Without a year it is the first such day of the edition, or after its first day.
        """
        day = written.in_order(day_first=self.is_day_first)
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
        is_weekday = day.month is None and day.day is None
        number = _WEEK if is_weekday and self.last is None else _NEAR_DAYS
        dates = (self.first + ONE_DAY * n for n in range(number))
        found = (d for d in dates if day.is_on(d) and d <= (self.last or d))
        date = next(found, None)
        if is_weekday and next(found, None) is not None:
            raise NotRead(f"{day.text!r} is several days of the edition")
        if date is None:
            last = self.last or self.first + ONE_DAY * (number - 1)
            raise NotRead(f"{day.text!r} is on no day from {self.first} to {last}")
        return date


def _counted_from(days: Sequence[Day], edition: EditionOfFile) -> int | None:
    """The number of the first day, 0 or 1; None if numbers are days of a month.

    A day 0 may be before the edition, unless there are as many days.
    """
    numbers = {day.number for day in days if day.number is not None}
    words = any(day.number is not None and _has_word(day) for day in days)
    if not numbers:
        return None
    least, most = min(numbers), max(numbers)
    if not words and (least > 1 or most - least > 2 * len(numbers)):
        return None
    first, last = edition.first, edition.last
    is_as_long = first is None or last is None or most == (last - first).days
    return 0 if least == 0 and is_as_long else 1


def _has_word(day: Day) -> bool:
    return any(map(str.isalpha, day.text))


def _orders_of(day: Day) -> frozenset[bool]:
    """The orders of day and month, day first or not, in which there is such a day."""
    return frozenset(
        order for order in _ORDERS if _date_or_none(day.in_order(day_first=order))
    )


def _date_or_none(day: Day) -> dt.date | None:
    """The date of a day with a month, in a leap year if it has none."""
    try:
        date = dt.date(day.year or 2024, day.month or 1, day.day or 1)
    except ValueError:
        return None
    return date if not day.year or day.is_on(date) else None


def _by_sheet(slots: Iterable[_Slot]) -> Iterator[list[_Slot]]:
    for _, group in itertools.groupby(slots, lambda slot: slot.row.place.sheet):
        yield list(group)


def _is_named_once(slots: Sequence[_Slot]) -> bool:
    """Whether no day is written again on the next row, so that rows may lack theirs."""
    days = [slot.day and slot.day._replace(text="") for slot in slots]
    return not any(day and day == after for day, after in itertools.pairwise(days))


def _missing(slot: _Slot) -> str:
    return "no day" if slot.times.start is not None else "no day and no start"


def _and_more(number: int) -> str:
    """How many rows there are besides one: " (and 2 more rows)"; "" for none."""
    rows = "row" if number == 1 else "rows"
    return f" (and {number} more {rows})" if number else ""


def _put_in_afternoon(times: Times, after: int) -> Times:
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


def _refuse_disorder(slots: Sequence[_Slot]) -> None:
    """Raises NotRead for times of 12 hours that may be in the evening."""
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


def _check_order(slots: Sequence[_Slot], *, is_one_day: bool) -> None:
    """Raises NotRead for rows in no order of time that take the day above them.

    They are in order of time, or each room is, if most rooms have several rows. Those
    of one day may be in any order, unless the file has another day, without rows.
    """
    timed = [
        ((slot.date, slot.times.start), slot)
        for slot in slots
        if slot.date is not None and slot.times.start is not None
    ]
    if all(slot.day is not None for _, slot in timed):
        return
    days = [date for (date, _), _ in timed]
    is_by_room = 2 * len({(s.date, s.row.room) for _, s in timed}) <= len(timed)
    is_by_room &= days == sorted(days)
    is_one_day &= len({*days}) == 1
    latest: dict[str, tuple[dt.date, int]] = {}
    for time, slot in timed:
        room = slot.row.room if is_by_room else ""
        is_night = time[1] < _NIGHT_ENDS
        if time < latest.get(room, time) and (is_night or not is_one_day):
            raise not_read(
                "not in time order below a day heading: sort the rows, or add a 'Date'"
                " column",
                slot.row.place,
            )
        latest[room] = time


def _refuse_unread_days(rows: Sequence[SessionRow], slots: Sequence[_Slot]) -> None:
    """Raises NotRead for a row of one cell above earlier times, which may be a day."""
    slot_of = {slot.row.place: slot for slot in slots if slot.times.start is not None}
    before: tuple[dt.date | None, int, str] | None = None
    above: SessionRow | None = None
    for row in rows:
        slot = slot_of.get(row.place)
        if row.state == ONE_CELL:
            above = row
        elif slot is not None and slot.times.start is not None:
            time = slot.date, slot.times.start, row.room
            is_back = before and time[0] == before[0] and time[1] < before[1]
            if above and slot.day is None and (is_back or time == before):
                raise not_read(
                    f"{above.text[:_SHOWN]!r} may be a day, as times start again below:"
                    " write it like 'Day 2' or 2027-05-14, or say that there is one day"
                    " with --start and --until",
                    above.place,
                )
            before, above = time, None


def _moment(day: dt.date, minutes: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minutes)


def _unite_rows(
    rows: Iterable[ImportedSession], doubts: Doubts
) -> Iterator[ImportedSession]:
    """The sessions; rows with one title, room and time are one unless identical.

    Without a room they are only if their speakers differ.
    """
    groups: dict[object, list[ImportedSession]] = {}
    for number, row in enumerate(rows):
        same = (row.title, row.date, row.start, row.end, row.room)
        has_key = row.title is not None and row.start is not None
        groups.setdefault(same if has_key else number, []).append(row)
    for group in groups.values():
        kinds = {
            msgspec.structs.replace(row, place=NOWHERE) if row.room else row.speakers
            for row in group
        }
        if len(kinds - {()}) < 2:
            yield from group
            continue
        for row in group:
            doubts.share("rows of one title, room and time are one session", row.place)
        first, uids = group[0], {row.uid for row in group}
        united = _one_of(
            sorted(group, key=lambda row: (row.speakers, row.summary or ""))
        )
        uid = first.uid if len(uids) == 1 else None
        yield msgspec.structs.replace(united, place=first.place, uid=uid)


def _one_of(rows: Sequence[ImportedSession]) -> ImportedSession:
    """A session with all speakers and summaries of rows."""
    names = dict.fromkeys(name for row in rows for name in row.speakers)
    summaries = dict.fromkeys(row.summary for row in rows if row.summary)
    return msgspec.structs.replace(
        rows[0],
        speakers=tuple(names)[:MOST_LISTED],
        summary=paragraphs("\n\n".join(summaries)),
        **{
            field: next(filter(None, (getattr(row, field) for row in rows)), None)
            for field in ("kind", "track", "url")
        },
    )
