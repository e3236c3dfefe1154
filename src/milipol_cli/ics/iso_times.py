"""Dates, times and durations as ISO 8601 and other programs write them."""

import datetime as dt
import re

from milipol_cli.ics.events import When
from milipol_cli.network.model.dates import FIRST_YEAR, LAST_YEAR, ONE_DAY

# Such as "9:05", "0905", "09:05:00.5".
_CLOCK = re.compile(r"(?P<hour>\d{1,2}):?(?P<minute>\d\d)(?::\d\d)?(?:[.,]\d+)?")
# Such as "20270504", "2027-05-04 09:05", "20270504T090500Z", "2027-05-04T09:05+02:00".
_MOMENT = re.compile(
    r"(?P<day>\d{4}-?\d\d-?\d\d)(?:(?:T|\s+)(?P<time>(?:[01]\d|2[0-3]):?\d\d)(?::?\d\d)?"
    r"(?:[.,]\d+)?\s*(?P<offset>Z|[+-]\d\d(?::?\d\d)?)?)?",
    re.IGNORECASE,
)
# Such as "45", "0:45", "1:30:00".
_PARTS = re.compile(r"\d{1,6}(?::\d{1,6}){0,2}")
# Such as "P1W", "PT45M", "-P1DT2H".
_PERIOD = re.compile(
    r"[+-]?P(?:(?P<weeks>\d{1,4})W)?(?:(?P<days>\d{1,5})D)?(?:T"
    r"(?:(?P<hours>\d{1,6})H)?(?:(?P<minutes>\d{1,7})M)?(?:(?P<seconds>\d{1,8})S)?)?",
    re.IGNORECASE,
)

# A zone, a series or the index of a day may lead to a later day, which is valid, too.
_YEARS = range(FIRST_YEAR + 1, LAST_YEAR - 3)


def time_of_day(text: str) -> dt.time | None:
    """A time of day like "9:05", "0905" or "09:05:00"; None if it is not one."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return dt.time(int(match["hour"]), int(match["minute"]))
    except ValueError:
        return None


def day_or_moment(text: str) -> When | None:
    """A date, or a time with or without an offset, as ISO 8601 has them.

    None if it is not one, or is not in a year from 1901 to 2195.
    """
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        return None
    try:
        day = dt.date.fromisoformat(match["day"].replace("-", ""))
        if day.year not in _YEARS:
            return None
        if match["time"] is None:
            return day
        # Without its seconds, which some programs count from 1 to 60.
        time = f"{match['time']}{match['offset'] or ''}".upper().replace(":", "")
        return dt.datetime.combine(day, dt.time.fromisoformat(time))
    except ValueError:
        return None


def date_of(text: str) -> dt.date | None:
    """The date in a text that is a date or a time; None for any other text."""
    day = day_or_moment(text)
    return day.date() if isinstance(day, dt.datetime) else day


def duration(text: str) -> dt.timedelta | None:
    """How long something lasts: "0:45", "00:105", "1:30:00", "45" (minutes), "PT45M".

    None if it is not a duration, or more than a year.
    """
    text = text.strip()
    period = _PERIOD.fullmatch(text)
    if _PARTS.fullmatch(text):
        parts = text if ":" in text else f"0:{text}"  # a number alone is minutes
        hours, minutes, seconds = [*map(int, parts.split(":")), 0][:3]
        span = dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
    elif period is not None and any(period.groups()):
        units = {unit: int(value or 0) for unit, value in period.groupdict().items()}
        span = dt.timedelta(**units) * (-1 if text.startswith("-") else 1)
    else:
        return None
    return span if span <= 366 * ONE_DAY else None
