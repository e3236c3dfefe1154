"""Folders and files as they lie on the disk."""

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from milipol_cli.errors import InvalidData
from milipol_cli.network.load.findings import Table
from milipol_cli.network.load.parsing import parsed, refused

MAX_BYTES = 4 * 1024 * 1024


def data_folders(environment: str | None) -> tuple[Path, ...]:
    """The folders that data is read from: the bundle, then the reader's own.

    `environment` is the value of MILIPOL_DATA: folders joined by the path separator,
    later ones over earlier ones; none lies over itself. Without it `data` in the
    reader's application folder is used where it exists. Raises InvalidData for a named
    folder that is not there.
    """
    folders = [bundle()]
    if not environment:
        own = own_folder() / "data"
        return (*folders, own) if is_folder(own) else tuple(folders)
    for folder in (Path(part) for part in environment.split(os.pathsep) if part):
        if not is_folder(folder):
            raise InvalidData(
                f"MILIPOL_DATA names {str(folder)!r}, which is not a folder;"
                " correct it or unset it"
            )
        if number_among(folders, folder) is None:
            folders.append(folder)
    return tuple(folders)


def number_among(folders: Sequence[Path], folder: Path) -> int | None:
    """Which of these folders one is, whatever it is called; None where it is another.

    Laid over itself it would say everything twice.
    """
    return next((at for at, it in enumerate(folders) if it.samefile(folder)), None)


def own_folder() -> Path:
    """The reader's application folder for milipol, whether it is there or not."""
    import typer  # noqa: PLC0415  always loaded by now; this room must not need it

    return Path(typer.get_app_dir("milipol"))


def bundle() -> Path:
    """The bundled data: inside the package as installed, else beside `src`."""
    package = Path(__file__).parents[2]
    installed = package / "data"
    return installed if installed.is_dir() else package.parents[1] / "data"


def is_folder(path: Path) -> bool:
    """Whether a folder is there; refused where that cannot be told."""
    try:
        return stat.S_ISDIR(os.stat(path).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None


def listed(folder: Path) -> list[Path]:
    """What lies in a folder, in order; raises InvalidData where that cannot be told."""
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise _unreadable(folder, error) from None


def has_show(folder: Path) -> bool:
    """Whether a folder holds a show; raises InvalidData where that cannot be told."""
    try:
        os.lstat(folder / "show.toml")
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise _unreadable(folder, error) from None
    return True


def _unreadable(path: Path, error: OSError | ValueError) -> InvalidData:
    reason = getattr(error, "strerror", None) or str(error)
    return refused(path, f"what cannot be read ({reason})", "a file that can")


class Layer(NamedTuple):
    """A data file of one folder: the tables that it holds, and its text.

    `folder` is the number of that folder among those that lie over one another.
    """

    path: Path
    text: str
    table: Table
    folder: int = 0


def layer(path: Path, folder: int = 0) -> Layer | None:
    """What a data file holds; None where there is none; never waits on a device.

    Raises InvalidData for what cannot be read, is over 4 MiB, not UTF-8 or not TOML.
    """
    text = _text_of(path)
    return None if text is None else layer_of(text, path, folder)


def layer_of(text: str, path: Path, folder: int = 0) -> Layer:
    """What a data file of this text holds; raises InvalidData where it is not TOML."""
    return Layer(path, text, parsed(text, path), folder)


def _text_of(path: Path) -> str | None:
    try:
        status = os.stat(path)
    except FileNotFoundError:
        if os.path.islink(path):
            said = "a link that leads nowhere"
            raise refused(path, said, "a file", "remove the link") from None
        return None
    except NotADirectoryError:
        return None
    except OSError as error:
        raise _unreadable(path, error) from None
    if not stat.S_ISREG(status.st_mode):
        raise refused(path, "what is no plain file", "one")
    try:
        raw = _bytes_of(path)
    except OSError as error:
        raise _unreadable(path, error) from None
    if len(raw) > MAX_BYTES:
        size = f"over {MAX_BYTES} bytes"
        raise refused(path, size, "at most that many", "divide the file")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{raw[error.start]:02x}"
        advice = "save the file as UTF-8"
        raise refused(path, found, "UTF-8", advice, line=line) from None
    if text.startswith("\ufeff"):  # which nobody sees, so that it has to be told
        found, wanted = "a byte order mark", "UTF-8 without one"
        raise refused(path, found, wanted, "save the file without it", line=1)
    return text


def _bytes_of(path: Path) -> bytes:
    """What a file holds, up to one byte more than is read.

    Raises OSError where one would have to wait: it may have become another kind of
    file since it was looked at, and some of the kernel's look like plain ones.
    """
    at_once = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    file = os.open(path, os.O_RDONLY | at_once)
    try:
        raw = b""
        while part := os.read(file, MAX_BYTES + 1 - len(raw)):
            raw += part
    finally:
        os.close(file)
    return raw
