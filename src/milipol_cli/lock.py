"""The lock that keeps two commands from writing a file at the same time.

Only this module knows filelock. The system drops the lock of a process that ends,
however it ends.
"""

import contextlib
import errno
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from milipol_cli.errors import CannotWrite
from milipol_cli.files import refused
from milipol_cli.look import streams

if TYPE_CHECKING:
    from filelock import BaseFileLock

# How long another milipol may write before this one gives up.
_PATIENCE_SECONDS = 30

# What a system answers if another process has locked a file, and if none can.
_LOCKED = (errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES)
_NO_LOCKS = (errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK)


@contextlib.contextmanager
def held(path: Path, *, hidden: bool = False) -> Iterator[None]:
    """Holds the lock of the file or folder at `path` while the block runs.

    The lock file is beside it and stays; a `hidden` one is removed after the block, and
    is in the folder if it is that of a folder.
    Raises CannotWrite if the lock cannot be had. If the file system has no locks, the
    block runs without one, and a line on stderr says so.
    """
    name = _hidden_name(path) if hidden else f"{path}.lock"
    try:
        lock = _acquired(name, path) if _has_locks(name, path) else None
    except IsADirectoryError:
        raise refused(name, "it is a folder; remove it") from None
    except PermissionError as error:
        raise _not_permitted(name, path, str(error.strerror)) from None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise refused(name, "it is a link; remove it") from None
        raise refused(path, str(error.strerror)) from None
    try:
        yield
    finally:
        if lock is not None:
            # If this fails, the file is written all the same.
            with contextlib.suppress(OSError):
                if hidden:  # while it is locked: others notice, and make a new one
                    Path(name).unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                lock.release()
    if lock is None:
        why = "because this file system has none"
        streams.warn(f"{path}: changed without a lock, {why}")


def _hidden_name(path: Path) -> str:
    """A name that is no user's file, and never too long."""
    digest = hashlib.sha256(os.fsencode(path.name)).hexdigest()[:16]
    folder = path if path.is_dir() else path.parent
    return str(folder / f".milipol-{digest}.lock")


def _acquired(name: str, path: Path) -> "BaseFileLock":
    import filelock  # noqa: PLC0415  only needed to write

    mode = 0o644
    with contextlib.suppress(FileNotFoundError):  # on Windows there may be none yet
        mode = os.stat(name).st_mode & 0o777 | 0o600
    lock = filelock.FileLock(name, timeout=_PATIENCE_SECONDS, mode=mode)
    try:
        lock.acquire()
    except filelock.Timeout:
        raise refused(
            path,
            f"another milipol has been writing it for {_PATIENCE_SECONDS} seconds; try"
            " again",
        ) from None
    return lock


def _has_locks(name: str, path: Path) -> bool:
    """Whether the lock file can be locked; it is created if there is none.

    Where it cannot, filelock would take the existence of the file for a lock.
    """
    try:
        import fcntl  # noqa: PLC0415  not on Windows, which has locks everywhere
    except ImportError:
        return True
    is_new = not os.path.lexists(name)
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK
    descriptor = os.open(name, flags, 0o666)
    try:
        _share(descriptor, path)
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _LOCKED:
            return True
        if error.errno not in _NO_LOCKS:
            raise
        if is_new:
            Path(name).unlink()
        return False
    finally:
        os.close(descriptor)
    return True


def _share(descriptor: int, path: Path) -> None:
    """Lets everyone who may write the file lock it."""
    with contextlib.suppress(OSError):  # it is new, or the lock is not ours
        status = os.stat(path)
        with contextlib.suppress(PermissionError):  # the user is not in its group
            os.fchown(descriptor, -1, status.st_gid)
        os.fchmod(descriptor, status.st_mode & 0o666 | 0o600)


def _not_permitted(name: str, path: Path, why: str) -> CannotWrite:
    """The error for a lock file that this user may not open, or not create."""
    try:
        owner = os.lstat(name).st_uid
    except OSError:
        return refused(path, why)
    if not hasattr(os, "geteuid") or owner == os.geteuid():
        return refused(name, why)
    import pwd  # noqa: PLC0415  not on Windows

    try:
        user = pwd.getpwuid(owner).pw_name
    except KeyError:
        user = f"user {owner}"
    return refused(name, f"it belongs to {user}, not to you; remove it or ask them to")
