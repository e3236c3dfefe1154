"""When a session takes place, as a programme has it: a day, a start and an end."""

import datetime as dt
from typing import NamedTuple

from milipol_cli.doubts import Doubts
from milipol_cli.importing.clocks import ONE_DAY


class Span(NamedTuple):
    """A day, the times on it, and the last day if it lasts for several days."""

    day: dt.date
    start: dt.time | None = None
    end: dt.time | None = None
    last_day: dt.date | None = None


def whole_days(first: dt.date, after: dt.date | None) -> Span:
    """The days from the first to the one before `after`."""
    last = first if after is None else after - ONE_DAY
    return Span(first, last_day=last if last > first else None)


def timed(
    start: dt.datetime, end: dt.datetime | None, line: int, doubts: Doubts
) -> Span:
    """From a start to an end, both on the clock of the venue and without a zone.

    An end that is not after the start is left out, as is one after more than a day.
    From midnight to midnight are whole days, which some programs write so.
    """
    day, begins = start.date(), start.time()
    if end is None or end == start:
        return Span(day, begins)
    if end < start:
        doubts.share("ends before it starts: the end is left out", line)
        return Span(day, begins)
    if begins == end.time() == dt.time():
        return whole_days(day, end.date())
    if end - start > ONE_DAY:
        # At midnight the last day is over.
        is_over = end.time() == dt.time()
        return Span(day, begins, last_day=end.date() - ONE_DAY * is_over)
    return Span(day, begins, end.time())
