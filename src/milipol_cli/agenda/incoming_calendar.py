"""Reads a calendar to import, in a process of its own (`bounded.py`)."""

import datetime as dt
import hashlib
import re
from typing import Any, get_args
from zoneinfo import ZoneInfo

from milipol_cli.agenda.incoming import (
    LONGEST_ID,
    Incoming,
    LeftOut,
    Request,
    too_many,
)
from milipol_cli.agenda.new_picks import NewTime, own_entry
from milipol_cli.errors import InvalidData
from milipol_cli.escape import escaped_characters
from milipol_cli.ics.events import REMINDER_ID, UID_END, VISITS
from milipol_cli.ics.foreign import ForeignCalendar, ForeignEvent, When
from milipol_cli.ics.read import BrokenCalendar
from milipol_cli.network.as_of import with_name, zone_of
from milipol_cli.network.model.record import converted
from milipol_cli.picks.model import (
    FOLLOW_UP,
    MOST_MINUTES,
    MOST_PICKS,
    OWN,
    OwnKind,
    Pick,
)

# Titles and places of others are cut.
_MOST_LETTERS = 200

_MINUTE = dt.timedelta(minutes=1)
_DAY = dt.timedelta(days=1)


def answer(raw: bytes, request: Any) -> Incoming:
    """What the entries and ids of a calendar are; raises InvalidData."""
    asked = converted(request, Request)
    try:
        calendar = ForeignCalendar(raw)
    except BrokenCalendar as error:
        raise InvalidData(str(error)) from None
    events, updated = calendar.events, asked.updated
    zone = calendar.zone or zone_of(asked.tz)
    if len(events) > MOST_PICKS:
        raise InvalidData(too_many(f"{len(events)} events"))
    ids: list[str] = []
    picks: list[Pick] = []
    left_out: list[LeftOut] = []
    uids: set[str | None] = set()
    for event in events:
        uid = event.text("UID")
        key = uid.removesuffix(UID_END)
        if key != uid and (REMINDER_ID in key or key.startswith(FOLLOW_UP)):
            continue  # what it belongs to is in the file, too, or not for others
        title = _one_line(event.text("SUMMARY"))
        if key != uid and not key.startswith(OWN) and not _is_uid(key):
            key = key[: LONGEST_ID + 1]  # which no id in the data is
            unwanted = _unwanted(event, key, title)
            left_out += unwanted
            ids += [] if unwanted else [key]
            continue
        try:
            pick = _entry(event, title, zone, updated)
        except _NoEntry as error:
            cancelled = _uid_of(event, title) if event.is_cancelled else None
            left_out.append(LeftOut(title, str(error), cancelled))
            continue
        picks.append(pick)
        if event.repeats:
            left_out.append(LeftOut(title, "all dates after the first"))
        if not _is_uid(key):
            uids.add(pick.uid)
    for task in calendar.tasks:
        title = _one_line(task.text("SUMMARY"))
        left_out.append(LeftOut(title, "it is a task, and only events are taken"))
    return Incoming(ids, picks, left_out, is_calendar=True, foreign=frozenset(uids))


def _unwanted(event: ForeignEvent, key: str, title: str) -> list[LeftOut]:
    """Why an event of milipol is left out; nothing if it is taken."""
    if event.is_cancelled:
        return [LeftOut(title, "it is cancelled", key)]
    if key.startswith(VISITS):
        return [LeftOut(title, "visits are passed on with milipol agenda share")]
    return []


def _one_line(text: str) -> str:
    text = " ".join(text.split())
    unseen = dict.fromkeys(map(ord, escaped_characters(text)))
    return " ".join(text.translate(unseen).split())[:_MOST_LETTERS]


def _is_uid(text: str) -> bool:
    return re.fullmatch("[0-9a-f]{16}([0-9a-f]{16})?", text) is not None


class _NoEntry(Exception):
    """Why an event becomes no entry."""


def _times(event: ForeignEvent) -> tuple[When, When]:
    """The start and the end of an event, which are of the same type."""
    start, end = event.start, event.end or event.start
    if event.replaces is not None:
        raise _NoEntry("it replaces one date of a recurring event")
    if event.is_cancelled:
        raise _NoEntry("it is cancelled")
    if event.unknown_zone:
        raise _NoEntry(f"its time zone {_one_line(event.unknown_zone)!r} is not known")
    if start is None or end is None or event.has_unread_end:
        raise _NoEntry("its start or its end cannot be read")
    try:
        if end < start:
            raise _NoEntry("it ends before it starts")
    except TypeError:  # a day and a time, or times with and without a zone
        raise _NoEntry("its start and its end are of different kinds") from None
    return start, end


def _entry(event: ForeignEvent, title: str, zone: ZoneInfo, updated: dt.date) -> Pick:
    """The own entry that an event becomes; raises _NoEntry."""
    start, end = _times(event)
    kind: OwnKind = "meeting"
    for name in get_args(OwnKind):
        if name.capitalize() in event.categories:
            kind = name
    minutes = until = None
    if isinstance(start, dt.datetime) and isinstance(end, dt.datetime):
        clock = start.tzinfo
        if not isinstance(clock, ZoneInfo) or clock.key in (None, "UTC"):
            clock = with_name(zone)
        if start.tzinfo is None:
            start, end = start.replace(tzinfo=clock), end.replace(tzinfo=clock)
        minutes = (end.astimezone(dt.UTC) - start.astimezone(dt.UTC)) // _MINUTE
        if minutes > MOST_MINUTES:
            raise _NoEntry(f"it is over {MOST_MINUTES // 1440} days long")
        if minutes == 0:
            kind = "deadline"
        zone = clock
    else:
        until = max(start, end - _DAY)
    return own_entry(
        title or "Event",
        NewTime(start, zone, until, minutes or None),
        kind,
        place=_one_line(event.text("LOCATION")) or None,
        uid=_uid_of(event, title),
        updated=updated,
    )


def _uid_of(event: ForeignEvent, title: str) -> str:
    """The `uid` of an entry, the same whenever the same event is imported."""
    uid = event.text("UID")
    key = uid.removesuffix(UID_END)
    if _is_uid(key):
        return key
    text = uid or f"{title or 'Event'} {event.start}"
    return hashlib.sha256(text.encode()).hexdigest()[:32]
