"""A calendar file written again: what of the old one stays, and what changes."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from milipol_cli.ics.events import CalendarEvent, Change, ChangeKind
from milipol_cli.ics.read import Held, HeldEvent, alarms_in, zones_named_in
from milipol_cli.ics.write import HEAD, UID_END, event, parts
from milipol_cli.ics.zones import zone_lines, zones_in

_Span = tuple[dt.date | dt.datetime, dt.date | dt.datetime]


class Merged(NamedTuple):
    """The file as it will be, in parts, and what that changes."""

    parts: Iterable[bytes]
    changes: tuple[Change, ...]
    events: int
    alarms: int

    @property
    def is_the_same(self) -> bool:
        """Whether the file would hold what it holds already."""
        return all(one.kind in ("same", "kept", "newer") for one in self.changes)


def unmerged(entries: Sequence[CalendarEvent]) -> Iterator[bytes]:
    """A new file, part by part, one event at a time."""
    spans = [(entry.start, entry.end) for entry in entries]
    return parts(HEAD, _zones(spans, {}), map(event, entries))


def _zones(spans: Iterable[_Span], own: dict[str, bytes]) -> Iterator[bytes]:
    written = zones_in(spans)
    for key, (first, last) in written.items():
        yield zone_lines(key, first, last)
    # A zone that the database no longer has, or that somebody else wrote in.
    for key, lines in own.items():
        if key not in written:
            yield lines


def merged(entries: Sequence[CalendarEvent], old: Held, *, prune: bool) -> Merged:
    """The entries laid over what the file holds.

    What the file has at a higher SEQUENCE stays; so does what is no longer asked for,
    unless `prune` removes it. What is somebody else's always stays.
    """
    new = {f"{entry.id}{UID_END}": entry for entry in entries}
    found = [_laid_over(it, old.events.get(uid)) for uid, it in new.items()]
    found += [
        _left_over(one, new, prune=prune)
        for uid, one in old.events.items()
        if uid not in new
    ]
    stay = sorted(one for _, one in found if one is not None)
    lines = [*old.others, *(one.lines for one in stay)]
    used = set().union(*map(zones_named_in, lines)) if old.zones else set()
    zones = {key: block for key, block in old.zones.items() if key in used}
    return Merged(
        parts(old.head, _zones([one.span for one in stay], zones), lines),
        tuple(change for change, _ in found),
        len(stay),
        sum(alarms_in(one.lines) for one in stay),
    )


_Order = tuple[dt.date, dt.datetime, str]


def _order(uid: str, start: dt.date | dt.datetime) -> _Order:
    """The place of an event: as a new file has it, by day, time and id."""
    name = uid.removesuffix(UID_END)
    if not isinstance(start, dt.datetime):
        return start, dt.datetime.min.replace(tzinfo=dt.UTC), name
    return start.date(), start.astimezone(dt.UTC), name


class _Stays(NamedTuple):
    """An event that the file will hold: its place, its lines, and its time."""

    order: _Order
    lines: bytes
    span: _Span


_Result = tuple[Change, _Stays | None]


def _laid_over(entry: CalendarEvent, before: HeldEvent | None) -> _Result:
    """What becomes of an event that is asked for, and may be in the file already."""
    uid, lines = f"{entry.id}{UID_END}", event(entry)
    kind = _kind(entry, lines, before)
    change = _change(kind, entry.id, entry.summary, before)
    if kind == "newer" and before is not None:
        return change, _stays(before)
    span = entry.start, entry.end
    return change, _Stays(_order(uid, entry.start), lines, span)


def _left_over(before: HeldEvent, new: Collection[str], *, prune: bool) -> _Result:
    """What becomes of an event in the file that is not asked for."""
    # Reminders belong to their event: others now stand for what these did.
    goes = before.reminds_of in new or (prune and before.is_ours)
    name = before.uid.removesuffix(UID_END)
    change = _change("pruned" if goes else "kept", name, before.summary, before)
    return change, None if goes else _stays(before)


def _stays(before: HeldEvent) -> _Stays:
    span = before.start, before.end
    return _Stays(_order(before.uid, before.start), before.lines, span)


def _kind(entry: CalendarEvent, lines: bytes, before: HeldEvent | None) -> ChangeKind:
    if before is None:
        return "added"
    if before.sequence > entry.sequence:
        return "newer"
    if lines == before.lines:
        return "same"
    if entry.status == "CANCELLED" and not before.cancelled:
        return "cancelled"
    moved = (entry.start, entry.end) != (before.start, before.end)
    return "moved" if moved else "changed"


def _change(
    kind: ChangeKind, name: str, summary: str, before: HeldEvent | None
) -> Change:
    return Change(
        kind=kind,
        id=name,
        summary=summary,
        start=None if before is None else before.start,
        end=None if before is None else before.end,
    )
