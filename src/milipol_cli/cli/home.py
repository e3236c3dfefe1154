"""The user's home folder, and the application folder for milipol in it."""

import os
import sys
from pathlib import Path

# Where systems keep settings: a variable that names the folder, else one at home.
_SETTINGS = {"win32": ("APPDATA", ""), "darwin": ("", "Library/Application Support")}


def home() -> Path | None:
    """The user's home folder; None if it is not known."""
    if os.environ.get("HOME") == "":
        return None  # Python would take the root folder
    return _absolute(os.path.expanduser("~"))  # noqa: PTH111  Path.home() may raise


def own_folder() -> Path | None:
    """The user's application folder for milipol, whether it exists or not.

    None if it would be in the home folder, and that is not known.
    """
    variable, below_home = _SETTINGS.get(sys.platform, ("XDG_CONFIG_HOME", ".config"))
    settings, at_home = _absolute(os.environ.get(variable)), home()
    if settings is None and at_home is not None:
        settings = at_home / below_home
    return None if settings is None else settings / "milipol"


def _absolute(name: str | None) -> Path | None:
    """The path of this name; None if it would lead into the current folder.

    So the XDG Base Directory Specification wants it.
    """
    return Path(name) if name and os.path.isabs(name) else None  # noqa: PTH117
