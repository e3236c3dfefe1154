"""Writes files whole or not at all; no other module writes files."""

import contextlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from milipol_cli.errors import CannotWrite

# A calendar of 50,000 events has about 60 MB; no larger file is from milipol.
MAX_BYTES = 256 * 1024 * 1024


def read_existing(name: str) -> bytes | None:
    """The contents of a file that will be replaced; None if there is none.

    Raises CannotWrite if no file can be written there: for a folder, a device, a
    missing parent, a file without read or write permission. Never waits for a device.
    """
    path, status = _writable(name)
    if status is None:
        return None
    if status.st_size > MAX_BYTES:
        raise _refused(name, f"the file there has {status.st_size} bytes")
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise _refused(name, str(error.strerror)) from None


def write_whole(name: str, parts: Iterable[bytes]) -> None:
    """Writes a file whole or not at all; follows a link.

    The parts go to a temporary file beside it, which then replaces it. The permissions
    of an old file are kept. If it raises CannotWrite, an old file is unchanged.
    """
    path, status = _writable(name)
    mode = None if status is None else stat.S_IMODE(status.st_mode)
    # The process id is not enough: in a container it may be the same in every run.
    beside = path.parent / f".milipol-{os.getpid()}-{os.urandom(4).hex()}.tmp"
    try:
        try:
            with open(beside, "xb") as file:
                file.writelines(parts)
                file.flush()
                os.fsync(file.fileno())
            if mode is not None:
                beside.chmod(mode)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise _refused(name, str(error.strerror)) from None
    _sync(path.parent)


def _writable(name: str) -> tuple[Path, os.stat_result | None]:
    """The path of the file and its status; the status of a new file is None.

    Raises CannotWrite if it cannot be written.
    """
    path = _target(name)
    end = os.path.basename(name)  # noqa: PTH119  a Path drops a final slash
    if end in ("", ".") and not path.is_dir():
        raise _refused(name, "it ends like a folder; name a file")
    try:
        status = os.stat(path)
    except FileNotFoundError:
        if not path.parent.is_dir():
            raise _refused(name, f"there is no folder {str(path.parent)!r}") from None
        return path, None
    except OSError as error:
        raise _refused(name, str(error.strerror)) from None
    if stat.S_ISDIR(status.st_mode):
        raise _refused(name, "it is a folder; name a file in it")
    if not stat.S_ISREG(status.st_mode):
        raise _refused(name, "it is not a regular file; - writes to stdout")
    if not os.access(path, os.W_OK):
        raise _refused(name, "the file there is write-protected")
    return path, status


def _target(name: str) -> Path:
    """The path of the file itself if the name is a link."""
    if not name or "\0" in name:
        raise _refused(name or "''", "no file can have this name")
    try:
        return Path(os.path.realpath(name))
    except OSError as error:  # the current folder was deleted
        raise _refused(name, str(error.strerror)) from None


def _sync(folder: Path) -> None:
    """Asks the system to put the new name on disk, in case the power fails."""
    # The file is complete by now, and not every folder supports this.
    with contextlib.suppress(OSError):
        if hasattr(os, "O_DIRECTORY"):
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _refused(name: str, reason: str) -> CannotWrite:
    return CannotWrite(f"{name}: cannot be written: {reason}")
