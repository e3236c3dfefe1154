"""Dates, as far as they are known."""

import datetime as dt
import re

from milipol_cli.network.model.record import Contradiction, Month, Record, Year

# The years allowed in as-of dates and in times: at the ends of the calendar, a time may
# have no equivalent in another zone.
FIRST_YEAR, LAST_YEAR = 1900, 2199

ONE_DAY = dt.timedelta(days=1)

# No trade show is longer; if the data has a longer one, a year is wrong.
MOST_DAYS = 60

# Spelled out, since the names of `strftime` depend on the reader's locale.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"


def is_far(year: int) -> bool:
    """Whether a year is outside FIRST_YEAR to LAST_YEAR."""
    return not FIRST_YEAR <= year <= LAST_YEAR


def refuse_far(field: str, day: dt.date) -> None:
    """Raises Contradiction if a day is outside FIRST_YEAR to LAST_YEAR."""
    if is_far(day.year):
        raise Contradiction(field, f"a year from {FIRST_YEAR} to {LAST_YEAR}")


class Dates(Record, frozen=True, kw_only=True):
    """Dates at the venue, as far as known; `end` is the last day, not the day after."""

    start: dt.date | None = None
    end: dt.date | None = None
    month: Month | None = None
    year: Year | None = None

    def __post_init__(self) -> None:
        self.check_one_of("start", "month", "year")
        if self.end is not None:
            if self.start is None:
                raise Contradiction("start", "a start, since there is an end")
            if self.end < self.start:
                raise Contradiction("end", f"a day on or after {self.start}, the start")


def window(dates: Dates) -> tuple[dt.date, dt.date]:
    """The first and last day of dates; without an end, both are the start."""
    if dates.start is not None:
        return dates.start, dates.end or dates.start
    if dates.month is not None:
        first = dt.date.fromisoformat(f"{dates.month}-01")
        if first.month == 12:  # December
            return first, first.replace(day=31)
        return first, first.replace(month=first.month + 1) - ONE_DAY
    assert dates.year is not None  # an edition's dates are never empty
    return dt.date(dates.year, 1, 1), dt.date(dates.year, 12, 31)


def reach(dates: Dates) -> tuple[dt.date, dt.date]:
    """The first and last day that may belong to dates, with or without an end."""
    first, last = window(dates)
    if dates.start is not None and dates.end is None:
        last += min(dt.timedelta(days=MOST_DAYS - 1), dt.date.max - last)
    return first, last


def may_be(day: dt.date, dates: Dates) -> bool:
    """Whether a day may belong to dates."""
    first, last = reach(dates)
    return first <= day <= last


def day_of_dates(dates: Dates, date: dt.date) -> tuple[int, int | None] | None:
    """Which day of dates a date is, and of how many; None for any other date.

    Without an end, any day after the start counts, and the number of days is None.
    """
    first, last = dates.start, dates.end
    if first is None or date < first or (last is not None and date > last):
        return None
    return (date - first).days + 1, None if last is None else (last - first).days + 1


def day_in_id(part: str) -> dt.date | None:
    """The day that a part of an id names, like "2023-11-17", its only spelling."""
    if re.fullmatch(_DAY, part) is None:
        return None
    try:
        return dt.date.fromisoformat(part)
    except ValueError:
        return None
