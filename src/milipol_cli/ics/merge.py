"""New calendar files, and updates of older ones."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from milipol_cli.ics.events import CalendarEvent, Change, ChangeKind
from milipol_cli.ics.read import CalendarFile, FileEvent, alarms_in, zones_named_in
from milipol_cli.ics.write import HEAD, UID_END, event_lines, file_parts
from milipol_cli.ics.zones import years_by_zone, zone_lines

_Span = tuple[dt.date | dt.datetime, dt.date | dt.datetime]


class Merged(NamedTuple):
    """The updated file in parts, the changes, and how much it holds."""

    parts: Iterable[bytes]
    changes: tuple[Change, ...]
    events: int
    alarms: int


def new_file(events: Sequence[CalendarEvent]) -> Iterator[bytes]:
    """A new file, part by part, one event at a time."""
    spans = [(event.start, event.end) for event in events]
    return file_parts(HEAD, _zones(spans, {}), map(event_lines, events))


def _zones(spans: Iterable[_Span], others: dict[str, bytes]) -> Iterator[bytes]:
    years = years_by_zone(spans)
    for key, (first, last) in years.items():
        yield zone_lines(key, first, last)
    # Zones that the zone database no longer has, or that another program wrote.
    for key, lines in others.items():
        if key not in years:
            yield lines


def merge(events: Sequence[CalendarEvent], old: CalendarFile, *, prune: bool) -> Merged:
    """The file updated with the events.

    An event that the file has with a higher SEQUENCE stays. So does one that is not
    among the events, unless `prune` removes it. Events of other programs always stay.
    """
    updates = updated_events(events, old.events, prune=prune)
    placed = sorted(update.event for update in updates if update.event is not None)
    lines = [*old.others, *(event.lines for event in placed)]
    named = set().union(*map(zones_named_in, lines)) if old.zones else set()
    zones = {key: block for key, block in old.zones.items() if key in named}
    return Merged(
        file_parts(old.head, _zones([event.span for event in placed], zones), lines),
        tuple(update.change for update in updates),
        len(placed),
        sum(alarms_in(event.lines) for event in placed),
    )


def updated_events(
    events: Iterable[CalendarEvent], old: Mapping[str, FileEvent], *, prune: bool
) -> list["Update"]:
    """The events updated with new ones, those before by UID; see `merge`."""
    new = {f"{event.id}{UID_END}": event for event in events}
    updates = [_updated(event, old.get(uid)) for uid, event in new.items()]
    updates += [
        _left_over(before, new, prune=prune)
        for uid, before in old.items()
        if uid not in new
    ]
    return updates


_Order = tuple[dt.date, dt.datetime, str]


def _order(uid: str, start: dt.date | dt.datetime) -> _Order:
    """The place of an event in the file: by day, time and id."""
    event_id = uid.removesuffix(UID_END)
    if not isinstance(start, dt.datetime):
        return start, dt.datetime.min.replace(tzinfo=dt.UTC), event_id
    return start.date(), start.astimezone(dt.UTC), event_id


class PlacedEvent(NamedTuple):
    """The lines of an event, and its place among others."""

    order: _Order
    lines: bytes
    span: _Span


class Update(NamedTuple):
    """What an update does to an event, and the event then; None if it is removed."""

    uid: str
    change: Change
    event: PlacedEvent | None


def _updated(event: CalendarEvent, before: FileEvent | None) -> Update:
    """An event of the update, which the file may have already."""
    lines = event_lines(event)
    uid = f"{event.id}{UID_END}"
    kind = _kind(event, lines, before)
    change = _change(kind, event.id, event.summary, before)
    if kind == "newer" and before is not None:
        return Update(uid, change, _as_before(before))
    placed = PlacedEvent(_order(uid, event.start), lines, (event.start, event.end))
    return Update(uid, change, placed)


def _left_over(before: FileEvent, new: Collection[str], *, prune: bool) -> Update:
    """An event of the file that the update does not have."""
    # The reminders of an updated event are replaced by its new ones.
    is_removed = before.reminds_of in new or (prune and before.is_ours)
    event_id = before.uid.removesuffix(UID_END)
    kind: ChangeKind = "pruned" if is_removed else "kept"
    change = _change(kind, event_id, before.summary, before)
    return Update(before.uid, change, None if is_removed else _as_before(before))


def _as_before(before: FileEvent) -> PlacedEvent:
    span = before.start, before.end
    return PlacedEvent(_order(before.uid, before.start), before.lines, span)


def _kind(event: CalendarEvent, lines: bytes, before: FileEvent | None) -> ChangeKind:
    if before is None:
        return "added"
    if before.sequence > event.sequence:
        return "newer"
    if lines == before.lines:
        return "same"
    if event.status == "CANCELLED" and not before.cancelled:
        return "cancelled"
    moved = (event.start, event.end) != (before.start, before.end)
    return "moved" if moved else "changed"


def _change(
    kind: ChangeKind, event_id: str, summary: str, before: FileEvent | None
) -> Change:
    return Change(
        kind=kind,
        id=event_id,
        summary=summary,
        start=None if before is None else before.start,
        end=None if before is None else before.end,
    )
