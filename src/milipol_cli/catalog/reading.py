"""Folders and files as they lie on the disk; the only owner of tomli."""

import os
import stat
from pathlib import Path
from typing import Any

import tomli

from milipol_cli.errors import InvalidData

MAX_BYTES = 4 * 1024 * 1024

Table = dict[str, Any]


def data_folders(environment: str | None) -> tuple[Path, ...]:
    """The folders that data is read from: the bundle, then the reader's own.

    `environment` is the value of MILIPOL_DATA: folders joined by the path separator,
    later ones over earlier ones. Without it `data` in the reader's application folder
    is used where it exists. Raises InvalidData for a named folder that is not there.
    """
    if not environment:
        own = _own_folder()
        return (bundle(), own) if _is_folder(own) else (bundle(),)
    named = tuple(Path(part) for part in environment.split(os.pathsep) if part)
    for folder in named:
        if not _is_folder(folder):
            raise InvalidData(
                f"MILIPOL_DATA names {str(folder)!r}, which is not a folder;"
                " correct it or unset it"
            )
    return (bundle(), *named)


def _own_folder() -> Path:
    import typer  # noqa: PLC0415  always loaded by now; this room must not need it

    return Path(typer.get_app_dir("milipol")) / "data"


def bundle() -> Path:
    """The bundled data: inside the package as installed, else beside `src`."""
    package = Path(__file__).parents[1]
    installed = package / "data"
    return installed if installed.is_dir() else package.parents[1] / "data"


def _is_folder(path: Path) -> bool:
    """Whether a folder is there; refused where that cannot be told."""
    try:
        return stat.S_ISDIR(os.stat(path).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None


def show_names(root: Path) -> list[str]:
    """The folders below `root` that hold a show."""
    try:
        names = [path.name for path in root.iterdir()]
    except OSError as error:
        raise _unreadable(root, error) from None
    return [name for name in names if _has_show(root / name)]


def _has_show(folder: Path) -> bool:
    try:
        os.lstat(folder / "show.toml")
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise _unreadable(folder, error) from None
    return True


def _unreadable(path: Path, error: OSError | ValueError) -> InvalidData:
    reason = getattr(error, "strerror", None) or str(error)
    return InvalidData(f"{path}: cannot be read: {reason}")


def text_of(path: Path) -> str | None:
    """The text of a data file; None where there is none; never waits on a device."""
    try:
        status = os.stat(path)
    except FileNotFoundError:
        if os.path.islink(path):
            raise InvalidData(
                f"{path}: cannot be read: the link leads nowhere"
            ) from None
        return None
    except NotADirectoryError:
        return None
    except OSError as error:
        raise _unreadable(path, error) from None
    if not stat.S_ISREG(status.st_mode):
        raise InvalidData(f"{path}: cannot be read: expected a plain file")
    if status.st_size > MAX_BYTES:
        raise InvalidData(
            f"{path}: {status.st_size} bytes, more than {MAX_BYTES}: divide the file"
        )
    try:
        with open(path, "rb") as file:
            raw = file.read(MAX_BYTES + 1)
        return raw.decode("utf-8")
    except OSError as error:
        raise _unreadable(path, error) from None
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InvalidData(
            f"{path}: line {line}: expected UTF-8, found byte 0x{raw[error.start]:02x}"
        ) from None


def parsed(text: str, path: Path) -> Table:
    """The tables of a data file; raises InvalidData for what is not TOML."""
    try:
        return tomli.loads(text)
    except ValueError as error:  # also for a number of more digits than Python reads
        raise InvalidData(f"{path}: not TOML: {error}") from None
    except RecursionError:
        raise InvalidData(f"{path}: not TOML: nested too deeply") from None
