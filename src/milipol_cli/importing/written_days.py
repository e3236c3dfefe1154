"""Days as tables write them: 14/11/2026, 14 Nov, Tuesday, day 2."""

import calendar
import datetime as dt
import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

from milipol_cli.doubts import Doubt, Doubts, Place, not_read
from milipol_cli.errors import NotRead
from milipol_cli.folding import fold
from milipol_cli.importing.sessions import Edition
from milipol_cli.look.words.dates import count
from milipol_cli.network.model.dates import is_far

# In English, French and German, without accents.
_MONTHS = (
    "january jan janvier janv januar janner",
    "february feb fevrier fevr fev februar",
    "march mar mars marz maerz mrz",
    "april apr avril avr",
    "may mai",
    "june jun juin juni",
    "july jul juillet juil juli",
    "august aug aout",
    "september sept sep septembre",
    "october oct octobre oktober okt",
    "november nov novembre",
    "december dec decembre dezember dez",
)
_WEEKDAYS = (
    "monday mon lundi lun montag mo",
    "tuesday tue tues mardi dienstag di",
    "wednesday wed mercredi mer mittwoch mi",
    "thursday thu thur thurs jeudi jeu donnerstag do",
    "friday fri vendredi ven freitag fr",
    "saturday sat samedi sam samstag sonnabend sa",
    "sunday sun dimanche dim sonntag so",
)
_MONTH_OF = {word: at for at, words in enumerate(_MONTHS, 1) for word in words.split()}
_WEEKDAY_OF = {word: at for at, words in enumerate(_WEEKDAYS) for word in words.split()}
_COUNTED = frozenset({"day", "jour", "tag", "journee"})
_COUNT = re.compile(r"^\s*(?:day|jour|tag|journee)\s*\d{1,2}\b[\s:,\u2013-]*")
_COUNTS = re.compile(
    r"(?<!\w)(?:day|jour|tag|journee)\s*(\d{1,2})(?!\s?(?:[-\u2013&+/,]|to|and|a|et|bis|und)\s?\d)(?!\w)"
)
_FILLERS = ("st", "nd", "rd", "th", "er", "eme", "e", "of", "the", "le", "der", "den")
_KNOWN = frozenset([*_MONTH_OF, *_WEEKDAY_OF, *_COUNTED, *_FILLERS])

_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
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

DAY_FIRST, MONTH_FIRST = "day/month/year", "month/day/year"


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
        day = _with_month(text, of_year[0], numeric)
    else:
        is_counted = not _COUNTED.isdisjoint(words)
        day = _in_numbers(text, numeric, of_week=bool(of_week) and not is_counted)
    weekday = of_week[0] if of_week else None
    if day is None:
        return None if numeric or weekday is None else WrittenDay(text, weekday=weekday)
    return day._replace(weekday=weekday)


def _with_month(text: str, month: int, numeric: str) -> WrittenDay | None:
    numbers = re.findall(r"\d+", numeric)
    if not re.fullmatch(r"[\d ./-]*", numeric) or not 1 <= len(numbers) <= 2:
        return None
    if len(numbers[0]) == 4:
        numbers.reverse()
    day, *years = numbers
    if len(day) > 2 or any(len(year) not in (2, 4) for year in years):
        return None
    return WrittenDay(text, _year(years[0]) if years else None, month, int(day))


def _in_numbers(text: str, numeric: str, *, of_week: bool) -> WrittenDay | None:
    match = _ISO.fullmatch(numeric)
    if match is not None:
        return WrittenDay(text, int(match[1]), int(match[3]), int(match[4]))
    match = _DIGITS.fullmatch(numeric)
    if match is not None:
        return WrittenDay(text, int(match[1]), int(match[2]), int(match[3]))
    match = _PAIR.fullmatch(numeric)
    if match is not None and (match[4] or match[2] != "-"):
        year = _year(match[4]) if match[4] else None
        first, second = int(match[1]), int(match[3])
        if match[2] == ".":  # which is only written after the day
            return WrittenDay(text, year, second, first)
        return WrittenDay(text, year, pair=(first, second))
    if re.fullmatch(r"\d{1,2}", numeric):
        number = int(numeric)
        return (
            WrittenDay(text, day=number) if of_week else WrittenDay(text, number=number)
        )
    return None


def _year(digits: str) -> int:
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
    counts = [] if days else _COUNTS.findall(fold(text))
    days += [WrittenDay(text, number=int(count)) for count in counts]
    return days[0] if len(days) == 1 else written_day(text) if not days else None


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


def order_of(days: Iterable[Placed], edition: Edition) -> tuple[str, str | None]:
    """The order of day and month in all dates, and why, if that is worth reporting.

    Raises NotRead with both readings if the dates do not show it, nor the days of the
    edition.
    """
    orders = (DAY_FIRST, MONTH_FIRST)
    pairs = [
        written
        for written in days
        if written.day.pair is not None
        and any(written.day.ordered(order).is_possible for order in orders)
    ]
    # The first date that is none in an order.
    not_day_first, not_month_first = (
        next((p for p in pairs if not p.day.ordered(order).is_possible), None)
        for order in orders
    )
    if not_day_first and not_month_first:
        raise not_read(
            f"{not_day_first.column}: {not_day_first.day.text!r} cannot be {DAY_FIRST},"
            f" and {not_month_first.day.text!r} on {not_month_first.place}"
            f" cannot be {MONTH_FIRST}",
            not_day_first.place,
        )
    proof = not_day_first or not_month_first
    if proof is not None:
        order = MONTH_FIRST if not_day_first else DAY_FIRST
        why = f"because of {proof.day.text!r} on {proof.place}"
        return order, f"{pairs[0].column}: dates taken as {order}, {why}"
    ambiguous = [written for written in pairs if written.day.is_ambiguous]
    if not ambiguous:
        return DAY_FIRST, None
    fitting = [
        order
        for order in orders
        if all(
            any(map(written.day.ordered(order).matches, days_of(edition)))
            for written in ambiguous
        )
    ]
    if len(fitting) == 1:
        why = "because of the days of the edition"
        return fitting[0], f"{pairs[0].column}: dates taken as {fitting[0]}, {why}"
    if edition.last is None:
        return _order_by_distance(pairs, days)
    raise _undecided(ambiguous[0], "the days of the edition do not decide it; ")


def _order_by_distance(pairs: list[Placed], days: Iterable[Placed]) -> tuple[str, str]:
    """The only order in which the dates of a new show are near each other."""
    spans = {}
    for order in (DAY_FIRST, MONTH_FIRST):
        dates = [date for p in days if (date := p.day.ordered(order).date)]
        spans[order] = (max(dates) - min(dates)).days + 1 if dates else 0
    near, other = sorted(spans, key=lambda order: spans[order])
    if spans[near] <= _NEAR and spans[other] >= _FAR:
        near_days = count(spans[near], "day")
        why = f"then within {near_days}, and otherwise within {spans[other]}"
        return near, f"{pairs[0].column}: dates taken as {near}, since they are {why}"
    raise _undecided(next(p for p in pairs if p.day.is_ambiguous), "")


def _undecided(odd: Placed, why: str) -> NotRead:
    readings = " or ".join(
        _in_words(odd.day.ordered(order)) for order in (DAY_FIRST, MONTH_FIRST)
    )
    advice = _ISO_DATES if why else _KNOWN_DAYS
    text = f"{odd.column}: {odd.day.text!r} may be {readings}; {why}{advice}"
    return not_read(text, odd.place)


def _in_words(day: WrittenDay) -> str:
    assert day.month is not None
    year = "" if day.year is None else f" {day.year}"
    return f"{day.day} {calendar.month_name[day.month]}{year}"


def days_of(edition: Edition) -> list[dt.date]:
    """The days of an edition; a week if its last day is not known."""
    if edition.first is None:
        return []
    number = (edition.last - edition.first).days + 1 if edition.last else _WEEK
    return [edition.first + dt.timedelta(days=at) for at in range(number)]


class Calendar:
    """Gives dates to days, by the order of day and month and the edition's days.

    `doubts` are what decided, and weekdays that are wrong.
    """

    def __init__(self, days: Iterable[Placed], edition: Edition) -> None:
        days = list(days)
        order, reason = order_of(days, edition)
        self._order = order
        self._window = days_of(edition)
        self._is_new = edition.last is None
        self._numbers = {p.day.number for p in days if p.day.number is not None}
        self._doubts = Doubts()
        self._known_by_edition: dict[str, Doubt] = {}
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
    def doubts(self) -> list[Doubt]:
        """What decided about the dates, and what is doubtful."""
        return [*self._doubts.listed(), *self._known_by_edition.values()]

    def _by_edition(self, day: WrittenDay, written: Placed) -> dt.date:
        problem = f"{written.column}: {_incomplete(day)}"
        if not self._window:
            raise NotRead(f"{problem}, like {day.text!r}; {_KNOWN_DAYS}")
        dates = self._candidates(day)
        if len(dates) != 1:
            how_many = "several" if dates else "none"
            raise NotRead(
                f"{problem}: {day.text!r} fits {how_many} of the edition's days, "
                f"{self._window[0]} to {self._window[-1]}"
            )
        text = f"{problem}; by the days of the edition, {day.text!r} is {dates[0]}"
        self._known_by_edition.setdefault(
            problem, Doubt(text=text, place=written.place)
        )
        return dates[0]

    def _candidates(self, day: WrittenDay) -> list[dt.date]:
        if day.number is None:
            return [date for date in self._window if day.matches(date)]
        # A day 0 may be before the edition, unless there are as many days.
        first = min(1, *self._numbers, 1)
        is_as_long = max(self._numbers) == len(self._window) - 1
        if first == 0 and not (is_as_long or self._is_new):
            return []
        return self._window[day.number - first :][:1]


def _incomplete(day: WrittenDay) -> str:
    if day.number is not None:
        return "days are only numbers"
    if day.month is None:
        return "days are only weekdays" if day.day is None else "days have no month"
    return "dates have no year"
