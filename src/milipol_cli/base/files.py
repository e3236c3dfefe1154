"""Writes files whole or not at all; no other module writes files."""

import contextlib
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from milipol_cli.base.errors import CannotWrite

# A calendar of 50,000 events has about 60 MB; no larger file is from milipol.
MOST_BYTES_REPLACED = 256 * 1024 * 1024

_TEMPORARY = r"\.milipol-[0-9]+(-[0-9a-f]+)?\.tmp"


def read_existing(name: str) -> bytes | None:
    """The contents of a file that will be replaced; None if there is none.

    Raises CannotWrite if no file can be written there: for a folder, a device, a
    missing parent, a file without read or write permission. Never waits for a device.
    """
    path, status = _writable(name)
    if status is None:
        return None
    if status.st_size > MOST_BYTES_REPLACED:
        raise write_error(name, f"the file there has {status.st_size} bytes")
    with _refusing_to_write(name):
        return path.read_bytes()


def final_path(name: str) -> Path:
    """The path to write to, after links; raises CannotWrite as `read_existing`."""
    return _writable(name)[0]


def write_whole(name: str, parts: Iterable[bytes], *, is_private: bool = False) -> None:
    """Writes a file whole or not at all; follows a link.

    The parts go to a temporary file in the same folder, which then gets the name. The
    group and permissions of an old file are kept, and as root its owner; a private file
    is for its owner alone, also if the old file was not. Temporary files that a killed
    milipol left in the folder are removed. Raises CannotWrite; then an old file is
    unchanged.
    """
    path, status = _writable(name)
    remove_left_behind(path.parent)
    _replace_file(name, path, status, parts, is_synced=True, is_private=is_private)
    _sync(path.parent)


def write_each(
    folder: Path, contents: Iterable[tuple[str, bytes]], *, is_synced: bool = False
) -> None:
    """Writes files at paths in a folder, each whole or not at all.

    The folders of the paths are created. A link is replaced, and never written through.
    Unless `is_synced`, nothing waits for the disk: after a power cut, some files may be
    missing. Raises CannotWrite; then the files before the one that it names are
    written.
    """
    begun: set[Path] = set()
    for name, raw in contents:
        path = folder / name
        if path.parent not in begun:
            _refuse_links(folder, Path(name))
            make_folder(path.parent)
            remove_left_behind(path.parent)
            begun.add(path.parent)
        status = None if path.is_symlink() else _writable(str(path))[1]
        _replace_file(str(path), path, status, [raw], is_synced=is_synced)
    if is_synced:
        for parent in begun:
            _sync(parent)


def _replace_file(
    name: str,
    path: Path,
    status: os.stat_result | None,
    parts: Iterable[bytes],
    *,
    is_synced: bool,
    is_private: bool = False,
) -> None:
    """Writes a file beside a path and renames it, so that no reader sees half a file.

    The file has the owner and rights of the file at the path, whose `status` is given;
    None if there is none. A private file is for its owner alone.
    """
    rights = 0o666 if status is None and not is_private else 0o600
    with _refusing_to_write(name), _temporary(path.parent, rights) as (beside, file):
        if status is not None:
            mode = stat.S_IMODE(status.st_mode)
            if not _give_owner(beside, status):  # then the group may be another
                mode = _for_other_group(mode)
            beside.chmod(mode & stat.S_IRWXU if is_private else mode)
        file.writelines(parts)
        file.flush()
        if is_synced:
            os.fsync(file.fileno())
        if sys.platform == "win32":  # which renames no open file
            file.close()
        beside.replace(path)


def move(source: Path, target: Path) -> None:
    """Gives a file another name in its folder, and replaces a file with that name."""
    with _refusing_to_write(target):
        source.replace(target)
    _sync(target.parent)


def remove_each(folder: Path, names: Iterable[str]) -> None:
    """Removes files in a folder, and the folders left empty; raises CannotWrite."""
    paths = [Path(name) for name in names]
    for path in paths:
        _refuse_links(folder, path)
        with _refusing_to_write(folder / path):
            (folder / path).unlink(missing_ok=True)
    for parent in sorted({path.parent for path in paths} - {Path()}, reverse=True):
        with contextlib.suppress(OSError):  # it is not empty
            (folder / parent).rmdir()


def _refuse_links(folder: Path, path: Path) -> None:
    for parent in path.parents[:-1]:
        if (folder / parent).is_symlink():
            raise write_error(folder / path, f"{folder / parent} is a link; remove it")


def make_folder(path: Path) -> None:
    """Creates a folder and the folders around it; raises CannotWrite if that fails."""
    with _refusing_to_write(path):
        path.mkdir(parents=True, exist_ok=True)


def remove_folder(path: Path) -> None:
    """Removes a folder with all that is in it, as far as that is possible."""
    import shutil  # noqa: PLC0415  rarely needed

    shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def folder_at(name: str, *, is_created: bool = True) -> Iterator[tuple[Path, bool]]:
    """Gives the folder with this name, and whether it is new.

    If there is none, it `is_created`, and removed again if the block leaves it empty.
    Raises CannotWrite if the name is that of a file, or of a folder in a missing one.
    """
    path = _target(name)
    is_new = not path.is_dir()
    if is_new and (is_created or os.path.lexists(path)):
        with _refusing_to_write(name):
            path.mkdir(exist_ok=True)  # another milipol may just have made it
    try:
        yield path, is_new
    finally:
        if is_new:
            with contextlib.suppress(OSError):  # it is not empty
                path.rmdir()


def read_each(folder: Path, end: str) -> dict[str, bytes | None]:
    """The contents of the files in a folder whose names have this end, by name.

    Something with such a name that is no file, like a folder, has None. Hidden files
    are left out. Raises CannotWrite if a file cannot be read.
    """
    with _refusing_to_write(folder), os.scandir(folder) as entries:
        named = [entry for entry in entries if entry.name.endswith(end)]
    contents: dict[str, bytes | None] = {}
    for entry in named:
        if not entry.name.startswith("."):
            with _refusing_to_write(entry.path):
                is_file = entry.is_file()
                contents[entry.name] = Path(entry).read_bytes() if is_file else None
    return contents


@contextlib.contextmanager
def _temporary(folder: Path, rights: int) -> Iterator[tuple[Path, BinaryIO]]:
    """A new file in a folder, locked so that no other milipol removes it.

    It is removed at the end, unless the block gave it another name.
    """

    def create(name: str, flags: int) -> int:
        return os.open(name, flags, rights)

    while True:
        # The process id is not enough: in a container it may be the same in every run.
        path = folder / f".milipol-{os.getpid()}-{os.urandom(4).hex()}.tmp"
        file = open(path, "xb", opener=create)  # noqa: SIM115  closed below
        # Another milipol may have removed it before it was locked.
        _lock(file, waits=True)
        if os.fstat(file.fileno()).st_nlink:
            break
        file.close()
    try:
        yield path, file
    finally:
        # By now all is written, or an error was raised.
        for end in (file.close, path.unlink):
            with contextlib.suppress(OSError):
                end()


def _lock(file: BinaryIO, *, waits: bool) -> bool:
    """Locks a file; whether it is locked now. Some systems have no such locks."""
    try:
        import fcntl  # noqa: PLC0415  not on Windows

        fcntl.flock(file, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
    except (ImportError, OSError):
        return False
    return True


def remove_left_behind(folder: Path) -> None:
    """Removes the temporary files that a killed milipol left in a folder.

    Nobody has locked them, as a milipol that is still writing does.
    """
    with contextlib.suppress(OSError):
        left = [e for e in os.scandir(folder) if re.fullmatch(_TEMPORARY, e.name)]
        for entry in left:
            if entry.is_file(follow_symlinks=False):
                with contextlib.suppress(OSError), open(entry, "r+b") as file:
                    if _lock(file, waits=False):
                        Path(entry).unlink()


def _give_owner(path: Path, old: os.stat_result) -> bool:
    """Gives a file the owner and group of an old one; whether it has that group now.

    Only root may give the owner; anyone else gives the group alone, if allowed.
    """
    if sys.platform == "win32":
        return True
    for owner in (old.st_uid, -1):  # -1 changes nothing
        with contextlib.suppress(OSError):
            os.chown(path, owner, old.st_gid)
            return True
    return False


def _for_other_group(mode: int) -> int:
    """The permissions of a file for a new group, which may do what everyone may."""
    of_everyone = mode & stat.S_IRWXO
    return (mode & ~stat.S_IRWXG) | (of_everyone << 3)


def _writable(name: str) -> tuple[Path, os.stat_result | None]:
    """The path of the file and its status; the status of a new file is None.

    Raises CannotWrite if it cannot be written.
    """
    path = _target(name)
    status = None
    with _refusing_to_write(name):
        # A Path drops a final slash.
        if path.is_dir() or os.path.basename(name) in ("", "."):  # noqa: PTH119
            raise write_error(name, "it is a folder; give a file in it")
        os.stat(path.parent)
        with contextlib.suppress(FileNotFoundError):
            status = os.stat(path)
    if status is None:
        return path, None
    if not stat.S_ISREG(status.st_mode):
        raise write_error(name, "it is not a regular file; - writes to stdout")
    if not os.access(path, os.W_OK):
        raise write_error(name, "the file there is write-protected")
    return path, status


def _target(name: str) -> Path:
    if not name or "\0" in name:
        raise write_error(name or "''", "no file can have this name")
    with _refusing_to_write(name):  # the current folder may be deleted
        return Path(os.path.realpath(name))


def _sync(folder: Path) -> None:
    """Asks the system to put the new name on disk, in case the power fails."""
    # The file is complete by now, and not every folder supports this.
    with contextlib.suppress(OSError, AttributeError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _no_folder(folder: Path) -> str:
    """The words for a missing folder, with the outermost folder that is missing."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    if not missing:  # the current folder was removed
        return "there is no such folder"
    return f"there is no folder {str(missing[-1])!r}"


@contextlib.contextmanager
def _refusing_to_write(name: Path | str) -> Iterator[None]:
    """Turns errors of the system into CannotWrite, with the name of the file."""
    try:
        yield
    except FileNotFoundError:
        raise write_error(name, _no_folder(Path(name).parent)) from None
    except FileExistsError:
        raise write_error(name, "it is not a folder") from None
    except OSError as error:
        raise write_error(name, str(error.strerror)) from None


def write_error(name: Path | str, why: str) -> CannotWrite:
    """The error for a file that cannot be written."""
    return CannotWrite(f"{name}: cannot be written: {why}")
