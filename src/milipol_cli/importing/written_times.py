"""Times and durations as tables write them: 14:30, 2:30 PM, 14h30, 10:00-11:00."""

import datetime as dt
import functools
import re
from typing import NamedTuple
from zoneinfo import ZoneInfo

from milipol_cli.folding import fold
from milipol_cli.ics.foreign import day_or_moment
from milipol_cli.importing.words import WORDS
from milipol_cli.importing.written_days import WrittenDay, of_date, written_day
from milipol_cli.zones import is_zone, zone, zones_called

DAY_MINUTES = 24 * 60

# After two dots there are no seconds but 00: 16.11.27 is a day.
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})"
    r"(?:\s?[:.h]\s?(?P<minute>\d{2})(?:(?::|\.(?=00))\d{2}(?:[.,]\d+)?)?)?"
    r"\s?(?P<half>[ap]\.?\s?m\b\.?)?\s?(?P<unit>h|hrs|uhr)?"
)
_IN_12_HOURS = re.compile(r"\d\s?[ap]\.?\s?m\b|noon|nn$|mid|mittag|mitternacht")
_IN_24_HOURS = re.compile(r"\d\s?(?:h|uhr)|\d{4}-\d\d-\d\d[t ]\d\d:")
_CLOCK_TIME = re.compile(
    r"\d[:.h]\d\d|\d\s?[ap]\.?m\b|^\d{4}\b|\d\s?(?:h|uhr)\b", re.IGNORECASE
)
_DIGITS = re.compile(r"(\d{1,2})(\d{2})")
_NAMED = {
    **dict.fromkeys(("noon", "nn", "midday", "midi", "mittag"), 12 * 60),
    **dict.fromkeys(("midnight", "minuit", "mitternacht"), DAY_MINUTES),
}
# "12 noon" and "12:00 midnight" say it twice.
_TWELVE = re.compile(r"^12(?:[:.]00)?\s*(?=noon|nn|mid)")
_BETWEEN = re.compile(r"\s*[-\u2012-\u2015\u2212\u2192/>]+\s*|\s+(?:to|a|bis|until)\s+")
_BEFORE = re.compile(
    r"^(?:from|at|de|a partir de|a|des|von|ab|um|between|ca\.?|environ|gegen)\s+"
)
# A "-" after a blank and minutes alone is that of a span: 2026-11-10 10:00-11:00.
_INSTANT = re.compile(
    r"(?!\S+\s+\d\d:\d\d\s*-)\d{4}-\d\d-\d\d(?:T|\s+)\d\d:\d\d(?::\d\d(?:[.,]\d{1,6})?)?"
    r"\s*(?:Z|UTC|GMT|[+-]\d\d:?\d\d)"
)
# "UTC+1", and "(UTC+01:00) Brussels, Paris", which programs write in summer, too.
# Seconds, or thousandths, since 1970.
_UNIX = re.compile(r"(1\d{9})(?:\d{3})?")
# A day of a spreadsheet that is not formatted as one, from 2009 to 2036.
_SERIAL = re.compile(r"(4\d{4})(\.\d+)?")
_FIRST_SERIAL = dt.date(1899, 12, 30)
_OFFSET = re.compile(
    r"\(?(?:(?:UTC|GMT)\s?)?(?P<hours>[+-][01]?\d)(?::?(?P<minutes>\d\d))?\)?"
    r"(?P<cities>\s.*)?"
)
_NO_ZONE = frozenset(WORDS["beside a time zone"])
_JOINTS = frozenset({"at", "a", "um", "@", "-", "\u2013", "|", ","})
_MOST_WORDS = 12

_HOURS = r"h|hrs?|hours?|heures?|std|stunden?"
_MINUTES = r"m|mn|min|mins|minutes?|minuten|'"
_DURATIONS = (
    re.compile(
        rf"(?:(?P<hours>\d{{1,2}})\s*(?:{_HOURS})\.?\s*)?"
        rf"(?:(?P<minutes>\d{{1,4}})\s*(?:{_MINUTES})?\.?)?"
    ),
    re.compile(rf"(?P<hours>\d{{1,2}}[.,]\d{{1,2}})\s*(?:{_HOURS})\.?"),
    re.compile(r"(?P<hours>\d{1,2}):(?P<minutes>\d{2})(?::\d{2})?"),
    re.compile(r"pt(?:(?P<hours>\d{1,2})h)?(?:(?P<minutes>\d{1,4})m)?(?:0+s)?"),
)


class Written(NamedTuple):
    """What a cell says about when: days, and minutes after midnight.

    `zone` is the offset from UTC if the cell has one. `clock` is "12" for times
    with am or pm, "24" for times that show that they have none, like 9h and 9 Uhr,
    "0" for times like 09:00 and 9:00:00, which are probably of 24 hours, else None.
    """

    day: WrittenDay | None = None
    start: int | None = None
    end: int | None = None
    end_day: WrittenDay | None = None
    zone: dt.tzinfo | None = None
    clock: str | None = None


def has_no_time(text: str) -> bool:
    """Whether a text has no digit, as "TBA", "-" and "open end"."""
    return not any(map(str.isdigit, text))


def is_time(cell: str) -> bool:
    """Whether a cell is a time or a span of times, without a day; no mere number is."""
    text = " ".join(cell.split())
    moment = written(text) if _CLOCK_TIME.search(text) else None
    return moment is not None and moment.start is not None and moment.day is None


@functools.lru_cache(4096)
def written(text: str) -> Written | None:
    """The day and the times of a text; None if it is anything else."""
    if _INSTANT.fullmatch(text):
        moment = day_or_moment(re.sub(r"\s*(?:UTC|GMT)$", "Z", text))
        if isinstance(moment, dt.datetime):
            day, start = of_date(moment.date()), moment.hour * 60 + moment.minute
            return Written(day, start, zone=moment.tzinfo, clock="24")
    if unix := _UNIX.fullmatch(text):
        return written(f"{dt.datetime.fromtimestamp(int(unix[1]), dt.UTC)}")
    if serial := _SERIAL.fullmatch(text):
        day = of_date(_FIRST_SERIAL + dt.timedelta(days=int(serial[1])))
        minutes = round(float(serial[2] or 0) * DAY_MINUTES)
        return Written(day, minutes or None, clock="24")
    times = _times(text)
    if times is None:
        moments = _day_and_times(text) or _two_moments(text)
    else:
        moments = Written(None, *times)
    return moments and moments._replace(clock=_clock_of(fold(text)))


def _clock_of(plain: str) -> str | None:
    if _IN_12_HOURS.search(plain):
        return "12"
    if _IN_24_HOURS.search(plain):
        return "24"
    return "0" if re.search(r"(?<!\d)0\d[:.]|\d:\d\d:\d\d", plain) else None


def _day_and_times(text: str) -> Written | None:
    words = re.sub(r"(?<=\d)T(?=\d\d:)", " ", text).split()
    if len(words) > _MOST_WORDS:
        return None
    day = written_day(" ".join(words))
    if day is not None:
        return Written(day)
    for at in range(len(words) - 1, 0, -1):
        for first, second in ((words[:at], words[at:]), (words[at:], words[:at])):
            day = written_day(_joined(first))
            if day is None or (day.number is not None and first == words[at:]):
                continue
            times = _times(_joined(second))
            if times is not None:
                return Written(day, *times)
            if has_no_time(" ".join(second)):
                return Written(day)
    return None


def _joined(words: list[str]) -> str:
    while words and fold(words[-1]) in _JOINTS:
        words = words[:-1]
    while words and fold(words[0]) in _JOINTS:
        words = words[1:]
    return " ".join(words).strip(" ,;")


def _two_moments(text: str) -> Written | None:
    parts = re.split(r"\s+(?:[-\u2013\u2014\u2192]|to|au|bis)\s+", text)
    if len(parts) != 2:
        return None
    start, end = map(_day_and_times, parts)
    if start is None or end is None or start.start is None or end.start is None:
        return None
    return Written(start.day, start.start, end.start, end.day)


def _times(text: str) -> tuple[int, int | None] | None:
    """A time, or a start and an end."""
    plain = _BEFORE.sub("", fold(text))
    parts = _BETWEEN.split(plain)
    if len(parts) == 1:
        start = time_of_day(plain)
        return None if start is None else (start, None)
    if len(parts) != 2 or not parts[1]:
        return None
    end = time_of_day(parts[1])
    if end is None:
        return None
    half = re.search(r"[ap]\.?\s?m\b\.?$", parts[1])
    starts = []
    if half is not None and not _IN_12_HOURS.search(parts[0]):
        # "9:00-10:00 AM" has the half of the day once, "11:00-1:00 PM" the later one.
        other = "am" if half[0].startswith("p") else "pm"
        starts = [time_of_day(f"{parts[0]} {name}") for name in (half[0], other)]
        starts.sort(key=lambda start: start is None or start > end)
    start = starts[0] if starts else time_of_day(parts[0])
    if start is None and re.fullmatch(r"\d{1,2}", parts[0]):
        start = time_of_day(f"{parts[0]}h")  # "9-10h30"
    return None if start is None else (start, end)


def zone_words(text: str) -> str:
    """A text without words like "local time": "" if it names no time zone."""
    return " ".join(
        word
        for word in text.split()
        if not _NO_ZONE.issuperset(re.findall(r"[^\W\d_]+|[+-]?\d+", fold(word)))
    )


def written_zone(text: str, moment: dt.datetime, venue: ZoneInfo) -> dt.tzinfo | None:
    """The time zone that a text names, at a moment; "" is that of the venue.

    None if it is not known.
    """
    text = zone_words(text)
    local = moment.replace(tzinfo=venue)
    city = venue.key.rpartition("/")[2].replace("_", " ")
    if text in ("", local.tzname()) or city in text:
        return venue
    if is_zone(text):
        return zone(text)
    match = _OFFSET.fullmatch(text)
    if match is None:
        names = zones_called(text)
        return zone(names[0]) if len(names) == 1 else None
    minutes = int(f"{match['hours'][0]}{match['minutes'] or 0}")
    offset = dt.timezone(dt.timedelta(hours=int(match["hours"]), minutes=minutes))
    if not match["cities"]:
        return offset
    summer = local.dst() or dt.timedelta()
    return venue if local + summer == moment.replace(tzinfo=offset) else None


def time_of_day(text: str) -> int | None:
    """The minutes after midnight of a time; 24:00 is the next midnight."""
    text = _TWELVE.sub("", text)
    if text in _NAMED:
        return _NAMED[text]
    match = _CLOCK.fullmatch(text)
    if match is None or not any(match.group("minute", "half", "unit")):
        digits = _DIGITS.fullmatch(text)
        return None if digits is None else _minutes(int(digits[1]), int(digits[2]))
    hour = int(match["hour"])
    half = (match["half"] or "")[:1]
    if half == "a" and hour > 12:
        return None
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return _minutes(hour, int(match["minute"] or 0))


def _minutes(hour: int, minute: int) -> int | None:
    minutes = hour * 60 + minute
    return minutes if minute < 60 and minutes <= DAY_MINUTES else None


@functools.lru_cache(1024)
def duration(text: str, *, in_hours: bool = False) -> int | None:
    """The minutes of "1:30", "90", "90 min", "1h30" or "1.5 hours"; None otherwise.

    A number alone is in minutes, or in hours.
    """
    plain = fold(text)
    if in_hours and re.fullmatch(r"\d{1,2}(?:[.,]\d{1,2})?", plain):
        plain = f"{plain} h"
    for pattern in _DURATIONS:
        match = pattern.fullmatch(plain)
        if match is not None and plain:
            parts = match.groupdict()
            hours = float((parts["hours"] or "0").replace(",", "."))
            return round(hours * 60) + int(parts.get("minutes") or 0)
    return None
