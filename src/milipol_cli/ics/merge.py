"""New calendar files, and updates of older ones."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from milipol_cli.ics.events import UID_END, CalendarEvent, Change, ChangeKind, Mark
from milipol_cli.ics.lines import difference, with_values
from milipol_cli.ics.read import CalendarFile, FileEvent, alarms_in, zones_named_in
from milipol_cli.ics.write import (
    HEAD,
    MARK,
    event_lines,
    file_parts,
    plain_lines,
    uid_of,
)
from milipol_cli.ics.zones import years_by_zone, zone_lines
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.sessions import utc

_Span = tuple[dt.date | dt.datetime, dt.date | dt.datetime]

# A change of one of these raises the SEQUENCE of an event of the reader's own.
_NUMBERED = frozenset(("DTSTART", "DTEND", "SUMMARY", "LOCATION", "STATUS"))


class Merged(NamedTuple):
    """The updated file in parts, the changes, and how much it holds."""

    parts: Iterable[bytes]
    changes: tuple[Change, ...]
    events: int
    alarms: int


def new_file(events: Sequence[CalendarEvent], head: bytes = HEAD) -> Iterator[bytes]:
    """A new file, part by part, one event at a time."""
    spans = [(event.start, event.end) for event in events]
    return file_parts(head, zone_blocks(spans, {}), map(event_lines, events))


def zone_blocks(spans: Iterable[_Span], others: Mapping[str, bytes]) -> Iterator[bytes]:
    """The VTIMEZONE of each zone that events are in, and `others` by their names."""
    years = years_by_zone(spans)
    for key, (first, last) in years.items():
        yield zone_lines(key, first, last)
    # Zones that the zone database no longer has, or that another program wrote.
    for key, lines in others.items():
        if key not in years:
            yield lines


def added(event: CalendarEvent) -> Change:
    """What an update does to an event that the file does not have."""
    return Change(kind="added", id=event.id, uid=uid_of(event), summary=event.summary)


def merge(
    events: Sequence[CalendarEvent],
    old: CalendarFile,
    *,
    prune: bool,
    as_of: AsOf,
    picked: Collection[str] | None = None,
) -> Merged:
    """The file updated with the events.

    An event of the reader's own is numbered by its changes; any other one stays if the
    file has it with a higher SEQUENCE. What is not among the events stays, except that
    `prune` removes what is past or cancelled as of the date, and that an event is
    cancelled if it was written for a pick that is not among those `picked`, which
    are the keys of all picks. Events of other programs always stay.
    """
    updates = updated_events(
        events, old.events, prune=prune, as_of=as_of, picked=picked
    )
    placed = sorted(update.event for update in updates if update.event is not None)
    lines = [*old.others, *(event.lines for event in placed)]
    named = set().union(*map(zones_named_in, lines))
    zones = {key: block for key, block in old.zones.items() if key in named}
    return Merged(
        file_parts(
            old.head, zone_blocks([event.span for event in placed], zones), lines
        ),
        tuple(update.change for update in updates),
        len(placed),
        sum(alarms_in(event.lines) for event in placed),
    )


def updated_events(
    events: Iterable[CalendarEvent],
    old: Mapping[str, FileEvent],
    *,
    prune: bool,
    as_of: AsOf,
    picked: Collection[str] | None = None,
) -> list["Update"]:
    """The events updated with new ones, those before by UID; see `merge`."""
    new = {uid_of(event): event for event in events}
    updates = [_updated(event, old.get(uid), as_of) for uid, event in new.items()]
    for uid, before in old.items():
        if uid in new:
            continue
        is_done = prune and before.is_ours and _is_done(before, as_of)
        # The reminders of an updated event are replaced by its new ones.
        if before.reminds_of in new or is_done:
            updates.append(Update(_change("pruned", before), None))
        elif picked is not None and (mark := _mark_without_pick(before, picked)):
            updates.append(_cancelled(before, mark, as_of))
        else:
            updates.append(Update(_change("kept", before), _as_before(before)))
    return updates


_Order = tuple[dt.date, dt.datetime, str]


def _order(uid: str, start: dt.date | dt.datetime) -> _Order:
    """The place of an event in the file: by day, time and id."""
    event_id = uid.removesuffix(UID_END)
    if not isinstance(start, dt.datetime):
        return start, dt.datetime.min.replace(tzinfo=dt.UTC), event_id
    return start.date(), utc(start), event_id


class PlacedEvent(NamedTuple):
    """The lines of an event, and its place among others."""

    order: _Order
    lines: bytes
    span: _Span


class Update(NamedTuple):
    """What an update does to an event, and the event then; None if it is removed."""

    change: Change
    event: PlacedEvent | None

    @property
    def uid(self) -> str:
        """The UID of the event."""
        return self.change.uid


def _updated(event: CalendarEvent, before: FileEvent | None, as_of: AsOf) -> Update:
    """An event of the update, which the file may have already."""
    if before is None:
        return Update(added(event), _placed(event, event_lines(event)))
    event, is_behind = _numbered(event, before, as_of)
    lines = event_lines(event)
    if lines == before.lines:  # as most are, and comparing values is slow
        return Update(_change("same", before, event), _as_before(before))
    differs = difference(lines, before.lines)
    names = differs.names
    if not names and event.sequence > before.sequence:
        names = ("SEQUENCE",)
    if not names and not is_behind and event.mark != before.mark:
        names = (MARK,)
    if not names or is_behind:
        kind: ChangeKind = "newer" if names else "same"
        return Update(_change(kind, before, event, names), _as_before(before))
    if event.is_own and not _NUMBERED.isdisjoint(names):
        event = msgspec.structs.replace(
            event,
            sequence=max(event.sequence, before.sequence + 1),
            modified=as_of.reader_day,
        )
        lines = event_lines(event)
    change = _change(_kind(event, before, names), before, event, names)
    return Update(change, _placed(event, differs.added_to(lines)))


def _numbered(
    event: CalendarEvent, before: FileEvent, as_of: AsOf
) -> tuple[CalendarEvent, bool]:
    """The event with its mark, and its number if its changes do not raise that.

    Also whether the data is behind the file, which is then kept.
    """
    mark = _mark(event, before)
    number = event.sequence + (0 if mark is None else mark.raised)
    if before.is_removed:  # and comes back
        modified = as_of.reader_day
    elif event.is_own and before.sequence >= number:
        modified = before.modified
    else:
        modified = max(event.modified, before.modified)
    numbered = msgspec.structs.replace(
        event, mark=mark, sequence=max(number, before.sequence), modified=modified
    )
    return numbered, before.sequence > number and not event.is_own


def _mark(event: CalendarEvent, before: FileEvent) -> Mark | None:
    """The mark that an event gets which the file has.

    Once an event is exported by its id, no pick has any effect on it.
    """
    old = before.mark
    if old is None or old.state == "UNPICKED":
        return old
    raised = old.raised
    if before.is_removed:
        raised = max(raised, before.sequence - event.sequence) + 1
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


def _mark_without_pick(before: FileEvent, picked: Collection[str]) -> Mark | None:
    """The mark of an event that was written for a pick which is gone."""
    mark = before.mark
    if mark is None or mark.state != "PICKED" or before.cancelled:
        return None
    return None if mark.pick in picked else mark


def _cancelled(before: FileEvent, mark: Mark, as_of: AsOf) -> Update:
    """An event whose pick is gone."""
    stamp = f"{as_of.reader_day:%Y%m%d}T000000Z"
    values = {
        "DTSTAMP": stamp,
        "LAST-MODIFIED": stamp,
        "SEQUENCE": str(before.sequence + 1),
        "STATUS": "CANCELLED",
        MARK: str(mark._replace(state="REMOVED", raised=mark.raised + 1)),
    }
    lines = with_values(
        before.lines, {name: plain_lines((name, text)) for name, text in values.items()}
    )
    event = _as_before(before)._replace(lines=lines)
    return Update(_change("cancelled", before), event)


def _placed(event: CalendarEvent, lines: bytes) -> PlacedEvent:
    order = _order(uid_of(event), event.start)
    return PlacedEvent(order, lines, (event.start, event.end))


def _as_before(before: FileEvent) -> PlacedEvent:
    span = before.start, before.end
    return PlacedEvent(_order(before.uid, before.start), before.lines, span)


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
