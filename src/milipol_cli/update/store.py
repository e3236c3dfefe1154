"""Fetched data on the disk: each version in a folder of its own.

What is in use is replaced by writing one small file, so that nothing that happens
before changes it: no error, no kill, no full disk.
"""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from milipol_cli import files
from milipol_cli.errors import InvalidData
from milipol_cli.network.load.fetched import (
    Fetched,
    State,
    bundle_reviewed,
    in_use,
    read_state,
    state_file,
)
from milipol_cli.network.load.reading import MAX_BYTES, bundle, is_folder
from milipol_cli.network.published import MANIFEST
from milipol_cli.update import manifest as manifests
from milipol_cli.update.manifest import DataFile, Manifest
from milipol_cli.update.source import Source

if TYPE_CHECKING:
    from milipol_cli.update.query import Changes

Outcome = Literal["updated", "up to date", "newer", "back"]

# Enough of the hash of a manifest to name the folder of its files.
_NAME_DIGITS = 16


class Update(msgspec.Struct, frozen=True, kw_only=True):
    """What an update did.

    `reviewed` is the day on which the data in use was reviewed, or the newer data that
    was only looked for; `before` is that of the data in use before. `files` is how many
    files were fetched. `changes` is None unless newer data is in use now.
    """

    outcome: Outcome
    address: str | None
    reviewed: dt.date
    before: dt.date
    files: int = 0
    changes: "Changes | None" = None


class Offer(msgspec.Struct, frozen=True):
    """Newer data that a published folder has."""

    fetched: Fetched
    manifest: Manifest
    raw: bytes


def offered(source: Source, root: Path) -> Offer | None:
    """What a published folder has that is newer than the data in use; None if nothing.

    Raises InvalidData if it cannot be read, or is older than what was fetched from it.
    """
    current = read_state(root).current
    if current is not None and not is_whole(root / current.folder):
        current = None  # it is fetched again
    is_same_place = current is not None and current.address == source.address
    etag = current.etag if current is not None and is_same_place else None
    read = source.read(MANIFEST, MAX_BYTES, etag)
    if read is None:
        return None
    where = f"{source.address}/{MANIFEST}"
    manifest = manifests.read(read.raw, where)
    if current is not None and _manifest(root / current.folder) == read.raw:
        return None
    if current is not None and is_same_place and manifest.serial < current.serial:
        raise InvalidData(
            f"{where}: older than the data here (serial {manifest.serial}, here"
            f" {current.serial}); the data stays as it is"
        )
    bundled = bundle_reviewed()
    if current is None or current.reviewed <= bundled:
        if manifest.reviewed <= bundled:
            return None
    elif manifest.reviewed < current.reviewed:
        raise InvalidData(
            f"{where}: older than the data here (reviewed {manifest.reviewed}, here"
            f" {current.reviewed}); the data stays as it is"
        )
    fetched = Fetched(
        folder=_name(root, read.raw),
        reviewed=manifest.reviewed,
        serial=manifest.serial,
        address=source.address,
        etag=read.etag,
    )
    return Offer(fetched, manifest, read.raw)


def _name(root: Path, raw: bytes) -> str:
    """The name of the folder for a manifest; a damaged one in use keeps its name."""
    name = manifests.digest(raw)[:_NAME_DIGITS]
    folder = root / name
    return f"{name}-mended" if is_folder(folder) and not is_whole(folder) else name


def content_at(path: Path, file: DataFile) -> bytes | None:
    """The bytes at a path if they are those of a file in the manifest."""
    try:
        raw = path.read_bytes() if path.stat().st_size == file.size else b""
    except OSError:
        return None
    return raw if manifests.is_same(raw, file) else None


def is_whole(folder: Path) -> bool:
    """Whether a folder has all files of its manifest, as they were fetched."""
    try:
        manifest = manifests.read(_manifest(folder), str(folder))
    except (OSError, InvalidData):
        return False
    return all(
        content_at(folder / file.name, file) is not None for file in manifest.files
    )


def sound_base(root: Path) -> Path:
    """The folder of the data in use; that of the bundled data if it is damaged."""
    current = in_use(root)
    if current is None or not is_whole(root / current.folder):
        return bundle()
    return root / current.folder


def _manifest(folder: Path) -> bytes:
    return (folder / MANIFEST).read_bytes()


def go_back(root: Path) -> State:
    """Puts the data in use that was so before; raises InvalidData if there is none."""
    state = read_state(root)
    if state == State():
        raise InvalidData("no data was fetched yet, so there is none to go back to")
    back = State(current=state.before, before=state.current)
    write(root, back)
    return back


def write(root: Path, state: State) -> None:
    """Puts data in use; raises CannotWrite, and then the data in use stays."""
    raw = msgspec.json.format(msgspec.json.encode(state), indent=2)
    files.write_whole(str(state_file(root)), [raw, b"\n"])
