"""Dates and times as people write them: "tomorrow", "last monday", "16 nov 2027 15:30".

One small grammar, in English, for every option that takes a date or a time.
"""

import datetime as dt
import re
from collections.abc import Callable
from zoneinfo import ZoneInfo

from milipol_cli.base.errors import BadInput, one_of
from milipol_cli.base.zones import times_shown
from milipol_cli.network.model import dates
from milipol_cli.network.model.dates import FIRST_YEAR, LAST_YEAR, MONTHS, WEEKDAYS

_DAY_ACCEPTED = "a date like 2027-11-16, 16 nov 2027, tomorrow, 'last monday' or -2w"
_ACCEPTED = "a date (2023-11-16, tomorrow, +3d) or a time ('tomorrow 9am', 2023-11-15T10:20+01:00)"

_OFFSET = r"(Z|[+-]\d\d(?::?\d\d){0,2})?"
_TIME = rf"\d{{4}}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{{1,6}})?)?{_OFFSET}"
_NUMBERS = r"(?P<day>\d{1,2})(?P<mark>[-./])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})"
# A time of day, alone or after a date in any form: "tomorrow 15:30+01:00".
_CLOCK = rf"(?:(?P<day>.+) )?(?P<hour>\d\d?):(?P<minutes>\d\d{_OFFSET})"
# The same as people say it: "9am", "9:30 pm", "9.30", "9h30", "9h", "at 9am".
_SPOKEN_CLOCK = (
    r"(?:at |(?P<day>.+?)(?: at)? )?(?P<hour>\d\d?)"
    r"(?:(?P<half>(?:[:.]\d\d)? ?[ap]\.?m\.?)|\.\d\d| ?h(?:\d\d)?)"
)

_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
# A weekday, the next one and the last one are the first from so many days after today.
_EARLIEST = {(): 0, ("next",): 1, ("last",): -7}
_UNITS = {
    **dict.fromkeys(("d", "day", "days"), 1),
    **dict.fromkeys(("w", "week", "weeks"), 7),
    **dict.fromkeys(("y", "year", "years"), 365),
}


def _numbered(names: tuple[str, ...]) -> dict[str, int]:
    """The number of each name, in whole or cut to three letters, from 1."""
    return {
        name.lower()[:letters]: number
        for number, name in enumerate(names, 1)
        for letters in (None, 3)
    }


_WEEKDAYS, _MONTHS = _numbered(WEEKDAYS), _numbered(MONTHS)


def day_named(text: str, option: str, today: dt.date) -> dt.date:
    """The date that an option names as of `today`; raises BadInput for no date.

    A time is refused with the day in it, if it has one.
    """
    clock = _clock_named(text)
    if clock is not None and day_if_named(text, today) is None:
        write = f"write '{clock.day}'" if clock.day else f"expected {_DAY_ACCEPTED}"
        raise BadInput(f"{option} {text!r}: a time, but a day is meant; {write}")
    return _day_named(text, text, option, today, _DAY_ACCEPTED)


def day_if_named(text: str, today: dt.date) -> dt.date | None:
    """The date that a text names; None if it names none."""
    try:
        return _day_in_words(text, today)
    except (ValueError, OverflowError):
        return None


def when_if_named(text: str, today: dt.date) -> dt.date | dt.datetime | None:
    """The date or the time that a text names; None if it names neither."""
    try:
        return when_named(text, "", today, ZoneInfo("UTC"))
    except BadInput:
        return None


def when_named(
    text: str, option: str, today: dt.date, zone: ZoneInfo | Callable[[], ZoneInfo]
) -> dt.date | dt.datetime:
    """The date, or the aware time, that an option names.

    Words such as "tomorrow" count from `today`, and a time without an offset is read in
    `zone`. A time of day alone is one of `today`. Raises BadInput for anything else,
    for a year outside 1900 to 2199, and for a time that does not exist or exists twice
    because clocks change.
    """
    moment = _moment_named(text, option, today)
    day = _day_named(text, text, option, today, _ACCEPTED) if moment is None else moment
    if dates.is_far(day.year):
        raise BadInput(
            f"{option} {text!r}: too far away; expected a year from {FIRST_YEAR} to {LAST_YEAR}"
        )
    if moment is None or moment.tzinfo is not None:
        return day
    return _moment_on_clock(moment, zone if isinstance(zone, ZoneInfo) else zone(), option)


def _moment_named(text: str, option: str, today: dt.date) -> dt.datetime | None:
    """The time that an option names, aware if it has an offset; None for a date."""
    try:
        # The pattern excludes other forms of ISO 8601, such as week dates.
        if ":" in text and re.fullmatch(_TIME, text, re.ASCII):
            return dt.datetime.fromisoformat(text)
        clock = None if day_if_named(text, today) else _clock_named(text)
        if clock is None:
            return None
        time = dt.time.fromisoformat(f"{clock.hour:02}:{clock.minutes}")
    except ValueError:
        raise _refusal(text, option, "not understood", _ACCEPTED) from None
    words = clock.day or "today"
    return dt.datetime.combine(_day_named(words, text, option, today, _ACCEPTED), time)


def is_clock_alone(text: str) -> bool:
    """Whether a text is a time of day, without a day."""
    clock = _clock_named(text)
    return clock is not None and not clock.day


class _Clock:
    """A time of day in a text: "15:30+01:00" after "tomorrow", which is its day.

    The day is "" for a time alone; the minutes are followed by the offset, if any. An
    hour that does not exist, like "25:00" or "13pm", is 24 or more.
    """

    def __init__(self, day: str, hour: int, minutes: str) -> None:
        self.day = day
        self.hour = hour
        self.minutes = minutes


def _clock_named(text: str) -> _Clock | None:
    """The time at the end of a text, with the day before it; None without a time."""
    clock = re.fullmatch(_CLOCK, text, re.ASCII)
    if clock is not None:
        return _Clock(clock["day"] or "", int(clock["hour"]), clock["minutes"])
    spoken = re.fullmatch(_SPOKEN_CLOCK, text, re.ASCII | re.IGNORECASE)
    if spoken is None:
        return None
    hour = int(spoken["hour"])
    if half := spoken["half"]:  # am or pm: 12 am is 0, 12 pm is 12, 13 pm is no hour
        is_afternoon = "p" in half.lower()
        hour = hour % 12 + 12 * is_afternoon if 1 <= hour <= 12 else 24
    minutes = re.search(r"\d\d", text[spoken.end("hour") :])
    return _Clock(spoken["day"] or "", hour, minutes[0] if minutes else "00")


def _day_named(words: str, text: str, option: str, today: dt.date, accepted: str) -> dt.date:
    """The date that words name; the words are the `text` of an option or a part of it.

    Raises BadInput, with the text and what is `accepted`, if they name no date.
    """
    try:
        day = _day_in_words(words, today)
    except (ValueError, OverflowError):
        raise _refusal(text, option, "no such date", accepted) from None
    if day is None:
        raise _refusal(text, option, "not understood", accepted)
    return day


def _refusal(text: str, option: str, why: str, accepted: str) -> BadInput:
    return BadInput(f"{option} {text!r}: {why}; expected {accepted}")


def _day_in_words(text: str, today: dt.date) -> dt.date | None:
    """The date that a text names as of `today`; None if it names none.

    Raises ValueError or OverflowError for a date that does not exist.
    """
    if not text.isascii():  # there are letters whose small form is ASCII
        return None
    if in_numbers := _numeric_date(text):
        return in_numbers
    if offset := re.fullmatch(r"(?P<number>[+-]\d{1,4})(?P<unit>[dwy])", text.lower()):
        days = int(offset["number"]) * _UNITS[offset["unit"]]  # "+3d", "-2w"
        return today + dt.timedelta(days=days)
    match text.lower().split(" "):
        case [word] if word in _NEAR:
            return today + dt.timedelta(days=_NEAR[word])
        case [*which, word] if word in _WEEKDAYS and tuple(which) in _EARLIEST:
            # "monday", "next monday" or "last monday"
            earliest = today + dt.timedelta(days=_EARLIEST[*which])
            until = (_WEEKDAYS[word] - earliest.isoweekday()) % 7
            return earliest + dt.timedelta(days=until)
        case ["in", number, unit] if _is_number(number, 4) and unit in _UNITS:
            return today + dt.timedelta(days=int(number) * _UNITS[unit])
        case [number, month, year] if _is_number(number, 2) and _is_month(month, year):
            return dt.date(int(year), _MONTHS[month], int(number))
        case [month, year] if _is_month(month, year):
            return dt.date(int(year), _MONTHS[month], 1)
    return None


def _numeric_date(text: str) -> dt.date | None:
    """The date in a text like "2027-11-16", "2027-11", "5.11.2027" or "16/11/2027".

    None for other texts, and for "5/11/2027", which may be in May.
    """
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return dt.date.fromisoformat(text)
    if re.fullmatch(r"\d{4}-\d\d", text):  # as "nov 2027", its first day
        return dt.date.fromisoformat(f"{text}-01")
    numbers = re.fullmatch(_NUMBERS, text)
    if numbers is None:
        return None
    day, month, year = map(int, numbers.group("day", "month", "year"))
    # With slashes or hyphens, the month may come first.
    is_clear = numbers["mark"] == "." or day > len(MONTHS)
    return dt.date(year, month, day) if is_clear else None


def _is_number(text: str, most_digits: int) -> bool:
    return text.isdecimal() and len(text) <= most_digits


def _is_month(month: str, year: str) -> bool:
    return month in _MONTHS and re.fullmatch(r"\d{4}", year) is not None


def _moment_on_clock(wall: dt.datetime, zone: ZoneInfo, option: str) -> dt.datetime:
    """A wall clock time in its zone.

    Raises BadInput, with both readings, if clocks show the time never or twice.
    """
    early, late = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    times = times_shown(wall, zone)
    if times == 1:
        return early
    timespec = "minutes" if wall == wall.replace(second=0, microsecond=0) else "auto"
    problem = "exists twice" if times else "does not exist"
    readings = one_of(
        [
            moment.astimezone(dt.UTC).astimezone(zone).isoformat(timespec=timespec)
            for moment in (early, late)
        ]
    )
    raise BadInput(
        f"{option} '{wall.isoformat(timespec=timespec)}': this time {problem} in"
        f" {zone.key}, because the clocks change; expected {readings}"
    )
