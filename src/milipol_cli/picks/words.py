"""One pick in words: what it is, when it is, how it stands."""

import datetime as dt
from zoneinfo import ZoneInfo

from milipol_cli.look.words.dates import count, dates_plain, day_plain, weekday
from milipol_cli.look.words.editions import day_of, named, place, starts, status, titled
from milipol_cli.look.words.sessions import in_room, session_label_alone
from milipol_cli.look.words.times import clocks_differ, span, zone_city
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.dates import Dates, day_of_dates
from milipol_cli.picks.as_of import PickAsOf


def label(one: PickAsOf) -> str:
    """A pick in one line, without its dates."""
    if one.session is not None:
        session = one.session.session
        said = in_room(session_label_alone(session), session)
        return f"{said}, inferred" if session.certainty == "inferred" else said
    if one.pick.is_own:
        said = f"{(one.pick.kind or '').capitalize()}: {one.pick.title}"
        return said if one.pick.place is None else f"{said}, {one.pick.place}"
    if one.edition is None:
        return _as_picked(one)
    if one.day is None:
        return f"{named(one.edition)}, {place(one.edition)}"
    nth = day_of_dates(one.edition.dates, one.day)
    return (
        titled(one.edition) if nth is None else f"{titled(one.edition)}, {day_of(*nth)}"
    )


def _as_picked(one: PickAsOf) -> str:
    """A pick of which the data says nothing; a session with the clock it had then."""
    pick = one.pick
    said = pick.title or pick.id
    if one.is_of_days or pick.date is None:
        return said
    when = day_words(pick.date)
    if pick.start is not None:
        when += f", {clock_words(pick.start, pick.end)}"
    return f"{said}, {when}"


def kind_of(one: PickAsOf) -> str:
    """What a pick is: a kind of session, "edition", "day", or that of an own entry."""
    if one.session is not None:
        return one.session.session.kind
    if one.pick.kind is not None:
        return one.pick.kind
    has_part = "/" in one.pick.id
    return ("day" if has_part else "edition") if one.is_of_days else "session"


def dates(one: PickAsOf) -> Dates:
    """The days of a pick of whole days, or the month or year that is known."""
    if one.whole_edition is not None:
        return one.whole_edition.dates
    return Dates(start=one.first, end=one.last)


def when(one: PickAsOf) -> str:
    """When a pick is, in a line: its days, or its day with the clock at the venue."""
    if one.is_whole_days and dates(one) != Dates():
        return dates_plain(dates(one))
    if one.first is None:
        return "day not known"
    said = f"{weekday(one.first)} {day_plain(one.first)}"
    if one.starts is None:
        half = None if one.session is None else one.session.half_day
        return f"{said}, time not published" if half is None else f"{said}, {half}"
    return f"{said}, {clock(one)}"


def clock(one: PickAsOf) -> str:
    """When on its day a pick is: "12:05-12:35 Paris", "all day"."""
    if one.starts is None:
        return "all day"
    zone = one.starts.tzinfo
    assert isinstance(zone, ZoneInfo)  # as every pick's
    return f"{span(one, None)} {zone_city(zone)}"


def clocks(one: PickAsOf, reader: ZoneInfo | None) -> str:
    """When on its day a pick is, on the reader's clock, too, where that differs."""
    if one.session is not None and one.starts is None:
        half = one.session.half_day
        return "time not published" if half is None else half.capitalize()
    said = clock(one)
    if reader is None or not clocks_differ([one], reader):
        return said
    return f"{said}, {span(one, reader)} {zone_city(reader)}"


def state(one: PickAsOf, as_of: AsOf) -> str:
    """How a pick of whole days stands: "in 357 days", "today", "3 days ago"."""
    if one.whole_edition is not None:
        return starts(one.whole_edition)
    assert one.first is not None  # what has no day stands elsewhere
    today = as_of.reader_day if one.zone is None else as_of.day_at(one.zone)
    if one.first == today:
        return "today"
    days = (one.first - today).days
    return f"in {count(days, 'day')}" if days > 0 else f"{count(-days, 'day')} ago"


def firmness(one: PickAsOf) -> str:
    """The state of an edition that was picked; empty for anything else."""
    return "" if one.whole_edition is None else status(one.whole_edition)


def day_words(day: dt.date | None) -> str:
    """A day with its weekday, in words where it is not known."""
    return "a day not known" if day is None else f"{weekday(day)} {day_plain(day)}"


def clock_words(start: dt.time | None, end: dt.time | None) -> str:
    """The clock a pick has, or had."""
    if start is None:
        return "time not published"
    return f"{start:%H:%M}" if end is None else f"{start:%H:%M}-{end:%H:%M}"
