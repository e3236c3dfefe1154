"""Dates, times and durations as programme files write them."""

import datetime as dt
import re

from milipol_cli.network.model.dates import FIRST_YEAR, LAST_YEAR

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?")
_OFFSET = r"(?P<zone>[Zz]|[+-]\d{2}:?\d{2})?"
_MOMENT = re.compile(
    r"(?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})"
    r"(?:(?:[Tt]|\s+)(?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2}))?"
    rf"(?:[.,]\d+)?\s*{_OFFSET})?"
)
_PARTS = re.compile(r"\d{1,6}(?::\d{1,6}){0,2}")
_PERIOD = re.compile(
    r"[+-]?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?"
    r"(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?",
    re.IGNORECASE,
)

# A zone, a series or the index of a day may lead to a later day, which is valid, too.
_YEARS = range(FIRST_YEAR + 1, LAST_YEAR - 3)

ONE_DAY = dt.timedelta(days=1)


def clock(text: str) -> dt.time | None:
    """A time of day like "9:05", "09:05" or "09:05:00"; None if it is not one."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return dt.time(int(match[1]), int(match[2]))
    except ValueError:
        return None


def day_or_moment(text: str) -> dt.date | dt.datetime | None:
    """A date, or a time with or without an offset, as ISO 8601 has them.

    None if it is not one, or is not in a year from 1901 to 2195.
    """
    match = _MOMENT.fullmatch(text.strip())
    if match is None or int(match["year"]) not in _YEARS:
        return None
    try:
        day = dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
        if match["hour"] is None:
            return day
        time = dt.time(int(match["hour"]), int(match["minute"]))
        return dt.datetime.combine(day, time, _offset(match["zone"]))
    except ValueError:
        return None


def day_of(text: str) -> dt.date | None:
    """The date of a text that begins with a date."""
    day = day_or_moment(text)
    return day.date() if isinstance(day, dt.datetime) else day


def _offset(text: str | None) -> dt.tzinfo | None:
    if text is None:
        return None
    if text in "Zz":
        return dt.UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return dt.timezone(dt.timedelta(minutes=-minutes if text[0] == "-" else minutes))


def duration(text: str) -> dt.timedelta | None:
    """How long something lasts: "0:45", "00:105", "1:30:00", "45" (minutes), "PT45M".

    None if it is not a duration, or more than a year.
    """
    text = text.strip()
    if _PARTS.fullmatch(text):
        *hours, minutes = map(int, text.split(":"))
        seconds = 0
        if len(hours) == 2:
            *hours, minutes, seconds = *hours, minutes
        span = dt.timedelta(hours=sum(hours), minutes=minutes, seconds=seconds)
    else:
        period = _PERIOD.fullmatch(text)
        if period is None or not any(period.groups()):
            return None
        weeks, days, *rest = (int(part or 0) for part in period.groups())
        span = dt.timedelta(days=7 * weeks + days) + dt.timedelta(
            hours=rest[0], minutes=rest[1], seconds=rest[2]
        )
        span = -span if text.startswith("-") else span
    return span if span <= 366 * ONE_DAY else None
