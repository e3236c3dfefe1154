"""Days as tables write them: 14/11/2026, 14 Nov, Tuesday, day 2."""

import datetime as dt
import functools
import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from milipol_cli.doubts import Doubt, Doubts, Place, not_read
from milipol_cli.errors import NotRead
from milipol_cli.folding import fold
from milipol_cli.importing.sessions import EditionDays
from milipol_cli.importing.words import WORDS
from milipol_cli.look.words.dates import count
from milipol_cli.network.model.dates import MONTHS, WEEKDAYS, is_far

_MONTHS = [WORDS[name] for name in MONTHS]
_WEEKDAYS = [WORDS[name] for name in WEEKDAYS]
_MONTH_OF = {word: at for at, words in enumerate(_MONTHS, 1) for word in words}
_WEEKDAY_OF = {word: at for at, words in enumerate(_WEEKDAYS) for word in words}
_COUNTED = frozenset(WORDS["day before a number"])
_NUMBERED = rf"(?:{'|'.join(_COUNTED)})\s*(\d{{1,2}})(?!\w)"
_COUNT = re.compile(rf"^\s*{_NUMBERED}[\s:,\u2013-]*")
# But not "Day 1-3" and "Day 1 to 3".
_COUNTS = re.compile(rf"(?<!\w){_NUMBERED}(?!\W*(?:to|and|a|et|bis|und)?\W*\d)")
_KNOWN = frozenset([*_MONTH_OF, *_WEEKDAY_OF, *_COUNTED, *WORDS["in dates"]])

_ISO = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|(\d\d)(\d\d))")
# What is left of "10 Nov 2026", "Nov 10th", "2026 Nov 10" and "10-Nov-26".
_IN_MONTH = re.compile(
    r"(?P<first>\d{4})[ ./-]+(?P<last>\d{1,2})"
    r"|(?P<day>\d{1,2})(?:[ ./-]+(?P<year>\d{4}|\d\d))?"
)
_PAIR = re.compile(r"(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2})?)?")
_CENTURY = 2000
# Several days, such as "10-13 November".
_SPAN = re.compile(
    r"\d\s*(?:[\u2013\u2014&+-]|to|and|au|et|bis|und)\s*\d{1,2}\s+[^\W\d]"
)
# "Tuesday, 10th of November 2026" has five words.
_LONGEST = 5
_AROUND = " ,;:()[]\u2013\u2014-"
# Dates within so many days are near each other, and over so many days they are not.
_NEAR, _FAR = 14, 28
_WEEK = 7
_ISO_DATES = "write the dates like 2026-11-14"
_KNOWN_DAYS = (
    f"{_ISO_DATES}, or name the edition with --edition, or its first day with --start"
)
# Has a 29 February.
_ANY_YEAR = 2024

_ORDERS = DAY_FIRST, MONTH_FIRST = "day/month/year", "month/day/year"


class WrittenDay(NamedTuple):
    """A day as far as a text has it.

    If `month` is None and `pair` is not, the pair is the day and the month, in an order
    that only the whole column shows. `number` counts the days of an edition.
    """

    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    pair: tuple[int, int] | None = None
    number: int | None = None

    def ordered(self, order: str) -> "WrittenDay":
        """The day with its pair read in an order."""
        if self.pair is None:
            return self
        day, month = self.pair if order == DAY_FIRST else self.pair[::-1]
        return self._replace(day=day, month=month, pair=None)

    def matches(self, date: dt.date) -> bool:
        """Whether a date agrees with all that is known of the day."""
        return all(
            part in (None, actual)
            for part, actual in (
                (self.year, date.year),
                (self.month, date.month),
                (self.day, date.day),
                (self.weekday, date.weekday()),
            )
        )

    @property
    def date(self) -> dt.date | None:
        """The date, if day, month and year are known and there is such a day."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return dt.date(self.year, self.month, self.day)
        except ValueError:
            return None

    @property
    def is_ambiguous(self) -> bool:
        """Whether its day and month could change places."""
        return self.pair is not None and self.pair[0] != self.pair[1]

    @property
    def is_possible(self) -> bool:
        """Whether there is such a day, and its weekday is right."""
        if self.month is None or self.day is None:
            return True
        date = self._replace(year=self.year or _ANY_YEAR).date
        if date is None or is_far(date.year):
            return False
        return self.year is None or self.matches(date)


class Placed(NamedTuple):
    """A day with its place in a file, and its column as messages name it."""

    day: WrittenDay
    place: Place
    column: str


def of_date(date: dt.date) -> WrittenDay:
    """The day of a date."""
    return WrittenDay(date.isoformat(), date.year, date.month, date.day)


@functools.lru_cache(4096)
def written_day(text: str) -> WrittenDay | None:
    """The day that a text is; None if it is not one."""
    plain = fold(text)
    if len(re.findall(r"\d+", plain)) > 1:
        plain = _COUNT.sub("", plain)  # "Day 1: 10 Nov"
    words = re.findall(r"[^\W\d_]+", plain)
    numeric = " ".join(re.sub(r"[^\W\d_]+|[,()]", " ", plain).split()).strip(". -")
    if any(word not in _KNOWN for word in words):
        return None
    # "mar 10/11/2026" is a Tuesday, "10 mar 2026" is in March.
    is_mardi = bool(_ISO.fullmatch(numeric) or _PAIR.fullmatch(numeric))
    is_mardi |= any(word in _MONTH_OF for word in words if word != "mar")
    weekdays = _WEEKDAY_OF | {"mar": 1} if is_mardi else _WEEKDAY_OF
    of_week = [weekdays[word] for word in words if word in weekdays]
    of_year = [
        _MONTH_OF[word] for word in words if word in _MONTH_OF and word not in weekdays
    ]
    if len(of_year) > 1 or len(of_week) > 1:
        return None
    if of_year:
        match = _IN_MONTH.fullmatch(numeric)
        if match is None:
            return None
        year, number = match["first"] or match["year"], match["last"] or match["day"]
        day: WrittenDay | None
        day = WrittenDay(text, _year(year), of_year[0], int(number))
    else:
        is_counted = not _COUNTED.isdisjoint(words)
        day = _in_numbers(text, numeric, of_week=bool(of_week) and not is_counted)
    weekday = of_week[0] if of_week else None
    if day is None:
        return None if numeric or weekday is None else WrittenDay(text, weekday=weekday)
    return day._replace(weekday=weekday)


def _in_numbers(text: str, numeric: str, *, of_week: bool) -> WrittenDay | None:
    match = _ISO.fullmatch(numeric)
    if match is not None:
        month, day = match[3] or match[5], match[4] or match[6]
        return WrittenDay(text, int(match[1]), int(month), int(day))
    match = _PAIR.fullmatch(numeric)
    if match is not None and (match[4] or match[2] != "-"):
        year, first, second = _year(match[4]), int(match[1]), int(match[3])
        if match[2] == ".":  # which is only written after the day
            return WrittenDay(text, year, second, first)
        return WrittenDay(text, year, pair=(first, second))
    if not re.fullmatch(r"\d{1,2}", numeric):
        return None
    number = int(numeric)
    return WrittenDay(text, day=number) if of_week else WrittenDay(text, number=number)


def _year(digits: str | None) -> int | None:
    if not digits:
        return None
    return int(digits) + (_CENTURY if len(digits) == 2 else 0)


def day_in(text: str) -> WrittenDay | None:
    """The only day in a text, such as the title of a sheet: no number or weekday alone.

    "Day 2" counts if there is no day with a month.
    """
    if _SPAN.search(fold(text)):
        return None
    words = text.split()
    days, begin = [], 0
    while begin < len(words):
        for end in range(min(begin + _LONGEST, len(words)), begin, -1):
            day = written_day(" ".join(words[begin:end]).strip(_AROUND))
            if day is not None and (day.month or day.pair):
                days.append(day)
                begin = end
                break
        else:
            begin += 1
    counts = _COUNTS.findall(fold(text))
    if not days and len(counts) == 1:
        return WrittenDay(text, number=int(counts[0]))
    if days or counts:
        return days[0] if len(days) == 1 else None
    return heading_day(text)


def heading_day(text: str) -> WrittenDay | None:
    """The day of "Tuesday 10 November", "Day 2" or "Day 2 - Ports"; no number alone."""
    words = text.split()
    for end in range(min(len(words), _LONGEST + 2), 0, -1):
        head = " ".join(words[:end])
        is_apart = end == len(words) or head[-1] in _AROUND or words[end][0] in _AROUND
        day = written_day(head.strip(_AROUND)) if is_apart else None
        if day is not None and not head.strip(_AROUND).isdecimal():
            return day
    return None


def order_of(days: Collection[Placed], edition: EditionDays) -> tuple[str, str | None]:
    """The order of day and month in all dates, and why, if that is worth reporting.

    Raises NotRead if neither the dates nor the days of the edition show it, nor that
    the dates of a new show are near each other.
    """
    pairs = [
        written
        for written in days
        if written.day.pair is not None
        and any(written.day.ordered(order).is_possible for order in _ORDERS)
    ]
    # The first date that is none in an order.
    odd = {
        order: next((p for p in pairs if not p.day.ordered(order).is_possible), None)
        for order in _ORDERS
    }
    not_day_first, not_month_first = odd.values()
    if not_day_first and not_month_first:
        raise not_read(
            f"{not_day_first.column}: {not_day_first.day.text!r} cannot be {DAY_FIRST},"
            f" and {not_month_first.day.text!r} on {not_month_first.place} cannot be"
            f" {MONTH_FIRST}",
            not_day_first.place,
        )
    orders, why = [order for order in _ORDERS if odd[order] is None], ""
    ambiguous = [written for written in pairs if written.day.is_ambiguous]
    if len(orders) == 1:
        proof = next(filter(None, odd.values()))
        why = f"because of {proof.day.text!r} on {proof.place}"
    elif not ambiguous:
        return DAY_FIRST, None
    else:
        window = days_of(edition)
        fitting = [
            order
            for order in orders
            if all(any(map(p.day.ordered(order).matches, window)) for p in ambiguous)
        ]
        spans = {order: _span(days, order) for order in orders}
        near, far = sorted(orders, key=lambda order: spans[order])
        if len(fitting) == 1:
            orders, why = fitting, "because of the days of the edition"
        elif edition.last is None and spans[near] <= _NEAR and spans[far] >= _FAR:
            near_days = count(spans[near], "day")
            why = f"since they are then within {near_days}, and otherwise within"
            orders, why = [near], f"{why} {spans[far]}"
    if len(orders) == 1:
        return orders[0], f"{pairs[0].column}: dates taken as {orders[0]}, {why}"
    raise not_read(
        f"{ambiguous[0].column}: {ambiguous[0].day.text!r} may be {DAY_FIRST} or"
        f" {MONTH_FIRST}; {_ISO_DATES if edition.last else _KNOWN_DAYS}",
        ambiguous[0].place,
    )


def _span(days: Iterable[Placed], order: str) -> int:
    """Within how many days all whole dates are; 0 if there are none."""
    dates = [date for p in days if (date := p.day.ordered(order).date) is not None]
    return (max(dates) - min(dates)).days + 1 if dates else 0


def days_of(edition: EditionDays) -> list[dt.date]:
    """The days of an edition; a week if its last day is not known."""
    if edition.first is None:
        return []
    number = (edition.last - edition.first).days + 1 if edition.last else _WEEK
    return [edition.first + dt.timedelta(days=at) for at in range(number)]


class Calendar:
    """Gives dates to days, by the order of day and month and the edition's days.

    `doubts` are what decided, and weekdays that are wrong.
    """

    def __init__(self, days: Collection[Placed], edition: EditionDays) -> None:
        self._order, reason = order_of(days, edition)
        self._window = days_of(edition)
        self._is_new = edition.last is None
        self._numbers = {p.day.number for p in days if p.day.number is not None}
        self._doubts = Doubts()
        self._columns: set[str] = set()
        if reason is not None:
            self._doubts.add(reason)

    def date(self, written: Placed) -> dt.date:
        """The date of a day; raises NotRead if it is not known."""
        day = written.day.ordered(self._order)
        if not day._replace(weekday=None).is_possible:
            raise NotRead(f"no such day: {day.text!r}")
        if day.date is None:
            return self._by_edition(day, written)
        if not day.matches(day.date):
            self._doubts.share("the weekday does not match the date", written.place)
        return day.date

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What decided about the dates, and what is doubtful."""
        return self._doubts.listed()

    def _by_edition(self, day: WrittenDay, written: Placed) -> dt.date:
        column, window = written.column, self._window
        if not window:
            raise NotRead(f"{column}: {day.text!r} is not a full date; {_KNOWN_DAYS}")
        dates = self._candidates(day)
        if len(dates) != 1:
            raise NotRead(
                f"{column}: {day.text!r} fits {len(dates)} of the edition's days,"
                f" {window[0]} to {window[-1]}"
            )
        if column not in self._columns:
            self._columns.add(column)
            why = "by the days of the edition"
            text = f"{column}: {day.text!r} is {dates[0]}, {why}"
            self._doubts.add(text, written.place)
        return dates[0]

    def _candidates(self, day: WrittenDay) -> list[dt.date]:
        if day.number is None:
            return [date for date in self._window if day.matches(date)]
        # A day 0 may be before the edition, unless there are as many days.
        first = min({1, *self._numbers})
        is_as_long = max(self._numbers) == len(self._window) - 1
        if first == 0 and not (is_as_long or self._is_new):
            return []
        return self._window[day.number - first :][:1]
