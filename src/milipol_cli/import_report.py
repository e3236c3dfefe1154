"""What both imports report: what is new, and what is doubtful, as JSON and as text."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from milipol_cli.doubts import DOUBT, ImportedFile
from milipol_cli.look.data import Field, Fields
from milipol_cli.look.document import (
    Cell,
    Column,
    Document,
    Fact,
    Facts,
    Filled,
    Grid,
    Line,
)
from milipol_cli.look.fields import SCHEMA
from milipol_cli.look.words.dates import joined
from milipol_cli.network.model.record import Record
from milipol_cli.tables import TableRequest


class Orders(Record, frozen=True, kw_only=True):
    """What to import: a file, with how its tables are read; and where to.

    `is_read` is whether other commands read the data folder `root`. `publisher` made
    the file, if that is known; it is `official` if the organiser gave it. With `force`,
    what was edited by hand is replaced. A `dry_run` writes nothing.
    """

    file: str
    tables: TableRequest
    root: Path
    is_read: bool
    publisher: str | None
    official: bool
    force: bool
    dry_run: bool


class FieldChange(Record, frozen=True, kw_only=True):
    """A field with its value before and now, as text; None if it has none."""

    field: str
    old: str | None
    new: str | None

    @property
    def words(self) -> str:
        """The change in words: "room: 5b, previously 5a"."""
        return f"{self.field}: {self.new or 'none'}, previously {self.old or 'none'}"


def changed_fields(
    before: Mapping[str, str | None], now: Mapping[str, str | None]
) -> tuple[FieldChange, ...]:
    """The fields whose texts differ."""
    return tuple(
        FieldChange(field=field, old=before[field], new=text)
        for field, text in now.items()
        if text != before[field]
    )


class ImportedSource(NamedTuple):
    """The source of an import by its id, and the `files` to write for it.

    `change` is who is its publisher now, and before, if that is another. `is_due` is
    whether it is written although the import has nothing new.
    """

    id: str
    files: list[tuple[Path, str]]
    change: str | None
    is_due: bool


class ImportReport(Record, frozen=True, kw_only=True):
    """What was imported for an edition, and the file that it was written to.

    `sha256` is that of the imported file. `is_new` is whether nothing was there.
    """

    orders: Orders
    source: ImportedSource
    imported: ImportedFile
    path: Path
    edition: str
    sha256: str
    is_new: bool
    is_unchanged: bool

    @property
    def is_written(self) -> bool:
        """Whether the file was written."""
        return not (self.is_unchanged or self.orders.dry_run)


WRITTEN: tuple[Field[ImportReport], ...] = (
    ("schema", lambda _: SCHEMA, "version of this contract"),
    ("edition", lambda report: report.edition, "id of the edition"),
    ("file", lambda report: str(report.path), "path of the file in the data folder"),
    ("written", lambda report: report.is_written, "whether it was written"),
    ("new", lambda report: report.is_new, "whether there was none before"),
)

SOURCE: tuple[Field[ImportReport], ...] = (
    ("source", lambda report: report.orders.file, "path of the file imported"),
    ("sha256", lambda report: report.sha256, "SHA-256 of that file"),
    (
        "format",
        lambda report: report.imported.format,
        "ics, schedule-xml, schedule-json, json, csv, tsv, xlsx or ods",
    ),
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

FIELD = Fields[FieldChange](
    "changed field",
    ("field", lambda change: change.field, "its key"),
    ("old", lambda change: change.old, "its value before, as text"),
    ("new", lambda change: change.new, "its value now, as text"),
)


def changes(
    noun: str,
    words: Mapping[str, str],
    name: Callable[[Any], str],
    details: Callable[[Any], Sequence[str]],
    key: Callable[[Any], tuple[str, str]],
) -> Grid[Any]:
    """A table of changes, of which a kind may have a word.

    `details` are what changed, and `key` is a short id and the whole one.
    """
    return Grid[Any](
        "changes",
        (
            Column(
                header="Change",
                brief=lambda change: words.get(change.kind, change.kind),
                style=lambda c: "maybe" if c.kind in ("gone", "removed") else "",
                wraps=False,
            ),
            Column(header=noun, brief=name),
            Column(header="What", brief=lambda change: "; ".join(details(change))),
            Column(
                header="ID",
                brief=lambda change: Cell(key(change)[0], "dim"),
                full=lambda change: key(change)[1],
                wraps=False,
            ),
        ),
        named_by=noun,
    )


def document(
    report: ImportReport,
    form: str,
    contents: Iterable[str],
    changes: Filled[Any],
    steps: Iterable[str],
) -> Document:
    """What was written from a file of a form, what changed and what is doubtful.

    It is one line if nothing changed.
    """
    orders, summary = report.orders, joined(list(contents))
    if report.is_unchanged:
        unchanged = Line(Cell(f"{report.path} is unchanged: {summary}."))
        return Document(None, [unchanged], verbatim=True)
    done = "Would write" if orders.dry_run else "Wrote"
    new = " (new)" if report.is_new else ""
    written = Line(Cell(f"{done} {report.path}{new} from {form}: {summary}."))
    facts = []
    if report.source.change is not None:
        facts.append(Fact.of("Publisher", report.source.change))
    if report.imported.doubts:
        doubts = [str(doubt) for doubt in report.imported.doubts]
        facts.append(Fact.each("Doubtful", doubts, of_each="Doubtful"))
    if report.imported.unused:
        facts.append(Fact.of("Not used", ", ".join(report.imported.unused)))
    lines = [Line(Cell(step)) for step in steps]
    return Document(None, [written, changes, Facts(facts), lines], verbatim=True)


def next_step(report: ImportReport, command: str) -> Iterator[str]:
    """How to see what was imported: with `command`, once the data folder is read."""
    if not report.orders.is_read:
        yield f"Set MILIPOL_DATA, so that other commands read {report.orders.root}."
    elif not report.orders.dry_run:
        yield f"See milipol {command} {report.edition}."
