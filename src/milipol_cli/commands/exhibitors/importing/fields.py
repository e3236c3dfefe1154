"""The fields of `milipol exhibitors import` in JSON."""

from milipol_cli.commands.exhibitors.importing.query import Change, Report
from milipol_cli.imports.flow import DAYS, DOUBTFUL, FIELD, SOURCE, WRITTEN
from milipol_cli.look.data import Data, Fields

CHANGE = Fields[Change](
    "changed exhibitor",
    ("change", lambda change: change.kind, "new, moved, changed or gone"),
    ("id", lambda change: change.listed.id, "id of the exhibitor at the edition"),
    ("name", lambda change: change.exhibitor.name, "its name"),
    ("stands", lambda change: change.exhibitor.stand, "its stands"),
    ("halls", lambda change: change.exhibitor.hall, "its halls"),
    ("fields", lambda change: FIELD.rows(change.fields), "what changed about it"),
)

RECORD = Fields[Report](
    "import of exhibitors",
    *WRITTEN,
    (
        "replaces_bundled",
        lambda report: report.bundled is not None,
        "whether it takes the place of a bundled list",
    ),
    *SOURCE,
    ("rows", lambda report: report.imported.rows, "rows of the file with a company"),
    (
        "exhibitors",
        lambda report: len(report.imported.exhibitors),
        "different companies",
    ),
    ("countries", lambda report: len(report.countries), "different countries"),
    ("stands", lambda report: len(report.stands), "different stands"),
    ("halls", lambda report: len(report.halls), "different halls"),
    (
        "changes",
        lambda report: CHANGE.rows(report.changes),
        "what changed since the last import, in the order of the list",
    ),
    *DOUBTFUL,
    *DAYS,
)


def data(report: Report) -> Data:
    """The record of a report; its main list are the changes."""
    record = RECORD.row(report)
    return Data(record, CHANGE, record["changes"])
