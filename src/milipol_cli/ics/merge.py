"""Updates of calendar files: what happens to each event."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from milipol_cli.ics.events import (
    MOST_CHANGES,
    UID_END,
    CalendarEvent,
    Change,
    ChangeKind,
    FileEvent,
    Mark,
    reminded_of,
)
from milipol_cli.ics.lines import differing, rewritten, with_values
from milipol_cli.ics.read import CalendarFile, alarms_in, zones_in_use
from milipol_cli.ics.write import MARK, event_lines, file_parts, folded, uid_of
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.sessions import utc

# A change of one of these raises the SEQUENCE of an event of the reader's own.
_NUMBERED = frozenset(("DTSTART", "DTEND", "SUMMARY", "LOCATION", "STATUS"))


class Rules(NamedTuple):
    """What an update does to the events of a file that it does not have.

    They stay, except that `prune` removes those that are past or cancelled as of the
    date, and that an event is cancelled if it was written for a pick that is not among
    those `picked`, which are the keys of all picks, or if its id is one of those
    `dropped`. Events of other programs always stay.
    """

    as_of: AsOf
    prune: bool = False
    picked: Collection[str] | None = None
    dropped: Collection[str] = ()


class Update(NamedTuple):
    """What an update does to an event, and the event then; None if it is removed."""

    change: Change
    event: FileEvent | None


class Updates(NamedTuple):
    """What an update does to each event, and how much the file or folder then holds."""

    changes: tuple[Change, ...]
    events: int
    alarms: int

    @property
    def has_changes(self) -> bool:
        """Whether anything has to be written."""
        return any(change.is_written for change in self.changes)


def added(event: CalendarEvent) -> Change:
    """What an update does to an event that the file does not have."""
    return Change(kind="added", id=event.id, uid=uid_of(event), summary=event.summary)


def merge(
    events: Sequence[CalendarEvent], old: CalendarFile, rules: Rules
) -> tuple[Updates, Iterable[bytes]]:
    """The updates of a file, and the updated file in parts.

    An event of the reader's own is numbered by its changes; any other one stays if the
    file has it with a higher SEQUENCE.
    """
    updates = updated_events(events, old.events, rules)
    placed = sorted(filter(None, (update.event for update in updates)), key=_order)
    lines = [*old.others, *(event.lines for event in placed)]
    spans = [(event.start, event.end) for event in placed]
    parts = file_parts(old.head, spans, zones_in_use(old.zones, lines), lines)
    return summed(updates), parts


def summed(updates: Sequence[Update]) -> Updates:
    """All updates together."""
    placed = [update.event for update in updates if update.event is not None]
    return Updates(
        tuple(update.change for update in updates),
        len(placed),
        sum(alarms_in(event.lines) for event in placed),
    )


def updated_events(
    events: Iterable[CalendarEvent], old: Mapping[str, FileEvent], rules: Rules
) -> list[Update]:
    """The events updated with new ones; `old` are those of the file by UID."""
    as_of = rules.as_of
    new = {uid_of(event): event for event in events}
    updates = [_updated(event, old.get(uid), as_of) for uid, event in new.items()]
    for uid, before in old.items():
        if uid in new:
            continue
        is_done = rules.prune and before.is_ours and _is_done(before, as_of)
        # The reminders of an updated event are replaced by its new ones.
        if reminded_of(uid) in new or is_done:
            updates.append(Update(_change("pruned", before), None))
        elif mark := _mark_of_removed(before, rules):
            updates.append(_cancelled(before, mark, as_of))
        else:
            updates.append(Update(_change("kept", before), before))
    return updates


def _order(event: FileEvent) -> tuple[dt.date, dt.datetime, str]:
    """The place of an event in the file: by day, time and id."""
    start, event_id = event.start, event.uid.removesuffix(UID_END)
    if not isinstance(start, dt.datetime):
        return start, dt.datetime.min.replace(tzinfo=dt.UTC), event_id
    return start.date(), utc(start), event_id


def _updated(event: CalendarEvent, before: FileEvent | None, as_of: AsOf) -> Update:
    """An event of the update, which the file may have already."""
    if before is None:
        return Update(added(event), as_written(event, event_lines(event)))
    event, is_behind = _numbered(event, before, as_of)
    # Most events have the same lines, and comparing values is slow.
    is_same = event_lines(event) == before.lines
    names = () if is_same else differing(event, before)
    if not names and event.sequence > before.sequence:
        names = ("SEQUENCE",)
    if not names and not is_behind and event.mark != before.mark:
        names = (MARK,)
    if not names or is_behind:
        kind: ChangeKind = "newer" if names else "same"
        return Update(_change(kind, before, event, names), before)
    if event.is_own and not _NUMBERED.isdisjoint(names):
        event = msgspec.structs.replace(
            event,
            sequence=min(max(event.sequence, before.sequence + 1), MOST_CHANGES),
            modified=as_of.reader_day,
        )
    change = _change(_kind(event, before, names), before, event, names)
    return Update(change, as_written(event, rewritten(event, before)))


def _numbered(
    event: CalendarEvent, before: FileEvent, as_of: AsOf
) -> tuple[CalendarEvent, bool]:
    """The event with its mark, and its number if its changes do not raise that.

    Also whether the data is behind the file, which is then kept.
    """
    mark = _mark(event, before)
    raised = 0 if mark is None else mark.raised
    number = min(event.sequence + raised, MOST_CHANGES)
    if before.is_removed:  # and comes back
        modified = as_of.reader_day
    elif event.is_own and before.sequence >= number:
        modified = before.modified
    else:
        modified = max(event.modified, before.modified)
    numbered = msgspec.structs.replace(
        event, mark=mark, sequence=max(number, before.sequence), modified=modified
    )
    # A file with the largest number could never be updated again.
    is_behind = number < before.sequence < MOST_CHANGES
    return numbered, is_behind and not event.is_own


def _mark(event: CalendarEvent, before: FileEvent) -> Mark | None:
    """The mark that an event gets which the file has.

    Once an event is exported by its id, no pick has any effect on it.
    """
    old = before.mark
    if old is None or old.state == "UNPICKED":
        return old
    raised = old.raised
    if before.is_removed:
        raised = min(max(raised, before.sequence - event.sequence) + 1, MOST_CHANGES)
    if event.mark is None:
        return Mark(old.pick, "UNPICKED", raised)
    return event.mark._replace(raised=raised)


def _is_done(before: FileEvent, as_of: AsOf) -> bool:
    """Whether an event of the file is cancelled or past."""
    end = before.end
    if before.cancelled:
        return True
    if not isinstance(end, dt.datetime):
        return end <= as_of.reader_day
    if as_of.moment is None or end.tzinfo is None:
        return end.date() < as_of.reader_day
    return utc(end) <= as_of.moment


def _mark_of_removed(before: FileEvent, rules: Rules) -> Mark | None:
    """The mark of an event that was dropped, or written for a pick which is gone.

    The reminders of an event go with it.
    """
    mark = before.mark
    if before.cancelled:
        return None
    for uid in (before.uid, reminded_of(before.uid) or ""):
        if (event_id := uid.removesuffix(UID_END)) in rules.dropped:
            return mark or Mark(event_id)
    if rules.picked is None or mark is None or mark.state != "PICKED":
        return None
    return None if mark.pick in rules.picked else mark


def _cancelled(before: FileEvent, mark: Mark, as_of: AsOf) -> Update:
    """An event whose pick is gone."""
    stamp = f"{as_of.reader_day:%Y%m%d}T000000Z"
    values = {
        "DTSTAMP": stamp,
        "LAST-MODIFIED": stamp,
        "SEQUENCE": str(min(before.sequence + 1, MOST_CHANGES)),
        "STATUS": "CANCELLED",
        MARK: str(mark._replace(state="REMOVED", raised=mark.raised + 1)),
    }
    lines = with_values(
        before, {name: folded(f"{name}:{text}") for name, text in values.items()}
    )
    return Update(_change("cancelled", before), before._replace(lines=lines))


def as_written(event: CalendarEvent, lines: bytes) -> FileEvent:
    """An event as a file has it that has these lines of it."""
    return FileEvent(
        uid=uid_of(event),
        lines=lines,
        sequence=event.sequence,
        start=event.start,
        end=event.end,
        cancelled=event.status == "CANCELLED",
        summary=event.summary,
        modified=event.modified,
        mark=event.mark,
    )


def _kind(
    event: CalendarEvent, before: FileEvent, names: Collection[str]
) -> ChangeKind:
    if event.status == "CANCELLED" and not before.cancelled:
        return "cancelled"
    return "moved" if "DTSTART" in names or "DTEND" in names else "changed"


def _change(
    kind: ChangeKind,
    before: FileEvent,
    event: CalendarEvent | None = None,
    names: tuple[str, ...] = (),
) -> Change:
    """A change of an event that the file has."""
    return Change(
        kind=kind,
        id=before.uid.removesuffix(UID_END) if event is None else event.id,
        uid=before.uid,
        summary=before.summary if event is None else event.summary,
        start=before.start,
        end=before.end,
        properties=names,
    )
