"""The user's home folder, and the application folder for milipol in it."""

import os
import sys
from pathlib import Path


def home() -> Path | None:
    """The user's home folder; None if it is not known.

    A name that is not absolute is ignored: it would lead into the current folder.
    """
    if sys.platform == "win32":
        return _absolute(os.path.expanduser("~"))  # noqa: PTH111  Path.home() may raise
    return _absolute(os.environ.get("HOME")) or _absolute(_home_of_account())


def _home_of_account() -> str | None:
    import pwd  # noqa: PLC0415  not on Windows, and rarely needed

    try:
        return pwd.getpwuid(os.getuid()).pw_dir
    except KeyError:
        return None


def own_folder() -> Path | None:
    """The user's application folder for milipol, whether it exists or not.

    None if it would be in the home folder, and that is not known.
    """
    settings = _settings_folder()
    return None if settings is None else settings / "milipol"


def _settings_folder() -> Path | None:
    variable, below_home = "XDG_CONFIG_HOME", ".config"
    if sys.platform == "win32":
        variable, below_home = "APPDATA", ""
    elif sys.platform == "darwin":
        variable, below_home = "", "Library/Application Support"
    # The XDG Base Directory Specification: an empty or relative name is ignored.
    if (named := _absolute(os.environ.get(variable))) is not None:
        return named
    folder = home()
    return None if folder is None else folder / below_home


def _absolute(name: str | None) -> Path | None:
    """The path of this name if it is absolute."""
    return Path(name) if name and os.path.isabs(name) else None  # noqa: PTH117
