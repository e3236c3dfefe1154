"""The folder that `milipol publish` writes."""

import contextlib
import datetime as dt
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from milipol_cli.base import files, lock
from milipol_cli.base.errors import CannotWrite
from milipol_cli.commands.publish import paths
from milipol_cli.commands.publish.feeds import calendars, feed, schedules
from milipol_cli.commands.publish.pages import pages
from milipol_cli.commands.publish.query import Publication
from milipol_cli.commands.publish.render import script, style, worker, xml
from milipol_cli.look.words.dates import join_names
from milipol_cli.network import manifest
from milipol_cli.network.as_of import Answer
from milipol_cli.network.load.fetched import MANIFEST
from milipol_cli.network.load.sharing import SharedData
from milipol_cli.network.manifest import DataFile, Entry, Manifest

RUN_RECORD = ".milipol-publish.json"


class RunRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The paths of the manifest before a publish, and those that it began to write.

    It is written first, the manifest last, so that the next publish can remove what
    neither has any more, even if this one is killed. `left_out` is what was reported.
    """

    serial: int
    paths: Sequence[manifest.Path]
    left_out: Sequence[str] = ()


_Value = TypeVar("_Value", Manifest, RunRecord)


class Summary(Answer, frozen=True, kw_only=True):
    """What `milipol publish` did to a folder.

    `number` and `size_bytes` are of all files that are published, `written` and
    `removed` count those that changed. `newly_left_out` is what of `left_out` the last
    run had not reported.
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


def write_folder(
    name: str,
    publication: Publication,
    shared: SharedData | None,
    *,
    now: dt.datetime,
    force: bool,
    left_out: Sequence[str] = (),
) -> Summary:
    """Writes what is published into a folder; only files that change are written.

    If there are any, the serial is made of the time `now`, or is the next one. Removes
    what neither this nor the last manifest has, but the one before had. Raises
    CannotWrite if the folder cannot be written, if it has files of others where milipol
    would write or, without `force`, if it has any and was not published before, or was
    with other shows.
    """
    with files.folder_at(name) as (folder, is_new), lock.hold_lock(folder, hidden=True):
        last = _decoded(folder / MANIFEST, Manifest)
        record = _decoded(folder / RUN_RECORD, RunRecord)
        is_ours = last is not None or record is not None
        if not (is_ours or force or is_new) and any(folder.glob("[!.]*")):
            raise CannotWrite(
                f"{name}: neither empty nor published by milipol, so left unchanged;"
                " --force writes into it"
            )
        changed: dict[str, bytes] = {}

        def entry(raw: bytes, path: str | None = None) -> Entry:
            """The entry of a file; without a `path` its hash names it, as for data."""
            digest = manifest.digest(raw)
            path = path or f"data/{digest}"
            if _contents(folder / path) != raw:
                changed[path] = raw
            return Entry(path=path, size=len(raw), sha256=digest)

        written = [entry(raw, path) for path, raw in outputs(publication)]
        data = [
            DataFile(name=file, **msgspec.structs.asdict(entry(raw)))
            for file, raw in ({} if shared is None else shared.files).items()
        ]
        before = 0 if last is None else last.serial
        new = Manifest(
            reviewed=publication.reviewed,
            only=sorted(publication.only),
            serial=before,
            adds=shared is not None and shared.adds,
            files=tuple(sorted(data, key=lambda entry: entry.name)),
            written=sorted(written, key=lambda entry: entry.path),
        )
        if last is not None and last.only != new.only and not force:
            has, asked = (
                f"only {join_names(each.only)}" if each.only else "all shows"
                for each in (last, new)
            )
            raise CannotWrite(
                f"{name}: has {has}, and not {asked}, so left unchanged; use another"
                " folder, or --force"
            )
        known_paths = set() if last is None else last.paths
        record = record or RunRecord(serial=before, paths=())
        had = {*record.paths}
        new_paths = {*changed} if is_ours else {*changed, MANIFEST}
        others = _existing(folder, new_paths - known_paths - had)
        if others:
            more = f" and {len(others) - 1} more" if others[1:] else ""
            raise CannotWrite(
                f"{folder / others[0]}{more}: not written by milipol, so left"
                " unchanged; move it away, or publish into another folder"
            )
        if record.serial != before:  # the last one was killed
            for parent in {Path(path).parent for path in had}:
                files.remove_left_behind(folder / parent)
        removed = _existing(folder, had - known_paths - new.paths)
        files.remove_each(folder, removed)
        if changed or new != last:
            time = int(f"{now.astimezone(dt.UTC):%Y%m%d%H%M%S}")
            serial = max(1 + before, 1 + record.serial, time)
            new = msgspec.structs.replace(new, serial=serial)
            begun = RunRecord(
                serial=serial, paths=sorted(known_paths | new.paths), left_out=left_out
            )
            files.write_whole(
                str(folder / RUN_RECORD), [manifest.manifest_bytes(begun)]
            )
            in_order = sorted(changed.items(), key=lambda file: file[0].rpartition("/"))
            files.write_each(folder, in_order)
            _write_json(folder / MANIFEST, new)
        elif [*record.left_out] != [*left_out]:
            begun = msgspec.structs.replace(record, left_out=left_out)
            files.write_whole(
                str(folder / RUN_RECORD), [manifest.manifest_bytes(begun)]
            )
    sizes = {entry.path: entry.size for entry in (*new.files, *new.written)}
    return Summary(
        as_of=publication.as_of,
        folder=name,
        is_new=not is_ours,
        number=len(sizes),
        size_bytes=sum(sizes.values()),
        written=len(changed),
        removed=len(removed),
        serial=new.serial,
        base_url=publication.base_url,
        left_out=tuple(left_out),
        newly_left_out=tuple(line for line in left_out if line not in record.left_out),
    )


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
    yield paths.SCRIPT, script()
    yield paths.STYLE, style()
    yield paths.WORKER, worker()
    if site.base_url is not None:
        yield paths.SITEMAP, xml("sitemap.xml", addresses=addresses)
        sitemap = site.address(paths.SITEMAP)
        yield paths.ROBOTS, f"User-agent: *\nDisallow:\n\nSitemap: {sitemap}\n".encode()


def _write_json(path: Path, value: Manifest | RunRecord) -> None:
    files.write_whole(str(path), [manifest.manifest_bytes(value)])


def _decoded(path: Path, kind: type[_Value]) -> _Value | None:
    with contextlib.suppress(OSError, msgspec.DecodeError):
        return msgspec.json.decode(path.read_bytes(), type=kind)
    return None


def _contents(path: Path) -> bytes | None:
    with contextlib.suppress(OSError):
        return path.read_bytes()
    return None


def _existing(folder: Path, candidates: Iterable[str]) -> list[str]:
    return sorted(path for path in candidates if os.path.lexists(folder / path))
