"""When the events of other programs repeat."""

import datetime as dt
import re

from milipol_cli.ics.foreign import ForeignEvent, When, on_clock, wall
from milipol_cli.ics.values import ONE_DAY, day_or_moment

# What a rule may hold: dateutil would read other texts as dates, and some by the clock
# of today. It needs an interval above 0 to end; events by the minute are no sessions.
_RULE = re.compile(
    r"(?!.*FREQ=(?:SECONDLY|MINUTELY))(?!.*INTERVAL=(?!0*[1-9]))"
    r"[A-Z]+=[A-Z0-9,+-]+(?:;[A-Z]+=[A-Z0-9,+-]+)*;?"
)
_UNTIL = re.compile(r"UNTIL=(?!\d{8}T\d{6}(?:;|$))")


class NotUnderstood(Exception):
    """A rule that cannot be read, or repeats by the minute."""


def occurrences(
    event: ForeignEvent, first: dt.date, last: dt.date
) -> list[ForeignEvent]:
    """The occurrences of an event from the first to the last day.

    Each has the start that it `replaces`. Raises NotUnderstood.
    """
    begins = event.start
    assert begins is not None  # others are no events
    lasts = None if event.end is None else wall(event.end) - wall(begins)
    found = []
    for moment in _starts(event, begins, first, last):
        is_day = not isinstance(begins, dt.datetime)
        start: When = moment.date() if is_day else moment.replace(tzinfo=event.zone)
        end = None if lasts is None else start + lasts
        found.append(event._replace(start=start, end=end, replaces=start))
    return found


def _starts(
    event: ForeignEvent, begins: When, first: dt.date, last: dt.date
) -> list[dt.datetime]:
    """The starts on the clock of the event, without a zone."""
    # Only files with events that repeat need it.
    from dateutil.rrule import rruleset, rrulestr  # noqa: PLC0415

    start = on_clock(begins, begins)
    dates = rruleset()
    dates.rdate(start)
    for add, name in ((dates.rdate, "RDATE"), (dates.exdate, "EXDATE")):
        for known in filter(None, event.component.moments(name)):
            add(on_clock(known, begins))
    begin = dt.datetime.combine(first, dt.time())
    end = dt.datetime.combine(last + ONE_DAY, dt.time())
    within: list[dt.datetime] = []
    # dateutil raises errors of many kinds for wrong rules, some only for a date.
    try:
        for value in event.component.all("RRULE"):
            rule = _on_its_clock(value.text.upper(), begins)
            if not _RULE.fullmatch(rule) or _UNTIL.search(rule):
                raise NotUnderstood
            dates.rrule(rrulestr(rule, dtstart=start))
        for moment in dates:
            if moment >= end:
                break
            if moment >= begin:
                within.append(moment)
    except Exception:
        raise NotUnderstood from None
    return within


def _on_its_clock(rule: str, start: When) -> str:
    """A rule whose UNTIL is on the clock of the event."""

    def until(match: re.Match[str]) -> str:
        moment = day_or_moment(match[1])
        if moment is None:
            return match[0]
        if not isinstance(moment, dt.datetime):  # all of that day
            moment = dt.datetime.combine(moment, dt.time(23, 59))
        return f"UNTIL={on_clock(moment, start):%Y%m%dT%H%M%S}"

    return re.sub(r"UNTIL=([0-9TZ]+)", until, rule)
