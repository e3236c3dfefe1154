"""Days, times and durations as tables write them.

14/11/2026, 14 Nov, Tuesday, day 2; 14:30, 2:30 PM, 14h30, 10:00-11:00; 90 min, 1h30.
"""

import datetime as dt
import functools
import re
from typing import NamedTuple
from zoneinfo import ZoneInfo

from milipol_cli.base.folding import fold
from milipol_cli.base.zones import is_zone, zone, zones_called
from milipol_cli.ics import iso_times
from milipol_cli.imports.texts import WORDS
from milipol_cli.network.model.dates import MONTHS, WEEKDAYS, is_far

_MONTHS = [WORDS[name] for name in MONTHS]
_WEEKDAYS = [WORDS[name] for name in WEEKDAYS]
_MONTH_OF = {word: at for at, words in enumerate(_MONTHS, 1) for word in words}
_WEEKDAY_OF = {word: at for at, words in enumerate(_WEEKDAYS) for word in words}
_COUNTED = WORDS["day before a number"]
_NUMBERED = rf"(?:{'|'.join(_COUNTED)})\s*(\d{{1,2}})(?!\w)"
_COUNT = re.compile(
    rf"^\s*{_NUMBERED}(?!\W*\d+$)[\s:,\u2013-]*|[\s(,\u2013-]+{_NUMBERED}\W*$"
)
# But not "Day 1-3" and "Day 1 to 3".
_COUNTS = re.compile(rf"(?<!\w){_NUMBERED}(?!\W*(?:to|and|a|et|bis|und)?\W*\d)")
_KNOWN = frozenset([*_MONTH_OF, *_WEEKDAY_OF, *_COUNTED, *WORDS["in dates"]])

_ISO = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|(\d\d)(\d\d))")
# What is left of "10 Nov 2026", "Nov 10th", "2026 Nov 10" and "10-Nov-26".
_IN_MONTH = re.compile(
    r"(?P<first>\d{4})[ ./-]+(?P<last>\d{1,2})"
    r"|(?P<day>\d{1,2})(?:[ ./-]+(?P<year>\d{4}|\d\d))?"
)
# A year of two digits: neither "10-13 Nov" nor "Nov 10-13" has one.
_SHORT_YEAR = re.compile(
    rf"(?:{'|'.join(_MONTH_OF)})\W*(?:\d{{1,2}}[a-z]*[\s,]+)?\d\d(?!.*\d)"
)
_PAIR = re.compile(r"(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2})?)?")
# Several days, such as "10-13 November".
_SPAN = re.compile(
    r"\d\s*(?:[\u2013\u2014&+-]|to|and|au|et|bis|und)\s*\d{1,2}\s+[^\W\d]"
)
# "Tuesday, 10th of November 2026" has five words.
_LONGEST = 5
_AROUND = " ,;:()[]\u2013\u2014-"

ORDERS = DAY_FIRST, MONTH_FIRST = "day/month/year", "month/day/year"


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
        known = (self.year, self.month, self.day, self.weekday)
        parts = (date.year, date.month, date.day, date.weekday())
        pairs = zip(known, parts, strict=True)
        return all(part in (None, actual) for part, actual in pairs)

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
    def is_possible(self) -> bool:
        """Whether there is such a day, and its weekday is right."""
        if self.month is None or self.day is None:
            return True
        date = self._replace(year=self.year or 2024).date  # which has a 29 February
        if date is None or is_far(date.year):
            return False
        return self.year is None or self.matches(date)


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
        if year and len(year) == 2 and not _SHORT_YEAR.search(plain):
            return None
        day: WrittenDay | None = WrittenDay(text, _year(year), of_year[0], int(number))
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
    return int(f"20{digits}"[-4:]) if digits else None


def day_in(text: str) -> WrittenDay | None:
    """The only day in a text, such as the title of a sheet: no number or weekday alone.

    "Day 2" counts if there is no day with a month.
    """
    # "Day 1 - 4 May" is one day, "Day 1-4 May" is not.
    rest = re.sub(rf"{_NUMBERED}\s+[-\u2013\u2014]\s+", "", text, flags=re.IGNORECASE)
    if _SPAN.search(fold(rest)):
        return None
    words = rest.split()
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


DAY_MINUTES = 24 * 60

_HALF = r"[ap]\.?\s?m\b\.?|(?<=\d)[ap]\b"  # "8:00 a.m." and "8:00a"
# After two dots there are no seconds but 00: 16.11.27 is a day.
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})"
    r"(?:(?:\s?[:.h]\s?)?(?P<minute>\d{2})(?:(?::|\.(?=00))\d{2}(?:[.,]\d+)?)?)?"
    rf"\s?(?P<half>{_HALF})?\s?(?P<unit>h|hrs|hours|uhr)?"
)
_IN_12_HOURS = re.compile(rf"\d\s?(?:{_HALF})|noon|nn$|mid|mittag|mitternacht")
_CLOCKS = {
    "12": _IN_12_HOURS,
    "24": re.compile(r"\d\s?(?:h|uhr)|\d{4}-\d\d-\d\d[t ]\d\d:"),
    "0": re.compile(r"(?<!\d)0\d[:.]|\d:\d\d:\d\d"),
}
_CLOCK_TIME = re.compile(
    r"\d[:.h]\d\d|\d\s?[ap]\.?m\b|^\d{4}\b|\d\s?(?:h|uhr)\b", re.IGNORECASE
)
_NAMED = {
    **dict.fromkeys(("noon", "nn", "midday", "midi", "mittag"), 12 * 60),
    **dict.fromkeys(("midnight", "minuit", "mitternacht"), DAY_MINUTES),
}
# "12 noon" and "12:00 midnight" say it twice.
_TWELVE = re.compile(r"^12(?:[:.]00)?\s*(?=noon|nn|mid)")
_BETWEEN = re.compile(
    r"\s*[-\u2012-\u2015\u2212\u2192/>]+\s*|\s+(?:to|a|as|alle|bis|until)\s+"
)
_BEFORE = re.compile(
    r"^(?:from|at|de|a partir de|a|des|von|ab|um|between|ca\.?|environ|gegen)\s+"
)
# A "-" after a blank and minutes alone is that of a span: 2026-11-10 10:00-11:00.
_INSTANT = re.compile(
    r"(?!\S+\s+\d\d:\d\d\s*-)\d{4}-\d\d-\d\d(?:T|\s+)\d\d:\d\d(?::\d\d(?:[.,]\d{1,6})?)?"
    r"\s*(?:Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)"
)
# Seconds, or thousandths, since 1970.
_UNIX = re.compile(r"(1\d{9})(?:\d{3})?")
_OFFSET = re.compile(
    r"\(?(?:(?:UTC|GMT)\s?)?(?P<hours>[+-][01]?\d)(?::?(?P<minutes>\d\d))?\)?"
)
_NO_ZONE = WORDS["beside a time zone"]
# Such as the EDT in 9:00 am - 10:00 am (EDT).
_WITH_ZONE = re.compile(r"(.*\d.*?)\s*\(?\b([A-Z]{1,4}T|UTC)\)?")
_JOINTS = frozenset({"at", "a", "um", "@", "-", "\u2013", "|", "/", ","})
_MOST_WORDS = 12

_HOURS = r"h|hrs?|hours?|heures?|std|stunden?"
_MINUTES = r"m|mn|min|mins|minutes?|minuten|'"
_DURATION = re.compile(
    rf"(?:(?P<hours>\d{{1,2}}(?:[.,]\d{{1,2}})?)\s*(?:{_HOURS})\.?\s*)?"
    rf"(?:(?P<minutes>\d{{1,4}})\s*(?:{_MINUTES})?\.?)?"
)


class Written(NamedTuple):
    """What a cell says about when: days, and minutes after midnight.

    `zone` is the offset from UTC if the cell has one, `zone_name` what it calls the
    time zone. `clock` is "12" for times with am or pm, "24" for those like 9h, "0" for
    those like 09:00 and 9:00:00, which are probably of 24 hours, else None.
    """

    day: WrittenDay | None = None
    start: int | None = None
    end: int | None = None
    end_day: WrittenDay | None = None
    zone: dt.tzinfo | None = None
    zone_name: str = ""
    clock: str | None = None


def has_no_time(text: str) -> bool:
    """Whether a text has no digit, as "TBA" and "open end"."""
    return not any(map(str.isdigit, text))


def is_time(cell: str) -> bool:
    """Whether a cell is a time or a span of times, without a day; no mere number is."""
    text = " ".join(cell.split())
    when = moment(text) if _CLOCK_TIME.search(text) else None
    return when is not None and when.start is not None and when.day is None


@functools.lru_cache(4096)
def moment(text: str) -> Written | None:
    """The day and the times of a text; None if it is anything else."""
    if _INSTANT.fullmatch(text):
        instant = iso_times.day_or_moment(re.sub(r"\s*(?:UTC|GMT)$", "Z", text))
        if isinstance(instant, dt.datetime):
            day, start = written_day(text[:10]), instant.hour * 60 + instant.minute
            return Written(day, start, zone=instant.tzinfo, clock="24")
    if unix := _UNIX.fullmatch(text):
        return moment(f"{dt.datetime.fromtimestamp(int(unix[1]), dt.UTC)}")
    when = _times(text) or _day_and_times(text) or _two_moments(text)
    if when is None and (named := _WITH_ZONE.fullmatch(text)):
        when = moment(named[1])
        return when and when._replace(zone_name=named[2])
    plain = fold(text)
    clocks = (clock for clock, pattern in _CLOCKS.items() if pattern.search(plain))
    return when and when._replace(clock=next(clocks, None))


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
                return times._replace(day=day)
            if has_no_time(" ".join(second)):
                return Written(day)
    return None


def _joined(words: list[str]) -> str:
    kept = [at for at, word in enumerate(words) if fold(word) not in _JOINTS]
    return " ".join(words[kept[0] : kept[-1] + 1]).strip(" ,;") if kept else ""


def _two_moments(text: str) -> Written | None:
    parts = re.split(r"\s+(?:[-\u2013\u2014\u2192]|to|au|bis)\s+", text)
    if len(parts) != 2:
        return None
    start, end = map(_day_and_times, parts)
    if start and end and start.start is not None and end.start is not None:
        return Written(start.day, start.start, end.start, end.day)
    return None


def _times(text: str) -> Written | None:
    plain = _BEFORE.sub("", fold(text))
    parts = _BETWEEN.split(plain)
    if len(parts) == 1:
        start = time_of_day(plain)
        return None if start is None else Written(start=start)
    if len(parts) != 2 or not parts[1]:
        return None
    end = time_of_day(parts[1])
    if end is None:
        return None
    half = re.search(rf"(?:{_HALF})$", parts[1])
    starts = []
    if half is not None and not _IN_12_HOURS.search(parts[0]):
        # "9:00-10:00 AM" has the half of the day once, "11:00-1:00 PM" the later one.
        other = "am" if half[0].startswith("p") else "pm"
        starts = [time_of_day(f"{parts[0]} {name}") for name in (half[0], other)]
        starts.sort(key=lambda start: start is None or start > end)
    start = starts[0] if starts else time_of_day(parts[0])
    if start is None and re.fullmatch(r"\d{1,2}", parts[0]):
        start = time_of_day(f"{parts[0]}h")  # "9-10h30"
    return None if start is None else Written(start=start, end=end)


def zone_words(text: str) -> str:
    """A text without words like "local time": "" if it names no time zone."""
    return " ".join(
        word
        for word in text.split()
        if not _NO_ZONE.issuperset(re.findall(r"[^\W\d_]+|[+-]?\d+", fold(word)))
    )


def zone_of(text: str, moment: dt.datetime, venue: ZoneInfo) -> dt.tzinfo | None:
    """The zone that a text names at a moment, the venue's for ""; None if not known."""
    text = zone_words(text)
    city = venue.key.rpartition("/")[2].replace("_", " ")
    if text in ("", moment.replace(tzinfo=venue).tzname()) or city in text:
        return venue
    if is_zone(text):
        return zone(text)
    match = _OFFSET.fullmatch(text)
    if match is None:
        names = zones_called(text)
        return zone(names[0]) if len(names) == 1 else None
    minutes = int(f"{match['hours'][0]}{match['minutes'] or 0}")
    return dt.timezone(dt.timedelta(hours=int(match["hours"]), minutes=minutes))


def time_of_day(text: str) -> int | None:
    """The minutes after midnight of a time; 24:00 is the next midnight."""
    text = _TWELVE.sub("", text)
    if text in _NAMED:
        return _NAMED[text]
    match = _CLOCK.fullmatch(text)
    if match is None or not any(match.group("minute", "half", "unit")):
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "")[:1]
    if half == "a" and hour > 12:
        return None
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    minutes = hour * 60 + minute
    return minutes if minute < 60 and minutes <= DAY_MINUTES else None


@functools.lru_cache(1024)
def duration(text: str, *, in_hours: bool = False) -> int | None:
    """The minutes of "1:30", "90 min" or "1.5 hours"; None for anything else."""
    plain = fold(text)
    if in_hours and re.fullmatch(r"\d{1,2}(?:[.,]\d{1,2})?", plain):
        plain = f"{plain} h"
    lasts, match = iso_times.duration(plain), _DURATION.fullmatch(plain)
    if lasts is not None:
        return lasts // dt.timedelta(minutes=1)
    if match is None or not plain:
        return None
    hours = float((match["hours"] or "0").replace(",", "."))
    return round(hours * 60) + int(match["minutes"] or 0)
