"""What `milipol agenda import` reads: ids, a calendar file or an agenda file."""

import datetime as dt
import hashlib
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, get_args
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.agenda import new_picks
from milipol_cli.agenda.new_picks import identity, time_fields
from milipol_cli.errors import BadInput, InvalidData, no_such_file
from milipol_cli.ics.content_lines import UnmatchedComponent
from milipol_cli.ics.events import REMINDER_ID, UID_END
from milipol_cli.ics.foreign import ForeignCalendar, ForeignEvent, When
from milipol_cli.look.words.dates import count
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
    """An event, or a part of it, that was left out, and why.

    `cancelled` is the `uid` that the entry of a cancelled event would have.
    """

    title: str
    why: str
    cancelled: str | None = None


class Incoming(NamedTuple):
    """What a file holds: ids to look up, picks as they are, and what is left out.

    The ids of a calendar file may be of data that is not here. `foreign` are the
    `uid` of the picks that were made of events of other programs.
    """

    ids: Sequence[str] = ()
    picks: Sequence[Pick] = ()
    left_out: Sequence[LeftOut] = ()
    is_calendar: bool = False
    foreign: Collection[str] = ()


def text_from(name: str) -> tuple[str, Path]:
    """The text of a file of someone else, or of stdin for "-", and its name in errors.

    Raises InvalidData if it cannot be read, is over 4 MiB or not UTF-8, and BadInput if
    there is no such file.
    """
    path = Path("stdin" if name == "-" else name)
    try:
        # One byte more, so that a longer text is refused and not cut.
        raw = read_stdin(MAX_BYTES + 1) if name == "-" else bytes_of(path)
    except ValueError as error:
        raise BadInput(f"{name!r}: {error}") from None
    if raw is None:
        raise no_such_file(name)
    return text_in(raw.removeprefix(_BYTE_ORDER_MARK), path), path


def read_stdin(most_bytes: int) -> bytes:
    """The first bytes of stdin; none if it was closed."""
    return b"" if sys.stdin is None else sys.stdin.buffer.read(most_bytes)


def incoming(text: str, path: Path, zone: ZoneInfo, updated: dt.date) -> Incoming:
    """What the text of a file holds; `path` is its name in errors.

    Times without a zone are on the clock that a calendar names, else on that in `zone`.
    Raises InvalidData.
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
        calendar = ForeignCalendar(text.encode(), rules=False)
    except UnmatchedComponent as error:
        raise InvalidData(f"{path}: not a whole calendar: {error}") from None
    events, zone = calendar.events, calendar.zone or zone
    if len(events) > MOST_PICKS:
        raise _too_many(path, f"{len(events)} events")
    ids: list[str] = []
    picks: list[Pick] = []
    left_out: list[LeftOut] = []
    foreign: list[ForeignEvent] = []
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
            cancelled = _uid_of(event, title) if event.is_cancelled else None
            left_out.append(LeftOut(title, str(error), cancelled))
            continue
        if event.repeats:
            left_out.append(LeftOut(title, "all dates after the first"))
        if not _is_uid(key):
            foreign.append(event)
    for task in calendar.tasks:
        title = _one_line(task.text("SUMMARY"))
        left_out.append(LeftOut(title, "it is a task, and only events are taken"))
    left_out += _parts_left_out(foreign)
    uids = {_uid_of(event, _one_line(event.text("SUMMARY"))) for event in foreign}
    return Incoming(ids, picks, left_out, is_calendar=True, foreign=uids)


def _parts_left_out(foreign: Iterable[ForeignEvent]) -> Iterator[LeftOut]:
    """What entries do not have of the events of other programs."""
    alarms = descriptions = 0
    for event in foreign:
        alarms += bool(event.component.inside("VALARM"))
        descriptions += bool(event.text("DESCRIPTION").strip())
    if alarms:
        title = f"the alarms of {count(alarms, 'event')}"
        yield LeftOut(title, "the usual ones apply; see milipol agenda edit --alarm")
    if descriptions:
        title = f"the text of {count(descriptions, 'event')}"
        yield LeftOut(title, "only the title, the time and the place are taken")


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
    lengths = (event.component.first(name) for name in ("DTEND", "DURATION"))
    if event.end is None and any(lengths):
        raise _NoEntry("its end cannot be read")
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
    uid = _uid_of(event, title)
    title = title or "Event"
    return Pick(
        id=f"{OWN}{slug(title)}",
        title=title,
        kind=kind,
        place=_one_line(event.text("LOCATION")) or None,
        uid=uid,
        updated=updated,
        **time,
    )


def _uid_of(event: ForeignEvent, title: str) -> str:
    """The `uid` of an entry, the same whenever the same event is imported."""
    uid = event.text("UID")
    key = uid.removesuffix(UID_END)
    if _is_uid(key):
        return key
    text = uid or f"{title or 'Event'} {event.start}"
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def followed(
    old: Iterable[Pick], held: Incoming, updated: dt.date
) -> tuple[list[Pick], list[str]]:
    """An agenda with its entries as their events are now, and the ids that changed.

    Only events of other programs are followed: those of milipol change on the agenda.
    """
    now: dict[str | None, Pick] = {}
    for pick in held.picks:
        if pick.uid in held.foreign:
            now.setdefault(pick.uid, pick)
    picks = []
    changed = []
    for pick in old:
        new = now.get(pick.uid)
        picks.append(pick if new is None else new_picks.following(pick, new, updated))
        if picks[-1] != pick:
            changed.append(pick.id)
    return picks, changed


def with_ids(left_out: Iterable[LeftOut], picks: Iterable[Pick]) -> Iterator[LeftOut]:
    """What was left out; a cancelled event with its entry, if that is on the agenda."""
    id_by_uid = {pick.uid: pick.id for pick in picks if pick.uid is not None}
    for event in left_out:
        entry = id_by_uid.get(event.cancelled or "")
        if entry is not None:
            why = (
                f"{event.why}, but still on your agenda: milipol agenda remove {entry}"
            )
            event = event._replace(why=why)  # noqa: PLW2901
        yield event


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
