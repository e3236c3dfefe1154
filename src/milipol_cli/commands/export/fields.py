"""The JSON fields of `milipol export`."""

from milipol_cli.commands.export.query import ChangeRow, ExportSummary
from milipol_cli.commands.export.words import export_notes
from milipol_cli.look.data import Data, Fields, Row
from milipol_cli.look.fields import ALARM, head


def _start(row: ChangeRow) -> str:
    event, in_file = row.event, row.change.latest.start
    return (in_file if event is None else event.start).isoformat()


def _end(row: ChangeRow) -> str:
    event, in_file = row.event, row.change.latest.last
    return (in_file if event is None else event.ends or event.last).isoformat()


def _alarms(row: ChangeRow) -> list[Row] | None:
    if row.event is None:
        return [] if row.change.kind == "cancelled" else None
    return ALARM.rows(row.event.alarms)


EVENT = Fields[ChangeRow](
    "event",
    ("id", lambda row: row.change.id, "its id; of an entry that is gone, its UID"),
    ("uid", lambda row: row.change.uid, "its UID in the file"),
    (
        "change",
        lambda row: row.change.kind,
        "added, moved, cancelled, changed, same, newer (kept, as the file has a higher"
        " SEQUENCE), kept (not in this export) or pruned",
    ),
    (
        "kind",
        lambda row: row.event and row.event.kind,
        "edition, day, session, visits, meeting, deadline, travel, dinner,"
        " meal or reminder; null if it is as the file has it",
    ),
    ("title", lambda row: row.change.summary, "its title"),
    ("start", _start, "when it starts; its first day if it is all day"),
    ("end", _end, "when it ends, or its last day"),
    (
        "old_start",
        lambda row: row.change.before and row.change.before.start.isoformat(),
        "when it started in the file before; null if added",
    ),
    (
        "old_end",
        lambda row: row.change.before and row.change.before.last.isoformat(),
        "when it ended in the file before; null if added",
    ),
    ("properties", lambda row: row.change.properties, "names of those that differ"),
    ("alarms", _alarms, "its alarms; null if they are as the file has them"),
)


RECORD = Fields[ExportSummary](
    "export",
    *head(lambda summary: summary.selection.reviewed),
    ("file", lambda summary: summary.export.name, "the calendar file, or the folder"),
    ("new", lambda summary: summary.is_new, "whether the file is new, or replaced"),
    (
        "written",
        lambda summary: summary.is_written,
        "whether it was written: not by a dry run, nor if nothing changed",
    ),
    (
        "events",
        lambda summary: EVENT.rows(summary.changes),
        "the events of the export in order of time, then the others in the file",
    ),
    (
        "notes",
        lambda summary: export_notes(summary.selection),
        "what is left out, tentative or assumed, in sentences",
    ),
)


def data(summary: ExportSummary) -> Data:
    """The record of what was written."""
    record = RECORD.row(summary)
    return Data(record, EVENT, record["events"])
