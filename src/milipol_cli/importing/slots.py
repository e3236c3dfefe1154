"""Slots of schedule.xml and schedule.json -> sessions, by the same rules."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.doubts import Doubts
from milipol_cli.importing import spans, texts
from milipol_cli.importing.clocks import (
    ONE_DAY,
    clock,
    day_of,
    day_or_moment,
    duration,
)
from milipol_cli.importing.sessions import (
    MOST_SESSIONS,
    Edition,
    Imported,
    ImportedSession,
    NotRead,
)
from milipol_cli.network.model.kinds import MOST_LISTED
from milipol_cli.zones import zone

# A day of a schedule ends at this time at the latest; breakfast is on the next one.
_NIGHT_ENDS = dt.time(6)

# Where systems put the name of a person that is more than a text.
PERSON_NAMES = ("public_name", "name", "full_public_name")


class Day(NamedTuple):
    """A day of a schedule: its date, and when it begins if that is not midnight."""

    date: dt.date | None
    begins: dt.time | None


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """A slot as a file has it; texts that it does not have are empty."""

    line: int
    day: Day
    uid: str
    title: str
    date: str
    start: str
    end: str
    duration: str
    kind: str
    track: str
    room: str
    speakers: tuple[str, ...]
    subtitle: str
    abstract: str
    description: str
    url: str


class Conference(NamedTuple):
    """What a schedule says about the whole conference."""

    title: str
    zone: str
    begins: str
    day_change: str


def programme(
    format: str,  # noqa: A002
    conference: Conference,
    slots: Iterable[Slot],
    unused: Iterable[str],
    edition: Edition,
) -> Imported:
    """The sessions of the slots; raises NotRead if there are too many."""
    doubts = Doubts()
    file_zone = _file_zone(conference.zone, doubts)
    venue = edition.zone or file_zone
    sessions = []
    for slot in slots:
        session = _session(slot, clock(conference.day_change), venue, doubts)
        if session is not None:
            sessions.append(session)
        if len(sessions) > MOST_SESSIONS:
            raise NotRead(f"more than {MOST_SESSIONS:,} sessions", slot.line)
    return Imported(
        format=format,
        sessions=tuple(sessions),
        doubts=doubts.listed(),
        unused=tuple(unused),
        zone=file_zone,
        title=texts.line_of_text(conference.title),
    )


def day_by_index(index: int, begins: str, *, from_zero: bool) -> dt.date | None:
    """The date of a day that has only an index, from the conference's first day."""
    first = day_of(begins)
    return None if first is None else first + (index - (not from_zero)) * ONE_DAY


def day_begins(text: str) -> dt.time | None:
    """When a day of a schedule begins, from a moment or a time."""
    moment = day_or_moment(text)
    return moment.time() if isinstance(moment, dt.datetime) else clock(text)


def _file_zone(name: str, doubts: Doubts) -> ZoneInfo | None:
    if not name.strip():
        return None
    try:
        return zone(name.strip())
    except ValueError:
        doubts.add(f"unknown time zone {name.strip()[:80]!r}: not used")
        return None


def _session(
    slot: Slot, day_change: dt.time | None, venue: ZoneInfo | None, doubts: Doubts
) -> ImportedSession | None:
    title = texts.line_of_text(slot.title)
    room = texts.line_of_text(slot.room)
    speakers = names(slot.speakers, slot.line, doubts)
    if title is None and not speakers:
        doubts.add("neither a title nor speakers: left out", slot.line)
        return None
    span = _span(slot, day_change, venue, doubts)
    kept = (slot.title, slot.room, slot.abstract or slot.description, *slot.speakers)
    if any(map(texts.is_changed_by_cleaning, kept)):
        doubts.share("invisible or control characters are left out", slot.line)
    url = texts.address(slot.url)
    if url is None and slot.url.strip():
        doubts.share("not the address of a web page: left out", slot.line)
    return ImportedSession(
        line=slot.line,
        uid=texts.line_of_text(slot.uid),
        title=title,
        date=None if span is None else span.day,
        start=None if span is None else span.start,
        end=None if span is None else span.end,
        last_day=None if span is None else span.last_day,
        kind=texts.line_of_text(slot.kind),
        track=texts.line_of_text(slot.track),
        room=room,
        speakers=speakers,
        summary=_summary(slot),
        url=url,
    )


def names(listed: Iterable[str], line: int, doubts: Doubts) -> tuple[str, ...]:
    """The names of speakers, each once."""
    clean = dict.fromkeys(filter(None, map(texts.line_of_text, listed)))
    if len(clean) > MOST_LISTED:
        doubts.add(f"only the first {MOST_LISTED} speakers are kept", line)
    return tuple(clean)[:MOST_LISTED]


def _summary(slot: Slot) -> str | None:
    main = slot.abstract if slot.abstract.strip() else slot.description
    return texts.paragraphs(f"{slot.subtitle}\n{main}")


def _span(
    slot: Slot, day_change: dt.time | None, venue: ZoneInfo | None, doubts: Doubts
) -> spans.Span | None:
    starts = _start(slot, day_change, venue, doubts)
    if starts is None:
        doubts.share("no day: the session has no date", slot.line)
        return None
    if not isinstance(starts, dt.datetime):
        return spans.Span(starts)
    ends = _end(slot, starts, doubts)
    span = spans.timed(starts, ends, slot.line, doubts)
    if span.last_day is not None:
        doubts.share("lasts for more than a day: has no end", slot.line)
    return span


def _start(
    slot: Slot, day_change: dt.time | None, venue: ZoneInfo | None, doubts: Doubts
) -> dt.date | dt.datetime | None:
    """The start on the clock of the venue, or the day if no time is known.

    `<start>` is that clock. The moment in `<date>` should have the same, but some
    systems write the local time with the offset of UTC, and some write UTC.
    """
    date = day_or_moment(slot.date)
    start = clock(slot.start)
    if (date is None and slot.date.strip()) or (start is None and slot.start.strip()):
        doubts.share("a date or time that is not understood", slot.line)
    if not isinstance(date, dt.datetime):
        return _by_day(slot.day, date, start, day_change)
    wall = date.replace(tzinfo=None)
    local = wall
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
    lasts = duration(slot.duration)
    if lasts is not None:
        return starts + lasts
    ends = clock(slot.end)
    if ends is not None:
        end = dt.datetime.combine(starts.date(), ends)
        return end if end >= starts else end + ONE_DAY
    if slot.duration.strip() or slot.end.strip():
        doubts.share("a duration or end that is not understood: left out", slot.line)
    return None
