"""A folder with a file for each event, as vdirsyncer and khal keep calendars (vdir)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from milipol_cli.ics import merge
from milipol_cli.ics.events import UID_END, CalendarEvent, Change, FileEvent
from milipol_cli.ics.merge import Rules
from milipol_cli.ics.read import BrokenCalendar, calendar_file, unfolded, zones_in_use
from milipol_cli.ics.write import ITEM_HEAD, NAME, event_lines, file_parts, uid_of

# How the names of files with an event end; programs pass over all others.
FILE_END = ".ics"

# What a new folder has besides: how programs call the calendar, and draw it.
METADATA = (("displayname", NAME.encode()), ("color", b"#1F4E79"))

_UID = re.compile(
    rb"^UID(?:;[^:\r\n]*)?:([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)",
    re.MULTILINE | re.IGNORECASE,
)
_ALARM = re.compile(rb"^BEGIN:VALARM\b.*?^END:VALARM\b", re.MULTILINE | re.DOTALL)

# What a file name may have of a UID; the slash in the id of a session is replaced.
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_.+@-]")


def items_in(contents: Mapping[str, bytes | None]) -> dict[str, tuple[str, bytes]]:
    """By UID the file with each event that milipol wrote: its name and its bytes.

    `contents` are by file name, None for what is no file. A server may have named files
    in its own way, so each is known by its UID.
    """
    items: dict[str, tuple[str, bytes]] = {}
    for file, raw in sorted(contents.items()):
        if raw is None or (uid := _our_uid(raw)) is None:
            continue
        # Of two files with one UID, the one with our name.
        if uid not in items or file == file_name(uid):
            items[uid] = file, raw
    return items


def _our_uid(raw: bytes) -> str | None:
    """The UID of the event in a file if milipol wrote it; None for any other file."""
    event = _ALARM.sub(b"", raw)  # alarms may have one, too
    uids = {unfolded(match[1]) for match in _UID.finditer(event)}
    uid = uids.pop().decode(errors="replace") if len(uids) == 1 else ""
    return uid if uid.endswith(UID_END) else None


def file_name(uid: str) -> str:
    """The name of a new file for the event with this UID."""
    return f"{_NOT_IN_NAMES.sub('_', uid)}{FILE_END}"


def updated(
    events: Sequence[CalendarEvent],
    contents: Mapping[str, bytes | None],
    items: Mapping[str, tuple[str, bytes]],
    rules: Rules,
    *,
    force: bool,
) -> tuple[list[Change], Iterator[tuple[str, bytes]]]:
    """What an update does to each event of a folder, and the files that change.

    Raises BrokenCalendar for a file with an event of milipol that cannot be read, and
    for one of another program that has the name of a new file; with `force` they are
    replaced.
    """
    known: dict[str, FileEvent] = {}
    zones: dict[str, Mapping[str, bytes]] = {}
    new = {uid_of(event): event for event in events}
    for uid, (file, raw) in items.items():
        try:
            known[uid], zones[uid] = _known(uid, raw, new.get(uid))
        except BrokenCalendar as error:
            if not force:
                raise BrokenCalendar(f"{file}: {error}") from None
    changes = merge.changes_of(events, known, rules)
    for change in changes:
        file = file_name(change.uid)
        if change.uid not in items and file in contents and not force:
            raise BrokenCalendar(f"{file}: not written by milipol")
    return changes, _written(changes, items, zones)


def _known(
    uid: str, raw: bytes, event: CalendarEvent | None
) -> tuple[FileEvent, Mapping[str, bytes]]:
    """The event of a file, and its zones by name; raises BrokenCalendar.

    A file with the bytes of a new one is not parsed.
    """
    if event is not None:
        same = merge.as_written(event, event_lines(event))
        if raw == _file(same, {}):
            return same, {}
    calendar = calendar_file(raw, by_any_program=True)
    if uid not in calendar.events:
        raise BrokenCalendar("an event in it cannot be read")
    return calendar.events[uid], calendar.zones


def _written(
    changes: Iterable[Change],
    items: Mapping[str, tuple[str, bytes]],
    zones: Mapping[str, Mapping[str, bytes]],
) -> Iterator[tuple[str, bytes]]:
    """The files that change, with their names, one at a time."""
    for change in changes:
        if change.is_written and change.after is not None:
            file, _ = items.get(change.uid, (file_name(change.uid), b""))
            kept = zones_in_use(zones.get(change.uid, {}), [change.after.lines])
            yield file, _file(change.after, kept)


def _file(event: FileEvent, other_zones: Mapping[str, bytes]) -> bytes:
    span = event.start, event.end
    return b"".join(file_parts(ITEM_HEAD, [span], other_zones, [event.lines]))
