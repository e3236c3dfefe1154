"""The dates of an event that repeats (RRULE, RDATE, EXDATE).

dateutil, which icalendar needs anyway, does what `recurring-ical-events` would: the
events that replace others are known by then.
"""

import datetime as dt
import re
from collections.abc import Collection
from typing import NamedTuple

# What a rule may hold: dateutil would read other texts as dates, and some by the clock
# of today. It never ends with an interval of 0; events by the minute are no sessions.
_RULE = re.compile(
    r"(?!.*FREQ=(?:SECONDLY|MINUTELY))(?!.*INTERVAL=0*(?:;|$))"
    r"[A-Z]+=[A-Z0-9,+-]+(?:;[A-Z]+=[A-Z0-9,+-]+)*;?"
)
_UNTIL = re.compile(r"UNTIL=(?!\d{8}T\d{6}(?:;|$))")

_ONE_DAY = dt.timedelta(days=1)


class NotUnderstood(Exception):
    """A rule that cannot be read, or repeats by the minute."""


class Series(NamedTuple):
    """When an event repeats, on one clock without a zone: its rules and dates.

    `rules` are RRULE in capitals, their UNTIL on the same clock.
    """

    start: dt.datetime
    rules: tuple[str, ...]
    added: tuple[dt.datetime, ...]
    removed: Collection[dt.datetime]


def starts(
    series: Series, first: dt.date, last: dt.date, most: int
) -> list[dt.datetime]:
    """The starts from the first to the last day, in order, at most `most`.

    Raises NotUnderstood.
    """
    # Only files with events that repeat need it.
    from dateutil.rrule import rruleset, rrulestr  # noqa: PLC0415

    dates = rruleset()
    dates.rdate(series.start)
    for moment in series.added:
        dates.rdate(moment)
    for moment in series.removed:
        dates.exdate(moment)
    for rule in series.rules:
        if not _RULE.fullmatch(rule) or _UNTIL.search(rule):
            raise NotUnderstood
        try:
            dates.rrule(rrulestr(rule, dtstart=series.start))
        except (
            Exception
        ):  # dateutil raises errors of many kinds for rules that are wrong
            raise NotUnderstood from None
    begin = dt.datetime.combine(first, dt.time())
    end = dt.datetime.combine(last + _ONE_DAY, dt.time())
    within: list[dt.datetime] = []
    for moment in dates:
        if moment >= end or len(within) == most:
            break
        if moment >= begin:
            within.append(moment)
    return within
