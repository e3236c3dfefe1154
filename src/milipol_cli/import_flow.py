"""What both imports do: read a file, and write what became of it with its source.

In between they compare it with what is there; then they report it. Files are written
under a lock, each whole, with a head that has the hash of the rest, so that edits by
hand are noticed.
"""

import contextlib
import datetime as dt
import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from milipol_cli import bounded, files, lock
from milipol_cli.errors import CannotWrite
from milipol_cli.escape import escape
from milipol_cli.import_report import ImportedSource, ImportReport, Orders
from milipol_cli.network.load.combine import value_of
from milipol_cli.network.load.data import SOURCES
from milipol_cli.network.load.findings import Finding, unique
from milipol_cli.network.load.reading import DataFile, file_of, most_bytes, read_file
from milipol_cli.network.model.record import Record, converted
from milipol_cli.network.model.sources import Source, SourcesFile
from milipol_cli.toml_values import toml_fields

_Value = TypeVar("_Value", bound=Record)

_HEAD = """\
# from: {name}
# from SHA-256: {sha256}
# below SHA-256: {below}
"""
_BELOW = re.compile(r"# below SHA-256: ([0-9a-f]{64})\n")

# A table of a sources.toml, up to the next one.
_SOURCE = re.compile(r"^\[\[source\]\].*\n(?:(?!\[).*(?:\n|\Z))*", re.MULTILINE)
_VALUE = re.compile(r"^\w+ = .*(?:\n|\Z)", re.MULTILINE)


def read(
    file: str, reader: str, request: Record, kind: type[_Value]
) -> tuple[str, _Value]:
    """The SHA-256 of a file, and what the module `reader` makes of it.

    Raises BadInput or InvalidData.
    """
    raw = bounded.content(file)
    value = bounded.answer(reader, file, raw, request)
    return sha256(raw), converted(value, kind)


@contextlib.contextmanager
def locked(root: Path, path: Path, *, dry_run: bool) -> Iterator[None]:
    """Makes the folder of a file, and keeps other imports from writing to `root`.

    A `dry_run` needs neither. Raises CannotWrite.
    """
    if dry_run:
        yield
        return
    files.make_folder(path.parent)
    files.final_path(str(path))  # refuses it before a lock is left beside it
    with lock.held(root / SOURCES, hidden=True):
        yield


def contents(
    path: Path, kind: type[_Value], check: Callable[[_Value], Iterable[Finding]]
) -> tuple[_Value | None, str]:
    """What a data file holds, and its text; None and "" if there is no such file.

    Raises InvalidData for one that has errors.
    """
    file = read_file(path)
    if file is None:
        return None, ""
    return value_of(file, kind, check), file.text.replace("\r\n", "\n")


def source(
    orders: Orders, key: str, subject: str, organiser: str, sha256: str, day: dt.date
) -> ImportedSource:
    """The source of what is imported on a day: of a participant by default.

    `subject` is "Programme" or "List of exhibitors". Raises InvalidData for a
    sources.toml that has errors.
    """
    by_default = organiser if orders.official else "a participant's file"
    new = Source(
        id=key,
        publisher=orders.publisher or by_default,
        kind="organiser" if orders.official else "participant",
        title=f"{subject}, SHA-256 {sha256[:12]}",
        date=day,
    )
    path = orders.root / SOURCES
    file = read_file(path) or DataFile(path, "", {})
    before = next((each for each in _sources_in(file) if each.id == key), None)
    if before is None:
        return ImportedSource(key, _with(file, None, new), change=None, is_due=False)
    if not before.is_imported:
        return ImportedSource(key, [], change=None, is_due=False)
    was, now = (f"{each.publisher} ({each.kind})" for each in (before, new))
    is_said = orders.official or orders.publisher is not None
    return ImportedSource(
        key,
        [] if before == new else _with(file, before, new),
        change=None if was == now else f"{now}, previously {was}",
        is_due=before.is_false or (is_said and was != now),
    )


def write(
    report: ImportReport,
    old_text: str,
    text: str,
    others: Sequence[tuple[Path, str]] = (),
    *,
    extra: str | None = None,
) -> None:
    """Writes the text of a report's file, its source and `others` before it.

    `old_text` is replaced; `extra` is the file for what the reader adds.
    Raises CannotWrite if it was edited by hand, unless that is to be replaced.
    """
    orders, path = report.orders, report.path
    if old_text and not orders.force:
        match = _BELOW.search(old_text)
        if match is None or sha256(old_text[match.end() :].encode()) != match[1]:
            keep = "" if extra is None else f"keep what you add in {extra}, and "
            raise CannotWrite(
                f"{path}: written or edited by hand; {keep}replace it with --force"
            )
    # Each is right with those before it, so what a killed import leaves has no errors.
    texts = [*report.source.files, *others, (path, text)]
    if orders.dry_run:
        return
    for each, content in texts:
        size, most = len(content.encode()), most_bytes(each)
        if size > most:
            why = f"it would have {size} bytes; at most {most} are read"
            raise files.refused(each, why)
    for each, content in texts:
        files.write_whole(str(each), [content.encode()])


def _with(
    file: DataFile, before: Source | None, source: Source
) -> list[tuple[Path, str]]:
    """A sources.toml with a source in the place of the one before, if any."""
    values = "".join(f"{key} = {text}\n" for key, text in toml_fields(source).items())
    if before is None:
        text = f"{file.text.rstrip()}\n\n[[source]]\n{values}".lstrip()
    else:
        is_id = re.compile(rf'^id\s*=\s*"{source.id}"', re.MULTILINE)
        tables = [table for table in _SOURCE.findall(file.text) if is_id.search(table)]
        if not tables:  # in a form that only a person writes
            return []
        rest = _VALUE.sub("", tables[0].partition("\n")[2])
        text = file.text.replace(tables[0], f"[[source]]\n{values}{rest}")
    assert source in _sources_in(file_of(text, file.path))
    return [(file.path, text)]


def _sources_in(file: DataFile) -> tuple[Source, ...]:
    return value_of(
        file, SourcesFile, lambda value: unique("source", value.source)
    ).source


def sha256(raw: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def shown_name(name: str) -> str:
    """The name of a file without its folders, for a comment."""
    return escape(os.path.basename(name))  # noqa: PTH119  a Path drops "."


def imported_text(about: str, name: str, sha256_of_file: str, below: str) -> str:
    """The text of a file made of an imported one, with comments above it.

    They are `about` it, and name the imported file.
    """
    head = _HEAD.format(
        name=shown_name(name), sha256=sha256_of_file, below=sha256(below.encode())
    )
    return f"{about}{head}{below}"
