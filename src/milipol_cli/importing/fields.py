"""The fields of `milipol import` in JSON."""

import datetime as dt

from milipol_cli.doubts import DOUBT
from milipol_cli.import_report import FieldChange
from milipol_cli.importing.programme import Change
from milipol_cli.importing.query import Report
from milipol_cli.look.data import Data, Fields
from milipol_cli.look.fields import SCHEMA


def _clock(time: dt.time | None) -> str | None:
    return None if time is None else f"{time:%H:%M}"


FIELD = Fields[FieldChange](
    "field",
    ("field", lambda change: change.field, "key of the session"),
    ("old", lambda change: change.old, "its value before, as text"),
    ("new", lambda change: change.new, "its value now, as text"),
)

CHANGE = Fields[Change](
    "change",
    ("change", lambda change: change.kind, "new, changed, back, gone or removed"),
    ("id", lambda change: change.session.id, "short id of the session"),
    ("title", lambda change: change.session.title, "its title"),
    ("date", lambda change: change.session.date, "its day at the venue"),
    (
        "start",
        lambda change: _clock(change.session.start),
        "when it starts at the venue",
    ),
    ("end", lambda change: _clock(change.session.end), "when it ends at the venue"),
    ("room", lambda change: change.session.room, "where it takes place"),
    ("fields", lambda change: FIELD.rows(change.fields), "what changed about it"),
)

RECORD = Fields[Report](
    "import",
    ("schema", lambda _: SCHEMA, "version of this contract"),
    ("edition", lambda report: report.edition, "id of the edition"),
    ("file", lambda report: report.file, "path of the programme file"),
    ("written", lambda report: report.is_written, "whether it was written"),
    ("new", lambda report: report.is_new, "whether there was none before"),
    ("source", lambda report: report.source, "path of the file that was imported"),
    ("sha256", lambda report: report.sha256, "SHA-256 of that file"),
    ("format", lambda report: report.format, "ics, schedule-xml, csv, ..."),
    ("title", lambda report: report.title, "title in the file"),
    ("sessions", lambda report: report.sessions, "sessions, without cancelled ones"),
    ("cancelled", lambda report: report.cancelled, "sessions no longer in the file"),
    ("days", lambda report: report.days, "days with sessions"),
    ("first", lambda report: report.first, "the first of these days"),
    ("last", lambda report: report.last, "the last of these days"),
    ("rooms", lambda report: report.rooms, "different rooms"),
    ("speakers", lambda report: report.speakers, "different speakers"),
    (
        "changes",
        lambda report: CHANGE.rows(report.changes),
        "what changed since the last import, in order of time",
    ),
    ("doubts", lambda report: DOUBT.rows(report.doubts), "what is doubtful"),
    (
        "unused",
        lambda report: list(report.unused),
        "columns, properties or elements that were not used",
    ),
)


def data(report: Report) -> Data:
    """The record of a report; its main list are the changes."""
    record = RECORD.row(report)
    return Data(record, CHANGE, record["changes"])
