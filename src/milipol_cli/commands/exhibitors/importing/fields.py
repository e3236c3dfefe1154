"""The fields of `milipol exhibitors import` in JSON."""

from milipol_cli.commands.exhibitors.importing.query import CompanyChange, HallSummary, ListReport
from milipol_cli.imports.report_fields import DAYS, DOUBTFUL, FIELD, LAYOUT, SOURCE, WRITTEN
from milipol_cli.look.data import Data, Fields
from milipol_cli.network.model.exhibitors import Exhibitor

CHANGE = Fields[CompanyChange](
    "changed exhibitor",
    ("change", lambda change: change.kind, "new, moved, changed or gone"),
    ("id", lambda change: change.listed.id, "id of the exhibitor at the edition"),
    ("name", lambda change: change.exhibitor.name, "its name"),
    ("stands", lambda change: change.exhibitor.stand, "its stands"),
    ("halls", lambda change: change.exhibitor.hall, "its halls"),
    ("fields", lambda change: FIELD.rows(change.fields), "what changed about it"),
)

HALL = Fields[HallSummary](
    "hall of a list",
    ("hall", lambda summary: summary.hall, "its name; null for those without one"),
    ("exhibitors", lambda summary: summary.exhibitors, "exhibitors in it"),
    ("with_stand", lambda summary: summary.with_stand, "exhibitors with a stand"),
    ("first_stand", lambda summary: summary.first, "the first stand, in order"),
    ("last_stand", lambda summary: summary.last, "the last one"),
)

AS_READ = Fields[Exhibitor](
    "exhibitor as read",
    ("name", lambda exhibitor: exhibitor.name, "its name"),
    ("country", lambda exhibitor: exhibitor.country_name, "name of its country"),
    ("stands", lambda exhibitor: exhibitor.stand, "its stands"),
    ("halls", lambda exhibitor: exhibitor.hall, "its halls"),
)

RECORD = Fields[ListReport](
    "import of exhibitors",
    *WRITTEN,
    (
        "replaces_bundled",
        lambda report: report.bundled is not None,
        "whether it replaces a bundled list",
    ),
    *SOURCE,
    ("rows", lambda report: report.imported.rows, "rows of the file with a company"),
    ("exhibitors", lambda report: len(report.imported.exhibitors), "different companies"),
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
    ("by_hall", lambda report: HALL.rows(report.by_hall), "exhibitors by their halls"),
    (
        "sample",
        lambda report: AS_READ.rows(report.sample),
        "the first, the middle and the last exhibitor, as they were read",
    ),
    *LAYOUT,
)


def data(report: ListReport) -> Data:
    """The record of a report; its main list are the changes."""
    record = RECORD.row(report)
    return Data(record, CHANGE, record["changes"])
