"""The fields of `milipol import` in JSON."""

from milipol_cli.commands.importing.glance import DayOverview, overviews
from milipol_cli.commands.importing.programme import ChangedSession, text_of
from milipol_cli.commands.importing.query import ProgrammeReport
from milipol_cli.imports.report_fields import DAYS, DOUBTFUL, FIELD, LAYOUT, SOURCE, WRITTEN
from milipol_cli.look.data import Data, Fields
from milipol_cli.network.model.programmes import Session

CHANGE = Fields[ChangedSession](
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

DAY = Fields[DayOverview](
    "day of an import",
    ("day", lambda row: row.day, "the day; null for sessions without one"),
    ("sessions", lambda row: len(row.sessions), "its sessions"),
    ("first_start", lambda row: row.first_start, "start of the first one, if known"),
    ("last_end", lambda row: row.last_end, "end of the last one, if known"),
    ("rooms", lambda row: list(row.rooms), "their rooms"),
)

SAMPLE = Fields[Session](
    "session of an import",
    ("id", lambda session: session.id, "its id"),
    ("title", lambda session: session.title, "its title"),
    ("date", lambda session: session.date, "its day"),
    ("start", lambda session: session.start, "its start at the venue"),
    ("end", lambda session: session.end, "its end at the venue"),
    ("room", lambda session: session.room, "its room"),
    (
        "speakers",
        lambda session: [each.name for each in session.speaker],
        "the names of its speakers",
    ),
)

RECORD = Fields[ProgrammeReport](
    "import",
    *WRITTEN,
    *SOURCE,
    ("title", lambda report: report.imported.title, "title in the file"),
    ("sessions", lambda report: len(report.sessions), "sessions not cancelled"),
    ("cancelled", lambda report: report.number_cancelled, "sessions no longer in the file"),
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
    ("each_day", lambda report: DAY.rows(overviews(report.sessions)), "the sessions of each day"),
    (
        "samples",
        lambda report: SAMPLE.rows(report.samples.values()),
        "the first, the middle and the last session as they were read",
    ),
    *LAYOUT,
)


def data(report: ProgrammeReport) -> Data:
    """The record of a report; its main list are the changes."""
    record = RECORD.row(report)
    return Data(record, CHANGE, record["changes"])
