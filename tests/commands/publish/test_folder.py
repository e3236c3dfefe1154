"""The folder that is published: written again, moved on, mended."""

import contextlib
import datetime as dt
import hashlib
import json
import multiprocessing
import os
import random
import shutil
import signal
import time
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from typing import Any

import pytest

from conftest import GOOD, ON, ROOT, UNPRIVILEGED, Run, rewrite, unprivileged, write_file
from environments import unmeasured
from milipol_cli.base import lock
from milipol_cli.base.errors import CannotWrite
from milipol_cli.commands.publish import checking
from milipol_cli.commands.publish.folder import RUN_RECORD
from milipol_cli.network.load.fetched import MANIFEST
from milipol_cli.network.load.sharing import shared_data
from processes import confined
from publishing import NOW, OWN, catalog, contents, publish

SERIAL = 20261124081500
KILLS = 200
# A file that someone else puts into the folder.
MINE = ("CNAME", b"mine")
# The pages of the whole network, which are there even if nothing is known.
WHOLE_SITE = (
    *("changes.json", "index.html", "news.html", "robots.txt", "site.js"),
    *("sitemap.xml", "sources.html", "style.css", "sw.js"),
)


@pytest.fixture(name="public")
def _public(tmp_path: Path) -> Path:
    return tmp_path / "public"


@pytest.fixture(name="own")
def _own(tmp_path: Path) -> Path:
    """A copy of the data of a team, to be changed."""
    return Path(shutil.copytree(OWN / "team", tmp_path / "own"))


def manifest(folder: Path) -> Any:
    return json.loads((folder / MANIFEST).read_bytes())


def paths(folder: Path) -> set[str]:
    """The paths that the manifest of a folder has."""
    now = manifest(folder)
    return {entry["path"] for entry in (*now["files"], *now["written"])}


def inodes(folder: Path) -> dict[str, int]:
    """What each file is to the system; a file that is written is another one."""
    return {path: (folder / path).stat().st_ino for path in contents(folder)}


def change(own: Path, old: str = "Parallel", new: str = "Changed") -> None:
    rewrite(own / "oslo" / "2028-extra.toml", old, new)


def test_writes_nothing_when_nothing_changed(public: Path) -> None:
    first = publish(public, "team")
    assert (first.is_new, first.written, first.removed) == (True, 30, 0)
    assert (first.number, first.serial) == (30, SERIAL)
    before = inodes(public)
    again = publish(public, "team")
    assert (again.is_new, again.written, again.removed) == (False, 0, 0)
    assert (again.number, again.serial) == (30, SERIAL)
    assert inodes(public) == before


def test_what_was_done_as_json(run: Run, public: Path) -> None:
    ran = run("publish", str(public), "brazil", "--json", "--base-url", "https://a.b")
    counts = {key: ran.json[key] for key in ("files", "written")}
    assert counts["files"] == counts["written"] == len(paths(public))
    sizes = [path.stat().st_size for path in map(public.joinpath, paths(public))]
    assert ran.json == {
        "schema": 1,
        "folder": str(public),
        "new": True,
        "base_url": "https://a.b/",
        "serial": manifest(public)["serial"],
        **counts,
        "bytes": sum(sizes),
        "removed": 0,
        "left_out": [],
        "dry_run": False,
        "lost": [],
        "changed_sessions": 0,
    }
    assert ran.err == ""
    again = run("publish", str(public), "brazil", "--json", "--base-url", "https://a.b")
    changed = {"new": False, "written": 0}
    assert again.json == {**ran.json, **changed}


def test_the_manifest_has_every_file_with_its_size_and_hash(public: Path) -> None:
    publish(public, "team")
    now = manifest(public)
    files = contents(public)
    for entry in (*now["files"], *now["written"]):
        raw = files.pop(entry["path"])
        assert entry["size"] == len(raw)
        assert entry["sha256"] == hashlib.sha256(raw).hexdigest()
    for entry in now["files"]:
        assert entry["path"] == f"data/{entry['sha256']}"
    assert set(files) == {MANIFEST, RUN_RECORD}


def test_writes_only_what_changed_and_raises_the_serial(public: Path, own: Path) -> None:
    publish(public, own)
    before = inodes(public)
    change(own)
    again = publish(public, own)
    after = inodes(public)
    changed = {path for path, inode in after.items() if before.get(path) != inode}
    (data,) = (path for path in changed if path.startswith("data/"))
    assert changed == {
        *(data, "oslo-2028/programme.ics", "oslo-2028/schedule.xml"),
        *("oslo-2028/2028-05-10.html", "oslo-2028/2028-05-10.ics"),
        *("oslo-2028/index.html", "changes.json", MANIFEST, RUN_RECORD),
        *("news.atom", "news.html"),
    }
    assert (again.written, again.removed, again.serial) == (9, 0, SERIAL + 1)


def test_removes_what_only_the_manifest_before_the_last_has(public: Path, own: Path) -> None:
    """So that whoever read the last manifest still finds its files."""
    publish(public, own)
    first = paths(public)
    change(own)
    publish(public, own)
    second = paths(public)
    (gone,) = first - second
    assert (public / gone).exists()
    change(own, "Changed", "Again")
    third = publish(public, own)
    assert third.removed == 1
    assert not (public / gone).exists()
    assert second < {*contents(public)}
    fourth = publish(public, own)
    assert (fourth.written, fourth.removed) == (0, 1)
    assert {*contents(public)} == {*paths(public), MANIFEST, RUN_RECORD}


def test_a_folder_that_is_empty_then_goes_too(public: Path, own: Path) -> None:
    publish(public, own)
    for file in own.rglob("*.toml"):
        file.unlink()
    publish(public, own, on="2026-10-01")
    assert (public / "oslo-2028").exists()
    publish(public, own, on="2026-10-01")
    assert sorted(path.name for path in public.iterdir()) == sorted(
        ["data", MANIFEST, "news.atom", RUN_RECORD, *WHOLE_SITE]
    )


def test_a_file_that_was_changed_or_deleted_is_written_again(public: Path) -> None:
    publish(public, "team")
    files = contents(public)
    (public / "news.atom").write_text("edited")
    (public / "oslo-2028" / "schedule.xml").unlink()
    again = publish(public, "team")
    assert (again.written, again.serial) == (2, SERIAL + 1)
    changed = {path for path, raw in contents(public).items() if files[path] != raw}
    assert changed == {MANIFEST, RUN_RECORD}


def test_a_folder_that_milipol_2_published_is_updated(public: Path) -> None:
    """Its pages keep their addresses; parts of long lists, now whole, are removed."""
    publish(public, "team")
    part = "oslo-2028/exhibitors-by-name-2.html"
    (public / part).write_bytes(b"a part")
    old = manifest(public)
    entry = {"path": part, "size": 6, "sha256": hashlib.sha256(b"a part").hexdigest()}
    old |= {"milipol": "2.0", "written": [*old["written"], entry]}
    (public / MANIFEST).write_text(json.dumps(old))
    record = {"serial": SERIAL, "paths": sorted(paths(public))}
    (public / RUN_RECORD).write_text(json.dumps(record))
    before = contents(public)
    summary = publish(public, "team")
    assert (summary.is_new, summary.written, summary.removed) == (False, 0, 0)
    assert publish(public, "team").removed == 1
    assert contents(public).keys() == before.keys() - {part}


def test_other_files_stay(public: Path, own: Path) -> None:
    """Those that someone put there, even in a folder of ours."""
    publish(public, own)
    (public / "CNAME").write_text("shows.example.org")
    (public / "data" / "notes.txt").write_text("mine")
    for number in range(3):
        change(own, "Parallel", f"Parallel {number}")
        publish(public, own)
    assert (public / "CNAME").read_text() == "shows.example.org"
    assert (public / "data" / "notes.txt").read_text() == "mine"


def test_a_serial_is_a_time_and_never_falls(public: Path, own: Path) -> None:
    """Whatever the day that is published."""
    assert publish(public, own, on="2028-05-01").serial == SERIAL
    assert publish(public, own, on=ON).serial == SERIAL + 1
    later = NOW + dt.timedelta(hours=1)
    change(own)
    assert publish(public, own, now=later).serial == SERIAL + 10_000
    change(own, "Changed", "Again")
    assert publish(public, own).serial == SERIAL + 10_001


def test_without_a_manifest_the_record_knows_the_serial(public: Path) -> None:
    publish(public, "team", now=NOW + dt.timedelta(hours=1))
    (public / MANIFEST).write_text("{")
    assert publish(public, "team").serial == SERIAL + 10_001


def test_what_a_killed_run_left_is_removed_though_nothing_changed(public: Path) -> None:
    """A temporary file, and a data file that no manifest ever had."""
    publish(public, "team")
    left = [public / "data" / ("1" * 64), public / "oslo-2028" / ".milipol-1-ab.tmp"]
    record = json.loads((public / RUN_RECORD).read_text())
    names = [path.relative_to(public).as_posix() for path in left]
    record = {"serial": SERIAL + 1, "paths": [*record["paths"], names[0], "gone/a"]}
    (public / RUN_RECORD).write_text(json.dumps(record))
    for path in left:
        path.touch()
    again = publish(public, "team")
    assert (again.written, again.removed, again.serial) == (0, 1, SERIAL)
    assert [path for path in left if path.exists()] == []


@pytest.mark.parametrize("path", ["../victim", "/victim", ".hidden", "a/../../victim", "a/\n"])
def test_a_record_with_a_path_out_of_the_folder_is_none(
    tmp_path: Path, public: Path, path: str
) -> None:
    publish(public, "team")
    (tmp_path / "victim").touch()
    (public / RUN_RECORD).write_text(json.dumps({"serial": 1, "paths": [path]}))
    assert publish(public, "team").removed == 0
    assert (tmp_path / "victim").exists()


def test_files_of_others_are_never_overwritten(run: Run, public: Path) -> None:
    """Not even with --force, and not in a folder that was published before."""
    public.mkdir()
    (public / "index.html").write_text("mine")
    (public / MANIFEST).write_text("mine")
    assert run("publish", str(public), "brazil", "--force", MILIPOL_DATA=GOOD).refusal == (
        5,
        f"{public}/index.html and 1 more: not written by milipol, so left"
        " unchanged; move it away, or publish into another folder",
    )
    assert contents(public) == {"index.html": b"mine", MANIFEST: b"mine"}
    for name in ("index.html", MANIFEST):
        (public / name).unlink()
    assert run("publish", str(public), "brazil", MILIPOL_DATA=GOOD).code == 0
    write_file(public / "oslo" / "index.html", "mine")
    ran = run("publish", str(public), "oslo", "--force", MILIPOL_DATA=GOOD)
    assert (ran.code, ran.err.count("/oslo/index.html: not written by")) == (5, 1)


@pytest.mark.usefixtures("here")
def test_some_shows_are_published_with_their_data_alone(run: Run) -> None:
    run("publish", "public", "brazil", "doha")
    names = {entry["name"] for entry in manifest(Path("public"))["files"]}
    assert {name.partition("/")[0] for name in names} == {
        *("brazil", "qatar", "news.toml", "sources.toml")
    }
    files = contents(Path("public"))
    assert {path.partition("-")[0] for path in files if "-20" in path} == {*("brazil", "qatar")}
    assert sorted(path for path in files if path.startswith("calendar/")) == [
        *("calendar/all.ics", "calendar/brazil.ics", "calendar/qatar.ics")
    ]
    assert b"Milipol Brazil and Milipol Qatar news</title>" in files["news.atom"]
    entries = files["news.atom"].split(b"<entry>")
    (older,) = [entry for entry in entries if b"qatar-1996/2026-11-24/result" in entry]
    assert b"<updated>2026-11-24T" in older
    assert b"Older figures, found later: known by 24 November 2026." in older
    assert b"UID:india" not in files["calendar/all.ics"]


@unprivileged
def test_a_folder_that_cannot_be_written_or_read(run: Run, here: Path) -> None:
    Path("shut").mkdir(0o555)
    refused = confined("publish", "shut", "brazil", before=UNPRIVILEGED)
    assert (refused.returncode, refused.stderr) == (
        5,
        f"milipol: {here}/shut: cannot be written: Permission denied\n",
    )
    assert run("publish", "public", "brazil").code == 0
    Path("public/news.atom").unlink()
    Path("public/news.atom").mkdir()
    assert run("publish", "public", "brazil").refusal == (
        5,
        f"{here}/public/news.atom: cannot be written: it is a folder; give a file in it",
    )


@pytest.fixture(name="forks")
def _forks(monkeypatch: pytest.MonkeyPatch) -> ForkServerContext:
    """Processes that have all they need to publish, so that they write at once."""
    for name in set(os.environ) - set(unmeasured()):
        monkeypatch.delenv(name)
    # Without it, the process that forks does not find the module, and says nothing.
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "tests"))
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload(["published_once"])
    return forks


def _writing(forks: ForkServerContext, public: Path, own: tuple[str, ...]) -> ForkServerProcess:
    """A process that publishes, as soon as it has begun to write."""
    record = _written(public / RUN_RECORD)
    process = forks.Process(target=publish, args=(public, *own))
    process.start()
    while process.is_alive() and _written(public / RUN_RECORD) == record:
        time.sleep(0.0002)
    return process


@pytest.mark.slow
def test_killed_at_any_moment_it_is_mended_by_the_next(
    tmp_path: Path, public: Path, forks: ForkServerContext
) -> None:
    """No manifest ever names a data file that is not there, whole."""
    chance = random.Random(22)
    # They differ, so that each run has something to write.
    states: list[tuple[str, ...]] = [("team",), ()]
    # What changed depends on what was published before: both in turn, here as there.
    fresh: dict[tuple[str, ...], set[tuple[str, bytes]]] = {}
    for own in (*states, *states):
        publish(tmp_path / "fresh", *own)
        publish(tmp_path / "fresh", *own)  # which removes what only the other has
        held = _held(tmp_path / "fresh")
        assert fresh.setdefault(own, held) == held
    public.mkdir()
    whole_s = writing_s = 0.0
    for own in states:  # the first starts the process that forks, the second is timed
        start_s = time.monotonic()
        process = _writing(forks, public, own)
        writing_start_s = time.monotonic()
        process.join()
        whole_s = time.monotonic() - start_s
        writing_s = time.monotonic() - writing_start_s
    killed = 0
    for number in range(KILLS):
        own = states[number % 2]
        if number % 4:  # most are killed while they write
            process = _writing(forks, public, own)
            time.sleep(chance.uniform(0, writing_s))
        else:
            process = forks.Process(target=publish, args=(public, *own))
            process.start()
            time.sleep(chance.uniform(0, whole_s))
        process.kill()
        process.join()
        killed += process.exitcode == -signal.SIGKILL
        if (public / MANIFEST).exists():
            for entry in manifest(public)["files"]:
                raw = (public / entry["path"]).read_bytes()
                assert hashlib.sha256(raw).hexdigest() == entry["sha256"]
        if number % 20 == 19:
            for own in states:
                publish(public, *own)
                assert fresh[own] <= _held(public)
            publish(public, *own)
            assert _held(public) - {MINE} == fresh[own]
            assert number == 19 or MINE in _held(public)
            (public / MINE[0]).write_bytes(MINE[1])
    assert killed > KILLS // 4


@pytest.mark.slow
def test_two_at_once_wait_for_each_other(public: Path, forks: ForkServerContext) -> None:
    for _ in range(5):
        processes = [
            forks.Process(target=publish, args=(public, own)) for own in ("team", "private")
        ]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        assert [process.exitcode for process in processes] == [0, 0]
        now = {path: raw for path, raw in contents(public).items() if path in paths(public)}
        for entry in (*manifest(public)["files"], *manifest(public)["written"]):
            assert hashlib.sha256(now[entry["path"]]).hexdigest() == entry["sha256"]


def test_a_new_folder_that_another_program_fills_meanwhile_is_left_as_it_is(
    public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold_lock = lock.hold_lock

    def fill(path: Path, *, hidden: bool) -> contextlib.AbstractContextManager[None]:
        (path / MINE[0]).write_bytes(MINE[1])
        return hold_lock(path, hidden=hidden)

    monkeypatch.setattr(lock, "hold_lock", fill)
    with pytest.raises(CannotWrite, match="not empty, and not published by milipol"):
        publish(public, "team")
    assert contents(public) == dict([MINE])


def _held(folder: Path) -> set[tuple[str, bytes]]:
    """Everything in a folder, hidden files too, except what has the serial."""
    files = contents(folder)
    return {(path, raw) for path, raw in files.items() if path not in (MANIFEST, RUN_RECORD)}


def _written(path: Path) -> int | None:
    """When a file was written; its inode may be that of the file it replaced."""
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return None


def test_a_folder_that_became_a_link_is_left_as_it_is(tmp_path: Path) -> None:
    """Its target is outside of the published folder."""
    public, moved = tmp_path / "public", tmp_path / "moved"
    publish(public, "team")
    publish(public)
    (public / "oslo-2028").rename(moved)
    (public / "oslo-2028").symlink_to(moved)
    before = contents(moved)
    for own in ((), ("team",)):  # first it would remove files, then write some
        with pytest.raises(CannotWrite, match=r"oslo-2028 is a link; remove it$"):
            publish(public, *own)
    assert contents(moved) == before


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_that_ends_it_leaves_no_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    """One that it ignores, as with nohup, stays ignored."""
    shared = shared_data(catalog("team"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(checking, "errors_in", lambda _: signal.raise_signal(number))
    before = signal.signal(number, signal.SIG_DFL)
    try:
        with pytest.raises(SystemExit) as ended:
            checking.refuse_errors(shared)
        assert ended.value.code == 128 + number
        assert list(tmp_path.iterdir()) == []
        assert signal.signal(number, signal.SIG_IGN) == signal.SIG_DFL
        checking.refuse_errors(shared)
    finally:
        signal.signal(number, before)
