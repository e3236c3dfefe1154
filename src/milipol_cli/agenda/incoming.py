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
from milipol_cli.ics.events import REMINDER_ID, UID_END
from milipol_cli.ics.foreign import ForeignEvent, LeftOut, count_events, events_in
from milipol_cli.network.as_of import with_name
from milipol_cli.network.load import MAX_BYTES
from milipol_cli.network.load.reading import bytes_of, text_in
from milipol_cli.network.model.dates import FIRST_YEAR, LAST_YEAR, is_far
from milipol_cli.network.slugs import slug
from milipol_cli.picks.file import picks_in
from milipol_cli.picks.model import MOST_MINUTES, MOST_PICKS, OWN, OwnKind, Pick

# No id is longer; see `WholeId`.
_LONGEST_ID = 150

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

_MINUTE = dt.timedelta(minutes=1)
_DAY = dt.timedelta(days=1)


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
        return Incoming(picks=picks_in(text, path))
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
    number = count_events(text)
    if number > MOST_PICKS:
        raise _too_many(path, f"{number} events")
    ids: list[str] = []
    picks: list[Pick] = []
    left_out: list[LeftOut] = []
    for event in events_in(text):
        if isinstance(event, LeftOut):
            left_out.append(event)
            continue
        key = event.uid.removesuffix(UID_END)
        if key != event.uid and REMINDER_ID in key:
            continue  # the event itself is in the file, too
        if key != event.uid and not key.startswith(OWN) and not _is_uid(key):
            ids.append(key[: _LONGEST_ID + 1])  # which no id in the data is
            continue
        entry = _entry(event, zone, updated)
        if isinstance(entry, LeftOut):
            left_out.append(entry)
            continue
        picks.append(entry)
        if event.recurs:
            why = "it recurs, and only its first date is taken"
            left_out.append(LeftOut(event.title, why))
    return Incoming(ids, picks, left_out, is_calendar=True)


def _is_uid(text: str) -> bool:
    return re.fullmatch("[0-9a-f]{16}([0-9a-f]{16})?", text) is not None


def _entry(event: ForeignEvent, zone: ZoneInfo, updated: dt.date) -> Pick | LeftOut:
    """The own entry that an event becomes."""
    start, end = event.start, event.end
    if is_far(start.year) or is_far(end.year):
        return LeftOut(event.title, f"its year is not from {FIRST_YEAR} to {LAST_YEAR}")
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
        minutes = -(-(end.astimezone(dt.UTC) - start.astimezone(dt.UTC)) // _MINUTE)
        if minutes > MOST_MINUTES:
            return LeftOut(event.title, f"it is over {MOST_MINUTES // 1440} days long")
        if minutes == 0:
            kind = "deadline"
        time = time_fields(start, clock, kind=kind, minutes=minutes or None)
    else:
        time = time_fields(start, None, kind=kind, until=max(start, end - _DAY))
    title = event.title or "Event"
    key = event.uid.removesuffix(UID_END)
    if not _is_uid(key):
        # The same event has the same `uid` whenever it is imported.
        text = event.uid or f"{title} {start}"
        key = hashlib.sha256(text.encode()).hexdigest()[:32]
    return Pick(
        id=f"{OWN}{slug(title)}",
        title=title,
        kind=kind,
        place=event.place or None,
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
