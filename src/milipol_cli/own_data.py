"""Writes files of a data folder of the reader's: under a lock, each whole."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from milipol_cli import files, lock
from milipol_cli.network.load import needed
from milipol_cli.network.load.data import SOURCES, value_of
from milipol_cli.network.load.reading import DataFile, file_of, most_bytes, read_file
from milipol_cli.network.model.sources import Source, SourcesFile
from milipol_cli.toml_values import toml_value


@contextlib.contextmanager
def locked(root: Path, path: Path) -> Iterator[None]:
    """Makes the folder of a file, and keeps other imports from writing to `root`.

    Raises CannotWrite.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise files.refused(path, "its folder is a file") from None
    except OSError as error:
        raise files.refused(path, str(error.strerror)) from None
    files.final_path(str(path))  # refuses it before a lock is left beside it
    with lock.held(root / SOURCES, hidden=True):
        yield


def with_source(root: Path, source: Source) -> tuple[Path, str] | None:
    """The sources.toml of a data folder with one more source; None if it has that.

    Raises InvalidData for one that has errors.
    """
    path = root / SOURCES
    file = read_file(path) or DataFile(path, "", {})
    if any(known.id == source.id for known in _sources_in(file)):
        return None
    lines = [
        f"{key} = {toml_value(value)}\n"
        for key in Source.__struct_fields__
        if (value := getattr(source, key)) is not None
    ]
    before = file.text
    if before and not before.endswith("\n"):
        before += "\n"
    blank = "\n" if before else ""
    text = "".join([before, blank, "[[source]]\n", *lines])
    assert source in _sources_in(file_of(text, path))
    return path, text


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
