"""Updates of calendar files: what happens to each event."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
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
    place_in_file,
    reminded_of,
)
from milipol_cli.ics.lines import differing, rewritten, with_values
from milipol_cli.ics.read import CalendarFile, zones_in_use
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


def merge(
    events: Iterable[CalendarEvent], old: CalendarFile, rules: Rules
) -> tuple[list[Change], Iterable[bytes]]:
    """What an update does to each event of a file, and the updated file in parts.

    An event of the reader's own is numbered by its changes; any other one stays if the
    file has it with a higher SEQUENCE.
    """
    changes = changes_of(events, old.events, rules)
    placed = sorted(filter(None, (change.after for change in changes)), key=_order)
    lines = [*old.others, *(event.lines for event in placed)]
    spans = [(event.start, event.end) for event in placed]
    return changes, file_parts(old.head, spans, zones_in_use(old.zones, lines), lines)


def changes_of(
    events: Iterable[CalendarEvent], old: Mapping[str, FileEvent], rules: Rules
) -> list[Change]:
    """The changes by an update with events; `old` are those of the file by UID."""
    as_of = rules.as_of
    new = {uid_of(event): event for event in events}
    changes = [_updated(uid, event, old.get(uid), as_of) for uid, event in new.items()]
    for uid, before in old.items():
        if uid in new:
            continue
        is_ours = uid.endswith(UID_END)
        is_done = rules.prune and is_ours and _is_done(before, as_of)
        # The reminders of an updated event are replaced by its new ones.
        if reminded_of(uid) in new or is_done:
            changes.append(Change("pruned", uid, None, before, None))
        elif mark := _mark_of_removed(before, rules):
            after = _cancelled(before, mark, as_of)
            changes.append(Change("cancelled", uid, None, before, after))
        else:
            changes.append(Change("kept", uid, None, before, before))
    return changes


def _order(event: FileEvent) -> tuple[dt.date, dt.datetime, str]:
    return place_in_file(event.start, event.uid.removesuffix(UID_END))


def _updated(
    uid: str, event: CalendarEvent, before: FileEvent | None, as_of: AsOf
) -> Change:
    """What happens to an event of the update, which the file may have already."""
    if before is None:
        after = as_written(event, event_lines(event))
        return Change("added", uid, event, None, after)
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
        return Change(kind, uid, event, before, before, names)
    if event.is_own and not _NUMBERED.isdisjoint(names):
        event = msgspec.structs.replace(
            event,
            sequence=min(max(event.sequence, before.sequence + 1), MOST_CHANGES),
            modified=as_of.reader_day,
        )
    kind = "moved" if "DTSTART" in names or "DTEND" in names else "changed"
    if event.status == "CANCELLED" and not before.cancelled:
        kind = "cancelled"
    after = as_written(event, rewritten(event, before))
    return Change(kind, uid, event, before, after, names)


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


def _cancelled(before: FileEvent, mark: Mark, as_of: AsOf) -> FileEvent:
    """An event whose pick is gone."""
    stamp = f"{as_of.reader_day:%Y%m%d}T000000Z"
    values = {
        "DTSTAMP": stamp,
        "LAST-MODIFIED": stamp,
        "SEQUENCE": str(min(before.sequence + 1, MOST_CHANGES)),
        "STATUS": "CANCELLED",
        MARK: str(mark._replace(state="REMOVED", raised=mark.raised + 1)),
    }
    lines = {name: folded(f"{name}:{text}") for name, text in values.items()}
    return before._replace(lines=with_values(before, lines))


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
