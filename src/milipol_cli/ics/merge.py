"""Updates of calendar files: what happens to each event, and to its lines.

What milipol never writes keeps its own lines. A calendar is a file, or a folder with a
file for each event, as vdirsyncer and khal keep them (vdir).
"""

import datetime as dt
import re
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from milipol_cli.ics.events import (
    MARK,
    MOST_CHANGES,
    UID_END,
    CalendarEvent,
    ChangeKind,
    EventChange,
    FileEvent,
    Mark,
    When,
    place_in_file,
    reminded_of,
)
from milipol_cli.ics.read import (
    BrokenCalendar,
    CalendarFile,
    calendar_file,
    parse_component,
    unfold,
    zones_in_use,
)
from milipol_cli.ics.write import (
    HEAD,
    ITEM_HEAD,
    NAME,
    clean_text,
    event_lines,
    file_parts,
    fold_line,
    uid_of,
)
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.occasions import utc

# The texts of an event, which an update takes from the data, and all that it takes.
_TEXTS = (*("SUMMARY", "DESCRIPTION", "LOCATION", "GEO", "URL", "STATUS", "TRANSP"),)
_OURS = frozenset(
    (
        *("UID", "SEQUENCE", MARK, "DTSTAMP", "LAST-MODIFIED", "CATEGORIES", *_TEXTS),
        *("DTSTART", "DTEND", "DURATION"),  # which others write instead of DTEND
    )
)

NEW_FILE = CalendarFile(HEAD, {}, {}, ())

_BEGIN, _END = b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n"

# A line with the folded lines that continue it.
_LINE = re.compile(rb"[^\n]*\n(?:[ \t][^\n]*\n)*")
# A difference in such a property alone is not a change that calendars have to follow.
_UNNUMBERED = frozenset(("SEQUENCE", MARK))

# How the names of files with an event end; programs pass over all others.
FILE_END = ".ics"

# What a new folder has besides: how programs call the calendar, and draw it.
METADATA = (("displayname", NAME.encode()), ("color", b"#1F4E79"))

_UID = re.compile(
    rb"^UID(?:;[^:\r\n]*)?:([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)", re.MULTILINE | re.IGNORECASE
)
_ALARM = re.compile(rb"^BEGIN:VALARM\b.*?^END:VALARM\b", re.MULTILINE | re.DOTALL)

# What a file name may have of a UID; the slash in the id of a session is replaced.
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_.+@-]")


class Rules(NamedTuple):
    """The rules for events of a file that an update does not have.

    Such events stay, except that `prune` removes the past and the cancelled ones, and
    that an event is cancelled if it was written for a pick whose key is not `picked`,
    or if its id is `dropped`. Events of other programs always stay.
    """

    as_of: AsOf
    prune: bool = False
    picked: Collection[str] | None = None
    dropped: Collection[str] = ()


def merge(
    events: Iterable[CalendarEvent], old: CalendarFile, rules: Rules
) -> tuple[list[EventChange], Iterable[bytes]]:
    """The change that an update makes to each event, and the updated file in parts.

    An event of the reader's own is numbered by its changes. Any other event stays as it
    is if the file has it with a higher SEQUENCE.
    """
    changes = _changes_of(events, old.events, rules)
    placed = [change.after for change in changes if change.after]
    placed.sort(key=lambda event: place_in_file(event.start, event.id))
    lines = [*old.others, *(event.lines for event in placed)]
    spans = [(event.start, event.end) for event in placed]
    return changes, file_parts(old.head, spans, zones_in_use(old.zones, lines), lines)


def _changes_of(
    events: Iterable[CalendarEvent], old: Mapping[str, FileEvent], rules: Rules
) -> list[EventChange]:
    """The change of each event: first of those to write, then of others in the file."""
    new = {uid_of(event): event for event in events}
    changes = [_change_of(uid, event, old.get(uid), rules.as_of) for uid, event in new.items()]
    others = [event for uid, event in old.items() if uid not in new]
    return changes + [_change_of_other(event, new, rules) for event in others]


def _change_of_other(before: FileEvent, updated_uids: Container[str], rules: Rules) -> EventChange:
    """The change of an event of the file that the update does not have."""
    uid = before.uid
    is_ours = uid.endswith(UID_END)
    is_done = before.cancelled or _is_past(before.end, rules.as_of)
    # The reminders of an updated event are replaced by its new ones.
    if reminded_of(uid) in updated_uids or (rules.prune and is_ours and is_done):
        return EventChange("pruned", uid, event=None, before=before, after=None)
    if mark := _mark_of_removed(before, rules):
        after = _cancel(before, mark, rules.as_of)
        return EventChange("cancelled", uid, event=None, before=before, after=after)
    return EventChange("kept", uid, event=None, before=before, after=before)


def _change_of(
    uid: str, event: CalendarEvent, before: FileEvent | None, as_of: AsOf
) -> EventChange:
    """The change of an event of the update: any kind but kept and pruned.

    If the file has a newer number, it is from newer data, and stays.
    """
    if before is None:
        after = _event_as_written(event)
        return EventChange("added", uid, event, before=None, after=after)
    marked, is_behind = _with_mark_and_number(event, before, as_of)
    names = _changed_names(marked, before, is_behind=is_behind)
    if not names or is_behind:
        kind: ChangeKind = "newer" if names else "same"
        return EventChange(kind, uid, marked, before, after=before, properties=names)
    new = _with_categories(_with_raised_number(marked, before, names, as_of), before)
    kind = "moved" if "DTSTART" in names or "DTEND" in names else "changed"
    if new.status == "CANCELLED" and not before.cancelled:
        kind = "cancelled"
    after = _event_as_written(new)._replace(lines=_rewrite_lines(new, before))
    return EventChange(kind, uid, new, before, after, names)


def _changed_names(event: CalendarEvent, before: FileEvent, *, is_behind: bool) -> tuple[str, ...]:
    """The names of the properties that an update changes; empty if it changes nothing.

    The number or the mark counts only if it is the only change.
    """
    # Most events have the same lines, and comparing values is slow.
    is_same = event_lines(event) == before.lines
    names = () if is_same else _differing_names(event, before)
    if names:
        return names
    if event.sequence > before.sequence:
        return ("SEQUENCE",)
    return () if is_behind or event.mark == before.mark else (MARK,)


def _with_raised_number(
    event: CalendarEvent, before: FileEvent, names: Collection[str], as_of: AsOf
) -> CalendarEvent:
    """An event that changed, with a higher number and the day on which it changed.

    Only changes of the reader's own events, and of notes or visits that the reader adds
    to a pick of the data, are numbered here: the data numbers its own changes. An alarm
    that goes because the event is over does not count.
    """
    changed = {*names} - _UNNUMBERED
    if not event.alarms:
        changed.discard("VALARM")
    mark = event.mark
    is_picked = mark is not None and mark.state == "PICKED"
    # If the data raised the number, its change and the reader's are one.
    is_counted = event.is_own or (is_picked and event.sequence <= before.sequence)
    if not changed or not is_counted:
        return event
    number = min(max(event.sequence, before.sequence + 1), MOST_CHANGES)
    if mark is not None and not event.is_own:
        mark = mark._replace(raised=mark.raised + number - event.sequence)
    return msgspec.structs.replace(event, sequence=number, modified=as_of.reader_day, mark=mark)


def _with_categories(event: CalendarEvent, before: FileEvent) -> CalendarEvent:
    """The event with its categories and those that somebody added in the file."""
    in_file = parse_component(_split_lines(before.lines)._replace(exceptions=b"").as_event)
    added = _added_categories(event, _categories(in_file))
    return msgspec.structs.replace(event, categories=(*event.categories, *added))


def _added_categories(event: CalendarEvent, in_file: Sequence[str]) -> list[str]:
    """The categories in a file that milipol did not write, in their order.

    Ours come first in the file. If a program has sorted them, names decide.
    """
    ours = [clean_text(category) for category in event.categories]
    others = in_file[len(ours) :] if [*in_file[:1]] == ours[:1] else in_file
    return [name for name in dict.fromkeys(others) if name not in ours]


def _categories(event: Any) -> list[str]:
    """The categories of a parsed event, which may be in one line or in several."""
    value = event.get("CATEGORIES") or []
    parts = value if isinstance(value, list) else [value]
    return [str(category) for part in parts for category in part.cats]


def _with_mark_and_number(
    event: CalendarEvent, before: FileEvent, as_of: AsOf
) -> tuple[CalendarEvent, bool]:
    """The event with its mark and number before its changes raise the number.

    Also whether the data is behind the file, which is then kept.
    """
    mark = _new_mark(event, before)
    number = min(event.sequence + (mark.raised if mark else 0), MOST_CHANGES)
    if _comes_back(before):
        modified = as_of.reader_day
    elif event.is_own and before.sequence >= number:  # the file has all its changes
        modified = before.modified
    else:
        modified = max(event.modified, before.modified)
    numbered = msgspec.structs.replace(
        event, mark=mark, sequence=max(number, before.sequence), modified=modified
    )
    # A file with the largest number could never be updated again.
    is_behind = number < before.sequence < MOST_CHANGES
    return numbered, is_behind and not event.is_own


def _new_mark(event: CalendarEvent, before: FileEvent) -> Mark | None:
    """The mark of an event that the file has; None if it was exported by its id alone.

    Once an event is exported by its id, no pick has any effect on it. An event that
    comes back is raised above the number with which it was cancelled.
    """
    old = before.mark
    if old is None or old.state == "UNPICKED":
        return old
    raised = old.raised
    if _comes_back(before):
        raised = max(raised, before.sequence - event.sequence) + 1
    new = event.mark or Mark(old.pick, "UNPICKED")  # now exported by its id
    return new._replace(raised=min(raised, MOST_CHANGES))


def _comes_back(before: FileEvent) -> bool:
    """Whether an event of the update is cancelled in the file, as its pick was gone."""
    return before.mark is not None and before.mark.state == "REMOVED"


def _is_past(end: When, as_of: AsOf) -> bool:
    """Whether an event has ended; an end that is a day is the day after the last."""
    if not isinstance(end, dt.datetime):
        return end <= as_of.reader_day
    if as_of.moment is None or end.tzinfo is None:
        return end.date() < as_of.reader_day
    return utc(end) <= as_of.moment


def _mark_of_removed(before: FileEvent, rules: Rules) -> Mark | None:
    """The mark of an event to cancel: dropped, or written for a pick which is gone.

    None for any other event. The reminders of an event go with it.
    """
    mark = before.mark
    event_id = (reminded_of(before.uid) or before.uid).removesuffix(UID_END)
    if before.cancelled:
        return None
    if event_id in rules.dropped:
        return mark or Mark(event_id)
    if rules.picked is None or mark is None or mark.state != "PICKED":
        return None
    return None if mark.pick in rules.picked else mark


def _cancel(before: FileEvent, mark: Mark, as_of: AsOf) -> FileEvent:
    """An event of the file that is cancelled, with its other lines as they were."""
    stamp = f"{as_of.reader_day:%Y%m%d}T000000Z"
    values = {
        "DTSTAMP": stamp,
        "LAST-MODIFIED": stamp,
        "SEQUENCE": str(min(before.sequence + 1, MOST_CHANGES)),
        "STATUS": "CANCELLED",
        MARK: str(mark._replace(state="REMOVED", raised=mark.raised + 1)),
    }
    new_lines = {name: fold_line(f"{name}:{text}") for name, text in values.items()}
    old = _split_lines(before.lines)
    properties = [(name, new_lines.get(name, line)) for name, line in old.properties]
    properties += [item for item in new_lines.items() if item not in properties]
    foreign_components = _foreign_components(old, (before.summary,))
    cancelled = _EventLines(properties, foreign_components, old.exceptions)
    return before._replace(lines=cancelled.as_event)


def _event_as_written(event: CalendarEvent) -> FileEvent:
    """An event as the file has it once it is written."""
    return FileEvent(
        uid=uid_of(event),
        lines=event_lines(event),
        sequence=event.sequence,
        start=event.start,
        end=event.end,
        cancelled=event.status == "CANCELLED",
        summary=event.summary,
        modified=event.modified,
        mark=event.mark,
    )


class _EventLines(NamedTuple):
    """An event as lines: its properties by name, and the components in it.

    `exceptions` are the lines of further events with its UID: the days of a recurring
    event that differ.
    """

    properties: list[tuple[str, bytes]]
    components: list[bytes]
    exceptions: bytes

    @property
    def as_event(self) -> bytes:
        """All the lines, put together to an event again."""
        properties = (lines for _, lines in self.properties)
        return b"".join((_BEGIN, *properties, *self.components, _END, self.exceptions))


def _split_lines(lines: bytes) -> _EventLines:
    """The lines of an event by property and by component."""
    event, _, exceptions = lines.removeprefix(_BEGIN).partition(b"\r\n" + _END)
    properties: list[tuple[str, bytes]] = []
    components: list[bytes] = []
    depth = 0  # the number of components that the line is in
    for line in _LINE.findall(event + b"\r\n"):
        # As DTSTART in "DTSTART;TZID=Europe/Paris:20271116T090000".
        name = re.split(rb"[:;]", unfold(line), maxsplit=1)[0].upper()
        if depth == 0 and name == b"BEGIN":
            components.append(b"")
        depth += name == b"BEGIN"
        if depth > 0:
            components[-1] += line
        else:
            properties.append((name.decode(), line))
        depth -= name == b"END"
    return _EventLines(properties, components, exceptions)


def _differing_names(event: CalendarEvent, before: FileEvent) -> tuple[str, ...]:
    """The names of our properties in which the file differs from an event, and VALARM.

    Only values count, not how they are folded or ordered, nor time stamps, which
    calendar servers change.
    """
    new = _split_lines(event_lines(event))
    old = _split_lines(before.lines)._replace(exceptions=b"")
    if new.components == old.components:  # it takes time to parse them
        new, old = (lines._replace(components=[]) for lines in (new, old))
    ours, theirs = parse_component(new.as_event), parse_component(old.as_event)
    names = [] if _utc(event.start) == _utc(before.start) else ["DTSTART"]
    names += [] if _utc(event.end) == _utc(before.end) else ["DTEND"]
    names += [name for name in _TEXTS if _values(ours, name) != _values(theirs, name)]
    in_file = _categories(theirs)
    added = _added_categories(event, in_file)
    if {*in_file}.difference(added) != {*_categories(ours)}:
        names.append("CATEGORIES")
    titles = clean_text(event.summary), before.summary
    if _our_alarms(ours, titles) != _our_alarms(theirs, titles):
        names.append("VALARM")
    return tuple(names)


def _values(event: Any, name: str) -> list[object]:
    """The values of a property of a parsed event, as written; [None] without any."""
    value = event.get(name)
    values = value if isinstance(value, list) else [value]
    return [value and value.to_ical() for value in values]


def _our_alarms(event: Any, titles: tuple[str, ...]) -> list[tuple[object, str]]:
    """The alarms of milipol in a parsed event: when each rings, and its text."""
    return [
        (getattr(alarm.get("TRIGGER"), "dt", None), str(alarm["DESCRIPTION"]))
        for alarm in event.subcomponents
        if _is_our_alarm(alarm, titles)
    ]


def _rewrite_lines(event: CalendarEvent, before: FileEvent) -> bytes:
    """The lines of an event, and behind them the lines that milipol never writes.

    These are other properties, components such as alarms of other programs, and the
    exceptions of a recurring event.
    """
    ours, theirs = _split_lines(event_lines(event)), _split_lines(before.lines)
    titles = clean_text(event.summary), before.summary
    others = [prop for prop in theirs.properties if prop[0] not in _OURS]
    is_recurring = any(name in ("RRULE", "RDATE") for name, _ in others)
    return _EventLines(
        [*ours.properties, *others],
        [*ours.components, *_foreign_components(theirs, titles)],
        # Without a rule, a second event with the UID is not an exception.
        theirs.exceptions if is_recurring else b"",
    ).as_event


def _utc(at: When) -> When:
    if isinstance(at, dt.datetime) and at.tzinfo is not None:
        return at.astimezone(dt.UTC)
    return at


def _is_our_alarm(component: Any, titles: tuple[str, ...]) -> bool:
    """Whether a component is an alarm of milipol: "In 15 minutes: TITLE" of a title."""
    is_shown = component.name == "VALARM" and component.get("ACTION") == "DISPLAY"
    text = str(component.get("DESCRIPTION"))
    return is_shown and text.endswith(tuple(f": {title}" for title in titles))


def _foreign_components(lines: _EventLines, titles: tuple[str, ...]) -> list[bytes]:
    """The components of an event that others wrote, such as alarms of their own."""
    return [
        component
        for component in lines.components
        if not _is_our_alarm(parse_component(component), titles)
    ]


def items_in(contents: Mapping[str, bytes | None]) -> dict[str, tuple[str, bytes]]:
    """The files with an event of milipol by its UID: their names and bytes.

    `contents` are by file name; None stands for a folder or a link. A server may have
    named files in its own way. Files with several UIDs are left out.
    """
    items: dict[str, tuple[str, bytes]] = {}
    for file, raw in sorted(contents.items()):
        without_alarms = _ALARM.sub(b"", raw or b"")  # they may have a UID, too
        uids = {unfold(match[1]) for match in _UID.finditer(without_alarms)}
        uid = uids.pop().decode(errors="replace") if len(uids) == 1 else ""
        if raw is None or not uid.endswith(UID_END):
            continue
        # Of two files with one UID, as of a conflicted copy, the one with our name.
        if uid not in items or file == _file_name(uid):
            items[uid] = file, raw
    return items


def _file_name(uid: str) -> str:
    return f"{_NOT_IN_NAMES.sub('_', uid)}{FILE_END}"


def merge_folder(
    events: Sequence[CalendarEvent],
    contents: Mapping[str, bytes | None],
    items: Mapping[str, tuple[str, bytes]],
    rules: Rules,
    *,
    force: bool,
) -> tuple[list[EventChange], list[tuple[str, bytes]]]:
    """The change that an update makes to each event of a folder, and the changed files.

    Raises BrokenCalendar for a file with an event of milipol that cannot be read, and
    for one of another program that has the name of a new file; with `force` they are
    replaced.
    """
    in_folder, zones = _events_in_items(events, items, force=force)
    changes = _changes_of(events, in_folder, rules)
    changed_files = []
    for change in changes:
        file, old_raw = items.get(change.uid, (_file_name(change.uid), None))
        if old_raw is None and file in contents and not force:
            raise BrokenCalendar(f"{file}: not written by milipol")
        if change.is_written and change.after is not None:
            kept_zones = zones_in_use(zones.get(change.uid, {}), [change.after.lines])
            changed_files.append((file, _item(change.after, kept_zones)))
    return changes, changed_files


def _events_in_items(
    events: Iterable[CalendarEvent], items: Mapping[str, tuple[str, bytes]], *, force: bool
) -> tuple[dict[str, FileEvent], dict[str, Mapping[str, bytes]]]:
    """The events of milipol in files, and the zones that these files define, by UID.

    A file that cannot be read raises BrokenCalendar; with `force` it is left out.
    """
    in_folder: dict[str, FileEvent] = {}
    zones: dict[str, Mapping[str, bytes]] = {}
    new_by_uid = {uid_of(event): event for event in events}
    for uid, (file, raw) in items.items():
        new = new_by_uid.get(uid)
        written = None if new is None else _event_as_written(new)
        if written is not None and raw == _item(written, {}):  # saves parsing it
            in_folder[uid] = written
            continue
        try:
            calendar = calendar_file(raw, uid)
        except BrokenCalendar as error:
            if not force:
                raise BrokenCalendar(f"{file}: {error}") from None
        else:
            in_folder[uid], zones[uid] = calendar.events[uid], calendar.zones
    return in_folder, zones


def _item(event: FileEvent, other_zones: Mapping[str, bytes]) -> bytes:
    """The file of an event in a folder."""
    span = event.start, event.end
    return b"".join(file_parts(ITEM_HEAD, [span], other_zones, [event.lines]))
