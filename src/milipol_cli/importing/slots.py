"""Slots of schedule.xml and schedule.json -> sessions, by the same rules."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import NamedTuple
from zoneinfo import ZoneInfo

from milipol_cli.doubts import Doubts
from milipol_cli.errors import NotRead
from milipol_cli.ics.values import ONE_DAY, clock, day_of, day_or_moment, duration
from milipol_cli.importing import texts
from milipol_cli.importing.sessions import (
    MOST_SESSIONS,
    Edition,
    Imported,
    ImportedSession,
    Span,
    session,
    timed,
)
from milipol_cli.zones import zone

# A day of a schedule ends at this time at the latest; breakfast is on the next one.
_NIGHT_ENDS = dt.time(6)

# Where systems put the name of a person that is more than a text.
PERSON_NAMES = ("public_name", "name", "full_public_name")

# The texts that a slot is asked for; its persons come besides.
USED = frozenset(
    (
        *("id", "guid", "date", "start", "end", "duration", "room", "title"),
        *("subtitle", "abstract", "description", "type", "track", "url", "persons"),
    )
)


class Day(NamedTuple):
    """A day of a schedule: its date, and when it begins if that is not midnight."""

    date: dt.date | None = None
    begins: dt.time | None = None


class Slot(NamedTuple):
    """An event of a schedule, and where it stands in it.

    `text` gives its texts by name; "" for none.
    """

    line: int
    day: Day
    room: str
    text: Callable[[str], str]
    speakers: Iterable[str]


class Conference(NamedTuple):
    """What a schedule says about the whole conference, and the indexes of its days."""

    text: Callable[[str], str]
    indexes: frozenset[str]

    def day(self, date: str, index: str, begins: str) -> Day:
        """A day by its date, or by its index from the first day of the conference."""
        day, first = day_of(date), day_of(self.text("start"))
        if day is None and first is not None and index.isdecimal() and len(index) < 4:
            day = first + (int(index) - ("0" not in self.indexes)) * ONE_DAY
        moment = day_or_moment(begins)
        if isinstance(moment, dt.datetime):
            return Day(day, moment.time())
        return Day(day, clock(begins))


def programme(
    format: str,  # noqa: A002
    conference: Conference,
    slots: Iterable[Slot],
    unused: Iterable[str],
    edition: Edition,
) -> Imported:
    """The sessions of the slots; raises NotRead if there are too many."""
    doubts = Doubts()
    file_zone = _file_zone(conference.text("time_zone_name").strip(), doubts)
    day_change = clock(conference.text("day_change"))
    sessions: list[ImportedSession] = []
    for slot in slots:
        speakers = [name for name in slot.speakers if texts.line_of_text(name)]
        if texts.line_of_text(slot.text("title")) is None and not speakers:
            doubts.add("neither a title nor speakers: left out", slot.line)
            continue
        span = _span(slot, day_change, edition.zone or file_zone, doubts)
        main = slot.text("abstract") or slot.text("description")
        sessions.append(
            session(
                slot.line,
                span,
                doubts,
                uid=slot.text("guid") or slot.text("id"),
                title=slot.text("title"),
                kind=slot.text("type"),
                track=slot.text("track"),
                room=slot.text("room") or slot.room,
                speakers=speakers,
                summary=f"{slot.text('subtitle')}\n{main}",
                url=slot.text("url"),
            )
        )
        if len(sessions) > MOST_SESSIONS:
            raise NotRead(f"more than {MOST_SESSIONS:,} sessions", slot.line)
    return Imported(
        format=format,
        sessions=tuple(sessions),
        doubts=doubts.listed(),
        unused=tuple(unused),
        zone=file_zone,
        title=texts.line_of_text(conference.text("title")),
    )


def _file_zone(name: str, doubts: Doubts) -> ZoneInfo | None:
    try:
        return zone(name) if name else None
    except ValueError:
        doubts.add(f"unknown time zone {name[:80]!r}: not used")
        return None


def _span(
    slot: Slot, day_change: dt.time | None, venue: ZoneInfo | None, doubts: Doubts
) -> Span:
    starts = _start(slot, day_change, venue, doubts)
    if starts is None:
        doubts.share("no day: the session has no date", slot.line)
        return Span()
    if not isinstance(starts, dt.datetime):
        return Span(starts)
    span = timed(starts, _end(slot, starts, doubts), slot.line, doubts)
    if span.last_day is not None:
        doubts.share("lasts more than a day: the end is left out", slot.line)
    return span


def _start(
    slot: Slot, day_change: dt.time | None, venue: ZoneInfo | None, doubts: Doubts
) -> dt.date | dt.datetime | None:
    """The start on the clock of the venue, or the day if no time is known.

    `<start>` is that clock. The moment in `<date>` should have the same, but some
    systems write the local time with the offset of UTC, and some write UTC.
    """
    date, start = day_or_moment(slot.text("date")), clock(slot.text("start"))
    if (date is None and slot.text("date")) or (start is None and slot.text("start")):
        doubts.share("a date or time that is not understood", slot.line)
    if not isinstance(date, dt.datetime):
        return _by_day(slot.day, date, start, day_change)
    local = wall = date.replace(tzinfo=None)
    if date.tzinfo is not None and venue is not None:
        local = date.astimezone(venue).replace(tzinfo=None)
    if start is None or local.time() == start:
        return local
    if wall.time() == start:
        doubts.share(
            "the offset of the date is not that of the venue: the time is kept as it"
            " is written",
            slot.line,
        )
        return wall
    if venue is not None or date.tzinfo is None:
        doubts.share(
            "the start is not the time of the date: the start is kept", slot.line
        )
    days = (wall.date() + days * ONE_DAY for days in (-1, 0, 1))
    near = (dt.datetime.combine(day, start) for day in days)
    return min(near, key=lambda moment: abs(moment - local))


def _by_day(
    day: Day, date: dt.date | None, start: dt.time | None, day_change: dt.time | None
) -> dt.date | dt.datetime | None:
    """The start of a slot whose own date has no time."""
    known = date or day.date
    if known is None or start is None:
        return known
    begins = day_change or day.begins or dt.time()
    if date is None and start < min(begins, _NIGHT_ENDS):
        known += ONE_DAY
    return dt.datetime.combine(known, start)


def _end(slot: Slot, starts: dt.datetime, doubts: Doubts) -> dt.datetime | None:
    lasts, ends = duration(slot.text("duration")), clock(slot.text("end"))
    if lasts is not None:
        return starts + lasts
    if ends is not None:
        end = dt.datetime.combine(starts.date(), ends)
        return end if end >= starts else end + ONE_DAY
    if slot.text("duration") or slot.text("end"):
        doubts.share("a duration or end that is not understood: left out", slot.line)
    return None
