"""Days, dates, spans of time and numbers in words."""

import datetime as dt
import re
from collections.abc import Callable, Sequence

from milipol_cli.network.model.dates import MONTHS, WEEKDAYS, Dates

# The key to times such as "from 11:00", which plain lines do not need.
OPEN_END = "from: the end was not published."

# What is read as "16 to": a hyphen between two days or two times, as in "16-19 Nov" and
# "10:00-10:30", but none in an id or an ISO date.
_MONTH = f"(?:{'|'.join(MONTHS)})"
_WEEKDAY = f"(?:{'|'.join(WEEKDAYS)})"
_BETWEEN = (
    rf"(?<![\w:-])(?:(\d\d?|\d\d:\d\d)-|(\d\d? {_MONTH}(?: \d+)?) - "
    rf"|(?<=day )(\d\d?) - )(?=(?:{_WEEKDAY} )?\d\d? {_MONTH}\b|\d\d:\d\d\b)"
)
_SHORT_MONTHS = {month[:3]: month for month in MONTHS}
_SHORT = "|".join(_SHORT_MONTHS)
_SHORT_MONTH = rf"(?<=\d )({_SHORT})\b|\b({_SHORT})(?= \d{{4}}\b)"
_SHORT_WEEKDAYS = {weekday[:3]: weekday for weekday in WEEKDAYS}
_SHORT_WEEKDAY = rf"\b({'|'.join(_SHORT_WEEKDAYS)})(?= \d\d? (?:- |{_MONTH}\b))"
_SPAN = r"\b(?P<number>\d+) (?P<unit>h|min)\b"  # "10 min"
# The space in "[1] [4-6]", the numbers of sources, and three or more of them in a row.
_BETWEEN_NUMBERS = r"(?<=\d\]) (?=\[\d)"
_NUMBERS = r"\[(\d+)-(\d+)\]"


def count(number: int, noun: str) -> str:
    """A number and its noun: "1 day", "2 days", "1,137 days"."""
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"


def not_shown(number: int, noun: str) -> list[str]:
    """The line that counts what a limit leaves out: "1,137 more items not shown."."""
    return [f"{count(number, f'more {noun}')} not shown."] if number else []


def with_full_stop(text: str) -> str:
    """A text with a full stop, unless it ends a sentence already."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def sentence(note: str) -> str:
    """A note as a sentence: with a capital and a full stop."""
    return with_full_stop(f"{note[:1].upper()}{note[1:]}")


def join_names(names: Sequence[str]) -> str:
    """Names in a list: "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def ordinal(number: int) -> str:
    """The short ordinal: "1st", "12th", "23rd"."""
    endings = {1: "st", 2: "nd", 3: "rd"}
    teen = 10 <= number % 100 <= 20
    return f"{number}{'th' if teen else endings.get(number % 10, 'th')}"


def weekday(day: dt.date) -> str:
    """The name of the weekday."""
    return WEEKDAYS[day.weekday()]


def month(day: dt.date) -> str:
    """The name of the month."""
    return MONTHS[day.month - 1]


def day_long(day: dt.date) -> str:
    """A day with its weekday: "Tuesday 24 November 2026"."""
    return f"{weekday(day)} {day.day} {month(day)} {day.year}"


def day_plain(day: dt.date) -> str:
    """A day: "24 November 2026"."""
    return f"{day.day} {month(day)} {day.year}"


def day_short(day: dt.date) -> str:
    """A day for a table: "24 Nov 2026"."""
    return f"{day.day} {month(day)[:3]} {day.year}"


def day_month(day: dt.date) -> str:
    """A day without its year: "24 November"."""
    return f"{day.day} {month(day)}"


def dates_short(dates: Dates) -> str:
    """Dates for a table: "16-19 Nov 2027", "from 14 Apr 2026", "Oct 2026", "2005"."""
    return _dates_in_words(dates, short=True)


def dates_plain(dates: Dates) -> str:
    """Dates in a sentence: "23-25 April 2025", "from 14 April 2026", "October 2026"."""
    return _dates_in_words(dates, short=False)


def dates_on(dates: Dates) -> str:
    """When something is: "on 23-25 April 2025", "from 14 April 2026", "in May 2024"."""
    text = dates_plain(dates)
    if dates.start is None:
        return f"in {text}"
    return text if dates.end is None else f"on {text}"


def dates_set(dates: Dates) -> str:
    """Dates after "set": "for 23-25 April 2025", "to begin on 14 April 2026"."""
    if dates.start is not None and dates.end is None:
        return f"to begin on {day_plain(dates.start)}"
    return f"for {dates_plain(dates)}"


def spelled_out(text: str) -> str:
    """A text in whole words, as a screen reader should say it.

    "Tue 16-19 Nov" is "Tuesday 16 to 19 November", "10 min" is "10 minutes", and
    "[1] [4-6]" is "[1], [4] to [6]".
    """
    text = re.sub(_SHORT_MONTH, lambda short: _SHORT_MONTHS[short[0]], text)
    text = re.sub(_SHORT_WEEKDAY, lambda short: _SHORT_WEEKDAYS[short[0]], text)
    units = {"h": "hour", "min": "minute"}
    text = re.sub(_SPAN, lambda span: count(int(span["number"]), units[span["unit"]]), text)
    text = re.sub(_BETWEEN_NUMBERS, ", ", text)
    text = re.sub(_NUMBERS, r"[\1] to [\2]", text)
    return re.sub(_BETWEEN, r"\1\2\3 to ", text)  # only one of the groups matches


def _dates_in_words(dates: Dates, *, short: bool) -> str:
    """Days, a month or a year: "9-12 November 2027", "from 9 Nov 2027", "2028".

    Days of two months have spaces around the hyphen: "30 Nov - 2 Dec 2027".
    """
    if dates.month is not None:
        name = MONTHS[int(dates.month[5:]) - 1]
        return f"{name[:3] if short else name} {dates.month[:4]}"
    if dates.start is None:
        return str(dates.year)
    day = day_short if short else day_plain
    if dates.end is None:
        return f"from {day(dates.start)}"
    in_one_month = f"{dates.start:%Y%m}" == f"{dates.end:%Y%m}"
    return _days_in_words(dates.start, dates.end, day, "-" if in_one_month else " - ")


def dates_long(dates: Dates) -> str:
    """Dates in full: "Tuesday 16 to Friday 19 November 2027"."""
    if dates.start is None:
        return f"{_dates_in_words(dates, short=False)}, days not known"
    if dates.end is None:
        return f"from {day_long(dates.start)}, end not known"
    return _days_in_words(dates.start, dates.end, day_long, " to ")


def _days_in_words(
    first: dt.date, last: dt.date, in_words: Callable[[dt.date], str], to: str
) -> str:
    """The days from a first to a last one; the month and year that both have, once.

    A single day stands alone. The words of a day end with its month and year.
    """
    if first == last:
        return in_words(last)
    words = in_words(first).split(" ")
    if first.year == last.year:
        words = words[: -2 if first.month == last.month else -1]
    return f"{' '.join(words)}{to}{in_words(last)}"


def minutes(span: dt.timedelta) -> str:
    """A span in hours and minutes: "10 min", "3 h 55 min"."""
    hours, rest = divmod(max(span // dt.timedelta(minutes=1), 0), 60)
    parts = [f"{hours} h"] * (hours > 0) + [f"{rest} min"] * (rest > 0 or not hours)
    return " ".join(parts)


def day_brief(day: dt.date) -> str:
    """A day with its short weekday: "Tue 2 November 2027"."""
    return f"{weekday(day)[:3]} {day_plain(day)}"


def days_brief(first: dt.date, last: dt.date | None) -> str:
    """Days with short weekdays: "Tue 16 - Fri 19 November 2027"."""
    return _days_in_words(first, last or first, day_brief, " - ")
