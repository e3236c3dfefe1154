"""A calendar file written again: what of the old one stays, and what changes."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from milipol_cli.answers.calendar import Change, Entry, What
from milipol_cli.reminders.reading import REMINDER, Held, HeldEvent
from milipol_cli.reminders.writing import UID_END, event, parts
from milipol_cli.reminders.zones import zone_lines, zones_in

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
        return all(one.what in ("same", "kept", "newer") for one in self.changes)


def unmerged(entries: Sequence[Entry]) -> Iterator[bytes]:
    """A new file, part by part, one event at a time."""
    spans = [(entry.start, entry.end) for entry in entries]
    return parts(_zones(spans, {}), map(event, entries))


def _zones(spans: Iterable[_Span], own: dict[str, bytes]) -> Iterator[bytes]:
    written = zones_in(spans)
    for key, (first, last) in written.items():
        yield zone_lines(key, first, last)
    # A zone that the database no longer has, or that somebody else wrote in.
    for key, lines in own.items():
        if key not in written:
            yield lines


def merged(entries: Sequence[Entry], old: Held, *, prune: bool) -> Merged:
    """The entries laid over what the file holds.

    What the file has at a higher SEQUENCE stays; so does what is no longer asked for,
    unless `prune` removes it. An event of somebody else's always stays.
    """
    new = {f"{entry.id}{UID_END}": entry for entry in entries}
    changes: list[Change] = []
    left: list[tuple[_Order, bytes]] = []
    spans: list[_Span] = []
    alarms = 0
    for uid, entry in new.items():
        before = old.events.get(uid)
        lines, begins = event(entry), entry.start
        what = _what(entry, lines, before)
        if what == "newer" and before is not None:
            lines, begins = before.lines, before.start
            spans.append((before.start, before.end))
        else:
            spans.append((entry.start, entry.end))
        changes.append(_change(what, entry.id, entry.summary, before))
        left.append((_order(uid, begins), lines))
        alarms += lines.count(b"\r\nBEGIN:VALARM\r\n")
    for uid, before in old.events.items():
        if uid in new:
            continue
        # Reminders belong to their event: others now stand for what these did.
        parent, is_reminder, _ = uid.partition(REMINDER)
        stale = bool(is_reminder) and f"{parent}{UID_END}" in new
        gone = stale or (prune and uid.endswith(UID_END))
        name = uid.removesuffix(UID_END)
        gone_or_not: What = "pruned" if gone else "kept"
        changes.append(_change(gone_or_not, name, before.summary, before))
        if not gone:
            spans.append((before.start, before.end))
            left.append((_order(uid, before.start), before.lines))
            alarms += before.alarms
    left.sort()
    used = {
        key: lines
        for key, lines in old.zones.items()
        if any(f"TZID={key}:".encode() in raw for _, raw in left)
    }
    return Merged(
        parts(_zones(spans, used), (lines for _, lines in left)),
        tuple(changes),
        len(left),
        alarms,
    )


_Order = tuple[dt.date, dt.datetime, str]


def _order(uid: str, start: dt.date | dt.datetime) -> _Order:
    """The place of an event: as a new file has it, by day, time and id."""
    name = uid.removesuffix(UID_END)
    if not isinstance(start, dt.datetime):
        return start, dt.datetime.min.replace(tzinfo=dt.UTC), name
    return start.date(), start.astimezone(dt.UTC), name


def _what(entry: Entry, lines: bytes, before: HeldEvent | None) -> What:
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


def _change(what: What, name: str, summary: str, before: HeldEvent | None) -> Change:
    return Change(
        what=what,
        id=name,
        summary=summary,
        start=None if before is None else before.start,
        end=None if before is None else before.end,
    )
