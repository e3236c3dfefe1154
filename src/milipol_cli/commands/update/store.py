"""Fetched data: read, checked, and kept on the disk, each version in its own folder.

What is in use is replaced by writing one small file, so that nothing that happens
before changes it: no error, no kill, no full disk.
"""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from milipol_cli.base import files, lock
from milipol_cli.base.errors import InvalidData
from milipol_cli.commands.update.source import MissingFile, PublishedFolder
from milipol_cli.network import manifest as manifests
from milipol_cli.network.load import Catalog
from milipol_cli.network.load.data import show_name
from milipol_cli.network.load.fetched import (
    MANIFEST,
    Fetched,
    State,
    base_of,
    fetched_in_use,
    read_state,
    shows_used,
    state_bytes,
    state_file,
    without_added,
)
from milipol_cli.network.load.reading import MAX_BYTES, Base, bundle, is_folder
from milipol_cli.network.manifest import Manifest, PublishedDataFile

if TYPE_CHECKING:
    from milipol_cli.commands.update.query import DataChanges

Outcome = Literal["updated", "up to date", "newer", "back"]

_CHECKER = "milipol_cli.commands.update.checking"

# Enough of the hash of a manifest to name the folder of its files.
_NAME_DIGITS = 16


class ShowUse(msgspec.Struct, frozen=True, kw_only=True):
    """Which data of a show is used: the day of its review, and where it was fetched.

    `address` is None for a bundled show. `offered` is the day of the review that the
    publisher has of the show, if any.
    """

    id: str
    name: str
    reviewed: dt.date
    address: str | None
    offered: dt.date | None = None

    @property
    def is_fetched(self) -> bool:
        return self.address is not None

    @property
    def is_unused(self) -> bool:
        """Whether the publisher has another state of it, which is not used."""
        return self.offered not in (None, self.reviewed) and not self.is_fetched


class Update(msgspec.Struct, frozen=True, kw_only=True):
    """The result of an update.

    `reviewed` is the day on which the data in use was reviewed, or the newer data that
    was only looked for; `before` is that of the data in use before. `files` is how many
    files were fetched. `changes` is None unless other data is in use now. `uses` says
    which data of each show is used, `only` which are newer if not all are; `now` and
    `then` are the states of `--back`.
    """

    outcome: Outcome
    address: str | None
    reviewed: dt.date
    before: dt.date
    files: int = 0
    changes: "DataChanges | None" = None
    uses: tuple[ShowUse, ...] = ()
    only: tuple[str, ...] = ()
    now: Fetched | None = None
    then: Fetched | None = None

    @property
    def is_split(self) -> bool:
        """Whether only some shows are used from where it looked."""
        are_fetched = {use.is_fetched for use in self.uses}
        return len(are_fetched) > 1 or any(use.is_unused for use in self.uses)


class Offer(msgspec.Struct, frozen=True):
    """The offer of a published folder: data that is not older than the data in use.

    `is_known` is whether its data is here already: other pages alone are nothing new.
    `is_used` is whether a show of the offer would be used.
    """

    fetched: Fetched
    manifest: Manifest
    raw: bytes
    is_known: bool = False
    is_used: bool = True

    @property
    def is_new(self) -> bool:
        """Whether it has data that is not here, and that would be used."""
        return self.is_used and not self.is_known


def find_offer(source: PublishedFolder, root: Path) -> Offer | None:
    """The offer of a published folder; None if it has not changed.

    It is fetched into a new folder, unless the same files are here already.
    Raises InvalidData if it cannot be read, or is older than what was fetched.
    """
    current = read_state(root).current  # what was fetched last, if anything was
    here = None if current is None else whole_manifest(root / current.folder)
    if here is None:
        current = None  # what is damaged is fetched again
    # The server says whether the manifest is still the one with this tag.
    etag = current.etag if current and current.address == source.address else None
    read = source.read(MANIFEST, MAX_BYTES, etag)
    if read is None:
        return None
    manifest = manifests.read_manifest(read.raw, f"{source.address}/{MANIFEST}")
    is_known = here is not None and here.files == manifest.files
    fetched = Fetched(
        folder=current.folder if current and is_known else _new_folder(root, read.raw),
        reviewed=manifest.reviewed,
        serial=manifest.serial,
        address=source.address,
        etag=read.etag,
        adds=manifest.adds,
        only=tuple(manifest.only),
        by=manifest.by,
    )
    # None if every show in use is a bundled one.
    in_use = None if current is None else fetched_in_use(root)
    if current is not None:
        _refuse_older(fetched, current, is_in_use=in_use is not None)
    used_shows = shows_used(manifest.reviews, adds=manifest.adds)
    # Data in use that its publisher took back goes, too.
    replaces_data_in_use = in_use is not None and in_use.address == source.address
    is_used = bool(used_shows) or replaces_data_in_use
    return Offer(fetched, manifest, read.raw, is_known, is_used)


def _new_folder(root: Path, raw: bytes) -> str:
    """The name of the folder for the data of a manifest, which is made of its hash.

    A damaged folder of that name may be in use, so that it is not written to.
    """
    name = manifests.digest(raw)[:_NAME_DIGITS]
    is_damaged = is_folder(root / name) and not whole_manifest(root / name)
    return f"{name}-mended" if is_damaged else name


def show_uses(data: Catalog, root: Path, offered: Mapping[str, dt.date]) -> tuple[ShowUse, ...]:
    """Which data of each show is used, given the reviews that a publisher has."""
    current, base = read_state(root).current, data.base
    address = None if current is None else current.address
    return tuple(
        ShowUse(
            id=file.show.id,
            name=file.show.name,
            reviewed=file.show.reviewed,
            address=address if base.is_fetched(file.show.id) else None,
            offered=offered.get(file.show.id),
        )
        for file in data.shows
        # Shows of the user's own folders only are not in the base.
        if (base.root_of(show_name(file.show.id)) / show_name(file.show.id)).exists()
    )


def _refuse_older(fetched: Fetched, current: Fetched, *, is_in_use: bool) -> None:
    """Raises InvalidData if a published folder is older than the data fetched before.

    At one address, the serial decides: the publisher may go back to an older review.
    A folder of some shows is not compared with one of all.
    """
    if fetched.address == current.address:
        is_older = fetched.serial < current.serial
        which = f"serial {fetched.serial}, here {current.serial}"
    else:
        is_comparable = is_in_use and not (fetched.only or current.only)
        is_older = is_comparable and fetched.reviewed < current.reviewed
        which = f"reviewed {fetched.reviewed}, here {current.reviewed}"
    if is_older:
        raise InvalidData(
            f"{fetched.address}/{MANIFEST}: older than the data here ({which}), which"
            " stays; milipol update --back switches to the previous data"
        )


def fetch_checked(
    offer: Offer, source: PublishedFolder, root: Path, progress: Callable[[int, int], None]
) -> int:
    """Fetches the files that are not here yet, and checks all; gives their number.

    A folder with errors does not stay. Raises InvalidData if a file cannot be
    read, is not the one that the manifest lists, or has errors; CannotWrite.
    """
    from milipol_cli.base import bounded  # noqa: PLC0415  only for newer data

    folder = root / offer.fetched.folder
    if whole_manifest(folder):
        return 0
    try:
        number = _fetch_files(offer, source, root, progress)
        address, reviewed = offer.fetched.address, offer.fetched.reviewed
        request = {"folder": str(folder)}
        latest = bounded.call_reader(_CHECKER, address, b"", request)["latest"]
        if str(reviewed) > latest:
            raise InvalidData(
                f"{address}: its manifest says reviewed {reviewed}, but its latest"
                f" review is of {latest}; the data stays as it is"
            )
    except BaseException:
        files.remove_folder(folder)
        raise
    return number


def _fetch_files(
    offer: Offer, source: PublishedFolder, root: Path, progress: Callable[[int, int], None]
) -> int:
    """Writes the files of an offer to a new folder; the number that was fetched.

    Those that are here already, bundled or from an earlier update, are copied.
    """
    state, target = read_state(root), root / offer.fetched.folder
    versions = filter(None, (state.current, state.before))
    folders_here = [bundle(), *(root / version.folder for version in versions)]
    files.make_folder(target)
    number_fetched = 0
    for number_done, file in enumerate(offer.manifest.files):
        progress(number_done, len(offer.manifest.files))
        # The contents of the files of this name that are the one in the manifest.
        contents = (_content_at(folder / file.name, file) for folder in folders_here)
        raw = next((raw for raw in contents if raw is not None), None)
        if raw is None:
            raw = _fetch_file(source, file)
            number_fetched += 1
        path = target / file.name
        files.make_folder(path.parent)
        files.write_whole(str(path), [raw])
    files.write_whole(str(target / MANIFEST), [offer.raw])
    return number_fetched


def _fetch_file(source: PublishedFolder, file: PublishedDataFile) -> bytes:
    """The bytes of a file from its source, which is asked twice if they are wrong."""
    for _ in range(2):
        try:
            read = source.read(file.path, file.size)
        except MissingFile:
            raise InvalidData(
                f"{source.address}: incomplete: {file.path} is missing, which is"
                f" {file.name}; the data stays as it is"
            ) from None
        if read is not None and manifests.is_same(read.raw, file):
            return read.raw
    raise InvalidData(
        f"{source.address}/{file.path}: not the {file.name} that the manifest lists,"
        " even when fetched again; the data stays as it is"
    )


def _content_at(path: Path, file: PublishedDataFile) -> bytes | None:
    """The content of a file of the manifest at a path; None if something else is there.

    Bundled files also have the days that news was added, which a manifest has itself.
    """
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    forms = (raw, without_added(raw))
    return next((form for form in forms if manifests.is_same(form, file)), None)


def whole_manifest(folder: Path) -> Manifest | None:
    """The manifest of a fetched folder; None if one of its files is gone or changed."""
    try:
        manifest = manifests.read_manifest((folder / MANIFEST).read_bytes(), str(folder))
    except (OSError, InvalidData):
        return None
    contents = (_content_at(folder / file.name, file) for file in manifest.files)
    return None if None in contents else manifest


def sound_base(root: Path) -> Base:
    """The data in use; the bundled data alone if what was fetched is damaged."""
    current = fetched_in_use(root)
    if current is None or not whole_manifest(root / current.folder):
        return Base(bundle())
    return base_of(root)


@contextlib.contextmanager
def update_lock(root: Path, state: State) -> Iterator[None]:
    """Holds the lock of fetched data while the block runs; tidies up around it.

    Raises CannotWrite if the data in use is no longer that of `state`.
    """
    files.make_folder(root)
    with lock.hold_lock(state_file(root)):
        if read_state(root) != state:
            raise files.write_error(root, "another milipol has updated it; try again")
        _tidy(root)
        yield
        _tidy(root)


def _tidy(root: Path) -> None:
    """Removes the folders that are not in use, such as those of a killed update."""
    state = read_state(root)
    used = {version.folder for version in (state.current, state.before) if version}
    for path in root.iterdir():
        if path.name not in used and is_folder(path):
            files.remove_folder(path)


def put_in_use(root: Path, offer: Offer) -> None:
    """Puts fetched data in use, under the lock; a damaged version is not kept.

    Raises CannotWrite, and then the data in use stays.
    """
    state = read_state(root)
    before = state.current
    if before is not None and not whole_manifest(root / before.folder):
        before = state.before
    write_state(root, State(current=offer.fetched, before=before))


def note_serial(root: Path, offer: Offer) -> None:
    """Notes the serial and the tag of a folder whose data is in use, under the lock."""
    write_state(root, msgspec.structs.replace(read_state(root), current=offer.fetched))


def go_back(root: Path) -> None:
    """Puts the previous data in use; raises InvalidData if that is gone or damaged."""
    state = read_state(root)
    if state == State():
        raise InvalidData("no data was fetched yet, so there is none to go back to")
    if state.before is not None and not whole_manifest(root / state.before.folder):
        raise InvalidData("the previous data is damaged or gone; milipol update fetches the newest")
    with update_lock(root, state):
        write_state(root, State(current=state.before, before=state.current))


def write_state(root: Path, state: State) -> None:
    """Names the data in use; raises CannotWrite, and then the data in use stays."""
    files.write_whole(str(state_file(root)), [state_bytes(state)])
