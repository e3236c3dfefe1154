"""Writes files of a data folder of the reader's: under a lock, each whole.

What an import writes has a head with the hash of the rest, so that edits are noticed.
"""

import contextlib
import datetime as dt
import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from milipol_cli import files, lock
from milipol_cli.escape import escape
from milipol_cli.network.load import needed
from milipol_cli.network.load.data import SOURCES, value_of
from milipol_cli.network.load.findings import Finding
from milipol_cli.network.load.reading import DataFile, file_of, most_bytes, read_file
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.sources import Source, SourcesFile
from milipol_cli.toml_values import toml_fields

_Value = TypeVar("_Value", bound=Record)

_HEAD = """\
# from: {name}
# from SHA-256: {sha256}
# below SHA-256: {below}
"""
_BELOW = re.compile(r"# below SHA-256: ([0-9a-f]{64})\n")


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


def source(key: str, publisher: str, subject: str, file: str, day: dt.date) -> Source:
    """The source of what was imported from the file of an organiser on a day."""
    title = f"{subject}, {shown_name(file)}"
    return Source(id=key, publisher=publisher, kind="organiser", title=title, date=day)


def with_source(root: Path, source: Source) -> list[tuple[Path, str]]:
    """The sources.toml of a data folder with one more source; none if it has that.

    Raises InvalidData for one that has errors.
    """
    path = root / SOURCES
    file = read_file(path) or DataFile(path, "", {})
    if any(known.id == source.id for known in _sources_in(file)):
        return []
    lines = [f"{key} = {value}\n" for key, value in toml_fields(source).items()]
    before = file.text
    if before and not before.endswith("\n"):
        before += "\n"
    blank = "\n" if before else ""
    text = "".join([before, blank, "[[source]]\n", *lines])
    assert source in _sources_in(file_of(text, path))
    return [(path, text)]


def _sources_in(file: DataFile) -> tuple[Source, ...]:
    return value_of(
        file, SourcesFile, lambda value: needed.unique("source", value.source)
    ).source


def write(texts: Sequence[tuple[Path, str]]) -> None:
    """Writes files in their order, each whole.

    Raises CannotWrite, before any is written for one that would be too large to read.
    """
    for path, text in texts:
        size, most = len(text.encode()), most_bytes(path)
        if size > most:
            why = f"it would have {size} bytes; at most {most} are read"
            raise files.refused(path, why)
    for path, text in texts:
        files.write_whole(str(path), [text.encode()])


def sha256(raw: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def shown_name(name: str) -> str:
    """The name of a file without its folders, for a comment or a title."""
    return escape(os.path.basename(name))  # noqa: PTH119  a Path drops "."


def imported_text(about: str, name: str, sha256_of_file: str, below: str) -> str:
    """The text of a file made of an imported one, with comments above it.

    They are `about` it, and name the imported file.
    """
    head = _HEAD.format(
        name=shown_name(name), sha256=sha256_of_file, below=sha256(below.encode())
    )
    return f"{about}{head}{below}"


def is_imported(text: str) -> bool:
    """Whether an import wrote the text, edited or not."""
    return _BELOW.search(text) is not None


def is_edited(text: str) -> bool:
    """Whether the text is not as an import wrote it."""
    match = _BELOW.search(text)
    return match is None or sha256(text[match.end() :].encode()) != match[1]
