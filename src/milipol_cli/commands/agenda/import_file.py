"""What `milipol agenda import` reads: ids, a calendar file or an agenda file."""

import codecs
import contextlib
import datetime as dt
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, get_args
from zoneinfo import ZoneInfo

from milipol_cli.base import bounded
from milipol_cli.base.errors import InvalidData
from milipol_cli.base.escape import escaped_characters
from milipol_cli.commands.agenda.new_picks import own_entry
from milipol_cli.commands.agenda.pick_times import NewTime
from milipol_cli.ics.events import REMINDER_ID, UID_END, VISITS
from milipol_cli.network.as_of import with_name, zone_of
from milipol_cli.network.load import MAX_BYTES
from milipol_cli.network.load.reading import text_in
from milipol_cli.network.model.dates import ONE_DAY
from milipol_cli.network.model.picks import (
    FOLLOW_UP,
    LONGEST_ID,
    MOST_MINUTES,
    MOST_PICKS,
    OWN,
    OwnKind,
    Pick,
)
from milipol_cli.network.model.record import convert
from milipol_cli.picks.read import agenda_of_others

if TYPE_CHECKING:
    from milipol_cli.ics.events import When
    from milipol_cli.ics.foreign_calendar import ForeignEvent

_TOO_MANY = f"at most {MOST_PICKS} picks fit on an agenda"

# Titles and places of others are cut.
_MOST_LETTERS = 200

LATER_VERSION = "this milipol has no such field; a later version may"


class LeftOut(NamedTuple):
    """An event, or a part of it, that was left out, and why.

    `cancelled` is the key that the pick of a cancelled event would have.
    """

    title: str
    why: str
    cancelled: str | None = None


class ImportedFile(NamedTuple):
    """What a file holds: ids to look up, picks as they are, and what is left out.

    The ids of a calendar file may be of data that is not here. `foreign` are the
    `uid` of the picks that were made of events of other programs.
    """

    ids: Sequence[str] = ()
    picks: Sequence[Pick] = ()
    left_out: Sequence[LeftOut] = ()
    is_calendar: bool = False
    foreign: frozenset[str | None] = frozenset()


def text_from(name: str) -> tuple[str, Path]:
    """The text of someone else's file, or of stdin for "-", and its name in errors."""
    path = Path("stdin" if name == "-" else name)
    if name != "-":
        raw = bounded.content(name)
    else:  # it may be closed; one byte more, so that a longer text is refused
        raw = b"" if sys.stdin is None else sys.stdin.buffer.read(MAX_BYTES + 1)
    return text_in(raw.removeprefix(codecs.BOM_UTF8), path), path


def contents_of_file(
    text: str, path: Path, tz: str | None, updated: dt.date
) -> ImportedFile:
    """What the text of a file holds; `path` is its name in errors.

    Times of a calendar that names no zone are in `tz`, else in the zone of the system.
    """
    if re.match(r"\s*BEGIN:VCALENDAR\b", text, re.IGNORECASE):
        contents = bounded.answer(__name__, str(path), text.encode(), (tz, updated))
        return convert(contents, ImportedFile)
    if re.search(r"^[ \t]*(?:\[|\w+[ \t]*=)", text, re.MULTILINE):
        agenda, unknown = agenda_of_others(text, path)
        left_out = [LeftOut(key, LATER_VERSION) for key in unknown]
        return ImportedFile(picks=agenda.pick, left_out=left_out)
    ids: list[str] = []
    left_out = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.partition("#")[0].split()
        if len(words) > 1:
            why = "more than one word, so it is no id"
            left_out.append(LeftOut(f"line {number}", why))
        elif any(len(word) > LONGEST_ID for word in words):
            why = f"line {number} has over {LONGEST_ID} characters"
            raise InvalidData(f"{path}: {why}; expected ids, one a line")
        else:
            ids += words
    ids = [*dict.fromkeys(ids)]
    if (number := len(ids) + len(left_out)) > MOST_PICKS:
        raise InvalidData(f"{path}: {number} lines; {_TOO_MANY}")
    return ImportedFile(ids=ids, left_out=left_out)


def answer(raw: bytes, request: Any) -> ImportedFile:
    """What a calendar holds, in a process of its own; raises InvalidData."""
    # Other files need no reader of calendars.
    from milipol_cli.ics.foreign_calendar import ForeignCalendar  # noqa: PLC0415
    from milipol_cli.ics.read import BrokenCalendar  # noqa: PLC0415

    tz, updated = convert(request, tuple[str | None, dt.date])
    try:
        calendar = ForeignCalendar(raw)
    except BrokenCalendar as error:
        raise InvalidData(str(error)) from None
    events, zone = calendar.events, calendar.zone or zone_of(tz)
    if len(events) > MOST_PICKS:
        raise InvalidData(f"{len(events)} events; {_TOO_MANY}")
    ids: list[str] = []
    picks: list[Pick] = []
    left_out: list[LeftOut] = []
    foreign: set[str | None] = set()
    for event in events:
        uid = event.text("UID")
        key = uid.removesuffix(UID_END)
        if key != uid and (REMINDER_ID in key or key.startswith(FOLLOW_UP)):
            continue  # what it belongs to is in the file, too, or not for others
        title = _one_line(event.text("SUMMARY")) or "Event"
        is_id = key != uid and not key.startswith((OWN, VISITS)) and not _is_uid(key)
        if event.is_cancelled and event.replaces is None:
            of_pick = key if is_id else _uid_of(event, title)
            left_out.append(LeftOut(title, "it is cancelled", of_pick))
            continue
        if is_id:
            ids.append(key[: LONGEST_ID + 1])  # no id in the data is longer
            continue
        try:
            picks.append(_entry(event, title, zone, updated))
        except _NoEntry as error:
            left_out.append(LeftOut(title, str(error)))
            continue
        if event.repeats:
            left_out.append(LeftOut(title, "all dates after the first"))
        if key == uid or not _is_uid(key):
            foreign.add(picks[-1].uid)
    why = "it is a task, and only events are taken"
    titles = (_one_line(task.text("SUMMARY")) or "Task" for task in calendar.tasks)
    left_out += [LeftOut(title, why) for title in titles]
    return ImportedFile(
        ids, picks, left_out, is_calendar=True, foreign=frozenset(foreign)
    )


def _one_line(text: str) -> str:
    text = " ".join(text.split())
    unseen = dict.fromkeys(map(ord, escaped_characters(text)))
    return " ".join(text.translate(unseen).split())[:_MOST_LETTERS]


def _is_uid(text: str) -> bool:
    return re.fullmatch("[0-9a-f]{16}([0-9a-f]{16})?", text) is not None


class _NoEntry(Exception):
    """Why an event becomes no entry."""


def _times(event: "ForeignEvent") -> "tuple[When, When]":
    """The start and the end of an event, which are of the same type."""
    start, end = event.start, event.end or event.start
    if event.text("UID").startswith(VISITS):
        raise _NoEntry("visits are passed on with milipol agenda share")
    if event.replaces is not None:
        raise _NoEntry("it replaces one date of a recurring event")
    if event.unknown_zone:
        raise _NoEntry(f"its time zone {_one_line(event.unknown_zone)!r} is not known")
    if start is not None and end is not None and not event.has_unread_end:
        # A day and a time, or times with and without a zone, cannot be compared.
        with contextlib.suppress(TypeError):
            if start <= end:
                return start, end
    raise _NoEntry("its start or its end is missing or wrong")


def _entry(event: "ForeignEvent", title: str, zone: ZoneInfo, updated: dt.date) -> Pick:
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
        span = end.astimezone(dt.UTC) - start.astimezone(dt.UTC)
        minutes = span // dt.timedelta(minutes=1)
        if minutes > MOST_MINUTES:
            raise _NoEntry(f"it is over {MOST_MINUTES // 1440} days long")
        if minutes == 0:
            kind = "deadline"
        zone = clock
    else:
        until = max(start, end - ONE_DAY)
    return own_entry(
        title,
        NewTime(start, zone, until, minutes or None),
        kind,
        place=_one_line(event.text("LOCATION")) or None,
        uid=_uid_of(event, title),
        updated=updated,
    )


def _uid_of(event: "ForeignEvent", title: str) -> str:
    """The `uid` of an entry, the same whenever the same event is imported."""
    uid = event.text("UID")
    key = uid.removesuffix(UID_END)
    if _is_uid(key):
        return key
    import hashlib  # noqa: PLC0415  loads OpenSSL

    text = uid or f"{title} {event.start}"
    return hashlib.sha256(text.encode()).hexdigest()[:32]
