"""Days, times and durations as tables write them; no text has two meanings here.

14/11/2026, 14 Nov, Tuesday, day 2; 14:30, 2:30 PM, 14h30, 10:00-11:00; 90 min, 1h30.
"""

import datetime as dt
import functools
import re
from typing import NamedTuple

from milipol_cli.base.folding import fold
from milipol_cli.ics import iso_times
from milipol_cli.imports.texts import WORDS
from milipol_cli.network.model.dates import MONTHS, WEEKDAYS

_MONTH_OF = {word: n for n, name in enumerate(MONTHS, 1) for word in WORDS[name]}
_WEEKDAY_OF = {word: n for n, name in enumerate(WEEKDAYS) for word in WORDS[name]}
_COUNTED = WORDS["day before a number"]
_IN_DATES = {*_MONTH_OF, *_WEEKDAY_OF, *_COUNTED, *WORDS["in dates"]}
_NUMBER = rf"(?:{'|'.join(_COUNTED)})\s*\d{{1,2}}(?!\w)"
# The "Day 1" in "Day 1: 10 Nov" and "10 Nov (Day 1)", but not in "Day 1-3".
_COUNT = re.compile(
    rf"^{_NUMBER}(?!\W*\d+$)[\s:,\u2013-]*(?=.*\d)|(?<=\d)[\s(,\u2013-]+{_NUMBER}\W*$"
)
# "Day One" and "Second day".
_IN_WORDS = {
    word: number
    for number, words in enumerate(
        (("one", "first"), ("two", "second"), ("three", "third"), ("four", "fourth")), 1
    )
    for word in words
}
# All words of texts that may be days; "t" is before a time.
_IN_DAYS = frozenset((*_IN_DATES, *_IN_WORDS, "t"))
_NUMBER_WORD = re.compile(
    rf"(?<=\bday )(?:{'|'.join(_IN_WORDS)})\b|^(?:{'|'.join(_IN_WORDS)}) (?=day\b)"
)
# The time in "2027-05-14 00:00:00", as spreadsheets write days.
_MIDNIGHT = re.compile(r"(?<=\d{4}-\d\d-\d\d)[t ]0?0:00(:00)?$")
# "2027-11-16", or eight digits.
_ISO = re.compile(
    r"(?P<year>\d{4})(?P<mark>[-/. ]|(?=\d{4}\Z))(?P<month>\d{1,2})(?P=mark)"
    r"(?P<day>\d{1,2})"
)
# "16/11/2027", "16.11." or "16-11".
_PAIR = re.compile(
    r"(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})"
    r"(?:(?P=mark)(?P<year>\d{4}|\d\d)?)?"
)
# The figures beside the word of a month: "16", "2027 16" or "16 2027".
_IN_MONTH = re.compile(r"(?P<year>\d{4})?\W*(?P<day>\d{1,2})|(?P<first>\d{1,2})\W+(?P<last>\d{4})")
# "16 Nov '27".
_SHORT_YEAR = re.compile(r"(?<!\d)(?P<day>\d{1,2})[ -][^\W\d_]+[ '-]+(?P<year>\d\d)$")
# "10-13 November" are several days.
_SPAN = re.compile(r"\d\s*(?:[–—&+-]|to|and|au|et|bis|und)\s*\d{1,2}\s+[^\W\d]")
# "Day 2 -": the 2 in "Day 2 - 10 November" begins no span.
_NUMBERED = re.compile(rf"\b(?:{'|'.join(_COUNTED)}) \d+\s+[-–—]", re.IGNORECASE)
# No day or time is longer, and a pattern may need the square of a long text.
_MOST_CHARACTERS = 200
_AROUND = " ,;:()-–—"
_LONGEST = 7


class Day(NamedTuple):
    """A day as far as a text has it.

    A `pair` is day and month in an order that the text does not show. `number` counts
    days, or is a day of a month if the text has no word for a day.
    """

    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    pair: tuple[int, int] | None = None
    number: int | None = None

    def in_order(self, *, day_first: bool) -> "Day":
        """The day with its pair read in an order."""
        if self.pair is None:
            return self
        day, month = self.pair if day_first else self.pair[::-1]
        return self._replace(day=day, month=month, pair=None)

    def agrees(self, other: "Day") -> bool:
        """Whether another day may be the same, as far as both are known."""
        pairs = zip(self[1:], other[1:], strict=True)
        return all(mine == its or None in (mine, its) for mine, its in pairs)

    def is_on(self, date: dt.date) -> bool:
        """Whether a date agrees with all that is known of the day."""
        known = (self.year, self.month, self.day, self.weekday)
        parts = (date.year, date.month, date.day, date.weekday())
        pairs = zip(known, parts, strict=True)
        return all(mine in (None, its) for mine, its in pairs)

    @property
    def is_named(self) -> bool:
        """Whether the text has a word for a day: "Page 1 of 2" has none."""
        is_counted = not _COUNTED.isdisjoint(_words_in(fold(self.text)))
        return self.weekday is not None or is_counted

    @property
    def has_date(self) -> bool:
        """Whether its month is known: it is more than a weekday or a number."""
        return self.month is not None or self.pair is not None


@functools.lru_cache(4096)
def read_day(text: str) -> Day | None:
    """The day that a text is: "2027-05-04", "mar. 4 mai", "4/5/27", "Day 2".

    None for any other text, also for one with two months, weekdays or counts.
    """
    plain = _plain_day(text)
    if plain is None:
        return None
    words = _words_in(plain)
    # What is left without words: "4 2027" of "mar. 4 mai 2027".
    digits = " ".join(re.sub(r"[^\W\d_]+|[,()*:|]", " ", plain).split()).strip(" .-–")
    # A "first" or "one" that counts no day is left in the words.
    if not set(words) <= _IN_DATES or not (words or digits):
        return None
    weekdays = [_WEEKDAY_OF[word] for word in words if word in _WEEKDAY_OF]
    months = [_MONTH_OF[word] for word in words if word in _MONTH_OF]
    is_numeric = _ISO.fullmatch(digits) or _PAIR.fullmatch(digits)
    if "mar" in words and (is_numeric or len(months) > 1):  # mardi, not March
        weekdays.append(1)
        months.remove(3)
    if len(months) > 1 or len(weekdays) > 1:
        return None
    weekday = weekdays[0] if weekdays else None
    if months:
        found = _day_of_month(text, plain, digits, months[0])
    else:
        found = _numeric_day(text, digits, words)
    if found is not None:
        return found._replace(weekday=weekday)
    is_weekday_alone = weekday is not None and not digits
    return Day(text, weekday=weekday) if is_weekday_alone else None


def _words_in(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


def _plain_day(text: str) -> str | None:
    """A text that may be a day, in small letters, with figures for "Day one".

    It is without midnight, and without the "Day 1" beside a date. None for a text with
    words that no day has, or with two counts of days, or if it is too long.
    """
    if len(text) > _MOST_CHARACTERS:
        return None
    plain = fold(text).strip(" ,;:.*()[]")
    if not _IN_DAYS.issuperset(_words_in(plain)):  # as most texts
        return None
    plain = _NUMBER_WORD.sub(lambda match: f" {_IN_WORDS[match[0].strip()]} ", plain)
    if sum(word in _COUNTED for word in _words_in(plain)) > 1:
        return None
    return _COUNT.sub("", _MIDNIGHT.sub("", plain))


def _day_of_month(text: str, plain: str, digits: str, month: int) -> Day | None:
    """A day with the word of a month: "16 Nov '27", or `digits` "16 2027" and "16".

    None if the digits are none of these, as for "10 11 November".
    """
    if short := _SHORT_YEAR.search(plain):
        return Day(text, 2000 + int(short["year"]), month, int(short["day"]))
    match = _IN_MONTH.fullmatch(digits)
    if match is None:
        return None
    year, day = match["year"] or match["last"], match["day"] or match["first"]
    return Day(text, int(year) if year else None, month, int(day))


def _numeric_day(text: str, digits: str, words: list[str]) -> Day | None:
    """A day in figures: "2027-11-16", "16.11.", "4/5/2027", or a number alone.

    Where no points divide them, either may be the month (`pair`). A number beside a
    weekday is that day of a month; otherwise it counts days ("Day 2").
    """
    if match := _ISO.fullmatch(digits):
        return Day(text, int(match["year"]), int(match["month"]), int(match["day"]))
    match = _PAIR.fullmatch(digits)
    # "10-12" may be two days, or two hours.
    if match is not None and (match["year"] or match["mark"] != "-"):
        first, second = int(match["first"]), int(match["second"])
        year = int(f"20{match['year']}"[-4:]) if match["year"] else None
        if match["mark"] == ".":  # only written after the day
            return Day(text, year, second, first)
        return Day(text, year, pair=(first, second))
    if not re.fullmatch(r"\d{1,2}", digits):
        return None
    has_weekday = any(word in _WEEKDAY_OF for word in words)
    if has_weekday and _COUNTED.isdisjoint(words):
        return Day(text, day=int(digits))
    return Day(text, number=int(digits))


@functools.lru_cache(4096)
def day_in(text: str) -> Day | None:
    """The only day in a title or heading: with a month, or else one like "Day 2".

    "Programme of Tuesday 10 November, Room 2" has one; None if there is no day, or
    several. From each word on, the longest text that is a day counts.
    """
    if len(text) > _MOST_CHARACTERS or _SPAN.search(fold(_NUMBERED.sub("", text))):
        return None
    words, days, begin = text.split(), [], 0
    while begin < len(words):
        for end in range(min(begin + _LONGEST, len(words)), begin, -1):
            day = read_day(" ".join(words[begin:end]).strip(_AROUND))
            if day is not None and (day.has_date or day.is_named):
                days.append(day)
                begin = end
                break
        else:
            begin += 1
    best = [day for day in days if day.has_date] or days
    return best[0] if len(best) == 1 else None


class CellTimes(NamedTuple):
    """Times in minutes after midnight, with the days beside them.

    `zone` is their offset from UTC, or `zone_name` what the text calls it. `clock` is
    12 for times with am or pm, 24 for times that no clock of 12 hours shows, and 0 for
    times that may be of either clock.
    """

    start: int | None = None
    end: int | None = None
    day: Day | None = None
    end_day: Day | None = None
    zone: dt.tzinfo | None = None
    zone_name: str = ""
    clock: int = 0


HOUR, NOON = 60, 12 * 60
DAY_MINUTES = 24 * HOUR
# "9:30", "14h30", "9.30 Uhr", "2 p.m." or "9:30:00".
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})"
    r"(?:(?:\s?(?P<sign>[:.h])\s?)?(?P<minute>\d\d)(?:(?::\d\d|\.00)(?:[.,]\d+)?)?)?"
    r"\s?(?P<half>[ap]\.?\s?m\.?|(?<=\d)[ap]\b)?\s?(?P<unit>h|hrs|hours|uhr|uur)?"
)
_NAMED = {
    **dict.fromkeys(
        ("noon", "12 noon", "midday", "midi", "mittag", "mediodia", "mezzogiorno"), NOON
    ),
    **dict.fromkeys(
        ("midnight", "12 midnight", "minuit", "mitternacht", "medianoche", "mezzanotte"),
        DAY_MINUTES,
    ),
}
# What is between a start and an end: "9:30 - 10:00", "9:30 to 10:00".
_BETWEEN = re.compile(
    r"\s*[-\u2012-\u2015\u2212\u2192/>]+\s*|\s+(?:to|a|as|alle|bis|until|do)\s+"
    r"|(?<=\d[:h]\d\d)\s+(?=\d{1,2}[:h]\d\d)"  # on two lines of a cell
)
# The "from" in "from 9 to 10".
_BEFORE = re.compile(
    r"^(?:from|at|de|a partir de|a|des|von|ab|um|between|ca\.?|environ|gegen|od)\s+"
)
# The "a" or "p" of a half of the day: "11 am", "2 p.m.".
_HALF = re.compile(r"([ap])\.?\s?m?\.?$")
# A part of a day, as spreadsheets keep times: 0.729166667.
FRACTION = re.compile(r"0?[.,]\d+|[01]")
# Minutes alone after a "-" are those of a span: 2026-11-10 10:00-11:00.
_INSTANT = re.compile(
    r"(?!\S+\s+\d\d:\d\d\s*-)\d{4}-\d\d-\d\d(?:T|\s+)\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?"
    r"\s*(?:Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)"
)
# Seconds, or thousandths of them, since 1970.
_UNIX = re.compile(r"(?P<seconds>1\d{9})(?:\d{3})?")
# "9:00 am - 10:00 am (EDT)".
_WITH_ZONE = re.compile(r"(?P<times>.*\d.*?)\s*\(?\b(?P<zone>[A-Z]{1,4}T|UTC)\)?")
_MOST_WORDS = 12
_JOINTS = frozenset(("at", "a", "um", "@", "-", "–", "|", "/", ","))
_TWO_MOMENTS = re.compile(r"\s+(?:[-–—→]|to|au|bis)\s+")


class _Time(NamedTuple):
    """A time in minutes after midnight, with its `clock` as in `CellTimes`."""

    minutes: int
    clock: int


def _time_in(text: str, half: str = "") -> _Time | None:
    """The time that a text is: "9:30", "2 pm", "14h", "noon"; None for any other text.

    `half` is the "a" or "p" of "am" and "pm" if the text has none. A number without
    minutes, a unit or a half of the day is no time.
    """
    if text in _NAMED:
        return _Time(_NAMED[text], 12)
    match = _CLOCK.fullmatch(text)
    if match is None or not (any(match.group("minute", "half", "unit")) or half):
        return None
    half = (match["half"] or half)[:1]
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if minute >= HOUR or (half == "a" and hour > 12):
        return None
    # "9h" and "9 Uhr" are never 9 pm.
    is_24 = match["unit"] or match["sign"] == "h" or hour > 12 or hour == 0
    if half and hour <= 12:  # not "14:30 pm", whose "pm" says nothing
        hour = hour % 12 + 12 * (half == "p")
    minutes = hour * HOUR + minute
    if minutes > DAY_MINUTES:
        return None
    return _Time(minutes, 12 if half else 24 if is_24 else 0)


@functools.lru_cache(4096)
def times_in(text: str) -> CellTimes | None:
    """The times in a text, with the days beside them; None for any other text.

    A day alone has no times. A number of seconds since 1970 is a time of UTC.
    """
    if len(text) > _MOST_CHARACTERS:
        return None
    if _INSTANT.fullmatch(text):
        moment = iso_times.day_or_moment(re.sub(r"\s*(?:UTC|GMT)$", "Z", text))
        if isinstance(moment, dt.datetime):
            start = moment.hour * HOUR + moment.minute
            return CellTimes(start, day=read_day(text[:10]), zone=moment.tzinfo, clock=24)
    if unix := _UNIX.fullmatch(text):
        return times_in(f"{dt.datetime.fromtimestamp(int(unix['seconds']), dt.UTC)}")
    found = _span_in(text) or _beside_day(text) or _two_moments(text)
    if found is None and (named := _WITH_ZONE.fullmatch(text)):
        found = times_in(named["times"])
        return found and found._replace(zone_name=named["zone"])
    return found


def _span_in(text: str) -> CellTimes | None:
    """A start, or a start and an end: "9:30", "9-10h30", "11:00-1:00 PM".

    "am" or "pm" at the end holds for the start, too, unless it would be after the end.
    """
    written = fold(text).strip(" .*")
    parts = _BETWEEN.split(_BEFORE.sub("", written))
    if len(parts) > 2 or not all(parts):
        return None
    if _BEFORE.match(written) and all(map(str.isdecimal, parts)):
        parts = [f"{part}:00" for part in parts]  # from 9 to 10
    last = _time_in(parts[-1])
    if last is None:
        return None
    if len(parts) == 1:  # a start alone
        return CellTimes(last.minutes, clock=last.clock)
    half, end = _HALF.search(parts[1]), last
    start = _time_in(parts[0], half[1] if half else "")
    if half and start and start.minutes > end.minutes:  # 11:00-1:00 PM
        start = _time_in(parts[0], "a") or start
    if start is None and parts[0].isdigit():
        start = _time_in(f"{parts[0]}h")  # 9-10h30
    if start is None:
        return None
    return CellTimes(start.minutes, end.minutes, clock=start.clock or end.clock)


def _beside_day(text: str) -> CellTimes | None:
    """Times before or after a day, or the day alone; None without a day.

    The text is divided at each space, from the last, until one side is a day and the
    other has times, or no digit at all.
    """
    words = re.sub(r"(?<=\d)T(?=\d\d:)", " ", text).split()
    if len(words) > _MOST_WORDS:
        return None
    whole = read_day(" ".join(words))
    # A day at midnight is read as a day, too, but has a time here.
    if whole is not None and not text.endswith(":00"):
        return CellTimes(day=whole)
    for split in range(len(words) - 1, 0, -1):
        before, after = words[:split], words[split:]
        found = _day_with_times(before, after)
        if found is None:
            found = _day_with_times(after, before)
            if found and found.day and found.day.number is not None:
                found = None  # "10:00 2" has no day
        if found is not None:
            return found
    return None


def _day_with_times(day_words: list[str], time_words: list[str]) -> CellTimes | None:
    """The day of some words with the times of others, if any; None for other words."""
    day = read_day(_without_joints(day_words))
    if day is None:
        return None
    if span := _span_in(_without_joints(time_words)):
        return span._replace(day=day)
    has_figure = any(map(str.isdigit, "".join(time_words)))
    return None if has_figure else CellTimes(day=day)


def _without_joints(words: list[str]) -> str:
    """Words in one text, without "at", "-" and the like at its ends; "" if all are."""
    kept = [n for n, word in enumerate(words) if fold(word) not in _JOINTS]
    return " ".join(words[kept[0] : kept[-1] + 1]).strip(_AROUND + "|") if kept else ""


def _two_moments(text: str) -> CellTimes | None:
    """The times in "10 Nov 9:00 - 11 Nov 17:00"; None without two days with times."""
    parts = _TWO_MOMENTS.split(text)
    if len(parts) != 2:
        return None
    first, last = map(_beside_day, parts)
    if first and last and None not in (first.start, last.start):
        return first._replace(end=last.start, end_day=last.day)
    return None


def time_of_fraction(text: str) -> str:
    """The time of a fraction of a day, as spreadsheets keep times: "17:30:00"."""
    hours, minutes = divmod(round(float(text.replace(",", ".")) * DAY_MINUTES), HOUR)
    return f"{hours}:{minutes:02}:00"


def is_time(text: str) -> bool:
    """Whether a cell is a time or a span of times, without a day."""
    found = times_in(" ".join(text.split())) if re.search(r"\d\s?[:.hap]", text) else None
    return found is not None and found.start is not None and found.day is None


_HOURS = r"h|hrs?|hours?|heures?|std|stunden?"
_MINUTES = r"m|mn|min|mins|minutes?|minuten|'"
_DURATION = re.compile(
    rf"(?:(?P<hours>\d{{1,2}}(?:[.,]\d{{1,2}})?)\s*(?:{_HOURS})\.?\s*)?"
    rf"(?:(?P<minutes>\d{{1,6}})\s*(?:{_MINUTES})?\.?)?"
)
# A smaller number without a unit is probably one of hours.
_FEWEST_MINUTES = 5


def read_minutes(text: str, *, unit: str) -> int | None:
    """The minutes of "1:30", "90 min", "1.5 h" or "0:30:00"; None for anything else.

    A mere number has the `unit`, "h" or "min"; without it, minutes from 5 on.
    """
    plain = fold(text[:_MOST_CHARACTERS]).strip()
    if re.fullmatch(r"\d{1,4}(?:[.,]\d{1,2})?", plain):  # a mere number
        if not unit and (not plain.isdigit() or int(plain) < _FEWEST_MINUTES):
            return None
        plain = f"{plain} {unit or 'min'}"
    lasts, match = iso_times.duration(plain), _DURATION.fullmatch(plain)
    if lasts is not None:  # "1:30" or "0:30:00"
        return lasts // dt.timedelta(minutes=1)
    if match is None or not plain:  # every part of the pattern may be missing
        return None
    hours = float((match["hours"] or "0").replace(",", "."))
    return round(hours * HOUR) + int(match["minutes"] or 0)
