"""Files are written whole or not at all."""

import errno
import fcntl
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, NoReturn

import pytest

from conftest import UNPRIVILEGED, Run, unprivileged
from milipol_cli.base import files
from milipol_cli.base.errors import CannotWrite
from processes import confined


def export(
    path: Path | str, *before: str, limit_bytes: int | None = None
) -> subprocess.CompletedProcess[str]:
    """Exports in a process of its own, perhaps with less room or fewer rights."""
    args = ("export", "paris-2027", "-o", str(path))
    return confined(*args, before=before, limit_bytes=limit_bytes)


def test_a_disk_that_fills_up_is_said(tmp_path: Path) -> None:
    def parts() -> Iterator[bytes]:
        yield b"some"
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(CannotWrite, match="a: cannot be written: No space left"):
        files.write_whole(str(tmp_path / "a"), parts())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "milipol.ics"
    assert export(path).returncode == 0
    old = path.read_bytes().replace(b"SUMMARY:", b"SUMMARY:Old ")
    path.write_bytes(old)
    ran = export(path, limit_bytes=500)
    assert (ran.returncode, ran.stdout) == (5, "")
    assert ran.stderr == f"milipol: {path}: cannot be written: File too large\n"
    assert path.read_bytes() == old
    assert os.listdir(tmp_path) == ["milipol.ics"]  # noqa: PTH208


@pytest.mark.slow
@unprivileged
def test_a_read_only_folder_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "milipol.ics"
    assert export(path).returncode == 0
    old = path.read_bytes().replace(b"SUMMARY:", b"SUMMARY:Old ")
    path.write_bytes(old)
    tmp_path.chmod(0o555)
    ran = export(path, *UNPRIVILEGED)
    tmp_path.chmod(0o755)
    assert ran.stderr == f"milipol: {path}: cannot be written: Permission denied\n"
    assert (ran.returncode, path.read_bytes()) == (5, old)
    path.chmod(0o444)
    ran = export(path, *UNPRIVILEGED)
    assert "the file there is write-protected" in ran.stderr
    path.chmod(0o200)
    ran = export(path, *UNPRIVILEGED)
    assert ran.stderr == f"milipol: {path}: cannot be written: Permission denied\n"


@pytest.mark.slow
@unprivileged
def test_a_folder_that_may_not_be_read_takes_a_file(tmp_path: Path) -> None:
    path = tmp_path / "milipol.ics"
    tmp_path.chmod(0o300)
    ran = export(path, *UNPRIVILEGED)
    tmp_path.chmod(0o755)
    assert (ran.returncode, ran.stdout) == (0, "")
    # It is wrapped after a long path.
    assert ran.stderr.split()[:3] == ["Wrote", str(path), "(new):"]
    assert path.read_bytes().endswith(b"END:VCALENDAR\r\n")
    assert os.listdir(tmp_path) == ["milipol.ics"]  # noqa: PTH208


NO_FILES = {
    "folder": ("", "it is a folder; give a file in it"),
    "new folder": ("new/", "it is a folder; give a file in it"),
    "file as folder": ("file/.", "it is a folder; give a file in it"),
    "no parent": ("nowhere/at/all.ics", "there is no folder '{}/nowhere'"),
    "file as parent": ("file/milipol.ics", "Not a directory"),
    "device": ("/dev/null", "it is not a regular file; - writes to stdout"),
    "pipe": ("pipe", "it is not a regular file; - writes to stdout"),
    "long": ("x" * 300, "File name too long"),
    "loop": ("loop", "Too many levels of symbolic links"),
    "nul": ("nul\0", "no file can have this name"),
}


@pytest.mark.parametrize(("name", "why"), NO_FILES.values(), ids=NO_FILES)
def test_refuses_what_is_no_file(run: Run, tmp_path: Path, name: str, why: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    path = os.path.join(tmp_path, name) if name else str(tmp_path)  # noqa: PTH118
    ran = run("export", "paris-2027", "-o", path)
    assert ran.code == 5
    assert ran.err.endswith(f"cannot be written: {why.format(tmp_path)}\n")


def test_a_folder_that_is_gone_takes_no_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    ran = run("upcoming", "-o", "a.txt")
    assert (ran.code, ran.out) == (5, "")
    assert ran.err == "milipol: a.txt: cannot be written: there is no such folder\n"


def test_refuses_a_file_too_large_to_be_ours(tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.touch()
    os.truncate(path, files.MOST_BYTES_REPLACED + 1)
    with pytest.raises(CannotWrite, match="has 268435457 bytes"):
        files.read_existing(str(path))


def test_follows_a_link_and_replaces_what_it_leads_to(run: Run, tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    link, target = tmp_path / "link.ics", tmp_path / "far" / "real.ics"
    link.symlink_to(target)
    assert run("export", "paris-2027", "-o", str(link)).code == 0
    assert run("export", "paris-2023", "-o", str(link)).code == 0
    assert link.is_symlink()
    assert target.read_bytes().count(b"BEGIN:VEVENT") == 2


def test_has_the_rights_that_the_umask_leaves(tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    old = os.umask(0o027)
    try:
        files.write_whole(str(path), [b"a", b"b"])
    finally:
        os.umask(old)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    path.chmod(0o604)
    files.write_whole(str(path), [b"c"])
    assert (stat.S_IMODE(path.stat().st_mode), path.read_bytes()) == (0o604, b"c")


def test_what_fails_after_the_file_is_there_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> NoReturn:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(Path, "unlink", fail)
    monkeypatch.setattr(os, "open", only_files(os.open))
    path = tmp_path / "a"
    for text in (b"a", b"b"):
        files.write_whole(str(path), [text])
        assert path.read_bytes() == text


def only_files(opens: Callable[..., int]) -> Callable[..., int]:
    """os.open() that fails for folders."""

    def only(name: str, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_DIRECTORY == os.O_DIRECTORY:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return opens(name, flags, mode)

    return only


def test_a_file_that_another_one_writes_is_not_removed(tmp_path: Path) -> None:
    """And neither is what only has such a name."""
    (tmp_path / ".milipol-1-0a.tmp").mkdir()
    os.mkfifo(tmp_path / ".milipol-2-0a.tmp")
    (tmp_path / "mine").touch()
    (tmp_path / ".milipol-3-0a.tmp").symlink_to("mine")
    (tmp_path / ".milipol-mine.tmp").touch()
    other = tmp_path / ".milipol-4-0a.tmp"
    left = tmp_path / ".milipol-5-0a.tmp"
    left.touch()
    kept = {*tmp_path.iterdir(), other, tmp_path / "a"} - {left}
    with open(other, "xb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        files.write_whole(str(tmp_path / "a"), [b"a"])
        assert {*tmp_path.iterdir()} == kept
    files.write_whole(str(tmp_path / "a"), [b"b"])
    assert {*tmp_path.iterdir()} == kept - {other}


def test_without_locks_nothing_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As another milipol may be writing it."""
    monkeypatch.setitem(sys.modules, "fcntl", None)
    other = tmp_path / ".milipol-1-0a.tmp"
    other.touch()
    files.write_whole(str(tmp_path / "a"), [b"a"])
    assert {*tmp_path.iterdir()} == {other, tmp_path / "a"}


def test_a_file_that_is_removed_before_it_is_locked_is_begun_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a milipol that takes it for left behind."""
    lock = files._lock
    removed: list[Path] = []

    def slow(file: BinaryIO, *, waits: bool) -> bool:
        if not removed:
            removed.extend(tmp_path.iterdir())
            removed[0].unlink()
        return lock(file, waits=waits)

    monkeypatch.setattr(files, "_lock", slow)
    files.write_whole(str(tmp_path / "a"), [b"a"])
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert len(removed) == 1


def test_windows_replaces_a_file_once_it_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    for text in (b"a", b"b"):
        files.write_whole(str(tmp_path / "a"), [text])
        assert (tmp_path / "a").read_bytes() == text


def test_does_without_a_way_to_settle_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows has none."""
    monkeypatch.delattr(os, "O_DIRECTORY")
    files.write_whole(str(tmp_path / "a"), [b"a"])
    assert (tmp_path / "a").read_bytes() == b"a"


def test_a_folder_that_another_makes_meanwhile_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Path.mkdir

    def make_later(path: Path, *, exist_ok: bool = False) -> None:
        make(path)
        make(path, exist_ok=exist_ok)

    monkeypatch.setattr(Path, "mkdir", make_later)
    with files.folder_at(str(tmp_path / "a")) as (folder, _):
        (folder / "b").touch()
    assert (tmp_path / "a" / "b").exists()
