"""The list of files that a published folder begins with."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from typing import Annotated

import msgspec

from milipol_cli.errors import InvalidData
from milipol_cli.network.load.data import COMPANIES, NEWS, OF_SHOW, SOURCES
from milipol_cli.network.load.fetched import (
    DATA_VERSION,
    MOST_BYTES,
    MOST_FILES,
    SCHEMA,
)
from milipol_cli.network.load.reading import MAX_BYTES

_SHOW = "[a-z0-9]+(?:-[a-z0-9]+)*"
_OF_ALL = "|".join(map(re.escape, (NEWS, SOURCES, COMPANIES)))
_DATA_FILE = re.compile(rf"{_OF_ALL}|{_SHOW}/{OF_SHOW}")


class DataFile(msgspec.Struct, frozen=True):
    """A file of the data: where it lies, its name in a data folder, its bytes."""

    path: str
    name: Annotated[str, msgspec.Meta(max_length=100)]
    size: Annotated[int, msgspec.Meta(ge=0)]
    sha256: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$(?!\n)")]


class Manifest(msgspec.Struct, frozen=True):
    """What a published folder has: `serial` only rises. Other keys are ignored.

    `adds` is whether the data has more than the bundled data of its publisher.
    """

    reviewed: dt.date
    serial: Annotated[int, msgspec.Meta(ge=0, le=2**53)]
    files: tuple[DataFile, ...]
    adds: bool = False


class _Head(msgspec.Struct, frozen=True):
    """What says whether the rest can be understood."""

    schema: int
    milipol: Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,4}\.[0-9]{1,4}$(?!\n)")]


def read(raw: bytes, where: str) -> Manifest:
    """The manifest in these bytes, from the address `where`.

    Raises InvalidData for anything but a manifest whose files all have names of data
    files, lie in `data/` under their hash, and are neither too large nor too many.
    """
    try:
        head = msgspec.json.decode(raw, type=_Head)
        _refuse_newer(head, where)
        manifest = msgspec.json.decode(raw, type=Manifest)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise _wrong(where, f"not a manifest of milipol ({error})") from None
    for why in _reasons(manifest):
        raise _wrong(where, why)
    return manifest


def _refuse_newer(head: _Head, where: str) -> None:
    major, minor = map(int, head.milipol.split("."))
    if (major, minor) > DATA_VERSION:
        raise _wrong(where, f"needs milipol {major}.{minor}: upgrade milipol")
    if head.schema > SCHEMA:
        raise _wrong(where, "needs a newer milipol: upgrade milipol")


def _reasons(manifest: Manifest) -> Iterator[str]:
    """Why a manifest is refused."""
    if not manifest.files:
        yield "has pages of some shows, but no data; publish it without naming shows"
    if len(manifest.files) > MOST_FILES:
        yield f"lists more than {MOST_FILES:,} files"
    if sum(file.size for file in manifest.files) > MOST_BYTES:
        yield "its files have more than 64 MiB"
    names = set()
    for file in manifest.files:
        if _DATA_FILE.fullmatch(file.name) is None:
            yield f"{file.name!r} is not the name of a data file"
        if file.path != f"data/{file.sha256}":
            yield f"{file.name} is not in data/ under its hash"
        if file.size > MAX_BYTES:
            yield f"{file.name} is larger than 4 MiB"
        if file.name in names:
            yield f"{file.name} is listed twice"
        names.add(file.name)


def _wrong(where: str, why: str) -> InvalidData:
    return InvalidData(f"{where}: {why}")


def digest(raw: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal digits."""
    return hashlib.sha256(raw).hexdigest()


def is_same(raw: bytes, file: DataFile) -> bool:
    """Whether these are the bytes of a file in the manifest."""
    return len(raw) == file.size and digest(raw) == file.sha256
