"""The folder that `milipol publish` writes."""

import contextlib
import datetime as dt
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from milipol_cli import __version__
from milipol_cli.base import files, lock
from milipol_cli.base.errors import CannotWrite
from milipol_cli.commands.publish import paths
from milipol_cli.commands.publish.changes import changes_now
from milipol_cli.commands.publish.contents import (
    ChangesFile,
    Contents,
    FieldChange,
    Loss,
    contents_from,
    losses_between,
)
from milipol_cli.commands.publish.feeds import calendars, feed, schedules
from milipol_cli.commands.publish.pages import pages
from milipol_cli.commands.publish.query import Publication
from milipol_cli.commands.publish.render import script, style, worker, xml
from milipol_cli.look.words.dates import join_names
from milipol_cli.network import manifest
from milipol_cli.network.as_of import Answer
from milipol_cli.network.load.fetched import DATA_VERSION, MANIFEST, WHOLE_VERSION
from milipol_cli.network.load.sharing import SharedData
from milipol_cli.network.manifest import Manifest, PublishedDataFile, PublishedFile

RUN_RECORD = ".milipol-publish.json"


class RunRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The record that a run keeps for the next one.

    `paths` are those of the manifest before it, and those that it began to write. They
    are written first, the manifest last, so that the next run can remove what neither
    has any more, even if this one is killed. `contents` are those of the folder then:
    until all is written, those of the run before, with its `changes`, as the file of
    changes may be new already. `left_out` is what was reported, `own_folders` the data
    folders of the user, as digests of their paths, and `checked_by` the version of
    milipol that checked the data.
    """

    serial: int
    paths: tuple[manifest.Path, ...]
    left_out: tuple[str, ...] = ()
    contents: Contents | None = None
    changes: tuple[FieldChange, ...] | None = None
    own_folders: tuple[str, ...] | None = None
    checked_by: str | None = None


_Value = TypeVar("_Value", Manifest, RunRecord, ChangesFile)


class FolderState(NamedTuple):
    """The state of a folder before a run: its manifest, record and changes."""

    manifest: Manifest | None
    record: RunRecord | None
    changes: tuple[FieldChange, ...]

    @property
    def contents(self) -> Contents:
        """The contents that were published in it."""
        if self.record is not None and self.record.contents is not None:
            return self.record.contents
        return contents_from(set() if self.manifest is None else self.manifest.paths)

    @property
    def begun_run(self) -> RunRecord:
        """The record of the last run, which may have been killed; empty without any."""
        return self.record or RunRecord(serial=self.serial, paths=())

    def has_checked(self, data: Mapping[str, bytes]) -> bool:
        """Whether this milipol checked the same data when it published it."""
        if self.manifest is None or self.record is None:
            return False
        hashes = {file.name: file.sha256 for file in self.manifest.files}
        digests = {name: manifest.digest(raw) for name, raw in data.items()}
        return self.record.checked_by == __version__ and hashes == digests

    def lacks(self, own_folders: Collection[str]) -> bool:
        """Whether a data folder that the last run used is not among these.

        milipol 3.0 kept no record of them: then, whether any was used, and none is now.
        """
        if self.record is None or self.record.own_folders is None:
            adds = self.manifest is not None and self.manifest.adds
            return adds and not own_folders
        return not {*self.record.own_folders}.issubset(own_folders)

    @property
    def is_ours(self) -> bool:
        """Whether milipol published into the folder before, if only in part."""
        return self.manifest is not None or self.record is not None

    @property
    def serial(self) -> int:
        """The serial of the manifest; 0 without one."""
        return 0 if self.manifest is None else self.manifest.serial


class PublishSummary(Answer, frozen=True, kw_only=True):
    """The summary of `milipol publish`, or of a dry run.

    `number` and `size_bytes` are of all files that are published, `written` and
    `removed` count those that changed. `newly_left_out` is what of `left_out` the last
    run had not reported. `lost` is what the folder no longer has.
    """

    folder: str
    is_new: bool
    number: int
    size_bytes: int
    written: int
    removed: int
    serial: int
    base_url: str | None
    left_out: tuple[str, ...]
    newly_left_out: tuple[str, ...]
    lost: tuple[Loss, ...] = ()
    changed_sessions: int = 0
    dry_run: bool = False


class RunPlan(NamedTuple):
    """The plan of a run: a new manifest and record, and the files that `changed`.

    `removed` are the paths that neither this nor the last manifest has.
    """

    manifest: Manifest
    record: RunRecord
    changed: dict[str, bytes]
    removed: list[str]


def folder_state(folder: Path) -> FolderState:
    """The state of a folder; a damaged file counts as missing."""
    record = _read_json(folder / RUN_RECORD, RunRecord)
    changes = None if record is None else record.changes
    if changes is None:
        file = _read_json(folder / paths.CHANGES, ChangesFile) or ChangesFile()
        changes = file.changes
    return FolderState(_read_json(folder / MANIFEST, Manifest), record, changes)


def write_folder(
    name: str,
    publication: Publication,
    shared: SharedData,
    *,
    now: dt.datetime,
    force: bool = False,
    dry_run: bool = False,
    left_out: Sequence[str] = (),
    own_folders: Sequence[str] = (),
) -> PublishSummary:
    """Writes what is published into a folder; only files that change are written.

    If there are any, the serial is made of the time `now`, or is the next one. Removes
    what neither this nor the last manifest has, but the one before had. Raises
    CannotWrite if the folder cannot be written, if it has files of others where milipol
    would write or, without `force`, if it has any and was not published before, or was
    with other shows. A dry run writes nothing, and waits for nobody.
    """
    with contextlib.ExitStack() as stack:
        opened = files.folder_at(name, is_created=not dry_run)
        folder, _ = stack.enter_context(opened)
        if not dry_run:
            stack.enter_context(lock.hold_lock(folder, hidden=True))
        state = folder_state(folder)
        if not (state.is_ours or force) and any(folder.glob("[!.]*")):
            raise CannotWrite(
                f"{name}: not empty, and not published by milipol; use --force to write into it"
            )
        contents = publication.contents
        changes = changes_now(state.changes, state.contents, publication)
        publication = msgspec.structs.replace(publication, changes=changes)
        # The plan adds the serial and the paths.
        record = RunRecord(
            serial=state.serial,
            paths=(),
            left_out=tuple(left_out),
            contents=contents,
            own_folders=tuple(own_folders),
            checked_by=__version__,
        )
        plan = _plan_run(folder, state, publication, shared, record, now)
        _refuse_other_shows(name, state, plan, force=force)
        _refuse_other_files(folder, state, plan)
        if not dry_run:
            _carry_out(folder, state, plan)
    lost = losses_between(state.contents, contents)
    return _summary(name, state, plan, publication, lost, dry_run=dry_run)


def _summary(
    name: str,
    state: FolderState,
    plan: RunPlan,
    publication: Publication,
    lost: Iterable[Loss],
    *,
    dry_run: bool,
) -> PublishSummary:
    """The summary of a run: files written, losses, and new omissions."""
    new_manifest = plan.manifest
    # By path: data files with the same content are one file.
    sizes = {entry.path: entry.size for entry in (*new_manifest.files, *new_manifest.written)}
    left_out = plan.record.left_out
    left_out_before = () if state.record is None else state.record.left_out
    new_changes = [change for change in publication.changes if change not in state.changes]
    return PublishSummary(
        as_of=publication.as_of,
        folder=name,
        is_new=not state.is_ours,
        number=len(sizes),
        size_bytes=sum(sizes.values()),
        written=len(plan.changed),
        removed=len(plan.removed),
        serial=new_manifest.serial,
        base_url=publication.base_url,
        left_out=left_out,
        newly_left_out=tuple(line for line in left_out if line not in left_out_before),
        lost=tuple(lost),
        changed_sessions=len({change.session for change in new_changes}),
        dry_run=dry_run,
    )


def _plan_run(
    folder: Path,
    state: FolderState,
    publication: Publication,
    shared: SharedData,
    record: RunRecord,
    now: dt.datetime,
) -> RunPlan:
    """The plan to write into a folder; its serial is higher if anything changes.

    If nothing does, the record has the serial and the paths of the last run.
    """
    changed: dict[str, bytes] = {}

    def entry(raw: bytes, path: str | None = None) -> PublishedFile:
        """The entry of a file, which is added to `changed` if the folder has another.

        Without a `path` its hash names it, as for data.
        """
        digest = manifest.digest(raw)
        path = path or f"data/{digest}"
        if _bytes_at(folder / path) != raw:
            changed[path] = raw
        return PublishedFile(path=path, size=len(raw), sha256=digest)

    written = [entry(raw, path) for path, raw in outputs(publication)]
    data = [
        PublishedDataFile(name=file, **msgspec.structs.asdict(entry(raw)))
        for file, raw in shared.files.items()
    ]
    new = _new_manifest(publication, data, written, serial=state.serial, adds=shared.adds)
    begun = state.begun_run
    last_paths = set() if state.manifest is None else state.manifest.paths
    serial, paths = begun.serial, begun.paths
    if changed or new != state.manifest:
        new = msgspec.structs.replace(new, serial=_next_serial(state, now))
        serial, paths = new.serial, tuple(sorted(last_paths | new.paths))
    record = msgspec.structs.replace(record, serial=serial, paths=paths)
    removed = _existing_paths(folder, {*begun.paths} - last_paths - new.paths)
    return RunPlan(new, record, changed, removed)


def _new_manifest(
    publication: Publication,
    data: Iterable[PublishedDataFile],
    written: Iterable[PublishedFile],
    *,
    serial: int,
    adds: bool,
) -> Manifest:
    """The manifest of a publication with these data files and other files."""
    version = DATA_VERSION if publication.only else WHOLE_VERSION
    return Manifest(
        reviewed=publication.reviewed,
        only=sorted(publication.only),
        serial=serial,
        adds=adds,
        files=tuple(sorted(data, key=lambda entry: entry.name)),
        written=sorted(written, key=lambda entry: entry.path),
        shows={show.id: show.history.show.reviewed for show in publication.shows},
        by=publication.by,
        added={
            entry.id: entry.added
            for entry in publication.news.newest_first
            if entry.added != entry.day
        },
        milipol=".".join(map(str, version)),
    )


def _next_serial(state: FolderState, now: dt.datetime) -> int:
    """The time in UTC as a number, 20261201173000, or one more than the last serial.

    The last run may have begun with a higher serial than that of its manifest.
    """
    time = int(f"{now.astimezone(dt.UTC):%Y%m%d%H%M%S}")
    return max(1 + state.serial, 1 + state.begun_run.serial, time)


def _refuse_other_shows(name: str, state: FolderState, plan: RunPlan, *, force: bool) -> None:
    """Raises CannotWrite if a folder was published with other shows, unless `force`."""
    last, new = state.manifest, plan.manifest
    if last is not None and last.only != new.only and not force:
        held, asked = (
            f"only {join_names(record.only)}" if record.only else "all shows"
            for record in (last, new)
        )
        raise CannotWrite(
            f"{name}: holds {held}, not {asked}, so left unchanged; use another folder, or --force"
        )


def _refuse_other_files(folder: Path, state: FolderState, plan: RunPlan) -> None:
    """Raises CannotWrite if files are in the way that milipol did not write."""
    ours = set() if state.record is None else {*state.record.paths}
    if state.manifest is not None:
        ours |= state.manifest.paths
    # The manifest, which is written apart, may be a file of another program.
    paths = {*plan.changed} if state.is_ours else {*plan.changed, MANIFEST}
    others = _existing_paths(folder, paths - ours)
    if others:
        more = f" and {len(others) - 1} more" if others[1:] else ""
        raise CannotWrite(
            f"{folder / others[0]}{more}: not written by milipol, so left"
            " unchanged; move it away, or publish into another folder"
        )


def _carry_out(folder: Path, state: FolderState, plan: RunPlan) -> None:
    """Removes and writes what is planned: the record first, the manifest last.

    The contents and changes of the run before stay in the record until all is written,
    so that the next run begins from both if this one is killed.
    """
    record_there = state.begun_run
    if record_there.serial != state.serial:  # the last run was killed
        for parent in {Path(path).parent for path in record_there.paths}:
            files.remove_left_behind(folder / parent)
    files.remove_each(folder, plan.removed)
    if plan.manifest != state.manifest:
        record_at_first = msgspec.structs.replace(
            plan.record,
            contents=state.contents,
            changes=state.changes,
            own_folders=record_there.own_folders,
            checked_by=None,
        )
        _write_json(folder, RUN_RECORD, record_at_first)
        in_order = sorted(plan.changed.items(), key=lambda file: file[0].rpartition("/"))
        files.write_each(folder, in_order)
        _write_json(folder, MANIFEST, plan.manifest)
        record_there = record_at_first
    if plan.record != record_there:
        _write_json(folder, RUN_RECORD, plan.record)


def outputs(site: Publication) -> Iterator[tuple[str, bytes]]:
    """All published files but the data and the manifest, by their paths."""
    by_path = dict(calendars(site))
    yield from by_path.items()
    yield feed(site)
    yield from schedules(site)
    addresses = []
    for path, raw in pages(site, by_path):
        addresses.append(site.address(path))
        yield path, raw
    yield paths.CHANGES, manifest.manifest_bytes(ChangesFile(changes=site.changes))
    yield paths.SCRIPT, script()
    yield paths.STYLE, style()
    yield paths.WORKER, worker()
    if site.base_url is not None:
        yield paths.SITEMAP, xml("sitemap.xml", addresses=addresses)
        sitemap = site.address(paths.SITEMAP)
        yield paths.ROBOTS, f"User-agent: *\nDisallow:\n\nSitemap: {sitemap}\n".encode()


def _write_json(folder: Path, name: str, value: Manifest | RunRecord) -> None:
    files.write_each(folder, [(name, manifest.manifest_bytes(value))], is_synced=True)


def _read_json(path: Path, kind: type[_Value]) -> _Value | None:
    with contextlib.suppress(OSError, msgspec.DecodeError):
        return msgspec.json.decode(path.read_bytes(), type=kind)
    return None


def _bytes_at(path: Path) -> bytes | None:
    """The bytes of a file; None for a link, so that it is replaced."""
    with contextlib.suppress(OSError):
        return None if path.is_symlink() else path.read_bytes()
    return None


def _existing_paths(folder: Path, candidates: Iterable[str]) -> list[str]:
    return sorted(path for path in candidates if os.path.lexists(folder / path))
