"""The fields in JSON that the reports of both imports have."""

from milipol_cli.base.errors import one_of
from milipol_cli.imports.doubts import DOUBT
from milipol_cli.imports.formats import FORMATS
from milipol_cli.imports.report import ImportReport
from milipol_cli.imports.target import DaysChange, Target
from milipol_cli.look.data import Field, Fields, Row
from milipol_cli.look.fields import SCHEMA
from milipol_cli.network.differences import Difference
from milipol_cli.network.model.dates import window

WRITTEN: tuple[Field[ImportReport], ...] = (
    ("schema", lambda _: SCHEMA, "version of this contract"),
    ("edition", lambda report: report.edition, "id of the edition"),
    ("file", lambda report: str(report.path), "path of the file in the data folder"),
    ("written", lambda report: report.is_written, "whether it was written"),
    ("new", lambda report: report.is_new, "whether there was none before"),
)

SOURCE: tuple[Field[ImportReport], ...] = (
    ("source", lambda report: report.orders.name, "path of the file imported"),
    ("sha256", lambda report: report.sha256, "SHA-256 of that file"),
    ("format", lambda report: report.imported.format, one_of((*FORMATS, "tsv", "xlsx", "ods"))),
    (
        "publisher_change",
        lambda report: report.source.change,
        "who is named as its publisher now, and before, if that changed; else null",
    ),
)

DOUBTFUL: tuple[Field[ImportReport], ...] = (
    ("doubts", lambda report: DOUBT.rows(report.imported.doubts), "what is doubtful"),
    (
        "unused",
        lambda report: list(report.imported.unused),
        "columns, properties or elements that were not used",
    ),
)

LAYOUT: tuple[Field[ImportReport], ...] = (
    (
        "layout",
        lambda report: report.imported.layout,
        "where the header of a table is if not in line 1, or what is across in a grid",
    ),
)

NOTICE = Fields[DaysChange](
    "notice of days",
    ("file", lambda change: str(change.path), "path of the show.toml that has it"),
    ("first_line", lambda change: change.lines[0], "its first line there"),
    ("last_line", lambda change: change.lines[1], "its last line there"),
    ("known_by", lambda change: change.known_by, "the day by which it was known"),
    ("start", lambda change: change.days.start, "first day of the edition now"),
    ("end", lambda change: change.days.end, "its last day now"),
    (
        "old_start",
        lambda change: change.before and window(change.before)[0],
        "its first day before; null for a new edition",
    ),
    (
        "old_end",
        lambda change: change.before and window(change.before)[1],
        "its last day before; null for a new edition",
    ),
    ("own", lambda change: change.own, "whether its days were given, not read"),
)


def notice_row(target: Target) -> Row | None:
    """The notice that an edition gets; None if its days stay."""
    return None if target.change is None else NOTICE.row(target.change)


DAYS: tuple[Field[ImportReport], ...] = (
    (
        "notice",
        lambda report: notice_row(report.target),
        "the notice of the edition's days that was written; null if they stay",
    ),
)

FIELD = Fields[Difference](
    "changed field",
    ("field", lambda change: change.field, "its key"),
    ("old", lambda change: change.then, "its value before, as text"),
    ("new", lambda change: change.now, "its value now, as text"),
)
