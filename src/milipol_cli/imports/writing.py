"""Writes the files of an import into a data folder."""

import contextlib
import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from milipol_cli.base import files, lock
from milipol_cli.base.errors import CannotWrite
from milipol_cli.base.escape import escape
from milipol_cli.imports.kept_options import KeptOptions
from milipol_cli.imports.report import ImportReport
from milipol_cli.network.load.combine import value_of
from milipol_cli.network.load.findings import Finding
from milipol_cli.network.load.reading import SOURCES, most_bytes, read_file
from milipol_cli.network.model.record import Record

_Value = TypeVar("_Value", bound=Record)

_HEAD = """\
# from: {name}
{kept}# from SHA-256: {sha256}
# below SHA-256: {below}
"""
_BELOW = re.compile(r"# below SHA-256: (?P<sha256>[0-9a-f]{64})\n")


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
    """The contents of a data file, and its text; None and "" if it is missing.

    The text has LF as line ends, by which its hash is made and compared. Raises
    InvalidData if it is wrong or `check` finds an error.
    """
    file = read_file(path)
    if file is None:
        return None, ""
    return value_of(file, kind, check), file.text.replace("\r\n", "\n")


def write_report(
    report: ImportReport, old_text: str, about: str, below: str, *, extra: str | None = None
) -> None:
    """Writes the file of a report, after its sources and the days of its edition.

    It has comments `about` it and the imported file, and what is `below` them. Raises
    CannotWrite if a person edited `old_text`, whose additions belong into `extra`.
    """
    orders = report.orders
    if old_text and not orders.force and _is_edited(old_text):
        keep = "" if extra is None else f"move additions to {extra}, then "
        raise CannotWrite(
            f"{report.path}: written or edited by hand; {keep}replace it with --force"
        )
    head = _HEAD.format(
        name=_name_in_comment(orders.name),
        kept=KeptOptions(orders.tables, report.imported.headers_read).lines,
        sha256=report.sha256,
        below=_sha256(below),
    )
    # Each is right with those before it, so what a killed import leaves has no errors.
    change = report.target.change
    shows = [] if change is None else [(change.path, change.text)]
    texts = [*report.source.files, *shows, (report.path, f"{about}{head}{below}")]
    if not orders.dry_run:
        write_files(texts)


def _is_edited(text: str) -> bool:
    """Whether the text of a data file is not as an import wrote it."""
    match = _BELOW.search(text)
    return match is None or _sha256(text[match.end() :]) != match["sha256"]


def write_files(texts: Sequence[tuple[Path, str]]) -> None:
    """Writes files in this order, each whole; none if one of them would not be read."""
    for path, content in texts:
        size, most = len(content.encode()), most_bytes(path)
        if size > most:
            why = f"it would have {size} bytes; at most {most} are read"
            raise files.write_error(path, why)
    for path, content in texts:
        files.write_whole(str(path), [content.encode()])


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _name_in_comment(name: str) -> str:
    """The name of a file without its folders, for a comment."""
    return escape(os.path.basename(name))  # noqa: PTH119  a Path drops "."
