"""A pick in words: what it is, when it is, its state."""

import datetime as dt
from zoneinfo import ZoneInfo

from milipol_cli.look.words.dates import count, dates_plain, day_plain, weekday
from milipol_cli.look.words.editions import day_of, named, place, starts
from milipol_cli.look.words.programme import label_with_room, session_title
from milipol_cli.look.words.times import city_at, clocks_differ, span, zone_city
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.exhibitors import walk_order
from milipol_cli.network.model.dates import Dates, day_of_dates
from milipol_cli.network.model.programmes import with_kind
from milipol_cli.picks.as_of import PickAsOf


def label(pick: PickAsOf) -> str:
    """A pick in one line, without its dates."""
    if pick.session is not None:
        session = pick.session.session
        text = label_with_room(session_title(session, pick.session.theme), session)
        return f"{text}, inferred" if session.certainty == "inferred" else text
    record = pick.pick
    if record.is_own or record.is_exhibitor:
        texts = [entry_title(pick), pick.room, "done" if record.done else None]
        return ", ".join(filter(None, texts))
    if pick.edition is None:
        return _as_picked(pick)
    if pick.day is None:
        return f"{named(pick.edition)}, {place(pick.edition)}"
    counted = day_of_dates(pick.edition.dates, pick.day)
    title = pick.edition.title
    return title if counted is None else f"{title}, {day_of(*counted)}"


def entry_title(pick: PickAsOf) -> str:
    """An own entry or an exhibitor with its kind: "Meeting: Meet ACME"."""
    record = pick.pick
    title = exhibitor_name(pick) if record.is_exhibitor else record.title
    return with_kind(kind_of(pick).capitalize(), title or pick.id)


def exhibitor_name(pick: PickAsOf) -> str:
    """The name of an exhibitor, as it is listed or was picked."""
    if pick.listed is not None:
        return pick.listed.exhibitor.name
    return pick.pick.title or pick.id


def walking(pick: PickAsOf) -> tuple[object, ...]:
    """The place of a visit in a list to walk."""
    return walk_order(pick.room, exhibitor_name(pick))


def _as_picked(pick: PickAsOf) -> str:
    """A pick that is not in the data; a session with the time it had."""
    record = pick.pick
    title = record.title or record.id
    if pick.is_of_days or record.date is None:
        return title
    when = day_words(record.date)
    if record.start is not None:
        when += f", {clock_words(record.start, record.end)}"
    return f"{title}, {when}"


def kind_of(pick: PickAsOf) -> str:
    """The kind of a session or own entry; else "visit", "edition", "day", "session".

    A meeting at a stand is a "meeting", as own entries may be.
    """
    if pick.session is not None:
        return pick.session.session.kind
    if pick.pick.entry_kind is not None:
        return pick.pick.entry_kind
    if pick.pick.is_visit:
        return "visit"
    if not pick.is_of_days:
        return "session"
    return "day" if "/" in pick.id else "edition"


def dates(pick: PickAsOf) -> Dates:
    """The days of a pick of whole days or a visit, or the month or year known."""
    if pick.pick.is_visit and pick.edition is not None:
        return pick.edition.dates
    if pick.whole_edition is not None:
        return pick.whole_edition.dates
    return Dates(start=pick.first, end=pick.last)


def when(pick: PickAsOf, reader: ZoneInfo | None = None) -> str:
    """The days of a pick, or its day and its time at the venue.

    With a `reader`, also the time on that clock if it differs.
    """
    if (pick.is_whole_days or pick.pick.is_visit) and dates(pick) != Dates():
        return dates_plain(dates(pick))
    if pick.first is None:
        return "day not known"
    day = day_words(pick.first)
    if pick.starts is None:
        half_day = None if pick.session is None else pick.session.half_day
        return f"{day}, {half_day or 'time not published'}"
    return f"{day}, {clocks(pick, reader)}"


def clock(pick: PickAsOf) -> str:
    """The time of a pick on its day: "12:05-12:35 Paris", "all day"."""
    if pick.starts is None:
        return "all day"
    zone = pick.starts.tzinfo
    assert isinstance(zone, ZoneInfo)  # as every pick's
    return f"{span(pick, None)} {city_at(pick.edition, zone)}"


def clocks(pick: PickAsOf, reader: ZoneInfo | None) -> str:
    """The time of a pick on its day, also on the reader's clock if that differs."""
    if pick.session is not None and pick.starts is None:
        half_day = pick.session.half_day
        return "time not published" if half_day is None else half_day.capitalize()
    text = clock(pick)
    if reader is None or not clocks_differ([pick], reader):
        return text
    return f"{text}, {span(pick, reader)} {zone_city(reader)}"


def state(pick: PickAsOf, as_of: AsOf) -> str:
    """When a pick of whole days is: "in 357 days", "today", "3 days ago"."""
    if pick.whole_edition is not None:
        return starts(pick.whole_edition)
    assert pick.first is not None  # a pick without a day has no state
    today = as_of.reader_day if pick.zone is None else as_of.day_at(pick.zone)
    if pick.first <= today <= (pick.last or pick.first):
        return "today"
    days = (pick.first - today).days
    return f"in {count(days, 'day')}" if days > 0 else f"{count(-days, 'day')} ago"


def day_words(day: dt.date | None) -> str:
    """A day with its weekday: "Friday 17 November 2023"."""
    return "a day not known" if day is None else f"{weekday(day)} {day_plain(day)}"


def clock_words(start: dt.time | None, end: dt.time | None) -> str:
    """A time on the clock of the venue: "15:00-16:30"."""
    if start is None:
        return "time not published"
    return f"{start:%H:%M}" if end is None else f"{start:%H:%M}-{end:%H:%M}"
