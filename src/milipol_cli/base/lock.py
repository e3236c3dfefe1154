"""The lock that keeps two commands from writing a file at the same time.

Only this module knows filelock. The system drops the lock of a process that ends,
however it ends.
"""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from milipol_cli.base import streams
from milipol_cli.base.files import write_error

if TYPE_CHECKING:  # only needed to write
    import filelock

# How long another milipol may write before this one gives up.
_PATIENCE_SECONDS = 30

# What a file system answers that has no locks.
_NO_LOCKS = (errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK)


@contextlib.contextmanager
def hold_lock(path: Path, *, hidden: bool = False) -> Iterator[None]:
    """Holds the lock of the file or folder at `path` while the block runs.

    The lock file is beside the path and stays. A `hidden` lock file is removed after
    the block; the one of a folder is in the folder. Raises CannotWrite if the lock
    cannot be had. If the file system has no locks, the block runs without a lock, and a
    line on stderr says so.
    """
    name = _lock_name(path, hidden=hidden)
    if not _has_locks(name.parent):
        yield
        streams.warn(f"{path}: changed without a lock, because this file system has none")
        return
    lock = _acquired_lock(name, path)
    try:
        yield
    finally:
        # If this fails, the file is written all the same.
        with contextlib.suppress(OSError):
            if hidden:  # while it is locked: others notice, and make a new one
                name.unlink(missing_ok=True)
            lock.release()


def _lock_name(path: Path, *, hidden: bool) -> Path:
    """The path of the lock file of a file or folder."""
    if not hidden:
        return Path(f"{path}.lock")
    import hashlib  # noqa: PLC0415  loads OpenSSL, which the agenda's lock needs not

    # A name that no user's file has, and never too long.
    digest = hashlib.sha256(os.fsencode(path.name)).hexdigest()[:16]
    folder = path if path.is_dir() else path.parent
    return folder / f".milipol-{digest}.lock"


def _acquired_lock(name: Path, path: Path) -> "filelock.BaseFileLock":
    """The lock of a file or folder at `path`, whose lock file has a name.

    Raises CannotWrite if the lock file cannot be written, or if another milipol has had
    the lock for half a minute.
    """
    import filelock  # noqa: PLC0415  only needed to write

    mode = 0o644
    with contextlib.suppress(OSError):  # it is new
        # Whoever may write the file may lock it.
        mode = os.stat(path).st_mode & 0o666 | 0o600
    lock = filelock.FileLock(name, timeout=_PATIENCE_SECONDS, mode=mode)
    try:
        lock.acquire()
    except filelock.Timeout:
        raise write_error(
            path, f"another milipol has been writing it for {_PATIENCE_SECONDS} seconds; try again"
        ) from None
    except OSError as error:
        where = name if os.path.lexists(name) else path
        raise write_error(where, str(error.strerror)) from None
    # The path may be new, its group not ours, or this be Windows.
    with contextlib.suppress(OSError, AttributeError):
        os.chown(name, -1, os.stat(path).st_gid)
    return lock


def _has_locks(folder: Path) -> bool:
    """Whether files in a folder can be locked.

    Where they cannot, filelock may take the existence of a file for a lock.
    """
    try:
        import fcntl  # noqa: PLC0415  not on Windows, which has locks everywhere

        descriptor = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        return True  # what is wrong with the folder is reported for its file
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _NO_LOCKS
    finally:
        os.close(descriptor)
    return True
