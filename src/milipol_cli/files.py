"""Files that are written whole or not at all; the only writer of files."""

import contextlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from milipol_cli.errors import CannotWrite

# A calendar of 50,000 events has some 60 MB; what is larger is no file of ours.
MAX_BYTES = 256 * 1024 * 1024


def replaceable(name: str) -> bytes | None:
    """What the file holds that is to be written anew; None where there is none yet.

    Raises CannotWrite where no file can be written there: for a folder, a device, a
    missing parent, a file that may not be read or written. Never waits on a device.
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
    """Writes the file that `name` leads to, whole or not at all.

    The parts go to a file beside it, which then takes its place: a new one with the
    rights that the umask leaves, an old one with those it had. Raises CannotWrite;
    what was there before is untouched then.
    """
    path, status = _writable(name)
    mode = None if status is None else stat.S_IMODE(status.st_mode)
    # In a container every run may have the same number: so that is not enough.
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
    _settle(path.parent)


def _writable(name: str) -> tuple[Path, os.stat_result | None]:
    """The file that `name` leads to and its status, None where there is none yet.

    Raises CannotWrite where no file can be written.
    """
    path = _target(name)
    end = os.path.basename(name)  # noqa: PTH119  a Path drops it
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
    """The file itself, where the name is a link."""
    if not name or "\0" in name:
        raise _refused(name or "''", "no file can have this name")
    try:
        return Path(os.path.realpath(name))
    except OSError as error:  # the folder one stands in is gone
        raise _refused(name, str(error.strerror)) from None


def _settle(folder: Path) -> None:
    """Asks the system to keep the new name, too, should it lose power now."""
    # The file is whole by now; not every folder can promise more.
    with contextlib.suppress(OSError):
        if hasattr(os, "O_DIRECTORY"):
            number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(number)
            finally:
                os.close(number)


def _refused(name: str, why: str) -> CannotWrite:
    return CannotWrite(f"{name}: cannot be written: {why}")
