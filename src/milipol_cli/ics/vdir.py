"""A folder with a file for each event, as vdirsyncer and khal keep calendars (vdir)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from milipol_cli.ics import merge
from milipol_cli.ics.components import BrokenCalendar
from milipol_cli.ics.events import (
    UID_END,
    CalendarEvent,
    FileEvent,
    reminded_of,
)
from milipol_cli.ics.lines import unfolded
from milipol_cli.ics.merge import Rules, Update, Updates
from milipol_cli.ics.read import calendar_file, zones_in_use
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


class UnusableFile(Exception):
    """A file of a folder that cannot be updated, and why."""

    def __init__(self, file: str, why: str) -> None:
        super().__init__(why)
        self.file = file


class Item(NamedTuple):
    """A file with an event that milipol wrote, whatever its name."""

    file: str
    raw: bytes


class Vdir(NamedTuple):
    """The events by milipol in a folder, by UID, and the names of all its files."""

    items: dict[str, Item]
    files: frozenset[str]

    @property
    def has_reminders(self) -> bool:
        """Whether any of the events is a reminder."""
        return any(reminded_of(uid) is not None for uid in self.items)


class Files(NamedTuple):
    """The files to write into a folder, by name, and the names of those to remove."""

    written: Iterable[tuple[str, bytes]]
    removed: Sequence[str]


def vdir(contents: Mapping[str, bytes | None]) -> Vdir:
    """What a folder holds; `contents` are by file name, None for what is no file.

    A server may have named files in its own way, so each is known by its UID.
    """
    items: dict[str, Item] = {}
    for file, raw in sorted(contents.items()):
        if raw is None or (uid := _our_uid(raw)) is None:
            continue
        # Of two files with one UID, the one with our name.
        if uid not in items or file == file_name(uid):
            items[uid] = Item(file, raw)
    return Vdir(items, frozenset(contents))


def _our_uid(raw: bytes) -> str | None:
    """The UID of the event in a file if milipol wrote it; None for any other file."""
    uids = _uids(raw)
    if len(uids) > 1:  # alarms may have one, too
        uids = _uids(_ALARM.sub(b"", raw))
    ours = [uid for uid in uids if uid.endswith(UID_END)]
    return ours[0] if len(uids) == len(ours) == 1 else None


def _uids(raw: bytes) -> set[str]:
    return {unfolded(match[1]).decode(errors="replace") for match in _UID.finditer(raw)}


def file_name(uid: str) -> str:
    """The name of a new file for the event with this UID."""
    return f"{_NOT_IN_NAMES.sub('_', uid)}{FILE_END}"


def updated(
    events: Sequence[CalendarEvent], old: Vdir, rules: Rules, *, force: bool
) -> tuple[Updates, Files]:
    """The updates of a folder, as `merge.merge` has those of a file, and its new files.

    Raises UnusableFile for a file with an event of milipol that cannot be read, and for
    one of another program that has the name of a new file; with `force` they are
    replaced.
    """
    known: dict[str, FileEvent] = {}
    zones: dict[str, Mapping[str, bytes]] = {}
    new = {uid_of(event): event for event in events}
    for uid, item in old.items.items():
        try:
            known[uid], zones[uid] = _known(uid, item, new.get(uid))
        except UnusableFile:
            if not force:
                raise
    updates = merge.updated_events(events, known, rules)
    if not force:
        for update in updates:
            file = file_name(update.change.uid)
            if update.change.uid not in old.items and file in old.files:
                raise UnusableFile(file, "not written by milipol")
    gone = [update.change.uid for update in updates if update.event is None]
    files = Files(_written(updates, old, zones), [old.items[uid].file for uid in gone])
    return merge.summed(updates), files


def _known(
    uid: str, item: Item, event: CalendarEvent | None
) -> tuple[FileEvent, Mapping[str, bytes]]:
    """The event of a file, and its zones by name; raises UnusableFile.

    A file with the bytes of a new one is not parsed.
    """
    if event is not None:
        same = merge.as_written(event, event_lines(event))
        if item.raw == _file(same, {}):
            return same, {}
    try:
        calendar = calendar_file(item.raw, by_any_program=True)
    except BrokenCalendar as error:
        raise UnusableFile(item.file, str(error)) from None
    if calendar is None or uid not in calendar.events:
        raise UnusableFile(item.file, "its event cannot be read")
    return calendar.events[uid], calendar.zones


def _written(
    updates: Iterable[Update], old: Vdir, zones: Mapping[str, Mapping[str, bytes]]
) -> Iterator[tuple[str, bytes]]:
    """The files that change, with their names, one at a time."""
    for update in updates:
        event = update.event
        if not update.change.is_written or event is None:
            continue
        item = old.items.get(event.uid)
        file = file_name(event.uid) if item is None else item.file
        kept = zones_in_use(zones.get(event.uid, {}), [event.lines])
        yield file, _file(event, kept)


def _file(event: FileEvent, other_zones: Mapping[str, bytes]) -> bytes:
    span = event.start, event.end
    return b"".join(file_parts(ITEM_HEAD, [span], other_zones, [event.lines]))
