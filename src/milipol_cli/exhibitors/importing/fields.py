"""The fields of `milipol exhibitors import` in JSON."""

from milipol_cli.doubts import DOUBT
from milipol_cli.exhibitors.importing.query import Change, Report
from milipol_cli.import_report import FieldChange
from milipol_cli.look.data import Data, Fields
from milipol_cli.look.fields import SCHEMA

FIELD = Fields[FieldChange](
    "changed field",
    ("field", lambda change: change.field, "key of the entry"),
    ("old", lambda change: change.old, "its value before, as text"),
    ("new", lambda change: change.new, "its value now, as text"),
)

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
    ("schema", lambda _: SCHEMA, "version of this contract"),
    ("edition", lambda report: report.edition, "id of the edition"),
    ("file", lambda report: report.file, "path of the list"),
    ("written", lambda report: report.is_written, "whether it was written"),
    ("new", lambda report: report.is_new, "whether there was none before"),
    (
        "replaces_bundled",
        lambda report: report.bundled is not None,
        "whether it takes the place of a bundled list",
    ),
    ("source", lambda report: report.source, "path of the file that was imported"),
    ("sha256", lambda report: report.sha256, "SHA-256 of that file"),
    ("format", lambda report: report.format, "csv, tsv, xlsx or ods"),
    ("rows", lambda report: report.rows, "rows of the file with a company"),
    ("exhibitors", lambda report: len(report.exhibitors), "companies, each once"),
    ("countries", lambda report: len(report.countries), "different countries"),
    ("stands", lambda report: len(report.stands), "different stands"),
    ("halls", lambda report: len(report.halls), "different halls"),
    (
        "changes",
        lambda report: CHANGE.rows(report.changes),
        "what changed since the last import, in the order of the list",
    ),
    ("doubts", lambda report: DOUBT.rows(report.doubts), "what is doubtful"),
    (
        "unused",
        lambda report: list(report.unused),
        "headers of columns that were not used",
    ),
)


def data(report: Report) -> Data:
    """The record of a report; its main list are the changes."""
    record = RECORD.row(report)
    return Data(record, CHANGE, record["changes"])
