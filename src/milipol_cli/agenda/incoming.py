"""What `milipol agenda import` reads: ids, a calendar file or an agenda file."""

import datetime as dt
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from milipol_cli import bounded
from milipol_cli.agenda import new_picks
from milipol_cli.agenda.new_picks import identity
from milipol_cli.errors import InvalidData
from milipol_cli.network.load import MAX_BYTES
from milipol_cli.network.load.reading import text_in
from milipol_cli.network.model.record import Record, converted
from milipol_cli.picks.model import MOST_PICKS, Pick, agenda_of_others

# Reads calendars, in a process of its own.
_READER = "milipol_cli.agenda.incoming_calendar"

# No id is longer; see `WholeId`.
LONGEST_ID = 150

LATER_VERSION = "this milipol does not know it; a later version may"

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class LeftOut(NamedTuple):
    """An event, or a part of it, that was left out, and why.

    `cancelled` is the key that the pick of a cancelled event would have.
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
    foreign: frozenset[str | None] = frozenset()


class Request(Record, frozen=True, kw_only=True):
    """How a calendar is read: times without a zone are in `tz` unless it names one.

    Without `tz`, that is the zone of the system. `updated` is for the new entries.
    """

    tz: str | None
    updated: dt.date


def text_from(name: str) -> tuple[str, Path]:
    """The text of a file of someone else, or of stdin for "-", and its name in errors.

    Raises InvalidData if it is over 4 MiB or not UTF-8, and BadInput if it cannot be
    read.
    """
    path = Path("stdin" if name == "-" else name)
    # One byte more, so that a longer text is refused and not cut.
    raw = read_stdin(MAX_BYTES + 1) if name == "-" else bounded.content(name)
    return text_in(raw.removeprefix(_BYTE_ORDER_MARK), path), path


def read_stdin(most_bytes: int) -> bytes:
    """The first bytes of stdin; none if it was closed."""
    return b"" if sys.stdin is None else sys.stdin.buffer.read(most_bytes)


def incoming(text: str, path: Path, request: Request) -> Incoming:
    """What the text of a file holds; `path` is its name in errors.

    Raises InvalidData.
    """
    if re.match(r"\s*BEGIN:VCALENDAR\b", text, re.IGNORECASE):
        answer = bounded.answer(_READER, str(path), text.encode(), request)
        return converted(answer, Incoming)
    if re.search(r"^[ \t]*(?:\[|\w+[ \t]*=)", text, re.MULTILINE):
        agenda, unknown = agenda_of_others(text, path)
        left_out = [LeftOut(key, LATER_VERSION) for key in unknown]
        return Incoming(picks=agenda.pick, left_out=left_out)
    lines = [line.partition("#")[0].strip() for line in text.splitlines()]
    prose = [
        LeftOut(f"line {number}", "more than one word, so it is no id")
        for number, line in enumerate(lines, 1)
        if " " in line
    ]
    ids = tuple(dict.fromkeys(line for line in lines if line and " " not in line))
    if len(ids) + len(prose) > MOST_PICKS:
        raise InvalidData(f"{path}: {too_many(f'{len(ids) + len(prose)} lines')}")
    if any(len(name) > LONGEST_ID for name in ids):
        raise InvalidData(
            f"{path}: a line has over {LONGEST_ID} characters; expected ids, one a line"
        )
    return Incoming(ids=ids, left_out=prose)


def too_many(size: str) -> str:
    """Why a file is refused that holds more than an agenda may have."""
    return f"{size}; at most {MOST_PICKS} picks fit on an agenda"


def followed(
    old: Iterable[Pick], held: Incoming, updated: dt.date
) -> tuple[list[Pick], list[str]]:
    """An agenda with its entries as their events are now, and the ids that changed.

    Only events of other programs are followed: those of milipol change on the agenda.
    """
    # Of events that share a UID, the first one counts.
    now: dict[str | None, Pick] = {
        pick.uid: pick for pick in reversed(held.picks) if pick.uid in held.foreign
    }
    picks = []
    changed = []
    for pick in old:
        new = now.get(pick.uid)
        picks.append(pick if new is None else new_picks.following(pick, new, updated))
        if picks[-1] != pick:
            changed.append(pick.id)
    return picks, changed


def with_ids(left_out: Iterable[LeftOut], picks: Iterable[Pick]) -> Iterator[LeftOut]:
    """What was left out; a cancelled event with its pick, if that is on the agenda."""
    id_by_key = {pick.key: pick.id for pick in picks}
    for event in left_out:
        entry = id_by_key.get(event.cancelled or "")
        if entry is None:
            yield event
        else:
            still = f"but still on your agenda: milipol agenda remove {entry}"
            yield event._replace(why=f"{event.why}, {still}")


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
