"""Fetches the files of newer data, and checks them."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from milipol_cli import bounded, files
from milipol_cli import manifest as manifests
from milipol_cli.errors import InvalidData
from milipol_cli.manifest import DataFile
from milipol_cli.network.load.fetched import MANIFEST, read_state
from milipol_cli.network.load.reading import bundle
from milipol_cli.update.source import Source
from milipol_cli.update.store import Offer, content_at, is_whole

_CHECKER = "milipol_cli.update.checking"


def take(
    offer: Offer, source: Source, root: Path, progress: Callable[[int, int], None]
) -> int:
    """Fetches the files that are not here yet, and checks all.

    Gives the number of files that were fetched. Raises InvalidData if a file cannot be
    read, is not the one that the manifest lists, or has errors; CannotWrite.
    """
    folder = root / offer.fetched.folder
    number = 0
    if not is_whole(folder):
        try:
            number = _fetch(offer, source, root, progress)
            _check(offer, folder)
        except BaseException:
            files.remove_folder(folder)
            raise
    return number


def _fetch(
    offer: Offer, source: Source, root: Path, progress: Callable[[int, int], None]
) -> int:
    """Writes the folder of an offer; the number of files that were fetched."""
    state, folder = read_state(root), root / offer.fetched.folder
    here = [bundle()]
    here += [root / each.folder for each in (state.current, state.before) if each]
    files.make_folder(folder)
    number = 0
    for done, file in enumerate(offer.manifest.files):
        progress(done, len(offer.manifest.files))
        raw = _here(here, file)
        if raw is None:
            raw = _fetched(source, file)
            number += 1
        path = folder / file.name
        files.make_folder(path.parent)
        files.write_whole(str(path), [raw])
    files.write_whole(str(folder / MANIFEST), [offer.raw])
    return number


def _here(folders: list[Path], file: DataFile) -> bytes | None:
    """The bytes of a file if they are here already, under its name."""
    contents = (content_at(folder / file.name, file) for folder in folders)
    return next((raw for raw in contents if raw is not None), None)


def _fetched(source: Source, file: DataFile) -> bytes:
    """The bytes of a file from its source, which is asked twice if they are wrong."""
    for _ in range(2):
        read = source.read(file.path, file.size)
        if read is not None and manifests.is_same(read.raw, file):
            return read.raw
    raise InvalidData(
        f"{source.address}/{file.path}: not the {file.name} that the manifest lists,"
        " even when fetched again; the data stays as it is"
    )


def _check(offer: Offer, folder: Path) -> None:
    """Raises InvalidData if the data fetched has errors or is older than it says."""
    address = offer.fetched.address
    answer = bounded.answer(_CHECKER, address, b"", {"folder": str(folder)})
    latest = dt.date.fromisoformat(answer["latest"])
    if offer.fetched.reviewed > latest:
        raise InvalidData(
            f"{address}: its manifest says reviewed {offer.fetched.reviewed}, but its"
            f" latest review is of {latest}; the data stays as it is"
        )
