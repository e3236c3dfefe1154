"""The view of `milipol export`: when alarms would ring, and the changes to the file."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from milipol_cli.commands.export import words
from milipol_cli.commands.export.events import Event
from milipol_cli.commands.export.query import ChangeRow, ExportSummary
from milipol_cli.ics.events import VISITS, Alarm, ChangeKind, EventChange, FileEvent
from milipol_cli.look.document import Cell, Document, Fact, Facts, Line
from milipol_cli.look.words.alarms import offset_before
from milipol_cli.look.words.dates import count, dates_plain, day_brief, days_brief, spelled_out
from milipol_cli.look.words.programme import city_at, days_off, span
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.occasions import Occasion

# At most this many events are listed; more would push the notes off the screen.
_LISTED = 12

_ALARMS = "Google drops all alarms (use --reminder-events); Outlook keeps only the first."
_ALARMS_IN_OUTLOOK = "Outlook keeps only the first alarm of each event."

_IMPORT_AGAIN = (
    "Before you import it again, delete the old events in Outlook and Thunderbird;"
    " GNOME, khal and CalDAV servers update them."
)

_COUNTED: dict[ChangeKind, str] = {
    "added": "added",
    "moved": "moved",
    "cancelled": "cancelled",
    "changed": "changed",
    "pruned": "removed",
}


def view(summary: ExportSummary) -> Document:
    """The changes to the file, how certain the dates are, and what to do next.

    Only the first line if nothing changed; only notes if there are no events.
    """
    notes = words.export_notes(summary.selection)
    lines = [Line(Cell(note), full=[spelled_out(note)]) for note in notes]
    if not (summary.selection.events or summary.has_changes):
        return Document(None, [lines])
    written = Line(Cell(_summary_line(summary)))
    # File names are not spelled out.
    if not summary.has_changes:
        return Document(None, [written], verbatim=True)
    lines += [Line(Cell(step)) for step in _next_steps(summary)]
    return Document(None, [written, _changed_events(summary), lines], verbatim=True)


def _summary_line(summary: ExportSummary) -> str:
    """The file, how many events and alarms it has, and how many events changed.

    "Wrote milipol.ics: 3 events, 4 alarms, 1 past; 1 added, 2 moved."
    """
    as_of, events = summary.selection.as_of, summary.selection.events
    alarms_in_file = sum(event.alarms for event in summary.events_in_file)
    contents = count(len(summary.events_in_file), "event")
    contents += f", {count(alarms_in_file, 'alarm')}"
    past = sum(alarm.is_past(as_of) for event in events for alarm in event.alarms)
    contents += f", {past} past" if past else ""
    if not summary.has_changes:
        return f"{summary.export.name} is unchanged: {contents}."
    wrote = "Would write" if summary.export.dry_run else "Wrote"
    if summary.is_new:
        return f"{wrote} {summary.export.name} (new): {contents}."
    kinds = Counter(row.change.kind for row in summary.changes)
    changes = [f"{kinds[kind]} {text}" for kind, text in _COUNTED.items() if kinds[kind]]
    return f"{wrote} {summary.export.name}: {'; '.join([contents, *changes])}."


def _changed_events(summary: ExportSummary) -> list[Facts | Line]:
    """The events that changed, each with its alarms; of a new file only the first."""
    changed = [row for row in summary.changes if row.change.kind in _COUNTED]
    listed = changed
    # "and 1 more event" would take as much room as that event.
    if summary.is_new and not summary.export.dry_run and len(changed) > _LISTED + 1:
        listed = changed[:_LISTED]
    facts = [fact for row in listed for fact in _event_facts(row, summary)]
    events: list[Facts | Line] = [Facts(facts, wide_label=False, label_wraps=True)]
    if unlisted := len(changed) - len(listed):
        text = f"and {count(unlisted, 'more event')}; --dry-run lists all"
        events.append(Line(Cell(text), inset=True))
    return events


def _event_facts(row: ChangeRow, summary: ExportSummary) -> Iterator[Fact]:
    """An event that changed: when it is, when it was if it moved, and its alarms.

    A reminder is an alarm itself, and may be past.
    """
    change, event = row
    if event is None:
        yield _fact(change.summary, _state_without_event(change, summary))
        return
    as_of = summary.selection.as_of
    when = _event_when(event) + _past(event.reminder_alarm, as_of)
    if not summary.is_new:
        when += f"; {_COUNTED[change.kind]}"
    yield _fact(words.title(event), when)
    if change.kind == "moved" and change.before is not None:
        yield _fact("  from", _when_in_file(change.before, event))
    for alarm in event.alarms:
        rings = _alarm_when(alarm, event) + _past(alarm, as_of)
        yield _fact(f"  {offset_before(alarm.offset)}", rings)


def _state_without_event(change: EventChange, summary: ExportSummary) -> str:
    """The state of an event in the file that the export does not have.

    The event of visits is gone once the visits are in the events of picked days.
    """
    has_visits = any(event.visits for event in summary.selection.events)
    if has_visits and change.id.startswith(VISITS):
        return "now in other events"
    state = _COUNTED[change.kind]
    return f"no longer exported, {state}" if change.kind == "cancelled" else state


def _fact(label: str, text: str) -> Fact:
    return Fact(label, [(Cell(text),)], full=[spelled_out(f"{label}: {text}")])


def _next_steps(summary: ExportSummary) -> list[str]:
    """How to get the file into a calendar; nothing if it is there already."""
    if summary.export.dry_run or not summary.events_in_file:
        return []
    if summary.export.is_folder:
        sync = "Read the folder with khal, or sync it with vdirsyncer."
        return [sync] if summary.is_new else []
    if not summary.is_new:
        return [_IMPORT_AGAIN]
    steps = [f"Open {summary.export.name} to import it."]
    if any(event.alarms for event in summary.events_in_file):
        kinds = {event.kind for event in summary.selection.events}
        steps.append(_ALARMS_IN_OUTLOOK if "reminder" in kinds else _ALARMS)
    return steps


def _when_in_file(before: FileEvent, event: Event) -> str:
    """When an event was in the file that is updated, on the clock of its new time.

    Times of a file without a zone are shown as they are there.
    """
    start, end = before.start, before.last
    if not isinstance(start, dt.datetime) or not isinstance(end, dt.datetime):
        return dates_plain(Dates(start=start, end=end))
    if start.tzinfo is not None and event.starts is not None:
        zone = event.starts.tzinfo
        start, end = start.astimezone(zone), end.astimezone(zone)
    days = days_off((end.date() - start.date()).days)
    return f"{day_brief(start.date())}, {start:%H:%M}-{end:%H:%M}{days}"


def _event_when(event: Event) -> str:
    if event.starts is None or event.ends is None:
        return f"{days_brief(event.first, event.last)}, all day"
    times = Occasion(id=event.id, starts=event.starts, ends=event.ends)
    return f"{day_brief(event.first)}, {span(times, None)} {words.city(event)}"


def _alarm_when(alarm: Alarm, event: Event) -> str:
    zone = alarm.zone
    city = "in your calendar" if zone is None else city_at(event.edition, zone)
    return f"{day_brief(alarm.rings.date())}, {alarm.rings:%H:%M} {city}"


def _past(alarm: Alarm | None, as_of: AsOf) -> str:
    return ", past" if alarm is not None and alarm.is_past(as_of) else ""
