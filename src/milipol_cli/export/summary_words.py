"""What an export did, in words: what was written, when it rings, what to do next."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from milipol_cli.export.alarm_words import alarm_when, lead_words, rung_by
from milipol_cli.export.confidence import firmness_notes
from milipol_cli.export.event_words import event_title, event_when, notes
from milipol_cli.export.events import Event
from milipol_cli.export.query import ExportSummary
from milipol_cli.ics.events import Change, ChangeKind
from milipol_cli.look.words.dates import count, dates_plain, day_brief
from milipol_cli.look.words.times import days_off, zone_city
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.sources import Source

# So many events are listed; more would push the notes off a screen.
_LISTED = 12


_GOOGLE = "Google drops alarms (see --reminder-events), Outlook keeps the first."


_AGAIN = (
    "Before importing it again: delete the old entry in Outlook and Thunderbird; GNOME,"
    " khal and CalDAV servers move it by themselves."
)


_DONE: dict[ChangeKind, str] = {
    "added": "added",
    "moved": "moved",
    "cancelled": "cancelled",
    "changed": "changed",
    "newer": "newer in the file, kept",
    "kept": "no longer asked for, kept",
    "pruned": "removed",
    "same": "unchanged",
}


_WHY: dict[ChangeKind, str] = {
    "added": "new in the file",
    "moved": "the file had other times",
    "cancelled": "the file had it as taking place",
    "changed": "words, place or alarms",
    "newer": "the file has a later version, which stays",
    "kept": "no longer asked for, kept",
    "pruned": "no longer asked for, removed",
}


def written(done: ExportSummary) -> str:
    """How many events and alarms the file holds now, and what became of them."""
    held = f"{count(done.events, 'event')}, {count(done.alarms, 'alarm')}"
    if done.changes is None:
        return f"Wrote {done.file} (new): {held}."
    found = Counter(change.kind for change in done.changes)
    if _stays(done):
        del found["same"]
    told = [f"{found[what]} {said}" for what, said in _DONE.items() if found[what]]
    what = "{} stays as it was" if _stays(done) else "Wrote {}"
    return f"{what.format(done.file)}: {'; '.join([held, *told])}."


def _stays(done: ExportSummary) -> bool:
    """Whether a file that was there holds what it held."""
    kinds = {change.kind for change in done.changes or ()}
    return done.changes is not None and kinds <= {"same", "kept", "newer"}


def events(done: ExportSummary) -> tuple[list[tuple[str, str]], int]:
    """The events with their changes and alarms, each beside its time; how many more.

    What belongs to an event is set in below it.
    """
    changes = {change.id: change for change in done.changes or ()}
    rows: list[tuple[str, str]] = []
    happenings = done.selection.happenings
    as_of = done.selection.as_of
    # A line that says "and 1 more" would take as much room as that one.
    listed_most = len(happenings) if len(happenings) == _LISTED + 1 else _LISTED
    for one in happenings[:listed_most]:
        rows.append((event_title(one), rung_by(event_when(one), one.reminds, as_of)))
        rows += _change_rows(changes.get(one.id), one)
        rows += [(f"  {lead_words(a.lead)}", alarm_when(a, as_of)) for a in one.alarms]
    asked = {one.id for one in happenings}
    others = [change for change in changes.values() if change.id not in asked]
    rows += [(change.summary, _WHY[change.kind]) for change in others[:_LISTED]]
    return rows, len(happenings[listed_most:]) + len(others[_LISTED:])


def more_events(left: int) -> list[str]:
    """That there are others than those listed, where there are."""
    return [f"and {count(left, 'more event')}"] if left else []


def what_to_know(done: ExportSummary, sources: Mapping[str, Source]) -> list[str]:
    """How sure the dates are, and what to do next."""
    selection = done.selection
    told = [*notes(selection), *firmness_notes(selection.happenings, sources)]
    if _stays(done):
        return told
    opened = f"Open {done.file} to import it."
    return [*told, f"{opened} {_GOOGLE}" if done.alarms else opened, _AGAIN]


def _change_rows(change: Change | None, one: Event) -> list[tuple[str, str]]:
    if change is None or change.kind == "same":
        return []
    if change.kind == "moved" and change.start is not None and change.end is not None:
        zone = None if one.starts is None else one.starts.tzinfo
        return [("  moved", f"from {_was(change.start, change.end, zone)}")]
    return [(f"  {change.kind}", _WHY[change.kind])]


def _was(
    start: dt.date | dt.datetime, end: dt.date | dt.datetime, zone: dt.tzinfo | None
) -> str:
    """When an event was: its days, or its day and time on the clock of now."""
    if isinstance(start, dt.datetime) and isinstance(end, dt.datetime):
        # A time that a clock shows twice stands in the file in UTC.
        there, city = zone or start.tzinfo, ""
        if start.tzinfo is not None and isinstance(there, ZoneInfo):
            start, end = start.astimezone(there), end.astimezone(there)
            city = f" {zone_city(there)}"
        later = days_off((end.date() - start.date()).days)
        return f"{day_brief(start.date())}, {start:%H:%M}-{end:%H:%M}{later}{city}"
    last = end - dt.timedelta(days=1) if end > start else start
    return dates_plain(Dates(start=start, end=last))
