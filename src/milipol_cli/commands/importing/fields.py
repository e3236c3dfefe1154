"""The fields of `milipol import` in JSON."""

from milipol_cli.commands.importing.programme import Change, text_of
from milipol_cli.commands.importing.query import Report
from milipol_cli.imports.flow import DAYS, DOUBTFUL, FIELD, SOURCE, WRITTEN
from milipol_cli.look.data import Data, Fields

CHANGE = Fields[Change](
    "change",
    ("change", lambda change: change.kind, "new, changed, back, gone or removed"),
    ("id", lambda change: change.session.id, "short id of the session"),
    ("title", lambda change: change.session.title, "its title"),
    ("date", lambda change: change.session.date, "its day at the venue"),
    ("start", lambda change: text_of(change.session.start), "its start at the venue"),
    ("end", lambda change: text_of(change.session.end), "its end at the venue"),
    ("room", lambda change: change.session.room, "where it takes place"),
    ("fields", lambda change: FIELD.rows(change.fields), "what changed about it"),
)

RECORD = Fields[Report](
    "import",
    *WRITTEN,
    *SOURCE,
    ("title", lambda report: report.imported.title, "title in the file"),
    ("sessions", lambda report: len(report.sessions), "sessions not cancelled"),
    ("cancelled", lambda report: report.cancelled, "sessions no longer in the file"),
    ("days", lambda report: len(report.days), "days with sessions"),
    ("first", lambda report: min(report.days, default=None), "the first of these days"),
    ("last", lambda report: max(report.days, default=None), "the last of these days"),
    (
        "edition_moved",
        lambda report: report.target.days_before is not None,
        "whether the edition has other days now",
    ),
    ("rooms", lambda report: len(report.rooms), "different rooms"),
    ("speakers", lambda report: len(report.speakers), "different speakers"),
    (
        "changes",
        lambda report: CHANGE.rows(report.changes),
        "what changed since the last import, in order of time",
    ),
    *DOUBTFUL,
    *DAYS,
)


def data(report: Report) -> Data:
    """The record of a report; its main list are the changes."""
    record = RECORD.row(report)
    return Data(record, CHANGE, record["changes"])
