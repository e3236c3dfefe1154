"""The manifest of a published folder: what `publish` writes and `update` reads."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

import msgspec

from milipol_cli.base.errors import InvalidData
from milipol_cli.network.load.data import OF_SHOW
from milipol_cli.network.load.fetched import DATA_VERSION, MOST_BYTES, MOST_FILES, SCHEMA
from milipol_cli.network.load.reading import COMPANIES, MAX_BYTES, NEWS, SOURCES

# No path leads out of the folder, or to a hidden file.
_PART = "[a-z0-9][a-z0-9._-]*"
Path = Annotated[str, msgspec.Meta(pattern=rf"^({_PART}/)*{_PART}$(?!\n)")]

_SHOW = "[a-z0-9]+(?:-[a-z0-9]+)*"
_NAMES = "|".join(map(re.escape, (COMPANIES, NEWS, SOURCES)))
_DATA_FILE = re.compile(rf"{_NAMES}|{_SHOW}/{OF_SHOW}")


class PublishedFile(msgspec.Struct, frozen=True, kw_only=True):
    """A published file: its path in the folder, its size in bytes and its SHA-256."""

    path: Path
    size: Annotated[int, msgspec.Meta(ge=0)]
    sha256: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$(?!\n)")]


class PublishedDataFile(PublishedFile, frozen=True, kw_only=True):
    """A published data file; `name` is its path in a data folder."""

    name: Annotated[str, msgspec.Meta(max_length=100)]


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The manifest of a folder: data `files` by name, other files `written` by path.

    `milipol` is the lowest version that can read the data, `only` the ids of the shows
    if not all are published. `serial` rises with every change. `adds` is whether the
    data has more than the bundled data of its publisher. `shows` has the days of the
    shows' reviews by their ids, and `by` says who published them. `added` has the days
    on which the data got news that was known before, by the ids of the news.
    """

    schema: int = SCHEMA
    milipol: str = ".".join(map(str, DATA_VERSION))
    reviewed: dt.date
    only: Sequence[str] = ()
    serial: Annotated[int, msgspec.Meta(ge=0, le=2**53)]
    adds: bool = False
    files: tuple[PublishedDataFile, ...]
    written: Sequence[PublishedFile] = ()
    shows: Mapping[str, dt.date] = {}
    by: Annotated[str, msgspec.Meta(max_length=200)] | None = None
    added: Mapping[str, dt.date] = {}

    @property
    def reviews(self) -> Mapping[str, dt.date]:
        """The days of its shows' reviews; a manifest of 3.0 has only the oldest."""
        folders = (file.name.partition("/") for file in self.files)
        oldest = {show: self.reviewed for show, slash, _ in folders if slash}
        return self.shows or oldest

    @property
    def paths(self) -> set[str]:
        """The paths of all files but the manifest itself."""
        return {entry.path for entry in (*self.files, *self.written)}


class _Head(msgspec.Struct, frozen=True):
    """The keys that say whether this milipol can read the other keys."""

    schema: int
    milipol: Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,4}\.[0-9]{1,4}$(?!\n)")]


def manifest_bytes(value: msgspec.Struct) -> bytes:
    """The bytes of a manifest: JSON, sorted, with a newline at the end."""
    return msgspec.json.format(msgspec.json.encode(value, order="sorted")) + b"\n"


def read_manifest(raw: bytes, where: str) -> Manifest:
    """The manifest in these bytes, from the address `where`; raises InvalidData.

    A manifest for a newer milipol may have any other keys, so its head is read first.
    """
    try:
        head = msgspec.json.decode(raw, type=_Head)
        if tuple(map(int, head.milipol.split("."))) > DATA_VERSION:
            raise InvalidData(f"{where}: needs milipol {head.milipol}: upgrade milipol")
        if head.schema > SCHEMA:
            raise InvalidData(f"{where}: needs a newer milipol: upgrade milipol")
        manifest = msgspec.json.decode(raw, type=Manifest)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise InvalidData(f"{where}: not a manifest of milipol ({error})") from None
    reason = next(_reasons_to_refuse(manifest), None)
    if reason is not None:
        raise InvalidData(f"{where}: {reason}")
    return manifest


def _reasons_to_refuse(manifest: Manifest) -> Iterator[str]:
    """Why a manifest is refused, in words after its address; none if it is right."""
    if not manifest.files:
        yield "has pages, but no data; publish it again, with milipol 4.0"
    if len(manifest.files) > MOST_FILES:
        yield f"lists more than {MOST_FILES:,} files"
    if sum(file.size for file in manifest.files) > MOST_BYTES:
        yield "its files have more than 64 MiB"
    names_before = set()
    for file in manifest.files:
        if _DATA_FILE.fullmatch(file.name) is None:
            yield f"{file.name!r} is not the name of a data file"
        if file.path != f"data/{file.sha256}":
            yield f"{file.name} is not in data/ under its hash"
        if file.size > MAX_BYTES:
            yield f"{file.name} is larger than 4 MiB"
        if file.name in names_before:
            yield f"{file.name} is listed twice"
        names_before.add(file.name)


def digest(raw: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal digits."""
    return hashlib.sha256(raw).hexdigest()


def is_same(raw: bytes, file: PublishedFile) -> bool:
    """Whether bytes are the content of a file in the manifest."""
    return len(raw) == file.size and digest(raw) == file.sha256
