"""The steps of both imports: read a file, write the result, and report it."""

import contextlib
import datetime as dt
import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

from milipol_cli.base import bounded, files, lock
from milipol_cli.base.errors import CannotWrite
from milipol_cli.base.escape import escape
from milipol_cli.base.toml_lines import split_tables, with_table
from milipol_cli.base.toml_values import toml_fields, toml_text
from milipol_cli.imports.doubts import DOUBT, ImportedFile
from milipol_cli.imports.kept_options import KeptOptions, kept_in, read_with_kept
from milipol_cli.imports.tables import TableRequest
from milipol_cli.imports.target import DaysChange, Target
from milipol_cli.look.data import Field, Fields, Row
from milipol_cli.look.document import (
    Cell,
    Column,
    Document,
    Fact,
    Facts,
    Grid,
    Line,
    Table,
)
from milipol_cli.look.fields import SCHEMA
from milipol_cli.look.words.dates import dates_plain, day_plain, join_names
from milipol_cli.network.differences import Difference
from milipol_cli.network.load.combine import value_of
from milipol_cli.network.load.data import SOURCES
from milipol_cli.network.load.findings import Finding
from milipol_cli.network.load.integrity import duplicates
from milipol_cli.network.load.reading import (
    DataFile,
    file_of,
    most_bytes,
    read_file,
    text_of,
)
from milipol_cli.network.model.dates import window
from milipol_cli.network.model.record import Record, convert
from milipol_cli.network.model.sources import Source, SourcesFile

_Value = TypeVar("_Value", bound=Record)
_File = TypeVar("_File", bound=ImportedFile)

_HEAD = """\
# from: {name}
{kept}# from SHA-256: {sha256}
# below SHA-256: {below}
"""
_BELOW = re.compile(r"# below SHA-256: ([0-9a-f]{64})\n")


class Orders(Record, frozen=True, kw_only=True):
    """The orders to import a file: how to read its tables, and where to write.

    `is_read` is whether other commands read the data folder `root`. The file is
    `official` if the organiser gave it. If `quiet`, only what to check is reported.
    """

    file: str
    tables: TableRequest
    root: Path
    is_read: bool
    publisher: str | None
    official: bool
    force: bool
    dry_run: bool
    quiet: bool

    @property
    def name(self) -> str:
        """The name of the file in messages: its path, or "stdin"."""
        return bounded.shown_name(self.file)


class ImportedSource(NamedTuple):
    """The `files` to write for the source of an import.

    `change` is who is its publisher now, and before, if that is another. `is_due` is
    whether it is written although the import has nothing new.
    """

    files: list[tuple[Path, str]]
    change: str | None
    is_due: bool


class ImportReport(Record, frozen=True, kw_only=True):
    """The report of an import for an edition, and the file that it was written to."""

    orders: Orders
    source: ImportedSource
    imported: ImportedFile
    changes: tuple[Any, ...]
    path: Path
    target: Target
    sha256: str
    is_new: bool
    is_unchanged: bool

    @property
    def edition(self) -> str:
        return self.target.edition

    @property
    def is_written(self) -> bool:
        return not (self.is_unchanged or self.orders.dry_run)


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


def changes_grid(
    noun: str,
    words: Mapping[str, str],
    name: Callable[[Any], str],
    details: Callable[[Any], Sequence[str]],
    ids: Callable[[Any], tuple[str, str]],
) -> Grid[Any]:
    """A table of the sessions or companies (`noun`) that an import changes.

    `words` are for kinds of changes that are not shown by their key. Of a change,
    `name` gives what changed, `details` how, and `ids` the short id and the whole one.
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
                brief=lambda change: Cell(ids(change)[0], "dim"),
                full=lambda change: ids(change)[1],
                wraps=False,
            ),
        ),
        named_by=noun,
    )


def report_document(
    report: ImportReport,
    form: str,
    contents: Iterable[str],
    changes: Grid[Any],
    steps: Iterable[str],
    glance: Sequence[Table[Any] | Facts] = (),
) -> Document:
    """The report on a file of a form; one line if nothing changed.

    Below it is what a person checks at a `glance`, then what changed. With --quiet
    there is only what to check.
    """
    orders, imported = report.orders, report.imported
    doubts = [str(doubt) for doubt in imported.doubts]
    check = [*Fact.with_text({"Publisher": report.source.change})]
    if doubts:
        check.append(Fact.labelled_each("To check", doubts, of_each="To check"))
    check += Fact.with_text({"Ignored": ", ".join(imported.unused)})
    if orders.quiet:
        return Document(None, [Facts(check)], verbatim=True)
    summary = join_names(list(contents))
    if report.is_unchanged:
        unchanged = Line(Cell(f"{report.path} is unchanged: {summary}."))
        return Document(None, [unchanged], verbatim=True)
    form = ", ".join(filter(None, (form, imported.layout)))
    done = "Would write" if orders.dry_run else "Wrote"
    new = " (new)" if report.is_new else ""
    written = Line(Cell(f"{done} {report.path}{new} from {form}: {summary}."))
    changed = changes.with_rows(report.changes)
    lines = [Line(Cell(step)) for step in steps]
    return Document(
        None, [written, *glance, changed, Facts(check), lines], verbatim=True
    )


def days_moved(target: Target, *, dry_run: bool) -> Iterator[str]:
    """From when to when an edition moved, and where its notice is; nothing if not."""
    change = target.change
    if change is None or change.before is None:
        return
    now, before = dates_plain(change.days), dates_plain(change.before)
    before = before.removesuffix(f" {window(change.days)[1].year}")
    moved = "would move" if dry_run else "moved"
    yield f"{target.title} {moved} in your data: {now}, previously {before}."
    if not change.own:
        return
    first, last = change.lines
    where = f"{change.path}, lines {first} to {last}"
    notice = f"Your notice, known by {day_plain(change.known_by)}"
    yield f"{notice}: {where}; delete them to undo it."


def notice_lines(target: Target, *, dry_run: bool) -> Iterator[str]:
    """The lines of the notice of an edition that would move, below an empty one."""
    if dry_run and target.change is not None and target.change.before is not None:
        yield from ("", *(f"  {line}" for line in target.change.added.splitlines()))


def next_step(report: ImportReport, command: str) -> Iterator[str]:
    """How to see what was imported: with `command`, once the data folder is read."""
    if not report.orders.is_read:
        yield f"Set MILIPOL_DATA={report.orders.root} so other commands read it."
    elif not report.orders.dry_run:
        yield f"See milipol {command} {report.edition}."


def read_with(
    file: str, reader: str, request: Record, kind: type[_Value]
) -> tuple[str, _Value]:
    """The SHA-256 of a file, and what a reader makes of it; raises a MilipolError.

    The file "-" is stdin.
    """
    raw = bounded.content(file)
    value = bounded.call_reader(reader, bounded.shown_name(file), raw, request)
    return sha256(raw), convert(value, kind)


def read_with_kept_options(
    orders: Orders,
    name: str | None,
    reader: str,
    request_of: Callable[[TableRequest], Record],
    kind: type[_File],
) -> tuple[str, _File, Orders]:
    """As `read_with`, with options that the file of this name keeps; the orders, too.

    The name is that of a file in the data folder; None for a new edition.
    """
    raw = bounded.content(orders.file)
    path = None if name is None else orders.root / name
    kept = kept_in((path and text_of(path)) or "")

    def read_with(tables: TableRequest) -> _File:
        value = bounded.call_reader(reader, orders.name, raw, request_of(tables))
        return convert(value, kind)

    imported, used = read_with_kept(orders.tables, kept, read_with)
    orders = msgspec.structs.replace(orders, tables=used)
    return sha256(raw), imported, orders


def keeps_options(orders: Orders, imported: ImportedFile, text: str) -> bool:
    """Whether the text of a file keeps the options that another was read with."""
    return KeptOptions(orders.tables, imported.headers_read).lines in text


@contextlib.contextmanager
def lock_folder(root: Path, path: Path, *, dry_run: bool) -> Iterator[None]:
    """Makes the folder of a file, and keeps other imports from writing to `root`."""
    if dry_run:
        yield
        return
    files.make_folder(path.parent)
    files.final_path(str(path))  # refuses it before a lock is left beside it
    with lock.hold_lock(root / SOURCES, hidden=True):
        yield


def value_and_text(
    path: Path, kind: type[_Value], check: Callable[[_Value], Iterable[Finding]]
) -> tuple[_Value | None, str]:
    """The contents of a data file, and its text; None and "" if it is missing."""
    file = read_file(path)
    if file is None:
        return None, ""
    return value_of(file, kind, check), file.text.replace("\r\n", "\n")


def source_of_import(
    orders: Orders,
    key: str,
    subject: str,
    organiser: str,
    sha256: str,
    day: dt.date,
    also: Source | None = None,
) -> ImportedSource:
    """The source of what is imported on a day: of a participant by default.

    It replaces that of the last import, but not a source of this id that the user
    wrote. `also` is another source that is cited, too.
    """
    by_default = organiser if orders.official else "a participant's file"
    new = Source(
        id=key,
        publisher=orders.publisher or by_default,
        kind="organiser" if orders.official else "participant",
        title=f"{subject}, SHA-256 {sha256[:12]}",
        date=day,
    )
    file, texts = sources_with(orders.root, also)
    before = next((s for s in _sources_in(file) if s.id == key), None)
    if before is None:
        return ImportedSource(_with_source(file, None, new), change=None, is_due=False)
    if not before.is_imported:
        return ImportedSource(texts, change=None, is_due=False)
    if before != new:
        texts = _with_source(file, before, new) or texts
    was, now = (f"{source.publisher} ({source.kind})" for source in (before, new))
    is_said = orders.official or orders.publisher is not None
    return ImportedSource(
        texts,
        change=None if was == now else f"{now}, previously {was}",
        is_due=before.is_false or (is_said and was != now),
    )


def sources_with(
    root: Path, source: Source | None
) -> tuple[DataFile, list[tuple[Path, str]]]:
    """The sources of a data folder with another one; and the file, if that changes."""
    path = root / SOURCES
    file = read_file(path) or DataFile(path, "", {})
    if source is None or any(other.id == source.id for other in _sources_in(file)):
        return file, []
    texts = _with_source(file, None, source)
    return file_of(texts[0][1], path), texts


def write_report(
    report: ImportReport,
    old_text: str,
    about: str,
    below: str,
    *,
    extra: str | None = None,
) -> None:
    """Writes the file of a report, after its sources and the days of its edition.

    It has comments `about` it and the imported file, and what is `below` them;
    `extra` is the file for what the reader adds. Raises CannotWrite if `old_text` was
    edited by hand.
    """
    orders, path = report.orders, report.path
    if old_text and not orders.force:
        match = _BELOW.search(old_text)
        if match is None or sha256(old_text[match.end() :].encode()) != match[1]:
            keep = "" if extra is None else f"move additions to {extra}, then "
            raise CannotWrite(
                f"{path}: written or edited by hand; {keep}replace it with --force"
            )
    head = _HEAD.format(
        name=name_in_comment(orders.name),
        kept=KeptOptions(orders.tables, report.imported.headers_read).lines,
        sha256=report.sha256,
        below=sha256(below.encode()),
    )
    # Each is right with those before it, so what a killed import leaves has no errors.
    change = report.target.change
    shows = [] if change is None else [(change.path, change.text)]
    texts = [*report.source.files, *shows, (path, f"{about}{head}{below}")]
    if not orders.dry_run:
        write_files(texts)


def write_files(texts: Sequence[tuple[Path, str]]) -> None:
    """Writes files in this order, each whole; none if one of them would not be read."""
    for path, content in texts:
        size, most = len(content.encode()), most_bytes(path)
        if size > most:
            why = f"it would have {size} bytes; at most {most} are read"
            raise files.write_error(path, why)
    for path, content in texts:
        files.write_whole(str(path), [content.encode()])


def _with_source(
    file: DataFile, before: Source | None, source: Source
) -> list[tuple[Path, str]]:
    """A sources.toml with a source in the place of the one before, if any."""
    sources = split_tables(file.text)
    if before is None:
        lines = with_table(sources.lines, f"[[source]]\n{toml_text(source)}")
    elif sources.tables:
        number = _sources_in(file).index(before)
        values = dict.fromkeys(Source.__struct_fields__) | toml_fields(source)
        lines = sources.with_values_in(number, values).lines
    else:  # in one list, as only a person writes them
        return []
    text = "".join(lines)
    assert source in _sources_in(file_of(text, file.path))
    return [(file.path, text)]


def _sources_in(file: DataFile) -> tuple[Source, ...]:
    sources = value_of(
        file, SourcesFile, lambda value: duplicates("source", value.source)
    )
    return sources.source


def sha256(raw: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def name_in_comment(name: str) -> str:
    """The name of a file without its folders, for a comment."""
    return escape(os.path.basename(name))  # noqa: PTH119  a Path drops "."
