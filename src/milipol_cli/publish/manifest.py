"""The manifest of a published folder, and the record of what to remove from it.

`milipol update` reads the manifest.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, TypeVar

import msgspec

from milipol_cli.network.load.fetched import DATA_VERSION, SCHEMA

RECORD = ".milipol-publish.json"

# No path leads out of the folder, or to a hidden file.
_NAME = "[a-z0-9][a-z0-9._-]*"
Path = Annotated[str, msgspec.Meta(pattern=rf"^({_NAME}/)*{_NAME}$(?!\n)")]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A published file: its path in the folder, its size in bytes and its SHA-256."""

    path: Path
    size: int
    sha256: str


class DataEntry(Entry, frozen=True, kw_only=True):
    """A published data file; `name` is its path in a data folder."""

    name: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What is published: data `files` by name, and the other files `written` by path.

    `milipol` is the lowest version that can read the data. `only` are the ids of the
    shows, if not all are published. `serial` rises with every change. `adds` is whether
    the data has more than that of milipol.
    """

    schema: int = SCHEMA
    milipol: str = ".".join(map(str, DATA_VERSION))
    reviewed: dt.date | None
    only: Sequence[str]
    serial: int
    adds: bool
    files: Sequence[DataEntry]
    written: Sequence[Entry]

    @property
    def paths(self) -> set[str]:
        """The paths of all files but the manifest itself."""
        return {entry.path for entry in (*self.files, *self.written)}


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """The paths that the last publish had before it and wrote, even if it was killed.

    It is written first, the manifest last. So what neither the manifest nor the next
    publish has can be removed by that: the files of the manifest before, and those of a
    publish that was killed. `left_out` is what was reported as left out.
    """

    serial: int
    paths: Sequence[Path]
    left_out: Sequence[str] = ()


_Value = TypeVar("_Value", Manifest, Record)


def encoded(value: Manifest | Record) -> bytes:
    """The bytes of a manifest or a record: JSON, sorted, with a newline at the end."""
    return msgspec.json.format(msgspec.json.encode(value, order="sorted")) + b"\n"


def decoded(raw: bytes | None, kind: type[_Value]) -> _Value | None:
    """The manifest or the record in a file; None if it is neither."""
    try:
        return None if raw is None else msgspec.json.decode(raw, type=kind)
    except msgspec.DecodeError:
        return None
