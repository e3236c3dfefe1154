"""What `milipol agenda import` reads: ids, a calendar file or an agenda file."""

import datetime as dt
import hashlib
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, get_args
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.agenda import new_picks
from milipol_cli.agenda.new_picks import identity, time_fields
from milipol_cli.errors import BadInput, InvalidData
from milipol_cli.ics.content_lines import UnmatchedComponent
from milipol_cli.ics.events import REMINDER_ID, UID_END
from milipol_cli.ics.foreign import ForeignCalendar, ForeignEvent, When
from milipol_cli.network.as_of import with_name
from milipol_cli.network.load import MAX_BYTES
from milipol_cli.network.load.reading import bytes_of, text_in
from milipol_cli.network.slugs import slug
from milipol_cli.picks.file import agenda_in
from milipol_cli.picks.model import MOST_MINUTES, MOST_PICKS, OWN, OwnKind, Pick

# No id is longer; see `WholeId`.
_LONGEST_ID = 150

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

# Titles and places of others are cut.
_MOST_LETTERS = 200

_MINUTE = dt.timedelta(minutes=1)
_DAY = dt.timedelta(days=1)


class LeftOut(NamedTuple):
    """An event, or some dates of it, that were left out, and why."""

    title: str
    why: str


class Incoming(NamedTuple):
    """What a file holds: ids to look up, picks as they are, and what is left out.

    The ids of a calendar file may be of data that is not here.
    """

    ids: Sequence[str] = ()
    picks: Sequence[Pick] = ()
    left_out: Sequence[LeftOut] = ()
    is_calendar: bool = False


def text_from(name: str) -> tuple[str, Path]:
    """The text of a file of someone else, or of stdin for "-", and its name in errors.

    Raises InvalidData if it cannot be read, is over 4 MiB or not UTF-8, and BadInput
    for a name that no file can have.
    """
    path = Path("stdin" if name == "-" else name)
    try:
        # One byte more, so that a longer text is refused and not cut.
        raw = read_stdin(MAX_BYTES + 1) if name == "-" else bytes_of(path)
    except ValueError as error:
        raise BadInput(f"{name!r}: {error}") from None
    if raw is None:
        raise InvalidData(f"{path}: no such file")
    return text_in(raw.removeprefix(_BYTE_ORDER_MARK), path), path


def read_stdin(most_bytes: int) -> bytes:
    """The first bytes of stdin; none if it was closed."""
    return b"" if sys.stdin is None else sys.stdin.buffer.read(most_bytes)


def incoming(text: str, path: Path, zone: ZoneInfo, updated: dt.date) -> Incoming:
    """What the text of a file holds; `path` is its name in errors.

    Times without a zone are on the clock in `zone`. Raises InvalidData.
    """
    if re.match(r"\s*BEGIN:VCALENDAR\b", text, re.IGNORECASE):
        return _of_calendar(text, path, zone, updated)
    if re.search(r"^[ \t]*(?:\[|\w+[ \t]*=)", text, re.MULTILINE):
        return Incoming(picks=agenda_in(text, path).pick)
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    ids = tuple(dict.fromkeys(filter(None, lines)))
    if len(ids) > MOST_PICKS:
        raise _too_many(path, f"{len(ids)} lines")
    if any(len(name) > _LONGEST_ID for name in ids):
        raise InvalidData(
            f"{path}: a line has over {_LONGEST_ID} characters; expected ids, one a"
            " line"
        )
    return Incoming(ids=ids)


def _too_many(path: Path, what: str) -> InvalidData:
    return InvalidData(f"{path}: {what}; at most {MOST_PICKS} picks fit on an agenda")


def _of_calendar(text: str, path: Path, zone: ZoneInfo, updated: dt.date) -> Incoming:
    try:
        events = ForeignCalendar(text.encode()).events
    except UnmatchedComponent as error:
        raise InvalidData(f"{path}: not a whole calendar: {error}") from None
    if len(events) > MOST_PICKS:
        raise _too_many(path, f"{len(events)} events")
    ids: list[str] = []
    picks: list[Pick] = []
    left_out: list[LeftOut] = []
    for event in events:
        uid = event.text("UID")
        key = uid.removesuffix(UID_END)
        if key != uid and REMINDER_ID in key:
            continue  # the event itself is in the file, too
        title = _one_line(event.text("SUMMARY"))
        if key != uid and not key.startswith(OWN) and not _is_uid(key):
            ids.append(key[: _LONGEST_ID + 1])  # which no id in the data is
            continue
        try:
            picks.append(_entry(event, title, zone, updated))
        except _NoEntry as error:
            left_out.append(LeftOut(title, str(error)))
            continue
        if event.repeats:
            why = "it recurs, and only its first date is taken"
            left_out.append(LeftOut(title, why))
    return Incoming(ids, picks, left_out, is_calendar=True)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:_MOST_LETTERS]


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
    if start is None or end is None:
        raise _NoEntry("its start cannot be read")
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
        time = time_fields(start, clock, kind=kind, minutes=minutes or None)
    else:
        time = time_fields(start, None, kind=kind, until=max(start, end - _DAY))
    title = title or "Event"
    uid = event.text("UID")
    key = uid.removesuffix(UID_END)
    if not _is_uid(key):
        # The same event has the same `uid` whenever it is imported.
        text = uid or f"{title} {start}"
        key = hashlib.sha256(text.encode()).hexdigest()[:32]
    return Pick(
        id=f"{OWN}{slug(title)}",
        title=title,
        kind=kind,
        place=_one_line(event.text("LOCATION")) or None,
        uid=key,
        updated=updated,
        **time,
    )


def without_known(
    old: Iterable[Pick], picks: Iterable[Pick]
) -> tuple[list[Pick], list[str]]:
    """The picks that are not on an agenda yet, each once, and the ids of the others.

    Own entries are the same if they have the same `uid`, or the same title and time.
    """
    id_by_key = {key: pick.id for pick in old for key in _keys(pick)}
    new = []
    known = []
    for pick in picks:
        same = [id_by_key[key] for key in _keys(pick) if key in id_by_key]
        if same:
            known.append(same[0])
            continue
        id_by_key |= dict.fromkeys(_keys(pick), pick.id)
        if pick.is_entry and pick.uid is None:
            pick = msgspec.structs.replace(pick, uid=new_picks.new_uid())  # noqa: PLW2901
        new.append(pick)
    return new, known


def _keys(pick: Pick) -> list[object]:
    """What no two picks of an agenda share."""
    keys: list[object] = [] if pick.uid is None else [pick.uid]
    return [*keys, identity(pick) if pick.is_own else pick.id]
