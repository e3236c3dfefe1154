"""What `milipol export` shows: when alarms would ring, and what was written."""

import datetime as dt
from collections import Counter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from milipol_cli.export.events import Event
from milipol_cli.export.query import ChangedEvent, ExportSummary, Selection
from milipol_cli.export.words import (
    city_of,
    event_title,
    selection_notes,
    summary_notes,
)
from milipol_cli.ics.alarms import Alarm, offset_before
from milipol_cli.ics.events import ChangeKind
from milipol_cli.look.document import Column, Document, Fact, Facts, Grid
from milipol_cli.look.parts import Cell, Line, Title
from milipol_cli.look.words.dates import (
    count,
    dates_plain,
    day_brief,
    day_short,
    days_brief,
    spelled_out,
    weekday,
)
from milipol_cli.look.words.times import city_at, days_off, span
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.dates import Dates

# At most this many events are listed; more would push the notes off the screen.
_LISTED = 12

_ALARMS = (
    "Google drops all alarms (use --reminder-events); Outlook keeps only the first."
)
_ALARMS_IN_OUTLOOK = "Outlook keeps only the first alarm of each event."

_IMPORT_AGAIN = (
    "Before you import it again, delete the old events in Outlook and Thunderbird;"
    " GNOME, khal and CalDAV servers update them."
)

_SYNC = "Read the folder with khal, or sync it with vdirsyncer."

_COUNTED: dict[ChangeKind, str] = {
    "added": "added",
    "moved": "moved",
    "cancelled": "cancelled",
    "changed": "changed",
    "pruned": "removed",
}

# An event of the file that is not exported, if the file does not keep it as it is.
_LEFT_OVER: dict[ChangeKind, str] = {
    "cancelled": "no longer on your agenda, cancelled",
    "pruned": "removed",
}
_WITHOUT_THEME = "a day without a theme, cancelled"


def view(answer: Selection | ExportSummary) -> Document:
    """The alarms of a dry run, or the summary of an export."""
    if isinstance(answer, ExportSummary):
        return _summary(answer)
    return _dry_run(answer)


class _Ring(NamedTuple):
    """A row of a dry run: an alarm of an event."""

    event: Event
    alarm: Alarm
    as_of: AsOf


ALARMS = Grid[_Ring](
    "alarms",
    (
        Column(
            header="Venue time",
            brief=lambda ring: alarm_at_venue(ring.event, ring.alarm),
        ),
        Column(
            header="Your time",
            brief=lambda ring: alarm_in_calendar(ring.alarm, ring.as_of),
        ),
        Column(
            header="Alarm for",
            brief=lambda ring: event_title(ring.event),
            yields_to=22,
        ),
        Column(header="ID", brief=lambda ring: ring.event.id, wraps=False),
    ),
    named_by="Alarm for",
)


def _dry_run(selection: Selection) -> Document:
    """When each alarm would ring, in that order."""
    rings = [
        _Ring(event, alarm, selection.as_of)
        for event in selection.events
        for alarm in event.alarms
    ]
    zone = selection.as_of.reader_zone or dt.UTC
    rings.sort(key=lambda ring: (ring.alarm.timestamp(zone), ring.event.id))
    events, alarms = count(len(selection.events), "event"), count(len(rings), "alarm")
    return Document(
        Title(Cell(f"{events}, {alarms}; nothing is written.")),
        [ALARMS.of(rings)],
        selection_notes(selection),
    )


def _summary(summary: ExportSummary) -> Document:
    """What was written, how sure the dates are, and what to do next.

    Only the first line if nothing changed; only notes if there are no events.
    """
    notes = summary_notes(summary)
    lines = [Line(Cell(note), full=[spelled_out(note)]) for note in notes]
    if not (summary.selection.events or summary.is_written):
        return Document(None, [lines])
    written = Line(Cell(_written(summary)))
    # File names are not spelled out.
    if not summary.is_written:
        return Document(None, [written], verbatim=True)
    lines += [Line(Cell(step)) for step in _next_steps(summary)]
    return Document(None, [written, _events(summary), lines], verbatim=True)


def _written(summary: ExportSummary) -> str:
    """How many events and alarms the file has now, and what changed."""
    contents = f"{count(summary.events, 'event')}, {_alarms(summary)}"
    if summary.is_new:
        return f"Wrote {summary.file} (new): {contents}."
    if not summary.is_written:
        return f"{summary.file} is unchanged: {contents}."
    kinds = Counter(row.change.kind for row in summary.changes)
    changes = [
        f"{kinds[kind]} {text}" for kind, text in _COUNTED.items() if kinds[kind]
    ]
    return f"Wrote {summary.file}: {'; '.join([contents, *changes])}."


_ALL_PAST = {1: "past", 2: "both past"}


def _alarms(summary: ExportSummary) -> str:
    """How many alarms the file has, and how many of them are past."""
    as_of, events = summary.selection.as_of, summary.selection.events
    past = sum(alarm.is_past(as_of) for event in events for alarm in event.alarms)
    text = count(summary.alarms, "alarm")
    if not past:
        return text
    if past < summary.alarms:
        return f"{text}, {past} past"
    return f"{text}, {_ALL_PAST.get(past, 'all past')}"


def _events(summary: ExportSummary) -> list[Facts | Line]:
    """The events of a new file; of an older one those that changed."""
    as_of = summary.selection.as_of
    changed = [row for row in summary.changes if row.change.kind in _COUNTED]
    most = len(changed)
    # "and 1 more event" would take as much room as that event.
    if summary.is_new and most > _LISTED + 1:
        most = _LISTED
    facts = []
    for row in changed[:most]:
        change, event = row
        if event is None:
            what = _LEFT_OVER[change.kind]
            if change.kind == "cancelled" and change.id in summary.selection.dropped:
                what = _WITHOUT_THEME
            facts.append(_fact(change.summary, what))
            continue
        when = _with_past(_event_when(event), event.reminder_alarm, as_of)
        if not summary.is_new:
            when += f"; {_COUNTED[change.kind]}"
        facts.append(_fact(event_title(event), when))
        if change.kind == "moved":
            facts.append(_fact("  from", _in_file(row, event)))
        facts += [
            _fact(
                f"  {offset_before(alarm.offset)}",
                alarm_when(alarm, as_of, event.edition),
            )
            for alarm in event.alarms
        ]
    events: list[Facts | Line] = [Facts(facts, wide_label=False, label_wraps=True)]
    if left := len(changed) - most:
        text = f"and {count(left, 'more event')}"
        if any(row.event is not None and row.event.alarms for row in changed[most:]):
            text += "; --dry-run shows when their alarms ring"
        events.append(Line(Cell(text), inset=True))
    return events


def _fact(label: str, text: str) -> Fact:
    return Fact(label, [(Cell(text),)], full=[spelled_out(f"{label}: {text}")])


def _next_steps(summary: ExportSummary) -> list[str]:
    if not summary.events:
        return []
    if summary.is_folder:
        return [_SYNC] if summary.is_new else []
    if not summary.is_new:
        return [_IMPORT_AGAIN]
    has_reminders = any(event.kind == "reminder" for event in summary.selection.events)
    alarms = [_ALARMS_IN_OUTLOOK if has_reminders else _ALARMS]
    alarms = alarms if summary.alarms else []
    return [f"Open {summary.file} to import it.", *alarms, _IMPORT_AGAIN]


def _in_file(row: ChangedEvent, event: Event) -> str:
    """When it was in the file: its days, or its day and time in the event's zone."""
    start, end = row.change.start, row.old_end
    zone = None if event.starts is None else event.starts.tzinfo
    if isinstance(start, dt.datetime) and isinstance(end, dt.datetime):
        # A time that a clock shows twice is in the file in UTC.
        zone, city = zone or start.tzinfo, ""
        if start.tzinfo is not None and isinstance(zone, ZoneInfo):
            start, end = start.astimezone(zone), end.astimezone(zone)
            city = f" {city_at(event.edition, zone)}"
        days = days_off((end.date() - start.date()).days)
        return f"{day_brief(start.date())}, {start:%H:%M}-{end:%H:%M}{days}{city}"
    return dates_plain(Dates(start=start, end=end))


def _event_when(event: Event) -> str:
    """When the event is: its days, or its day and time at the venue."""
    if event.starts is None or event.ends is None:
        return f"{days_brief(event.first, event.last)}, all day"
    return f"{day_brief(event.first)}, {span(event, None)} {city_of(event)}"


def alarm_when(alarm: Alarm, as_of: AsOf, edition: EditionAsOf | None = None) -> str:
    """When an alarm rings: at the venue, or in the reader's calendar."""
    city = "in your calendar"
    if alarm.zone is not None:
        city = city_at(edition, alarm.zone)
    return _with_past(
        f"{day_brief(alarm.day)}, {alarm.clock:%H:%M} {city}", alarm, as_of
    )


def alarm_at_venue(event: Event, alarm: Alarm) -> str:
    """When an alarm rings, on the clock of the venue."""
    if alarm.zone is None:
        return "all day"
    return f"{_short(alarm.day, alarm.clock)} {city_at(event.edition, alarm.zone)}"


def alarm_in_calendar(alarm: Alarm, as_of: AsOf) -> str:
    """When an alarm rings, on the reader's clock if the reader's zone is known."""
    day, clock, zone = alarm.day, alarm.clock, as_of.reader_zone
    if alarm.zone is not None and zone is not None:
        rings = dt.datetime.combine(day, clock, alarm.zone).astimezone(zone)
        day, clock = rings.date(), rings.time()
    return _with_past(_short(day, clock), alarm, as_of)


def _with_past(when: str, alarm: Alarm | None, as_of: AsOf) -> str:
    """A time with ", past" if the alarm would already have rung."""
    is_past = alarm is not None and alarm.is_past(as_of)
    return f"{when}, past" if is_past else when


def _short(day: dt.date, clock: dt.time) -> str:
    return f"{weekday(day)[:3]} {day_short(day)}, {clock:%H:%M}"
